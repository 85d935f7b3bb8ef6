//! Reports that tell nothing clear of the sentence, with their nearest words.
//!
//! Enters: the accounts, the first of which is the sentence. Leaves: for each of the reports a finding: not clear where a sentence of it is very near,
//! else silent.

use super::asked::Asked;
use super::finding::{Finding, Stand};
use crate::grammar::Grammar;
use crate::link::claims::Story;
use crate::link::claims::value::contents;
use crate::link::claims::vocabulary::Bag;
use readout_record::meaning::likeness;
use readout_record::span::Span;

/// Sentences of a report that are read for their meaning.
const READ: usize = 3;
/// Likeness from which a sentence is shown as the nearest, and from which it may be meant.
const SHOWN: f32 = 0.4;
const NEAR: f32 = 0.72;

/// A finding for each of some reports.
pub fn findings(story: &Story, asked: &Asked, reports: &[usize]) -> Vec<Finding> {
    let sentence = &story.accounts[0];
    let own = story.words.bag(&contents(sentence.g, 0..sentence.g.tokens().len()));
    let mut near: Vec<(usize, Span)> = Vec::new();
    for &report in reports {
        let g = story.accounts[report].g;
        let mut found: Vec<(f64, Span)> = (0..g.sentences.len())
            .filter_map(|s| Some((common(story, &own, g, s), whole(g, s)?)))
            .filter(|(c, _)| *c > 0.0)
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        near.extend(found.into_iter().take(READ).map(|(_, span)| (report, span)));
    }
    let text = |(report, span): &(usize, Span)| span.of(story.accounts[*report].g.text());
    let texts: Vec<&str> = std::iter::once(sentence.g.text()).chain(near.iter().map(text)).collect();
    let meanings = if near.is_empty() { Vec::new() } else { story.encoder.embed(&texts) };
    let alike: Vec<(usize, Span, f32)> =
        near.iter().enumerate().map(|(at, &(report, span))| (report, span, likeness(&meanings[0], &meanings[at + 1]))).collect();
    reports.iter().map(|&report| finding(story, asked, report, &alike)).collect()
}

fn finding(story: &Story, asked: &Asked, report: usize, alike: &[(usize, Span, f32)]) -> Finding {
    let best = alike.iter().filter(|(r, ..)| *r == report).max_by(|a, b| a.2.total_cmp(&b.2).then(b.1.cmp(&a.1)));
    let near = best.is_some_and(|(.., likeness)| *likeness >= NEAR) && asked.is_about(&story.accounts[report]);
    let words = best.filter(|(.., likeness)| *likeness >= SHOWN).map(|(_, span, _)| *span);
    let stand = if near { Stand::NotClear } else { Stand::Silent };
    Finding { report: report - 1, stand, words, value: None, length: None, event: None, dated: false }
}

fn common(story: &Story, own: &Bag, g: &Grammar, sentence: usize) -> f64 {
    story.words.common(own, &story.words.bag(&contents(g, g.sentences[sentence].clone())))
}

/// The words of a sentence, without white space at its ends.
fn whole(g: &Grammar, sentence: usize) -> Option<Span> {
    let tokens: Vec<usize> = g.sentences[sentence].clone().filter(|&t| g.token(t).pos != "SPACE").collect();
    g.span(&tokens)
}
