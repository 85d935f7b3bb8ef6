//! Three invented stories of several reports, written before the rules were: how many of their events and promises the record tells as a careful reader would.
//!
//! Each folder of `data/stories` has reports and `expected.toml`: events with their evidence in each report, participants, date and reality; promises with due
//! day and status. The least numbers of facts found only rise.

use serde::Deserialize;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

#[derive(Deserialize)]
struct Expected {
    event: Vec<Event>,
    commitment: Vec<Promise>,
}

#[derive(Deserialize)]
struct Event {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    also: Vec<String>,
    participants: Vec<String>,
    date: Option<String>,
    evidence: Vec<Quote>,
}

#[derive(Deserialize)]
struct Quote {
    quote: String,
}

#[derive(Deserialize)]
struct Promise {
    due: Option<String>,
    status: String,
    quote: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/stories")
}

fn record(story: &str) -> Value {
    let docs = folder().join(story).join("docs");
    let run = Command::new(env!("CARGO_BIN_EXE_readout")).arg("brief").arg(docs).args(["--json", "--quiet"]).output();
    serde_json::from_slice(&run.expect("the program runs").stdout).expect("a record")
}

/// Whether some evidence of an entry has words of a quote, or the other way round.
fn tells(entry: &Value, quote: &str) -> bool {
    let words = |e: &Value| e["quote"].as_str().unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
    let evidence = entry["evidence"].as_array().into_iter().flatten();
    evidence.map(words).any(|w| w.contains(quote) || quote.contains(&w))
}

fn names(record: &Value, entry: &Value) -> String {
    let ids = entry["participants"].as_array().into_iter().flatten().filter_map(|p| p["actor"].as_str());
    let actors = || record["actors"].as_array().into_iter().flatten();
    ids.filter_map(|id| actors().find(|a| a["id"] == id)?["name"].as_str()).collect::<Vec<_>>().join(" | ")
}

/// Facts of a story that the record has, and all of them: tellings joined, participants, days, due days, states of promises.
fn facts(story: &str) -> (usize, usize) {
    let text = std::fs::read_to_string(folder().join(story).join("expected.toml")).expect("expected.toml");
    let expected: Expected = toml::from_str(&text).expect("expected.toml parses");
    let record = record(story);
    let mut found: Vec<bool> = Vec::new();
    let list = |name: &str| record[name].as_array().cloned().unwrap_or_default();
    for wanted in &expected.event {
        let kind = |e: &Value| e["type"] == wanted.kind.as_str() || wanted.also.iter().any(|k| e["type"] == k.as_str());
        let told = |e: &Value| wanted.evidence.iter().filter(|q| tells(e, &q.quote)).count();
        let entry = list("events").into_iter().filter(kind).max_by_key(told).filter(|e| told(e) > 0).unwrap_or_default();
        found.extend(wanted.evidence.iter().map(|q| tells(&entry, &q.quote)));
        let who = names(&record, &entry);
        found.extend(wanted.participants.iter().map(|p| who.contains(p.as_str())));
        found.extend(wanted.date.iter().map(|d| entry["date"] == d.as_str()));
    }
    for wanted in &expected.commitment {
        let entry = list("commitments").into_iter().find(|c| tells(c, &wanted.quote)).unwrap_or_default();
        found.extend(wanted.due.iter().map(|d| entry["due"] == d.as_str()));
        found.push(entry["status"] == wanted.status.as_str());
    }
    (found.iter().filter(|f| **f).count(), found.len())
}

#[test]
fn stories_of_other_kinds_are_told_as_a_reader_would() {
    for (story, least) in [("river-dam", 30), ("rail-strike", 22), ("embassy-reopening", 31)] {
        let (found, all) = facts(story);
        assert!(found >= least, "{story}: {found} of {all} facts, at least {least} wanted");
    }
}
