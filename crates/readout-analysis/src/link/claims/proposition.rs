//! What one clause of an account says, and whether it is denied.
//!
//! Enters: the grammatical view and what was extracted. Leaves: propositions: a verb with its clause, its words without those of denial, and who
//! is credited. It leaves alone: which propositions of two accounts are one.

use super::cues::{CUES, holds};
use super::named::{names, states};
use super::tense::{Tense, tense};
use super::value::{clause, contents};
use super::vocabulary::{Bag, Vocabulary};
use crate::extract::Extracted;
use crate::extract::event::slots::is_passive;
use crate::extract::statement::shown::SHOWN;
use crate::grammar::{Grammar, is_verbal};
use crate::knowledge::place;
use readout_record::annotation::TokenIx;
use readout_record::mention::DocumentIx;
use readout_record::span::Span;
use std::collections::BTreeSet;

/// How a clause denies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denial {
    /// A negation hangs on the verb: "did not sign".
    Verb,
    /// A subject or an object is none: "no shot was fired", "signed nothing".
    None,
    /// A verb of denial, or one that calls it untrue, stands above: "denied that it had signed".
    Called,
}

/// What one clause says.
#[derive(Clone, Debug)]
pub struct Proposition {
    /// Document.
    pub document: DocumentIx,
    /// The verb.
    pub verb: TokenIx,
    /// Number of the sentence.
    pub sentence: usize,
    /// The words of the clause.
    pub span: Span,
    /// Content words of the clause, those of denial left out.
    pub words: Bag,
    /// Content words of subject and of object.
    pub subject: Bag,
    /// Content words of the object.
    pub object: Bag,
    /// Content words of the sentence.
    pub around: Bag,
    /// The clause without the words of denial, for whoever compares meanings.
    pub plain: String,
    /// How it is denied, if it is.
    pub denial: Option<Denial>,
    /// Tense.
    pub tense: Tense,
    /// Under a condition, a question or a wish.
    pub open: bool,
    /// Whether a finite verb tells it as what was or is.
    pub finite: bool,
    /// Content words of what a promise or an agreement is said to be about: "no undertaking on magnets".
    pub topic: Bag,
    /// Who is credited with it.
    pub credited: Option<Span>,
    /// Whether it tells that somebody consents or binds himself: "agreed to", "made a promise", "signed".
    pub agreeing: bool,
    /// Whether somebody is bound to it, or it tells of a promise or an agreement.
    pub bound: bool,
    /// Names and states of those who do it.
    pub agents: BTreeSet<String>,
    /// Numbers of its clause, in lower case: 37 boats that have a licence say nothing of 23 that have none.
    pub numbers: BTreeSet<String>,
}

/// The propositions of a document, in the order of the text.
pub fn propositions(g: &Grammar, found: &Extracted, document: DocumentIx, words: &Vocabulary) -> Vec<Proposition> {
    let verbs = (0..g.tokens().len())
        .filter(|&t| is_verbal(g.token(t)) && !matches!(g.label(t), "aux" | "auxpass" | "amod" | "compound"));
    let mut all: Vec<Proposition> = verbs.filter_map(|verb| proposition(g, found, document, words, verb)).collect();
    for at in 0..all.len() {
        if let Some(meant) = meant_by_such(g, &all, at) {
            let Proposition { words, plain, .. } = all[meant].clone();
            let both: BTreeSet<u32> = words.into_iter().chain(all[at].words.iter().copied()).collect();
            (all[at].words, all[at].plain) = (both.into_iter().collect(), plain);
        }
    }
    all
}

/// How many sentences "no such promise" may look back.
const BACK: usize = 5;

/// The promise or agreement that "made no such promise" means: the last one told before.
fn meant_by_such(g: &Grammar, all: &[Proposition], at: usize) -> Option<usize> {
    let denied = all.get(at).filter(|p| p.denial.is_some() && p.agreeing)?;
    let such = |t: TokenIx| g.under(t, &["amod", "predet", "det"]).any(|s| g.word(s).eq_ignore_ascii_case("such"));
    g.under(denied.verb, &["dobj", "attr", "nsubjpass", "nsubj"]).find(|&t| such(t))?;
    let before = |p: &Proposition| {
        p.denial.is_none() && p.bound && denied.sentence.checked_sub(p.sentence).is_some_and(|n| (1..=BACK).contains(&n))
    };
    (0..at).rev().find(|&i| before(&all[i]))
}

