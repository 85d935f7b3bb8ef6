//! Why two values may be told of one thing, and what forbids it.
//!
//! Enters: two accounts and a value of each that cannot both hold. Leaves: nothing where grammar or arithmetic forbids to hold them against each
//! other; else what was counted around them, in a fixed order, for the scorer.

use super::alike;
use super::cues::{CUES, holds};
use super::value::{Value, dimension, values};
use crate::extract::Extracted;
use crate::extract::quantity::item;
use crate::extract::quantity::number::number_at;
use crate::grammar::Grammar;
use crate::knowledge::place;
use readout_record::annotation::TokenIx;
use readout_record::kind::ActorKind;
use readout_record::mention::DocumentIx;
use readout_record::span::Span;
use std::collections::BTreeSet;

/// One account of a story.
pub struct Account<'a, 'd> {
    /// Its grammatical view.
    pub g: &'a Grammar<'d>,
    /// Its values.
    pub values: Vec<Value>,
    numbers: Vec<f64>,
    names: BTreeSet<&'d str>,
    states: BTreeSet<&'static str>,
    sources: Vec<Span>,
    actors: Vec<Span>,
    published: Option<i64>,
}

impl<'a, 'd> Account<'a, 'd> {
    /// Reads what can be compared.
    pub fn new(g: &'a Grammar<'d>, found: &Extracted, document: DocumentIx) -> Account<'a, 'd> {
        let day = g.document.metadata.day();
        let all = 0..g.tokens().len();
        let sources = found.statements.iter().filter_map(|s| s.source).collect();
        let (names, states) = (names(g, all.clone()), states(g, all));
        let actors = found
            .actors
            .mentions
            .iter()
            .filter(|m| matches!(m.kind, ActorKind::Person | ActorKind::State))
            .map(|m| m.span)
            .collect();
        Account { g, values: values(g, found, document), numbers: numbers(g), names, states, sources, actors, published: day }
    }
}

/// All numbers of a document, whatever they count.
fn numbers(g: &Grammar) -> Vec<f64> {
    let items = item::items(g);
    let mut found = Vec::new();
    let mut at = 0;
    while at < items.len() {
        match number_at(&items, at).filter(|n| n.end > at && !n.vague) {
            Some(number) => {
                found.push(number.value);
                at = number.end;
            }
            None => at += 1,
        }
    }
    found
}

fn names<'d>(g: &Grammar<'d>, tokens: impl Iterator<Item = TokenIx>) -> BTreeSet<&'d str> {
    tokens.filter(|&t| g.token(t).pos == "PROPN").map(|t| g.word(t)).collect()
}

/// States named by a noun, an adjective or a capital.
fn states(g: &Grammar, tokens: impl Iterator<Item = TokenIx>) -> BTreeSet<&'static str> {
    let after = |t: TokenIx| g.tokens().get(t + 1).map(|n| &g.text()[g.token(t).span.start()..n.span.end()]);
    tokens.filter_map(|t| place(g.word(t)).or_else(|| place(after(t)?))).map(|p| p.state.name.as_str()).collect()
}

/// States that the sentence of a value tells of, those of whoever is cited left out.
fn told_states(account: &Account, value: &Value) -> BTreeSet<&'static str> {
    let cited = |t: &TokenIx| account.sources.iter().any(|s| s.overlaps(account.g.token(*t).span));
    states(account.g, account.g.sentences[value.sentence].clone().filter(|t| !cited(t)))
}

/// Names of places that the sentence of a value tells: "in Jeddah", "off Cape Greco".
fn places<'d>(g: &Grammar<'d>, sentence: usize) -> BTreeSet<&'d str> {
    let local = |t: &TokenIx| matches!(g.label(*t), "pobj") && g.token(*t).pos == "PROPN";
    let under = |t: &TokenIx| g.head(*t).is_some_and(|p| holds(&CUES.local, g.word(p)));
    g.sentences[sentence].clone().filter(local).filter(under).map(|t| g.word(t)).collect()
}

/// Ordinals from the second on: "the third round", "the 18th package".
fn ordinals(g: &Grammar, sentence: usize) -> BTreeSet<String> {
    let words = g.sentences[sentence].clone().map(|t| g.word(t).to_lowercase());
    words.filter(|w| CUES.ordinal.contains(w) || numbered(w)).collect()
}

fn numbered(word: &str) -> bool {
    let digits = word.trim_end_matches(char::is_alphabetic);
    !digits.is_empty() && digits.len() + 2 == word.len() && digits.bytes().all(|b| b.is_ascii_digit()) && digits != "1"
}

