//! `readout check`: which accounts say what a sentence says, which say otherwise, which are silent.
//!
//! Enters: a store and a sentence. Leaves: for each matter that it can be about, where each report stands, with its words and whom it credits. It leaves
//! alone: who is right.

mod matter;

use super::words::{NOTHING, counted, day, names, one_line, quoted, report};
use crate::args::questions::CheckArgs;
use crate::linking::story::material;
use crate::pipeline;
use anyhow::Result;
use matter::{Matter, Side, matters};
use rayon::prelude::*;
use readout_analysis::check;
use readout_analysis::check::finding::Finding;
use readout_meaning::meaning::Meaning;
use readout_record::document::{Document, Metadata};
use readout_store::number::StoryNumber;
use readout_store::questions::candidates;
use readout_store::questions::report::Reports;
use readout_store::questions::shelf::Shelf;
use readout_store::store::Store;
use serde::Serialize;
use std::fmt::Write as _;

/// Stories that are read, and reports in them.
const STORIES: usize = 12;
const REPORTS: usize = 60;

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
    let wanted = fitting(store, &found, args.show.limit().map(|_| STORIES))?;
    let encoder = Meaning::new();
    let mut material_of = Vec::with_capacity(wanted.len());
    for &story in &wanted {
        material_of.push(material(store, &store.members(story)?, |_| None)?.into_pairs());
    }
    let findings: Vec<(Vec<String>, Vec<Finding>)> = material_of
        .into_par_iter()
        .map(|reports| {
            let ids = reports.iter().map(|(d, _)| d.id.clone()).collect();
            (ids, check::check((sentence.clone(), read.clone()), reports, &encoder))
        })
        .collect();
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
fn fitting(store: &Store, found: &[StoryNumber], most: Option<usize>) -> Result<Vec<StoryNumber>> {
    let (mut wanted, mut reports) = (Vec::new(), 0);
    for &story in found.iter().take(most.unwrap_or(usize::MAX)) {
        reports += store.members(story)?.len();
        if most.is_some() && reports > REPORTS && !wanted.is_empty() {
            break;
        }
        wanted.push(story);
    }
    Ok(wanted)
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
