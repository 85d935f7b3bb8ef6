//! Where a contact is held, or a paper signed, as each account tells it.
//!
//! Enters: what was extracted from each account. Leaves: pairs of accounts whose leads tell one contact, or one signing, at places that the other
//! account does not know. It leaves alone: what an account tells further down, which may be another contact.

use super::account::Account;
use super::next::{Next, Rift, apart};
use super::value::{Stretch, stretch};
use crate::extract::event::rules::same_family;
use readout_record::kind::{EventType, Reality};
use readout_record::mention::EventMention;
use readout_record::span::Span;

/// Sentences of a report, its title among them, that tell what it is about.
const LEAD: usize = 4;
/// Days between the publications of two reports of one contact.
const SAME_NEWS: u64 = 2;

/// The one contact, or the one signing, that the lead of an account tells with its place.
struct Told<'a> {
    place: (Span, &'a str),
    day: Option<Stretch>,
    ordinal: Option<u8>,
}

/// What leads are asked for: a kind of event, and whether it is to come.
const ASKED: [(EventType, bool); 3] = [(EventType::Signing, false), (EventType::Meeting, false), (EventType::Meeting, true)];

/// The pairs that cannot both hold.
pub fn rifts(all: &[Account]) -> Vec<Rift> {
    let mut found = Vec::new();
    for (kind, ahead) in ASKED {
        let told: Vec<Option<Told>> = all.iter().map(|a| told(a, kind, ahead)).collect();
        for i in 0..all.len() {
            for j in i + 1..all.len() {
                let (Some(a), Some(b)) = (&told[i], &told[j]) else { continue };
                let near = all[i].printed_near(&all[j], SAME_NEWS);
                let known = knows(&all[j], a.place.1) || knows(&all[i], b.place.1);
                if near && !known && one_contact(a, b, ahead) && apart(a.place.1, b.place.1) {
                    let next =
                        |k: usize, t: &Told| Next { document: all[k].document, span: t.place.0, value: t.place.1.to_owned() };
                    found.push(Rift { day: false, told: [next(i, a), next(j, b)] });
                }
            }
        }
    }
    found
}

/// Whether day and number fit; one that is to come is known by its day alone.
fn one_contact(a: &Told, b: &Told, ahead: bool) -> bool {
    let meet = a.day.as_ref().zip(b.day.as_ref()).map(|(x, y)| x.from < y.to && y.from < x.to);
    // "For the first time in years" numbers no round.
    let number = |t: &Told| t.ordinal.filter(|&n| n > 1);
    meet.unwrap_or(!ahead) && number(a) == number(b)
}

/// Whether an account has a word of the name.
fn knows(account: &Account, name: &str) -> bool {
    name.split(' ').any(|w| account.names.contains(w))
}

fn told<'a>(account: &Account<'a, '_>, kind: EventType, ahead: bool) -> Option<Told<'a>> {
    let text = account.g.text();
    let mut held = account.found.events.iter().filter(|e| is_held(account, e, kind, ahead));
    let first = held.next()?;
    let place = |e: &EventMention| e.place.map(|span| (span, span.of(text)));
    let own = place(first)?;
    let one = held.filter_map(place).all(|other| !apart(other.1, own.1));
    let day = first.time.and_then(|t| stretch(account.found.times[t].edtf.as_ref()?));
    one.then_some(Told { place: own, day, ordinal: first.ordinal })
}

fn is_held(account: &Account, e: &EventMention, kind: EventType, ahead: bool) -> bool {
    let contact = same_family(e.kind, kind) && !matches!(e.kind, EventType::PhoneCall | EventType::VideoCall);
    let fits = match e.reality {
        Reality::Happened | Reality::UnderWay => !ahead,
        Reality::Planned => ahead,
        _ => false,
    };
    contact && fits && account.g.sentence(e.head) < LEAD && e.place.is_some()
}
