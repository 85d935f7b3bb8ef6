//! What the report itself calls unknown, unclear, disputed or unverified.
//!
//! Enters: the grammatical view of one document. Leaves: the clauses that say so, in the order of the text. It leaves alone: what is doubtful by
//! its grammar alone (may, reportedly) and what a source denies; those belong to events and statements.

use super::phrase::Phrases;
use crate::grammar::{Grammar, is_verbal};
use crate::rules::{Example, load};
use readout_record::annotation::TokenIx;
use readout_record::span::Span;
use serde::Deserialize;
use std::sync::LazyLock;

/// Bytes of a sentence up to which the whole sentence is told rather than the clause.
const LONG: usize = 220;

/// `rules/questions.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    phrases: Vec<String>,
    /// Sentences with the clauses that must be found.
    pub example: Vec<Example>,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| load("questions.toml", include_str!("../../rules/questions.toml")));

static PHRASES: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::new(RULES.phrases.iter().map(|p| (p.as_str(), ()))));

/// The clauses in which the report calls something unknown, none twice, in the order of the text. What stands in quotation marks is left out:
/// there somebody else speaks.
pub fn questions(g: &Grammar) -> Vec<Span> {
    // "The men whose cases are disputed": which ones, and nothing that is open.
    let which = |end: TokenIx| g.label(end) == "relcl" && matches!(g.lemma(end), "dispute" | "contest");
    let found = PHRASES.find(g).into_iter().filter(|&(from, end, _)| !g.quoted(from) && !which(end - 1));
    let mut spans: Vec<Span> = found.filter_map(|(from, end, _)| around(g, from, end)).collect();
    spans.sort();
    spans.dedup_by(|later, earlier| earlier.contains(*later));
    spans
}

/// The sentence that holds the phrase, or the clause where the sentence is long.
fn around(g: &Grammar, from: TokenIx, end: TokenIx) -> Option<Span> {
    let sentence = g.sentences[g.sentence(from)].clone();
    let whole = trimmed(g, sentence.clone().collect())?;
    if whole.len() <= LONG {
        return Some(whole);
    }
    let top = clause_top(g, from, end);
    let clause = g.subtree(top).into_iter().filter(|t| sentence.contains(t)).collect();
    let span = trimmed(g, clause)?;
    Some(span.join(g.token(from).span).join(g.token(end - 1).span))
}

/// The verb that heads the nearest full clause around the phrase.
fn clause_top(g: &Grammar, from: TokenIx, end: TokenIx) -> TokenIx {
    let inside = |t: TokenIx| (from..end).contains(&t);
    let mut top = from;
    while let Some(head) = g.head(top) {
        let full = is_verbal(g.token(top)) && g.under(top, &["nsubj", "nsubjpass", "expl"]).next().is_some();
        if !inside(head) && full {
            break;
        }
        top = head;
    }
    top
}

/// The span of tokens without white space, stops and connecting words at its edges.
fn trimmed(g: &Grammar, tokens: Vec<TokenIx>) -> Option<Span> {
    let edge = |t: &TokenIx| matches!(g.token(*t).pos, "SPACE" | "PUNCT") && !matches!(g.word(*t), "\"" | "“" | "”" | ")" | "(");
    let first = tokens.iter().position(|t| !edge(t))?;
    let last = tokens.iter().rposition(|t| !edge(t))?;
    g.span(&tokens[first..=last])
}

/// The rules with their examples.
pub fn rules() -> &'static Rules {
    &RULES
}
