//! Whether what is told as to come is a step that a reader can wait for.
//!
//! Enters: the desk and a step. Leaves: whether it is one, in words that can be understood. What is asked, left undone, thought, kept up or was never
//! done is none, nor what older reports tell without a day or for a month that has begun, nor what a later one moves to another day.

use crate::brief::desk::Desk;
use crate::brief::standing;
use crate::extract::commitment::disputed;
use crate::extract::deed::WORDS;
use crate::extract::event::shift::moves_to;
use crate::grammar::{Grammar, is_verbal};
use foldhash::HashMap;
use readout_record::annotation::TokenIx;
use readout_record::edtf::Edtf;
use readout_record::mention::{DocumentIx, TimeMention};
use readout_record::record::{Evidence, NextStep};
use readout_record::span::Span;

/// Days after which what was to come without a day is no longer told as next.
const STALE: i64 = 21;
/// Days that a report may be older than the newest of its story and still tell how things stand.
const CURRENT: i64 = 3;
/// Words that a sentence of a later report has in common with a step that it moves.
const COMMON: usize = 2;

/// Whether a reader can wait for a step.
pub fn is_awaited(desk: &Desk, numbers: &HashMap<&str, DocumentIx>, step: &NextStep, as_of: Option<&Edtf>) -> bool {
    let Some(words) = step.evidence.first() else { return false };
    let Some(&document) = numbers.get(words.document.as_str()) else { return true };
    let dated = step.date.is_some();
    let begun = step.date.as_ref().is_some_and(|d| has_begun(d, as_of));
    if !dated && is_stale(desk, numbers, step, as_of)
        || (!dated || begun) && !is_current(desk, numbers, step)
        || is_moved(desk, numbers, step)
    {
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

/// "That would be the first call since the meeting of 26 March": the day is one that is past.
fn is_since(desk: &Desk, document: DocumentIx, step: &NextStep, head: TokenIx) -> bool {
    let g = &desk.grammars[document];
    let sentence = g.sentence(head);
    let day = |e: &Edtf| e.start().map(|d| (d.month, d.day));
    let own = step.date.as_ref().and_then(day);
    let of_step = |t: &&TimeMention| {
        let here = g.tokens_in(t.span).next().is_some_and(|t| g.sentence(t) == sentence);
        here && own.is_some() && t.edtf.as_ref().and_then(day) == own
    };
    let since = |t: &TimeMention| {
        let top = g.tops(g.tokens_in(t.span)).next();
        top.is_some_and(|t| {
            g.ancestors(t).take_while(|&a| !is_verbal(g.token(a))).any(|a| g.lemma(a).eq_ignore_ascii_case("since"))
        })
    };
    let mut times = desk.extracted[document].times.iter().filter(of_step).peekable();
    times.peek().is_some() && times.all(since)
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
    // "Was due to report last Sunday": without a day to come.
    let was_due = over.is_some_and(|o| {
        let be = |t: TokenIx| g.lemma(t) == "be" && g.token(t).tag == "VBD";
        WORDS.scheduled.contains(&g.lemma(o).to_lowercase())
            && (g.head(o).is_some_and(be) || g.under(o, &["auxpass", "aux"]).any(be))
    });
    perfect || meant || bare || !dated && was_due || modal(&["might", "may", "could"]) || !dated && (past || supposed)
}

/// Whether the last report that tells a step was printed weeks before the day of the record.
fn is_stale(desk: &Desk, numbers: &HashMap<&str, DocumentIx>, step: &NextStep, as_of: Option<&Edtf>) -> bool {
    let today = as_of.and_then(Edtf::start).and_then(|d| d.day_number());
    let days: Option<Vec<i64>> = step.evidence.iter().map(|e| desk.day(*numbers.get(e.document.as_str())?)).collect();
    let last = days.and_then(|days| days.into_iter().max());
    today.zip(last).is_some_and(|(today, last)| last + STALE < today)
}

/// Whether a report that tells a step is among the newest of its story.
fn is_current(desk: &Desk, numbers: &HashMap<&str, DocumentIx>, step: &NextStep) -> bool {
    let current = |document: DocumentIx| {
        let newest = desk.newest(desk.story_of[document]);
        desk.day(document).zip(newest).is_none_or(|(day, newest)| day + CURRENT >= newest)
    };
    step.evidence.iter().filter_map(|e| numbers.get(e.document.as_str())).any(|&d| current(d))
}

/// Whether a date is a month, or months, that has begun.
fn has_begun(date: &Edtf, as_of: Option<&Edtf>) -> bool {
    let month = date.start().filter(|d| d.month.is_some() && d.day.is_none());
    let first = month.and_then(|d| d.first_day()).and_then(|d| d.day_number());
    let today = as_of.and_then(Edtf::start).and_then(|d| d.day_number());
    first.zip(today).is_some_and(|(first, today)| first <= today)
}

/// Whether a later report tells in like words that something is moved to another day.
fn is_moved(desk: &Desk, numbers: &HashMap<&str, DocumentIx>, step: &NextStep) -> bool {
    let told: Vec<DocumentIx> = step.evidence.iter().filter_map(|e| numbers.get(e.document.as_str()).copied()).collect();
    let (Some(&first), Some(last)) = (told.first(), told.iter().filter_map(|&d| desk.day(d)).max()) else { return false };
    let words = &step.evidence[0];
    let Some(span) = Span::new(desk.grammars[first].text(), words.bytes[0], words.bytes[1]) else { return false };
    let own = desk.content_hashes(first, span);
    let later = desk.stories[desk.story_of[first]].iter().filter(|&&d| desk.day(d).is_some_and(|day| day > last));
    step.date.is_some() && later.into_iter().any(|&d| moving(desk, d).any(|s| shared(&own, &desk.content_hashes(d, s)) >= COMMON))
}

/// The sentences of a report in which something is moved to another day.
fn moving<'d>(desk: &'d Desk, document: DocumentIx) -> impl Iterator<Item = Span> + 'd {
    let g = &desk.grammars[document];
    let moved = move |s: &std::ops::Range<TokenIx>| s.clone().any(|t| is_verbal(g.token(t)) && moves_to(g, t));
    g.sentences.iter().filter(move |s| moved(s)).filter_map(move |s| g.span(&s.clone().collect::<Vec<_>>()))
}

