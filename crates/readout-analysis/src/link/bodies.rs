//! Which names and descriptions are one organisation: abbreviations, short forms, bodies of one state.
//!
//! Enters: the organisations that the documents of a run mention, and the story of each document. Leaves: a key for a mention, equal for one
//! organisation. "The army", "the Agency" and "the Kingdom" mean the only one that the document, else its story, can mean so; where there are
//! two they mean none.

use crate::extract::Extracted;
use crate::extract::actor::Actors;
use crate::extract::actor::statehood::is_adjective_of;
use crate::knowledge::{self, Place, Sense, StateKind};
use crate::link::body::{self, Body, Sort};
use crate::link::issuer::Issuer;
use crate::link::meanings::Meanings;
use crate::link::name::{fold, initials};
use crate::link::scopes::Scopes;
use readout_record::kind::ActorKind;
use readout_record::mention::{ActorMention, DocumentIx};
use std::collections::{BTreeMap, BTreeSet};

/// What short words mean in one document, or in one story.
#[derive(Default)]
struct Scope {
    /// Abbreviations, to folded names.
    abbreviations: Meanings,
    /// Head nouns and sorts of body, to keys.
    short: Meanings,
    /// Shorter forms of folded names, to those.
    longer: Meanings,
    /// Folded names of organisations.
    names: BTreeSet<String>,
    /// Folded names of the states that bodies are told to be of.
    owners: BTreeSet<String>,
}

/// A name told at some place of a document, under the short words that may mean it.
struct Told {
    end: usize,
    words: [Option<String>; 2],
    key: String,
}

/// The organisations of all documents.
pub struct Bodies {
    scopes: Scopes<Scope>,
    /// The names of each document, in the order of its text.
    told: Vec<Vec<Told>>,
    /// Who issues each document, where it is a state's own account.
    issuers: Vec<Option<Issuer>>,
    /// How often each document tells of each state, by folded names.
    states: Vec<BTreeMap<String, usize>>,
    /// The same for each document's story.
    story_states: Vec<BTreeMap<String, usize>>,
}

impl Scope {
    /// Notes which names are shorter forms of which.
    fn find_shorter(&mut self) {
        let mut alike: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for name in &self.names {
            alike.entry(name.rsplit(' ').next().unwrap_or(name)).or_default().push(name);
        }
        for names in alike.values() {
            for name in names {
                let longer = names.iter().filter(|other| is_short_for(name, other, &self.names));
                longer.for_each(|other| self.longer.note(name, other));
            }
        }
    }
}

impl Bodies {
    /// Reads all documents; `kind` tells what sort of actor a mention is.
    pub fn new(
        documents: &[Extracted],
        texts: &[&str],
        story_of: &[usize],
        kind: &dyn Fn(DocumentIx, &ActorMention) -> ActorKind,
        issuers: Vec<Option<Issuer>>,
        unlisted: &[&str],
    ) -> Bodies {
        let states: Vec<BTreeMap<String, usize>> = texts.iter().map(|text| states_told(text, unlisted)).collect();
        let story_states = of_stories(&states, story_of);
        let mut bodies = Bodies { scopes: Scopes::new(story_of), told: Vec::new(), issuers, states, story_states };
        let organisations = |number: usize| {
            let mentions = documents[number].actors.mentions.iter();
            mentions.filter(move |m| matches!(kind(number, m), ActorKind::Organisation | ActorKind::Group | ActorKind::State))
        };
        for (number, document) in documents.iter().enumerate() {
            organisations(number).for_each(|m| bodies.read_name(number, m));
            bodies.read_brackets(number, &document.actors);
        }
        bodies.scopes.stories_mut().for_each(Scope::find_shorter);
        for (number, text) in texts.iter().enumerate() {
            bodies.told.push(Vec::new());
            organisations(number).for_each(|m| bodies.read_short(number, m, text));
        }
        bodies
    }

