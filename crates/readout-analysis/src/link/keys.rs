//! Which mentions are one actor: a key for each mention, equal for equal actors.
//!
//! Enters: the actor mentions of all documents. Leaves: keys. What could be two persons gets two keys.

use crate::extract::Extracted;
use crate::knowledge;
use crate::link::name::{fold, initials, same_person};
use foldhash::{HashMap, HashSet};
use readout_record::kind::ActorKind;
use readout_record::mention::{ActorMention, DocumentIx};
use std::collections::BTreeMap;

/// What decides that two mentions are one actor: a key for each.
pub struct Keys {
    kinds: Kinds,
    /// Folded full names of persons, to the one that they are merged under.
    persons: HashMap<String, String>,
    /// Single names to full ones: within a document, and across all.
    within: Vec<HashMap<String, Option<String>>>,
    across: HashMap<String, Option<String>>,
    /// Titles with allegiance to persons: within a document, and across all.
    offices: Vec<HashMap<String, Option<String>>>,
    offices_across: HashMap<String, Option<String>>,
    /// Abbreviations to folded names of organisations.
    short: HashMap<String, Option<String>>,
}

/// "The Azerbaijani side", "the government of Chad": the state itself, by another word.
pub fn collective(m: &ActorMention) -> Option<&str> {
    let noun = m.name.split(' ').filter(|w| w.starts_with(|c: char| c.is_alphabetic())).collect::<Vec<_>>();
    let word = |w: &&str| matches!(w.to_lowercase().as_str(), "side" | "government" | "authorities" | "govt");
    let described = matches!(m.kind, ActorKind::Group | ActorKind::Organisation | ActorKind::Office);
    let of = m.of.as_deref().filter(|of| knowledge::state(of).is_some() || !of.contains(' '));
    of.filter(|_| described && noun.len() <= 5 && (noun.last().is_some_and(word) || noun.first().is_some_and(word)))
}

/// Notes that `key` means `value`, or that it means several things.
fn unique(table: &mut HashMap<String, Option<String>>, key: String, value: &str) {
    table
        .entry(key)
        .and_modify(|known| {
            if known.as_deref() != Some(value) {
                *known = None;
            }
        })
        .or_insert_with(|| Some(value.to_owned()));
}

impl Keys {
    /// Reads all documents once.
    pub fn new(documents: &[Extracted]) -> Keys {
        let kinds = Kinds::new(documents);
        let full = full_names(documents, &kinds);
        let persons = merge_spellings(&full);
        let mut keys = Keys {
            kinds,
            persons,
            within: Vec::new(),
            across: HashMap::default(),
            offices: Vec::new(),
            offices_across: HashMap::default(),
            short: HashMap::default(),
        };
        for document in documents {
            keys.read(document);
        }
        keys
    }

    fn read(&mut self, document: &Extracted) {
        let mut within = HashMap::default();
        let mut firsts: BTreeMap<String, Option<String>> = BTreeMap::new();
        let mut offices = HashMap::default();
        for m in &document.actors.mentions {
            let name = fold(&m.name);
            let kind = self.kinds.of(m);
            if kind == ActorKind::Person && name.contains(' ') {
                let full = self.persons[&name].clone();
                let last = name.rsplit(' ').next().unwrap_or(&name).to_owned();
                let first = name.split(' ').next().unwrap_or(&name).to_owned();
                unique(&mut within, last.clone(), &full);
                unique(&mut self.across, last, &full);
                firsts
                    .entry(first)
                    .and_modify(|known| *known = known.take().filter(|k| *k == full))
                    .or_insert_with(|| Some(full.clone()));
            }
            if kind == ActorKind::Organisation {
                for short in initials(&m.name) {
                    unique(&mut self.short, short, &name);
                }
            }
        }
        for (first, full) in firsts {
            within.entry(first).or_insert(full);
        }
        for m in document.actors.mentions.iter().filter(|m| self.kinds.of(m) == ActorKind::Person) {
            if let (Some(role), Some(full)) = (&m.role, self.full(&fold(&m.name), &within)) {
                unique(&mut offices, office(role, None), &full);
                if let Some(of) = &m.of {
                    unique(&mut offices, office(role, Some(of)), &full);
                    unique(&mut self.offices_across, office(role, Some(of)), &full);
                }
            }
        }
        self.within.push(within);
        self.offices.push(offices);
    }

    fn full(&self, name: &str, within: &HashMap<String, Option<String>>) -> Option<String> {
        match self.persons.get(name) {
            Some(full) => Some(full.clone()),
            None => within.get(name).cloned().flatten(),
        }
    }

    /// The kind of a mention after all documents have been asked.
    pub fn kind(&self, m: &ActorMention) -> ActorKind {
        if self.is_person(m) { ActorKind::Person } else { self.kinds.of(m) }
    }

    /// A name that some mention calls a person is one: its whole name or, in the document's words, its surname.
    fn is_person(&self, m: &ActorMention) -> bool {
        let named = matches!(m.kind, ActorKind::Person | ActorKind::Organisation | ActorKind::State | ActorKind::Group);
        let name = fold(&m.name);
        let known =
            self.persons.contains_key(&name) || (!name.contains(' ') && self.across.get(&name).is_some_and(Option::is_some));
        let capital = m.name.starts_with(|c: char| c.is_uppercase());
        named && capital && known && knowledge::place(&m.name).is_none() && knowledge::outlet(&m.name).is_none()
    }

