//! The agenda: each topic with what is promised, proposed and said for or against it.
//!
//! Enters: the topics of the record and the reports of a story. Leaves: a line a topic, with lines under it. Plain assertions are counted, not shown.

use crate::view::context::Context;
use crate::view::line::{Line, Words, folded};
use crate::view::lines::{promise, statement};
use crate::view::parts::Part;
use crate::view::phrase;
use readout_record::kind::Stance;
use readout_record::record::{Commitment, IN_PASSING, Statement, Topic};
use std::collections::BTreeSet;

/// Most promises, and most statements, under a topic.
const UNDER: usize = 4;

/// Topics reach across stories: each story shows those that its own reports touch, with the words of its own reports.
pub fn topics<'r>(context: &Context<'r>, part: &Part<'r>) -> Vec<Line<'r>> {
    let own: BTreeSet<&str> = part.documents.iter().map(|d| d.id.as_str()).collect();
    context
        .record
        .topics
        .iter()
        .filter(|t| t.weight >= IN_PASSING)
        .filter_map(|t| topic(context, t, &own, part.documents.len()))
        .collect()
}

fn topic<'r>(context: &Context<'r>, topic: &'r Topic, own: &BTreeSet<&str>, all: usize) -> Option<Line<'r>> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let first = topic.evidence.iter().map(Words::from).filter(|w| own.contains(w.document) && seen.insert(w.document));
    let evidence: Vec<Words<'r>> = first.collect();
    let reports = topic.documents.iter().filter(|d| own.contains(d.as_str())).count();
    let mut line = Line { evidence, ..Line::default() };
    line.strong(topic.name.as_str());
    // Words are found in so many reports at least: a number would say that the others are silent.
    if reports == all && reports > 1 {
        line.notes.push(format!("in all {}", phrase::count(reports, "report")));
    }
    let promised: Vec<&Commitment> =
        topic.commitments.iter().filter_map(|id| context.commitment(id)).filter(|c| is_own(c, own)).collect();
    let said: Vec<&Statement> =
        topic.statements.iter().filter_map(|id| context.statement(id)).filter(|s| own.contains(s.document.as_str())).collect();
    let counts = [(promised.len(), "promise"), (said.len(), "statement")];
    line.notes.extend(counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| phrase::count(*n, what)));
    line.under.extend(promised.iter().take(UNDER).map(|c| promise(context, c)));
    let stands = said.iter().filter(|s| takes_a_stand(s.stance)).map(|s| statement(context, s)).collect();
    line.under.extend(folded(stands).into_iter().take(UNDER));
    (!line.evidence.is_empty()).then_some(line)
}

fn is_own(commitment: &Commitment, own: &BTreeSet<&str>) -> bool {
    commitment.evidence.first().is_some_and(|e| own.contains(e.document.as_str()))
}

/// Whether a statement proposes something or is for or against it. Promises stand with the promises.
fn takes_a_stand(stance: Stance) -> bool {
    !matches!(stance, Stance::Asserts | Stance::Asks | Stance::Promises | Stance::Agrees | Stance::Expects)
}
