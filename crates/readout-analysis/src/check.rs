//! What reports tell of a sentence that somebody asserts: which say so, which say otherwise, which say nothing of it.
//!
//! Enters: the sentence and the reports of one story, with their annotations. Leaves: for each report where it stands, with the words that show it.
//! It leaves alone: who is right. When in doubt a report is not clear or silent: a bound, a rounding, another unit, another event are not "otherwise".

mod amounts;
mod asked;
mod deeds;
pub mod finding;
mod held;
mod nearest;

use crate::extract::{Extracted, extract};
use crate::grammar::Grammar;
use crate::link::claims::Story;
use asked::Asked;
use finding::{Finding, Stand, Terms};
use held::Held;
use rayon::prelude::*;
use readout_record::annotation::Annotations;
use readout_record::document::Document;
use readout_record::meaning::Encoder;

/// The words by which reports are looked for.
pub fn terms(sentence: &Document, annotations: &Annotations) -> Terms {
    let g = Grammar::new(sentence, annotations);
    asked::terms(&g, &extract(&g, 0))
}

/// A text with what the model read in it.
pub type Read<'d> = (&'d Document, &'d Annotations);

/// What reports clearly tell of the sentence, or tell near it; none of those that are silent. A report has several findings where it tells of several values.
pub fn told(sentence: Read, reports: &[Read], encoder: &dyn Encoder) -> Vec<Finding> {
    let all: Vec<Read> = std::iter::once(sentence).chain(reports.iter().copied()).collect();
    let grammars: Vec<Grammar> = all.par_iter().map(|(d, a)| Grammar::new(d, a)).collect();
    let extracted: Vec<Extracted> = grammars.par_iter().enumerate().map(|(i, g)| extract(g, i)).collect();
    let numbers: Vec<usize> = (0..all.len()).collect();
    let story = Story::new(&grammars, &extracted, &numbers, encoder);
    let asked = Asked::new(&story.accounts[0]);
    let mut held: Vec<Held> = Vec::new();
    for report in 1..all.len() {
        if asked.is_about(&story.accounts[report]) {
            held.extend(amounts::held(&story, &asked, report));
            held.extend(deeds::held(&story, &asked, report));
        }
    }
    held.extend(deeds::denials(&story, &asked));
    settled(&held)
}

/// The nearest words of reports that tell nothing clear: not clear where they are very near, else silent.
pub fn nearest(sentence: Read, reports: &[Read], open: &[usize], encoder: &dyn Encoder) -> Vec<Finding> {
    let all: Vec<Grammar> = open.iter().map(|&at| Grammar::new(reports[at].0, reports[at].1)).collect();
    let found = nearest::findings(&Grammar::new(sentence.0, sentence.1), &all, encoder);
    found.into_iter().map(|finding| Finding { report: open[finding.report], ..finding }).collect()
}

/// What holds against each report: where it says so, nothing else of it is otherwise; what is not clear counts only where nothing is clear.
fn settled(held: &[Held]) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::new();
    for one in held {
        let others = || held.iter().filter(|h| h.report == one.report);
        let says_so = others().any(|h| matches!(h.stand, Stand::SaysSo | Stand::Fits));
        let clear = others().any(|h| h.stand != Stand::NotClear);
        let out = match one.stand {
            Stand::Otherwise => says_so,
            Stand::Fits => others().any(|h| h.stand == Stand::SaysSo),
            Stand::NotClear => clear,
            _ => false,
        };
        if !out {
            kept.push(finding(one));
        }
    }
    kept.dedup();
    kept
}

fn finding(held: &Held) -> Finding {
    Finding {
        report: held.report - 1,
        stand: held.stand,
        words: Some(held.words),
        value: held.value,
        length: held.length.clone(),
        event: held.event,
        dated: held.dated,
    }
}
