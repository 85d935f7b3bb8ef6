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
use readout_analysis::check::finding::{Finding, Stand};
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
const WORDS: u64 = 6_000;
/// Stories that are shown where no report is clear.
const UNCLEAR: usize = 3;

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
    let (sentence, read) = sentence(args)?;
    let terms = check::terms(&sentence, &read);
    let found = candidates::stories(store, &terms.names, &terms.words)?;
    let wanted = fitting(store, &found, args.show.limit().map(|_| WORDS))?;
    let encoder = Meaning::new();
    let stories = wanted.iter().map(|&story| members(store, story, &terms.names)).collect::<Result<Vec<Members>>>()?;
    let asked = (&sentence, &read);
    let mut told: Vec<Vec<Finding>> = stories.par_iter().map(|m| check::told(asked, &m.read(), &encoder)).collect();
    let clear = |findings: &[Finding]| findings.iter().filter(|f| !matches!(f.stand, Stand::NotClear | Stand::Silent)).count();
    let mut shown: Vec<usize> = (0..stories.len()).filter(|&at| clear(&told[at]) > 0).collect();
    shown.sort_by_key(|&at| std::cmp::Reverse(clear(&told[at])));
    if shown.is_empty() {
        shown = (0..stories.len()).take(UNCLEAR).collect();
    }
    shown.truncate(args.show.limit().unwrap_or(usize::MAX));
    let mut answer = Check {
        sentence: args.sentence.trim().to_owned(),
        total: found.len(),
        read: wanted.len(),
        matters: Vec::new(),
        documents: Reports::new(),
    };
    let mut shelf = Shelf::new(store);
    for at in shown {
        let (members, mut findings) = (&stories[at], std::mem::take(&mut told[at]));
        let open: Vec<usize> = (0..members.reports.len()).filter(|r| !findings.iter().any(|f| f.report == *r)).collect();
        findings.extend(check::nearest(asked, &members.read(), &open, &encoder));
        let all = matters(shelf.record(wanted[at])?, &members.ids(), &findings, &terms.days, &mut answer.documents);
        answer.matters.extend(all.into_iter().filter(Matter::has_words));
    }
    // What was clear until the day of its event was known may be no longer.
    if answer.matters.iter().any(Matter::is_clear) {
        answer.matters.retain(Matter::is_clear);
    }
    Ok(answer)
}

/// The sentence with what the model reads in it; one without a mark at its end gets one, as the model expects.
fn sentence(args: &CheckArgs) -> Result<(Document, Annotations)> {
    let typed = args.sentence.trim();
    let mark = if typed.ends_with(['.', '!', '?', '”', '"']) { "" } else { "." };
    let metadata = Metadata { published: args.date.clone(), ..Metadata::default() };
    let document = Document::new("sentence".into(), metadata, "en".into(), format!("{typed}{mark}"), Vec::new());
    let read = pipeline::model()?.annotate(&document.text);
    Ok((document, read))
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

impl Members {
    /// The reports as they are read.
    fn read(&self) -> Vec<check::Read<'_>> {
        self.reports.iter().map(|(document, annotations)| (document, annotations)).collect()
    }

    /// Ids of all reports, those that are read first.
    fn ids(&self) -> Vec<String> {
        self.reports.iter().map(|(d, _)| d.id.clone()).chain(self.silent.clone()).collect()
    }
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
