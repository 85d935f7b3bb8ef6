//! Which names and offices are one person.
//!
//! Enters: the persons that the documents of a run mention, and the story of each document. Leaves: a key for a name or an office, equal for one
//! person. A surname means whom the document calls so in full, else the only one in its story.

use crate::extract::Extracted;
use crate::extract::gender;
use crate::link::kinds::Kinds;
use crate::link::meanings::Meanings;
use crate::link::name::{abbreviates, fold, is_initialled, same_person};
use crate::link::scopes::Scopes;
use foldhash::{HashMap, HashSet};
use readout_record::kind::ActorKind;
use readout_record::mention::{ActorMention, DocumentIx};

/// What short names and offices mean in one document, or in one story.
#[derive(Default)]
struct Scope {
    surnames: Meanings,
    /// Given names; they mean nobody beyond their document.
    first_names: Meanings,
    /// Titles, with allegiance and without.
    offices: Meanings,
}

/// The persons of all documents.
pub struct Persons {
    /// Folded full names, to the one that they are merged under.
    full: HashMap<String, String>,
    scopes: Scopes<Scope>,
}

impl Persons {
    /// Reads all documents; `story_of` gives the story of each.
    pub fn new(documents: &[Extracted], kinds: &Kinds, story_of: &[usize]) -> Persons {
        let mut persons = Persons { full: merge_spellings(&full_names(documents, kinds)), scopes: Scopes::new(story_of) };
        for (number, document) in documents.iter().enumerate() {
            let mentions = || document.actors.mentions.iter().filter(|m| kinds.of(m) == ActorKind::Person);
            mentions().for_each(|m| persons.read_name(number, m));
            mentions().for_each(|m| persons.read_office(number, m));
        }
        persons
    }

    fn read_name(&mut self, document: DocumentIx, m: &ActorMention) {
        let name = fold(&m.name);
        let (Some((first, _)), Some((_, last))) = (name.split_once(' '), name.rsplit_once(' ')) else { return };
        let full = self.full[&name].as_str();
        let family = if gender::family_first(first) { first } else { last };
        self.scopes.both(document).into_iter().for_each(|scope| scope.surnames.note(family, full));
        let given = if family == first { last } else { first };
        self.scopes.here_mut(document).first_names.note(given, full);
    }

    fn read_office(&mut self, document: DocumentIx, m: &ActorMention) {
        let Some(role) = &m.role else { return };
        let name = fold(&m.name);
        let short = || self.scopes.here(document).meant(&name).flatten();
        let Some(full) = self.full.get(&name).map(String::as_str).or_else(short).map(str::to_owned) else { return };
        let alone = office(role, None);
        if is_singular(role) {
            self.scopes.both(document).into_iter().for_each(|scope| scope.offices.note(&alone, &full));
        } else {
            self.scopes.here_mut(document).offices.note(&alone, &full);
        }
        if let Some(of) = &m.of {
            let key = office(role, Some(of));
            self.scopes.both(document).into_iter().for_each(|scope| scope.offices.note(&key, &full));
        }
    }

    /// Whether a name is a person's: in full somewhere, or as the surname of one person of the story.
    pub fn knows(&self, document: DocumentIx, name: &str) -> bool {
        let surname = || self.scopes.story(document).surnames.one(name).is_some();
        self.full.contains_key(name) || (!name.contains(' ') && surname())
    }

    /// The name that a person goes by: the full one that it means in the document, else in the story, else itself.
    pub fn key(&self, document: DocumentIx, name: &str) -> String {
        let short = || match self.scopes.here(document).meant(name) {
            Some(found) => found,
            None => self.scopes.story(document).surnames.one(name),
        };
        self.full.get(name).map(String::as_str).or_else(short).unwrap_or(name).to_owned()
    }

    /// The one person who holds an office: in the document, else, for an office of a named state or body or one that few states have, in the story.
    pub fn holder(&self, document: DocumentIx, role: &str, of: Option<&str>) -> Option<&str> {
        let key = office(role, of);
        let here = self.scopes.here(document).offices.one(&key);
        let known = of.is_some() || is_singular(role);
        let anywhere = || self.scopes.story(document).offices.one(&key).filter(|_| known);
        here.or_else(anywhere)
    }
}

impl Scope {
    /// Whom a single name means; `None` where nobody bears it, `Some(None)` where several do.
    fn meant(&self, name: &str) -> Option<Option<&str>> {
        self.surnames.get(name).or_else(|| self.first_names.get(name))
    }
}

/// "Deputy Secretary of State": of several words, and no minister, whom every state has.
fn is_singular(role: &str) -> bool {
    role.split(' ').count() > 2 && !fold(role).contains("minister")
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
    let (short, full): (Vec<_>, Vec<_>) = full.iter().cloned().partition(|(name, _)| is_initialled(name));
    for (i, (name, documents)) in full.iter().enumerate() {
        let longer = |a: &str, b: &str| a.split(' ').count() != b.split(' ').count();
        let same = full[..i]
            .iter()
            .find(|(other, theirs)| same_person(name, other) && (longer(name, other) || documents.is_disjoint(theirs)));
        let target = same.map_or_else(|| name.clone(), |(first, _)| merged[first].clone());
        merged.insert(name.clone(), target);
    }
    for (name, _) in &short {
        let mut meant: Vec<&String> =
            full.iter().filter(|(other, _)| abbreviates(name, other)).map(|(other, _)| &merged[other]).collect();
        meant.dedup();
        let target = if let [one] = meant.as_slice() { (*one).clone() } else { name.clone() };
        merged.insert(name.clone(), target);
    }
    merged
}