    /// "The United Front of the Coast (FUC)": what stands in brackets is short for what stands before them.
    fn read_brackets(&mut self, document: DocumentIx, actors: &Actors) {
        for alias in &actors.aliases {
            let (short, long) = (fold(&alias.short), spelled(&actors.mentions[alias.mention].name));
            self.scopes.both(document).into_iter().for_each(|scope| scope.abbreviations.note(&short, &long));
        }
    }

    fn read_name(&mut self, document: DocumentIx, m: &ActorMention) {
        if m.kind != ActorKind::Organisation || !m.name.starts_with(char::is_uppercase) {
            return;
        }
        let name = spelled(&m.name);
        for scope in self.scopes.both(document) {
            initials(&m.name).into_iter().for_each(|short| scope.abbreviations.note(&short, &name));
            scope.names.insert(name.clone());
        }
    }

    /// Notes which short words may mean a mention that has a longer name.
    fn read_short(&mut self, document: DocumentIx, m: &ActorMention, text: &str) {
        let body = body::body(m);
        if is_bare(m, body.as_ref()) {
            return;
        }
        let sort = body.as_ref().map(|b| b.sort);
        let owner = body.as_ref().and_then(|b| b.of.as_deref()).map(fold);
        let Some(key) = self.long_key(document, m, body) else { return };
        for scope in self.scopes.both(document) {
            scope.owners.extend(owner.clone());
        }
        let known = || knowledge::organisation(&m.name).and_then(|o| body::sort_of(o.kind));
        let words = match m.kind {
            ActorKind::State => m.span.of(text),
            _ => m.name.as_str(),
        };
        let head = head_noun(words).filter(|_| words.contains(' ') && words.starts_with(char::is_uppercase));
        let words = [sort.or_else(known).map(|s| s.name.clone()), head];
        for scope in self.scopes.both(document) {
            words.iter().flatten().for_each(|word| scope.short.note(word, &key));
        }
        self.told[document].push(Told { end: m.span.end(), words, key });
    }

    /// The key of an organisation or a state. `text` is that of the document.
    pub fn key(&self, document: DocumentIx, m: &ActorMention, text: &str) -> String {
        let key = self.known(document, m, body::body(m), text);
        key.unwrap_or_else(|| format!("{document} organisation {}", spelled(&m.name)))
    }

    /// The key of a group of people, where they are a body: "the rebels".
    pub fn group(&self, document: DocumentIx, m: &ActorMention, text: &str) -> Option<String> {
        self.known(document, m, Some(body::body(m)?), text)
    }

    /// The key of a mention by what its short words mean, else by its own words.
    fn known(&self, document: DocumentIx, m: &ActorMention, body: Option<Body>, text: &str) -> Option<String> {
        let bare = is_bare(m, body.as_ref());
        let told = self.issued(document, m, body.as_ref(), text).or_else(|| self.short(document, m, body.as_ref(), text));
        // "The Ministry" here and there is not one where the bodies of several states are told of.
        let apart = bare && self.scopes.story(document).owners.len() > 1;
        told.or_else(|| self.long_key(document, m, body).filter(|_| !apart))
    }

    /// The body that a mention without its state is in the account of a state's office: the issuer's.
    fn issued(&self, document: DocumentIx, m: &ActorMention, body: Option<&Body>, text: &str) -> Option<String> {
        let issuer = self.issuers[document].as_ref().filter(|_| is_bare(m, body) && is_definite(m, text))?;
        let state = fold(&issuer.state);
        let noun = m.name.to_lowercase();
        let own = |sort: &&'static Sort| sort.has_word(&noun);
        match body.map(|b| b.sort) {
            Some(sort) if sort.is_armed_group() => None,
            Some(sort) if sort.is_state => Some(format!("state {state}")),
            Some(sort) => Some(format!("body {} {state}", sort.name)),
            None => issuer.sort.filter(own).map(|sort| format!("body {} {state}", sort.name)),
        }
    }

