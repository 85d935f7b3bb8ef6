//! `readout check`: which accounts say what a sentence says, which say otherwise, which are silent.
//!
//! Enters: a store and a sentence. Leaves: for each matter that it can be about, where each report stands, with its words and whom it credits. It leaves
//! alone: who is right.

mod matter;

use super::words::{NOTHING, counted, day, names, one_line, quoted, report};
use crate::args::questions::CheckArgs;
use crate::pipeline;
use anyhow::Result;
use matter::{Matter, Side, matters};
use rayon::prelude::*;
use readout_analysis::check;
use readout_analysis::check::finding::Finding;
use readout_meaning::meaning::Meaning;
use readout_record::annotation::Annotations;
use readout_record::document::{Document, Metadata};
use readout_store::number::StoryNumber;
use readout_store::questions::candidates;
use readout_store::questions::report::Reports;
use readout_store::questions::shelf::Shelf;
use readout_store::store::Store;
use serde::Serialize;
use std::fmt::Write as _;

/// Words of the stories that are read.
const WORDS: u64 = 12_000;

/// Where the reports stand.
#[derive(Serialize)]
pub struct Check {
    /// The sentence.
    sentence: String,
    /// How many stories have its names and some of its words.
    total: usize,
    /// How many of them were read.
    read: usize,
    /// The matters that it can be about.
    matters: Vec<Matter>,
    /// The reports.
    documents: Reports,
}

/// Asks the store.
pub fn answer(store: &Store, args: &CheckArgs) -> Result<Check> {
    let english = pipeline::model()?;
    let metadata = Metadata { published: args.date.clone(), ..Metadata::default() };
    let sentence = Document::new("sentence".into(), metadata, "en".into(), args.sentence.trim().to_owned(), Vec::new());
    let read = english.annotate(&sentence.text);
    let terms = check::terms(&sentence, &read);
    let found = candidates::stories(store, &terms.names, &terms.words)?;
    let wanted = fitting(store, &found, args.show.limit().map(|_| WORDS))?;
    let encoder = Meaning::new();
    let mut stories = Vec::with_capacity(wanted.len());
    for &story in &wanted {
        stories.push(members(store, story, &terms.names)?);
    }
    let findings: Vec<(Vec<String>, Vec<Finding>)> =
        stories.into_par_iter().map(|members| held(members, (&sentence, &read), &encoder)).collect();
    let mut answer = Check {
        sentence: sentence.text.clone(),
        total: found.len(),
        read: wanted.len(),
        matters: Vec::new(),
        documents: Reports::new(),
    };
    let mut shelf = Shelf::new(store);
    for (&story, (ids, findings)) in wanted.iter().zip(&findings) {
        answer.matters.extend(matters(shelf.record(story)?, ids, findings, &terms.days, &mut answer.documents));
    }
    select(&mut answer.matters, args.show.limit());
    Ok(answer)
}

/// The first stories, until their reports are too many to be read at once.
fn fitting(store: &Store, found: &[StoryNumber], most: Option<u64>) -> Result<Vec<StoryNumber>> {
    let (mut wanted, mut words) = (Vec::new(), 0);
    for &story in found {
        words += candidates::words(store, story)?;
        if wanted.is_empty() || most.is_none_or(|most| words <= most) {
            wanted.push(story);
        } else {
            break;
        }
    }
    Ok(wanted)
}

/// The reports of a story: those that have all the names with what the model read in them, and the ids of the others.
struct Members {
    reports: Vec<(Document, Annotations)>,
    silent: Vec<String>,
}

fn members(store: &Store, story: StoryNumber, names: &[String]) -> Result<Members> {
    let mut members = Members { reports: Vec::new(), silent: Vec::new() };
    for number in store.members(story)? {
        let document = store.document(number)?;
        if names.iter().all(|name| document.text.contains(name.as_str())) {
            let annotations = store.annotations(number, &document.text)?;
            members.reports.push((document, annotations));
        } else {
            members.silent.push(document.id);
        }
    }
    Ok(members)
}

/// Ids of the reports, and what is found in those that were read.
fn held(members: Members, sentence: (&Document, &Annotations), encoder: &Meaning) -> (Vec<String>, Vec<Finding>) {
    let ids = members.reports.iter().map(|(d, _)| d.id.clone()).chain(members.silent).collect();
    (ids, check::check((sentence.0.clone(), sentence.1.clone()), members.reports, encoder))
}

/// Matters of which some report tells clearly, if there are any; else those with near words.
fn select(matters: &mut Vec<Matter>, limit: Option<usize>) {
    let best = matters.iter().map(Matter::clear).max().unwrap_or_default();
    matters.retain(|m| if best > 0 { m.clear() > 0 } else { m.has_words() });
    matters.sort_by_key(|m| std::cmp::Reverse(m.clear()));
    matters.truncate(limit.unwrap_or(usize::MAX));
}

/// The same as text.
pub fn text(answer: &Check) -> String {
    let mut text = format!("{}\n", quoted(&answer.sentence));
    if answer.matters.is_empty() {
        return text + &format!("{NOTHING}: no report tells of it\n");
    }
    for matter in &answer.matters {
        put(answer, matter, &mut text);
    }
    if answer.total > answer.read {
        let _ = writeln!(
            text,
            "\n{} more stories have its names and some of its words; tell who and when to find the right ones, or give --all",
            answer.total - answer.read
        );
    }
    text
}

fn put(answer: &Check, matter: &Matter, text: &mut String) {
    let _ = match &matter.event {
        Some(e) => writeln!(
            text,
            "\n{}  {}  {}  {}",
            e.kind,
            day(e.date.as_ref()),
            names(e.participants.iter().map(|p| p.name.as_str())),
            e.id
        ),
        None => writeln!(text, "\n{}", matter.title),
    };
    let _ = writeln!(text, "story {}", matter.story);
    let sides = [
        ("says so", &matter.says_so),
        ("says what may be the same", &matter.fits),
        ("says otherwise", &matter.otherwise),
        ("not clear", &matter.not_clear),
        ("silent", &matter.silent),
    ];
    sides.iter().filter(|(_, side)| !side.reports.is_empty()).for_each(|(heading, side)| put_side(answer, heading, side, text));
}

fn put_side(answer: &Check, heading: &str, side: &Side, text: &mut String) {
    let accounts = counted(side.independent_accounts, "independent account");
    let _ = writeln!(text, "\n  {heading}: {}, {accounts}", counted(side.reports.len(), "report"));
    for told in &side.reports {
        let value = told.value.as_ref().map_or(String::new(), |v| format!("{} in ", quoted(&v.quote)));
        let words = told.words.as_ref().map_or("no near words".to_owned(), |w| format!("{value}{}", quoted(&w.quote)));
        let credited = told.credited.as_ref().map_or(String::new(), |c| format!("; credited to {}", one_line(c)));
        let _ = writeln!(text, "    {words} ({}){credited}", report(&answer.documents, &told.document));
    }
}
