//! States and territories: their names, adjectives, people, capitals and the seats that stand for their governments.
//!
//! Enters: words as they are written. Leaves: the state and in which sense the words name it. Case counts: `US` is a state, `us` is not.

use super::table::{Table, find, key};
use serde::Deserialize;
use std::sync::LazyLock;

/// What standing a place has; no judgement, only how reports speak of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StateKind {
    /// A state.
    #[default]
    State,
    /// Its statehood is contested.
    Disputed,
    /// A part of a state with a voice of its own.
    Territory,
    /// No longer there.
    Former,
}

/// A building, street or figure of speech that stands for a government.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seat {
    name: String,
    office: bool,
}

/// One state or territory.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// The name that the record uses.
    pub name: String,
    /// ISO 3166-1 alpha-2 code (`XK` for Kosovo); `None` where there is none.
    pub code: Option<String>,
    /// What standing it has.
    #[serde(default)]
    pub kind: StateKind,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    adjectives: Vec<String>,
    #[serde(default)]
    demonyms: Vec<String>,
    #[serde(default)]
    capitals: Vec<String>,
    #[serde(default)]
    seats: Vec<Seat>,
}

/// In which sense words name a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// `Russia`, `the Russian Federation`.
    Name,
    /// `Russian`; also one of its people: `a Russian`, `a Pole`.
    Adjective,
    /// `Russians`.
    Demonym,
    /// `Moscow`.
    Capital,
    /// `the Kremlin`, `Foggy Bottom`.
    Seat,
}

/// A state as some words name it.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// Which state.
    pub state: &'static State,
    /// In which sense.
    pub sense: Sense,
    /// Whether the words name an office that speaks and acts: `the Kremlin`, not `Westminster` as a quarter.
    pub office: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    state: Vec<State>,
}

static STATES: LazyLock<Vec<State>> = LazyLock::new(|| {
    crate::rules::load::<File>("knowledge/states.toml", include_str!("../../rules/knowledge/states.toml")).state
});

static PLACES: LazyLock<Table<Place>> = LazyLock::new(|| {
    let mut table = Table::default();
    for sense in [Sense::Name, Sense::Seat, Sense::Adjective, Sense::Demonym, Sense::Capital] {
        for state in STATES.iter() {
            insert(&mut table, state, sense);
        }
    }
    table
});

/// Enters the forms of one sense. What is already there stays: a name goes before a capital.
fn insert(table: &mut Table<Place>, state: &'static State, sense: Sense) {
    let mut add = |form: &str, office: bool| {
        let place = Place { state, sense, office };
        table.entry(key(form).into_owned()).or_insert(place);
        if form.chars().filter(|c| c.is_alphabetic()).count() > 3 {
            table.entry(key(&form.to_uppercase()).into_owned()).or_insert(place);
        }
    };
    match sense {
        Sense::Name => std::iter::once(&state.name).chain(&state.names).for_each(|f| add(f, false)),
        Sense::Adjective => state.adjectives.iter().for_each(|f| add(f, false)),
        Sense::Demonym => state.demonyms.iter().for_each(|f| add(f, false)),
        Sense::Capital => state.capitals.iter().for_each(|f| add(f, false)),
        Sense::Seat => state.seats.iter().for_each(|s| add(&s.name, s.office)),
    }
}

/// The state that the words name, and in which sense. An article and a possessive ending are passed over.
pub fn place(words: &str) -> Option<Place> {
    find(&PLACES, words).copied()
}

/// The state of that canonical name.
pub fn state(name: &str) -> Option<&'static State> {
    place(name).filter(|p| p.sense == Sense::Name).map(|p| p.state)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, state: &str, sense: Sense, office: bool) {
        let found = place(words).map(|p| (p.state.name.as_str(), p.sense, p.office));
        assert_eq!(found, Some((state, sense, office)), "{words}");
    }

    #[test]
    fn names_adjectives_people_capitals_and_seats_lead_to_the_state() {
        check("the United States", "United States", Sense::Name, false);
        check("U.S.", "United States", Sense::Name, false);
        check("US", "United States", Sense::Name, false);
        check("Washington’s", "United States", Sense::Capital, false);
        check("the White House", "United States", Sense::Seat, true);
        check("Kremlin", "Russia", Sense::Seat, true);
        check("Russian", "Russia", Sense::Adjective, false);
        check("Russians", "Russia", Sense::Demonym, false);
        check("Kiev", "Ukraine", Sense::Capital, false);
        check("Türkiye", "Turkey", Sense::Name, false);
        check("Poles", "Poland", Sense::Demonym, false);
        check("South Korean", "South Korea", Sense::Adjective, false);
        check("DPRK", "North Korea", Sense::Name, false);
        check("Downing Street", "United Kingdom", Sense::Seat, true);
        check("MOSCOW", "Russia", Sense::Capital, false);
    }

    #[test]
    fn case_tells_states_from_everyday_words() {
        for words in ["us", "turkey", "polish", "chad", "china", "jordan", "it", ""] {
            assert!(place(words).is_none(), "{words}");
        }
    }

    #[test]
    fn codes_are_unique_and_every_state_has_one() {
        let mut codes: Vec<&str> = STATES.iter().filter_map(|s| s.code.as_deref()).collect();
        assert!(codes.iter().all(|c| c.len() == 2 && c.bytes().all(|b| b.is_ascii_uppercase())));
        codes.sort_unstable();
        let before = codes.len();
        codes.dedup();
        assert_eq!(codes.len(), before);
        let without = STATES.iter().filter(|s| s.kind == StateKind::State && s.code.is_none()).count();
        assert_eq!(without, 0, "every undisputed state has a code");
        assert!(STATES.iter().filter(|s| s.kind == StateKind::State).count() >= 194);
    }

    #[test]
    fn a_name_stands_for_one_state_alone() {
        let mut names: Vec<&str> =
            STATES.iter().flat_map(|s| std::iter::once(&s.name).chain(&s.names)).map(String::as_str).collect();
        names.sort_unstable();
        let twice: Vec<_> = names.windows(2).filter(|w| w[0] == w[1]).map(|w| w[0]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }
}
