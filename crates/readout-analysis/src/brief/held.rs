//! Whether a later report tells that people came together on the very day that was promised: "at the opening session, on 5 September, both agreed".
//!
//! Enters: the desk, a promise to come together by its words and its due day. Leaves: the clause of a later report that tells it. It leaves alone: what
//! is told as planned, denied or doubted, and days that are not told in full.

use crate::brief::deeds::is_to_gather;
use crate::brief::desk::Desk;
use crate::extract::deed::{WORDS, deed};
use crate::extract::event::holders::HOLDERS;
use crate::extract::schedule::is_planned_only;
use crate::grammar::{Grammar, is_verbal};
use readout_record::annotation::TokenIx;
use readout_record::edtf::{Date, Edtf};
use readout_record::mention::{DocumentIx, TimeMention};
use readout_record::span::Span;

/// The first clause that tells it.
pub fn held_that_day(desk: &Desk, document: DocumentIx, action: Span, due: &Edtf) -> Option<(DocumentIx, Span)> {
    let g = &desk.grammars[document];
    let day = due.date().filter(|d| d.day.is_some())?;
    Some(action).filter(|&a| is_to_gather(g, a))?;
    let after = |d: &DocumentIx| desk.day(*d).zip(day.day_number()).is_some_and(|(told, due)| told >= due);
    let later = desk.stories[desk.story_of[document]].iter().copied().filter(|d| *d != document).filter(after);
    later.into_iter().find_map(|d| Some((d, told(desk, d, day)?)))
}

fn told(desk: &Desk, document: DocumentIx, day: Date) -> Option<Span> {
    let g = &desk.grammars[document];
    let on_the_day =
        |t: &&TimeMention| t.edtf.as_ref().and_then(Edtf::date).is_some_and(|d| d.day.is_some() && d.compatible(day));
    desk.extracted[document].times.iter().filter(on_the_day).find_map(|time| {
        let token = g.tokens_in(time.span).next()?;
        let noun = (token.saturating_sub(6)..token).rev().find(|&n| g.sentence(n) == g.sentence(token) && is_gathering(g, n))?;
        let at =
            g.head(noun).filter(|&p| g.label(noun) == "pobj" && matches!(g.lemma(p).to_lowercase().as_str(), "at" | "during"))?;
        let verb = g.head(at).filter(|&v| is_verbal(g.token(v)))?;
        let own = g.ancestors(token).take_while(|&a| a != verb).all(|a| !is_verbal(g.token(a)));
        deed(g, verb).filter(|d| own && d.done && !is_planned_only(g, verb)).map(|d| up_to(g, d.clause, time.span.end()))
    })
}

/// The clause without what follows a semicolon after the day.
fn up_to(g: &Grammar, clause: Span, day: usize) -> Span {
    let end = g.text().get(day..clause.end()).and_then(|rest| rest.find(';')).map_or(clause.end(), |n| day + n);
    Span::new(g.text(), clause.start(), end).unwrap_or(clause)
}

/// "The session", "the opening one".
fn is_gathering(g: &Grammar, noun: TokenIx) -> bool {
    let numbered = |a: TokenIx| {
        matches!(g.word(a).to_lowercase().as_str(), "opening" | "inaugural") || HOLDERS.ordinals.iter().any(|o| o == g.lemma(a))
    };
    WORDS.gatherings.contains(&g.lemma(noun).to_lowercase()) || g.lemma(noun) == "one" && g.under(noun, &["amod"]).any(numbered)
}
