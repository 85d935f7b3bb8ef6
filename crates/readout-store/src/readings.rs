//! What the model said of a document, kept small: a story can be linked again without the model.
//!
//! Enters: annotations and signatures. Leaves: the same again. The form is columns of small numbers, compressed.

mod columns;

use crate::documents::DocumentNumber;
use crate::error::{Result, StoreError};
use crate::store::Store;
use readout_record::annotation::Annotations;
use rusqlite::params;

impl Store {
    /// Keeps what was read in a document: what the model said, and what it is compared by.
    pub fn keep_reading(&self, document: DocumentNumber, text: &str, annotations: &Annotations, signature: &[u8]) -> Result<()> {
        let packed = columns::packed(text, annotations);
        let sql = "INSERT OR REPLACE INTO readings (document, annotations, signature) VALUES (?1, ?2, ?3)";
        let insert = self.connection.prepare_cached(sql).and_then(|mut s| s.execute(params![document, packed, signature]));
        insert.map(|_| ()).map_err(|e| self.fault(e))
    }

    /// What the model said of a document.
    pub fn annotations(&self, document: DocumentNumber, text: &str) -> Result<Annotations> {
        let bytes = self.reading("annotations", document)?;
        columns::unpacked(text, &bytes)
            .ok_or_else(|| StoreError::damaged(self.file(), format!("the reading of document {document}")))
    }

    /// What a document is compared by.
    pub fn signature(&self, document: DocumentNumber) -> Result<Vec<u8>> {
        self.reading("signature", document)
    }

    fn reading(&self, column: &str, document: DocumentNumber) -> Result<Vec<u8>> {
        let sql = format!("SELECT {column} FROM readings WHERE document = ?1");
        let read = self.connection.prepare_cached(&sql).and_then(|mut s| s.query_row([document], |row| row.get(0)));
        read.map_err(|e| self.fault(e))
    }
}