fn proposition(g: &Grammar, found: &Extracted, document: DocumentIx, words: &Vocabulary, verb: TokenIx) -> Option<Proposition> {
    let tokens = solid(g, clause(g, verb));
    let span = g.span(&tokens)?;
    let denial = denial(g, verb);
    // "Nothing supports the theory that the price was cut" denies no cut; "made no promise that it would be cut" denies the promise of one.
    let aside = |t: TokenIx| std::iter::once(t).chain(g.ancestors(t)).take_while(|&h| h != verb).any(|h| is_clause_of_noun(g, h));
    let own = denial.is_some() && !agreeing(g, verb);
    let tokens: Vec<TokenIx> = tokens.into_iter().filter(|&t| !(own && aside(t))).collect();
    let span = if own { g.span(&tokens).unwrap_or(span) } else { span };
    let kept: Vec<TokenIx> = tokens.iter().copied().filter(|&t| !is_denying(g, t)).collect();
    let plain: Vec<&str> = kept.iter().map(|&t| g.word(t)).collect();
    let bag = |tokens: Vec<TokenIx>| words.bag(&contents(g, tokens.into_iter().filter(|&t| !is_denying(g, t))));
    let phrase = |t: Option<TokenIx>| t.map_or_else(Bag::new, |t| bag(g.noun_phrase(t)));
    let around =
        found.statements.iter().filter(|s| s.confidence >= SHOWN && s.content.iter().any(|c| c.contains(g.token(verb).span)));
    let credited = around.min_by_key(|s| s.content.iter().map(|c| c.len()).sum::<usize>()).and_then(|s| s.source);
    Some(Proposition {
        document,
        verb,
        sentence: g.sentence(verb),
        span,
        words: bag(kept.clone()),
        subject: phrase(g.subject(verb)),
        object: phrase(g.under(verb, &["dobj", "attr", "nsubjpass", "oprd"]).next()),
        around: bag(g.sentences[g.sentence(verb)].clone().collect()),
        plain: plain.join(" "),
        denial,
        tense: tense(g, verb),
        open: is_open(g, verb),
        finite: is_told(g, verb) && !is_judged(g, verb),
        topic: bag(topic(g, verb)),
        credited,
        agreeing: agreeing(g, verb),
        bound: bound(g, found, verb, &tokens),
        agents: agents(g, verb),
        numbers: numbers(g, found, &tokens),
    })
}

/// Whether a verb heads the finite clause of a noun: "the theory that it was".
fn is_clause_of_noun(g: &Grammar, verb: TokenIx) -> bool {
    g.label(verb) == "acl" && g.under(verb, &["mark"]).next().is_some()
}

/// The numbers among some tokens, without those of dates and times of day.
fn numbers(g: &Grammar, found: &Extracted, tokens: &[TokenIx]) -> BTreeSet<String> {
    let dated = |t: TokenIx| found.times.iter().any(|time| time.span.contains(g.token(t).span));
    let counting = tokens.iter().filter(|&&t| g.token(t).pos == "NUM" && !dated(t));
    counting.map(|&t| g.word(t).to_lowercase()).collect()
}

/// What stands under "on" or "about" behind the noun for what is agreed.
fn topic(g: &Grammar, verb: TokenIx) -> Vec<TokenIx> {
    let agreed = g.under(verb, &["dobj", "attr", "nsubj", "nsubjpass"]).filter(|&t| holds(&CUES.agreed, g.lemma(t)));
    let about = agreed.flat_map(|t| g.under(t, &["prep"]).filter(|&p| holds(&CUES.about, g.word(p))).collect::<Vec<_>>());
    about.flat_map(|p| g.under(p, &["pobj"]).collect::<Vec<_>>()).flat_map(|t| g.subtree(t)).collect()
}

/// Whether a verb, with the noun that it has, tells of consent.
fn agreeing(g: &Grammar, verb: TokenIx) -> bool {
    let noun = |t: TokenIx| holds(&CUES.agreed, g.lemma(t));
    let about = g.under(verb, &["dobj", "attr", "nsubj", "nsubjpass"]).any(noun);
    holds(&CUES.agreeing, g.lemma(verb)) || about && holds(&CUES.concluding, g.lemma(verb))
}

/// Whether a clause is what somebody is bound to, or has a word for it.
fn bound(g: &Grammar, found: &Extracted, verb: TokenIx, tokens: &[TokenIx]) -> bool {
    let span = g.token(verb).span;
    if is_judged(g, verb) {
        return false;
    }
    let promised = found.commitments.iter().any(|c| c.action.contains(span) || c.evidence.contains(span));
    let under = g.head(verb).is_some_and(|h| holds(&CUES.agreeing, g.lemma(h)));
    promised || under || agreeing(g, verb) || tokens.iter().any(|&t| g.token(t).pos == "NOUN" && holds(&CUES.agreed, g.lemma(t)))
}

/// "An agreement is better than none": tells what something is like, and not that it is.
fn is_judged(g: &Grammar, verb: TokenIx) -> bool {
    g.lemma(verb) == "be" && g.under(verb, &["acomp"]).any(|t| g.token(t).pos == "ADJ")
}

