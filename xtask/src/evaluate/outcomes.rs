//! What became of promises: the written stories, in which each promise that the program lists is annotated with the sentences that tell its outcome.
//!
//! Enters: `training/same_event/stories` and `training/outcomes/stories.jsonl`. Leaves: for the stories that were fitted on and for those kept back, how many of the
//! promises whose outcome is told are listed; of the listed ones how many are told with an outcome of the right side (done, undone, moved) and the right words, or
//! at least with the right words; and how many of those told so are right.

pub mod gold;

use super::figure::{Figure, Place};
use super::reader::Reader;
use super::same_event::stories::{self, Story};
use anyhow::Result;
use gold::Promise;
use rayon::prelude::*;
use readout_record::kind::Effect;
use readout_record::record::{Commitment, Evidence, Record};
use std::collections::HashMap;
use std::ops::AddAssign;
use std::path::Path;

/// Figures of both parts.
pub fn run(place: &Place) -> Result<Vec<Figure>> {
    let reader = Reader::new()?;
    let (stories, promises) = (stories::own()?, gold::promises()?);
    let counted: Vec<(bool, Counts)> =
        stories.par_iter().map(|s| (s.kept_back, counts(s, &promises[&s.name], &reader))).collect();
    let mut figures = Vec::new();
    for (part, kept_back) in [("fitted", false), ("kept back", true)] {
        let mut sum = Counts::default();
        counted.iter().filter(|(k, _)| *k == kept_back).for_each(|(_, c)| sum += *c);
        let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        let mut figure = |metric: &str, value, items| figures.push(place.figure(format!("{part} {metric}"), value, items));
        figure("promises listed", share(sum.listed, sum.promises), sum.promises);
        figure("outcomes recall", share(sum.right, sum.listed), sum.listed);
        figure("outcomes precision", share(sum.right, sum.answered), sum.answered);
        figure("words recall", share(sum.right_words, sum.listed), sum.listed);
        figure("words precision", share(sum.right_words, sum.with_words), sum.with_words);
    }
    Ok(figures)
}

#[derive(Clone, Copy, Default)]
struct Counts {
    /// Promises whose outcome a later sentence tells.
    promises: usize,
    /// Those of them that the record has.
    listed: usize,
    /// Promises of the record with an outcome.
    answered: usize,
    /// Those of them that are right.
    right: usize,
    /// Promises of the record with words of a later report on them, outcome or not.
    with_words: usize,
    /// Those of them whose words tell the outcome.
    right_words: usize,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.promises += other.promises;
        self.listed += other.listed;
        self.answered += other.answered;
        self.right += other.right;
        self.with_words += other.with_words;
        self.right_words += other.right_words;
    }
}

fn counts(story: &Story, promises: &[Promise], reader: &Reader) -> Counts {
    let record = story.record(reader);
    let files: HashMap<&str, String> = record.documents.iter().map(|d| (d.id.as_str(), file(&d.path))).collect();
    let mut sum = Counts::default();
    let told: Vec<&Promise> = promises.iter().filter(|p| p.promise && !p.told.is_empty()).collect();
    sum.promises = told.len();
    sum.listed = told.iter().filter(|p| record.commitments.iter().any(|c| is_of(&record, &files, c, p))).count();
    for commitment in &record.commitments {
        // What no line of the gold names was listed by no earlier program, and is not judged.
        let Some(promise) = promises.iter().find(|p| is_of(&record, &files, commitment, p)) else { continue };
        let words = |evidence: &Evidence, side: Option<u8>| {
            let (document, [start, end]) = (&files[evidence.document.as_str()], evidence.bytes);
            let told = promise.told.iter().filter(|t| t.document == *document && t.start < end && start < t.end);
            told.into_iter().any(|t| side.is_none_or(|side| side == side_of(&t.effect)))
        };
        let answer = commitment.follow_up.first();
        if let Some(answer) = answer {
            sum.answered += 1;
            sum.right += usize::from(promise.promise && words(&answer.evidence[0], Some(side(answer.effect))));
        }
        if let Some(evidence) = answer.map(|a| &a.evidence[0]).or(commitment.last_told.as_ref()) {
            sum.with_words += 1;
            sum.right_words += usize::from(promise.promise && words(evidence, None));
        }
    }
    sum
}

fn file(path: &str) -> String {
    Path::new(path).file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Whether an entry of the record is of an annotated promise: its words for what is promised share most of theirs.
fn is_of(record: &Record, files: &HashMap<&str, String>, commitment: &Commitment, promise: &Promise) -> bool {
    let action = |e: &Evidence| {
        let text = &record.documents.iter().find(|d| d.id == e.document)?.text;
        let start = text.get(e.bytes[0]..e.bytes[1])?.find(&commitment.action)? + e.bytes[0];
        Some([start, start + commitment.action.len()])
    };
    commitment.evidence.iter().filter(|e| files[e.document.as_str()] == promise.document).any(|e| {
        let [start, end] = action(e).unwrap_or(e.bytes);
        let shared = end.min(promise.end()).saturating_sub(start.max(promise.start));
        2 * shared >= (end - start).min(promise.words.len())
    })
}

/// Done, undone, moved.
fn side_of(effect: &str) -> u8 {
    match effect {
        "kept" | "partly" | "begun" => 0,
        "not_done" | "broken" => 1,
        _ => 2,
    }
}

fn side(effect: Effect) -> u8 {
    match effect {
        Effect::Kept | Effect::PartlyKept => 0,
        Effect::NotDone | Effect::Broken => 1,
        Effect::Withdrawn | Effect::Extended => 2,
    }
}
