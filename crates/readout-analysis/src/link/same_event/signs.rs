//! What two tellings tell of each other, as numbers: what grammar says for and against their being one event.
//!
//! Enters: two tellings with their actors resolved, in the order of their documents. Leaves: one number for each name in `NAMES`, in that order.

use crate::extract::event::rules::same_family;
use crate::link::actors::ActorTable;
use crate::link::akin::akin;
use crate::link::tellings::{Article, Telling, content_overlap, has_day, likeness, objections, overlap, shared, shared_names};
use readout_record::kind::{EventType, Reality};

/// How many numbers.
pub const COUNT: usize = 65;

/// What each number tells; the weights name them too.
pub const NAMES: [&str; COUNT] = [
    "other days",
    "old news",
    "other texts",
    "other ordinals",
    "other states",
    "other types",
    "other deeds",
    "other realities",
    "parts swapped",
    "other people",
    "one document",
    "one sentence",
    "sentences apart",
    "a heading",
    "like tellings between",
    "one type",
    "one family",
    "contacts",
    "talks",
    "acts of agreement",
    "violence",
    "other type",
    "kind left open",
    "one word",
    "akin words",
    "two verbs",
    "two nouns",
    "one day",
    "days overlap",
    "two dates",
    "a date",
    "people in common",
    "names in common",
    "two names in common",
    "both have people",
    "one has people",
    "one place",
    "other places",
    "words in common",
    "one reality",
    "done and to come",
    "both done",
    "both to come",
    "one denied",
    "one possible",
    "later definite",
    "later indefinite",
    "earlier indefinite",
    "later bare",
    "earlier definite",
    "one plural",
    "two plurals",
    "ordinal in common",
    "points",
    "points back",
    "later empty",
    "earlier empty",
    "both empty",
    "one another",
    "two others",
    "its report dates others",
    "its report tells one before",
    "its report tells one",
    "other lengths",
    "one length",
];

/// Numbers at the beginning that tell an objection.
const OBJECTIONS: usize = 10;
const ONE_DOCUMENT: usize = 10;
const BOTH_DONE: usize = 41;
const POINTS: usize = 53;

/// What a point is worth among the numbers.
const POINT: f32 = 1.0 / 8.0;
/// Points that are enough where nothing is objected: an equal day, or a participant and something more.
const ENOUGH: f32 = 4.0;

/// What grammar is sure of without being weighed: a plan and what another report tells of it, or two plans, against which nothing is said and for which
/// enough is; 0 of any others. Of two things done so much is too often in common.
pub fn by_signs(signs: &[f32; COUNT]) -> f32 {
    let objected = signs[..OBJECTIONS].iter().any(|v| *v > 0.0);
    let ahead = signs[ONE_DOCUMENT] == 0.0 && signs[BOTH_DONE] == 0.0;
    if ahead && !objected && signs[POINTS] >= ENOUGH * POINT { 0.9 } else { 0.0 }
}

/// What the reports of a pair tell beside it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside {
    /// Tellings of the later one's type between them in their document.
    pub between: usize,
    /// Whether one of them has no date, and every like telling of its report that has one has another than the other telling.
    pub dated_others: bool,
    /// Whether the later one has no date, and its report told a like event before it, of which it may be a telling.
    pub told_before: bool,
    /// Whether the report of one tells a like event besides.
    pub told: bool,
}

