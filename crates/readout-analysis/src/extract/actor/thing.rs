//! Every person, organisation, location and nationality that a document names, describes or points at with a pronoun: who and where, as a flat list.
//!
//! Enters: the grammatical view and the document's actors. Leaves: phrases with their articles and titles, none inside another. A state that acts is an
//! organisation, a state that is the place of something a location. It leaves alone: who a pronoun stands for.

use super::Actors;
use super::lexicon::LEXICON;
use super::metonymy::{self, Use};
use super::shape::{head_of, is_name, trimmed, words};
use crate::grammar::Grammar;
use crate::knowledge::{self, Sense};
use readout_record::annotation::TokenIx;
use readout_record::kind::ActorKind;
use readout_record::mention::ActorMention;
use readout_record::span::Span;
use serde::Serialize;
use std::ops::Range;

/// What sort of thing a phrase stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
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
        actors.mentions.iter().enumerate().map(|(n, m)| (n, with_article(g, g.tokens_in(m.span), m.head))).collect();
    longest.sort_by_key(|(n, tokens)| (std::cmp::Reverse(tokens.len()), *n));
    for (number, tokens) in longest {
        if let Some(kind) = of_mention(g, &actors.mentions[number]) {
            add(tokens, kind, Some(number));
        }
    }
    for (tokens, kind) in elsewhere(g) {
        add(tokens, kind, None);
    }
    found.sort_by_key(|t| t.span.start());
    found
}

/// What a mention is of; none for reports and their like, which speak but are no persons.
fn of_mention(g: &Grammar, m: &ActorMention) -> Option<ThingKind> {
    let seat = m.role.is_none() && knowledge::place(&m.name).is_some();
    let several = matches!(g.token(m.head).tag, "NNS" | "NNPS");
    Some(match m.kind {
        ActorKind::Unnamed if LEXICON.texts.contains(g.lemma(m.head)) => return None,
        ActorKind::Person => ThingKind::Person,
        ActorKind::Unnamed | ActorKind::Office if !several && !seat => ThingKind::Person,
        ActorKind::State if metonymy::use_of(g, &g.tokens_in(m.span), m.head) != Use::Actor => ThingKind::Location,
        _ => ThingKind::Organisation,
    })
}

/// With the article that hangs on the head of the phrase, and the compass point of a place: "eastern".
fn with_article(g: &Grammar, tokens: Range<TokenIx>, head: TokenIx) -> Range<TokenIx> {
    let mut start = tokens.start;
    let own = |t: TokenIx| {
        let word = g.word(t).to_lowercase();
        g.head(t) == Some(head) && (matches!(word.as_str(), "the" | "a" | "an") || LEXICON.compass.contains(&word))
    };
    while start > 0 && own(start - 1) {
        start -= 1;
    }
    start..tokens.end
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
        let head = head_of(g, &tokens);
        Some((if kind == ThingKind::Location { with_article(g, tokens, head) } else { tokens }, kind))
    });
    let single = |t: TokenIx| {
        let tokens = t..t + 1;
        let known = || (g.token(t).pos != "PRON").then(|| is_adjective(g, &tokens)).flatten().unwrap_or(false);
        let kind = pronoun(g, t).or_else(|| known().then_some(ThingKind::Nationality));
        kind.map(|kind| (tokens.clone(), kind)).or_else(|| Some((described_place(g, t)?, ThingKind::Location)))
    };
    entities.chain((0..g.tokens().len()).filter_map(single)).collect()
}

/// "The city", "a field hospital": a phrase whose noun is one for a place, without what follows the noun.
fn described_place(g: &Grammar, t: TokenIx) -> Option<Range<TokenIx>> {
    let noun = g.token(t).pos == "NOUN" && LEXICON.places.contains(g.lemma(t)) && g.label(t) != "compound";
    noun.then(|| g.noun_phrase(t)).and_then(|phrase| phrase.first().map(|&first| first..t + 1))
}

/// Whether the words are the adjective of a state; none where they are no name.
fn is_adjective(g: &Grammar, tokens: &Range<TokenIx>) -> Option<bool> {
    let named = !tokens.is_empty() && is_name(g, tokens);
    named.then(|| knowledge::place(words(g, tokens)).is_some_and(|p| p.sense == Sense::Adjective))
}

/// Whether a pronoun is of one person or of several people.
fn pronoun(g: &Grammar, t: TokenIx) -> Option<ThingKind> {
    match g.word(t).to_lowercase().as_str() {
        _ if g.token(t).tag != "PRP" => None,
        "i" | "me" | "myself" | "he" | "him" | "himself" | "she" | "her" | "herself" => Some(ThingKind::Person),
        "we" | "us" | "ourselves" | "they" | "them" | "themselves" => Some(ThingKind::Organisation),
        _ => None,
    }
}
