//! One entry for each actor across the documents: names, surnames, titles, spellings and abbreviations that mean the same.
//!
//! Enters: the actor mentions of all documents. Leaves: actors with their mentions, and the way from a mention to its actor. What could be two
//! persons stays apart.

use crate::extract::Extracted;
use crate::knowledge;
use foldhash::{HashMap, HashSet};
use readout_record::annotation::TokenIx;
use readout_record::kind::ActorKind;
use readout_record::mention::{ActorMention, DocumentIx};
use readout_record::span::Span;

/// Number of an actor among the instances.
pub type ActorIx = usize;

/// One actor and where it is mentioned.
#[derive(Clone, Debug)]
pub struct Instance {
    /// Canonical name.
    pub name: String,
    /// What sort.
    pub kind: ActorKind,
    /// Title or office.
    pub role: Option<String>,
    /// State or organisation.
    pub of: Option<String>,
    /// Where, in the order of the documents.
    pub mentions: Vec<(DocumentIx, Span)>,
    /// Names and descriptions used for it, the canonical one left out, in order of first use, names first.
    pub aliases: Vec<String>,
    /// The words of its mentions, title included.
    surfaces: Vec<String>,
}

/// All actors, and from each document's mentions to them.
pub struct ActorTable {
    /// The actors.
    pub instances: Vec<Instance>,
    of_mention: Vec<Vec<ActorIx>>,
    states: HashMap<String, ActorIx>,
}

impl ActorTable {
    /// Links the mentions of all documents.
    pub fn new(documents: &[Extracted], texts: &[&str]) -> ActorTable {
        let keys = Keys::new(documents);
        let mut table = ActorTable { instances: Vec::new(), of_mention: Vec::new(), states: HashMap::default() };
        let mut by_key: HashMap<String, ActorIx> = HashMap::default();
        for (number, document) in documents.iter().enumerate() {
            let mut row = Vec::with_capacity(document.actors.mentions.len());
            for mention in &document.actors.mentions {
                let key = keys.key(number, mention);
                let ix = *by_key.entry(key).or_insert_with(|| table.create(mention));
                table.note(ix, number, mention, mention.span.of(texts[number]));
                row.push(ix);
            }
            table.of_mention.push(row);
        }
        table.settle_names();
        for (ix, instance) in table.instances.iter().enumerate() {
            if instance.kind == ActorKind::State {
                table.states.entry(instance.name.clone()).or_insert(ix);
            }
        }
        table
    }

    fn create(&mut self, m: &ActorMention) -> ActorIx {
        let (name, kind) = (m.name.clone(), m.kind);
        self.instances.push(Instance {
            name,
            kind,
            role: None,
            of: None,
            mentions: Vec::new(),
            aliases: Vec::new(),
            surfaces: Vec::new(),
        });
        self.instances.len() - 1
    }

    fn note(&mut self, ix: ActorIx, document: DocumentIx, m: &ActorMention, surface: &str) {
        let instance = &mut self.instances[ix];
        instance.mentions.push((document, m.span));
        if m.kind == ActorKind::Person && instance.kind != ActorKind::Person {
            instance.kind = ActorKind::Person;
            instance.aliases.insert(0, std::mem::replace(&mut instance.name, m.name.clone()));
        }
        if instance.kind == m.kind && instance.role.is_none() {
            instance.role.clone_from(&m.role);
        }
        if instance.of.is_none() {
            instance.of.clone_from(&m.of);
        }
        instance.aliases.push(m.name.clone());
        let bare = surface.split_whitespace().collect::<Vec<_>>().join(" ");
        if bare != m.name && !matches!(m.kind, ActorKind::Group | ActorKind::Unnamed) {
            instance.surfaces.push(bare);
        }
    }

