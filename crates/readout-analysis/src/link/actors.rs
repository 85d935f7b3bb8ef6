//! One entry for each actor across the documents: names, surnames, titles, spellings and abbreviations that mean the same.
//!
//! Enters: the actor mentions of all documents. Leaves: actors with their mentions, and the way from a mention to its actor. What could be two
//! persons stays apart.

use crate::extract::Extracted;
use crate::knowledge;
use crate::link::keys::{Keys, collective};
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
    groups: Vec<Option<ActorIx>>,
}

impl ActorTable {
    /// Links the mentions of all documents.
    pub fn new(documents: &[Extracted], texts: &[&str]) -> ActorTable {
        let keys = Keys::new(documents);
        let mut table =
            ActorTable { instances: Vec::new(), of_mention: Vec::new(), states: HashMap::default(), groups: Vec::new() };
        let mut by_key: HashMap<String, ActorIx> = HashMap::default();
        for (number, document) in documents.iter().enumerate() {
            let mut row = Vec::with_capacity(document.actors.mentions.len());
            for mention in &document.actors.mentions {
                let key = keys.key(number, mention);
                let ix = *by_key.entry(key).or_insert_with(|| table.create(mention, keys.kind(mention)));
                table.note(ix, number, mention, keys.kind(mention), mention.span.of(texts[number]));
                row.push(ix);
            }
            table.of_mention.push(row);
        }
        table.settle_names();
        table.find_groups();
        table
    }

    /// Notes which instance each actor belongs to: the first one of that name.
    fn find_groups(&mut self) {
        let mut named: HashMap<&str, ActorIx> = HashMap::default();
        for (ix, instance) in self.instances.iter().enumerate() {
            named.entry(&instance.name).or_insert(ix);
            if instance.kind == ActorKind::State {
                self.states.entry(instance.name.clone()).or_insert(ix);
            }
        }
        self.groups = self.instances.iter().map(|i| i.of.as_deref().and_then(|of| named.get(of).copied())).collect();
    }

    fn create(&mut self, m: &ActorMention, kind: ActorKind) -> ActorIx {
        let (name, kind) = collective(m).map_or((m.name.clone(), kind), |state| (state.to_owned(), ActorKind::State));
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

    fn note(&mut self, ix: ActorIx, document: DocumentIx, m: &ActorMention, kind: ActorKind, surface: &str) {
        let instance = &mut self.instances[ix];
        instance.mentions.push((document, m.span));
        if kind == ActorKind::Person && instance.kind != ActorKind::Person {
            instance.kind = ActorKind::Person;
            let described = std::mem::replace(&mut instance.name, m.name.clone());
            instance.aliases.clear();
            instance.surfaces.push(described);
        }
        if instance.kind == kind && instance.role.is_none() {
            instance.role.clone_from(&m.role);
        }
        if instance.of.is_none() && instance.kind != ActorKind::State {
            instance.of.clone_from(&m.of);
        }
        let described = matches!(kind, ActorKind::Office) && instance.kind == ActorKind::Person;
        if collective(m).is_none() && !described {
            instance.aliases.push(m.name.clone());
        }
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

    /// The state or organisation that an actor belongs to, where it is an actor itself.
    pub fn group_of(&self, actor: ActorIx) -> Option<ActorIx> {
        self.groups.get(actor).copied().flatten()
    }

    /// Whether one actor belongs to, speaks for or is the other: Putin and Russia.
    pub fn stands_for(&self, a: ActorIx, b: ActorIx) -> bool {
        a == b || self.group_of(a) == Some(b) || self.group_of(b) == Some(a)
    }
}
