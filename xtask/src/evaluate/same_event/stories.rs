//! Stories whose tellings of events are annotated: which words tell which event.
//!
//! Enters: `training/same_event/stories/NAME` (reports as text files, `told.json` with the words that tell events) and `training/same_event/news.jsonl` (ids of
//! reports of `data/stories` with places of such words, no text). Leaves: stories. Places are bytes of the text as the program reads it. Every third story is
//! kept back.

use super::super::figure::Place;
use super::super::gold;
use super::super::reader::Reader;
use anyhow::{Context, Result, ensure};
use rayon::prelude::*;
use readout_analysis::brief::desk::Desk;
use readout_analysis::brief::{Options, analyse};
use readout_analysis::grammar::Grammar;
use readout_analysis::link::tellings::Telling;
use readout_ingest::input;
use readout_record::annotation::Annotations;
use readout_record::document::Document;
use readout_record::record::Record;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// One story.
pub struct Story {
    /// What it is called.
    pub name: String,
    /// Whether nothing was fitted on it.
    pub kept_back: bool,
    documents: Vec<Document>,
    /// For the id of a document and the first byte of a word the number of the event that it tells.
    told: HashMap<(String, usize), usize>,
}

#[derive(Deserialize)]
struct Told {
    document: String,
    start: usize,
    word: String,
    event: usize,
}

#[derive(Deserialize)]
struct Line {
    story: String,
    told: Vec<(String, usize, usize, usize)>,
}

/// The stories written for this project.
pub fn own() -> Result<Vec<Story>> {
    let mut folders: Vec<PathBuf> = std::fs::read_dir(folder().join("stories"))?.map(|e| Ok(e?.path())).collect::<Result<_>>()?;
    folders.sort();
    folders.iter().enumerate().map(|(n, f)| written(f, n % 3 == 2).with_context(|| f.display().to_string())).collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../training/same_event")
}

fn written(folder: &Path, kept_back: bool) -> Result<Story> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?.map(|e| Ok(e?.path())).collect::<Result<_>>()?;
    files.retain(|f| f.extension().is_some_and(|e| e == "txt"));
    files.sort();
    let documents = input::read_paths(&files, &input::Options::default()).documents;
    let file = |d: &Document| Path::new(&d.path).file_name().unwrap_or_default().to_string_lossy().into_owned();
    let by_file: BTreeMap<String, &Document> = documents.iter().map(|d| (file(d), d)).collect();
    let lines: Vec<Told> = serde_json::from_slice(&std::fs::read(folder.join("told.json"))?)?;
    let mut told = HashMap::new();
    for line in lines {
        let document = by_file.get(&line.document).with_context(|| format!("no report {}", line.document))?;
        let here = document.text.get(line.start..).is_some_and(|rest| rest.starts_with(&line.word));
        ensure!(here, "{}: no {:?} at byte {}", line.document, line.word, line.start);
        told.insert((document.id.clone(), line.start), line.event);
    }
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Story { name, kept_back, documents, told })
}

/// Those of `data/stories` that are annotated.
pub fn news(place: &Place) -> Result<Vec<Story>> {
    let read = input::read_paths(&[place.path().join("articles.jsonl")], &input::Options::default()).documents;
    let by_id: HashMap<&str, &Document> = read.iter().map(|d| (d.id.as_str(), d)).collect();
    let lines: Vec<Line> = gold::lines(&folder().join("news.jsonl"))?;
    let story = |(n, line): (usize, Line)| {
        let mut ids: Vec<&str> = line.told.iter().map(|t| t.0.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        let known = |id: &str| by_id.get(id).map(|d| (*d).clone()).with_context(|| format!("{}: no article {id}", line.story));
        let documents = ids.into_iter().map(known).collect::<Result<_>>()?;
        let told = line.told.iter().map(|(id, start, _, event)| ((id.clone(), *start), *event)).collect();
        Ok(Story { name: line.story.clone(), kept_back: n % 3 == 2, documents, told })
    };
    lines.into_iter().enumerate().map(story).collect()
}

impl Story {
    /// Puts the story on a desk.
    pub fn with_desk<T>(&self, reader: &Reader, work: impl FnOnce(&mut Desk) -> T) -> T {
        let annotations: Vec<Annotations> = self.documents.par_iter().map(|d| reader.annotate(&d.text)).collect();
        let grammars: Vec<Grammar> = self.documents.iter().zip(&annotations).map(|(d, a)| Grammar::new(d, a)).collect();
        work(&mut Desk::new(&grammars, reader.encoder(), true))
    }

    /// The record of the story.
    pub fn record(&self, reader: &Reader) -> Record {
        let annotations = self.documents.par_iter().map(|d| reader.annotate(&d.text)).collect();
        let options = Options { one_story: true, ..Options::default() };
        analyse(self.documents.clone(), annotations, reader.encoder(), &options)
    }

    /// The event that a telling is annotated with.
    pub fn event(&self, desk: &Desk, t: &Telling) -> Option<usize> {
        let (document, number) = t.ix;
        let g = &desk.grammars[document];
        let start = g.token(desk.extracted[document].events[number].head).span.start();
        self.told.get(&(g.document.id.clone(), start)).copied()
    }
}
