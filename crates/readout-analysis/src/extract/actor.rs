//! Who appears in a document: named persons, states and organisations, offices and groups described in words.
//!
//! Enters: the grammatical view. Leaves: one mention for each noun phrase that names or describes an actor, and a table from tokens to mentions.
//! It leaves alone: which mentions are one actor; that is linking.

pub mod alias;
pub mod candidate;
pub mod describe;
pub mod example;
pub mod found;
pub mod lexicon;
pub mod metonymy;
pub mod name;
pub mod office;
pub mod shape;
pub mod statehood;
pub mod thing;
pub mod title;

use crate::grammar::Grammar;
use alias::Alias;
use found::{Found, Unlisted};
use readout_record::annotation::TokenIx;
use readout_record::mention::ActorMention;

/// The actors of one document, findable by token.
pub struct Actors {
    /// In the order of the text.
    pub mentions: Vec<ActorMention>,
    /// Short forms that the document gives long names in brackets.
    pub aliases: Vec<Alias>,
    /// States and places that no list has.
    pub unlisted: Unlisted,
    by_token: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Actors {
    /// The mention whose words hold `token`, by number.
    pub fn at(&self, token: TokenIx) -> Option<usize> {
        self.by_token.get(token).copied().filter(|&m| m != NONE).map(|m| m as usize)
    }

    /// The mention that `token` heads or stands in, itself.
    pub fn mention(&self, token: TokenIx) -> Option<&ActorMention> {
        self.at(token).map(|m| &self.mentions[m])
    }
}

/// All actors of a document. Names win over descriptions where they share a token.
pub fn actors(g: &Grammar) -> Actors {
    let (mut found, unlisted) = name::named(g);
    let taken = table(g.tokens().len(), &found);
    found.extend(describe::described(g, |t| taken[t] != NONE));
    found.iter_mut().for_each(|f| of_unlisted(&mut f.mention, &unlisted.states));
    found.sort_by_key(|f| (f.tokens.start, f.tokens.end));
    let by_token = with_suffixes(g, &found, table(g.tokens().len(), &found));
    let aliases = alias::aliases(g, &found);
    Actors { aliases, unlisted, mentions: found.into_iter().map(|f| f.mention).collect(), by_token }
}

/// "The Tirvani side", "a Kestrian officer": whose they are, of states that no list has.
fn of_unlisted(m: &mut ActorMention, states: &[String]) {
    let word = match &m.of {
        Some(of) => of.clone(),
        None if m.kind.is_named() => return,
        None => m.name.split(' ').find(|w| w.starts_with(char::is_uppercase)).unwrap_or("").to_owned(),
    };
    if let Some(state) = states.iter().find(|state| statehood::is_adjective_of(&word, state)) {
        m.of = Some(state.clone());
    }
}

/// In "Joseph Adler Jr. spoke" the parse hangs the name on "Jr.".
fn with_suffixes(g: &Grammar, found: &[Found], mut by_token: Vec<u32>) -> Vec<u32> {
    for (number, f) in found.iter().enumerate() {
        let next = f.tokens.end;
        if by_token.get(next) == Some(&NONE) && candidate::is_suffix(g.word(next)) && g.sentence(next) == g.sentence(next - 1) {
            by_token[next] = number as u32;
        }
    }
    by_token
}

fn table(tokens: usize, found: &[Found]) -> Vec<u32> {
    let mut by_token = vec![NONE; tokens];
    for (number, f) in found.iter().enumerate() {
        for t in f.tokens.clone() {
            if by_token[t] == NONE {
                by_token[t] = number as u32;
            }
        }
    }
    by_token
}
