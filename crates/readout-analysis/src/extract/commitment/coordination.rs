//! Verbs that share their object: "analyse and share the data".
//!
//! Enters: tokens. Leaves: whether a verb stands without a word of its own before the next, and whether one belongs to a clause between.

use crate::grammar::{Grammar, is_verbal};
use readout_record::annotation::TokenIx;

/// "analyse and share the data": a verb without a word of its own shares what follows the next one.
pub fn bare(g: &Grammar, verb: TokenIx) -> bool {
    let next = g.under(verb, &["conj"]).next();
    // "Find and where needed repair them": what stands behind the "and" is not the verb's own.
    let and = g.under(verb, &["cc"]).next().filter(|&and| next.is_some_and(|n| and < n)).unwrap_or(usize::MAX);
    let own = g.children(verb).iter().filter(|&&c| c > verb && c < and && !matches!(g.label(c), "cc" | "conj" | "punct" | "prt"));
    let own = own.count();
    next.is_some_and(|n| is_verbal(g.token(n)) && g.under(n, &["nsubj", "nsubjpass"]).next().is_none()) && own == 0
}

/// "continue to mine the strait and close the port": what is done besides what goes on, each with words of its own.
pub fn beside_continued(g: &Grammar, verb: TokenIx) -> Vec<TokenIx> {
    let continued = g.under(verb, &["xcomp"]).next().filter(|&x| g.lemma(verb) == "continue" && !bare(g, x));
    let own = |c: TokenIx| g.under(c, &["dobj", "prep", "xcomp", "ccomp"]).next().is_some();
    let more = continued.map(|x| g.conjuncts(x).into_iter().filter(move |&c| c != x).collect::<Vec<_>>());
    let beside = |c: TokenIx| is_verbal(g.token(c)) && own(c) && !of_relative(g, verb, c);
    more.unwrap_or_default().into_iter().filter(|&c| beside(c)).collect()
}

/// "Support groups that feed the poor, train nurses and build homes": what the parse coordinates with "support" may as well go on with the clause
/// of "that", whose verb has the same form. Then it binds nobody.
pub fn of_relative(g: &Grammar, verb: TokenIx, conjunct: TokenIx) -> bool {
    if conjunct <= verb || g.under(conjunct, &["aux", "nsubj", "nsubjpass"]).next().is_some() {
        return false;
    }
    let from = (verb + 1..conjunct).rev().find(|&t| g.token(t).tag == "MD").unwrap_or(verb);
    (from + 2..conjunct).any(|t| {
        let relative =
            matches!(g.token(t).tag, "WDT" | "WP") && matches!(g.word(t).to_lowercase().as_str(), "that" | "which" | "who");
        let many = matches!(g.token(t - 1).tag, "NNS" | "NNPS") || g.word(t - 1) == "those";
        let next = (t + 1..conjunct).find(|&n| g.token(n).pos != "ADV");
        let plain = next.is_some_and(|n| matches!(g.token(n).tag, "VBP" | "VB" | "NN") && !matches!(g.lemma(n), "be" | "have"));
        relative && many && plain
    })
}

/// "Will not wait and pay": whether the "not" before a verb reaches the one coordinated with it cannot be told.
pub fn under_not(g: &Grammar, verb: TokenIx) -> bool {
    let own = g.under(verb, &["aux", "nsubj", "nsubjpass", "neg"]).next().is_some();
    let head = g.head(verb).filter(|&h| g.label(verb) == "conj" && !own && h < verb);
    head.is_some_and(|h| g.negated(h) && !g.under(h, &["cc"]).any(|c| g.lemma(c).eq_ignore_ascii_case("but")))
}
