//! A value as one account gives it, with the words that tell of what: its clause, what it measures, the verb that governs it.
//!
//! Enters: the grammatical view and what was extracted. Leaves: amounts and times that can be held against others.

use super::alike;
use super::cues::{CUES, holds};
use super::vocabulary::{Bag, Vocabulary};
use crate::extract::Extracted;
use crate::extract::quantity::{Comparable, base, can_be_one};
use crate::grammar::{Grammar, is_verbal};
use readout_record::annotation::TokenIx;
use readout_record::edtf::{Date, Edtf};
use readout_record::kind::EventType;
use readout_record::mention::{DocumentIx, Quantity, TimexType};
use readout_record::span::Span;
use std::collections::BTreeSet;

/// A stretch of time in minutes since an early day, its end excluded.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// First minute.
    pub from: i64,
    /// Minute after the last.
    pub to: i64,
    /// Whether it is a time of day.
    pub clock: bool,
    /// Whether it tells a zone.
    pub zone: bool,
    /// As told.
    pub edtf: Edtf,
}

/// What sort of value.
#[derive(Clone, Debug, PartialEq)]
pub enum Sort {
    /// An amount.
    Amount(Quantity),
    /// A day, a time of day, a month.
    Time(Stretch),
}

/// A value with what stands around it.
#[derive(Clone, Debug)]
pub struct Value {
    /// Document.
    pub document: DocumentIx,
    /// The words.
    pub span: Span,
    /// What they say.
    pub sort: Sort,
    /// The amount in base units, if it is one; what is counted is left to `dimension`.
    pub worth: Option<Comparable>,
    /// What is measured or counted; empty for times.
    pub dimension: String,
    /// Token that heads them.
    pub top: TokenIx,
    /// Number of the sentence.
    pub sentence: usize,
    /// Verb, or root, of the clause that tells it.
    pub verb: TokenIx,
    /// What it is told of: words that govern it and their subjects and objects.
    pub owners: Bag,
    /// Content words of its clause, without its own.
    pub clause: Bag,
    /// Content words of its sentence, without its own.
    pub around: Bag,
    /// Content words of its own: what is counted, and how it is described.
    pub own: Bag,
    /// Type of the event that its clause tells, the innermost one.
    pub event: Option<EventType>,
    /// The clause without the value, for whoever compares meanings.
    pub masked: String,
    /// Whether what it is told of moves from hour to hour.
    pub moving: bool,
    /// Preposition that it stands under.
    pub preposition: String,
    /// Whether it is told as a part of another amount, or beside one.
    pub part: bool,
    /// Whether it is the time of a telling.
    pub telling: bool,
    /// Whether its verb tells what was done by then: "had listed 300 by the afternoon".
    pub passed: bool,
}

/// The values of a document, in the order of the text.
pub fn values(g: &Grammar, found: &Extracted, document: DocumentIx, words: &Vocabulary) -> Vec<Value> {
    let amounts = found.quantities.iter().map(|q| (q.span, Some(Sort::Amount(q.quantity.clone()))));
    let dated = found.times.iter().filter(|t| matches!(t.timex, TimexType::Date | TimexType::Time));
    let times = dated.map(|t| (t.span, t.edtf.as_ref().and_then(stretch).map(Sort::Time)));
    let mut values: Vec<Value> =
        amounts.chain(times).filter_map(|(span, sort)| value(g, found, words, document, span, sort?)).collect();
    values.sort_by_key(|v| v.span);
    values
}

fn value(g: &Grammar, found: &Extracted, words: &Vocabulary, document: DocumentIx, span: Span, sort: Sort) -> Option<Value> {
    let tokens = g.tokens_in(span);
    let top = g.tops(tokens.clone()).next()?;
    let sentence = g.sentence(top);
    let verb = clause_verb(g, top);
    let own = |t: &TokenIx| tokens.contains(t);
    let clause = clause(g, verb);
    let part = matches!(&sort, Sort::Amount(_)) && is_part(g, span);
    let owners = owners(g, top, &tokens);
    let masked = masked(g, &clause, span);
    let amount = if let Sort::Amount(q) = &sort { Some(q) } else { None };
    Some(Value {
        document,
        span,
        worth: amount.map(worth),
        dimension: amount.map(dimension).unwrap_or_default(),
        top,
        sentence,
        verb,
        moving: owners.iter().any(|w| holds(&CUES.moving, w)),
        owners: words.bag(&owners),
        clause: words.bag(&contents(g, clause.into_iter().filter(|t| !own(t)))),
        around: words.bag(&contents(g, g.sentences[sentence].clone().filter(|t| !own(t)))),
        event: found.events.iter().filter(|e| e.evidence.contains(span)).min_by_key(|e| e.evidence.len()).map(|e| e.kind),
        masked,
        own: words.bag(&contents(g, tokens.clone())),
        preposition: preposition(g, top),
        part,
        telling: matches!(sort, Sort::Time(_)) && is_telling(g, top),
        passed: g.token(verb).tag == "VBD" || g.under(verb, &["aux"]).any(|t| g.lemma(t) == "have"),
        sort,
    })
}