    /// The key of a mention by its own words; `None` for a description that names no body.
    fn long_key(&self, document: DocumentIx, m: &ActorMention, body: Option<Body>) -> Option<String> {
        if m.kind == ActorKind::State {
            return Some(format!("state {}", fold(&m.name)));
        }
        if let Some((body, of)) = body.as_ref().and_then(|b| Some((b, b.of.as_deref()?))) {
            return Some(if body.is_itself() {
                format!("organisation {}", self.longest(document, spelled(of)))
            } else if body.sort.is_state {
                format!("state {}", fold(of))
            } else {
                format!("body {} {}", body.sort.name, fold(of))
            });
        }
        let named = m.name.starts_with(char::is_uppercase) || knowledge::organisation(&m.name).is_some() || m.of.is_some();
        named.then(|| format!("organisation {}", self.longest(document, spelled(&m.name))))
    }

    /// The name that an abbreviation or a shorter form stands for.
    fn longest(&self, document: DocumentIx, name: String) -> String {
        let (here, story) = (self.scopes.here(document), self.scopes.story(document));
        let long = here.abbreviations.get(&name).or_else(|| story.abbreviations.get(&name)).flatten();
        long.or_else(|| story.longer.one(&name)).map_or(name.clone(), str::to_owned)
    }

    /// What "the army" or "the Agency" means in the document, else in its story.
    fn short(&self, document: DocumentIx, m: &ActorMention, body: Option<&Body>, text: &str) -> Option<String> {
        if !is_bare(m, body) || !is_definite(m, text) {
            return None;
        }
        let sort = body.map(|b| b.sort.name.as_str());
        let word = sort.map_or_else(|| m.name.to_lowercase(), str::to_owned);
        let (here, across) = (self.scopes.here(document), self.scopes.story(document));
        let story = || sort.is_some() || m.name.starts_with(char::is_uppercase);
        let near = |key: &str| {
            let single = here.owners.len() < 2 || across.owners.len() < 2;
            single || self.is_near(document, m, key, text) || self.is_main(document, sort, key, 2.0)
        };
        let main = |key: &str| across.owners.len() < 2 || self.is_main(document, sort, key, 1.0);
        let meant = match here.short.get(&word) {
            Some(Some(only)) => Some(only).filter(|key| near(key)),
            Some(None) => self.just_told(document, m, &word, text),
            None if story() => across.short.one(&word).filter(|key| main(key)),
            None => None,
        };
        meant.map(str::to_owned)
    }

    /// Whether a body is told of within the three paragraphs that end with a mention.
    fn is_near(&self, document: DocumentIx, m: &ActorMention, key: &str, text: &str) -> bool {
        let before = |t: &&Told| t.key == key && t.end <= m.span.start();
        let last = self.told[document].iter().filter(before).map(|t| t.end).max();
        last.is_some_and(|end| text[end..m.span.start()].matches("\n\n").count() < 3)
    }

    /// Whether the state whose body a key is of is told of as often as any other in a document, where it counts `share` times, or twice as often in the
    /// story: the government of a host is not "the government" there.
    fn is_main(&self, document: DocumentIx, sort: Option<&str>, key: &str, share: f32) -> bool {
        let whose = sort.and_then(|sort| key.strip_prefix("state ").or_else(|| key.strip_prefix(&format!("body {sort} "))));
        let leads = |counts: &BTreeMap<String, usize>, state: &str, share: f32| {
            let most = counts.iter().filter(|(name, _)| *name != state).map(|(_, n)| *n).max().unwrap_or(0);
            counts.get(state).copied().unwrap_or(0) as f32 * share >= most as f32
        };
        whose.is_none_or(|state| leads(&self.states[document], state, share) || leads(&self.story_states[document], state, 0.5))
    }

    /// Of several that a word may mean, the only one told before in the same paragraph.
    fn just_told(&self, document: DocumentIx, m: &ActorMention, word: &str, text: &str) -> Option<&str> {
        let paragraph = text[..m.span.start()].rfind("\n\n").unwrap_or(0);
        let means = |t: &&Told| t.words.iter().flatten().any(|w| w == word);
        let here = self.told[document].iter().filter(|t| (paragraph..=m.span.start()).contains(&t.end));
        let mut keys = here.filter(means).map(|t| t.key.as_str());
        let first = keys.next()?;
        keys.all(|key| key == first).then_some(first)
    }
}

