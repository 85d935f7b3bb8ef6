//! Amounts with a unit: number, unit and bounds read together: "close to thirty minutes", "$1.5 billion", "an hour and a half".
//!
//! Enters: the grammatical view and its items. Leaves: measures in the order of the text, none overlapping. It leaves alone: counts of things.

use super::item::{Item, Kind};
use super::lexicon::{Bend, Bound, LEXICON, NumberWord, Unit};
use super::number::{Number, and_a_half, number_at, phrase_at};
use crate::grammar::Grammar;
use readout_record::mention::Quantity;

/// A number with its bounds, and with its unit if it has one.
#[derive(Clone, Debug)]
pub struct Measure {
    /// First item, bounds included.
    pub first: usize,
    /// Item at which the number or its article begins.
    pub core: usize,
    /// Item after the last.
    pub end: usize,
    /// Unit, if it has one.
    pub unit: Option<&'static Unit>,
    /// What it says.
    pub quantity: Quantity,
    /// Whether it names no figure.
    pub vague: bool,
    /// Item after the last of the number itself.
    pub number_end: usize,
}

impl Measure {
    /// Whether it is a length of time.
    pub fn is_time(&self) -> bool {
        self.unit.is_some_and(|u| u.dimension == "second")
    }
}

/// All numbers of a document with what bounds them and the unit they have, if any.
pub fn measures(g: &Grammar, items: &[Item]) -> Vec<Measure> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < items.len() {
        match measure_at(g, items, at) {
            Some(measure) => {
                at = measure.end.max(at + 1);
                found.push(measure);
            }
            None => at += 1,
        }
    }
    found
}

/// The measure whose number begins at item `at`.
fn measure_at(g: &Grammar, items: &[Item], at: usize) -> Option<Measure> {
    let sign = LEXICON.signs.get(&*items[at].word).and_then(|list| phrase_at(items, at, list));
    let sign = sign.filter(|(len, _)| items[at + 1..at + len].iter().all(|i| i.glued));
    let measure = match sign {
        Some((len, unit)) => signed(items, at, at + len, &LEXICON.units[unit])?,
        None => long_at(items, at)
            .or_else(|| share_at(items, at))
            .or_else(|| article_at(g, items, at))
            .or_else(|| plain(items, at))?,
    };
    let measure = added(items, measure);
    Some(behind(items, before(g, items, measure)))
}

/// A currency sign and the number behind it.
fn signed(items: &[Item], at: usize, number: usize, unit: &'static Unit) -> Option<Measure> {
    let amount = range_at(items, number).filter(|n| n.figures)?;
    Some(measure(at, at, amount, Some(unit)))
}

/// "hour-long", "months-long", "hourlong".
fn long_at(items: &[Item], at: usize) -> Option<Measure> {
    if let Some(&unit) = LEXICON.long.get(&*items[at].word) {
        return Some(lasting(at, at + 1, &LEXICON.units[unit], items[at].word.ends_with("slong")));
    }
    let (len, unit) = phrase_at(items, at, LEXICON.unit_phrases.get(&*items[at].word)?)?;
    let unit = &LEXICON.units[unit];
    let hyphen = items.get(at + len).is_some_and(|i| i.word == "-" && i.glued);
    let long = items.get(at + len + usize::from(hyphen)).is_some_and(|i| i.word == "long");
    if !hyphen || !long || unit.dimension != "second" {
        return None;
    }
    Some(lasting(at, at + len + 2, unit, items[at].word.ends_with('s')))
}

/// About one unit, or some of them.
fn lasting(at: usize, end: usize, unit: &'static Unit, vague: bool) -> Measure {
    let (low, high) = if vague { (Some(2.0), None) } else { (Some(0.8), Some(1.2)) };
    let value = if vague { 2.0 } else { 1.0 };
    let number = Number { end: at, value, low, high, vague, figures: false, scale: 1.0 };
    let mut found = measure(at, at, number, Some(unit));
    found.quantity.approximate = true;
    found.end = end;
    found
}

