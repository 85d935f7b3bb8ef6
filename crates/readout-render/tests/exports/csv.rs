//! CSV, read by the crate csv.

use crate::{common, cut, exported, hostile};
use csv::ReaderBuilder;
use readout_record::check::Checked;
use std::collections::BTreeMap;

type Row = BTreeMap<String, String>;

/// A table as the reader reads it; it refuses rows of other lengths than the first.
fn table(record: &Checked, name: &str) -> Vec<Row> {
    let file = exported("csv", record, Some(name)).files.remove(0);
    assert_eq!(file.name, format!("{name}.csv"));
    let mut reader = ReaderBuilder::new().from_reader(file.bytes.as_slice());
    let header = reader.headers().expect("a header").clone();
    let rows = reader.records().map(|r| r.expect("a row"));
    rows.map(|r| header.iter().map(str::to_owned).zip(r.iter().map(str::to_owned)).collect()).collect()
}

/// Takes the apostrophes off that the last column names.
fn unguarded(mut row: Row) -> Row {
    let guarded = row.remove("guarded").expect("the column");
    for column in guarded.split("; ").filter(|c| !c.is_empty()) {
        let cell = row.get_mut(column).expect("a column of that name");
        *cell = cell.strip_prefix('\'').expect("an apostrophe").to_owned();
    }
    row
}

#[test]
fn each_entry_has_a_row_with_its_words() {
    for record in [common::talks(), hostile::record(), hostile::empty()] {
        let r = record.record();
        let sides = r.discrepancies.iter().map(|d| d.sides.len()).sum();
        for (name, count) in [
            ("documents", r.documents.len()),
            ("events", r.events.len()),
            ("statements", r.statements.len()),
            ("commitments", r.commitments.len()),
            ("discrepancies", r.discrepancies.len()),
            ("actors", r.actors.len()),
            ("sides", sides),
            ("texts", r.documents.len()),
        ] {
            assert_eq!(table(&record, name).len(), count, "{name}");
        }
        for name in ["events", "statements", "commitments", "actors", "attributes", "sides", "evidence"] {
            for row in table(&record, name).into_iter().map(unguarded) {
                let place = |column: &str| row[column].parse().expect("a number");
                assert_eq!(cut(&record, &row["document"], place("start"), place("end")), row["quote"], "{name}");
            }
        }
        for row in table(&record, "discrepancies").into_iter().map(unguarded) {
            for side in ["1", "2"] {
                let place = |column: &str| row[&format!("{column}_{side}")].parse().expect("a number");
                let quote = &row[&format!("quote_{side}")];
                assert_eq!(&cut(&record, &row[&format!("document_{side}")], place("start"), place("end")), quote);
            }
        }
    }
}

#[test]
fn no_cell_opens_a_formula_and_what_was_put_in_front_is_told() {
    let record = hostile::record();
    for name in ["documents", "events", "statements", "commitments", "discrepancies", "actors", "sides", "evidence", "texts"] {
        for row in table(&record, name) {
            assert!(row.values().all(|cell| !cell.trim_start().starts_with(['=', '+', '-', '@'])), "{name}: {row:?}");
        }
    }
    let quotes = |guarded: bool| {
        let rows = table(&record, "statements").into_iter();
        rows.map(move |r| if guarded { r } else { unguarded(r) }["quote"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(quotes(false), hostile::paragraphs());
    assert_eq!(quotes(true).iter().zip(hostile::paragraphs()).filter(|(cell, words)| **cell != *words).count(), 3);
}

#[test]
fn columns_are_explained_once_each() {
    let record = common::talks();
    let about = table(&record, "columns");
    let named: Vec<_> = about.iter().map(|r| (r["table"].clone(), r["column"].clone())).collect();
    let mut found = Vec::new();
    for file in exported("csv", &record, None).files.iter().filter(|f| f.name != "columns.csv") {
        let mut reader = ReaderBuilder::new().from_reader(file.bytes.as_slice());
        let header = reader.headers().expect("a header").clone();
        let name = file.name.trim_end_matches(".csv");
        found.extend(header.iter().filter(|c| *c != "guarded").map(|c| (name.to_owned(), c.to_owned())));
    }
    assert_eq!(named, found);
    assert!(about.iter().all(|r| !r["about"].is_empty()));
}
