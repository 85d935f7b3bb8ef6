//! When a deed was done, held against the day that a promise was due on.
//!
//! Enters: the desk, a promise, a deed. Leaves: whether the report itself ties the deed to the promise by that day, whether it was done in time, late,
//! or another time altogether. It leaves alone: whether it is the deed that was promised.

use crate::brief::deeds::Told;
use crate::brief::desk::Desk;
use crate::brief::promise::Promise;
use crate::extract::deed::WORDS;
use crate::extract::event::slots;
use crate::extract::schedule::Timing;
use crate::extract::spelling::one;
use crate::grammar::is_verbal;
use crate::link::follow_ups::When;
use readout_record::annotation::TokenIx;
use readout_record::edtf::{Date, Edtf};
use readout_record::mention::{DocumentIx, Quantity, TimeMention};
use readout_record::span::Span;

/// Days after which a talk is no longer the one that was promised.
const RECURS_AFTER: i64 = 30;

/// "Late March" and "the second week of April" are no longer than this, in days.
const PART_OF_MONTH: i64 = 14;

/// Whether the report itself holds the deed against the promise: by the very day that it was due on, or by the number that was promised.
pub fn is_tied(desk: &Desk, promise: &Promise, told: &Told) -> bool {
    is_of_its_day(promise, told) || falls_short(desk, promise, told)
}

/// "41 detainees, 19 fewer than promised" of 60.
fn falls_short(desk: &Desk, promise: &Promise, told: &Told) -> bool {
    if is_fraction(desk, promise, told) {
        return true;
    }
    let Some(missing) = told.term.missing else { return false };
    let of = |document: DocumentIx, span: Span| {
        let all = desk.extracted[document].quantities.iter();
        all.filter(move |q| span.contains(q.span) && q.quantity.noun.is_some()).map(|q| &q.quantity)
    };
    let whole = |p: &Quantity, d: &Quantity| p.noun == d.noun && (p.value - d.value - missing as f64).abs() < 0.5;
    of(promise.documents[0], promise.evidence).any(|p| of(told.document, told.deed.clause).any(|d| whole(p, d)))
}

/// "14 of 22 plants" of the 22 that were promised.
pub fn is_fraction(desk: &Desk, promise: &Promise, told: &Told) -> bool {
    let g = &desk.grammars[told.document];
    let number = |t: TokenIx| {
        Some(t).filter(|&t| g.token(t).pos == "NUM").and_then(|t| one(&g.word(t).to_lowercase()).parse::<f64>().ok())
    };
    let whole = |part: TokenIx| {
        let of = g.tokens().get(part + 1).is_some_and(|t| t.lemma == "of");
        let next = part + 2 + usize::from(g.tokens().get(part + 2).is_some_and(|t| matches!(t.pos, "DET" | "PRON")));
        Some(next).filter(|&n| of && n < g.tokens().len()).and_then(number)
    };
    let promised = |m: f64| {
        let all = desk.extracted[promise.documents[0]].quantities.iter().filter(|q| promise.evidence.contains(q.span));
        all.filter(|q| q.quantity.noun.is_some()).any(|q| (q.quantity.value - m).abs() < 0.5)
    };
    // "At five of 12 sites" tells where, not how many.
    let counted = |t: TokenIx| {
        g.ancestors(t)
            .take_while(|&a| a != told.deed.verb && !is_verbal(g.token(a)))
            .all(|a| g.label(a) != "prep" || matches!(g.lemma(a), "of" | "for"))
    };
    g.tokens_in(told.deed.clause)
        .filter(|&t| counted(t))
        .any(|t| number(t).zip(whole(t)).is_some_and(|(n, m)| n < m && promised(m)))
}

/// "Due on 5 June", or "four days late" on 9 June.
fn is_of_its_day(promise: &Promise, told: &Told) -> bool {
    let Some(due) = promise.due.as_ref().and_then(Edtf::end) else { return false };
    told.term.dues.iter().any(|named| names(named, due)) || shifted(promise, told) == Some(true)
}

/// Whether words for a due day name this one: the same day or month, or a part of a month that holds it. A whole month holds too many.
pub fn names(named: &Edtf, due: Date) -> bool {
    let Some((from, to)) = named.start().zip(named.end()) else { return false };
    if named.date().is_some() {
        return to.compatible(due) && to.day.is_some() == due.day.is_some();
    }
    let (from, to) = (from.first_day().and_then(Date::day_number), to.last_day().and_then(Date::day_number));
    let (Some(from), Some(to), Some(held)) = (from, to, due.day_number()) else { return false };
    to - from <= PART_OF_MONTH && (from..=to).contains(&held)
}

/// Whether the day of the deed and how late it is said to be give the day of the promise; `None` where one of them is not told.
///
/// "Almost two weeks late" fits too many days to give one.
fn shifted(promise: &Promise, told: &Told) -> Option<bool> {
    let due = due_day(promise)?;
    let (least, most) = told.term.shift.filter(|(least, most)| most - least <= 2)?;
    Some((least..=most).contains(&(told.day? - due)))
}

