//! Commitments: who is bound to do what, how firmly, on what condition and by when.
//!
//! Enters: the grammatical view of one document and its times. Leaves: commitment mentions with the words they rest on. It leaves alone: whether they
//! were kept, which actor is meant, how long they last.

mod action;
mod actor;
mod bound;
mod coordination;
mod due;
pub mod example;
mod learned;
mod listed;
mod modal;
mod pattern;

use crate::extract::event::reality::unsaid;
use crate::grammar::Grammar;
use bound::Bound;
pub use modal::disputed;
use readout_record::annotation::TokenIx;
use readout_record::mention::{CommitmentMention, DocumentIx, TimeMention};
use readout_record::span::Span;

/// All commitments of one document, in the order of the text.
pub fn commitments(g: &Grammar, document: DocumentIx, times: &[TimeMention]) -> Vec<CommitmentMention> {
    let mut found = pattern::bound(g);
    let listed = listed::bound(g, times);
    found.extend(modal::bound(g, times, &found));
    listed::firm(g, &mut found);
    learned::join(g, &mut found);
    found.retain_mut(|b| actor::praised(g, b));
    found.retain(|b| !unsaid(g, b.action) && !coordination::under_not(g, b.action) && !modal::disputed(g, b.action));
    found.iter_mut().filter(|b| modal::nobody(g, b.action)).for_each(|b| b.negated = true);
    let beside: Vec<Bound> = found.iter().flat_map(|b| beside_continued(g, b, &found)).collect();
    found.extend(beside);
    let mut mentions: Vec<CommitmentMention> = found.iter().filter_map(|b| mention(g, document, times, b)).collect();
    mentions.extend(listed.into_iter().map(|m| CommitmentMention { document, ..m }));
    mentions.sort_by_key(|m| (m.action.start(), m.action.end()));
    without_nested(mentions)
}

/// "will continue to mine the strait and close the port" binds to both.
fn beside_continued(g: &Grammar, bound: &Bound, known: &[Bound]) -> Vec<Bound> {
    let more = coordination::beside_continued(g, bound.action).into_iter().filter(|&a| !known.iter().any(|b| b.action == a));
    more.map(|action| Bound { action, ..bound.clone() }).collect()
}

fn mention(g: &Grammar, document: DocumentIx, times: &[TimeMention], bound: &Bound) -> Option<CommitmentMention> {
    let action = action::span(g, bound)?;
    let actors: Vec<(Span, TokenIx)> = bound.actors.iter().flat_map(|&a| actor::spans(g, a)).collect();
    let condition = action::condition(g, bound);
    let words = g.token(bound.cue).span;
    let evidence =
        actors.iter().map(|(span, _)| *span).filter(|a| near(g, *a, words)).chain(condition).fold(action.join(words), Span::join);
    let due = due::due(g, times, bound, condition, evidence);
    Some(CommitmentMention {
        document,
        promised_by: actor::gave_word(g, bound),
        recipients: action::recipients(g, bound),
        actors,
        action,
        evidence: due.and_then(|d| times.get(d)).map_or(evidence, |t| evidence.join(t.span)),
        strength: bound.strength,
        condition,
        due,
        begins: due.and_then(|d| times.get(d)).is_some_and(|t| due::begins(g, bound, t)),
        duration: None,
        negated: bound.negated,
        rule: bound.rule.clone(),
    })
}

/// An actor named far away, in another sentence, is no part of the evidence.
fn near(g: &Grammar, actor: Span, cue: Span) -> bool {
    let sentence = |span: Span| g.tokens_in(span).next().map(|t| g.sentence(t));
    sentence(actor) == sentence(cue)
}

/// "will reaffirm its commitment to defend": the outer action binds; one inside it is dropped, and so is a second reading of the same words.
fn without_nested(mentions: Vec<CommitmentMention>) -> Vec<CommitmentMention> {
    let inside = |i: usize, j: usize| {
        let (inner, outer) = (mentions[i].action, mentions[j].action);
        i != j && outer.contains(inner) && (outer != inner || j < i)
    };
    let keep: Vec<bool> = (0..mentions.len()).map(|i| !(0..mentions.len()).any(|j| inside(i, j))).collect();
    mentions.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(mention, _)| mention).collect()
}