    /// The fullest name that is used most becomes the canonical one; the rest are aliases, each once.
    fn settle_names(&mut self) {
        for instance in &mut self.instances {
            let mut counts: Vec<(String, usize)> = Vec::new();
            for name in instance.aliases.drain(..) {
                match counts.iter_mut().find(|(n, _)| *n == name) {
                    Some((_, n)) => *n += 1,
                    None => counts.push((name, 1)),
                }
            }
            if instance.kind == ActorKind::Person {
                let fullest =
                    counts.iter().enumerate().max_by_key(|(i, (n, c))| (n.split(' ').count().min(2), *c, usize::MAX - i));
                if let Some((_, (name, _))) = fullest.filter(|(_, (n, _))| n.contains(' ')) {
                    instance.name.clone_from(name);
                }
            }
            let names = counts.into_iter().map(|(n, _)| n).chain(instance.surfaces.drain(..));
            let mut seen = HashSet::default();
            seen.insert(instance.name.clone());
            instance.aliases = names.filter(|n| seen.insert(n.clone())).collect();
        }
    }

    /// The actor of a document's mention.
    pub fn of(&self, document: DocumentIx, mention: usize) -> ActorIx {
        self.of_mention[document][mention]
    }

    /// The actors that a token stands for: a mention, what a pronoun means, the state that an adjective names (created where it is new).
    pub fn resolve(&mut self, number: DocumentIx, document: &Extracted, token: TokenIx, word: &str, span: Span) -> Vec<ActorIx> {
        if let Some(meant) = document.referents.get(&token) {
            return meant.iter().map(|&m| self.of(number, m)).collect();
        }
        if let Some(mention) = document.actors.at(token) {
            return vec![self.of(number, mention)];
        }
        knowledge::place(word).map_or_else(Vec::new, |place| vec![self.state(&place.state.name, number, span)])
    }

    fn state(&mut self, name: &str, document: DocumentIx, span: Span) -> ActorIx {
        if let Some(&ix) = self.states.get(name) {
            return ix;
        }
        let mentions = vec![(document, span)];
        self.instances.push(Instance {
            name: name.to_owned(),
            kind: ActorKind::State,
            role: None,
            of: None,
            mentions,
            aliases: Vec::new(),
            surfaces: Vec::new(),
        });
        self.states.insert(name.to_owned(), self.instances.len() - 1);
        self.instances.len() - 1
    }

    /// Whether one actor belongs to, speaks for or is the other: Putin and Russia.
    pub fn stands_for(&self, a: ActorIx, b: ActorIx) -> bool {
        let belongs = |x: &Instance, y: &Instance| x.of.as_deref() == Some(y.name.as_str());
        let (x, y) = (&self.instances[a], &self.instances[b]);
        a == b || belongs(x, y) || belongs(y, x)
    }
}

