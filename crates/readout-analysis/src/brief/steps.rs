//! The timetable: what is planned, proposed, promised or announced, in order of date.
//!
//! Enters: events, commitments and the day of the record. Leaves: next steps, undated ones last. What is past by that day, kept or withdrawn is none,
//! and what one and the same words tell as an event and as a promise is one step.

use crate::brief::views::Told;
use readout_record::calendar::is_past;
use readout_record::edtf::Edtf;
use readout_record::kind::{CommitmentStatus, Effect, EventType, Reality, Strength};
use readout_record::record::{Commitment, Event, Evidence, FollowUp, NextStep};

/// Most pieces of evidence of a step.
const WORDS: usize = 3;

/// What makes an event a step.
const TO_COME: [Reality; 2] = [Reality::Planned, Reality::Proposed];

/// The steps.
pub fn entries(events: &[Event], commitments: &[Commitment], told: &Told, as_of: Option<&Edtf>) -> Vec<NextStep> {
    let mut found: Vec<NextStep> = Vec::new();
    for event in events.iter().filter(|e| TO_COME.contains(&e.reality)) {
        let promise = commitments.iter().find(|c| is_promised(event, c));
        if promise.is_none_or(|c| is_open(c.status) && put_off(c).is_none()) {
            join(&mut found, of_event(event, told));
        }
    }
    let firm = |c: &Commitment| day(c).is_some() || is_announced(c.strength) && !is_signed(events, c);
    for commitment in commitments.iter().filter(|c| is_open(c.status) && firm(c)) {
        join(&mut found, of_commitment(commitment));
    }
    found.retain(|step| !step.date.as_ref().is_some_and(|date| is_over(date, as_of)));
    // Stable: undated ones keep their rank, what is no more than proposed after the others.
    let proposed = |s: &NextStep| {
        s.commitment.is_none() && events.iter().any(|e| Some(&e.id) == s.event.as_ref() && e.reality == Reality::Proposed)
    };
    found.sort_by_cached_key(|s| (s.date.is_none(), s.date.clone(), s.date.is_none() && proposed(s)));
    found
}

/// Whether the last day that a date may mean, that of its month or year, is past.
fn is_over(date: &Edtf, as_of: Option<&Edtf>) -> bool {
    let last = date.end().and_then(|d| d.last_day()).map(Edtf::from);
    last.is_some_and(|day| is_past(&day, as_of))
}

fn of_event(e: &Event, told: &Told) -> NextStep {
    let evidence = told.words(e, &TO_COME);
    NextStep { date: e.date.clone(), text: evidence[0].quote.clone(), event: Some(e.id.clone()), commitment: None, evidence }
}

/// The last word on a promise that was put off.
fn put_off(c: &Commitment) -> Option<&FollowUp> {
    c.follow_up.first().filter(|f| f.effect == Effect::Extended)
}

fn of_commitment(c: &Commitment) -> NextStep {
    if let Some(moved) = put_off(c) {
        let evidence: Vec<Evidence> = moved.evidence.iter().take(WORDS).cloned().collect();
        let text = evidence[0].quote.clone();
        return NextStep { date: moved.due.clone(), text, event: None, commitment: Some(c.id.clone()), evidence };
    }
    let evidence = c.evidence.iter().take(WORDS).cloned().collect();
    NextStep { date: day(c).cloned(), text: c.evidence[0].quote.clone(), event: None, commitment: Some(c.id.clone()), evidence }
}

/// When it is due, or when it begins.
fn day(c: &Commitment) -> Option<&Edtf> {
    c.due.as_ref().or(c.from.as_ref())
}

/// Adds a step, or its ids and words to the one that the same words tell already.
fn join(steps: &mut Vec<NextStep>, step: NextStep) {
    let Some(known) = steps.iter_mut().find(|known| is_same(known, &step)) else { return steps.push(step) };
    known.event = known.event.take().or(step.event);
    known.commitment = known.commitment.take().or(step.commitment);
    known.date = known.date.take().or(step.date);
    for words in step.evidence {
        if known.evidence.len() < WORDS && !known.evidence.iter().any(|e| overlap(e, &words)) {
            known.evidence.push(words);
        }
    }
}

/// Whether two steps stand in the same words and on no days that differ.
fn is_same(a: &NextStep, b: &NextStep) -> bool {
    let dates =
        a.date.is_none() || b.date.is_none() || a.date.as_ref().and_then(Edtf::end) == b.date.as_ref().and_then(Edtf::end);
    dates && share_words(&a.evidence, &b.evidence)
}

/// Whether the words that promise also tell the event.
fn is_promised(event: &Event, commitment: &Commitment) -> bool {
    let dates = event.date.is_none() || day(commitment).is_none() || event.date.as_ref() == day(commitment);
    dates && share_words(&event.evidence, &commitment.evidence)
}

fn share_words(a: &[Evidence], b: &[Evidence]) -> bool {
    a.iter().any(|x| b.iter().any(|y| overlap(x, y)))
}

/// Whether two pieces of evidence have most of the shorter one in common.
fn overlap(a: &Evidence, b: &Evidence) -> bool {
    let common = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    a.document == b.document && 2 * common > (a.end - a.start).min(b.end - b.start)
}

fn is_open(status: CommitmentStatus) -> bool {
    matches!(status, CommitmentStatus::Open | CommitmentStatus::Due | CommitmentStatus::PartlyKept)
}

/// Whether a step without a day is firm enough to be told as one.
fn is_announced(strength: Strength) -> bool {
    matches!(strength, Strength::Ordered | Strength::Will | Strength::Agreed | Strength::Announced)
}

/// Whether the words tell what was signed: that is done, and what follows from it stands in words of its own.
fn is_signed(events: &[Event], commitment: &Commitment) -> bool {
    let signed = |e: &&Event| e.kind == EventType::Signing && e.reality == Reality::Happened;
    events.iter().filter(signed).any(|e| share_words(&e.evidence, &commitment.evidence))
}