/// What was counted around a pair of values.
#[derive(Clone, Debug, PartialEq)]
pub struct Grounds(pub [f64; NAMES.len()]);

/// What each number of `Grounds` says.
pub const NAMES: [&str; 24] = [
    "owners",
    "clause",
    "around",
    "names",
    "clash",
    "noun",
    "verb",
    "tense",
    "planned",
    "day",
    "preposition",
    "best",
    "rivals",
    "length",
    "duration",
    "person",
    "percent",
    "ratio",
    "small",
    "large",
    "gap",
    "clock",
    "states",
    "far",
];

/// Farthest apart, as a logarithm, that two tellings of one amount commonly are.
const NEAR: f64 = 0.8;
/// Beyond a twelvefold two amounts are of two things, or one is a slip.
const FARTHEST: f64 = 2.5;

impl Grounds {
    /// The ground of that name.
    pub fn of(&self, name: &str) -> f64 {
        NAMES.iter().position(|n| *n == name).map_or(0.0, |at| self.0[at])
    }

    /// Whether one word governs both values, their clauses share another, no other pair of values fits as well, and they are not far apart.
    pub fn agree(&self) -> bool {
        self.of("owners") >= 1.0 && self.of("clause") >= 1.0 && self.of("best") >= 1.0 && self.of("ratio") <= NEAR
    }
}

/// The grounds for taking `x` of `a` and `y` of `b` for one thing; `None` where something forbids it.
pub fn grounds(a: &Account, b: &Account, x: &Value, y: &Value) -> Option<Grounds> {
    let settled = |o: &Value, other: &Account| other.values.iter().any(|z| o.comparable(z) && o.can_both_hold(z));
    let forbidden = settled(x, b) || settled(y, a) || x.part != y.part || x.telling || y.telling || updated(a, b, x, y);
    if forbidden || apart(a, b, x, y) || elsewhere(a, b, x, y) || amounts_forbid(a, b, x, y) || unknowable(a, b, x, y) {
        return None;
    }
    if offset(a.g, x) != offset(b.g, y) || of_named_thing(a, b, x) || of_named_thing(b, a, y) {
        return None;
    }
    Some(Grounds(count(a, b, x, y)))
}

/// Whether a length of time tells when and not how long: "four hours into the flight".
fn offset(g: &Grammar, value: &Value) -> bool {
    let next = g.tokens_in(value.span).end;
    value.amount().is_some_and(|q| dimension(q) == "second") && next < g.tokens().len() && holds(&CUES.offset, g.word(next))
}

/// Whether the value is told of a thing with a name of its own, a ship or a law, of which the other account knows no word.
fn of_named_thing(account: &Account, other: &Account, value: &Value) -> bool {
    let g = account.g;
    let Some(subject) = g.subject(value.verb).filter(|&s| g.token(s).pos == "PROPN") else { return false };
    let actor = account.actors.iter().any(|a| a.contains(g.token(subject).span));
    let words = || std::iter::once(subject).chain(g.under(subject, &["compound", "amod"])).map(|t| g.word(t));
    !actor && place(g.word(subject)).is_none() && !words().any(|w| other.names.contains(w))
}

/// Whether the later account tells its figure as a newer one, or a count of persons that has grown since.
fn updated(a: &Account, b: &Account, x: &Value, y: &Value) -> bool {
    let (Some(first), Some(second)) = (a.published, b.published) else { return false };
    let (later, new, old) = if first > second { (a, x, y) } else { (b, y, x) };
    let passage = &later.g.sentences[new.sentence];
    let cue = later.g.span(&passage.clone().collect::<Vec<_>>()).is_some_and(|s| CUES.updates(s.of(later.g.text())));
    let grown = match (new.amount(), old.amount()) {
        (Some(n), Some(o)) => n.value > o.value && n.noun.as_deref().is_some_and(alike::is_person),
        _ => false,
    };
    cue || first != second && grown
}

/// Whether the sentences name days that differ: two events.
fn apart(a: &Account, b: &Account, x: &Value, y: &Value) -> bool {
    if x.stretch().is_some() {
        return false;
    }
    let (one, other) = (days(a, x), days(b, y));
    !one.is_empty() && !other.is_empty() && !one.iter().any(|d| other.iter().any(|e| d.can_both_hold(e)))
}