/// Whether the report names another day that the deed was due on than that of the promise.
pub fn is_due_otherwise(promise: &Promise, told: &Told) -> bool {
    // "Within ten days" may count from the day of the telling or from the next.
    let far = || {
        let (due, (least, most), day) = (due_day(promise)?, told.term.shift?, told.day?);
        Some(day - due < least - 1 || day - due > most + 1)
    };
    !is_of_its_day(promise, told) && shifted(promise, told) == Some(false) && far() == Some(true)
}

fn due_day(promise: &Promise) -> Option<i64> {
    promise.due.as_ref().and_then(Edtf::end).map(|d| d.last_day().unwrap_or(d)).and_then(Date::day_number)
}

/// A deed of a day or a year before the promise was told is none of its fulfilment.
pub fn before_promise(desk: &Desk, promise: &Promise, told: &Told) -> bool {
    let published = desk.grammars[promise.documents[0]].document.metadata.published.as_ref().and_then(Edtf::start);
    let times = desk.extracted[told.document].times.iter().filter(|t| told.deed.clause.contains(t.span));
    let years = times.filter_map(|t| t.edtf.as_ref()?.end()?.year);
    let earlier = published.and_then(|p| p.year).is_some_and(|year| years.max().is_some_and(|told| told < year));
    earlier || told.day.zip(desk.day(promise.documents[0])).is_some_and(|(deed, promise)| deed + 1 < promise)
}

/// What is done again and again, like talking, and is reported long after the promise or after its day was done for another reason.
pub fn is_another_time(desk: &Desk, promise: &Promise, told: &Told) -> bool {
    let due = promise.due.as_ref().and_then(Edtf::end).and_then(Date::day_number);
    let from = due.or(desk.day(promise.documents[0]));
    let late = told.day.or(desk.day(told.document)).zip(from).is_some_and(|(deed, from)| deed - from > RECURS_AFTER);
    late && told.verb_is(&WORDS.recurring)
}

/// Whether a deed is told as done after the day that it was due on: by its own date, or by the words. What people come together for is put off.
///
/// `same`: whether it is surely the one promised, as the second round is.
pub fn is_late(desk: &Desk, promise: &Promise, told: &Told, same: bool) -> bool {
    let g = &desk.grammars[told.document];
    let gathers = told.verb_is(&WORDS.recurring)
        || g.conjuncts(told.deed.verb).into_iter().any(|v| {
            slots::objects(g, v).into_iter().chain(g.subject(v)).any(|o| WORDS.gatherings.contains(&g.lemma(o).to_lowercase()))
        });
    let last = due_day(promise);
    let own = |t: &&TimeMention| {
        let top = g.tokens_in(t.span).next();
        top.and_then(|t| g.ancestors(t).find(|&a| is_verbal(g.token(a)))) == Some(told.deed.verb)
    };
    let times = || desk.extracted[told.document].times.iter().filter(|t| told.deed.clause.contains(t.span));
    let start = |t: &TimeMention| t.edtf.as_ref()?.start().map(|d| d.first_day().unwrap_or(d))?.day_number();
    let own = |t: &&TimeMention| same || own(t);
    let dated = last.is_some_and(|last| times().filter(own).find_map(start).is_some_and(|first| first > last));
    let said = told.term.timing == Some(Timing::Late);
    let behind = is_of_its_day(promise, told) && told.day.zip(last).is_some_and(|(day, last)| day > last);
    said || behind || (same || !gathers) && dated
}

/// Whether a day is one on which something due on another can be told as late or in time.
fn borne_out(timing: Timing, day: i64, due: i64) -> bool {
    match timing {
        Timing::Late => (due..=due + 60).contains(&day),
        Timing::Early | Timing::InTime => day <= due,
    }
}

/// Whether a deed was done between the report of the promise and the day that it is due on, or, where there is none, on a day after it.
pub fn when(desk: &Desk, promise: &Promise, told: &Told) -> When {
    let due = promise.due.as_ref().and_then(Edtf::end);
    let on_the_day =
        told.date.as_ref().and_then(Edtf::date).zip(due).is_some_and(|(d, due)| due.day.is_some() && d.compatible(due));
    match (told.day, due.and_then(Date::day_number)) {
        _ if before_promise(desk, promise, told) => When::Open,
        _ if falls_short(desk, promise, told) => When::Summed,
        _ if is_of_its_day(promise, told) => When::Tied,
        (_, None) if due.is_none() && told.term.timing.is_some() => When::Stamped,
        (Some(day), Some(due)) if told.term.timing.is_some_and(|t| borne_out(t, day, due)) => When::Marked,
        (None, Some(_)) if told.term.timing.is_some() => When::Held,
        (Some(day), Some(due)) if day <= due => When::InTime,
        _ if on_the_day => When::InTime,
        (Some(_), None) if due.is_none() => When::After,
        (None, Some(due)) if desk.day(told.document).is_some_and(|day| day <= due) => When::Reported,
        _ => When::Open,
    }
}
