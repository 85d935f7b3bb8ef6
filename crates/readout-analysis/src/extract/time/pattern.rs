//! The language of time patterns: words, classes, optional and alternative parts, written out into plain sequences.
//!
//! Enters: a pattern as a rule file has it. Leaves: every sequence of steps that it stands for. It leaves alone: texts, and what classes hold.

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

/// A part of a time expression that a pattern captures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "each is named as in the rule files")]
pub enum Slot {
    Year,
    Month,
    Day,
    Until,
    Weekday,
    Mod,
    Direction,
    Yearstep,
    Weekstep,
    Monthstep,
    Season,
    Quarter,
    Half,
    Decade,
    Century,
    Unit,
    N,
    Daypart,
    Measure,
    Clock,
    Hour,
    Meridiem,
    Zone,
    Holiday,
    First,
    Second,
    Dotted,
    Anchor,
    Value,
    Fixed,
}

impl Slot {
    /// The slot of that name.
    pub fn named(name: &str) -> Option<Slot> {
        let source: StrDeserializer<'_, Error> = name.into_deserializer();
        Slot::deserialize(source).ok()
    }
}

/// What one step of a sequence takes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// This word.
    Word(String),
    /// What the class of this name holds, kept in the slot if there is one.
    Class(String, Option<Slot>),
}

/// One step of a sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it takes in.
    pub taken: Taken,
    /// Whether no space may stand before it.
    pub glued: bool,
}

/// Sequences of steps, each one way to read a pattern.
pub type Sequences = Vec<Vec<Step>>;

/// All sequences of a pattern: `(<weekday> ,)? <month> <day>` has two. `Err` tells what is wrong with the pattern.
pub fn sequences(pattern: &str) -> Result<Sequences, String> {
    let words = lex(pattern)?;
    let (found, rest) = alternatives(&words, pattern)?;
    if rest.is_empty() { Ok(found) } else { Err(format!("{pattern:?} has a bracket too many")) }
}

/// Brackets, bars, marks of question and glue stand alone; everything else is cut at spaces.
fn lex(pattern: &str) -> Result<Vec<String>, String> {
    let mut words: Vec<String> = Vec::new();
    let mut rest = pattern.trim_start();
    while let Some(first) = rest.chars().next() {
        let len = match first {
            '<' => rest.find('>').ok_or(format!("{pattern:?} lacks a >"))? + 1,
            '(' | ')' | '|' | '?' | '~' => 1,
            _ => rest.find([' ', '(', ')', '|', '?', '<', '~']).unwrap_or(rest.len()),
        };
        words.push(rest[..len].to_lowercase());
        rest = rest[len..].trim_start();
    }
    Ok(words)
}

/// Sequences joined by `|` up to a closing bracket or the end, and what follows.
fn alternatives<'w>(words: &'w [String], pattern: &str) -> Result<(Sequences, &'w [String]), String> {
    let mut all = Sequences::new();
    let mut rest = words;
    loop {
        let (found, after) = chain(rest, pattern)?;
        all.extend(found);
        match after.first().map(String::as_str) {
            Some("|") => rest = &after[1..],
            _ => return Ok((all, after)),
        }
    }
}

/// Elements one after the other.
fn chain<'w>(words: &'w [String], pattern: &str) -> Result<(Sequences, &'w [String]), String> {
    let mut all: Sequences = vec![Vec::new()];
    let mut rest = words;
    let mut glued = false;
    while let Some(word) = rest.first() {
        let (found, after) = match word.as_str() {
            "|" | ")" => break,
            "~" => {
                glued = true;
                rest = &rest[1..];
                continue;
            }
            "(" => group(&rest[1..], pattern)?,
            _ => (vec![vec![step(word, glued, pattern)?]], &rest[1..]),
        };
        let optional = after.first().is_some_and(|w| w == "?");
        all = joined(&all, &found, optional);
        rest = if optional { &after[1..] } else { after };
        glued = false;
    }
    if glued {
        all.push(vec![]);
    }
    Ok((all, rest))
}

fn group<'w>(words: &'w [String], pattern: &str) -> Result<(Sequences, &'w [String]), String> {
    let (found, after) = alternatives(words, pattern)?;
    match after.first().map(String::as_str) {
        Some(")") => Ok((found, &after[1..])),
        _ => Err(format!("{pattern:?} lacks a bracket")),
    }
}

fn step(word: &str, glued: bool, pattern: &str) -> Result<Step, String> {
    let Some(inner) = word.strip_prefix('<').and_then(|w| w.strip_suffix('>')) else {
        return Ok(Step { taken: Taken::Word(word.to_owned()), glued });
    };
    let (slot, class) = inner.split_once(':').unwrap_or((inner, inner));
    let known = Slot::named(slot);
    if known.is_none() && inner.contains(':') {
        return Err(format!("{pattern:?} names no slot {slot:?}"));
    }
    Ok(Step { taken: Taken::Class(class.to_owned(), known), glued })
}

fn joined(heads: &Sequences, tails: &Sequences, optional: bool) -> Sequences {
    let mut all = Sequences::new();
    for head in heads {
        if optional {
            all.push(head.clone());
        }
        for tail in tails {
            let whole: Vec<Step> = head.iter().chain(tail).cloned().collect();
            if !all.contains(&whole) {
                all.push(whole);
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_out_what_is_optional_and_alternative() {
        assert_eq!(sequences("<month> <day> (,? <year>)?").unwrap().len(), 3);
        assert_eq!(sequences("(the|a)? (last|past) <measure>").unwrap().len(), 6);
        assert!(sequences("(the <day>").is_err());
        assert!(sequences("the <nothing:day>").is_err());
    }
}
