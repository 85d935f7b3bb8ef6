//! Headlines: "Adler: talks near an end" and "Talks near an end: ministry".
//!
//! Enters: a document's headline. Leaves: the attribution that a colon makes there. Headlines with a verb of saying are read like any sentence.

use super::detect::attribution::Attribution;
use crate::grammar::Grammar;
use crate::rules;
use readout_record::annotation::TokenIx;
use readout_record::span::Span;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

static TABLE: LazyLock<Table> =
    LazyLock::new(|| rules::load("statements/headlines.toml", include_str!("../../../rules/statements/headlines.toml")));

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    labels: BTreeSet<String>,
    #[serde(rename = "example")]
    _example: Vec<rules::Example>,
}

/// Most words of a source in a headline.
const LONGEST: usize = 5;

/// The attribution of the headline's colon, if one side of it names a source.
pub fn labelled(g: &Grammar, known: &[Attribution]) -> Vec<Attribution> {
    let Some(line) = g.document.headline.or_else(|| first_line(g.text())) else { return Vec::new() };
    let tokens = g.tokens_in(line);
    if known.iter().any(|a| a.cue.is_some_and(|c| line.contains(c))) {
        return Vec::new();
    }
    let Some(colon) = tokens.clone().find(|&t| g.word(t) == ":") else { return Vec::new() };
    let (left, right) = (tokens.start..colon, colon + 1..tokens.end);
    let before = source(g, left.clone()).map(|head| (head, left.clone(), right.clone()));
    let found = before.or_else(|| source(g, right.clone()).map(|head| (head, right, left)));
    found.and_then(|(head, who, what)| attribution(g, head, who, what, colon)).into_iter().collect()
}

/// A first line that stands apart and does not end like a sentence.
fn first_line(text: &str) -> Option<Span> {
    let end = text.find("\n\n")?;
    let line = text.get(..end)?;
    (end <= 160 && !line.contains('\n') && !line.trim_end().ends_with(['.', '!', '”', '"']))
        .then(|| Span::trimmed(text, 0, end))
        .flatten()
}

/// The head of the source that `side` is, when it is nothing but one: a name of a person, an organisation or a state, or a speaker by trade.
fn source(g: &Grammar, side: Range<TokenIx>) -> Option<TokenIx> {
    let words: Vec<TokenIx> = side.clone().filter(|&t| g.word(t).chars().any(char::is_alphanumeric)).collect();
    let last = *words.last()?;
    let named = g
        .annotations
        .entities
        .iter()
        .any(|e| matches!(e.label, "PERSON" | "ORG" | "GPE") && e.first as usize >= side.start && e.end as usize == last + 1);
    let label = g.span(&words).is_some_and(|s| TABLE.labels.contains(&s.of(g.text()).to_lowercase()));
    let by_trade = super::lexicon::LEXICON.can_speak(&g.lemma(last).to_lowercase());
    let nominal = words.iter().all(|&t| matches!(g.token(t).pos, "NOUN" | "PROPN" | "ADJ" | "DET" | "ADP"));
    (words.len() <= LONGEST && nominal && !label && (named || by_trade)).then_some(last)
}

fn attribution(g: &Grammar, head: TokenIx, who: Range<TokenIx>, what: Range<TokenIx>, colon: TokenIx) -> Option<Attribution> {
    let verbal = what.clone().any(|t| matches!(g.token(t).pos, "VERB" | "AUX"));
    let source = g.span(&who.collect::<Vec<_>>())?;
    let content = g.span(&what.collect::<Vec<_>>())?;
    verbal.then(|| Attribution {
        source: Some(source),
        source_head: Some(head),
        cue: Some(g.token(colon).span),
        cue_head: None,
        content: vec![content],
        stance: None,
        confidence: 0.75,
        rule: "statements/headlines.toml#colon".into(),
        verbatim: false,
    })
}
