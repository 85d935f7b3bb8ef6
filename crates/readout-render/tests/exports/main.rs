//! Every export, read back by a reader that is not ours, on the record of the talks, on a hostile one and on an empty one.

mod bibliography;
mod calendar;
#[path = "../common/mod.rs"]
mod common;
mod csv;
mod graphml;
mod hostile;
mod jsonl;
mod jsonld;
mod parquet;
mod plover;

use readout_record::check::Checked;
use readout_render::export::Exported;
use readout_render::registry::EXPORTS;

/// The files of an export.
pub fn exported(name: &str, record: &Checked, table: Option<&str>) -> Exported {
    let export = EXPORTS.iter().find(|e| e.name() == name).expect("the format");
    export.files(record, table).expect("files")
}

/// The text of an export of one file.
pub fn text(name: &str, record: &Checked) -> String {
    let mut files = exported(name, record, None).files;
    assert_eq!(files.len(), 1, "{name}");
    String::from_utf8(files.remove(0).bytes).expect("UTF-8")
}

/// The words that stand at code points `start` to `end` of a report.
pub fn cut(record: &Checked, document: &str, start: usize, end: usize) -> String {
    let entry = record.record().documents.iter().find(|d| d.id == document).expect("the report");
    entry.text.chars().skip(start).take(end - start).collect()
}

#[test]
fn the_same_record_gives_the_same_bytes_and_no_record_is_refused() {
    for export in EXPORTS {
        for record in [common::talks(), hostile::record(), hostile::empty()] {
            let (once, again) = (exported(export.name(), &record, None), exported(export.name(), &record, None));
            assert!(once == again && !once.files.is_empty(), "{}", export.name());
            let tables = export.tables();
            assert!(tables.is_empty() || tables.len() == once.files.len(), "{}", export.name());
            for (table, file) in tables.iter().zip(&once.files) {
                assert_eq!(exported(export.name(), &record, Some(table)).files, std::slice::from_ref(file), "{table}");
            }
        }
    }
}
