//! Commitments in sentences: whether there is one, who is bound to do what, and how firmly.
//!
//! Enters: `data/commitments/*.jsonl`: sentences with the one before and their commitments. Leaves: F of sentences that have one; F of actors (all who are
//! bound together count as one, as in the gold) and of actions, both overlapping by half, over all sentences and over those in which gold and program both
//! have a commitment; the share of equal strength among commitments whose actions match. The same for the documents that were kept back from fitting.

use super::figure::{Figure, Place};
use super::gold::{self, find};
use super::reader::Reader;
use super::score::{Counts, half, pair, percent};
use anyhow::Result;
use readout_analysis::extract::extract;
use readout_analysis::grammar::Grammar;
use readout_record::span::Span;
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    doc: String,
    date: String,
    before: String,
    sentence: String,
    commitments: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    actor: String,
    action: String,
    strength: String,
}

/// Counts over sentences.
#[derive(Clone, Copy, Default)]
struct Tally {
    sentence: Counts,
    actor: Counts,
    action: Counts,
    strength: usize,
}

impl Tally {
    /// Whether the sentence has a commitment in the gold, and one that was found.
    fn matched(&self) -> bool {
        self.sentence.right > 0
    }
}

impl std::iter::Sum for Tally {
    fn sum<I: Iterator<Item = Tally>>(tallies: I) -> Tally {
        let plus = |a: Counts, b: Counts| [a, b].into_iter().sum();
        tallies.fold(Tally::default(), |a, b| Tally {
            sentence: plus(a.sentence, b.sentence),
            actor: plus(a.actor, b.actor),
            action: plus(a.action, b.action),
            strength: a.strength + b.strength,
        })
    }
}

/// Figures of each file, and of the documents of all files that nothing was fitted on.
pub fn run(place: &Place) -> Result<Vec<Figure>> {
    let reader = Reader::new()?;
    let parts = gold::scored(&place.path(), |line: &Line| &line.doc, |line| score(line, &reader))?;
    Ok(parts.into_iter().flat_map(|(name, each)| shown(place, &name, &each)).collect())
}

/// The figures of one part of the gold.
fn shown(place: &Place, name: &str, each: &[Tally]) -> Vec<Figure> {
    let all: Tally = each.iter().copied().sum();
    let matched: Tally = each.iter().copied().filter(Tally::matched).sum();
    vec![
        place.figure(format!("{name} sentences P"), all.sentence.precision(), all.sentence.gold),
        place.figure(format!("{name} sentences R"), all.sentence.recall(), all.sentence.gold),
        place.figure(format!("{name} sentences F"), all.sentence.f1(), all.sentence.gold),
        place.figure(format!("{name} actor F"), all.actor.f1(), all.actor.gold),
        place.figure(format!("{name} action F"), all.action.f1(), all.action.gold),
        place.figure(format!("{name} actor F, matched sentences"), matched.actor.f1(), matched.actor.gold),
        place.figure(format!("{name} action F, matched sentences"), matched.action.f1(), matched.action.gold),
        place.figure(format!("{name} strength"), percent(all.strength, all.action.right), all.action.right),
    ]
}

fn score(line: &Line, reader: &Reader) -> Tally {
    let (document, annotations, from) = reader.read_after(&line.before, &line.sentence, &line.date);
    let mut found = extract(&Grammar::new(&document, &annotations), 0).commitments;
    found.retain(|c| c.evidence.end() > from && !c.negated);
    let place = |words: &str| find(&line.sentence, words).map(|(s, e)| (from + s, from + e));
    let has = |n: usize| usize::from(n > 0);
    let (gold, some) = (line.commitments.len(), found.len());
    let actions =
        pair(&line.commitments, &found, |g, f| place(&g.action).is_some_and(|p| half(p, (f.action.start(), f.action.end()))));
    let actors = pair(&line.commitments, &found, |g, f| {
        let all = f.actors.iter().map(|(a, _)| *a).reduce(Span::join);
        place(&g.actor).is_some_and(|p| f.actors.iter().map(|(a, _)| *a).chain(all).any(|a| half(p, (a.start(), a.end()))))
    });
    let strength = actions.iter().filter(|(g, f)| line.commitments[*g].strength == found[*f].strength.as_str()).count();
    Tally {
        sentence: Counts { right: has(gold) * has(some), found: has(some), gold: has(gold) },
        actor: Counts { right: actors.len(), found: some, gold },
        action: Counts { right: actions.len(), found: some, gold },
        strength,
    }
}
