//! "The sides", "the parties", "both countries": the two whom a report, else its story, shows dealing with each other.
//!
//! Enters: the documents of a run with what was found in them, and the table of actors. Leaves: for each document the pair that such words mean. Where contacts and agreements of other pairs are told
//! as often, the words mean nobody.

use crate::extract::Extracted;
use crate::extract::actor::describe::title_words;
use crate::extract::event::rules::same_family;
use crate::grammar::Grammar;
use crate::knowledge;
use crate::link::actors::{ActorIx, ActorTable};
use crate::rules::{self, Example};
use readout_record::annotation::TokenIx;
use readout_record::kind::{ActorKind, EventType, Role};
use readout_record::mention::{DocumentIx, EventMention};
use readout_record::span::Span;
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
    #[serde(rename = "example")]
    examples: Vec<Example>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| rules::load("actors/sides.toml", include_str!("../../rules/actors/sides.toml")));

/// Texts with who is bound by their commitments.
pub fn examples() -> &'static [Example] {
    &WORDS.examples
}

/// The pair of each document.
pub struct Sides(Vec<Option<Pair>>);

impl Sides {
    /// Counts who deals with whom. `story_of` gives the story of each document.
    pub fn new(grammars: &[Grammar], extracted: &[Extracted], table: &mut ActorTable, story_of: &[usize]) -> Sides {
        let mut stories: Vec<BTreeMap<Pair, usize>> = vec![BTreeMap::new(); story_of.iter().max().map_or(0, |last| last + 1)];
        let mut of_document = Vec::with_capacity(extracted.len());
        for (document, (g, found)) in grammars.iter().zip(extracted).enumerate() {
            let mut here: BTreeMap<Pair, usize> = BTreeMap::new();
            for pair in found.events.iter().filter_map(|event| pair_of(g, found, table, event)) {
                *here.entry(pair).or_default() += 1;
            }
            let story = &mut stories[story_of[document]];
            here.iter().for_each(|(pair, n)| *story.entry(*pair).or_default() += n);
            of_document.push(most(&here));
        }
        let of_story: Vec<Option<Pair>> = stories.iter().map(most).collect();
        let else_of_story = |(here, &story): (&Option<Pair>, &usize)| here.or(of_story[story]);
        Sides(of_document.iter().zip(story_of).map(else_of_story).collect())
    }

    /// Whom a token of a document means, where it heads such words.
    pub fn meant(&self, g: &Grammar, found: &Extracted, document: DocumentIx, token: TokenIx) -> Option<Pair> {
        let pair = self.0[document]?;
        let mention = found.actors.mention(token).filter(|m| m.head == token && m.of.is_none())?;
        let name = mention.name.to_lowercase();
        let (before, noun) = name.rsplit_once(' ').unwrap_or(("", &name));
        let plain = holds(&WORDS.nouns, noun) && before.split_whitespace().all(|w| holds(&WORDS.before, w));
        (plain && !indefinite(g, token, before)).then_some(pair)
    }
}

fn holds(list: &[String], word: &str) -> bool {
    list.iter().any(|w| w == word)
}

/// "The foreign ministers of Chad and Niger": the persons who hold that office there, when each of them is known.
pub fn holders(g: &Grammar, found: &Extracted, table: &ActorTable, token: TokenIx) -> Option<Vec<ActorIx>> {
    let mention = found.actors.mention(token).filter(|m| m.head == token && m.kind == ActorKind::Group)?;
    let plural = title_words(g, token)?;
    let role = plural.strip_suffix('s')?;
    let persons: Vec<ActorIx> = states(g, mention.span).map(|(state, _)| table.holder(role, state)).collect::<Option<_>>()?;
    (persons.len() > 1).then_some(persons)
}

/// The states that the words of a span name, each with its word.
fn states<'g>(g: &'g Grammar, span: Span) -> impl Iterator<Item = (&'static str, Span)> + 'g {
    g.tokens_in(span).filter_map(|t| Some((knowledge::place(g.word(t))?.state.name.as_str(), g.token(t).span)))
}

/// Whether a noun has no word before it that says which: "parties" alone, "countries".
fn indefinite(g: &Grammar, token: TokenIx, before: &str) -> bool {
    let article = g.under(token, &["det"]).any(|d| g.lemma(d).eq_ignore_ascii_case("the"));
    before.is_empty() && !article
}

/// The pair that was told of clearly more often than all others together.
fn most(counts: &BTreeMap<Pair, usize>) -> Option<Pair> {
    let all: usize = counts.values().sum();
    counts.iter().find(|(_, n)| 2 * **n > all).map(|(pair, _)| *pair)
}

/// The two whom a contact or an agreement is between, each by the state or body that it stands for.
fn pair_of(g: &Grammar, found: &Extracted, table: &mut ActorTable, event: &EventMention) -> Option<Pair> {
    let dealing = matches!(
        event.kind,
        EventType::Negotiation | EventType::Agreement | EventType::Signing | EventType::Ceasefire | EventType::PrisonerExchange
    );
    (dealing || same_family(event.kind, EventType::Meeting)).then_some(())?;
    let mut bodies = Vec::new();
    for p in event.participants.iter().filter(|p| !matches!(p.role, Role::Mediator | Role::Host)) {
        let actors = table.resolve(event.document, found, p.head, g.word(p.head), g.token(p.head).span);
        bodies.extend(actors.into_iter().filter_map(|actor| body_of(table, actor)));
        let group = found.actors.mention(p.head).filter(|m| m.kind == ActorKind::Group);
        let named = group.into_iter().flat_map(|m| states(g, m.span));
        bodies.extend(named.map(|(state, span)| table.state(state, event.document, span)));
    }
    bodies.sort_unstable();
    bodies.dedup();
    bodies.try_into().ok()
}

/// The state or organisation that an actor is or stands for.
fn body_of(table: &ActorTable, actor: ActorIx) -> Option<ActorIx> {
    match table.instances[actor].kind {
        ActorKind::State | ActorKind::Organisation => Some(actor),
        ActorKind::Person | ActorKind::Office => table.group_of(actor),
        ActorKind::Group | ActorKind::Unnamed => None,
    }
}
