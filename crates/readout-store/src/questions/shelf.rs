//! Stories that a question has opened, each once and each through the gate.
//!
//! Enters: numbers of stories. Leaves: their records, every quote of which has been held against the text of its document.

use crate::error::{Result, StoreError};
use crate::number::StoryNumber;
use crate::store::Store;
use readout_record::check::{Checked, check};
use readout_record::record::{Actor, Record};
use std::collections::BTreeMap;

/// The stories of one answer.
pub struct Shelf<'s> {
    store: &'s Store,
    open: BTreeMap<StoryNumber, Checked>,
}

impl<'s> Shelf<'s> {
    /// An empty one.
    pub fn new(store: &'s Store) -> Shelf<'s> {
        Shelf { store, open: BTreeMap::new() }
    }

    /// The record of a story. Statuses in it are those before any day has passed.
    pub fn record(&mut self, story: StoryNumber) -> Result<&Record> {
        if !self.open.contains_key(&story) {
            let record = check(self.store.story_record(story)?).map_err(|violations| {
                let first = violations.first().map_or_else(String::new, ToString::to_string);
                StoreError::damaged(self.store.file(), format!("a story does not pass the gate: {first}"))
            })?;
            self.open.insert(story, record);
        }
        match self.open.get(&story) {
            Some(checked) => Ok(checked.record()),
            None => Err(StoreError::damaged(self.store.file(), "a story is missing")),
        }
    }

    /// One entry of a list of a story's record.
    pub fn entry<'r, T>(
        &'r mut self,
        story: StoryNumber,
        list: impl Fn(&'r Record) -> &'r [T],
        place: usize,
    ) -> Result<Opened<'r, T>> {
        let file = self.store.file();
        let record = self.record(story)?;
        let entry = list(record).get(place).ok_or_else(|| StoreError::damaged(file, "a row belongs to no entry"))?;
        Ok(Opened { record, entry })
    }
}

/// An entry in its story.
pub struct Opened<'r, T> {
    /// The record of the story.
    pub record: &'r Record,
    /// The entry.
    pub entry: &'r T,
}

/// The actor of an id.
pub fn actor<'r>(record: &'r Record, id: &str) -> Option<&'r Actor> {
    record.actors.iter().find(|a| a.id == id)
}

/// The id of the story that a record tells.
pub fn story_id(record: &Record) -> String {
    record.stories.first().map_or_else(String::new, |s| s.id.clone())
}
