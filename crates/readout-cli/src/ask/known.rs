//! What every answer is written with: names, reports, words in quotation marks.
//!
//! Enters: a record. Leaves: pieces of lines.

use readout_record::edtf::Edtf;
use readout_record::record::{Actor, DocumentEntry, Evidence, Record};
use std::collections::BTreeMap;

/// What stands in place of an empty answer.
pub const NOTHING: &str = "nothing found in these documents";

/// A record with its actors and documents by id.
pub struct Known<'r> {
    /// The record.
    pub record: &'r Record,
    actors: BTreeMap<&'r str, &'r Actor>,
    /// Its documents.
    pub documents: BTreeMap<&'r str, &'r DocumentEntry>,
}

impl<'r> Known<'r> {
    /// Of a record.
    pub fn new(record: &'r Record) -> Known<'r> {
        let actors = record.actors.iter().map(|a| (a.id.as_str(), a)).collect();
        let documents = record.documents.iter().map(|d| (d.id.as_str(), d)).collect();
        Known { record, actors, documents }
    }

    /// The names of actors, in the order of their ids' list, each once.
    pub fn names<'i>(&self, ids: impl IntoIterator<Item = &'i String>) -> String {
        let mut names: Vec<&str> = Vec::new();
        for name in ids.into_iter().filter_map(|id| Some(self.actors.get(id.as_str())?.name.as_str())) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        if names.is_empty() { "not named".to_owned() } else { names.join(", ") }
    }

    /// The report as its outlet and day.
    pub fn report(&self, id: &str) -> String {
        let Some(document) = self.documents.get(id) else { return id.to_owned() };
        let outlet = document.publisher.as_deref().unwrap_or(&document.path);
        let day = document.published.as_ref().map_or("undated", Edtf::as_str);
        format!("{outlet}, {day}")
    }

    /// Words of a report and where they stand.
    pub fn words(&self, evidence: &Evidence) -> String {
        format!("{} ({})", quoted(&evidence.quote), self.report(&evidence.document))
    }
}

/// Words in quotation marks, on one line.
pub fn quoted(words: &str) -> String {
    format!("“{}”", one_line(words))
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "1 account", "2 accounts".
pub fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}
