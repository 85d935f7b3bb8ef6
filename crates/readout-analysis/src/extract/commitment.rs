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
use action::Limits;
use bound::Bound;
pub use modal::disputed;
use readout_record::annotation::TokenIx;
use readout_record::kind::Strength;
use readout_record::mention::{CommitmentMention, DocumentIx, TimeMention};
use readout_record::span::Span;

/// All commitments of one document, in the order of the text.
pub fn commitments(g: &Grammar, document: DocumentIx, times: &[TimeMention]) -> Vec<CommitmentMention> {
    let mut found = pattern::bound(g, times);
    let listed = listed::bound(g, times);
    found.extend(modal::bound(g, times, &found));
    listed::firm(g, &mut found);
    learned::join(g, &mut found);
    found.retain_mut(|b| actor::praised(g, b));
    found.retain(|b| !unsaid(g, b.action) && !coordination::under_not(g, b.action) && !modal::disputed(g, b.action));
    found.retain(|b| !modal::of_chamber(g, b.action));
    // "Agreed that no fighter will be arrested" binds those who agreed; the subject is told with the deed.
    let kept_off = |b: &Bound| b.strength == Strength::Agreed && actor::passive(g, b.action);
    found.iter_mut().filter(|b| modal::nobody(g, b.action) && !kept_off(b)).for_each(|b| b.negated = true);
    by_the_sides(g, &mut found);
    found.iter_mut().for_each(|b| in_headline(g, b));
    let beside: Vec<Bound> = found.iter().flat_map(|b| beside_continued(g, b, &found)).collect();
    found.extend(beside);
    let mut mentions: Vec<CommitmentMention> = found.iter().filter_map(|b| mention(g, document, times, b)).collect();
    mentions.extend(listed.into_iter().map(|m| CommitmentMention { document, ..m }));
    mentions.sort_by_key(|m| (m.action.start(), m.action.end()));
    without_nested(mentions)
}

/// "The parties will keep their guns away, and the line will be restored within two days": who is bound goes on, where all are.
fn by_the_sides(g: &Grammar, found: &mut [Bound]) {
    let known: Vec<Bound> = found.to_vec();
    let sides = |a: TokenIx| matches!(g.lemma(a).to_lowercase().as_str(), "party" | "side" | "both");
    for bound in found.iter_mut().filter(|b| b.actors.is_empty() && g.label(b.action) == "conj") {
        let before = known.iter().find(|o| g.head(bound.action) == Some(o.action) && o.actors.iter().any(|&a| sides(a)));
        bound.actors = before.map(|o| o.actors.clone()).unwrap_or_default();
    }
}

/// "Chad army, rebels agree to share the port": a headline names two sides with a comma between, which the parse does not coordinate.
fn in_headline(g: &Grammar, bound: &mut Bound) {
    let [actor] = bound.actors[..] else { return };
    let start = g.sentences.get(g.sentence(actor)).map_or(actor, |s| s.start);
    let first = g.noun_phrase(actor).first().copied().unwrap_or(actor);
    let Some(comma) =
        first.checked_sub(1).filter(|&c| c > start && matches!(g.word(c), "," | "and") && g.conjuncts(actor).len() == 1)
    else {
        return;
    };
    let named = |t: TokenIx| matches!(g.token(t).pos, "PROPN" | "NOUN" | "ADJ");
    let short = comma - start <= 4 && (start..comma).all(named) && (start..comma).any(|t| g.token(t).pos == "PROPN");
    let headline = matches!(g.token(bound.cue).tag, "VBP" | "VB") && g.word(comma) == ",";
    // "Chad and Niger on Monday put their names to an accord": the parse may part the two.
    let both = g.word(comma) == "and" && bound.strength == Strength::Agreed && g.token(actor).pos == "PROPN";
    let other = comma - 1;
    if short && (headline || both) && bound.cue > actor && actor::can_act(g, other, false) {
        bound.actors.insert(0, other);
    }
}

/// "will continue to mine the strait and close the port" binds to both.
fn beside_continued(g: &Grammar, bound: &Bound, known: &[Bound]) -> Vec<Bound> {
    let more = coordination::beside_continued(g, bound.action).into_iter().filter(|&a| !known.iter().any(|b| b.action == a));
    more.map(|action| Bound { action, ..bound.clone() }).collect()
}

fn mention(g: &Grammar, document: DocumentIx, times: &[TimeMention], bound: &Bound) -> Option<CommitmentMention> {
    let action = action::span(g, bound, Limits::Left)?;
    let actors: Vec<(Span, TokenIx)> = bound.actors.iter().flat_map(|&a| actor::spans(g, a)).collect();
    let condition = action::condition(g, bound);
    let words = g.token(bound.cue).span;
    let evidence =
        actors.iter().map(|(span, _)| *span).filter(|a| near(g, *a, words)).chain(condition).fold(action.join(words), Span::join);
    let due = due::due(g, times, bound, condition, evidence);
    // A limit that is not told as the due time stays with the deed.
    let action = Some(action).filter(|_| due.is_some()).or_else(|| action::span(g, bound, Limits::Kept))?;
    let evidence = evidence.join(action);
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
