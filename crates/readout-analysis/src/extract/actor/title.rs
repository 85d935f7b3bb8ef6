//! The titles of named persons: before the name, with an office, beside it.
//!
//! Enters: the grammatical view and where a name begins or ends. Leaves: the title, whose it is, and where the words for both begin.

use super::describe::{allegiance, is_title_head, title_start, title_words};
use super::office;
use super::shape::{clean, entity_at, is_wrap, words};
use crate::grammar::{Grammar, is_verbal};
use crate::knowledge::{self, Sense};
use readout_record::annotation::TokenIx;
use std::ops::Range;

/// A title as told with a name.
pub struct Title {
    /// First token of what tells it.
    pub start: TokenIx,
    /// Its words.
    pub role: String,
    /// State or organisation.
    pub of: Option<String>,
}

/// A title that stands before a name: "Russian Foreign Minister" in "Russian Foreign Minister Sergei Lavrov", or an office with what it is of.
pub fn title_before(g: &Grammar, name: TokenIx) -> Option<Title> {
    let direct = direct_title(g, name).map(|inner| match whose_office(g, inner.start) {
        Some(start) => Title { start, role: clean(g, &(start..name)), of: inner.of },
        None => inner,
    });
    direct.or_else(|| office_before(g, name))
}

/// "Special Representative of the Secretary-General Ann Lee": where the title begins that is one of the holder of the title at `inner`.
fn whose_office(g: &Grammar, inner: TokenIx) -> Option<TokenIx> {
    let noun = office::offices(g, inner).next()?;
    let between = noun + 2..inner;
    let article = between.len() <= 1 && between.clone().all(|t| g.token(t).pos == "DET");
    title_start(g, noun).filter(|_| article)
}

/// A title that stands before a name with nothing between.
pub fn direct_title(g: &Grammar, name: TokenIx) -> Option<Title> {
    let sentence = g.sentence(name);
    let floor = (name.saturating_sub(5)..name).find(|&t| g.sentence(t) == sentence)?;
    let joined = |t: TokenIx| g.token(t).pos != "DET" && g.token(t).tag != "POS" && (g.token(t).pos != "SPACE" || is_wrap(g, t));
    let first = (floor..name).rev().take_while(|&t| joined(t)).last()?;
    let begins = |t: TokenIx| !matches!(g.token(t).pos, "SPACE" | "ADP");
    let verb = g.token(name - 1).pos == "VERB" && g.word(name - 1).chars().all(char::is_lowercase);
    if g.token(name - 1).pos == "ADJ" || verb {
        return None;
    }
    let whole = |from: &TokenIx| begins(*from) && knowledge::title(&words(g, &(*from..name)).to_lowercase()).is_some();
    let from = (first..name).find(whole)?;
    // "Of the Council of Ministers Ann Lee": whom an office serves are no title of one person.
    let served = |t: usize| g.word(name - 1).ends_with('s') && matches!(g.word(t), "of" | "for");
    if from.checked_sub(1).is_some_and(served) {
        return None;
    }
    let (start, of) = allegiance_before(g, from);
    Some(Title { start, role: clean(g, &(from..name)), of })
}

/// "Deputy Secretary of Energy Anna Palm", "President of Chad Idris Ali": a title, what it is of in capitals, and the name. Of several titles one inside
/// another, "Minister of Water of the Republic of Chad Idris Ali", the first one told is the person's.
fn office_before(g: &Grammar, name: TokenIx) -> Option<Title> {
    let nouns: Vec<TokenIx> = office::offices(g, name).collect();
    nouns.into_iter().rev().find_map(|noun| office_of(g, noun, name))
}

fn office_of(g: &Grammar, noun: TokenIx, name: TokenIx) -> Option<Title> {
    let sentence = g.sentence(name);
    let held = noun + 2..name;
    let apart = |t: TokenIx| g.token(t).pos == "PUNCT" && g.word(t) != "-" || g.sentence(t) != sentence;
    if held.is_empty() || held.clone().any(apart) || g.token(name - 1).pos == "CCONJ" {
        return None;
    }
    let (inner, role) = (title_start(g, noun)?, title_words(g, noun)?);
    let start = under_whom(g, inner);
    let body = held.clone().find(|&t| !matches!(g.word(t), "the" | "The") && g.token(t).pos != "SPACE")?..name;
    let last = (body.start..name).rev().find(|&t| g.token(t).pos == "ADP").map_or(body.clone(), |t| t + 1..name);
    let last = last.clone().find(|&t| !matches!(g.word(t), "the" | "The"))?..name;
    let named = knowledge::body_name(&clean(g, &body)).or_else(|| knowledge::body_name(words(g, &last))).map(str::to_owned);
    let several = body.clone().filter(|&t| g.word(t).starts_with(char::is_uppercase)).count() > 1;
    let own = entity_at(g, body.start).is_none_or(|e| e.label != "PERSON" || e.end as usize > name);
    let capital = g.word(body.start).starts_with(char::is_uppercase);
    if g.word(noun).ends_with('s') || !own || !capital || named.is_none() && !several && g.token(noun).pos != "PROPN" {
        return None;
    }
    let whole = if named.is_none() || start < inner { clean(g, &(start..name)) } else { role };
    Some(Title { start, role: whole, of: named })
}