/// Whether the sentences tell of other states, other places, or another of a series.
fn elsewhere(a: &Account, b: &Account, x: &Value, y: &Value) -> bool {
    let (s, t) = (told_states(a, x), told_states(b, y));
    let foreign = !s.is_subset(&b.states) && !t.is_subset(&a.states);
    let (p, q) = (places(a.g, x.sentence), places(b.g, y.sentence));
    let away = !p.is_empty() && !q.is_empty() && p.is_disjoint(&b.names) && q.is_disjoint(&a.names);
    let (m, n) = (ordinals(a.g, x.sentence), ordinals(b.g, y.sentence));
    foreign || away || !m.is_empty() && !n.is_empty() && m.is_disjoint(&n)
}

/// Days and times of day told in a value's sentence.
fn days<'v>(account: &'v Account, value: &Value) -> Vec<&'v Value> {
    let near = |v: &&Value| v.sentence == value.sentence && v.span != value.span;
    account.values.iter().filter(near).filter(|v| v.stretch().is_some_and(|s| s.to - s.from <= 24 * 60)).collect()
}

/// Whether arithmetic explains both amounts: one is told in the other account too, or is a sum or a rest of what is told there; or they are
/// said of differently named things.
fn amounts_forbid(a: &Account, b: &Account, x: &Value, y: &Value) -> bool {
    let (Some(p), Some(q)) = (x.amount(), y.amount()) else { return false };
    let (p, q) = (p.value, q.value);
    let changed = |account: &Account, v: &Value| v.preposition == "to" && holds(&CUES.change, account.g.lemma(v.verb));
    if lone(x) || lone(y) || changed(a, x) != changed(b, y) {
        return true;
    }
    if size(x, y).0 > FARTHEST || holds_any(&x.owners, &CUES.moving) {
        return true;
    }
    let shared_out = [(a, x), (b, y)].iter().any(|(account, v)| shares(account.g, v.sentence)) && whole_times(p, q);
    explained(p, q, &a.numbers) || explained(q, p, &b.numbers) || other_things(a.g, b.g, x, y) || shared_out
}

/// Whether it is one of a kind of thing: "one hotel" may be one of several.
fn lone(value: &Value) -> bool {
    value.amount().is_some_and(|q| q.value <= 1.0 && q.noun.as_deref().is_some_and(|n| !alike::is_person(n)))
}

/// Whether a list holds one of the words.
fn holds_any(words: &BTreeSet<String>, list: &[String]) -> bool {
    words.iter().any(|w| holds(list, w))
}

/// Whether a sentence tells what each of several gets, or all together.
fn shares(g: &Grammar, sentence: usize) -> bool {
    g.sentences[sentence].clone().any(|t| holds(&CUES.shared, g.word(t)))
}

/// Whether one amount is a few times the other.
fn whole_times(p: f64, q: f64) -> bool {
    let times = p.max(q) / p.min(q).max(1e-9);
    times <= 12.0 && (times - times.round()).abs() < 1e-6
}

/// Whether `other` is told among `numbers` itself, or as the sum or difference of `own` and another of them.
fn explained(own: f64, other: f64, numbers: &[f64]) -> bool {
    let same = |m: f64, n: f64| (m - n).abs() <= 1e-6 * n.abs();
    numbers.iter().any(|&n| !same(n, own) && n > 0.0 && (same(n, other) || same((own - n).abs(), other) || same(own + n, other)))
}

/// Whether both counted nouns have a name before them and no name in common: Tunisian drivers, Egyptian workers.
fn other_things(a: &Grammar, b: &Grammar, x: &Value, y: &Value) -> bool {
    let stem = |w: &str| w.chars().take(4).collect::<String>().to_lowercase();
    let named = |g: &Grammar, v: &Value| -> BTreeSet<String> {
        let capital = |t: &TokenIx| g.word(*t).starts_with(char::is_uppercase);
        let tokens = g.tokens_in(v.span).filter(|&t| matches!(g.label(t), "amod" | "compound")).filter(capital);
        tokens.filter(|&t| t != g.tokens_in(v.span).start).map(|t| stem(g.word(t))).collect()
    };
    let (m, n) = (named(a, x), named(b, y));
    !m.is_empty() && !n.is_empty() && m.is_disjoint(&n)
}

