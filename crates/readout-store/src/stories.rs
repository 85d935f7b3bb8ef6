//! Stories in the store: a group of documents with the record of what they tell.
//!
//! Enters: checked records of one story each. Leaves: the same again, with their rows for questions. A story is put in whole and taken out whole.

use crate::documents::DocumentNumber;
use crate::error::{Result, StoreError};
use crate::number::StoryNumber;
use crate::store::Store;
use crate::{forms, rows};
use readout_record::check::Checked;
use readout_record::edtf::Edtf;
use readout_record::record::{DocumentEntry, Record};
use rusqlite::params;

impl Store {
    /// The story that a document is in.
    pub fn story_of(&self, document: DocumentNumber) -> Result<Option<StoryNumber>> {
        let read = || {
            let mut statement = self.connection.prepare_cached("SELECT story FROM documents WHERE number = ?1")?;
            statement.query_row([document], |row| row.get(0))
        };
        read().map_err(|e| self.fault(e))
    }

    /// The documents of a story.
    pub fn members(&self, story: StoryNumber) -> Result<Vec<DocumentNumber>> {
        self.rows("SELECT number FROM documents WHERE story = ?1 ORDER BY number", [story], |row| row.get(0))
    }

    /// The number of the story with an id.
    pub fn story_number(&self, id: &str) -> Result<Option<StoryNumber>> {
        Ok(self.rows("SELECT number FROM stories WHERE id = ?1", [id], |row| row.get(0))?.pop())
    }

    /// Takes a story out, with all its rows; its documents stay, in no story.
    pub fn remove_story(&self, story: StoryNumber) -> Result<()> {
        let remove = || {
            self.connection.prepare_cached("UPDATE documents SET story = NULL WHERE story = ?1")?.execute([story])?;
            // By hand, so that the full text hears of it.
            self.connection.prepare_cached("DELETE FROM statements WHERE story = ?1")?.execute([story])?;
            self.connection.prepare_cached("DELETE FROM stories WHERE number = ?1")?.execute([story])
        };
        remove().map(|_| ()).map_err(|e| self.fault(e))
    }

    /// Puts a story in: the record of its documents alone, with statuses as if no day had passed.
    pub fn put_story(&self, members: &[DocumentNumber], record: &Checked) -> Result<StoryNumber> {
        let record = record.record();
        let [story] = record.stories.as_slice() else {
            return Err(StoreError::new(
                self.file(),
                "was given the record of no story or of several",
                "report this as a fault of the program",
            ));
        };
        let put = || {
            let bytes = forms::packed(&serde_json::to_vec(&stripped(record)).unwrap_or_default());
            let days =
                record.documents.iter().filter_map(|d| d.published.as_ref().and_then(Edtf::start).and_then(|d| d.day_number()));
            let mut insert = self.connection.prepare_cached(
                "INSERT INTO stories (id, title, documents, independent_accounts, first_day, last_day, record)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?;
            let (count, accounts) = (members.len() as i64, story.independent_accounts as i64);
            insert.execute(params![story.id, story.title, count, accounts, days.clone().min(), days.max(), bytes])?;
            let number = self.connection.last_insert_rowid();
            let mut update = self.connection.prepare_cached("UPDATE documents SET story = ?2 WHERE number = ?1")?;
            for member in members {
                update.execute(params![member, number])?;
            }
            rows::put(&self.connection, number, record)?;
            Ok(number)
        };
        put().map_err(|e| self.fault(e))
    }

    /// The record of one story, with the texts of its documents.
    pub fn story_record(&self, story: StoryNumber) -> Result<Record> {
        let read = || {
            let mut statement = self.connection.prepare_cached("SELECT record FROM stories WHERE number = ?1")?;
            statement.query_row([story], |row| row.get::<_, Vec<u8>>(0))
        };
        let bytes = read().map_err(|e| self.fault(e))?;
        let damaged = |what: &dyn std::fmt::Display| StoreError::damaged(self.file(), format!("story {story}: {what}"));
        let json = forms::unpacked(&bytes).map_err(|e| damaged(&e))?;
        let mut record: Record = serde_json::from_slice(&json).map_err(|e| damaged(&e))?;
        for entry in &mut record.documents {
            self.complete(entry)?;
        }
        Ok(record)
    }

    /// The number of every story, the one with the first document first.
    pub fn story_numbers(&self) -> Result<Vec<StoryNumber>> {
        self.rows("SELECT number FROM stories ORDER BY first_day IS NULL, first_day, id", [], |row| row.get(0))
    }

    /// Gives the entry of a document what `stripped` took from it.
    fn complete(&self, entry: &mut DocumentEntry) -> Result<()> {
        let number = self.number_of(&entry.id).map_err(|e| self.fault(e))?;
        let number = number.ok_or_else(|| StoreError::damaged(self.file(), format!("there is no document {}", entry.id)))?;
        let document = self.document(number)?;
        entry.path = document.path;
        entry.also_at = document.also_at;
        entry.author = document.metadata.author;
        entry.url = document.metadata.url;
        entry.text = document.text;
        Ok(())
    }
}

/// A record without what the table of documents has.
fn stripped(record: &Record) -> Record {
    let mut record = record.clone();
    for entry in &mut record.documents {
        entry.path.clear();
        entry.also_at.clear();
        entry.author = None;
        entry.url = None;
        entry.text.clear();
    }
    record
}
