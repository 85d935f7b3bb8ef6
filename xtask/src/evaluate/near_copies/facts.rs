//! Copies in which one fact of an event differs.
//!
//! Enters: a document and its annotations. Leaves: copies, each with the name of the fact: a number told of an event, its date, its place, the name
//! of one who took part, whether it happened. Of the events in which a fact can be changed a few are taken by chance that depends on the text alone.

use super::numbers::another;
use super::words::{WORDS, replaced};
use crate::evaluate::seed::seed;
use readout_analysis::extract::extract;
use readout_analysis::grammar::Grammar;
use readout_record::annotation::Annotations;
use readout_record::document::Document;
use readout_record::kind::{ActorKind, Reality};
use readout_record::mention::EventMention;
use readout_record::span::Span;

/// What is changed, and the kind of the discrepancy that should be found.
pub const FACTS: &[(&str, &str)] =
    &[("number", "quantity"), ("date", "time"), ("place", "place"), ("name", "participants"), ("negation", "polarity")];

/// Words in place of others.
type Edit = (Span, String);

/// Most copies for one kind of fact.
const MOST: usize = 3;

/// A few copies for each kind of fact.
pub fn copies(document: &Document, annotations: &Annotations) -> Vec<(&'static str, String)> {
    let g = Grammar::new(document, annotations);
    let found = extract(&g, 0);
    let mut edits: Vec<Vec<Edit>> = vec![Vec::new(); FACTS.len()];
    for event in found.events.iter().filter(|e| e.reality == Reality::Happened) {
        let inside = |span: &Span| event.evidence.contains(*span);
        edits[0].extend(found.quantities.iter().map(|q| q.span).filter(inside).filter_map(|span| number(&g, span)));
        edits[1].extend(event.time.and_then(|t| date(&g, found.times[t].span)));
        edits[2].extend(event.place.and_then(|p| town(&g, p)));
        let persons = found.actors.mentions.iter().filter(|m| m.kind == ActorKind::Person && inside(&m.span));
        edits[3].extend(persons.filter(|m| m.name.contains(' ')).filter_map(|m| name(&g, m.span, &m.name)));
        edits[4].extend(negation(&g, event));
    }
    FACTS.iter().zip(edits).flat_map(|((fact, _), edits)| chosen_few(&g, fact, edits)).collect()
}

/// The copies of a few edits of one kind.
fn chosen_few(g: &Grammar, fact: &'static str, mut edits: Vec<Edit>) -> Vec<(&'static str, String)> {
    let rank = |(span, words): &Edit| (seed(&format!("{fact} {} {words}", span.of(g.text()))), *span);
    edits.sort_by_key(rank);
    edits.dedup_by(|a, b| a.0.of(g.text()) == b.0.of(g.text()));
    edits.into_iter().take(MOST).map(|(span, words)| (fact, changed(g.text(), fact, span, &words))).collect()
}

/// Another town; a place that is told with no name stays.
fn town(g: &Grammar, place: Span) -> Option<Edit> {
    let words = place.of(g.text());
    words.starts_with(char::is_uppercase).then(|| (place, chosen(&WORDS.places, words)))
}

/// The text with the words changed; names of people and places everywhere, so that the copy does not contradict itself.
fn changed(text: &str, fact: &str, span: Span, words: &str) -> String {
    if matches!(fact, "place" | "name" | "number") {
        let old = span.of(text);
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let whole = |at: usize| !letter(text[..at].chars().next_back()) && !letter(text[at + old.len()..].chars().next());
        let places: Vec<(usize, usize, String)> =
            text.match_indices(old).filter(|(at, _)| whole(*at)).map(|(at, _)| (at, at + old.len(), words.to_owned())).collect();
        return replaced(text, &places);
    }
    replaced(text, &[(span.start(), span.end(), words.to_owned())])
}

fn chosen(list: &[String], told: &str) -> String {
    list[(seed(told) % list.len() as u64) as usize].clone()
}

/// The amount with another number in it.
fn number(g: &Grammar, span: Span) -> Option<Edit> {
    let words = span.of(g.text());
    let told = words.split(|c: char| !(c.is_alphanumeric() || c == ',')).find(|w| another(w).is_some())?;
    Some((span, words.replacen(told, &another(told)?, 1)))
}

/// Another weekday, or a day of the month some days off.
fn date(g: &Grammar, span: Span) -> Option<Edit> {
    const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let words = span.of(g.text());
    if let Some(at) = DAYS.iter().position(|d| words.contains(d)) {
        return Some((span, words.replace(DAYS[at], DAYS[(at + 5) % 7])));
    }
    let day = words.split(|c: char| !c.is_ascii_digit()).find(|w| matches!(w.len(), 1 | 2))?;
    let value: u32 = day.parse().ok().filter(|d| (1..=28).contains(d))?;
    let month = words.chars().any(|c| c.is_uppercase());
    let other = if value > 14 { value - 3 } else { value + 3 };
    month.then(|| (span, words.replacen(day, &other.to_string(), 1)))
}

/// Another person in the place of the one named, in full.
fn name(g: &Grammar, span: Span, name: &str) -> Option<Edit> {
    let at = span.of(g.text()).find(name)?;
    let place = Span::new(g.text(), span.start() + at, span.start() + at + name.len())?;
    Some((place, chosen(&WORDS.names, name)))
}

/// The verb of the event denied: "met" as "did not meet", "was freed" as "was not freed".
fn negation(g: &Grammar, event: &EventMention) -> Option<Edit> {
    let verb = event.head;
    let auxiliary = g.under(verb, &["aux", "auxpass"]).next();
    if g.token(verb).pos != "VERB" || g.negated(verb) {
        return None;
    }
    match auxiliary {
        Some(a) => Some((g.token(a).span, format!("{} not", g.word(a))))
            .filter(|_| !g.word(a).contains(['\'', '’']) && g.word(a) != "to"),
        None if g.token(verb).tag == "VBD" => Some((g.token(verb).span, format!("did not {}", g.lemma(verb)))),
        None => None,
    }
}
