//! What is made of sentences that the encoder takes for the outcome of a promise.
//!
//! Enters: the desk, a promise, sentences with what they tell of it by the encoder. Leaves: an answer, where grammar finds a deed or a turn of the same side told as a
//! fact; else the words alone, for a reader to judge. It leaves alone: which sentences are read.

use crate::brief::deeds::{Deeds, Told, is_to_gather, things};
use crate::brief::desk::Desk;
use crate::brief::effects::{Count, abstains, count, is_own_account, is_part};
use crate::brief::outcomes::Heard;
use crate::brief::promise::{Answer, Promise};
use crate::brief::timing::{before_promise, is_fraction, is_late};
use crate::brief::turns::{is_alleged, turn_in};
use crate::link::actors::ActorIx;
use crate::link::akin::shared;
use readout_record::kind::Effect;
use readout_record::meaning::Outcome;
use readout_record::mention::DocumentIx;
use readout_record::span::Span;

/// How likely a sentence tells the outcome at least, for an answer and for being shown.
const SURE: f32 = 0.8;
const LIKELY: f32 = 0.6;
/// Share of one side among the outcomes at least, for an answer.
const ONE_SIDE: f32 = 0.7;

/// What the reader is told.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// What became of it.
    Answer(Answer),
    /// Words that seem to tell it.
    Words(DocumentIx, Span),
}

/// The sides of an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Done,
    Undone,
    Moved,
}

/// What the last sentences tell of a promise.
pub fn verdict(desk: &mut Desk, promise: &Promise, heard: &[Heard], deeds: &mut Deeds) -> Option<Verdict> {
    let mut sure: Vec<&Heard> = heard.iter().filter(|h| h.outcome.told() >= SURE).collect();
    // What was reported last is the last word.
    sure.sort_by_key(|h| std::cmp::Reverse(desk.day(h.document)));
    let answer = sure.iter().find_map(|h| answer(desk, promise, h, deeds));
    let words = || heard.iter().find(|h| h.outcome.told() >= LIKELY).map(|h| Verdict::Words(h.document, h.sentence));
    answer.map(Verdict::Answer).or_else(words)
}

fn answer(desk: &mut Desk, promise: &Promise, heard: &Heard, deeds: &mut Deeds) -> Option<Answer> {
    let (side, share) = side(&heard.outcome);
    if share < ONE_SIDE {
        return None;
    }
    let (document, sentence) = (heard.document, heard.sentence);
    if side == Side::Moved {
        let effect = if heard.outcome.extended > heard.outcome.withdrawn { Effect::Extended } else { Effect::Withdrawn };
        let own = things(desk, promise.documents[0], promise.evidence);
        let common = shared(&things(desk, document, sentence), &own);
        return turn_in(desk, promise, document, sentence, effect).filter(|_| common >= 2);
    }
    if abstains(desk, promise) {
        return None;
    }
    deeds.of(desk, document);
    let told: Vec<&Told> = deeds.in_sentence(document, sentence).collect();
    // Who promised to meet has not done so by another deed at the same place.
    let gathers = is_to_gather(&desk.grammars[promise.documents[0]], promise.action);
    if told.iter().any(|t| before_promise(desk, promise, t)) || gathers && !told.iter().any(|t| t.side.gathers) {
        return None;
    }
    let facts = told.iter().filter(|t| !t.deed.restating && !t.promised);
    let (effect, late) = match side {
        Side::Done => {
            let done = facts.clone().find(|t| t.deed.done && !is_own_account(desk, t))?;
            let counts: Vec<Count> = facts.clone().map(|t| count(desk, promise, t)).collect();
            if counts.contains(&Count::Other) || is_by_others(desk, promise, facts.clone()) {
                return None;
            }
            let part = heard.outcome.partly > heard.outcome.kept
                || counts.contains(&Count::Less)
                || facts.clone().any(|t| !t.deed.done || is_part(desk, t) || is_fraction(desk, promise, t));
            let late = !part && is_late(desk, promise, done, false);
            (if part || late { Effect::PartlyKept } else { Effect::Kept }, late)
        }
        _ => {
            // That it was not done is a fact where the report tells it, and a charge where somebody says so.
            facts.clone().find(|t| !t.deed.done && !is_alleged(desk, document, t.deed.clause))?;
            (Effect::NotDone, false)
        }
    };
    Some(Answer { effect, late, sure: heard.outcome.told(), document, clause: sentence, due: None })
}

/// Whether those who do what a sentence tells are named, and none of them is bound by the promise.
fn is_by_others<'t>(desk: &Desk, promise: &Promise, facts: impl Iterator<Item = &'t &'t Told>) -> bool {
    let doers: Vec<ActorIx> = facts.flat_map(|t| t.side.actors.iter().copied()).collect();
    let bound = |d: &ActorIx| promise.actors.iter().any(|p| desk.table.stands_for(*p, *d) || desk.table.stands_for(*d, *p));
    !doers.is_empty() && !promise.actors.is_empty() && !doers.iter().any(bound)
}

/// The likeliest side, and its share of all outcomes.
fn side(o: &Outcome) -> (Side, f32) {
    let sides = [(Side::Done, o.kept + o.partly), (Side::Undone, o.not_done + o.broken), (Side::Moved, o.withdrawn + o.extended)];
    let (side, most) = sides.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((Side::Done, 0.0));
    (side, most / o.told().max(f32::EPSILON))
}
