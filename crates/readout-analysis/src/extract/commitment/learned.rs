//! What the learned reader adds to the patterns.
//!
//! Enters: who the patterns say is bound to what, and the marks of the learned reader. Leaves: the same with what the reader alone found, where the
//! grammar consents: somebody who can act must be bound, to a deed and to no value, and not to the contrary.

use super::bound::{Bound, WORDS};
use super::{actor, coordination, modal};
use crate::grammar::{Grammar, is_verbal};
use readout_record::annotation::{Bound as Role, CommitmentMark, TokenIx};

/// So likely, a mark binds somebody without a pattern: a promise that nobody made is worse than one that is missed.
/// Chosen, as the next, on the documents that its weights were fitted on.
const FOUND: f32 = 0.75;

/// So likely, it binds somebody to what the lists of words hold for an effect, a value or a doubt.
const SURE: f32 = 0.9;

/// So likely, a word names who is bound.
const ACTOR: f32 = 0.4;

/// Joins what the patterns found with the marks of the reader.
pub fn join(g: &Grammar, found: &mut Vec<Bound>) {
    let marks = &g.annotations.deeds.commitments;
    let more: Vec<Bound> = marks
        .iter()
        .filter(|m| m.sure >= FOUND && !found.iter().any(|b| b.action == m.token || b.cue == m.token))
        .filter_map(|m| bound(g, m))
        .collect();
    found.extend(more);
}

/// What the reader alone found: somebody who can act must be bound, and not to the contrary.
fn bound(g: &Grammar, m: &CommitmentMark) -> Option<Bound> {
    let doubtful = !deed(g, m.token) || modal::doubted(g, m.token);
    if m.sure < SURE && doubtful || modal::asked(g, m.token) || modal::subordinate(g, m.token) {
        return None;
    }
    let relative = g.head(m.token).is_some_and(|h| g.label(m.token) == "conj" && coordination::of_relative(g, h, m.token));
    let maybe = g.label(m.token) != "ccomp" && g.under(m.token, &["aux"]).any(|a| matches!(g.lemma(a), "may" | "might"));
    if relative || maybe || modal::rumoured(g, m.token) || modal::gets(g, m.token) || modal::of_new(g, m.token) {
        return None;
    }
    let marked = m.parts.iter().filter(|part| part.role == Role::Actor && part.sure >= ACTOR).map(|part| part.token);
    let actors: Vec<TokenIx> = marked.filter(|&a| actor::can_act(g, a, true)).collect();
    let actors = if actors.is_empty() {
        actor::of_clause(g, m.token).filter(|&a| actor::can_act(g, a, true)).into_iter().collect()
    } else {
        actors
    };
    (!actors.is_empty() && !g.negated(m.token) && !modal::nobody(g, m.token)).then(|| Bound {
        cue: m.token,
        actors,
        action: m.token,
        strength: m.strength,
        negated: false,
        rule: "model/deeds".into(),
    })
}

/// Whether a word tells something to be done: a verb of no mere effect or value, no talk about the talk, and not with a "perhaps" or a "would"; or a noun of a deed.
fn deed(g: &Grammar, ix: TokenIx) -> bool {
    let lemma = &g.lemma(ix).to_lowercase();
    if !is_verbal(g.token(ix)) {
        return WORDS.things.nouns.contains(lemma);
    }
    let weak = g.under(ix, &["advmod"]).any(|a| WORDS.doubt.adverbs.contains(&g.word(a).to_lowercase()));
    let would = g.label(ix) != "ccomp"
        && g.under(ix, &["aux"]).any(|a| matches!(g.lemma(a), "would" | "could" | "may" | "might" | "can"));
    let lists = [&WORDS.effects, &WORDS.values, &WORDS.chatter];
    !weak && !would && !lists.iter().any(|list| list.verbs.contains(lemma))
}
