//! What later reports tell of a promise: done, or told as not done.
//!
//! Enters: the desk and the promises. Leaves: for each promise what was told of it later, the last word first. Silence is nothing told.

use crate::brief::deeds::{Deeds, Told, give_meanings, telling_verb, things};
use crate::brief::desk::Desk;
use crate::brief::promise::{Answer, Promise, is_later};
use crate::brief::turns::turned;
use crate::extract::deed::{WORDS, deed};
use crate::extract::event::slots;
use crate::extract::quantity::can_both_hold;
use crate::grammar::{Grammar, is_verbal};
use crate::link::akin::Index;
use crate::link::follow_ups::{Side, When, answers};
use foldhash::HashSet;
use readout_record::annotation::TokenIx;
use readout_record::edtf::{Date, Edtf};
use readout_record::kind::Effect;
use readout_record::mention::{DocumentIx, Quantity, TimeMention, TimexType};
use readout_record::span::Span;
use std::collections::BTreeSet;

/// At most so many deeds are held against one promise by their meaning: those with most words in common.
const CANDIDATES: usize = 6;

/// Days after which a talk is no longer the one that was promised.
const RECURS_AFTER: i64 = 30;

/// For each promise what was told of it later, the last word first.
pub fn follow_ups(desk: &mut Desk, promises: &[Promise], deeds: &mut Deeds) -> Vec<Vec<Answer>> {
    let mut sides: Vec<Side> = promises.iter().map(|p| promise_side(desk, p)).collect();
    let pairs = candidates(desk, promises, &sides, deeds);
    read_meanings(desk, promises, &mut sides, deeds, &pairs);
    let mut found: Vec<Vec<Answer>> = promises.iter().map(|_| Vec::new()).collect();
    for (number, document, i) in pairs {
        let Some(deed) = deeds.get(document, i) else { continue };
        found[number].extend(answer(desk, &promises[number], &sides[number], deed));
    }
    found.iter_mut().for_each(keep_surest);
    found.iter_mut().zip(turned(desk, promises)).for_each(|(f, more)| f.extend(more));
    found.into_iter().map(|f| last_word_first(desk, f)).collect()
}

/// What a deed says of a promise, where it is the one promised.
fn answer(desk: &Desk, promise: &Promise, side: &Side, told: &Told) -> Option<Answer> {
    if before_promise(desk, promise, told) || is_another_time(desk, promise, told) {
        return None;
    }
    let sure = answers(side, &told.side, when(desk, promise, told), &desk.table)?;
    let effect = effect(desk, promise, side, told)?;
    Some(Answer { effect, sure, document: told.document, clause: told.deed.clause, due: None })
}

/// Done, done in part, not done, refused; and what was to be left undone and was done.
fn effect(desk: &Desk, promise: &Promise, side: &Side, told: &Told) -> Option<Effect> {
    let own = side.same_verb(&told.side)
        && promise.actors.iter().any(|p| told.side.actors.iter().any(|a| desk.table.stands_for(*p, *a)));
    if abstains(desk, promise) {
        return (told.deed.done && own).then_some(Effect::Broken);
    }
    if told.deed.refused {
        return own.then_some(Effect::Broken);
    }
    if told.deed.thwarting && !side.same_verb(&told.side) {
        return (told.deed.done && gives_way(desk, promise)).then_some(Effect::Broken);
    }
    match (told.deed.done, count(desk, promise, told)) {
        (false, _) => Some(Effect::NotDone),
        (true, Count::Like) if is_late(desk, promise, told) => Some(Effect::PartlyKept),
        (true, Count::Like) => Some(Effect::Kept),
        (true, Count::Less) if so_far(desk, told) => Some(Effect::NotDone),
        (true, Count::Less) => side.same_verb(&told.side).then_some(Effect::PartlyKept),
        (true, Count::Other) => None,
    }
}

