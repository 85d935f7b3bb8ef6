//! JSON and JSON Lines, read by serde_json.

use crate::{common, hostile, text};
use readout_record::record::{Event, Record};
use serde_json::Value;

#[test]
fn json_is_the_record() {
    for record in [common::talks(), hostile::record(), hostile::empty()] {
        let read: Record = serde_json::from_str(&text("json", &record)).expect("a record");
        assert_eq!(&read, record.record());
    }
}

#[test]
fn every_line_is_an_entry_with_its_kind() {
    for record in [common::talks(), hostile::record(), hostile::empty()] {
        let lines = text("jsonl", &record);
        let read: Vec<Value> = lines.lines().map(|l| serde_json::from_str(l).expect("an object")).collect();
        let of = |kind: &str| read.iter().filter(|v| v["record"] == kind).count();
        let r = record.record();
        assert_eq!(read[0]["record"], "record");
        assert_eq!(read[0]["readout"], r.readout.as_str());
        assert_eq!(
            [of("document"), of("event"), of("statement"), of("open question")],
            [r.documents.len(), r.events.len(), r.statements.len(), r.open_questions.len()]
        );
        let events = read.iter().filter(|v| v["record"] == "event");
        let events: Vec<Event> = events.map(|v| serde_json::from_value(v.clone()).expect("an event")).collect();
        assert_eq!(events, r.events);
    }
}
