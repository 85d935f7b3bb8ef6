//! The reports that an answer rests on, as it names them.
//!
//! Enters: documents of records. Leaves: their titles, outlets, days and places.

use readout_record::edtf::Edtf;
use readout_record::record::{DocumentEntry, Evidence, Record};
use serde::Serialize;
use std::collections::BTreeMap;

/// A report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// Its headline.
    pub title: Option<String>,
    /// Its outlet.
    pub publisher: Option<String>,
    /// When it was published.
    pub published: Option<Edtf>,
    /// Outlet or wire that it credits.
    pub origin: Option<String>,
    /// Id of the report that it copies.
    pub copy_of: Option<String>,
    /// Its address, else where it was read.
    pub place: String,
}

/// Reports by id.
pub type Reports = BTreeMap<String, Report>;

impl From<&DocumentEntry> for Report {
    fn from(document: &DocumentEntry) -> Report {
        Report {
            title: document.title.clone(),
            publisher: document.publisher.clone(),
            published: document.published.clone(),
            origin: document.origin.clone(),
            copy_of: document.copy_of.clone(),
            place: document.url.clone().unwrap_or_else(|| document.path.clone()),
        }
    }
}

/// Notes a report of a record.
pub fn note(reports: &mut Reports, record: &Record, id: &str) {
    if let Some(document) = record.documents.iter().find(|d| d.id == id).filter(|_| !reports.contains_key(id)) {
        reports.insert(id.to_owned(), Report::from(document));
    }
}

/// Notes the reports that some words stand in.
pub fn note_all(reports: &mut Reports, record: &Record, evidence: &[Evidence]) {
    evidence.iter().for_each(|e| note(reports, record, &e.document));
}