/// "an hour", "a month"; not the rate in "barrels a day".
fn article_at(g: &Grammar, items: &[Item], at: usize) -> Option<Measure> {
    let article = matches!(&*items[at].word, "a" | "an");
    let full = usize::from(items.get(at + 1).is_some_and(|i| matches!(&*i.word, "full" | "whole" | "further" | "single")));
    let start = at + 1 + full;
    let (len, unit) = phrase_at(items, start, LEXICON.unit_phrases.get(&*items.get(start)?.word)?)?;
    let unit = &LEXICON.units[unit];
    let noun = g.token(items[start].token).tag.starts_with("NN");
    let long =
        items.get(start + len).is_some_and(|i| i.word == "-") && items.get(start + len + 1).is_some_and(|i| i.word == "long");
    if !article || !unit.article || !noun || long || is_rate(g, items, at, start + len) {
        return None;
    }
    let number = Number { end: start, value: 1.0, low: Some(1.0), high: Some(1.0), vague: false, figures: false, scale: 1.0 };
    let mut found = measure(at, at, number, Some(unit));
    found.end = start + len;
    Some(found)
}

/// "two-thirds", "a third of", "half of the", "half the", "one in three": a share, in percent.
fn share_at(items: &[Item], at: usize) -> Option<Measure> {
    let word = |i: usize| items.get(i).filter(|i| !i.parted).map_or("", |i| &*i.word);
    let count = match (word(at), LEXICON.numbers.get(word(at))) {
        ("half", _) => {
            let of = matches!(word(at + 1), "of" | "the" | "its" | "their" | "his" | "her" | "all");
            return of.then(|| share(at, at + 1, 50.0))?;
        }
        ("a" | "an", _) => 1.0,
        (_, Some(NumberWord::One(n))) => *n,
        _ => return None,
    };
    if let Some((end, part)) = out_of(items, at, count) {
        return share(at, end, 100.0 * part);
    }
    let hyphen = usize::from(word(at + 1) == "-");
    let end = at + 2 + hyphen;
    let Some(NumberWord::Fraction(part)) = LEXICON.numbers.get(word(at + 1 + hyphen)) else { return None };
    let of = word(end) == "of" && !matches!(word(end + 1), "a" | "an");
    let several = count > 1.0 && (hyphen == 1 || word(at + 1).ends_with('s'));
    (of && (count == 1.0 || several) || several && word(end) != "of").then(|| share(at, end, 100.0 * count * part))?
}

/// "one in three", "two out of five", not "one in three days": where it ends, and the part.
fn out_of(items: &[Item], at: usize, count: f64) -> Option<(usize, f64)> {
    let word = |i: usize| items.get(i).filter(|i| !i.parted).map_or("", |i| &*i.word);
    let joint = match (word(at + 1), word(at + 2), word(at + 3)) {
        ("in", ..) => 1,
        ("out", "of", _) => 2,
        ("-", "in", "-") => 3,
        _ => return None,
    };
    let all = number_at(items, at + 1 + joint).filter(|n| !n.vague && n.scale == 1.0 && count < n.value && n.value <= 20.0)?;
    let measured =
        LEXICON.unit_phrases.contains_key(word(all.end)) || items.get(all.end).is_some_and(|i| i.glued && i.kind != Kind::Mark);
    (!measured).then_some((all.end, count / all.value))
}

fn share(at: usize, end: usize, percent: f64) -> Option<Measure> {
    let unit = LEXICON.units.iter().find(|u| u.name == "percent")?;
    let number =
        Number { end, value: percent, low: Some(percent), high: Some(percent), vague: false, figures: false, scale: 1.0 };
    Some(measure(at, at, number, Some(unit)))
}

/// Whether "a day" at item `at` says how often: it stands straight behind what is counted.
fn is_rate(g: &Grammar, items: &[Item], at: usize, end: usize) -> bool {
    let next = items.get(end).map_or("", |i| &*i.word);
    let placed = matches!(next, "ago" | "later" | "earlier" | "before" | "after" | "and" | "or" | "-");
    let Some(before) = at.checked_sub(1).map(|b| &items[b]) else { return false };
    let counted = matches!(g.token(before.token).pos, "NOUN" | "NUM" | "SYM") || matches!(&*before.word, "once" | "twice" | "%");
    counted && !placed && !items[at].parted
}

