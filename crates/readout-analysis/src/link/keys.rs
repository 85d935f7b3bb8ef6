//! Which mentions are one actor: a key for each mention, equal for equal actors.
//!
//! Enters: the actor mentions of all documents and the story of each document. Leaves: keys. What could be two actors gets two keys.

use crate::extract::Extracted;
use crate::knowledge;
use crate::link::bodies::Bodies;
use crate::link::body;
use crate::link::kinds::Kinds;
use crate::link::name::fold;
use crate::link::persons::Persons;
use readout_record::kind::ActorKind;
use readout_record::mention::{ActorMention, DocumentIx};

/// What decides that two mentions are one actor.
pub struct Keys {
    kinds: Kinds,
    persons: Persons,
    bodies: Bodies,
}

impl Keys {
    /// Reads all documents once. `texts` and `story_of` stand in their order.
    pub fn new(documents: &[Extracted], texts: &[&str], story_of: &[usize]) -> Keys {
        let kinds = Kinds::new(documents);
        let persons = Persons::new(documents, &kinds, story_of);
        let named = |document: DocumentIx, m: &ActorMention| kind(&kinds, &persons, document, m);
        let bodies = Bodies::new(documents, texts, story_of, &named);
        Keys { kinds, persons, bodies }
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
