//! The clause that tells an event: what its nearest finite verb governs.
//!
//! Enters: the grammatical view and a token. Leaves: a span.

use crate::grammar::{Grammar, is_verbal};
use readout_record::annotation::TokenIx;
use readout_record::span::Span;

/// The clause around a token: what its nearest finite verb governs, without a sentence that follows it or reports it.
pub fn clause(g: &Grammar, ix: TokenIx) -> Option<Span> {
    let verb = std::iter::once(ix).chain(g.ancestors(ix)).find(|&t| is_clause_head(g, t)).unwrap_or(ix);
    let tokens = g.subtree_without(verb, |c| {
        matches!(g.label(c), "parataxis")
            || (g.label(c) == "conj" && is_verbal(g.token(c)) && c > ix)
            || g.token(c).pos == "SPACE"
    });
    let sentence = g.sentence(ix);
    let mut tokens: Vec<TokenIx> = tokens.into_iter().filter(|&t| g.sentence(t) == sentence).collect();
    let edge = |t: TokenIx| g.token(t).pos == "PUNCT" && !matches!(g.word(t), "(" | ")") || g.token(t).pos == "CCONJ";
    let opens = |t: TokenIx| edge(t) || (g.label(t) == "mark" && g.lemma(t) == "that");
    while tokens.first().is_some_and(|&t| opens(t) && t != ix) {
        tokens.remove(0);
    }
    while tokens.last().is_some_and(|&t| g.token(t).pos == "PUNCT" && t != ix) {
        tokens.pop();
    }
    g.span(&tokens)
}

/// A verb that heads a clause of its own, or the root of the sentence.
pub fn is_clause_head(g: &Grammar, ix: TokenIx) -> bool {
    let finite = is_verbal(g.token(ix)) && matches!(g.label(ix), "ccomp" | "advcl" | "relcl" | "conj" | "parataxis" | "pcomp");
    finite && g.under(ix, &["nsubj", "nsubjpass", "aux", "auxpass", "mark"]).next().is_some() || g.head(ix).is_none()
}
