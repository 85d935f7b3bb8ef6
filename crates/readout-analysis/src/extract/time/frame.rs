//! Finds time expressions: walks the trie of rules over the items of a document and keeps the longest that fit.
//!
//! Enters: a place. Leaves: frames: a rule, the items it covers, what it captured. It leaves alone: values.

use super::guard;
use super::lexicon::{BUILT_IN, Compiled, LEXICON, Lexicon, Worth};
use super::pattern::Slot;
use super::place::Place;
use crate::extract::quantity::item::{Kind, figure};
use smallvec::SmallVec;

/// What a slot holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Held {
    /// A number.
    Number(i32),
    /// A text of the lexicon.
    Text(&'static str),
    /// Number of a measure.
    Measure(usize),
    /// Number of an item that is read later.
    Item(usize),
}

/// Slots that were filled.
pub type Slots = SmallVec<[(Slot, Held); 6]>;

/// A fit of a rule.
#[derive(Clone, Debug)]
pub struct Frame {
    /// First item.
    pub first: usize,
    /// Item after the last.
    pub end: usize,
    /// Its rule.
    pub rule: &'static Compiled,
    /// What it captured.
    pub slots: Slots,
}

impl Frame {
    /// What `slot` holds.
    pub fn get(&self, slot: Slot) -> Option<Held> {
        self.slots.iter().find(|(s, _)| *s == slot).map(|(_, held)| *held)
    }

    /// The number in `slot`.
    pub fn number(&self, slot: Slot) -> Option<i32> {
        match self.get(slot)? {
            Held::Number(n) => Some(n),
            _ => None,
        }
    }

    /// The text in `slot`.
    pub fn text(&self, slot: Slot) -> Option<&'static str> {
        match self.get(slot)? {
            Held::Text(t) => Some(t),
            _ => None,
        }
    }
}

/// A class that holds the items from a place on.
struct Reading {
    class: u8,
    end: usize,
    held: Held,
}

/// All frames of a document in the order of the text, none overlapping: longer ones win, then earlier rules.
pub fn frames(place: &Place) -> Vec<Frame> {
    let lexicon = &*LEXICON;
    let mut found: Vec<Frame> = (0..place.items.len()).filter_map(|at| longest_at(place, lexicon, at)).collect();
    found.sort_by_key(|f| (std::cmp::Reverse(f.end - f.first), f.first));
    let mut taken = vec![false; place.items.len()];
    found.retain(|f| {
        let free = !taken[f.first..f.end].contains(&true);
        if free {
            taken[f.first..f.end].fill(true);
        }
        free
    });
    found.sort_by_key(|f| f.first);
    found
}

/// The longest frame that begins at item `at`.
fn longest_at(place: &Place, lexicon: &'static Lexicon, at: usize) -> Option<Frame> {
    let mut best: Option<(usize, u16, Slots)> = None;
    let mut slots = Slots::new();
    walk(place, lexicon, 0, at, at, &mut slots, &mut best);
    let (end, rule, mut slots) = best?;
    let rule = &lexicon.rules[rule as usize];
    slots.extend(rule.with.iter().map(|(slot, worth)| (*slot, held(worth))));
    Some(Frame { first: at, end, rule, slots })
}

fn walk(
    place: &Place,
    lexicon: &'static Lexicon,
    node: u32,
    first: usize,
    at: usize,
    slots: &mut Slots,
    best: &mut Option<(usize, u16, Slots)>,
) {
    let state = &lexicon.nodes[node as usize];
    for &rule in &state.rules {
        let better = best.as_ref().is_none_or(|(end, old, _)| at > *end || at == *end && rule < *old);
        if better && guard::fits(place, &lexicon.rules[rule as usize].rule, first, at) {
            *best = Some((at, rule, slots.clone()));
        }
    }
    let Some(item) = place.items.get(at).filter(|i| at == first || !i.parted) else { return };
    let open = |glued: bool| !glued || item.glued;
    for &(_, next) in state.words.get(&*item.word).into_iter().flatten().filter(|(glued, _)| open(*glued)) {
        walk(place, lexicon, next, first, at + 1, slots, best);
    }
    if state.classes.is_empty() {
        return;
    }
    for reading in readings(place, lexicon, at) {
        for edge in state.classes.iter().filter(|e| e.class == reading.class && open(e.glued)) {
            let kept = slots.len();
            slots.extend(edge.slot.map(|slot| (slot, reading.held)));
            walk(place, lexicon, edge.next, first, reading.end, slots, best);
            slots.truncate(kept);
        }
    }
}

