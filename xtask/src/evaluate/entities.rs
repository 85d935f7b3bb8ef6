//! Named entities of official texts: persons, organisations, places.
//!
//! Enters: `data/entities-*/*.conll`: one token and label a line, sentences parted by blank lines. Leaves: F for each of the three and for all, by exact
//! span; what the gold calls nationality, time, weapon and the like is left out on both sides. The gold takes pronouns and descriptions for
//! entities too, and titles with names; the model names neither, so these figures are low by design.

use super::figure::{Figure, Place};
use super::gold;
use super::reader::Reader;
use super::score::Counts;
use anyhow::Result;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Gold label, and the model's labels that mean the same.
const KINDS: &[(&str, &[&str])] = &[("Person", &["PERSON"]), ("Organisation", &["ORG"]), ("Location", &["GPE", "LOC", "FAC"])];

/// A sentence, tokens joined by blanks, with its entities as bytes and kind.
#[derive(Default)]
struct Sentence {
    text: String,
    entities: BTreeSet<(usize, usize, usize)>,
}

/// Figures over all files of the place.
pub fn run(place: &Place) -> Result<Vec<Figure>> {
    let reader = Reader::new()?;
    let mut sentences = Vec::new();
    for file in gold::files(&place.path(), ".conll")? {
        sentences.extend(std::fs::read_to_string(file)?.split("\n\n").map(sentence));
    }
    let each: Vec<Vec<Counts>> = sentences.par_iter().map(|s| score(s, &reader)).collect();
    let total = |kind: usize| each.iter().map(|counts| counts[kind]).sum::<Counts>();
    let counts: Vec<Counts> = (0..KINDS.len()).map(total).collect();
    let mut figures: Vec<Figure> =
        KINDS.iter().zip(&counts).map(|((name, _), c)| place.figure(format!("{name} F"), c.f1(), c.gold)).collect();
    let all: Counts = counts.into_iter().sum();
    figures.push(place.figure("all F", all.f1(), all.gold));
    Ok(figures)
}

fn sentence(block: &str) -> Sentence {
    let mut found = Sentence::default();
    let mut open: Option<(usize, usize)> = None;
    for line in block.lines() {
        let Some((word, label)) = line.rsplit_once(['\t', ' ']) else { continue };
        if !found.text.is_empty() {
            found.text.push(' ');
        }
        if !label.starts_with("I-") {
            let end = found.text.trim_end().len();
            found.entities.extend(open.take().map(|(start, kind)| (start, end, kind)));
        }
        if let Some(name) = label.strip_prefix("B-") {
            open = KINDS.iter().position(|(kind, _)| *kind == name).map(|kind| (found.text.len(), kind));
        }
        found.text.push_str(word.trim());
    }
    found.entities.extend(open.map(|(start, kind)| (start, found.text.len(), kind)));
    found
}

fn score(sentence: &Sentence, reader: &Reader) -> Vec<Counts> {
    let found: Vec<(usize, usize, usize)> = reader
        .annotate(&sentence.text)
        .entities
        .iter()
        .filter_map(|e| Some((e.span.start(), e.span.end(), KINDS.iter().position(|(_, labels)| labels.contains(&e.label))?)))
        .collect();
    let of_kind = |kind: usize| {
        let mine = || found.iter().filter(move |f| f.2 == kind);
        Counts {
            right: mine().filter(|f| sentence.entities.contains(f)).count(),
            found: mine().count(),
            gold: sentence.entities.iter().filter(|e| e.2 == kind).count(),
        }
    };
    (0..KINDS.len()).map(of_kind).collect()
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
}
