//! BibTeX, read by the crate biblatex, and CSL-JSON, read by the crate citationberg.

use crate::{common, hostile, text};
use biblatex::{Bibliography, ChunksExt, DateValue, PermissiveType};
use citationberg::json::{DateValue as CslDate, Item, Value};

#[test]
fn bibtex_has_an_entry_for_each_report() {
    let bibliography = Bibliography::parse(&text("bibtex", &common::talks())).expect("BibTeX");
    assert_eq!(bibliography.keys().collect::<Vec<_>>(), ["d-1", "d-2", "d-3", "d-4", "d-5"]);
    let wire = bibliography.get("d-3").expect("the entry");
    assert_eq!(wire.title().expect("a title").format_verbatim(), "Lethmark, Karsovia leaders talk for 90 minutes on dam");
    assert_eq!(wire.journal().expect("an outlet").format_verbatim(), "Northern Wire");
    let PermissiveType::Typed(date) = wire.date().expect("a date") else { panic!("a date that is none") };
    let DateValue::At(day) = date.value else { panic!("no day") };
    assert_eq!((day.year, day.month, day.day), (2031, Some(5), Some(2)), "counted from 0");
    assert!(text("bibtex", &common::talks()).contains("  date = {2031-06-03},\n  year = {2031},\n  month = jun,\n"));
    let note = bibliography.get("d-4").and_then(|e| e.note().ok().map(|n| n.format_verbatim())).expect("a note");
    assert_eq!(note, "Credits Northern Wire. Copy of d-3. Read from reports/d-4.txt.");
}

#[test]
fn hostile_text_opens_no_entry_and_runs_nothing() {
    let bibtex = text("bibtex", &hostile::record());
    let bibliography = Bibliography::parse(&bibtex).expect("BibTeX");
    assert_eq!(bibliography.len(), 1);
    let entry = bibliography.get("d-1").expect("the entry");
    assert!(entry.title().expect("a title").format_verbatim().starts_with("=HYPERLINK(\"http://x.example\",\"open\")"));
    assert!(entry.date().is_err() && entry.url().is_err() && entry.journal().is_err());
    assert!(!bibtex.contains("\\textbf") && !bibtex.contains("javascript:"));
    assert_eq!(Bibliography::parse(&text("bibtex", &hostile::empty())).expect("BibTeX").len(), 0);
}

#[test]
fn csl_json_has_an_item_for_each_report() {
    let items: Vec<Item> = serde_json::from_str(&text("csl-json", &common::talks())).expect("items");
    let ids: Vec<_> = items.iter().filter_map(|i| i.id()).collect();
    assert_eq!(ids, ["d-1", "d-2", "d-3", "d-4", "d-5"]);
    assert!(items.iter().all(|i| i.type_().as_deref() == Some("article-newspaper")));
    let Some(Value::Date(CslDate::DateParts { date_parts, .. })) = items[2].0.get("issued") else { panic!("no date") };
    assert_eq!(date_parts.0[0].0, [2031, 6, 3]);
    let outlet = items[2].0.get("container-title").and_then(Value::to_str);
    assert_eq!(outlet.as_deref(), Some("Northern Wire"));
}

#[test]
fn a_report_of_which_little_is_known_is_an_item_too() {
    let items: Vec<Item> = serde_json::from_str(&text("csl-json", &hostile::record())).expect("items");
    assert_eq!(items.len(), 1);
    let fields: Vec<&str> = items[0].0.keys().map(String::as_str).collect();
    assert_eq!(
        fields,
        ["author", "id", "language", "note", "title", "type"],
        "no date, no outlet, no address that runs something"
    );
    let none: Vec<Item> = serde_json::from_str(&text("csl-json", &hostile::empty())).expect("items");
    assert!(none.is_empty());
}