/// Names and states of the subject, or of whoever stands after "by".
fn agents(g: &Grammar, verb: TokenIx) -> BTreeSet<String> {
    let passive = is_passive(g, verb);
    // "Karl Weiss, who signed": the pronoun stands for what the clause hangs on.
    let meant =
        |t: TokenIx| if matches!(g.token(t).tag, "WP" | "WDT") && g.label(verb) == "relcl" { g.head(verb) } else { Some(t) };
    let subject = || g.subject(verb).and_then(meant);
    let heads: Vec<TokenIx> = match passive {
        // "The agreement between Chad and Niger has not been signed".
        true => [verb]
            .into_iter()
            .flat_map(|v| g.prepositional(v, "by"))
            .chain(subject().into_iter().flat_map(|s| g.prepositional(s, "between")))
            .collect(),
        false => subject().into_iter().collect(),
    };
    let tokens: Vec<TokenIx> = heads.into_iter().flat_map(|h| g.conjuncts(h).to_vec()).flat_map(|h| g.noun_phrase(h)).collect();
    let states = states(g, tokens.iter().copied()).into_iter().map(str::to_owned);
    let names = names(g, tokens.iter().copied()).into_iter().filter(|n| place(n).is_none()).map(str::to_lowercase);
    states.chain(names).collect()
}

/// The clause up to a blank line or a bracket that the parser ran over.
fn solid(g: &Grammar, tokens: Vec<TokenIx>) -> Vec<TokenIx> {
    tokens.into_iter().filter(|&t| g.token(t).pos != "SPACE").collect()
}

/// Whether a word denies, or tells of denying.
fn is_denying(g: &Grammar, t: TokenIx) -> bool {
    g.label(t) == "neg" || holds(&CUES.none, g.word(t)) || holds(&CUES.denying, g.lemma(t))
}

fn denial(g: &Grammar, verb: TokenIx) -> Option<Denial> {
    // "Denied selling": what is denied stands in no finite verb.
    let gerund = g.token(verb).tag == "VBG" && matches!(g.label(verb), "xcomp" | "ccomp" | "pcomp");
    let denies = |t: TokenIx| g.lemma(t) == "deny" && is_told(g, t) && !g.negated(t) && !is_open(g, t);
    if gerund && g.head(verb).is_some_and(denies) && !g.negated(verb) {
        return Some(Denial::Called);
    }
    if holds(&CUES.denying, g.lemma(verb)) || !is_told(g, verb) {
        return None;
    }
    if g.negated(verb) || g.under(verb, &["aux", "auxpass"]).any(|a| g.negated(a)) {
        let partial = g.under(verb, &["advmod"]).any(|a| holds(&CUES.partial, g.word(a)));
        return (!partial).then_some(Denial::Verb);
    }
    let none = |t: TokenIx| {
        holds(&CUES.none, g.word(t))
            || g.under(t, &["det", "neg", "preconj", "advmod", "nummod"]).any(|d| holds(&CUES.none, g.word(d)))
    };
    let sides = g.under(verb, &["nsubj", "nsubjpass", "dobj", "attr", "expl", "oprd"]);
    if sides.into_iter().any(none) {
        return Some(Denial::None);
    }
    let own = g.sentence(verb);
    let above = g.ancestors(verb).take_while(|&t| g.sentence(t) == own).take(3);
    let called = |t: TokenIx| {
        holds(&CUES.denying, g.lemma(t)) && !g.negated(t)
            || is_verbal(g.token(t)) && g.under(t, &["acomp", "attr", "dobj"]).any(|c| holds(&CUES.untrue, g.lemma(c)))
    };
    let content = matches!(g.label(verb), "ccomp" | "pcomp" | "xcomp" | "acl" | "csubj" | "csubjpass" | "conj");
    (content && above.into_iter().any(called)).then_some(Denial::Called)
}

/// Whether a finite verb tells what was or is: "not to attack" and "will not sign" deny nothing that has been told.
fn is_told(g: &Grammar, verb: TokenIx) -> bool {
    let carrier = std::iter::once(verb).chain(g.under(verb, &["aux", "auxpass"]));
    carrier.into_iter().any(|t| matches!(g.token(t).tag, "VBD" | "VBZ" | "VBP")) && tense(g, verb) != Tense::Ahead
}

/// Whether it stands under a condition, a wish or a demand.
fn is_open(g: &Grammar, verb: TokenIx) -> bool {
    let marked = |t: TokenIx| g.under(t, &["mark"]).any(|m| holds(&CUES.condition, g.word(m)));
    // What somebody "agreed would be done" is told as agreed.
    let agreed = g.label(verb) == "ccomp" && g.head(verb).is_some_and(|h| holds(&CUES.agreeing, g.lemma(h)));
    let modal = |t: TokenIx| g.under(t, &["aux"]).any(|m| holds(&CUES.modal, g.lemma(m)) && !(agreed && g.lemma(m) == "would"));
    let wished = g.head(verb).is_some_and(|h| matches!(g.label(verb), "ccomp" | "xcomp") && holds(&CUES.wishing, g.lemma(h)));
    // "Tells the other when a boat is lost", of what is to come.
    let when = g.under(verb, &["advmod", "mark"]).any(|m| matches!(g.lemma(m).to_lowercase().as_str(), "when" | "whenever"));
    let foreseen = when && g.head(verb).is_some_and(|h| tense(g, h) == Tense::Ahead);
    let belied = g.ancestors(verb).take(3).any(|t| holds(&CUES.belying, g.lemma(t)));
    marked(verb) || modal(verb) || wished || belied || foreseen
}