/// The numbers of a pair.
pub fn signs(earlier: &Telling, later: &Telling, beside: Beside, table: &ActorTable) -> [f32; COUNT] {
    let (a, b) = (earlier, later);
    let flag = |yes: bool| f32::from(u8::from(yes));
    let one_document = a.ix.0 == b.ix.0;
    let apart = if one_document { a.sentence.abs_diff(b.sentence).min(12) as f32 / 12.0 } else { 1.0 };
    let both = |is: &dyn Fn(&Telling) -> bool| is(a) && is(b);
    let either = |is: &dyn Fn(&Telling) -> bool| is(a) || is(b);
    let contact = |t: &Telling| same_family(t.kind, EventType::Meeting);
    let dates = a.date.as_ref().zip(b.date.as_ref());
    let done = |t: &Telling| matches!(t.reality, Reality::Happened | Reality::UnderWay);
    let to_come = |t: &Telling| matches!(t.reality, Reality::Planned | Reality::Proposed);
    let empty = |t: &Telling| t.actors.is_empty() && t.date.is_none() && t.place.is_none();
    let places = a.place.as_ref().zip(b.place.as_ref());
    let lengths = a.minutes.zip(b.minutes);
    let near = |x: f64, y: f64| (x - y).abs() <= 0.15 * x.max(y);
    let people = shared(a, b, table);
    let names = shared_names(a, b, table);
    let other: [f32; COUNT - OBJECTIONS] = [
        flag(one_document),
        flag(one_document && a.sentence == b.sentence),
        apart,
        flag(either(&|t| t.heading)),
        if one_document { beside.between.min(4) as f32 / 4.0 } else { 0.0 },
        flag(a.kind == b.kind),
        flag(same_family(a.kind, b.kind)),
        flag(both(&contact)),
        flag(either(&|t| t.kind == EventType::Negotiation)),
        flag(both(&|t| matches!(t.kind, EventType::Agreement | EventType::Signing | EventType::Ceasefire))),
        flag(both(&|t| matches!(t.kind, EventType::Attack | EventType::Death))),
        flag(both(&|t| t.kind == EventType::Other)),
        flag(either(&|t| t.generic)),
        flag(a.word == b.word),
        flag(akin(&a.word, &b.word)),
        flag(both(&|t| t.verbal)),
        flag(both(&|t| !t.verbal)),
        flag(dates.is_some_and(|(x, y)| x == y && has_day(a))),
        flag(dates.is_some_and(|(x, y)| overlap(x, y))),
        flag(dates.is_some()),
        flag(either(&|t| t.date.is_some())),
        people.min(3) as f32,
        flag(names > 0),
        flag(names > 1),
        flag(both(&|t| !t.actors.is_empty())),
        flag(either(&|t| !t.actors.is_empty())),
        flag(places.is_some_and(|(x, y)| x == y)),
        flag(places.is_some_and(|(x, y)| x != y)),
        content_overlap(a, b) as f32,
        flag(a.reality == b.reality),
        flag(done(a) && to_come(b) || to_come(a) && done(b)),
        flag(both(&done)),
        flag(both(&to_come)),
        flag(either(&|t| t.reality == Reality::Denied)),
        flag(either(&|t| t.reality == Reality::Possible)),
        flag(b.article == Article::Definite),
        flag(b.article == Article::Indefinite),
        flag(a.article == Article::Indefinite),
        flag(!b.verbal && b.article == Article::None),
        flag(a.article == Article::Definite),
        flag(a.plural != b.plural),
        flag(both(&|t| t.plural)),
        flag(a.ordinal.is_some() && a.ordinal == b.ordinal),
        likeness(a, b, table) as f32 * POINT,
        flag(b.anaphoric),
        flag(empty(b)),
        flag(empty(a)),
        flag(empty(a) && empty(b)),
        flag(a.another != b.another),
        flag(a.another && b.another),
        flag(beside.dated_others),
        flag(beside.told_before),
        flag(beside.told),
        flag(lengths.is_some_and(|(x, y)| !near(x, y))),
        flag(lengths.is_some_and(|(x, y)| near(x, y))),
    ];
    let mut all = [0.0; COUNT];
    let (objected, rest) = all.split_at_mut(OBJECTIONS);
    objected.copy_from_slice(&objections(a, b, table).map(flag));
    rest.copy_from_slice(&other);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_names() {
        assert_eq!((NAMES[OBJECTIONS - 1], NAMES[ONE_DOCUMENT]), ("other people", "one document"));
        assert_eq!((NAMES[BOTH_DONE], NAMES[POINTS]), ("both done", "points"));
    }
}