/// A number or a range, fillers, and the unit if one follows.
fn plain(items: &[Item], at: usize) -> Option<Measure> {
    let number = range_at(items, at)?;
    let mut unit_at = number.end;
    for _ in 0..2 {
        unit_at += usize::from(items.get(unit_at).is_some_and(|i| LEXICON.fillers.contains_key(&*i.word) && !i.parted));
    }
    unit_at += usize::from(number.vague && items.get(unit_at).is_some_and(|i| i.word == "of"));
    let unit = items.get(unit_at).filter(|i| !i.parted).and_then(|i| LEXICON.unit_phrases.get(&*i.word));
    match unit.and_then(|list| phrase_at(items, unit_at, list)) {
        Some((len, unit)) if !is_age(items, unit_at + len) => {
            let mut found = measure(at, at, number, Some(&LEXICON.units[unit]));
            found.end = long_end(items, unit_at + len);
            Some(found)
        }
        Some(_) => None,
        None => Some(measure(at, at, number, None)),
    }
}

/// Whether "old" follows: an age is no length of time that anything took.
fn is_age(items: &[Item], at: usize) -> bool {
    let hyphen = usize::from(items.get(at).is_some_and(|i| i.word == "-"));
    items.get(at + hyphen).is_some_and(|i| matches!(&*i.word, "old" | "olds"))
}

/// Behind the "-long" of "two-day-long", if there is one.
fn long_end(items: &[Item], at: usize) -> usize {
    let long = items.get(at).is_some_and(|i| i.word == "-") && items.get(at + 1).is_some_and(|i| i.word == "long");
    if long { at + 2 } else { at }
}

/// A number, or two that bound a range: "10 to 12", "10-12", "between 10 and 12", "two or three".
fn range_at(items: &[Item], at: usize) -> Option<Number> {
    let first = number_at(items, at)?;
    let Some(joint) = items.get(first.end) else { return Some(first) };
    let word_before = |i: usize| i.checked_sub(1).map_or("", |b| &*items[b].word);
    let between =
        word_before(at) == "between" || (at >= 2 && items[at - 1].kind == Kind::Mark && word_before(at - 1) == "between");
    let joins = match &*joint.word {
        "to" | "-" | "–" | "—" | "or" => true,
        "and" => between,
        _ => false,
    };
    let skip =
        usize::from(items.get(first.end + 1).is_some_and(|i| LEXICON.signs.contains_key(&*i.word) && i.kind == Kind::Mark));
    let Some(second) = number_at(items, first.end + 1 + skip).filter(|_| joins) else { return Some(first) };
    let low = if first.scale == 1.0 && second.scale > 1.0 { first.value * second.scale } else { first.value };
    if first.vague || second.vague || low >= second.value {
        return Some(first);
    }
    let value = (low + second.value) / 2.0;
    Some(Number { value, low: Some(low), high: Some(second.value), ..second })
}

fn measure(first: usize, core: usize, number: Number, unit: Option<&'static Unit>) -> Measure {
    let name = unit.map_or(String::new(), |u| u.name.clone());
    let quantity =
        Quantity { value: number.value, low: number.low, high: number.high, unit: name, noun: None, approximate: number.vague };
    Measure { first, core, end: number.end, unit, quantity, vague: number.vague, number_end: number.end }
}

/// "and a half", "and 20 minutes" behind a length of time.
fn added(items: &[Item], found: Measure) -> Measure {
    let Some(unit) = found.unit.filter(|_| found.is_time() && !found.vague) else { return found };
    if let Some((end, part)) = and_a_half(items, found.end, &LEXICON) {
        let mut whole = found;
        shift(&mut whole.quantity, part);
        whole.end = end;
        return whole;
    }
    let mut next = found.end;
    next += usize::from(items.get(next).is_some_and(|i| i.word == ","));
    next += usize::from(items.get(next).is_some_and(|i| i.word == "and"));
    let smaller = items.get(next).filter(|i| i.kind != Kind::Mark && !i.parted).and_then(|_| plain(items, next));
    let Some(smaller) = smaller.filter(|m| !m.vague) else { return found };
    match smaller.unit.filter(|u| u.dimension == "second" && u.base < unit.base && u.low.is_none() && unit.low.is_none()) {
        Some(fine) => summed(found, smaller, unit.base / fine.base),
        None => found,
    }
}

