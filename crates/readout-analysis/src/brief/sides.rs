//! "The sides", "the parties", "both countries": the two whom a report, else its story, shows dealing with each other.
//!
//! Enters: the documents of a run with what was found in them, and the table of actors. Leaves: for each document the pair that such words mean.
//! Where contacts and agreements of other pairs are told as often, the words mean nobody.

use crate::extract::Extracted;
use crate::extract::actor::describe::title_words;
use crate::extract::event::rules::same_family;
use crate::grammar::Grammar;
use crate::knowledge::{self, OrganisationKind, Sense};
use crate::link::actors::{ActorIx, ActorTable};
use crate::link::scopes::stories;
use crate::rules::{self, Example};
use readout_record::annotation::TokenIx;
use readout_record::kind::{ActorKind, EventType, Role};
use readout_record::mention::{ActorMention, DocumentIx, EventMention};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Two that deal with each other, in the order of their numbers.
type Pair = [ActorIx; 2];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    nouns: Vec<String>,
    before: Vec<String>,
    representatives: Vec<String>,
    chambers: Vec<String>,
    #[serde(rename = "example")]
    examples: Vec<Example>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| rules::load("actors/sides.toml", include_str!("../../rules/actors/sides.toml")));

/// Texts with who is bound by their commitments.
pub fn examples() -> &'static [Example] {
    &WORDS.examples
}

/// One document with what was found in it.
pub struct Reading<'r, 'd> {
    /// Its grammatical view.
    pub g: &'r Grammar<'d>,
    /// What was found in it.
    pub found: &'r Extracted,
    /// Its number.
    pub document: DocumentIx,
}

/// How often each two deal with each other, and who deal in larger rounds.
#[derive(Clone, Default)]
struct Counts {
    pairs: BTreeMap<Pair, usize>,
    rounds: Vec<Vec<ActorIx>>,
}

impl Counts {
    fn add(&mut self, bodies: Vec<ActorIx>) {
        match bodies[..] {
            [a, b] => *self.pairs.entry([a, b]).or_default() += 1,
            _ => self.rounds.push(bodies),
        }
    }

    fn join(&mut self, other: &Counts) {
        other.pairs.iter().for_each(|(pair, n)| *self.pairs.entry(*pair).or_default() += n);
        self.rounds.extend(other.rounds.iter().cloned());
    }
}

/// The pair of each document.
pub struct Sides(Vec<Option<Pair>>);

impl Sides {
    /// Counts who deals with whom. `story_of` gives the story of each document.
    pub fn new(grammars: &[Grammar], extracted: &[Extracted], table: &mut ActorTable, story_of: &[usize]) -> Sides {
        let mut of_stories: Vec<Counts> = vec![Counts::default(); stories(story_of)];
        let mut of_document = Vec::with_capacity(extracted.len());
        for (document, (g, found)) in grammars.iter().zip(extracted).enumerate() {
            let reading = Reading { g, found, document };
            let mut here = Counts::default();
            for bodies in found.events.iter().filter_map(|event| reading.bodies_of(table, event)) {
                here.add(bodies);
            }
            of_stories[story_of[document]].join(&here);
            of_document.push(most(table, &here));
        }
        let of_story: Vec<Option<Pair>> = of_stories.iter().map(|counts| most(table, counts)).collect();
        let else_of_story = |(here, &story): (&Option<Pair>, &usize)| here.or(of_story[story]);
        Sides(of_document.iter().zip(story_of).map(else_of_story).collect())
    }

    /// The two sides of a document.
    pub fn of(&self, document: DocumentIx) -> Option<[ActorIx; 2]> {
        self.0[document]
    }

    /// The actors for whom a token stands that heads words for the two sides, for those who act for several, or for the holders of an office.
    pub fn meant(&self, reading: &Reading, table: &mut ActorTable, token: TokenIx) -> Option<Vec<ActorIx>> {
        let pair = self.0[reading.document];
        let sides = pair.filter(|_| reading.is_sides(token)).map(Vec::from);
        sides.or_else(|| reading.represented(table, token)).or_else(|| reading.officers(pair, table, token))
    }
}

