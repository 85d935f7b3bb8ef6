//! Documents in the store: put in once by content, taken out as they were read.
//!
//! Enters: documents. Leaves: their numbers, and documents again. A number is the order of arrival: nothing that is shown may depend on it.

use crate::error::{Result, StoreError};
use crate::store::Store;
use readout_record::document::{Document, Metadata, path_order};
use readout_record::edtf::Edtf;
use rusqlite::{OptionalExtension, Row, params};

/// Number of a document in its store.
pub type DocumentNumber = i64;

/// What became of a document that was to be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// It is new.
    New(DocumentNumber),
    /// Its content was there, and this path now stands first.
    AlsoHere(DocumentNumber),
    /// Its content was there.
    Known(DocumentNumber),
}

const COLUMNS: &str = "number, id, title, publisher, author, published, url, language, text";

impl Store {
    /// Puts a document in, unless its content is there. It is noted when.
    pub fn add_document(&self, document: &Document) -> Result<Arrival> {
        self.try_add(document).map_err(|e| self.fault(e))
    }

    fn try_add(&self, document: &Document) -> rusqlite::Result<Arrival> {
        if let Some(number) = self.number_of(&document.id)? {
            let first = self.note_paths(number, document)?;
            return Ok(if first { Arrival::AlsoHere(number) } else { Arrival::Known(number) });
        }
        let m = &document.metadata;
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO documents (id, title, publisher, author, published, day, url, language, words, text)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?;
        let published = m.published.as_ref().map(Edtf::as_str);
        let words = document.words() as i64;
        statement.execute(params![
            document.id,
            m.title,
            m.publisher,
            m.author,
            published,
            m.day(),
            m.url,
            document.language,
            words,
            document.text
        ])?;
        let number = self.connection.last_insert_rowid();
        self.note_paths(number, document)?;
        Ok(Arrival::New(number))
    }

    /// Notes where a document was read; what does not belong to its content, the author and the address, is that of the first path in order.
    fn note_paths(&self, number: DocumentNumber, document: &Document) -> rusqlite::Result<bool> {
        let before = self.paths(number)?;
        let mut insert = self.connection.prepare_cached("INSERT OR IGNORE INTO paths (document, path) VALUES (?1, ?2)")?;
        for path in std::iter::once(&document.path).chain(&document.also_at) {
            insert.execute(params![number, path])?;
        }
        let first = before.first().is_some_and(|first| path_order(&document.path) < path_order(first));
        if first {
            let m = &document.metadata;
            let mut update = self.connection.prepare_cached("UPDATE documents SET author = ?2, url = ?3 WHERE number = ?1")?;
            update.execute(params![number, m.author, m.url])?;
        }
        Ok(first)
    }

    /// The number of a document, where it is there.
    pub fn number_of(&self, id: &str) -> rusqlite::Result<Option<DocumentNumber>> {
        let mut statement = self.connection.prepare_cached("SELECT number FROM documents WHERE id = ?1")?;
        statement.query_row([id], |row| row.get(0)).optional()
    }

    /// How many documents there are.
    pub fn size(&self) -> Result<u64> {
        let count = self.connection.query_row("SELECT count(*) FROM documents", [], |row| row.get::<_, i64>(0));
        count.map(|n| n as u64).map_err(|e| self.fault(e))
    }

    /// A document as it was read.
    pub fn document(&self, number: DocumentNumber) -> Result<Document> {
        let query = format!("SELECT {COLUMNS} FROM documents WHERE number = ?1");
        let read = self.connection.prepare_cached(&query).and_then(|mut s| s.query_row([number], read));
        let (id, document) = read.map_err(|e| self.fault(e))?;
        let mut document = document;
        let mut paths = self.paths(number).map_err(|e| self.fault(e))?.into_iter();
        document.path = paths.next().unwrap_or_default();
        document.also_at = paths.collect();
        if document.id == id {
            Ok(document)
        } else {
            Err(StoreError::damaged(self.file(), format!("document {id} does not read as it was added")))
        }
    }

    /// The paths of a document in order.
    pub(crate) fn paths(&self, number: DocumentNumber) -> rusqlite::Result<Vec<String>> {
        let mut statement = self.connection.prepare_cached("SELECT path FROM paths WHERE document = ?1")?;
        let mut paths: Vec<String> = statement.query_map([number], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        paths.sort_by_cached_key(|p| path_order(p));
        Ok(paths)
    }

    /// Some documents by day of publication, those without one last, then by id: an order that does not depend on how they came in.
    pub fn in_order(&self, documents: &[DocumentNumber]) -> Result<Vec<DocumentNumber>> {
        let mut keyed = Vec::with_capacity(documents.len());
        for number in documents {
            let key = |row: &Row| Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, String>(1)?));
            for (day, id) in self.rows("SELECT day, id FROM documents WHERE number = ?1", [number], key)? {
                keyed.push((day.is_none(), day, id, *number));
            }
        }
        keyed.sort();
        Ok(keyed.into_iter().map(|(_, _, _, number)| number).collect())
    }

    /// The number of every document.
    pub fn numbers(&self) -> Result<Vec<DocumentNumber>> {
        self.rows("SELECT number FROM documents ORDER BY number", [], |row| row.get(0))
    }
}

/// A document without its paths, and the id that it had when it was added.
fn read(row: &Row) -> rusqlite::Result<(String, Document)> {
    let published: Option<String> = row.get("published")?;
    let metadata = Metadata {
        title: row.get("title")?,
        publisher: row.get("publisher")?,
        author: row.get("author")?,
        published: published.as_deref().and_then(Edtf::parse),
        url: row.get("url")?,
    };
    let document = Document::new(String::new(), metadata, row.get("language")?, row.get("text")?, Vec::new());
    Ok((row.get("id")?, document))
}