/// The sum of two measures in the unit of the smaller.
fn summed(large: Measure, small: Measure, factor: f64) -> Measure {
    let mut quantity = small.quantity;
    shift(&mut quantity, large.quantity.value * factor);
    quantity.approximate |= large.quantity.approximate;
    Measure { first: large.first, core: large.core, quantity, number_end: large.number_end, ..small }
}

fn shift(quantity: &mut Quantity, by: f64) {
    quantity.value += by;
    quantity.low = quantity.low.map(|n| n + by);
    quantity.high = quantity.high.map(|n| n + by);
}

/// Takes in the words before the amount that bound it.
fn before(g: &Grammar, items: &[Item], mut found: Measure) -> Measure {
    for _ in 0..2 {
        let Some((len, bound)) = bound_ending_at(items, found.first) else { break };
        let token = items[found.first - 1].token;
        let particle = g.label(token) == "prt" || len == 1 && hands_over(g, token);
        if particle || found.is_time() && bound.not_as.iter().any(|label| label == g.label(token)) {
            break;
        }
        if !bound.silent {
            found.first -= len;
            bend(&mut found.quantity, bound.kind);
        } else {
            break;
        }
    }
    if found.first > 0 && items[found.first - 1].word == "between" && found.quantity.low < found.quantity.high {
        found.first -= 1;
    }
    found
}

/// Whether "over" belongs to a verb that stands before it: "handed over 34 soldiers", "took over two towns".
fn hands_over(g: &Grammar, token: usize) -> bool {
    let verb = token.checked_sub(1).filter(|&v| g.token(v).pos == "VERB");
    g.word(token) == "over" && verb.is_some_and(|v| LEXICON.handing.contains_key(g.lemma(v)))
}

/// The bound whose words end just before item `end`.
fn bound_ending_at(items: &[Item], end: usize) -> Option<(usize, &'static Bound)> {
    let last = items.get(end.checked_sub(1)?)?;
    let list = LEXICON.before.get(&*last.word)?;
    let (words, number) = list.iter().find(|(words, _)| {
        end.checked_sub(words.len()).is_some_and(|from| {
            items[from..end].iter().zip(words).all(|(item, word)| item.word == word.as_str())
                && items[from + 1..=end.min(items.len() - 1)].iter().all(|i| !i.parted)
        })
    })?;
    Some((words.len(), &LEXICON.bounds[*number]))
}

/// Takes in "or so", "or more" behind the amount.
fn behind(items: &[Item], mut found: Measure) -> Measure {
    let hyphen = usize::from(items.get(found.end).is_some_and(|i| i.word == "-" && i.glued));
    let at = found.end + hyphen;
    let list = items.get(at).filter(|i| !i.parted).and_then(|i| LEXICON.after.get(&*i.word));
    if let Some((len, number)) = list.and_then(|list| phrase_at(items, at, list)) {
        let joined = matches!(&*items[at].word, "+" | "or");
        if joined || found.unit.is_none() {
            found.end = at + len;
            bend(&mut found.quantity, LEXICON.bounds[number].kind);
        }
    }
    found
}

/// How far "about" reaches, as a share: the more digits a number has, the less.
fn slack(value: f64) -> f64 {
    let digits = format!("{}", value.abs());
    let told = digits.replace('.', "").trim_matches('0').len();
    match told {
        0 | 1 => 0.2,
        2 if value % 5.0 == 0.0 || value.fract() != 0.0 => 0.2,
        2 => 0.15,
        3 => 0.05,
        _ => 0.01,
    }
}

/// What the bound leaves of the interval.
fn bend(quantity: &mut Quantity, kind: Bend) {
    match kind {
        Bend::About => {
            let slack = slack(quantity.value);
            quantity.low = quantity.low.map(|n| n * (1.0 - slack));
            quantity.high = quantity.high.map(|n| n * (1.0 + slack));
            quantity.approximate = true;
        }
        Bend::Past => {
            quantity.high = quantity.high.map(|n| n * 1.15);
            quantity.approximate = true;
        }
        Bend::Near => {
            quantity.low = quantity.low.map(|n| n * 0.85);
            quantity.approximate = true;
        }
        Bend::Above => quantity.high = None,
        Bend::Below => quantity.low = None,
        Bend::Exact => {}
    }
}
