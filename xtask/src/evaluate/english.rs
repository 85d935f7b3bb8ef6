//! Parity of the English model with spaCy's answers for the same texts.
//!
//! Enters: `english/expected.jsonl.gz`: texts with spaCy's tokens and entities. Leaves: the share of gold tokens whose span was found, and of
//! all gold tokens the share whose span and value agree, for each value; F of entities (span and label).

use super::figure::{Figure, Place};
use super::gold;
use super::reader::Reader;
use super::score::{Counts, percent};
use anyhow::Result;
use rayon::prelude::*;
use readout_record::annotation::{Annotations, Token};
use readout_record::codepoint::CodePoints;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Start, length, tag, part of speech, lemma, head, label, sentence start, morphology.
type GoldToken = (usize, usize, String, String, String, usize, String, u8, String);

#[derive(Deserialize)]
struct Line {
    text: String,
    tokens: Vec<GoldToken>,
    ents: Vec<(usize, usize, String)>,
}

const VALUES: &[&str] = &["tokens", "tag", "head", "label", "lemma", "pos", "morph", "sentence starts"];

/// Figures over all texts.
pub fn run(place: &Place) -> Result<Vec<Figure>> {
    let lines: Vec<Line> = gold::lines(&place.path().join("expected.jsonl.gz"))?;
    let reader = Reader::new()?;
    let each: Vec<([usize; 8], Counts)> = lines.par_iter().map(|line| compare(line, &reader)).collect();
    let tokens = lines.iter().map(|l| l.tokens.len()).sum();
    let mut figures: Vec<Figure> = VALUES
        .iter()
        .enumerate()
        .map(|(v, name)| place.figure(*name, percent(each.iter().map(|(agree, _)| agree[v]).sum(), tokens), tokens))
        .collect();
    let entities: Counts = each.iter().map(|(_, entities)| *entities).sum();
    figures.push(place.figure("entities F", entities.f1(), entities.gold));
    Ok(figures)
}

fn compare(line: &Line, reader: &Reader) -> ([usize; 8], Counts) {
    let found = reader.annotate_whole(&line.text);
    let points = CodePoints::new(&line.text);
    let by_span: BTreeMap<(usize, usize), &Token> = found.tokens.iter().map(|t| (points.range(t.span), t)).collect();
    let mut agree = [0; 8];
    for gold in &line.tokens {
        let Some(token) = by_span.get(&(gold.0, gold.0 + gold.1)) else { continue };
        let head = found.tokens.get(token.head as usize).map(|h| points.range(h.span));
        let gold_head = line.tokens.get(gold.5).map(|h| (h.0, h.0 + h.1));
        let same = [
            true,
            token.tag == gold.2,
            head == gold_head,
            token.label == gold.6,
            token.lemma == gold.4.as_str(),
            token.pos == gold.3,
            token.morph == gold.8,
            token.sentence_start == (gold.7 == 1),
        ];
        for (count, same) in agree.iter_mut().zip(same) {
            *count += usize::from(same);
        }
    }
    (agree, entities(line, &found, &points))
}

fn entities(line: &Line, found: &Annotations, points: &CodePoints) -> Counts {
    let gold: BTreeSet<(usize, usize, &str)> = line.ents.iter().map(|(s, e, l)| (*s, *e, l.as_str())).collect();
    let right = found.entities.iter().filter(|e| {
        let (start, end) = points.range(e.span);
        gold.contains(&(start, end, e.label))
    });
    Counts { right: right.count(), found: found.entities.len(), gold: gold.len() }
}
