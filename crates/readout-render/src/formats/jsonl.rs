//! The record as JSON Lines: one entry a line, each with the name of its kind first.
//!
//! Enters: a checked record. Leaves: objects of the record's own contract with the field `record` put in front: `document`, `event`, …; the first
//! line tells the version and the day of the record.

use crate::export::{Export, Exported};
use readout_record::check::Checked;
use serde_json::{Map, Value};

/// `--format jsonl`.
pub struct JsonLines;

/// The lists of the record and what one of their entries is called.
const KINDS: [(&str, &str); 14] = [
    ("documents", "document"),
    ("stories", "story"),
    ("actors", "actor"),
    ("events", "event"),
    ("statements", "statement"),
    ("commitments", "commitment"),
    ("discrepancies", "discrepancy"),
    ("updates", "update"),
    ("topics", "topic"),
    ("timeline", "timeline entry"),
    ("next_steps", "next step"),
    ("positions", "position"),
    ("told_by_one", "told by one"),
    ("open_questions", "open question"),
];

impl Export for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn help(&self) -> &'static str {
        "the record as JSON Lines, one entry a line with its kind in the field record"
    }

    fn files(&self, record: &Checked, _: Option<&str>) -> std::io::Result<Exported> {
        let Value::Object(mut whole) = serde_json::to_value(record.record())? else { return Ok(Exported::default()) };
        let lists: Vec<(String, Value)> =
            KINDS.iter().filter_map(|(list, kind)| Some(((*kind).to_owned(), whole.remove(*list)?))).collect();
        let mut out = line("record", whole);
        for (kind, list) in lists {
            let Value::Array(entries) = list else { continue };
            let objects = entries.into_iter().filter_map(|e| if let Value::Object(e) = e { Some(e) } else { None });
            out.extend(objects.map(|e| line(&kind, e)));
        }
        Ok(Exported::one("record.jsonl", out))
    }
}

fn line(kind: &str, entry: Map<String, Value>) -> String {
    let mut object = Map::new();
    object.insert("record".to_owned(), Value::from(kind));
    object.extend(entry);
    format!("{}\n", Value::Object(object))
}
