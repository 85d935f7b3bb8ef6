//! One entry for each actor across the documents: names, surnames, titles, spellings and abbreviations that mean the same.
//!
//! Enters: the actor mentions of all documents. Leaves: actors with their mentions, and the way from a mention to its actor. What could be two
//! persons stays apart.

use crate::extract::Extracted;
use crate::extract::actor::metonymy::is_ambiguous;
use crate::knowledge;
use crate::link::body;
use crate::link::keys::Keys;
use crate::link::name::fold;
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
    /// Whether it is no actor but a place that a document took for one.
    pub place: bool,
    /// Whether it is a ship, which takes part in events and acts for nobody.
    pub ship: bool,
    /// Names and descriptions used for it, the canonical one left out, in order of first use, names first.
    pub aliases: Vec<String>,
    /// The words of its mentions, title included.
    surfaces: Vec<String>,
}

impl Instance {
    /// An actor of which nothing but name and kind is known.
    fn new(name: String, kind: ActorKind) -> Instance {
        Instance {
            name,
            kind,
            role: None,
            of: None,
            mentions: Vec::new(),
            place: false,
            ship: false,
            aliases: Vec::new(),
            surfaces: Vec::new(),
        }
    }
}

/// All actors, and from each document's mentions to them.
#[derive(Default)]
pub struct ActorTable {
    /// The actors.
    pub instances: Vec<Instance>,
    of_mention: Vec<Vec<ActorIx>>,
    states: HashMap<String, ActorIx>,
    groups: Vec<Option<ActorIx>>,
    holders: HashMap<(String, String), Option<ActorIx>>,
    named_groups: HashMap<String, ActorIx>,
}

