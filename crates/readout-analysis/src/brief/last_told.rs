//! The last words of later reports that are plainly about what was promised, where none tells what became of it.
//!
//! Enters: the desk, the promises that wait, the deeds of the story. Leaves: for each the words of the newest report that speaks of it. It leaves alone:
//! whether it was kept; such words are for a reader to judge.

use crate::brief::deeds::{Deeds, Told, give_meanings};
use crate::brief::desk::Desk;
use crate::brief::promise::{Promise, is_later};
use crate::brief::timing::{before_promise, is_tied};
use crate::extract::deed::WORDS;
use crate::link::akin::{akin, shared};
use crate::link::follow_ups::Side;
use readout_record::edtf::{Date, Edtf};
use readout_record::mention::DocumentIx;
use readout_record::span::Span;
use std::collections::BTreeSet;

/// At most so many clauses are held against one promise by their meaning: those with most words in common.
const CANDIDATES: usize = 8;

/// So near in meaning, one thing in common is enough; with several, `NEAR_WITH_MORE`.
const NEAR: f32 = 0.6;
const NEAR_WITH_MORE: f32 = 0.4;

/// For each promise that waits the last words about it.
pub fn last_told(
    desk: &mut Desk,
    promises: &[Promise],
    sides: &mut [Side],
    waits: &[bool],
    deeds: &mut Deeds,
) -> Vec<Option<(DocumentIx, Span)>> {
    let mut found = Vec::new();
    for (number, promise) in promises.iter().enumerate() {
        let near = if waits[number] { candidates(desk, promise, &sides[number], deeds) } else { Vec::new() };
        if near.is_empty() {
            found.push(None);
            continue;
        }
        if sides[number].meaning.is_none() {
            let text = promise.evidence.of(desk.grammars[promise.documents[0]].text());
            sides[number].meaning = desk.encoder.embed(&[text]).pop();
        }
        let asked: BTreeSet<(DocumentIx, usize)> = near.iter().copied().collect();
        give_meanings(desk, deeds.all().filter(|(key, _)| asked.contains(key)).map(|(_, told)| told));
        let told = near.iter().filter_map(|&(document, i)| deeds.get(document, i));
        let plain = told.filter_map(|t| Some((sure(desk, promise, &sides[number], t)?, t)));
        let newest = plain.max_by(|(a, s), (b, t)| {
            let day = |t: &Told| desk.day(t.document);
            day(s).cmp(&day(t)).then(a.total_cmp(b)).then((t.document, t.deed.clause).cmp(&(s.document, s.deed.clause)))
        });
        found.push(newest.and_then(|(_, t)| Some((t.document, sentence(desk, t)?))));
    }
    found
}

/// Whether a deed is that somebody agreed or promised.
fn agrees(desk: &Desk, told: &Told) -> bool {
    told.deed.restating && WORDS.agreeing.contains(&desk.grammars[told.document].lemma(told.deed.verb).to_lowercase())
}

/// The whole sentence, for a clause alone may leave out what the reader looks for.
fn sentence(desk: &Desk, told: &Told) -> Option<Span> {
    let g = &desk.grammars[told.document];
    let tokens: Vec<_> = g.sentences.get(g.sentence(told.deed.verb))?.clone().filter(|&t| g.token(t).pos != "SPACE").collect();
    g.span(&tokens)
}

/// How surely a clause is about what was promised; `None` where it need not be.
fn sure(desk: &Desk, promise: &Promise, side: &Side, told: &Told) -> Option<f32> {
    if before_promise(desk, promise, told) {
        return None;
    }
    let (common, near) = (side.things_in_common(&told.side), side.near(&told.side));
    let tied = is_tied(desk, promise, told);
    let due = promise.due.as_ref().and_then(Edtf::end).and_then(Date::day_number);
    let on_the_day = told.day.is_some() && told.day == due;
    let alike = near >= NEAR || common >= 2 && (near >= NEAR_WITH_MORE || on_the_day);
    let plain = tied || alike && names_its_thing(desk, promise, told);
    plain.then_some(near + if tied { 1.0 } else { 0.0 })
}

/// Whether a clause has a common noun of what was promised: the name of a nation alone tells no matter.
fn names_its_thing(desk: &Desk, promise: &Promise, told: &Told) -> bool {
    let g = &desk.grammars[promise.documents[0]];
    let nouns = g.tokens_in(promise.action).filter(|&t| g.token(t).pos == "NOUN").map(|t| g.lemma(t).to_lowercase());
    nouns.into_iter().any(|n| told.side.things.iter().any(|t| akin(t, &n)))
}

fn candidates(desk: &mut Desk, promise: &Promise, side: &Side, deeds: &mut Deeds) -> Vec<(DocumentIx, usize)> {
    let own = promise.documents[0];
    let mut near: Vec<(usize, DocumentIx, usize)> = Vec::new();
    for document in desk.stories[desk.story_of[own]].clone() {
        if promise.documents.contains(&document) || !is_later(desk, promise, document, None) {
            continue;
        }
        for (i, told) in deeds.of(desk, document).iter().enumerate() {
            // What is told of it is a deed and not the promise once more.
            if !told.promised && !agrees(desk, told) && side.things_in_common(&told.side) > 0 {
                near.push((shared(&side.things, &told.side.things), document, i));
            }
        }
    }
    near.sort_by_key(|&(common, document, i)| (std::cmp::Reverse(common), document, i));
    near.into_iter().take(CANDIDATES).map(|(_, document, i)| (document, i)).collect()
}