fn held(worth: &'static Worth) -> Held {
    match worth {
        Worth::Number(n) => Held::Number(*n),
        Worth::Text(t) => Held::Text(t),
    }
}

/// Every class that holds the items from `at` on.
fn readings(place: &Place, lexicon: &'static Lexicon, at: usize) -> SmallVec<[Reading; 4]> {
    let mut found: SmallVec<[Reading; 4]> = SmallVec::new();
    let item = &place.items[at];
    for phrase in lexicon.phrases.get(&*item.word).into_iter().flatten() {
        let fits =
            phrase.words.iter().enumerate().all(|(k, word)| place.items.get(at + k).is_some_and(|i| i.word == word.as_str()));
        if fits && (!phrase.capital || item.capital) {
            found.push(Reading { class: phrase.class, end: at + phrase.words.len(), held: held(&phrase.worth) });
        }
    }
    if item.kind == Kind::Figure {
        figures(place, lexicon, at, &mut found);
    }
    for &measure in &place.measure_at[at] {
        let (number, measure) = (measure as usize, &place.measures[measure as usize]);
        found.push(Reading { class: built_in("measure"), end: measure.end, held: Held::Measure(number) });
        if at == measure.core {
            found.push(Reading { class: built_in("amount"), end: measure.end, held: Held::Measure(number) });
        }
    }
    found
}

fn built_in(name: &str) -> u8 {
    BUILT_IN.iter().position(|c| *c == name).unwrap_or(0) as u8
}

/// What figures may be: a day, a year, a time of day.
fn figures(place: &Place, lexicon: &Lexicon, at: usize, found: &mut SmallVec<[Reading; 4]>) {
    let word = &*place.items[at].word;
    let mut push = |class: &str, end: usize, held: Held| found.push(Reading { class: built_in(class), end, held });
    if let Some(clock) = clock(place, lexicon, at) {
        push("clock", at + 1, Held::Number(clock));
    }
    if word.matches('.').count() == 2 {
        push("dotted", at + 1, Held::Item(at));
    }
    let bare = word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit());
    let Some(n) = figure(word).filter(|_| bare).map(|n| n as i32) else { return };
    push("figure", at + 1, Held::Item(at));
    match word.len() {
        4 => four(n).into_iter().for_each(|(class, n)| push(class, at + 1, Held::Number(n))),
        3 => {}
        digits => short(n, digits).into_iter().for_each(|(class, n)| push(class, at + 1, Held::Number(n))),
    }
    if word.len() <= 2 && (1..=31).contains(&n) {
        let suffixed = place.items.get(at + 1).is_some_and(|i| i.glued && matches!(&*i.word, "st" | "nd" | "rd" | "th"));
        push("day", at + 1 + usize::from(suffixed), Held::Number(n));
        if suffixed {
            push("th", at + 2, Held::Number(n));
        }
    }
}

/// What four figures may be.
fn four(n: i32) -> impl IntoIterator<Item = (&'static str, i32)> {
    let year = (1000..2200).contains(&n).then_some(("year", n));
    let clock = (n / 100 < 24 && n % 100 < 60).then_some(("military", n / 100 * 60 + n % 100));
    [Some(("anyyear", n)), year, clock].into_iter().flatten()
}

/// What one or two figures may be, beside a day.
fn short(n: i32, digits: usize) -> impl IntoIterator<Item = (&'static str, i32)> {
    let century = if n < 50 { 2000 } else { 1900 };
    let two = [("anyyear", century + n), ("yy", n), ("mm", n), ("dd", n)].map(|reading| (digits == 2).then_some(reading));
    let tens = (digits == 2 && n % 10 == 0).then_some(("tens", n));
    let hour = (n <= 24).then_some(("hour", n));
    two.into_iter().chain([tens, hour]).flatten()
}

/// Minutes since midnight of `9:30`, `21:30:18`, and of `9.30` where "a.m." or a zone follows.
fn clock(place: &Place, lexicon: &Lexicon, at: usize) -> Option<i32> {
    let word = &*place.items[at].word;
    let next = place.word(at + 1);
    let pointed = lexicon.holds("meridiem", next) || lexicon.holds("zone", next);
    let sign = if word.contains(':') {
        ':'
    } else if pointed {
        '.'
    } else {
        return None;
    };
    let mut parts = word.split(sign);
    let (hour, minute) = (parts.next()?, parts.next()?);
    let (h, m): (i32, i32) = (hour.parse().ok()?, minute.parse().ok()?);
    (minute.len() == 2 && h < 24 && m < 60).then(|| h * 60 + m)
}
