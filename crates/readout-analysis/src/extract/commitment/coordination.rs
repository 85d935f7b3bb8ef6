//! Verbs that share their object: "analyse and share the data".
//!
//! Enters: tokens. Leaves: whether a verb stands without a word of its own before the next.

use crate::grammar::{Grammar, is_verbal};
use readout_record::annotation::TokenIx;

/// "analyse and share the data": a verb without a word of its own shares what follows the next one.
pub fn bare(g: &Grammar, verb: TokenIx) -> bool {
    let next = g.under(verb, &["conj"]).next();
    let own = g.children(verb).iter().filter(|&&c| c > verb && !matches!(g.label(c), "cc" | "conj" | "punct" | "prt")).count();
    next.is_some_and(|n| is_verbal(g.token(n)) && g.under(n, &["nsubj", "nsubjpass"]).next().is_none()) && own == 0
}

/// "continue to mine the strait and close the port": what is done besides what goes on, each with words of its own.
pub fn beside_continued(g: &Grammar, verb: TokenIx) -> Vec<TokenIx> {
    let continued = g.under(verb, &["xcomp"]).next().filter(|&x| g.lemma(verb) == "continue" && !bare(g, x));
    let own = |c: TokenIx| g.under(c, &["dobj", "prep", "xcomp", "ccomp"]).next().is_some();
    let more = continued.map(|x| g.conjuncts(x).into_iter().filter(move |&c| c != x).collect::<Vec<_>>());
    more.unwrap_or_default().into_iter().filter(|&c| is_verbal(g.token(c)) && own(c)).collect()
}
