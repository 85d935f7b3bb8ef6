//! Who acts for whom where something is signed, agreed or met.
//!
//! Enters: the grammatical view of one document and its actors. Leaves: pairs of a person and the state, organisation or group that the person acts for. The
//! words stand in `rules/representation.toml`.

use crate::extract::actor::Actors;
use crate::grammar::{Grammar, is_verbal};
use crate::rules::{Example, load};
use readout_record::annotation::TokenIx;
use readout_record::kind::ActorKind;
use serde::Deserialize;
use std::sync::LazyLock;

/// A person who acts for somebody, by the numbers of their mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Representation {
    /// The person.
    pub person: usize,
    /// Whom the person acts for.
    pub body: usize,
    /// The verb by which.
    pub verb: TokenIx,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    verbs: Vec<String>,
    connectors: Vec<String>,
    example: Vec<Example>,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| load("representation.toml", include_str!("../../rules/representation.toml")));

/// Sentences with who acts for whom, as `person: body`.
pub fn examples() -> &'static [Example] {
    &RULES.example
}

/// Every such pair of a document; a person acts for the first one told.
pub fn representations(g: &Grammar, actors: &Actors) -> Vec<Representation> {
    let kind = |m: usize| actors.mentions[m].kind;
    let persons = (0..actors.mentions.len()).filter(|&m| kind(m) == ActorKind::Person);
    persons.filter_map(|person| beside(g, actors, person).or_else(|| by_verb(g, actors, person))).collect()
}

fn is_body(actors: &Actors, mention: usize) -> bool {
    matches!(actors.mentions[mention].kind, ActorKind::State | ActorKind::Organisation | ActorKind::Group)
}

/// "By Ann Lee for Norway": the words for whom follow the name, behind a verb that one does for others.
fn beside(g: &Grammar, actors: &Actors, person: usize) -> Option<Representation> {
    let mention = &actors.mentions[person];
    let rest = g.text().get(mention.span.end()..)?;
    let mut after = rest.trim_start_matches([',', ' ']);
    let connector = RULES.connectors.iter().find(|c| after.strip_prefix(c.as_str()).is_some_and(|r| r.starts_with(' ')))?;
    after = after[connector.len()..].trim_start();
    after = ["the ", "The "].iter().find_map(|article| after.strip_prefix(article)).unwrap_or(after);
    let start = g.text().len() - after.len();
    let body =
        (person + 1..actors.mentions.len()).take(2).find(|&m| actors.mentions[m].span.start() == start && is_body(actors, m))?;
    let sentence = g.sentence(mention.head);
    let owned = g.tokens().get(last_of(g, actors, body) + 1).is_some_and(|t| t.tag == "POS");
    let first = g.sentences[sentence].start;
    let verb = (first..mention.head).rev().find(|&t| acts(g, t))?;
    (g.sentence(actors.mentions[body].head) == sentence && !owned).then_some(Representation { person, body, verb })
}

fn last_of(g: &Grammar, actors: &Actors, mention: usize) -> TokenIx {
    g.tokens_in(actors.mentions[mention].span).last().unwrap_or(actors.mentions[mention].head)
}

fn acts(g: &Grammar, t: TokenIx) -> bool {
    is_verbal(g.token(t)) && RULES.verbs.iter().any(|v| v == g.lemma(t))
}

/// "Ann Lee signed the annex on behalf of Norway", "Norway was represented by Ann Lee".
fn by_verb(g: &Grammar, actors: &Actors, person: usize) -> Option<Representation> {
    let head = actors.mentions[person].head;
    let up = g.head(head)?;
    let by = g.label(head) == "pobj" && g.word(up).eq_ignore_ascii_case("by");
    let verb = if by { g.head(up)? } else { up };
    if !acts(g, verb) {
        return None;
    }
    let body_at = |t: TokenIx| actors.at(t).filter(|&m| is_body(actors, m));
    let body = if by && g.lemma(verb) == "represent" {
        g.under(verb, &["nsubjpass", "nsubj"]).find_map(body_at)
    } else if matches!(g.label(head), "nsubj") {
        let objects: Vec<TokenIx> = std::iter::once(verb).chain(g.under(verb, &["dobj"])).collect();
        let direct = objects.iter().flat_map(|&t| g.prepositional(t, "for"));
        let behalf = objects.iter().flat_map(|&t| g.prepositional(t, "on")).filter(|&t| g.lemma(t) == "behalf");
        direct.chain(behalf.flat_map(|t| g.prepositional(t, "of"))).find_map(body_at)
    } else {
        None
    };
    Some(Representation { person, body: body?, verb })
}
