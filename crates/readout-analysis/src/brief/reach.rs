//! What a promise reaches: its figures, its places, and whether it is for all of something.
//!
//! Enters: the words of what is to be done. Leaves: whether two promises with like words can be one: 5 trucks are not 9, a round in Riga is none in
//! Turku, and to open the bridge at Varga is not to open all bridges. It leaves alone: dates.

use crate::brief::desk::Desk;
use crate::extract::quantity::can_both_hold;
use crate::extract::statement::detect::entity;
use crate::grammar::Grammar;
use crate::knowledge::{self, Sense};
use crate::link::name::fold;
use readout_record::annotation::TokenIx;
use readout_record::mention::{DocumentIx, Quantity};
use readout_record::span::Span;

/// What the words of a promise reach.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    figures: Vec<Quantity>,
    places: Vec<Place>,
    /// Nouns that "all" or "every" stands before.
    whole: Vec<String>,
    /// Nouns that a place narrows: the bridge at Varga.
    narrowed: Vec<String>,
}

/// A place by its words, with the state that it is or lies in, where that is known.
#[derive(Clone, Debug, PartialEq)]
struct Place {
    words: String,
    kind: Kind,
    state: Option<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    State,
    Town,
    /// A lake, a region, a building.
    Other,
}

impl Reach {
    /// Whether both name one place.
    pub fn share_a_place(&self, other: &Reach) -> bool {
        self.places.iter().any(|x| other.places.iter().any(|y| x == y))
    }
}

/// What the words in `span` reach.
pub fn reach(desk: &Desk, document: DocumentIx, span: Span) -> Reach {
    let g = &desk.grammars[document];
    let inside = g.tokens_in(span);
    let quantities = desk.extracted[document].quantities.iter().filter(|q| span.contains(q.span));
    let nouns = |pick: &dyn Fn(TokenIx) -> bool| inside.clone().filter(|&t| pick(t)).map(|t| g.lemma(t).to_lowercase()).collect();
    Reach {
        figures: quantities.map(|q| q.quantity.clone()).collect(),
        places: places(g, span),
        whole: nouns(&|t| {
            g.under(t, &["det", "predet"]).any(|d| matches!(g.lemma(d).to_lowercase().as_str(), "all" | "every" | "each"))
        }),
        narrowed: nouns(&|t| {
            ["at", "in", "of", "near", "on", "between"].iter().any(|p| g.prepositional(t, p).iter().any(|&o| named(g, o)))
        }),
    }
}

/// Whether two promises reach for what cannot be one.
pub fn differ(a: &Reach, b: &Reach) -> bool {
    figures_differ(&a.figures, &b.figures) || places_differ(&a.places, &b.places) || part_of(a, b) || part_of(b, a)
}

/// Whether both tell how much of one thing, and no figures of theirs can both hold.
fn figures_differ(a: &[Quantity], b: &[Quantity]) -> bool {
    let like = |x: &Quantity, y: &Quantity| x.noun == y.noun && x.unit.is_empty() == y.unit.is_empty();
    let mut pairs = a.iter().flat_map(|x| b.iter().map(move |y| (x, y))).filter(|(x, y)| like(x, y)).peekable();
    pairs.peek().is_some() && !pairs.any(|(x, y)| can_both_hold(x, y))
}

fn places_differ(a: &[Place], b: &[Place]) -> bool {
    !a.is_empty() && !b.is_empty() && !a.iter().any(|x| b.iter().any(|y| can_be_one(x, y)))
}

/// Whether both can be one place, or one lies in the other. What is not known may.
fn can_be_one(a: &Place, b: &Place) -> bool {
    let named_alike = a.words.contains(&b.words) || b.words.contains(&a.words);
    named_alike
        || match (a.kind, b.kind) {
            (Kind::Town, Kind::Town) | (Kind::State, Kind::State) => false,
            (Kind::State, Kind::Town) | (Kind::Town, Kind::State) => a.state.is_none() || b.state.is_none() || a.state == b.state,
            (x, y) => x != y,
        }
}

/// Whether `a` is for all of what a place narrows in `b`.
fn part_of(a: &Reach, b: &Reach) -> bool {
    a.whole.iter().any(|noun| b.narrowed.contains(noun) && !b.whole.contains(noun) && !a.narrowed.contains(noun))
}

fn places(g: &Grammar, span: Span) -> Vec<Place> {
    let mut found = Vec::new();
    for token in g.tokens_in(span).filter(|&t| named(g, t)) {
        let name = g.tokens_in(span).filter(|&t| g.head(t) == Some(token) && g.label(t) == "compound" || t == token);
        let words = name.map(|t| g.word(t)).collect::<Vec<_>>().join(" ");
        let known = knowledge::place(&words);
        let kind = match entity(g, token) {
            Some("LOC" | "FAC") => Kind::Other,
            _ if known.is_some_and(|k| k.sense == Sense::Name) => Kind::State,
            _ => Kind::Town,
        };
        found.push(Place { words: fold(&words), kind, state: known.map(|k| k.state.name.as_str()) });
    }
    found
}

/// The head of the name of a place: by what the model calls it, or by "in" and "at" before it.
fn named(g: &Grammar, token: TokenIx) -> bool {
    let proper = g.token(token).pos == "PROPN" && g.label(token) != "compound";
    let set = g.label(token) == "pobj" && g.head(token).is_some_and(|p| matches!(g.word(p), "in" | "at"));
    proper
        && match entity(g, token) {
            Some("GPE" | "LOC" | "FAC") => true,
            Some("DATE" | "TIME" | "EVENT" | "LAW" | "MONEY" | "PRODUCT" | "WORK_OF_ART" | "PERSON") => false,
            _ => set && knowledge::place(g.word(token)).is_none_or(|k| k.sense != Sense::Adjective),
        }
}