impl Value {
    /// Whether arithmetic can hold the two against each other.
    pub fn comparable(&self, other: &Value) -> bool {
        match (&self.sort, &other.sort) {
            (Sort::Amount(_), Sort::Amount(_)) => self.dimension == other.dimension && !self.dimension.is_empty(),
            (Sort::Time(_), Sort::Time(_)) => true,
            _ => false,
        }
    }

    /// Whether it is the day by which something is to be done, or until which it lasts.
    pub fn is_deadline(&self) -> bool {
        self.stretch().is_some() && holds(&CUES.deadline, &self.preposition)
    }

    /// Whether both can be told of one thing.
    pub fn can_both_hold(&self, other: &Value) -> bool {
        match (&self.worth, &other.worth) {
            (Some(a), Some(b)) => can_be_one(a, b),
            _ => self.stretch().zip(other.stretch()).is_none_or(|(a, b)| meet(a, b)),
        }
    }

    /// Whether it is a length of time.
    pub fn is_duration(&self) -> bool {
        self.dimension == "second"
    }

    /// The amount, if it is one.
    pub fn amount(&self) -> Option<&Quantity> {
        match &self.sort {
            Sort::Amount(q) => Some(q),
            Sort::Time(_) => None,
        }
    }

    /// The stretch of time, if it is one.
    pub fn stretch(&self) -> Option<&Stretch> {
        match &self.sort {
            Sort::Time(t) => Some(t),
            Sort::Amount(_) => None,
        }
    }
}

/// What is measured or counted, with nouns that count the same things made one.
pub fn dimension(q: &Quantity) -> String {
    if q.unit.is_empty() {
        q.noun.as_deref().map_or(String::new(), |n| format!("#{}", alike::counted(n)))
    } else {
        base(q).dimension
    }
}

/// The amount without its noun, so that the arithmetic compares whatever is counted.
fn worth(q: &Quantity) -> Comparable {
    base(&Quantity { noun: None, ..q.clone() })
}

const DAY: i64 = 24 * 60;
/// Clock times in unknown zones may be this far apart and be one.
const ZONES: i64 = 14 * 60;
/// Clock times of one zone that are this near may be one.
const ROUGHLY: i64 = 20;

fn meet(a: &Stretch, b: &Stretch) -> bool {
    if a.clock && b.clock {
        let slack = if a.zone == b.zone { ROUGHLY } else { ZONES };
        return a.from.abs_diff(b.from) <= slack.unsigned_abs();
    }
    a.from < b.to && b.from < a.to
}

/// The stretch of a value whose year is known and that is not told as about.
pub fn stretch(edtf: &Edtf) -> Option<Stretch> {
    let (start, end) = (edtf.start()?, edtf.end()?);
    if start.approximate || end.approximate {
        return None;
    }
    let ((from, _), (_, to)) = (ends(start)?, ends(end)?);
    let text = edtf.as_str();
    let clock = start.time.is_some() && edtf.date().is_some();
    let zone = text.split_once('T').is_some_and(|(_, clock)| clock.len() > 5);
    Some(Stretch { from, to, clock, zone, edtf: edtf.clone() })
}

fn ends(date: Date) -> Option<(i64, i64)> {
    let (from, to) = (date.first_day()?.day_number()?, date.last_day()?.day_number()? + 1);
    Some(match date.time {
        Some((h, m)) => {
            let at = from * DAY + i64::from(h) * 60 + i64::from(m);
            (at, at + 1)
        }
        None => (from * DAY, to * DAY),
    })
}

/// The verb of the clause that a token stands in, else the root of its sentence.
pub fn clause_verb(g: &Grammar, token: TokenIx) -> TokenIx {
    let clausal = |t: TokenIx| {
        matches!(g.label(t), "ROOT" | "ccomp" | "advcl" | "relcl" | "conj" | "acl" | "xcomp" | "parataxis" | "pcomp")
    };
    let is_verb = |t: TokenIx| is_verbal(g.token(t)) && clausal(t);
    let ancestors: Vec<TokenIx> = std::iter::once(token).chain(g.ancestors(token)).collect();
    ancestors.iter().copied().find(|&t| is_verb(t)).or(ancestors.last().copied()).unwrap_or(token)
}