/// Whether a promise is one to leave something undone: "not to shell the port", "to refrain from strikes".
fn abstains(desk: &Desk, promise: &Promise) -> bool {
    let g = &desk.grammars[promise.documents[0]];
    g.tops(g.tokens_in(promise.action)).any(|t| g.negated(t) || WORDS.abstaining.contains(&g.lemma(t).to_lowercase()))
}

/// Whether a promise is one to let somebody in or through: whoever was then turned away was not let.
fn gives_way(desk: &Desk, promise: &Promise) -> bool {
    let g = &desk.grammars[promise.documents[0]];
    let any = |words: &HashSet<String>| g.tokens_in(promise.action).any(|t| words.contains(&g.lemma(t).to_lowercase()));
    any(&WORDS.letting) && any(&WORDS.ways) || any(&WORDS.admitting)
}

/// "So far", "as yet": more may come.
fn so_far(desk: &Desk, told: &Told) -> bool {
    let g = &desk.grammars[told.document];
    g.under(told.deed.verb, &["advmod", "prep", "npadvmod"]).any(|a| WORDS.so_far.contains(&g.lemma(a).to_lowercase()))
        || g.tokens_in(told.deed.clause)
            .any(|t| g.lemma(t) == "far" && WORDS.so_far.contains(&g.lemma(t.saturating_sub(1)).to_lowercase()))
}

/// Promises with the deeds of later reports of their story that share most words with them.
fn candidates(desk: &mut Desk, promises: &[Promise], sides: &[Side], deeds: &mut Deeds) -> Vec<(usize, DocumentIx, usize)> {
    let mut indices: Vec<Option<Deedbook>> = (0..desk.stories.len()).map(|_| None).collect();
    let mut pairs = Vec::new();
    for (number, promise) in promises.iter().enumerate() {
        let own = promise.documents[0];
        let story = desk.story_of[own];
        if desk.stories[story].len() < 2 || is_done(desk, promise) {
            continue;
        }
        let index = indices[story].take().unwrap_or_else(|| index(desk, story, deeds));
        let mut near: Vec<(usize, DocumentIx, usize)> = Vec::new();
        let mut shares = index.things.sharing(&sides[number].things);
        let verb: Vec<String> = sides[number].verb.iter().cloned().collect();
        index.bare.sharing(&verb).into_keys().for_each(|at| _ = shares.entry(at).or_default());
        for ((document, i), common) in shares {
            let Some(deed) = deeds.get(document, i) else { continue };
            let later = is_later(desk, promise, document, deed.date.as_ref());
            if deed.deed.restating || promise.documents.contains(&document) || !later {
                continue;
            }
            let same_verb = sides[number].same_verb(&deed.side) || (common > 0 && sides[number].like_verb(&deed.side));
            if common >= 2 || same_verb {
                near.push((common * 2 + usize::from(same_verb), document, i));
            }
        }
        indices[story] = Some(index);
        near.sort_by_key(|&(score, document, i)| (std::cmp::Reverse(score), document, i));
        pairs.extend(near.into_iter().take(CANDIDATES).map(|(_, document, i)| (number, document, i)));
    }
    pairs
}

/// The deeds of a story's reports by their words, those inside what is promised left out.
#[derive(Default)]
struct Deedbook {
    things: Index,
    /// "They freed the men": by the verb alone.
    bare: Index,
}

fn index(desk: &mut Desk, story: usize, deeds: &mut Deeds) -> Deedbook {
    let mut index = Deedbook::default();
    for document in desk.stories[story].clone() {
        for (i, told) in deeds.of(desk, document).iter().enumerate().filter(|(_, d)| !d.promised) {
            index.things.add((document, i), &told.side.things);
            let bare = told.side.things.iter().all(|t| WORDS.standing.contains(t));
            told.side.verb.iter().filter(|_| bare).for_each(|v| index.bare.add((document, i), std::slice::from_ref(v)));
        }
    }
    index
}

/// What is told as done already waits for no follow-up.
fn is_done(desk: &Desk, promise: &Promise) -> bool {
    let g = &desk.grammars[promise.documents[0]];
    let top = g.tops(g.tokens_in(promise.action)).next();
    top.and_then(|t| deed(g, t)).is_some_and(|d| d.done && !d.restating)
}