/// "Assistant to the President for …": the title of who serves the holder of the one at `title`, where there is one.
fn under_whom(g: &Grammar, title: TokenIx) -> TokenIx {
    let article = title.checked_sub(1).filter(|&t| g.word(t).eq_ignore_ascii_case("the"));
    let to = article.and_then(|t| t.checked_sub(1)).filter(|&t| matches!(g.lemma(t), "to" | "of"));
    to.and_then(|t| t.checked_sub(1)).and_then(|noun| title_start(g, noun)).unwrap_or(title)
}

/// A state or organisation just before a title: "Russian …", "U.S. …", "Poland's …"; of a ministry the state that it is of, where that is told.
fn allegiance_before(g: &Grammar, title: TokenIx) -> (TokenIx, Option<String>) {
    let passed =
        |t: TokenIx| g.token(t).tag == "POS" || is_wrap(g, t) || g.token(t).tag == "JJ" && knowledge::place(g.word(t)).is_none();
    let mut end = title;
    while end > 0 && passed(end - 1) {
        end -= 1;
    }
    let Some((start, of)) = body_ending(g, end) else { return (title, None) };
    // "In Oslo President Adler spoke": where, and not whose.
    let town = knowledge::place(words(g, &(start..end))).is_some_and(|p| matches!(p.sense, Sense::Capital | Sense::Name));
    if town && end == title && start > 0 && matches!(g.word(start - 1).to_lowercase().as_str(), "in" | "at" | "near") {
        return (title, None);
    }
    let ministry = knowledge::organisation(words(g, &(start..end))).is_some_and(|o| o.of.is_none());
    let mut before = start;
    while before > 0 && g.token(before - 1).tag == "POS" {
        before -= 1;
    }
    match state_ending(g, before).filter(|_| ministry) {
        Some((from, state)) => (from, Some(state)),
        None => (start, Some(of)),
    }
}

/// The state or organisation whose name ends before `end`.
fn body_ending(g: &Grammar, end: TokenIx) -> Option<(TokenIx, String)> {
    let longest = (1..=4.min(end)).rev().map(|n| end - n..end).filter(|r| in_one_line(g, r));
    let mut known = longest.filter_map(|range| Some((range.start, knowledge::body_name(words(g, &range))?.to_owned())));
    known.find(|(start, _)| !part_of_longer(g, *start))
}

fn state_ending(g: &Grammar, end: TokenIx) -> Option<(TokenIx, String)> {
    let ranges = (1..=3.min(end)).rev().map(|n| end - n..end).filter(|r| in_one_line(g, r));
    ranges.filter_map(|r| knowledge::place(words(g, &r)).map(|p| (r.start, p.state.name.clone()))).next()
}

/// Whether no paragraph ends in a range, and no white space at its edges.
fn in_one_line(g: &Grammar, range: &Range<TokenIx>) -> bool {
    let space = |t: TokenIx| g.token(t).pos == "SPACE";
    !space(range.start) && !space(range.end - 1) && range.clone().all(|t| !space(t) || is_wrap(g, t))
}

/// "Mexico" in "New Mexico": the word before belongs to the name.
fn part_of_longer(g: &Grammar, start: TokenIx) -> bool {
    start > 0
        && matches!(
            g.word(start - 1),
            "New" | "North" | "South" | "East" | "West" | "Northern" | "Southern" | "Eastern" | "Western"
        )
}

/// A title in apposition: "Hugh Hill, a doctor", "the prime minister, Ilka Dorenn", by the parse or by the commas.
pub fn title_beside(g: &Grammar, head: TokenIx, end: TokenIx) -> Option<(String, Option<String>)> {
    let single = |a: &TokenIx| is_title_head(g, *a) && !matches!(g.token(*a).tag, "NNS" | "NNPS");
    let below = g.under(head, &["appos"]).find(single);
    let above = || (g.label(head) == "appos").then(|| g.head(head)).flatten().filter(single);
    let noun = below.or_else(above).or_else(|| after_comma(g, end).filter(single))?;
    Some((title_words(g, noun)?, allegiance(g, noun)))
}

/// The last word of what stands between a comma, a dash or a bracket after a name and the next mark or preposition.
fn after_comma(g: &Grammar, end: TokenIx) -> Option<TokenIx> {
    let opens = |t: &TokenIx| *t < g.tokens().len() && matches!(g.word(*t), "," | "–" | "—" | "(");
    let mark = Some(end).filter(opens)?;
    let stop = (mark + 1..g.tokens().len())
        .take(9)
        .find(|&t| matches!(g.token(t).pos, "PUNCT" | "ADP" | "SCONJ") && g.word(t) != "-")?;
    let inside = mark + 1..stop;
    let plain = |t: TokenIx| !is_verbal(g.token(t)) && g.token(t).pos != "CCONJ" && g.sentence(t) == g.sentence(mark);
    let article = g.tokens().get(inside.start).is_some_and(|t| t.pos == "DET" || t.tag == "PRP$");
    let marked = article || matches!(g.word(stop), "of" | "at" | "for") || g.word(mark) == "(";
    (marked && inside.clone().all(plain)).then(|| inside.last()).flatten()
}