/// Whether one account was printed before the day that the other tells as past.
fn unknowable(a: &Account, b: &Account, x: &Value, y: &Value) -> bool {
    let after = |account: &Account, value: &Value, printed: Option<i64>| {
        let day = value.stretch().map(|s| s.from.div_euclid(24 * 60));
        day.zip(printed).is_some_and(|(day, printed)| day > printed) && tense(account.g, value.verb) == Tense::Past
    };
    after(a, x, b.published) || after(b, y, a.published)
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Tense {
    Past,
    Present,
    Ahead,
}

fn tense(g: &Grammar, verb: TokenIx) -> Tense {
    let helpers: Vec<&str> = g.under(verb, &["aux", "auxpass"]).map(|t| g.lemma(t)).collect();
    let modal = ["will", "shall", "would", "may", "might", "could", "should", "can", "must"];
    match g.token(verb).tag {
        _ if helpers.iter().any(|h| modal.contains(h)) => Tense::Ahead,
        "VB" => Tense::Ahead,
        "VBD" | "VBN" => Tense::Past,
        _ if helpers.contains(&"have") => Tense::Past,
        _ => Tense::Present,
    }
}

fn shared(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    a.intersection(b).count() as f64
}

/// How much of what is told around two values is common.
fn likeness(x: &Value, y: &Value) -> f64 {
    2.0 * shared(&x.owners, &y.owners) + shared(&x.clause, &y.clause) + 0.5 * shared(&x.around, &y.around)
}

fn count(a: &Account, b: &Account, x: &Value, y: &Value) -> [f64; NAMES.len()] {
    let flag = |yes: bool| f64::from(u8::from(yes));
    let sentence = |account: &Account, v: &Value| account.g.sentences[v.sentence].clone();
    let (m, n) = (names(a.g, sentence(a, x)), names(b.g, sentence(b, y)));
    let clash = m.iter().any(|w| !b.names.contains(w)) && n.iter().any(|w| !a.names.contains(w));
    let here = likeness(x, y);
    let rivals_x: Vec<f64> = b.values.iter().filter(|z| z.span != y.span && x.comparable(z)).map(|z| likeness(x, z)).collect();
    let rivals_y: Vec<f64> = a.values.iter().filter(|z| z.span != x.span && y.comparable(z)).map(|z| likeness(z, y)).collect();
    let rivals: Vec<f64> = rivals_x.into_iter().chain(rivals_y).collect();
    let best = rivals.iter().copied().fold(0.0, f64::max);
    let (one, other) = (tense(a.g, x.verb), tense(b.g, y.verb));
    let same_day = days(a, x).iter().any(|d| days(b, y).iter().any(|e| d.can_both_hold(e)));
    let gap = a.published.zip(b.published).map_or(0, |(p, q)| p.abs_diff(q));
    let dim = x.amount().map(dimension).unwrap_or_default();
    let noun = x.amount().zip(y.amount()).is_some_and(|(p, q)| p.noun.is_some() && p.noun == q.noun);
    let (ratio, low) = size(x, y);
    [
        shared(&x.owners, &y.owners).min(3.0),
        shared(&x.clause, &y.clause).min(4.0),
        shared(&x.around, &y.around).min(5.0),
        (m.intersection(&n).count() as f64).min(3.0),
        flag(clash),
        flag(noun),
        flag(alike::word(a.g.lemma(x.verb)) == alike::word(b.g.lemma(y.verb))),
        flag(one == other),
        flag(one != other && (one == Tense::Ahead || other == Tense::Ahead)),
        flag(same_day),
        flag(x.preposition == y.preposition),
        (here - best).clamp(-3.0, 3.0),
        libm::log1p(rivals.len() as f64),
        libm::log((a.g.tokens().len() * b.g.tokens().len()) as f64),
        flag(dim == "second"),
        flag(dim == "#person"),
        flag(dim == "percent"),
        ratio,
        flag(low <= 2.0),
        flag(low >= 13.0),
        libm::log1p(gap.min(14) as f64),
        flag(x.stretch().zip(y.stretch()).is_some_and(|(s, t)| s.clock && t.clock)),
        (states(a.g, sentence(a, x)).intersection(&states(b.g, sentence(b, y))).count() as f64).min(2.0),
        flag(gap > 3),
    ]
}

/// How far apart two values are, and the smaller amount.
fn size(x: &Value, y: &Value) -> (f64, f64) {
    use crate::extract::quantity::base;
    match (x.amount(), y.amount(), x.stretch(), y.stretch()) {
        (Some(p), Some(q), ..) => {
            let (v, w) = (base(p).value.abs() + 0.1, base(q).value.abs() + 0.1);
            (libm::fabs(libm::log(v / w)).min(3.0), p.value.min(q.value))
        }
        (_, _, Some(s), Some(t)) => (libm::log1p(s.from.abs_diff(t.from) as f64 / 1440.0).min(4.0), 5.0),
        _ => (0.0, 0.0),
    }
}