fn shared(a: &[u64], b: &[u64]) -> usize {
    a.iter().filter(|w| b.binary_search(w).is_ok()).count()
}

/// Puts the first words of a step that can be understood at its head, whole where they were cut; whether there are any.
pub fn stands(desk: &Desk, numbers: &HashMap<&str, DocumentIx>, step: &mut NextStep) -> bool {
    let mended = |e: &Evidence| {
        let document = *numbers.get(e.document.as_str())?;
        let g = &desk.grammars[document];
        let span = Span::new(g.text(), e.bytes[0], e.bytes[1])?;
        // A heading is cut as its paper cuts it.
        if g.document.headline.is_some_and(|h| h.overlaps(span)) {
            return Some(e.clone());
        }
        Some(desk.evidence(document, standing::mended(g, &desk.extracted[document].actors, span)?))
    };
    // The newest report knows best what is to come.
    let day = |e: &Evidence| numbers.get(e.document.as_str()).and_then(|&d| desk.day(d));
    let mut newest: Vec<usize> = (0..step.evidence.len()).collect();
    newest.sort_by_key(|&at| std::cmp::Reverse(day(&step.evidence[at])));
    let Some((at, words)) = newest.into_iter().find_map(|at| Some((at, mended(&step.evidence[at])?))) else { return false };
    step.evidence.remove(at);
    step.evidence.insert(0, words);
    step.text = step.evidence[0].quote.clone();
    true
}
