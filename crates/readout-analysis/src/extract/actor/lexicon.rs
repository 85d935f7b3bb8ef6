//! The lists of `rules/actors/names.toml`: what tells names of those who act from other names.
//!
//! Enters: the rule file. Leaves: sets of words.

use crate::rules::{self, Example};
use foldhash::HashSet;
use serde::Deserialize;
use std::sync::LazyLock;

/// The lists; the rule file says what each is for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lexicon {
    /// Before a name: it made the picture.
    pub credit_words: HashSet<String>,
    /// Last words of names that act for nobody.
    pub things: HashSet<String>,
    /// Nouns that name an actor only where it acts or somebody owns it.
    pub weak_nouns: HashSet<String>,
    /// Nouns of those whose business "on" tells.
    pub dealing: HashSet<String>,
    /// Names that bodies of several states bear.
    pub shared_bodies: HashSet<String>,
    /// Nouns of those who are somebody's like.
    pub equals: HashSet<String>,
    /// Last words of bodies' names.
    pub bodies: HashSet<String>,
    /// Lower-case parts of names.
    pub particles: HashSet<String>,
    /// Titles that go with the name of a place.
    pub place_titles: HashSet<String>,
    /// Possessives by which a name is anybody's.
    pub owners: HashSet<String>,
    /// Words before a name that are none of it.
    pub beginnings: HashSet<String>,
    /// Verbs that are done by persons or to them.
    pub personal: HashSet<String>,
    /// Nouns for texts and their like, which are cited and are nobody.
    pub texts: HashSet<String>,
    /// Words for kinds of text at the head of one.
    pub genres: HashSet<String>,
    /// Words behind a hyphen that are no part of a name.
    pub suffixes: HashSet<String>,
    /// Last words of what somebody heads.
    pub headed: HashSet<String>,
    /// Adjectives that are part of a place's name where they stand before it.
    pub compass: HashSet<String>,
    /// What a headline says behind a name that the person did.
    pub deeds: HashSet<String>,
    /// Nouns for places.
    pub places: HashSet<String>,
    /// Prepositions after which an unlisted name is that of a place.
    pub spatial: HashSet<String>,
    /// Nouns of ships.
    pub vessels: HashSet<String>,
    /// What stands in capitals before a ship's name.
    pub vessel_marks: HashSet<String>,
    /// First words of places' names.
    pub place_beginnings: HashSet<String>,
    /// Second words of bodies after "General".
    pub staffs: HashSet<String>,
    /// Verbs that tell a person's words.
    pub told: HashSet<String>,
    /// What makes an unknown name a state's.
    pub statehood: Statehood,
    /// Texts with the mentions in them.
    pub example: Vec<Example>,
}

/// Whether a name begins with a possessive: "its Minister", "our Union".
pub fn is_owned(name: &str) -> bool {
    LEXICON.owners.contains(&name.split(' ').next().unwrap_or("").to_lowercase())
}

/// Nouns that only states have.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statehood {
    /// Of whatever the model takes for anything.
    pub strong: HashSet<String>,
    /// Of those, enough only for what it takes for a place.
    pub shared: HashSet<String>,
    /// "The two …" of two names joined by "and".
    pub pairs: HashSet<String>,
    /// Words of full names.
    pub forms: HashSet<String>,
    /// What stands behind the name or the adjective of a state.
    pub governed: HashSet<String>,
    /// Ends of adjectives.
    pub adjectives: HashSet<String>,
}

/// The lists of the crate.
pub static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| rules::load("actors/names.toml", include_str!("../../../rules/actors/names.toml")));