/// Tokens of a verb's clause, lower clauses left out.
pub fn clause(g: &Grammar, verb: TokenIx) -> Vec<TokenIx> {
    let lower = |t: TokenIx| is_verbal(g.token(t)) && matches!(g.label(t), "ccomp" | "advcl" | "relcl" | "parataxis" | "conj");
    g.subtree_without(verb, lower)
}

/// Content words as they are compared.
pub fn contents(g: &Grammar, tokens: impl Iterator<Item = TokenIx>) -> BTreeSet<String> {
    let content = |&t: &TokenIx| matches!(g.token(t).pos, "NOUN" | "VERB" | "ADJ" | "PROPN") && !holds(&CUES.light, g.lemma(t));
    tokens.filter(content).map(|t| alike::word(g.lemma(t))).collect()
}

/// The words of a clause, the value among them as "some".
fn masked(g: &Grammar, clause: &[TokenIx], value: Span) -> String {
    let mut text = String::new();
    let mut last = None;
    for &t in clause.iter().filter(|&&t| g.token(t).pos != "SPACE") {
        let inside = value.contains(g.token(t).span);
        if inside && last == Some(true) {
            continue;
        }
        text.push_str(if inside { "some" } else { g.word(t) });
        text.push(' ');
        last = Some(inside);
    }
    text
}

fn owners(g: &Grammar, top: TokenIx, own: &std::ops::Range<TokenIx>) -> BTreeSet<String> {
    let mut found: Vec<TokenIx> = Vec::new();
    let mut at = top;
    while let Some(head) = g.head(at) {
        at = head;
        if matches!(g.token(at).pos, "NOUN" | "PROPN" | "VERB") && !own.contains(&at) {
            found.push(at);
            if g.token(at).pos == "VERB" {
                found.extend(g.subject(at));
                found.extend(g.under(at, &["dobj", "attr"]));
                break;
            }
        }
    }
    let of: Vec<TokenIx> = own.clone().flat_map(|t| g.prepositional(t, "of")).collect();
    found.extend(of);
    contents(g, found.into_iter().filter(|t| !own.contains(t)))
}

fn preposition(g: &Grammar, top: TokenIx) -> String {
    let mut at = top;
    for _ in 0..4 {
        if matches!(g.token(at).pos, "ADP" | "SCONJ") {
            return g.lemma(at).to_lowercase();
        }
        match g.head(at) {
            Some(head) if g.token(at).pos != "VERB" => at = head,
            _ => break,
        }
    }
    String::new()
}

/// Whether words in the amount, or the word after it, make it a part of another.
pub fn is_part(g: &Grammar, span: Span) -> bool {
    let tokens = g.tokens_in(span);
    let next = tokens.end;
    let after = g.tokens().get(next).map_or("", |t| t.span.of(g.text()));
    let more = |t: TokenIx| {
        g.word(t).eq_ignore_ascii_case("more")
            && g.tokens().get(t + 1).is_none_or(|_| !g.word(t + 1).eq_ignore_ascii_case("than"))
    };
    let governed =
        g.tops(tokens.clone()).next().map(|t| g.ancestors(t).take_while(|&h| !is_verbal(g.token(h))).collect::<Vec<_>>());
    let beside = governed.into_iter().flatten().any(|h| g.under(h, &["amod", "det"]).any(|m| holds(&CUES.part, g.word(m))));
    // "Their first two days": the word that makes a part of it stands outside the amount.
    let top = g.tops(tokens.clone()).next();
    let own = top.is_some_and(|t| g.under(t, &["amod", "det"]).any(|m| holds(&CUES.part, g.word(m))));
    // "Two airports and three more": a part of what both come to.
    let further = |c: TokenIx| more(c) || holds(&CUES.part, g.word(c));
    let added = top.is_some_and(|t| g.under(t, &["conj"]).any(|c| further(c) || g.under(c, &["amod", "det"]).any(further)));
    beside
        || own
        || added
        || tokens.clone().any(|t| holds(&CUES.part, g.word(t)) || more(t))
        || holds(&CUES.part, after)
        || after.eq_ignore_ascii_case("more")
}

/// Whether a time hangs on a verb of telling.
fn is_telling(g: &Grammar, top: TokenIx) -> bool {
    let mut at = top;
    while let Some(head) = g.head(at) {
        at = head;
        if is_verbal(g.token(at)) {
            return holds(&CUES.telling, g.lemma(at));
        }
        if !matches!(g.token(at).pos, "ADP" | "PROPN" | "NOUN" | "NUM") {
            break;
        }
    }
    false
}