impl ActorTable {
    /// Links the mentions of all documents. `texts`, `publishers` and `story_of`, the number of each one's story, stand in their order.
    pub fn new(documents: &[Extracted], texts: &[&str], publishers: &[Option<&str>], story_of: &[usize]) -> ActorTable {
        let keys = Keys::new(documents, texts, publishers, story_of);
        let mut table = ActorTable { of_mention: Vec::with_capacity(documents.len()), ..ActorTable::default() };
        let mut by_key: HashMap<String, ActorIx> = HashMap::default();
        for (number, document) in documents.iter().enumerate() {
            let mut row = Vec::with_capacity(document.actors.mentions.len());
            for mention in &document.actors.mentions {
                let kind = keys.kind(number, mention);
                let key = keys.key(number, mention, texts[number]);
                let ix = match by_key.get(&key) {
                    Some(&ix) => ix,
                    None => table.create(mention, kind, &keys, &key),
                };
                by_key.insert(key, ix);
                table.note(ix, number, mention, kind, mention.span.of(texts[number]));
                row.push(ix);
            }
            table.of_mention.push(row);
        }
        table.settle_names();
        table.find_groups();
        table.note_representations(documents);
        table.find_holders();
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

    /// "Signed by A for the army": a person of whom no title tells whose it is belongs to whom the person acts for.
    fn note_representations(&mut self, documents: &[Extracted]) {
        for (number, document) in documents.iter().enumerate() {
            for told in &document.representations {
                let (person, body) = (self.of(number, told.person), self.of(number, told.body));
                if self.groups[person].is_none() && person != body {
                    self.groups[person] = Some(body);
                    let name = self.instances[body].name.clone();
                    self.instances[person].of.get_or_insert(name);
                }
            }
        }
    }

    /// Notes which person holds which office of which state; an office of two persons is nobody's.
    fn find_holders(&mut self) {
        for (ix, instance) in self.instances.iter().enumerate().filter(|(_, i)| i.kind == ActorKind::Person) {
            let Some((role, of)) = instance.role.as_ref().zip(instance.of.as_ref()) else { continue };
            let holder = self.holders.entry((fold(role), fold(of))).or_insert(Some(ix));
            *holder = holder.filter(|known| *known == ix);
        }
    }

    /// The only person who holds an office of a state.
    pub fn holder(&self, role: &str, of: &str) -> Option<ActorIx> {
        self.holders.get(&(fold(role), fold(of))).copied().flatten()
    }

    fn create(&mut self, m: &ActorMention, kind: ActorKind, keys: &Keys, key: &str) -> ActorIx {
        let state = body::state_meant(m).or_else(|| keys.state(key));
        let own = || keys.body(key, m).unwrap_or_else(|| m.name.clone());
        let (name, kind) = state.map_or_else(|| (own(), kind), |state| (state, ActorKind::State));
        self.instances.push(Instance { place: keys.is_place(m), ship: keys.is_ship(m), ..Instance::new(name, kind) });
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
        let courtesy =
            |role: &String| role == "H.E." || knowledge::title(&role.to_lowercase()).is_some_and(knowledge::Title::courtesy);
        let better = || instance.role.as_ref().is_some_and(courtesy) && m.role.as_ref().is_some_and(|role| !courtesy(role));
        if instance.kind == kind && (instance.role.is_none() || better()) {
            instance.role.clone_from(&m.role);
        }
        if instance.of.is_none() && instance.kind != ActorKind::State {
            instance.of = m.of.clone().or_else(|| body::body(m).and_then(|b| b.of));
        }
        let described = matches!(kind, ActorKind::Office) && instance.kind == ActorKind::Person;
        if body::state_meant(m).is_none() && !described {
            instance.aliases.push(m.name.clone());
        }
        let words = surface.split_whitespace().collect::<Vec<_>>().join(" ");
        let bare = without_article(&words).to_owned();
        if (bare != m.name || instance.kind == ActorKind::State) && !matches!(m.kind, ActorKind::Group | ActorKind::Unnamed) {
            instance.surfaces.push(bare);
        }
    }

    /// Gives each actor its canonical name; the rest are aliases, each once.
    fn settle_names(&mut self) {
        for instance in &mut self.instances {
            let names = counted(instance.aliases.drain(..));
            let surfaces = counted(instance.surfaces.drain(..));
            if let Some(name) = canonical(instance, &names, &surfaces) {
                instance.name = name;
            }
            let all = names.into_iter().chain(surfaces).map(|(n, _)| n);
            let mut seen = HashSet::default();
            seen.insert(instance.name.clone());
            instance.aliases = all.filter(|n| seen.insert(n.clone())).collect();
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
            let actor = self.of(number, mention);
            return if self.instances[actor].place { Vec::new() } else { vec![actor] };
        }
        let place = knowledge::place(word).filter(|_| !is_ambiguous(word));
        place.map_or_else(Vec::new, |place| vec![self.state(&place.state.name, number, span)])
    }

    /// The actor of a state, created where no text names it as one.
    pub fn state(&mut self, name: &str, document: DocumentIx, span: Span) -> ActorIx {
        if let Some(&ix) = self.states.get(name) {
            return ix;
        }
        self.instances.push(Instance { mentions: vec![(document, span)], ..Instance::new(name.to_owned(), ActorKind::State) });
        self.states.insert(name.to_owned(), self.instances.len() - 1);
        self.instances.len() - 1
    }

    /// The group of that name, created where it is new: several descriptions may mean it.
    pub fn group(&mut self, name: &str, document: DocumentIx, span: Span) -> ActorIx {
        let next = self.instances.len();
        let ix = *self.named_groups.entry(name.to_owned()).or_insert(next);
        if ix == next {
            self.instances.push(Instance::new(name.to_owned(), ActorKind::Group));
        }
        if !self.instances[ix].mentions.contains(&(document, span)) {
            self.instances[ix].mentions.push((document, span));
        }
        ix
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

/// Names with how often each is used, in order of first use.
fn counted(names: impl Iterator<Item = String>) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for name in names {
        match counts.iter_mut().find(|(n, _)| *n == name) {
            Some((_, n)) => *n += 1,
            None => counts.push((name, 1)),
        }
    }
    counts
}

/// The name that an actor goes by, where another than the first one told is better: of a person the fullest one used most; of a state the one that
/// the reports use, when none uses the usual one; of a body a name of its own rather than "the army".
fn canonical(instance: &Instance, names: &[(String, usize)], surfaces: &[(String, usize)]) -> Option<String> {
    let best = |score: &dyn Fn(&str) -> usize, of: &[(String, usize)]| {
        let scored = of.iter().enumerate().filter(|(_, (n, _))| score(n) > 0);
        scored.max_by_key(|(i, (n, c))| (score(n), *c, usize::MAX - i)).map(|(_, (n, _))| n.clone())
    };
    let words = |n: &str| n.split(' ').count();
    match instance.kind {
        ActorKind::Person => best(
            &|n| match n.split(' ').next() {
                Some(first) if words(n) > 1 => {
                    if first.ends_with('.') {
                        1
                    } else {
                        2
                    }
                }
                _ => 0,
            },
            names,
        ),
        ActorKind::State => {
            let unused = !surfaces.iter().any(|(n, _)| *n == instance.name);
            let short = |n: &str| words(n) <= words(&instance.name) && n.chars().any(char::is_lowercase);
            let own = |n: &str| usize::from(short(n) && knowledge::state(n).is_some());
            unused.then(|| best(&own, surfaces)).flatten()
        }
        ActorKind::Organisation => {
            let noun = |n: &str| body::is_sort(n) || knowledge::actor_noun(&n.to_lowercase()).is_some();
            let own = |n: &str| n.starts_with(char::is_uppercase) && !noun(n);
            best(&|n| if own(n) { words(n).min(2) } else { 0 }, names)
        }
        _ => None,
    }
}

fn without_article(name: &str) -> &str {
    let (first, rest) = name.split_once(' ').unwrap_or(("", name));
    if ["the", "a", "an"].iter().any(|article| first.eq_ignore_ascii_case(article)) { rest } else { name }
}