/// The sum over the documents of each one's story.
fn of_stories(states: &[BTreeMap<String, usize>], story_of: &[usize]) -> Vec<BTreeMap<String, usize>> {
    let mut sums: BTreeMap<usize, BTreeMap<String, usize>> = BTreeMap::new();
    for (counts, story) in states.iter().zip(story_of) {
        let sum = sums.entry(*story).or_default();
        counts.iter().for_each(|(name, n)| *sum.entry(name.clone()).or_default() += n);
    }
    story_of.iter().map(|story| sums[story].clone()).collect()
}

/// How often a text has the name or the adjective of each state, by folded names. Capitals are left out: there somebody may meet.
fn states_told(text: &str, unlisted: &[&str]) -> BTreeMap<String, usize> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '.' && c != '-').filter(|w| !w.is_empty()).collect();
    let mut counts = BTreeMap::new();
    let mut count = |name: &str| *counts.entry(fold(name)).or_default() += 1;
    for (at, word) in words.iter().enumerate().filter(|(_, w)| w.starts_with(char::is_uppercase)) {
        let word = word.trim_end_matches('.');
        let two = words.get(at + 1).and_then(|next| knowledge::place(&format!("{word} {}", next.trim_end_matches('.'))));
        let sense = |p: &Place| matches!(p.sense, Sense::Name | Sense::Adjective | Sense::Demonym);
        match two.or_else(|| knowledge::place(word)).filter(|p| sense(p) && p.state.kind != StateKind::Territory) {
            Some(place) => count(&place.state.name),
            None => unlisted.iter().filter(|s| **s == word || is_adjective_of(word, s)).for_each(|s| count(s)),
        }
    }
    counts
}

/// Whether a mention names nobody in particular: a sort of body without its state, or one common noun.
fn is_bare(m: &ActorMention, body: Option<&Body>) -> bool {
    match body {
        Some(body) => body.of.is_none() && knowledge::organisation(&m.name).is_none(),
        None => {
            !m.name.contains(' ')
                && knowledge::actor_noun(&m.name.to_lowercase()).is_some()
                && knowledge::place(&m.name).is_none()
        }
    }
}

/// Whether a mention speaks of something known: with "the", or as a name.
fn is_definite(m: &ActorMention, text: &str) -> bool {
    let words = m.span.of(text);
    let before = text[..m.span.start()].trim_end();
    let article = |s: &str| s.eq_ignore_ascii_case("the");
    m.name.starts_with(char::is_uppercase)
        || article(words.split(' ').next().unwrap_or(""))
        || article(before.rsplit([' ', '\n']).next().unwrap_or(""))
}

/// A folded name with "UN" spelled out.
fn spelled(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split(' ').map(|w| if w == "un" { "united nations" } else { w });
    words.collect::<Vec<_>>().join(" ")
}

/// The noun that heads a name: "agency" of an agency's name, "front" of "United Front of the East".
fn head_noun(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let core =
        [" of ", " for ", " on ", " in "].iter().filter_map(|p| lower.find(p)).min().map_or(lower.as_str(), |at| &lower[..at]);
    core.rsplit(' ').next().map(str::to_owned)
}

/// Whether a folded name leaves out the beginning of a longer one, or what stands between an owner and the noun: "united nations mission".
fn is_short_for(name: &str, longer: &str, names: &BTreeSet<String>) -> bool {
    let Some((owner, head)) = name.rsplit_once(' ').filter(|_| name.len() < longer.len()) else { return false };
    let suffix = longer.strip_suffix(name).is_some_and(|rest| rest.ends_with(' '));
    let middle = names.contains(owner)
        && longer
            .strip_prefix(owner)
            .and_then(|rest| rest.strip_suffix(head))
            .is_some_and(|m| m.starts_with(' ') && m.ends_with(' '));
    suffix || middle
}
