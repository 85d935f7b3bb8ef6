//! The entries of a record that have evidence, each with one line of text.
//!
//! Enters: a record. Leaves: entries in the order of its lists. Those without an id of their own are numbered in their list.

use crate::formats::plain::{pieces, whole};
use crate::view::context::Context;
use crate::view::line::{Line, Words, words};
use crate::view::lines;
use crate::view::phrase;
use readout_record::record::{Discrepancy, Evidence, Record, Side, ToldByOne};

/// One entry.
pub struct Entry<'r> {
    /// Its id, or kind and number.
    pub id: String,
    /// What sort of entry it is.
    pub kind: &'static str,
    /// What it says.
    pub text: String,
    /// The words that it rests on.
    pub evidence: Vec<Words<'r>>,
}

/// All entries.
pub fn entries<'r>(context: &Context<'r>) -> Vec<Entry<'r>> {
    let record = context.record;
    let reports = record.documents.len();
    let mut all = summaries(record);
    all.extend(record.actors.iter().map(|a| known("actor", &a.id, lines::actor(a))));
    all.extend(record.events.iter().map(|e| known("event", &e.id, lines::event(context, e, reports))));
    all.extend(record.statements.iter().map(|s| known("statement", &s.id, lines::statement(context, s))));
    for c in &record.commitments {
        all.push(known("commitment", &c.id, lines::commitment(context, c, reports)));
        let follow_ups = c.follow_up.iter().enumerate();
        all.extend(follow_ups.map(|(i, f)| known("follow-up", &format!("{}:follow-up-{}", c.id, i + 1), lines::follow_up(f))));
    }
    all.extend(record.discrepancies.iter().map(|d| discrepancy(context, d)));
    all.extend(record.updates.iter().map(|u| known("update", &u.id, lines::update(context, u))));
    let topics = record.topics.iter().enumerate();
    all.extend(topics.map(|(i, t)| entry("topic", i, t.name.clone(), &t.evidence)));
    let dated = record.timeline.iter().enumerate();
    all.extend(dated.map(|(i, t)| known("timeline entry", &numbered("timeline entry", i), lines::dated(t))));
    let steps = record.next_steps.iter().enumerate();
    all.extend(steps.map(|(i, s)| known("next step", &numbered("next step", i), lines::next_step(s))));
    let positions = record.positions.iter().enumerate();
    all.extend(positions.map(|(i, p)| known("position", &numbered("position", i), lines::position(context, p))));
    let alone = record.told_by_one.iter().enumerate();
    all.extend(alone.map(|(i, t)| entry("told by one", i, told_by_one(context, t), &t.evidence)));
    let questions = record.open_questions.iter().enumerate();
    all.extend(questions.map(|(i, q)| entry("open question", i, q.text.clone(), &q.evidence)));
    all
}

fn summaries(record: &Record) -> Vec<Entry<'_>> {
    let lines = record.stories.iter().flat_map(|s| s.summary.iter().enumerate().map(move |(i, line)| (s, i, line)));
    lines
        .map(|(s, i, line)| {
            let id = format!("{}:summary-{}", s.id, i + 1);
            Entry { id, kind: "summary", text: line.text.clone(), evidence: words(&line.evidence) }
        })
        .collect()
}

/// An entry by its line.
fn known<'r>(kind: &'static str, id: &str, line: Line<'r>) -> Entry<'r> {
    Entry { id: id.to_owned(), kind, text: whole(&line), evidence: line.evidence }
}

/// An entry by its number in its list.
fn entry<'r>(kind: &'static str, number: usize, text: String, evidence: &'r [Evidence]) -> Entry<'r> {
    Entry { id: numbered(kind, number), kind, text, evidence: words(evidence) }
}

fn numbered(kind: &str, number: usize) -> String {
    format!("{}:{}", kind.replace(' ', "-"), number + 1)
}

/// `duration: PT40M (2 independent accounts) / PT70M (1 independent account)`.
fn discrepancy<'r>(context: &Context<'r>, d: &'r Discrepancy) -> Entry<'r> {
    let side = |s: &Side| {
        let value = phrase::value(&s.value, s.approximate);
        format!("{value} ({})", phrase::count(s.independent_accounts, "independent account"))
    };
    let sides: Vec<String> = d.sides.iter().map(side).collect();
    let about = d.event.as_deref().and_then(|id| context.event(id)).map(|e| pieces(&lines::event_name(context, e)));
    let about = about.map(|a| format!(" – {a}")).unwrap_or_default();
    Entry {
        id: d.id.clone(),
        kind: "discrepancy",
        text: format!("Accounts differ on {}{about}: {}", d.attribute, sides.join(" / ")),
        evidence: d.sides.iter().flat_map(|s| words(&s.evidence)).collect(),
    }
}

fn told_by_one(context: &Context<'_>, t: &ToldByOne) -> String {
    let event = t.event.as_deref().and_then(|id| context.event(id)).map(|e| pieces(&lines::event_name(context, e)));
    let promise =
        || t.commitment.as_deref().and_then(|id| context.commitment(id)).map(|c| pieces(&lines::promise(context, c).pieces));
    let speaker = || t.actor.as_deref().map(|id| format!("words of {}", context.name(id)));
    let what = event.or_else(promise).or_else(speaker).unwrap_or_default();
    format!("Only {}: {what}", context.sources.name(&t.document))
}
