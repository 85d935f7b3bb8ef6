//! Verbs that share their object: "analyse and share the data".
//!
//! Enters: tokens. Leaves: whether a verb stands without a word of its own before the next.

use crate::grammar::{Grammar, is_verbal};
use readout_record::annotation::TokenIx;

/// "analyse and share the data": a verb without a word of its own shares what follows the next one.
pub fn bare(g: &Grammar, verb: TokenIx) -> bool {
    let next = g.under(verb, &["conj"]).next();
    let own = g
        .children(verb)
        .iter()
        .filter(|&&c| c > verb && !matches!(g.label(c), "cc" | "conj" | "punct" | "advmod" | "prt"))
        .count();
    next.is_some_and(|n| is_verbal(g.token(n)) && g.under(n, &["nsubj", "nsubjpass"]).next().is_none()) && own == 0
}