impl Reading<'_, '_> {
    /// Whether a token heads words for the two sides.
    fn is_sides(&self, token: TokenIx) -> bool {
        let mention = self.found.actors.mention(token).filter(|m| m.head == token && m.of.is_none());
        mention.is_some_and(|m| {
            let name = m.name.to_lowercase();
            let (before, noun) = name.rsplit_once(' ').unwrap_or(("", &name));
            let plain = holds(&WORDS.nouns, noun) && before.split_whitespace().all(|w| holds(&WORDS.before, w));
            plain && is_definite(self.g, token)
        })
    }

    /// The group of people that a token heads.
    fn group(&self, token: TokenIx) -> Option<&ActorMention> {
        self.found.actors.mention(token).filter(|m| m.head == token && m.kind == ActorKind::Group)
    }

    /// "Representatives of the army and the Front": those whom they represent.
    fn represented(&self, table: &mut ActorTable, token: TokenIx) -> Option<Vec<ActorIx>> {
        self.group(token).filter(|_| holds(&WORDS.representatives, self.g.lemma(token)))?;
        let mut bodies = self.served(table, token);
        bodies.sort_unstable();
        bodies.dedup();
        (bodies.len() > 1).then_some(bodies)
    }

    /// "The foreign ministers of Chad and Niger", "their foreign ministers": the persons who hold that office there, when each of them is known, else
    /// the ministers of these two as one. `pair` are the two sides.
    fn officers(&self, pair: Option<Pair>, table: &mut ActorTable, token: TokenIx) -> Option<Vec<ActorIx>> {
        let mention = self.group(token).filter(|_| !self.found.referents.contains_key(&token))?;
        let role = title_words(self.g, token)?.strip_suffix('s')?.to_lowercase();
        let mut states = self.served(table, token);
        if states.is_empty() && of_the_two(self.g, token) {
            states.extend(pair.into_iter().flatten());
        }
        let state = |a: &ActorIx| table.instances[*a].kind == ActorKind::State;
        if states.len() != 2 || !states.iter().all(state) {
            return None;
        }
        let mut names: Vec<String> = states.iter().map(|a| table.instances[*a].name.clone()).collect();
        names.sort_unstable();
        let holders: Option<Vec<ActorIx>> = names.iter().map(|name| table.holder(&role, name)).collect();
        let together = format!("{role}s of {}", names.join(" and "));
        Some(holders.unwrap_or_else(|| vec![table.group(&together, self.document, mention.span)]))
    }

    /// The states and organisations that people act for: "of Chad and the Front", "Chadian and Nigerien"; not where they are.
    fn served(&self, table: &mut ActorTable, head: TokenIx) -> Vec<ActorIx> {
        let mut bodies = Vec::new();
        for t in owners(self.g, head) {
            let named = self.found.actors.at(t).map(|m| table.of(self.document, m));
            let named = named.filter(|&a| matches!(table.instances[a].kind, ActorKind::Organisation | ActorKind::State));
            bodies.extend(named.or_else(|| state(self.g, t).map(|name| table.state(name, self.document, self.g.token(t).span))));
        }
        bodies
    }

    /// The two or more whom a contact or an agreement is between, each by the state or body that it stands for.
    fn bodies_of(&self, table: &mut ActorTable, event: &EventMention) -> Option<Vec<ActorIx>> {
        let dealing = matches!(
            event.kind,
            EventType::Negotiation
                | EventType::Agreement
                | EventType::Signing
                | EventType::Ceasefire
                | EventType::PrisonerExchange
        );
        let dealing = dealing || same_family(event.kind, EventType::Meeting);
        if !dealing || event.participants.iter().any(|p| self.is_sides(p.head)) {
            return None;
        }
        let mut bodies = Vec::new();
        for p in event.participants.iter().filter(|p| !matches!(p.role, Role::Mediator | Role::Host)) {
            let token = self.g.token(p.head).span;
            let actors = table.resolve(self.document, self.found, p.head, self.g.word(p.head), token);
            bodies.extend(actors.into_iter().filter_map(|actor| body_of(table, actor)));
            let group = self.found.actors.mention(p.head).filter(|m| m.kind == ActorKind::Group);
            bodies.extend(group.map_or_else(Vec::new, |m| self.served(table, m.head)));
        }
        bodies.sort_unstable();
        bodies.dedup();
        (bodies.len() > 1).then_some(bodies)
    }
}