fn promise_side(desk: &Desk, p: &Promise) -> Side {
    let document = p.documents[0];
    let g = &desk.grammars[document];
    let verb = g.tops(g.tokens_in(p.action)).chain(g.tokens_in(p.action)).find(|&t| crate::grammar::is_verbal(g.token(t)));
    Side {
        actors: p.actors.clone(),
        heads: Vec::new(),
        of: None,
        verb: verb.and_then(|v| telling_verb(desk, document, v)),
        things: things(desk, document, p.action),
        meaning: None,
    }
}

/// A deed of a day or a year before the promise was told is none of its fulfilment.
fn before_promise(desk: &Desk, promise: &Promise, told: &Told) -> bool {
    let published = desk.grammars[promise.documents[0]].document.metadata.published.as_ref().and_then(Edtf::start);
    let times = desk.extracted[told.document].times.iter().filter(|t| told.deed.clause.contains(t.span));
    let years = times.filter_map(|t| t.edtf.as_ref()?.end()?.year);
    let earlier = published.and_then(|p| p.year).is_some_and(|year| years.max().is_some_and(|told| told < year));
    earlier || told.day.zip(desk.day(promise.documents[0])).is_some_and(|(deed, promise)| deed + 1 < promise)
}

/// What is done again and again, like talking, and is reported long after the promise or after its day was done for another reason.
fn is_another_time(desk: &Desk, promise: &Promise, told: &Told) -> bool {
    let due = promise.due.as_ref().and_then(Edtf::end).and_then(Date::day_number);
    let from = due.or(desk.day(promise.documents[0]));
    let late = told.day.or(desk.day(told.document)).zip(from).is_some_and(|(deed, from)| deed - from > RECURS_AFTER);
    late && told.verb_is(&WORDS.recurring)
}

/// Whether a deed is told as done after the day that it was due on: by its own date, or by the words. What people come together for is put off.
fn is_late(desk: &Desk, promise: &Promise, told: &Told) -> bool {
    let g = &desk.grammars[told.document];
    let gathers = told.verb_is(&WORDS.recurring)
        || g.conjuncts(told.deed.verb).into_iter().any(|v| {
            slots::objects(g, v).into_iter().chain(g.subject(v)).any(|o| WORDS.gatherings.contains(&g.lemma(o).to_lowercase()))
        });
    let last = promise.due.as_ref().and_then(Edtf::end).map(|d| d.last_day().unwrap_or(d)).and_then(Date::day_number);
    let own = |t: &&TimeMention| {
        let top = g.tokens_in(t.span).next();
        top.and_then(|t| g.ancestors(t).find(|&a| is_verbal(g.token(a)))) == Some(told.deed.verb)
    };
    let times = || desk.extracted[told.document].times.iter().filter(|t| told.deed.clause.contains(t.span));
    let start = |t: &TimeMention| t.edtf.as_ref()?.start().map(|d| d.first_day().unwrap_or(d))?.day_number();
    let dated = last.is_some_and(|last| times().filter(own).find_map(start).is_some_and(|first| first > last));
    !gathers && (dated || last.is_some() && told_as_late(g, times(), told.deed.clause))
}

/// "A week late", "three days after the deadline".
fn told_as_late<'t>(g: &Grammar, times: impl Iterator<Item = &'t TimeMention>, clause: Span) -> bool {
    let lengths: Vec<Span> = times.filter(|t| t.timex == TimexType::Duration).map(|t| t.span).collect();
    let follows = |t: TokenIx| lengths.iter().any(|l| g.tokens_in(*l).end == t);
    let due_day = |t: TokenIx| {
        let noun = g.under(t, &["pobj"]).find(|&o| WORDS.due_days.contains(&g.lemma(o).to_lowercase()));
        noun.is_some_and(|o| g.under(o, &["prep", "relcl", "acl"]).next().is_none())
    };
    g.tokens_in(clause).any(|t| match g.word(t).to_lowercase().as_str() {
        "after" => due_day(t),
        "behind" => due_day(t) && follows(t),
        word => WORDS.late.contains(word) && follows(t),
    })
}

