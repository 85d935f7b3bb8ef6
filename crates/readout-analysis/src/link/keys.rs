//! Which mentions are one actor: a key for each mention, equal for equal actors.
//!
//! Enters: the actor mentions of all documents and the story of each document. Leaves: keys. What could be two actors gets two keys.

use crate::extract::Extracted;
use crate::knowledge;
use crate::link::bodies::Bodies;
use crate::link::body;
use crate::link::issuer::{Issuer, issuer};
use crate::link::kinds::Kinds;
use crate::link::name::fold;
use crate::link::persons::Persons;
use foldhash::HashMap;
use readout_record::kind::ActorKind;
use readout_record::mention::{ActorMention, DocumentIx};

/// What decides that two mentions are one actor.
pub struct Keys {
    kinds: Kinds,
    persons: Persons,
    bodies: Bodies,
    /// Names of states by their folded form.
    states: HashMap<String, String>,
}

impl Keys {
    /// Reads all documents once. `texts`, `publishers` and `story_of` stand in their order.
    pub fn new(documents: &[Extracted], texts: &[&str], publishers: &[Option<&str>], story_of: &[usize]) -> Keys {
        let kinds = Kinds::new(documents, publishers);
        let persons = Persons::new(documents, &kinds, story_of);
        let named = |document: DocumentIx, m: &ActorMention| kind(&kinds, &persons, document, m);
        let unlisted: Vec<&str> = kinds.states.iter().map(String::as_str).collect();
        let issuers: Vec<Option<Issuer>> = publishers.iter().map(|p| p.and_then(|p| issuer(p, &unlisted))).collect();
        let mut states: HashMap<String, String> = HashMap::default();
        let told =
            documents.iter().flat_map(|d| &d.actors.mentions).filter(|m| m.kind == ActorKind::State).map(|m| m.name.clone());
        for name in told.chain(issuers.iter().flatten().map(|i| i.state.clone())) {
            states.entry(fold(&name)).or_insert(name);
        }
        let bodies = Bodies::new(documents, texts, story_of, &named, issuers, &unlisted);
        Keys { kinds, persons, bodies, states }
    }

    /// The name of the state that a key is of.
    pub fn state(&self, key: &str) -> Option<String> {
        self.states.get(key.strip_prefix("state ")?).cloned()
    }

    /// "Kestria's foreign ministry": a name for the body that a key is of, where a mention does not tell whose it is.
    pub fn body(&self, key: &str, m: &ActorMention) -> Option<String> {
        let key = key.strip_prefix("body ").filter(|_| body::body(m).is_none_or(|b| b.of.is_none()))?;
        let parts = key.match_indices(' ').map(|(at, _)| (&key[..at], &key[at + 1..]));
        let (sort, state) = parts.filter_map(|(sort, state)| Some((sort, self.states.get(state)?))).next()?;
        Some(format!("{state}'s {sort}"))
    }

    /// Whether a mention has the name of a ship.
    pub fn is_ship(&self, m: &ActorMention) -> bool {
        self.kinds.is_ship(m)
    }

    /// Whether a mention has the name of a place.
    pub fn is_place(&self, m: &ActorMention) -> bool {
        self.kinds.is_place(m)
    }

    /// The kind of a mention after all documents have been asked.
    pub fn kind(&self, document: DocumentIx, m: &ActorMention) -> ActorKind {
        kind(&self.kinds, &self.persons, document, m)
    }

    /// Equal for mentions of one actor. `text` is that of the document.
    pub fn key(&self, document: DocumentIx, m: &ActorMention, text: &str) -> String {
        let name = fold(&m.name);
        if let Some(state) = body::state_meant(m) {
            return format!("state {}", fold(&state));
        }
        if self.is_ship(m) {
            return format!("ship {name}");
        }
        if self.is_place(m) {
            return format!("place {name}");
        }
        match self.kind(document, m) {
            ActorKind::Person => format!("person {}", self.persons.key(document, &name)),
            ActorKind::State | ActorKind::Organisation => self.bodies.key(document, m, text),
            ActorKind::Office => self.office(document, m, &name),
            ActorKind::Group => self.bodies.group(document, m, text).unwrap_or_else(|| format!("{document} {name}")),
            ActorKind::Unnamed => format!("{document} {name}"),
        }
    }

    /// "The Russian president" is Vladimir Putin where one person alone has that office; a seat such as the Kremlin is itself.
    fn office(&self, document: DocumentIx, m: &ActorMention, name: &str) -> String {
        let Some(role) = &m.role else { return format!("office {name}") };
        match self.persons.holder(document, role, m.of.as_deref()) {
            Some(full) => format!("person {full}"),
            None => format!("{document} office {name}"),
        }
    }
}

/// A name that some mention calls a person is one: its whole name or, in the words of its story, its surname.
fn kind(kinds: &Kinds, persons: &Persons, document: DocumentIx, m: &ActorMention) -> ActorKind {
    let named = matches!(m.kind, ActorKind::Person | ActorKind::Organisation | ActorKind::State | ActorKind::Group);
    let capital = m.name.starts_with(|c: char| c.is_uppercase());
    let listed = || knowledge::place(&m.name).is_some() || knowledge::organisation(&m.name).is_some();
    let unknown = || !listed() && knowledge::outlet(&m.name).is_none();
    let person = named && capital && persons.knows(document, &fold(&m.name)) && unknown();
    if person { ActorKind::Person } else { kinds.of(m) }
}
