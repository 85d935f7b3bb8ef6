//! Commitments in sentences: whether there is one, who is bound to do what, and how firmly.
//!
//! Enters: `data/commitments/*.jsonl`: sentences with the one before and their commitments. Leaves: F of sentences that have one; F of actors (all who are
//! bound together count as one, as in the gold) and of actions, both overlapping by half; the share of equal strength among commitments whose actions match.

use super::figure::{Figure, Place};
use super::gold::{self, find};
use super::reader::Reader;
use super::score::{Counts, half, pair, percent};
use anyhow::Result;
use rayon::prelude::*;
use readout_analysis::extract::extract;
use readout_analysis::grammar::Grammar;
use readout_record::span::Span;
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
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

/// Figures of each file.
pub fn run(place: &Place) -> Result<Vec<Figure>> {
    let reader = Reader::new()?;
    let mut figures = Vec::new();
    for file in gold::files(&place.path(), ".jsonl")? {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let lines: Vec<Line> = gold::lines(&file)?;
        let each: Vec<Tally> = lines.par_iter().map(|line| score(line, &reader)).collect();
        let sentence: Counts = each.iter().map(|t| t.sentence).sum();
        let action: Counts = each.iter().map(|t| t.action).sum();
        let actor: Counts = each.iter().map(|t| t.actor).sum();
        let strength = each.iter().map(|t| t.strength).sum();
        figures.push(place.figure(format!("{name} sentences P"), sentence.precision(), sentence.gold));
        figures.push(place.figure(format!("{name} sentences R"), sentence.recall(), sentence.gold));
        figures.push(place.figure(format!("{name} sentences F"), sentence.f1(), sentence.gold));
        figures.push(place.figure(format!("{name} actor F"), actor.f1(), actor.gold));
        figures.push(place.figure(format!("{name} action F"), action.f1(), action.gold));
        figures.push(place.figure(format!("{name} strength"), percent(strength, action.right), action.right));
    }
    Ok(figures)
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
