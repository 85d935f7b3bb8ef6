//! Where and when the next contact is to be, as each account tells it.
//!
//! Enters: what was extracted from each account. Leaves: for each account its one next contact, and pairs of accounts that give it different
//! places or days. It leaves alone: contacts that were held, and accounts that tell of several to come.

use super::account::Account;
use super::cues::{CUES, holds};
use super::value::{Stretch, stretch};
use crate::extract::event::rules::same_family;
use crate::knowledge::place;
use crate::link::name::fold;
use readout_record::kind::{EventType, Reality};
use readout_record::mention::EventMention;
use readout_record::span::Span;

/// The place or the day of a next contact.
#[derive(Clone, Debug)]
pub struct Next {
    /// Document.
    pub document: usize,
    /// The words.
    pub span: Span,
    /// As it is shown.
    pub value: String,
}

/// Two accounts of the next contact that cannot both hold.
#[derive(Clone, Debug)]
pub struct Rift {
    /// Whether it is about the day, and not about the place.
    pub day: bool,
    /// The two tellings.
    pub told: [Next; 2],
}

/// What one account tells of the next contact.
struct Told<'a> {
    place: Option<(Span, &'a str)>,
    time: Option<(Span, Stretch)>,
}

/// The pairs that cannot both hold.
pub fn rifts(all: &[Account]) -> Vec<Rift> {
    let told: Vec<Option<Told>> = all.iter().map(told).collect();
    let mut found = Vec::new();
    for i in 0..all.len() {
        for j in i + 1..all.len() {
            let (Some(a), Some(b)) = (&told[i], &told[j]) else { continue };
            if !all[i].printed_near(&all[j], SAME_NEWS) {
                continue;
            }
            if let (Some(p), Some(q)) = (a.place, b.place)
                && apart(p.1, q.1)
            {
                found.push(rift(false, (all, i, p.0, p.1.to_owned()), (all, j, q.0, q.1.to_owned())));
            }
            if let (Some((s, x)), Some((t, y))) = (&a.time, &b.time)
                && (x.to <= y.from || y.to <= x.from)
            {
                found.push(rift(true, (all, i, *s, x.edtf.to_string()), (all, j, *t, y.edtf.to_string())));
            }
        }
    }
    found
}

type Side<'a, 'd, 'x> = (&'x [Account<'a, 'd>], usize, Span, String);

fn rift(day: bool, x: Side, y: Side) -> Rift {
    let side = |(all, i, span, value): Side| Next { document: all[i].document, span, value };
    Rift { day, told: [side(x), side(y)] }
}

/// Days after which a report may tell of another contact, or of a change of plan.
const SAME_NEWS: u64 = 3;

/// The next contact of an account, where it tells of one alone.
fn told<'a>(account: &Account<'a, '_>) -> Option<Told<'a>> {
    let text = account.g.text();
    let ahead: Vec<&EventMention> = account.found.events.iter().filter(|e| is_next(account, e)).collect();
    let places: Vec<(Span, &str)> = ahead.iter().filter_map(|e| Some((e.place?, e.place?.of(text)))).collect();
    let times: Vec<(Span, Stretch)> = ahead.iter().filter_map(|e| time(account, e)).collect();
    let one_place = places.iter().all(|p| !apart(p.1, places[0].1));
    let one_time = times.iter().all(|t| t.1.from < times[0].1.to && times[0].1.from < t.1.to);
    (one_place && one_time).then(|| Told { place: places.first().copied(), time: times.into_iter().next() })
}

/// Whether a contact is told as the next one: planned, with a word for "next" or "again" in its clause.
fn is_next(account: &Account, event: &EventMention) -> bool {
    let contact = same_family(event.kind, EventType::Meeting) && event.kind != EventType::PhoneCall;
    let planned = matches!(event.reality, Reality::Planned | Reality::Proposed);
    let sentence = account.g.sentences[account.g.sentence(event.head)].clone();
    contact && planned && sentence.into_iter().any(|t| holds(&CUES.next, account.g.word(t)))
}

fn time(account: &Account, event: &EventMention) -> Option<(Span, Stretch)> {
    let time = &account.found.times[event.time?];
    Some((time.span, stretch(time.edtf.as_ref()?)?))
}

/// Whether two places are two: neither holds the other's words, and neither is the state that the other is in.
pub fn apart(a: &str, b: &str) -> bool {
    let (x, y) = (fold(a), fold(b));
    let words = |s: &str| s.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let shared = words(&x).iter().any(|w| words(&y).contains(w));
    let named = |s: &str| s.chars().any(char::is_uppercase);
    let state = |s: &str| place(s).map(|p| p.state.name.as_str());
    let one_state = state(a).zip(state(b)).is_some_and(|(m, n)| m == n);
    named(a) && named(b) && !shared && !one_state && state(a).is_some() == state(b).is_some()
}