fn holds(list: &[String], word: &str) -> bool {
    list.iter().any(|w| w == word)
}

/// Whether holders of an office are said to be those of the two sides: "of the two countries", "their", "the two".
fn of_the_two(g: &Grammar, head: TokenIx) -> bool {
    let theirs = |t: TokenIx| g.word(t).eq_ignore_ascii_case("their");
    let two = |t: TokenIx| matches!(g.lemma(t).to_lowercase().as_str(), "two" | "both");
    let before = g.under(head, &["poss", "nummod", "det", "predet", "amod"]).any(|t| theirs(t) || two(t));
    before || g.prepositional(head, "of").into_iter().any(|t| holds(&WORDS.nouns, &g.word(t).to_lowercase()) && is_definite(g, t))
}

/// The words that tell whose people are: adjectives and names before the noun, and what follows "of" and "for".
fn owners(g: &Grammar, head: TokenIx) -> Vec<TokenIx> {
    let before = g.under(head, &["amod", "compound", "nmod", "poss"]).flat_map(|t| g.conjuncts(t));
    let after = ["of", "for", "from"].into_iter().flat_map(|word| g.prepositional(head, word));
    before.chain(after).collect()
}

/// The state that a word names, by its name or its adjective; a capital is where people are.
fn state(g: &Grammar, token: TokenIx) -> Option<&'static str> {
    knowledge::place(g.word(token)).filter(|p| !matches!(p.sense, Sense::Capital)).map(|p| p.state.name.as_str())
}

/// Whether a noun says that it means the ones spoken of: "the sides", "both countries"; "two countries" may be any.
fn is_definite(g: &Grammar, token: TokenIx) -> bool {
    g.under(token, &["det", "predet", "amod"]).any(|d| matches!(g.lemma(d).to_lowercase().as_str(), "the" | "both"))
}

/// The pair that was told of clearly more often than all others together. Those who mediate between others, as unions of states and
/// international bodies do, are a side only where no other pair is told of.
fn most(table: &ActorTable, counts: &Counts) -> Option<Pair> {
    let mediates = |ix: &ActorIx| {
        let known = knowledge::organisation(&table.instances[*ix].name);
        known.is_some_and(|o| {
            matches!(o.kind, OrganisationKind::International | OrganisationKind::Bloc | OrganisationKind::Alliance)
        })
    };
    let (aside, own): (Vec<_>, Vec<_>) = counts.pairs.iter().partition(|(pair, _)| pair.iter().any(mediates));
    let pool = if own.is_empty() { aside } else { own };
    let all: usize = pool.iter().map(|(_, n)| **n).sum();
    // Where three others deal with each other as well, "the parties" may be these.
    let rounds = |pair: &Pair| counts.rounds.iter().filter(|round| !pair.iter().all(|a| round.contains(a))).count();
    pool.into_iter().find(|(pair, n)| 2 * **n > all + rounds(pair)).map(|(pair, _)| *pair)
}

/// The state or organisation that an actor is or stands for.
fn body_of(table: &ActorTable, actor: ActorIx) -> Option<ActorIx> {
    match table.instances[actor].kind {
        // A chamber of a parliament hears of a contact and is no side of it.
        ActorKind::Organisation if is_parliament(&table.instances[actor].name) => None,
        ActorKind::State | ActorKind::Organisation => Some(actor),
        ActorKind::Person | ActorKind::Office => table.group_of(actor),
        ActorKind::Group | ActorKind::Unnamed => None,
    }
}

fn is_parliament(name: &str) -> bool {
    let chamber = name.rsplit(' ').next().is_some_and(|w| holds(&WORDS.chambers, &w.to_lowercase()));
    chamber || knowledge::organisation(name).is_some_and(|o| o.kind == OrganisationKind::Parliament)
}
