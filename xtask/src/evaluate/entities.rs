//! Persons, organisations, locations and nationalities of official texts.
//!
//! Enters: `data/entities-*/*.conll`: one token and label a line, sentences parted by blank lines, in no order that would give documents back. Leaves: F
//! for each of the four and for all, by exact span: of the list that Readout makes of its actors, and, marked `model`, of the model's named entities.
//! What the gold calls weapon, time and the like is left out on both sides. The gold takes pronouns and descriptions for entities too, with their articles,
//! and a state for an organisation where it acts.

use super::figure::{Figure, Place};
use super::gold;
use super::reader::Reader;
use super::score::Counts;
use anyhow::Result;
use rayon::prelude::*;
use readout_analysis::extract::actor::{actors, thing};
use readout_analysis::grammar::Grammar;
use std::collections::BTreeSet;

/// Gold label, and the model's labels that mean the same. In the order of `ThingKind`.
const KINDS: &[(&str, &[&str])] =
    &[("Person", &["PERSON"]), ("Organisation", &["ORG"]), ("Location", &["GPE", "LOC", "FAC"]), ("Nationality", &["NORP"])];

/// Start, end and kind.
type Found = BTreeSet<(usize, usize, usize)>;

/// A sentence as it was written, with its entities.
#[derive(Default)]
struct Sentence {
    text: String,
    entities: Found,
}

/// Figures over all files of the place.
pub fn run(place: &Place) -> Result<Vec<Figure>> {
    let reader = Reader::new()?;
    let mut sentences = Vec::new();
    for file in gold::files(&place.path(), ".conll")? {
        sentences.extend(std::fs::read_to_string(file)?.split("\n\n").map(sentence));
    }
    let read: Vec<(Found, Found)> = sentences.par_iter().map(|s| read(&s.text, &reader)).collect();
    let mut figures = Vec::new();
    for (mark, which) in [("", 0), ("model ", 1)] {
        let found = read.iter().map(|both| if which == 0 { &both.0 } else { &both.1 });
        let counts = counts(sentences.iter().zip(found));
        figures.extend(KINDS.iter().zip(&counts).map(|((name, _), c)| place.figure(format!("{mark}{name} F"), c.f1(), c.gold)));
        let all: Counts = counts.into_iter().sum();
        figures.push(place.figure(format!("{mark}all F"), all.f1(), all.gold));
    }
    Ok(figures)
}

/// The tokens of a block joined as a writer would, with the entities that their labels tell.
fn sentence(block: &str) -> Sentence {
    let mut found = Sentence::default();
    let mut open: Option<(usize, usize)> = None;
    let lines: Vec<(&str, &str)> = block.lines().filter_map(|line| line.rsplit_once(['\t', ' '])).collect();
    let words: Vec<&str> = lines.iter().map(|(word, _)| word.trim()).collect();
    for (at, (word, label)) in words.iter().zip(lines.iter().map(|(_, label)| label)).enumerate() {
        if !label.starts_with("I-") {
            let end = found.text.len();
            found.entities.extend(open.take().map(|(start, kind)| (start, end, kind)));
        }
        if at > 0 && !glued(&words, at) {
            found.text.push(' ');
        }
        if let Some(name) = label.strip_prefix("B-") {
            open = KINDS.iter().position(|(kind, _)| *kind == name).map(|kind| (found.text.len(), kind));
        }
        found.text.push_str(word);
    }
    found.entities.extend(open.map(|(start, kind)| (start, found.text.len(), kind)));
    found
}

/// Whether no blank stands between the token at `at` and the one before.
fn glued(words: &[&str], at: usize) -> bool {
    let (before, word) = (words[at - 1], words[at]);
    let closing = |w: &str| matches!(w, "," | "." | ";" | ":" | "?" | "!" | ")" | "]" | "%" | "”" | "...");
    let opening = |w: &str| matches!(w, "(" | "[" | "“" | "$" | "£" | "€" | "@" | "#");
    let letters = |w: &str| w.chars().all(char::is_alphanumeric);
    let between = |mark: usize| mark > 0 && mark + 1 < words.len() && letters(words[mark - 1]) && letters(words[mark + 1]);
    let joint = |mark: usize| matches!(words[mark], "-" | "/") && between(mark);
    let straight = |mark: usize| words[mark] == "\"" && words[..mark].iter().filter(|w| **w == "\"").count() % 2 == 0;
    let inside = |mark: usize| apostrophe(words, mark) && between(mark);
    closing(word)
        || opening(before)
        || joint(at)
        || joint(at - 1)
        || straight(at - 1)
        || (word == "\"" && !straight(at))
        || inside(at - 1)
        || (matches!(word, "'" | "’") && (inside(at) || before.ends_with('s')))
}

/// Whether the mark at `mark` is an apostrophe inside a word: "Syria's", "I'm", "Da'esh".
fn apostrophe(words: &[&str], mark: usize) -> bool {
    let after = words.get(mark + 1).copied().unwrap_or("");
    let short = mark > 0 && words[mark - 1].len() < 3 && words[mark - 1].starts_with(char::is_uppercase);
    matches!(words[mark], "'" | "’") && (short || matches!(after, "s" | "S" | "t" | "m" | "d" | "re" | "ve" | "ll"))
}

/// What Readout and what the model finds in a sentence.
fn read(text: &str, reader: &Reader) -> (Found, Found) {
    let (document, annotations) = reader.read(text, None);
    let g = Grammar::new(&document, &annotations);
    let things = thing::things(&g, &actors(&g));
    let own = things.iter().map(|t| (t.span.start(), t.span.end(), t.kind as usize)).collect();
    let kind = |label: &str| KINDS.iter().position(|(_, labels)| labels.contains(&label));
    let entities = annotations.entities.iter();
    (own, entities.filter_map(|e| Some((e.span.start(), e.span.end(), kind(e.label)?))).collect())
}

/// Counts for each kind.
fn counts<'s>(pairs: impl Iterator<Item = (&'s Sentence, &'s Found)>) -> Vec<Counts> {
    let mut all = vec![Counts::default(); KINDS.len()];
    for (sentence, found) in pairs {
        for (kind, counts) in all.iter_mut().enumerate() {
            let of_kind = |set: &Found| set.iter().filter(|e| e.2 == kind).copied().collect::<Found>();
            let (gold, mine) = (of_kind(&sentence.entities), of_kind(found));
            counts.right += mine.intersection(&gold).count();
            counts.found += mine.len();
            counts.gold += gold.len();
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_places_in_the_joined_text() {
        let found = sentence("The\tO\nArmy\tB-Organisation\nCorps\tI-Organisation\nleft\tO\nHoms\tB-Location");
        let words: Vec<&str> = found.entities.iter().map(|(s, e, _)| &found.text[*s..*e]).collect();
        assert_eq!(words, ["Army Corps", "Homs"]);
    }

    #[test]
    fn tokens_are_joined_as_they_were_written() {
        let tokens = "Oslo ’ s well - known team ( six people ) said : \" We won ’ t go . \"";
        let block: Vec<String> = tokens.split(' ').map(|w| format!("{w}\tO")).collect();
        assert_eq!(sentence(&block.join("\n")).text, "Oslo’s well-known team (six people) said: \"We won’t go.\"");
    }
}
