//! Whether a trigger of the PLOVER rules fits a verb or a noun: the words that must stand in its object, its subject and behind its prepositions.
//!
//! Enters: the grammatical view, a token, a trigger. Leaves: yes or no; the nouns that a verb holds.

use super::rules::{List, Trigger};
use crate::extract::event::slots;
use crate::grammar::{Grammar, is_verbal};
use readout_record::annotation::TokenIx;

/// Whether everything that a trigger asks of its surroundings is there.
pub fn fits(g: &Grammar, ix: TokenIx, t: &Trigger) -> bool {
    let verbal = is_verbal(g.token(ix));
    let objects = || if verbal { phrases(g, &concerned(g, ix)) } else { around_noun(g, ix) };
    let asks = |list: &List, words: &dyn Fn() -> Vec<TokenIx>| list.is_empty() || has(g, list, &words());
    asks(&t.objects, &objects)
        && (t.not_objects.is_empty() || !has(g, &t.not_objects, &objects()))
        && asks(&t.subjects, &|| phrases(g, &subjects(g, ix)))
        && asks(&t.through, &|| phrases(g, &behind_prepositions(g, ix)))
        && asks(&t.prepositions, &|| g.under(ix, &["prep", "prt", "agent", "dative", "advmod"]).collect())
        && (t.clauses.is_empty() || g.children(ix).iter().any(|&c| t.clauses.iter().any(|l| l == g.label(c))))
}

/// The nouns that a verb holds, and those that do it: "launched an invasion", "attacks killed".
pub fn held(g: &Grammar, ix: TokenIx) -> Vec<TokenIx> {
    let objects = g.under(ix, &["dobj", "nsubjpass", "attr"]);
    let of = |noun: TokenIx| std::iter::once(noun).chain(g.prepositional(noun, "of")).chain(g.under(noun, &["conj"]));
    let behind = || ["in", "into", "on", "to"].iter().flat_map(|p| g.prepositional(ix, p));
    objects.chain(behind()).flat_map(of).chain(g.under(ix, &["nsubj"])).collect()
}

fn has(g: &Grammar, list: &List, tokens: &[TokenIx]) -> bool {
    tokens.iter().any(|&t| list.has(&g.lemma(t).to_lowercase()) || list.has(&g.word(t).to_lowercase()))
}

fn subjects(g: &Grammar, ix: TokenIx) -> Vec<TokenIx> {
    let own = g.subject(ix).filter(|_| !slots::is_passive(g, ix));
    own.into_iter().chain(g.prepositional(ix, "by")).flat_map(|s| g.conjuncts(s)).collect()
}

/// Objects of a verb, and those whom it lets do something: "allowed inspectors to enter".
fn concerned(g: &Grammar, ix: TokenIx) -> Vec<TokenIx> {
    let let_do =
        g.under(ix, &["ccomp"]).filter(|&c| g.token(c).tag == "VB").flat_map(|c| g.under(c, &["nsubj"]).collect::<Vec<_>>());
    slots::objects(g, ix).into_iter().chain(let_do).collect()
}

/// What stands after a verb's prepositions, also after two of them: "out of the talks".
fn behind_prepositions(g: &Grammar, ix: TokenIx) -> Vec<TokenIx> {
    let direct: Vec<TokenIx> = g.under(ix, &["prep", "agent", "dative", "prt", "advmod"]).collect();
    let second = direct.iter().flat_map(|&p| g.under(p, &["prep"]).collect::<Vec<_>>()).collect::<Vec<_>>();
    direct.into_iter().chain(second).flat_map(|p| g.under(p, &["pobj"]).collect::<Vec<_>>()).collect()
}

/// Heads of noun phrases with what stands before them, after their "of" and beside them.
fn phrases(g: &Grammar, heads: &[TokenIx]) -> Vec<TokenIx> {
    let mut found: Vec<TokenIx> = Vec::new();
    for &head in heads {
        found.extend(around_noun(g, head));
        found.push(head);
        for of in g.under(head, &["appos", "conj"]).chain(g.prepositional(head, "of")).collect::<Vec<_>>() {
            found.push(of);
            found.extend(around_noun(g, of));
        }
    }
    found
}

fn around_noun(g: &Grammar, ix: TokenIx) -> Vec<TokenIx> {
    let mut found = slots::modifiers(g, ix);
    found.extend(g.prepositional(ix, "of"));
    found
}
