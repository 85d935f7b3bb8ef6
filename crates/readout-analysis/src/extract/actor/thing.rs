//! Every person, organisation, location and nationality that a document names, describes or points at with a pronoun: who and where, as a flat list.
//!
//! Enters: the grammatical view and the document's actors. Leaves: phrases with their articles and titles, none inside another. A state that acts is an
//! organisation, a state that is the place of something a location. It leaves alone: who a pronoun stands for.

use super::Actors;
use super::metonymy::{self, Use};
use super::shape::{is_name, trimmed, words};
use crate::grammar::Grammar;
use crate::knowledge::{self, Sense};
use readout_record::annotation::TokenIx;
use readout_record::kind::ActorKind;
use readout_record::mention::ActorMention;
use readout_record::span::Span;
use std::ops::Range;

/// What sort of thing a phrase stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ThingKind {
    /// One person, named or not.
    Person,
    /// A body or several people: those who act together, states among them.
    Organisation,
    /// A place.
    Location,
    /// An adjective of a state or people.
    Nationality,
}

/// A phrase and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedThing {
    /// Its words, with article and title.
    pub span: Span,
    /// What sort.
    pub kind: ThingKind,
    /// Number of the actor mention, where there is one.
    pub actor: Option<usize>,
}

/// All of them, in the order of the text.
pub fn things(g: &Grammar, actors: &Actors) -> Vec<NamedThing> {
    let mut covered = vec![false; g.tokens().len()];
    let mut found = Vec::new();
    let mut add = |tokens: Range<TokenIx>, kind: ThingKind, actor: Option<usize>| {
        if tokens.is_empty() || covered[tokens.clone()].contains(&true) {
            return;
        }
        covered[tokens.clone()].fill(true);
        found.extend(g.span(&tokens.collect::<Vec<_>>()).map(|span| NamedThing { span, kind, actor }));
    };
    let mut longest: Vec<(usize, Range<TokenIx>)> =
        actors.mentions.iter().enumerate().map(|(n, m)| (n, with_article(g, g.tokens_in(m.span)))).collect();
    longest.sort_by_key(|(n, tokens)| (std::cmp::Reverse(tokens.len()), *n));
    for (number, tokens) in longest {
        add(tokens, of_mention(g, &actors.mentions[number]), Some(number));
    }
    for (tokens, kind) in elsewhere(g) {
        add(tokens, kind, None);
    }
    found.sort_by_key(|t| t.span.start());
    found
}

fn of_mention(g: &Grammar, m: &ActorMention) -> ThingKind {
    let seat = m.role.is_none() && knowledge::place(&m.name).is_some();
    match m.kind {
        ActorKind::Person | ActorKind::Unnamed => ThingKind::Person,
        ActorKind::Office if !seat => ThingKind::Person,
        ActorKind::State if metonymy::use_of(g, &g.tokens_in(m.span), m.head) != Use::Actor => ThingKind::Location,
        _ => ThingKind::Organisation,
    }
}

fn with_article(g: &Grammar, tokens: Range<TokenIx>) -> Range<TokenIx> {
    let article = tokens.start.checked_sub(1).filter(|&t| matches!(g.word(t).to_lowercase().as_str(), "the" | "a" | "an"));
    article.unwrap_or(tokens.start)..tokens.end
}

/// What is no actor: places, adjectives of states and peoples, pronouns.
fn elsewhere(g: &Grammar) -> Vec<(Range<TokenIx>, ThingKind)> {
    let entities = g.annotations.entities.iter().filter_map(|e| {
        let tokens = trimmed(g, e.first as usize..e.end as usize, e.label);
        let kind = match e.label {
            "GPE" | "LOC" | "FAC" => ThingKind::Location,
            "NORP" => ThingKind::Nationality,
            _ => return None,
        };
        let kind = if is_adjective(g, &tokens)? { ThingKind::Nationality } else { kind };
        Some((if kind == ThingKind::Location { with_article(g, tokens) } else { tokens }, kind))
    });
    let single = |t: TokenIx| {
        let tokens = t..t + 1;
        let known = || (g.token(t).pos != "PRON").then(|| is_adjective(g, &tokens)).flatten().unwrap_or(false);
        let kind = pronoun(g, t).or_else(|| known().then_some(ThingKind::Nationality))?;
        Some((tokens, kind))
    };
    entities.chain((0..g.tokens().len()).filter_map(single)).collect()
}

/// Whether the words are the adjective of a state; none where they are no name.
fn is_adjective(g: &Grammar, tokens: &Range<TokenIx>) -> Option<bool> {
    let named = !tokens.is_empty() && is_name(g, tokens);
    named.then(|| knowledge::place(words(g, tokens)).is_some_and(|p| p.sense == Sense::Adjective))
}

/// Whether a pronoun is of one person or of several people.
fn pronoun(g: &Grammar, t: TokenIx) -> Option<ThingKind> {
    match g.word(t).to_lowercase().as_str() {
        _ if !matches!(g.token(t).tag, "PRP" | "PRP$") => None,
        "i" | "me" | "my" | "mine" | "myself" | "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself" => {
            Some(ThingKind::Person)
        }
        "we" | "us" | "our" | "ours" | "ourselves" | "they" | "them" | "their" | "theirs" | "themselves" => {
            Some(ThingKind::Organisation)
        }
        _ => None,
    }
}
