//! The example reports through the whole pipeline: what a reader must see, and the same bytes however they are read.

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
use readout_analysis::{Options, analyse};
use readout_english::model::English;
use readout_ingest::input;
use readout_meaning::meaning::Meaning;
use readout_record::annotation::Annotations;
use readout_record::check::check;
use readout_record::document::Document;
use readout_record::kind::EventType;
use readout_record::record::{DocumentEntry, Record};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static ENGLISH: LazyLock<English> = LazyLock::new(|| English::load().expect("the model is part of the crate"));

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples").join(name)
}

/// The reports of an example, one path each, in order of name.
fn reports(name: &str) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder(name)).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    paths
}

fn record(paths: &[PathBuf]) -> Record {
    let read = input::read_paths(paths, &input::Options::default());
    let annotate = |d: &Document| if d.is_english() { ENGLISH.annotate(&d.text) } else { Annotations::default() };
    let annotations = read.documents.par_iter().map(annotate).collect();
    let record = analyse(read.documents, annotations, &Meaning::new(), &Options { version: "test".into(), ..Options::default() });
    check(record).unwrap_or_else(|faults| panic!("the gate refuses the record: {faults:?}")).record().clone()
}

fn bytes(paths: &[PathBuf], threads: usize) -> String {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    serde_json::to_string(&pool.install(|| record(paths))).unwrap()
}

fn document<'r>(record: &'r Record, name: &str) -> &'r DocumentEntry {
    record.documents.iter().find(|d| d.path.contains(name)).unwrap_or_else(|| panic!("{name} is not in the record"))
}

#[test]
fn order_of_paths_and_number_of_threads_change_no_byte() {
    for example in ["strait-calls", "river-truce"] {
        let paths = reports(example);
        let first = bytes(&paths, 1);
        let mut turned = paths.clone();
        turned.rotate_left(3);
        turned.swap(0, 1);
        let backwards: Vec<PathBuf> = paths.iter().rev().cloned().collect();
        assert!(first == bytes(&paths, 2), "{example}: two threads");
        assert!(first == bytes(&turned, 2), "{example}: another order");
        assert!(first == bytes(&backwards, 1), "{example}: backwards");
    }
}

#[test]
fn a_wire_copy_is_no_second_source() {
    let record = record(&reports("strait-calls"));
    let (wire, copy) = (document(&record, "01_northgate"), document(&record, "04_evening"));
    assert_eq!(copy.copy_of.as_deref(), Some(wire.id.as_str()));
    assert_eq!(copy.origin.as_deref(), Some("Northgate Wire"));
    let story = record.stories.iter().find(|s| s.documents.contains(&copy.id)).unwrap();
    assert!(story.independent_accounts < story.documents.len(), "the copy is counted");
}

#[test]
fn a_report_in_spanish_is_kept_and_not_analysed() {
    let record = record(&reports("strait-calls"));
    let spanish = document(&record, "07_diario");
    assert_eq!(spanish.language, "es");
    assert!(spanish.text.contains("Palacio de la Aduana"));
    assert!(record.statements.iter().all(|s| s.document != spanish.id));
    assert!(record.events.iter().flat_map(|e| &e.evidence).all(|e| e.document != spanish.id));
}

#[test]
fn furniture_is_cut_from_every_format() {
    let record = record(&[folder("strait-calls"), folder("river-truce")]);
    for furniture in
        ["No time to read", "Ten soups", "cookies", "autumn flower show", "Subscribe to our newsletter", "Pike season", "Join us"]
    {
        let holder = record.documents.iter().find(|d| d.text.contains(furniture));
        assert!(holder.is_none(), "{furniture:?} is still in {}", holder.unwrap().path);
    }
}

#[test]
fn two_calls_stay_two_and_half_an_hour_is_thirty_minutes() {
    let record = record(&reports("strait-calls"));
    let calls = || record.events.iter().filter(|e| e.kind == EventType::PhoneCall);
    let dated = |day: &str| calls().any(|e| e.date.as_ref().is_some_and(|d| d.as_str().starts_with(day)));
    assert!(dated("2026-09-03") && dated("2026-09-17"));
    let later = &document(&record, "06_northgate").id;
    let alarms = record.discrepancies.iter().flat_map(|d| &d.sides).filter(|s| s.documents == [later.clone()]);
    assert_eq!(alarms.count(), 0, "half an hour and 30 minutes are one value");
}

#[test]
fn a_report_without_a_year_leaves_it_open() {
    let record = record(&[folder("river-truce").join("01_communique.txt")]);
    let dates: Vec<&str> = record.events.iter().filter_map(|e| e.date.as_ref().map(|d| d.as_str())).collect();
    assert!(dates.iter().any(|d| d.starts_with("XXXX-03-05")), "{dates:?}");
    assert!(dates.iter().all(|d| d.trim_start_matches("../").starts_with("XXXX")), "a year was guessed: {dates:?}");
}

#[test]
fn a_promise_has_its_day() {
    let record = record(&[folder("strait-calls").join("03_valdonia-chancellery.html")]);
    let promise =
        record.commitments.iter().find(|c| c.action.contains("free the 14 sailors")).expect("the promise to free the sailors");
    assert_eq!(promise.due.as_ref().map(|d| d.as_str()), Some("2026-09-13"));
}
