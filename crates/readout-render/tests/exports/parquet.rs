//! Parquet, read row by row; `bench/exports.py` reads the same files with PyArrow.

use crate::{common, cut, exported, hostile};
use bytes::Bytes;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use readout_record::check::Checked;
use std::collections::BTreeMap;

fn table(record: &Checked, name: &str) -> Vec<BTreeMap<String, Field>> {
    let file = exported("parquet", record, Some(name)).files.remove(0);
    assert_eq!(file.name, format!("{name}.parquet"));
    let reader = SerializedFileReader::new(Bytes::from(file.bytes)).expect("Parquet");
    let rows = reader.get_row_iter(None).expect("rows").map(|row| row.expect("a row"));
    rows.map(|row| row.get_column_iter().map(|(name, field)| (name.clone(), field.clone())).collect()).collect()
}

fn text(field: &Field) -> String {
    match field {
        Field::Str(text) => text.clone(),
        other => panic!("no text: {other:?}"),
    }
}

fn number(field: &Field) -> usize {
    match field {
        Field::Long(number) => usize::try_from(*number).expect("a place"),
        other => panic!("no number: {other:?}"),
    }
}

#[test]
fn the_rows_are_those_of_the_record_and_texts_are_as_they_were() {
    for record in [common::talks(), hostile::record(), hostile::empty()] {
        let r = record.record();
        assert_eq!(table(&record, "events").len(), r.events.len());
        let quotes: Vec<String> = table(&record, "statements").iter().map(|row| text(&row["quote"])).collect();
        assert_eq!(quotes, r.statements.iter().map(|s| s.content.quote.clone()).collect::<Vec<_>>());
        for name in ["events", "statements", "commitments", "actors", "attributes", "sides", "evidence"] {
            for row in table(&record, name) {
                let words = cut(&record, &text(&row["document"]), number(&row["start"]), number(&row["end"]));
                assert_eq!(words, text(&row["quote"]), "{name}");
            }
        }
    }
}

#[test]
fn what_is_not_known_is_null_and_values_have_their_types() {
    let record = common::talks();
    let events = table(&record, "events");
    assert_eq!(events[0]["place"], Field::Null);
    assert_eq!(events[1]["place"], Field::Str("Port Ansel".into()));
    assert_eq!(events[0]["accounts"], Field::Long(4));
    assert_eq!(events[0]["weight"], Field::Double(1.0));
    assert_eq!(table(&record, "attributes")[1]["approximate"], Field::Bool(true));
}