/// Whether a deed was done between the report of the promise and the day that it is due on, or, where there is none, on a day after it.
fn when(desk: &Desk, promise: &Promise, told: &Told) -> When {
    let due = promise.due.as_ref().and_then(Edtf::end);
    let on_the_day =
        told.date.as_ref().and_then(Edtf::date).zip(due).is_some_and(|(d, due)| due.day.is_some() && d.compatible(due));
    match (told.day, due.and_then(Date::day_number)) {
        _ if before_promise(desk, promise, told) => When::Open,
        (Some(day), Some(due)) if day <= due => When::InTime,
        _ if on_the_day => When::InTime,
        (Some(_), None) if due.is_none() => When::After,
        _ => When::Open,
    }
}

/// How the numbers of a deed stand to those of the promise.
enum Count {
    Like,
    Less,
    Other,
}

/// "58 observers" are not the 120 that were promised.
fn count(desk: &Desk, promise: &Promise, told: &Told) -> Count {
    let of = |document: DocumentIx, span: Span| -> Vec<&Quantity> {
        let all = desk.extracted[document].quantities.iter();
        let counts = |q: &Quantity| q.noun.is_some() || !q.unit.is_empty();
        all.filter(|q| span.contains(q.span) && counts(&q.quantity)).map(|q| &q.quantity).collect()
    };
    let promised = of(promise.documents[0], promise.evidence);
    let done = of(told.document, told.deed.clause);
    for p in promised {
        let like: Vec<&&Quantity> = done.iter().filter(|d| d.noun == p.noun && d.unit == p.unit).collect();
        let less = |d: &&&Quantity| d.value < p.value && !can_both_hold(p, d);
        match like.first() {
            Some(first) if less(first) => return Count::Less,
            Some(_) if !like.iter().any(|d| can_both_hold(p, d)) => return Count::Other,
            _ => {}
        }
    }
    Count::Like
}

/// Reads the meanings of promises and deeds that stand in pairs.
fn read_meanings(desk: &Desk, promises: &[Promise], sides: &mut [Side], deeds: &mut Deeds, pairs: &[(usize, DocumentIx, usize)]) {
    let mut numbers: Vec<usize> = pairs.iter().map(|p| p.0).collect();
    numbers.dedup();
    let texts: Vec<&str> =
        numbers.iter().map(|&n| promises[n].evidence.of(desk.grammars[promises[n].documents[0]].text())).collect();
    if texts.is_empty() {
        return;
    }
    numbers.iter().zip(desk.encoder.embed(&texts)).for_each(|(&n, meaning)| sides[n].meaning = Some(meaning));
    let paired: BTreeSet<(DocumentIx, usize)> = pairs.iter().map(|p| (p.1, p.2)).collect();
    give_meanings(desk, deeds.all().filter(|(key, _)| paired.contains(key)).map(|(_, told)| told));
}

/// The surest deed, done before not done.
fn keep_surest(found: &mut Vec<Answer>) {
    found.sort_by(|a, b| b.sure.total_cmp(&a.sure).then(a.document.cmp(&b.document)).then(a.clause.cmp(&b.clause)));
    let best = found.iter().position(|f| f.effect != Effect::NotDone).unwrap_or(0);
    *found = found.drain(..).skip(best).take(1).collect();
}

/// What was reported last stands first; in one report, breaches and withdrawals before deeds.
fn last_word_first(desk: &Desk, mut found: Vec<Answer>) -> Vec<Answer> {
    let rank = |e: Effect| match e {
        Effect::Broken => 0,
        Effect::Withdrawn => 1,
        Effect::Kept | Effect::PartlyKept => 2,
        Effect::Extended => 3,
        Effect::NotDone => 4,
    };
    found.sort_by_key(|a| (std::cmp::Reverse(desk.day(a.document)), rank(a.effect), a.document, a.clause));
    found.dedup_by_key(|a| (a.document, a.clause));
    found
}