/// What decides that two mentions are one actor: a key for each.
struct Keys {
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
    fn new(documents: &[Extracted]) -> Keys {
        let full = full_names(documents);
        let persons = merge_spellings(&full);
        let mut keys = Keys {
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
        let mut firsts = HashMap::default();
        let mut offices = HashMap::default();
        for m in &document.actors.mentions {
            let name = fold(&m.name);
            if m.kind == ActorKind::Person && name.contains(' ') {
                let full = self.persons[&name].clone();
                let last = name.rsplit(' ').next().unwrap_or(&name).to_owned();
                let first = name.split(' ').next().unwrap_or(&name).to_owned();
                unique(&mut within, last.clone(), &full);
                unique(&mut self.across, last, &full);
                unique(&mut firsts, first, &full);
            }
            if m.kind == ActorKind::Organisation {
                for short in initials(&m.name) {
                    unique(&mut self.short, short, &name);
                }
            }
        }
        for (first, full) in firsts {
            within.entry(first).or_insert(full);
        }
        for m in document.actors.mentions.iter().filter(|m| m.kind == ActorKind::Person) {
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

    fn key(&self, document: DocumentIx, m: &ActorMention) -> String {
        let name = fold(&m.name);
        match m.kind {
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

fn full_names(documents: &[Extracted]) -> Vec<String> {
    let mut seen = HashSet::default();
    let persons = documents.iter().flat_map(|d| &d.actors.mentions).filter(|m| m.kind == ActorKind::Person);
    persons.map(|m| fold(&m.name)).filter(|n| n.contains(' ') && seen.insert(n.clone())).collect()
}

/// Maps each full name to the first that is the same person's by spelling: one letter apart, or one name more.
fn merge_spellings(full: &[String]) -> HashMap<String, String> {
    let mut merged: HashMap<String, String> = HashMap::default();
    for (i, name) in full.iter().enumerate() {
        let same: Vec<&String> = full[..i].iter().filter(|other| same_person(name, other)).collect();
        let target = match same.as_slice() {
            [] => name.clone(),
            [first, ..] => merged[*first].clone(),
        };
        merged.insert(name.clone(), target);
    }
    merged
}

fn same_person(a: &str, b: &str) -> bool {
    let (x, y): (Vec<&str>, Vec<&str>) = (a.split(' ').collect(), b.split(' ').collect());
    if x.len() != y.len() {
        let (short, long) = if x.len() < y.len() { (&x, &y) } else { (&y, &x) };
        return short[0] == long[0] && short.iter().all(|w| long.contains(w));
    }
    let apart: usize = x.iter().zip(&y).map(|(p, q)| distance(p, q)).sum();
    let long_enough = x.iter().zip(&y).all(|(p, q)| p == q || (p.len().min(q.len()) >= 5 && p[..1] == q[..1]));
    apart <= 2 && long_enough && x.iter().zip(&y).filter(|(p, q)| p != q).count() == 1
}

/// Edit distance, capped at 3 in effect by the callers' lengths.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, p) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, q) in b.iter().enumerate() {
            let step = (diagonal + usize::from(p != q)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], step);
        }
    }
    row[b.len()]
}

/// Lower case without diacritics, punctuation, articles and possessive endings.
pub fn fold(name: &str) -> String {
    let plain: String = name.replace(['’', '\''], "'").replace("'s", "").chars().map(strip).collect::<String>().to_lowercase();
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && !matches!(*w, "the" | "a" | "an"));
    words.collect::<Vec<_>>().join(" ")
}

/// The base letter of the accented ones that European names use most.
fn strip(c: char) -> char {
    const FROM: &str = "áàâäãåāăąéèêëēęěíìîïīıóòôöõøōőúùûüūůűýÿçćčñńňšśşžźżłďđťţřğ";
    const TO: &str = "aaaaaaaaaeeeeeeeiiiiiioooooooouuuuuuuyycccnnnssszzzlddttrg";
    FROM.chars().position(|f| f == c.to_lowercase().next().unwrap_or(c)).and_then(|i| TO.chars().nth(i)).unwrap_or(c)
}

/// The abbreviations that an organisation's name allows: initials with and without its small words.
fn initials(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split([' ', '-']).filter(|w| !w.is_empty()).collect();
    if words.len() < 2 {
        return Vec::new();
    }
    let take = |all: bool| {
        let kept = words.iter().filter(|w| all || w.chars().next().is_some_and(char::is_uppercase));
        kept.filter_map(|w| w.chars().next()).collect::<String>().to_lowercase()
    };
    let mut found = vec![take(true), take(false)];
    found.dedup();
    found.retain(|s| s.len() > 1);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name() {
        assert!(same_person(&fold("Volodymyr Zelensky"), &fold("Volodymyr Zelenskyy")));
        assert!(same_person(&fold("Camila Restrepo"), &fold("Camila Restrepo Nieto")));
        assert!(!same_person(&fold("Anna Berg"), &fold("Anna Borg")), "short names differ by one letter in truth");
        assert!(!same_person(&fold("Hassan Ali"), &fold("Hussein Ali")));
    }

    #[test]
    fn tables_of_letters_match() {
        assert_eq!(fold("Türkiye"), "turkiye");
        assert_eq!(fold("The López’s"), "lopez");
        assert_eq!(fold("Erdoğan"), "erdogan");
    }
}
