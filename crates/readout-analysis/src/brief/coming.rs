//! Whether what is told as to come is a step that a reader can wait for.
//!
//! Enters: the desk and a step. Leaves: whether it is one. What is asked, left undone, thought, kept up or was never done, and what was told weeks ago
//! without a day, is none.

use crate::brief::desk::Desk;
use crate::extract::commitment::disputed;
use crate::extract::deed::WORDS;
use crate::grammar::{Grammar, is_verbal};
use foldhash::HashMap;
use readout_record::annotation::TokenIx;
use readout_record::edtf::Edtf;
use readout_record::mention::{DocumentIx, TimeMention};
use readout_record::record::{Evidence, NextStep};

/// Days after which what was to come without a day is no longer told as next.
const STALE: i64 = 21;

/// Whether a reader can wait for a step.
pub fn is_awaited(desk: &Desk, numbers: &HashMap<&str, DocumentIx>, step: &NextStep, as_of: Option<&Edtf>) -> bool {
    let Some(words) = step.evidence.first() else { return false };
    let Some(&document) = numbers.get(words.document.as_str()) else { return true };
    let dated = step.date.is_some();
    if !dated && is_stale(desk, numbers, step, as_of) {
        return false;
    }
    let g = &desk.grammars[document];
    let promised = step.commitment.is_some().then(|| promised(desk, document, words)).flatten();
    let Some(head) = promised.map(|(verb, _)| verb).or_else(|| told(desk, document, words)) else { return true };
    let left = promised.is_some_and(|(verb, negated)| negated || is_left(g, verb, dated));
    !(left || is_asked(g, head) || was_never(g, head, dated) || disputed(g, head) || is_since(desk, document, step, head))
}

/// The verb of the promise that some words tell, and whether it is one to leave something undone.
fn promised(desk: &Desk, document: DocumentIx, words: &Evidence) -> Option<(TokenIx, bool)> {
    let g = &desk.grammars[document];
    let told = desk.extracted[document].commitments.iter().find(|c| [c.evidence.start(), c.evidence.end()] == words.bytes)?;
    let verb = g.tops(g.tokens_in(told.action)).next()?;
    Some((verb, told.negated || g.negated(verb)))
}

/// The word of the event that some words tell.
fn told(desk: &Desk, document: DocumentIx, words: &Evidence) -> Option<TokenIx> {
    let events = &desk.extracted[document].events;
    events.iter().find(|e| [e.evidence.start(), e.evidence.end()] == words.bytes).map(|e| e.head)
}

/// Whether a promise is one of the mind, to leave something undone, or without a day to go on as before.
fn is_left(g: &Grammar, verb: TokenIx, dated: bool) -> bool {
    let lemma = g.lemma(verb).to_lowercase();
    WORDS.abstaining.contains(&lemma) || WORDS.idle.contains(&lemma) || !dated && WORDS.lasting.contains(&lemma)
}

/// "That would be the first call since the meeting of 26 March": the only day is one that is past.
fn is_since(desk: &Desk, document: DocumentIx, step: &NextStep, head: TokenIx) -> bool {
    let g = &desk.grammars[document];
    let sentence = g.sentence(head);
    let same = |t: &&TimeMention| g.tokens_in(t.span).next().is_some_and(|t| g.sentence(t) == sentence);
    let since = |t: &TimeMention| {
        let top = g.tops(g.tokens_in(t.span)).next();
        top.is_some_and(|t| {
            g.ancestors(t).take_while(|&a| !is_verbal(g.token(a))).any(|a| g.lemma(a).eq_ignore_ascii_case("since"))
        })
    };
    let mut times = desk.extracted[document].times.iter().filter(same).peekable();
    step.date.is_some() && times.peek().is_some() && times.all(since)
}

/// Whether a sentence asks.
fn is_asked(g: &Grammar, head: TokenIx) -> bool {
    g.sentences[g.sentence(head)].clone().rev().find(|&t| g.token(t).pos != "SPACE").is_some_and(|t| g.word(t) == "?")
}

/// Whether it is told as what was to be and was not, what might or would be, or no more than "to do".
fn was_never(g: &Grammar, head: TokenIx, dated: bool) -> bool {
    let verb = if is_verbal(g.token(head)) { Some(head) } else { g.head(head).filter(|&h| is_verbal(g.token(h))) };
    let Some(verb) = verb else { return false };
    let has = |t: TokenIx, lemma: &str, tag: &str| g.under(t, &["aux"]).any(|a| g.lemma(a) == lemma && g.token(a).tag == tag);
    // "Should have left", "were to have met"; "had meant to go".
    let perfect = has(verb, "have", "VB");
    let over = g.head(verb).filter(|_| g.label(verb) == "xcomp");
    let meant = over.is_some_and(|o| has(o, "have", "VBD") && WORDS.intending.contains(&g.lemma(o).to_lowercase()));
    // "The office was to be filled": without a day nothing tells that it still is.
    let past = over.is_some_and(|o| g.lemma(o) == "be" && g.token(o).tag == "VBD");
    let modal = |words: &[&str]| g.under(verb, &["aux"]).any(|a| words.iter().any(|w| g.word(a).eq_ignore_ascii_case(w)));
    let supposed = modal(&["would"]) && g.label(verb) == "ROOT";
    let bare = g.lemma(verb) == "do" && g.under(verb, &["dobj"]).next().is_none();
    perfect || meant || bare || modal(&["might", "may", "could"]) || !dated && (past || supposed)
}

/// Whether the last report that tells a step was printed weeks before the day of the record.
fn is_stale(desk: &Desk, numbers: &HashMap<&str, DocumentIx>, step: &NextStep, as_of: Option<&Edtf>) -> bool {
    let today = as_of.and_then(Edtf::start).and_then(|d| d.day_number());
    let days: Option<Vec<i64>> = step.evidence.iter().map(|e| desk.day(*numbers.get(e.document.as_str())?)).collect();
    let last = days.and_then(|days| days.into_iter().max());
    today.zip(last).is_some_and(|(today, last)| last + STALE < today)
}
