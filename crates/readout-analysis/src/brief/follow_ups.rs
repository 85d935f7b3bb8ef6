//! What later reports tell of a promise: done, or told as not done.
//!
//! Enters: the desk and, for each promise, its tellings. Leaves: the follow-ups that the record shows, each with its words. Silence is none.

use crate::brief::deeds::{Deeds, Told, give_meanings, telling_verb, things};
use crate::brief::desk::Desk;
use crate::extract::deed::{WORDS, deed};
use crate::extract::quantity::can_both_hold;
use crate::link::actors::ActorIx;
use crate::link::akin::Index;
use crate::link::follow_ups::{Side, answers};
use readout_record::edtf::{Date, Edtf};
use readout_record::kind::CommitmentStatus;
use readout_record::mention::{DocumentIx, Quantity};
use readout_record::record::FollowUp;
use readout_record::span::Span;
use std::collections::BTreeSet;

/// A promise as far as its follow-up needs it.
pub struct Promise {
    /// The report that tells it, and those that tell it again.
    pub documents: Vec<DocumentIx>,
    /// Who is bound.
    pub actors: Vec<ActorIx>,
    /// What is to be done.
    pub action: Span,
    /// The whole clause.
    pub evidence: Span,
    /// By when.
    pub due: Option<Edtf>,
}

/// At most so many deeds are held against one promise by their meaning: those with most words in common.
const CANDIDATES: usize = 6;

/// Days after which a talk is no longer the one that was promised.
const RECURS_AFTER: i64 = 30;

/// For each promise the deeds that answer it, the surest first.
pub fn follow_ups(desk: &mut Desk, promises: &[Promise], deeds: &mut Deeds) -> Vec<Vec<FollowUp>> {
    let mut sides: Vec<Side> = promises.iter().map(|p| promise_side(desk, p)).collect();
    let pairs = candidates(desk, promises, &sides, deeds);
    read_meanings(desk, promises, &mut sides, deeds, &pairs);
    let mut found: Vec<Vec<(f32, &Told)>> = promises.iter().map(|_| Vec::new()).collect();
    for (number, document, i) in pairs {
        let Some(deed) = deeds.get(document, i) else { continue };
        if before_promise(desk, &promises[number], deed)
            || is_another_time(desk, &promises[number], deed)
            || counts_differ(desk, &promises[number], deed)
        {
            continue;
        }
        let timely = is_timely(desk, &promises[number], deed);
        if let Some(sure) = answers(&sides[number], &deed.side, timely, &desk.table) {
            found[number].push((sure, deed));
        }
    }
    found.into_iter().map(|f| shown(desk, f)).collect()
}

/// Promises with the deeds of later reports of their story that share most words with them.
fn candidates(desk: &mut Desk, promises: &[Promise], sides: &[Side], deeds: &mut Deeds) -> Vec<(usize, DocumentIx, usize)> {
    let mut indices: Vec<Option<Index>> = (0..desk.stories.len()).map(|_| None).collect();
    let mut pairs = Vec::new();
    for (number, promise) in promises.iter().enumerate() {
        let own = promise.documents[0];
        let story = desk.story_of[own];
        if desk.stories[story].len() < 2 || is_done(desk, promise) {
            continue;
        }
        let index = indices[story].take().unwrap_or_else(|| index(desk, story, deeds));
        let mut near: Vec<(usize, DocumentIx, usize)> = Vec::new();
        for ((document, i), common) in index.sharing(&sides[number].things) {
            let Some(deed) = deeds.get(document, i) else { continue };
            if deed.deed.restating || promise.documents.contains(&document) || !is_later(desk, document, own) {
                continue;
            }
            let same_verb = sides[number].same_verb(&deed.side);
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
fn index(desk: &mut Desk, story: usize, deeds: &mut Deeds) -> Index {
    let mut index = Index::default();
    for document in desk.stories[story].clone() {
        let told = deeds.of(desk, document).iter().enumerate().filter(|(_, d)| !d.promised);
        told.for_each(|(i, d)| index.add((document, i), &d.side.things));
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
        verb: verb.and_then(|v| telling_verb(desk, document, v)),
        things: things(desk, document, p.action),
        meaning: None,
    }
}

/// Whether a report stands after another in time, as far as publication tells.
fn is_later(desk: &Desk, document: DocumentIx, than: DocumentIx) -> bool {
    desk.day(document).zip(desk.day(than)).is_some_and(|(later, earlier)| later > earlier)
}

/// A deed of a day or a year before the promise was told is none of its fulfilment.
fn before_promise(desk: &Desk, promise: &Promise, told: &Told) -> bool {
    let published = desk.grammars[promise.documents[0]].document.metadata.published.as_ref().and_then(Edtf::start);
    let times = desk.extracted[told.document].times.iter().filter(|t| told.deed.clause.contains(t.span));
    let years = times.filter_map(|t| t.edtf.as_ref()?.end()?.year);
    let earlier = published.and_then(|p| p.year).is_some_and(|year| years.max().is_some_and(|told| told < year));
    earlier || told.day.zip(desk.day(promise.documents[0])).is_some_and(|(deed, promise)| deed + 1 < promise)
}

/// What is done again and again, like talking, and is reported long after the promise was done for another reason.
fn is_another_time(desk: &Desk, promise: &Promise, told: &Told) -> bool {
    let late =
        desk.day(told.document).zip(desk.day(promise.documents[0])).is_some_and(|(deed, promise)| deed - promise > RECURS_AFTER);
    late && promise.due.is_none() && told.verb_is(&WORDS.recurring)
}

/// A deed of a day between the report of the promise and the day that it is due on.
fn is_timely(desk: &Desk, promise: &Promise, told: &Told) -> bool {
    let due = promise.due.as_ref().and_then(Edtf::end).and_then(Date::day_number);
    told.day.zip(due).is_some_and(|(day, due)| day <= due) && !before_promise(desk, promise, told)
}

/// "58 observers" are not the 120 that were promised.
fn counts_differ(desk: &Desk, promise: &Promise, told: &Told) -> bool {
    let of = |document: DocumentIx, span: Span| -> Vec<&Quantity> {
        let all = desk.extracted[document].quantities.iter();
        let counts = |q: &Quantity| q.noun.is_some() || !q.unit.is_empty();
        all.filter(|q| span.contains(q.span) && counts(&q.quantity)).map(|q| &q.quantity).collect()
    };
    let promised = of(promise.documents[0], promise.evidence);
    let done = of(told.document, told.deed.clause);
    promised.iter().any(|p| {
        let mut like = done.iter().filter(|d| d.noun == p.noun && d.unit == p.unit).peekable();
        like.peek().is_some() && !like.any(|d| can_both_hold(p, d))
    })
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

/// The surest deed, one of those that tell the last word: done before not done.
fn shown(desk: &Desk, mut found: Vec<(f32, &Told)>) -> Vec<FollowUp> {
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.document.cmp(&b.1.document)).then(a.1.deed.clause.cmp(&b.1.deed.clause)));
    let best = found.iter().find(|f| f.1.deed.done).or(found.first());
    let entry = |f: &(f32, &Told)| FollowUp {
        effect: if f.1.deed.done { CommitmentStatus::Kept } else { CommitmentStatus::Open },
        evidence: vec![desk.evidence(f.1.document, f.1.deed.clause)],
    };
    best.map(entry).into_iter().collect()
}
