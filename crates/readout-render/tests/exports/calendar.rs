//! iCalendar, read by the crate icalendar.

use crate::{common, exported, hostile, text};
use icalendar::{Calendar, Component};
use readout_record::check::Checked;
use std::collections::BTreeSet;

fn read(record: &Checked) -> Calendar {
    let text = text("icalendar", record);
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{line}");
        assert!(!line.contains(['\r', '\n']), "{line:?}");
    }
    text.parse().expect("a calendar")
}

fn days(calendar: &Calendar) -> Vec<(String, String, String)> {
    let value = |e: &icalendar::Event, key: &str| e.property_value(key).unwrap_or_default().to_owned();
    calendar.events().map(|e| (value(e, "UID"), value(e, "DTSTART"), value(e, "DTEND"))).collect()
}

#[test]
fn promises_and_plans_stand_on_their_days() {
    let calendar = read(&common::talks());
    let expected = [("c-1@readout", "20310703", "20310704"), ("e-meeting@readout", "20310612", "20310613")];
    assert_eq!(days(&calendar), expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())));
    let promise = calendar.events().next().expect("an entry");
    assert_eq!(
        promise.get_summary(),
        Some("Due: Ilsa Marrow and Teodor Venn agreed: “the sluices of the Tarn dam will stay open” – reported as partly kept")
    );
    let told = promise.get_description().expect("a description");
    assert!(told.contains("Promise, reported as partly kept.") && told.contains("Presidency of Lethmark, d-1 194–280"), "{told}");
    assert_eq!(promise.property_value("DTSTAMP"), Some("20310605T000000Z"), "the day of the record");
    let meeting = calendar.events().nth(1).expect("an entry");
    assert_eq!(meeting.property_value("LOCATION"), Some("Port Ansel"));
    assert_eq!(meeting.get_summary(), Some("meeting: in Port Ansel – planned"));
}

#[test]
fn dates_are_placed_as_exactly_as_they_are_told_and_no_more() {
    let placed = days(&read(&hostile::record()));
    let of =
        |id: &str| placed.iter().find(|(uid, ..)| uid == &format!("{id}@readout")).map(|(_, from, to)| format!("{from} {to}"));
    assert_eq!(of("c-0").as_deref(), Some("20310603 20310604"), "a day");
    assert_eq!(of("c-1").as_deref(), Some("20310601 20310701"), "a month is all of its days");
    assert_eq!(of("c-2"), None, "a year");
    assert_eq!(of("c-3"), None, "no year");
    assert_eq!(of("c-4").as_deref(), Some("20310607 20310608"), "due within some days is due by the last of them");
    assert_eq!(of("c-6").as_deref(), Some("20310603 20310604"), "with a clock");
    assert_eq!(of("c-7").as_deref(), Some("20310701 20310702"), "an open beginning");
    let notes = exported("icalendar", &hostile::record(), None).notes;
    assert!(notes[0].ends_with("are left out: the reports tell no day or month for them"), "{notes:?}");
}

#[test]
fn hostile_text_makes_no_entry_of_its_own() {
    let record = hostile::record();
    let calendar = read(&record);
    let uids: BTreeSet<String> = days(&calendar).into_iter().map(|(uid, ..)| uid).collect();
    assert_eq!(uids.len(), calendar.events().count(), "every id once");
    assert!(uids.iter().all(|uid| uid.ends_with("@readout")));
    let summaries: Vec<&str> = calendar.events().filter_map(|e| e.get_summary()).collect();
    assert!(summaries.iter().any(|s| s.contains("a comma; a semicolon")), "{summaries:?}");
    assert_eq!(read(&hostile::empty()).events().count(), 0);
}
