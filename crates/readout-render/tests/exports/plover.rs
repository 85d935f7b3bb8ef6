//! PLOVER JSON Lines, read by serde_json into the fields of the PLOVER manual.

use crate::{common, cut, exported, hostile, text};
use readout_record::edtf::Edtf;
use serde::Deserialize;
use serde_json::Value;

/// The fields that the manual names and the record fills.
#[derive(Deserialize)]
struct Coded {
    id: String,
    date: Option<String>,
    enddate: Option<String>,
    source: Vec<Actor>,
    recipient: Vec<Actor>,
    event: Vec<String>,
    mode: Option<String>,
    context: Option<String>,
    text: String,
    text_info: TextInfo,
    cite_info: CiteInfo,
    edtf: Option<String>,
}

#[derive(Deserialize)]
struct Actor {
    identifier_text: String,
    actor_text: String,
    office: Option<String>,
}

#[derive(Deserialize)]
struct TextInfo {
    start: usize,
    end: usize,
}

#[derive(Deserialize)]
struct CiteInfo {
    citation: String,
    publication: Option<String>,
}

fn read(lines: &str) -> Vec<Coded> {
    lines.lines().map(|l| serde_json::from_str(l).expect("an event of PLOVER")).collect()
}

#[test]
fn a_call_is_a_consultation_by_phone_of_both() {
    let events = read(&text("plover", &common::talks()));
    let call = &events[0];
    assert_eq!(
        (call.id.as_str(), call.event.as_slice(), call.mode.as_deref()),
        ("e-call", &["CONSULT".to_owned()][..], Some("phone"))
    );
    assert_eq!((call.date.as_deref(), call.enddate.as_deref(), call.context.as_deref()), (Some("2031-06-03"), None, None));
    let names: Vec<&str> = call.source.iter().map(|a| a.identifier_text.as_str()).collect();
    assert_eq!(names, ["Ilsa Marrow", "Teodor Venn"]);
    assert_eq!(call.source[0].office.as_deref(), Some("President"));
    assert_eq!(call.source[0].actor_text, "President Ilsa Marrow");
    assert!(call.recipient.is_empty());
    assert_eq!(call.cite_info.publication.as_deref(), Some("Presidency of Lethmark"));
    assert_eq!(events[1].context.as_deref(), Some("future"), "a planned meeting");
}

#[test]
fn words_stand_where_they_are_said_to_and_dates_are_days_or_none() {
    for record in [common::talks(), hostile::record(), hostile::empty()] {
        for event in read(&text("plover", &record)) {
            assert_eq!(cut(&record, &event.cite_info.citation, event.text_info.start, event.text_info.end), event.text);
            for day in event.date.iter().chain(&event.enddate) {
                let date = Edtf::parse(day).and_then(|d| d.date()).expect("a date");
                assert!(date.year.is_some() && date.day.is_some() && date.time.is_none(), "{day}");
            }
            assert!(event.date.is_some() || event.edtf.is_none_or(|d| d.starts_with("XXXX")));
        }
    }
}

#[test]
fn what_has_no_code_is_left_out_and_told() {
    let lines = text("plover", &hostile::record());
    assert!(lines.lines().all(|l| serde_json::from_str::<Value>(l).expect("JSON")["type"] != "other"));
    let mut record = common::record();
    record.events[1].kind = readout_record::kind::EventType::Other;
    let record = readout_record::check::check(record).expect("a record");
    let exported = exported("plover", &record, None);
    assert_eq!(exported.notes, ["1 of 2 events left out: their types have no PLOVER code"]);
}