    /// Equal for mentions of one actor.
    pub fn key(&self, document: DocumentIx, m: &ActorMention) -> String {
        let name = fold(&m.name);
        if let Some(state) = collective(m) {
            return format!("state {}", fold(state));
        }
        match self.kind(m) {
            ActorKind::Person => self.person(document, &name),
            ActorKind::State => format!("state {name}"),
            ActorKind::Organisation => {
                let long = self.short.get(&name).cloned().flatten();
                format!("organisation {}", long.unwrap_or(name))
            }
            ActorKind::Office => self.office(document, m, &name),
            ActorKind::Group | ActorKind::Unnamed => format!("{document} {name}"),
        }
    }

    fn person(&self, document: DocumentIx, name: &str) -> String {
        let single = || match self.within[document].get(name) {
            Some(found) => found.clone(),
            None => self.across.get(name).cloned().flatten(),
        };
        let full = self.persons.get(name).cloned().or_else(single);
        format!("person {}", full.as_deref().unwrap_or(name))
    }

    /// "The Russian president" is Vladimir Putin where one person alone has that office; a seat such as the Kremlin is itself.
    fn office(&self, document: DocumentIx, m: &ActorMention, name: &str) -> String {
        let Some(role) = &m.role else { return format!("office {name}") };
        let key = office(role, m.of.as_deref());
        let here = self.offices[document].get(&key).cloned().flatten();
        let anywhere = || m.of.as_ref().and_then(|_| self.offices_across.get(&key).cloned().flatten());
        match here.or_else(anywhere) {
            Some(full) => format!("person {full}"),
            None => format!("{document} office {name}"),
        }
    }
}

fn office(role: &str, of: Option<&str>) -> String {
    format!("{} / {}", fold(role), of.map(fold).unwrap_or_default())
}

/// Folded full names of persons with the documents that use each, in order of first use.
fn full_names(documents: &[Extracted], kinds: &Kinds) -> Vec<(String, HashSet<DocumentIx>)> {
    let mut found: Vec<(String, HashSet<DocumentIx>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::default();
    for (number, document) in documents.iter().enumerate() {
        for m in document.actors.mentions.iter().filter(|m| kinds.of(m) == ActorKind::Person) {
            let name = fold(&m.name);
            if name.contains(' ') {
                let at = *places.entry(name.clone()).or_insert_with(|| {
                    found.push((name, HashSet::default()));
                    found.len() - 1
                });
                found[at].1.insert(number);
            }
        }
    }
    found
}

/// Maps each full name to the first that is the same person's by spelling. Two spellings in one document are two persons, but for a name
/// that is a longer form of the other.
fn merge_spellings(full: &[(String, HashSet<DocumentIx>)]) -> HashMap<String, String> {
    let mut merged: HashMap<String, String> = HashMap::default();
    for (i, (name, documents)) in full.iter().enumerate() {
        let longer = |a: &str, b: &str| a.split(' ').count() != b.split(' ').count();
        let same = full[..i]
            .iter()
            .find(|(other, theirs)| same_person(name, other) && (longer(name, other) || documents.is_disjoint(theirs)));
        let target = same.map_or_else(|| name.clone(), |(first, _)| merged[first].clone());
        merged.insert(name.clone(), target);
    }
    merged
}

/// The kind of each name by most of its mentions in all documents: a model that takes a person for a place once is outvoted.
struct Kinds {
    by_name: HashMap<String, ActorKind>,
}

impl Kinds {
    fn new(documents: &[Extracted]) -> Kinds {
        let mut votes: BTreeMap<String, [usize; 3]> = BTreeMap::new();
        let mut titled: HashSet<String> = HashSet::default();
        for m in documents.iter().flat_map(|d| &d.actors.mentions) {
            let Some(column) = column(m.kind) else { continue };
            let name = fold(&m.name);
            let sure = m.kind == ActorKind::Person && m.role.is_some();
            if sure && !name.contains(' ') {
                titled.insert(name.clone());
            }
            votes.entry(name).or_default()[column] += if sure { 4 } else { 1 };
        }
        let mut by_name: HashMap<String, ActorKind> = HashMap::default();
        for (name, counts) in &votes {
            let family =
                name.split(' ').count() > 1 && name.split(' ').skip(1).any(|w| titled.contains(w)) && name.split(' ').count() < 4;
            let best = counts.iter().max().copied().unwrap_or(0);
            let winner = if family { 0 } else { counts.iter().position(|&c| c == best).unwrap_or(0) };
            by_name.insert(name.clone(), [ActorKind::Person, ActorKind::State, ActorKind::Organisation][winner]);
        }
        Kinds { by_name }
    }

    /// The kind of a mention: that of its name; known states and seats are never outvoted.
    fn of(&self, m: &ActorMention) -> ActorKind {
        if column(m.kind).is_none() || knowledge::place(&m.name).is_some() || knowledge::organisation(&m.name).is_some() {
            return m.kind;
        }
        self.by_name.get(&fold(&m.name)).copied().unwrap_or(m.kind)
    }
}

fn column(kind: ActorKind) -> Option<usize> {
    match kind {
        ActorKind::Person => Some(0),
        ActorKind::State => Some(1),
        ActorKind::Organisation => Some(2),
        _ => None,
    }
}
