//! Reports that tell nothing clear of the sentence, with their nearest words.
//!
//! Enters: the grammatical views of the sentence and of the reports. Leaves: for each of the reports a finding: not clear where a sentence of it is very
//! near and has all names, else silent.

use super::finding::{Finding, Stand};
use crate::grammar::Grammar;
use crate::link::claims::named::{names, states};
use crate::link::claims::value::contents;
use crate::link::claims::vocabulary::{Bag, Vocabulary};
use readout_record::meaning::{Encoder, likeness};
use readout_record::span::Span;

/// Sentences of a report that are read for their meaning, and the most words that one may have.
const READ: usize = 2;
const LONGEST: usize = 70;
/// Likeness from which a sentence is shown as the nearest, and from which it may be meant.
const SHOWN: f32 = 0.4;
const NEAR: f32 = 0.72;

/// A finding for each report.
pub fn findings(sentence: &Grammar, reports: &[Grammar], encoder: &dyn Encoder) -> Vec<Finding> {
    let mut words = Vocabulary::default();
    for g in reports.iter().chain([sentence]) {
        g.sentences.iter().for_each(|s| words.add_sentence(&contents(g, s.clone())));
    }
    let own = words.bag(&contents(sentence, 0..sentence.tokens().len()));
    let near: Vec<(usize, Span)> =
        reports.iter().enumerate().flat_map(|(at, g)| near(&words, &own, g).into_iter().map(move |span| (at, span))).collect();
    let text = |(at, span): &(usize, Span)| span.of(reports[*at].text());
    let texts: Vec<&str> = std::iter::once(sentence.text()).chain(near.iter().map(text)).collect();
    let meanings = if near.is_empty() { Vec::new() } else { encoder.embed(&texts) };
    let alike: Vec<f32> = meanings.iter().skip(1).map(|m| likeness(&meanings[0], m)).collect();
    let of = |report: usize| {
        let own = near.iter().zip(&alike).filter(|((at, _), _)| *at == report);
        let best = own.max_by(|a, b| a.1.total_cmp(b.1).then(b.0.1.cmp(&a.0.1))).map(|((_, span), alike)| (*span, *alike));
        let near = best.is_some_and(|(_, alike)| alike >= NEAR) && is_about(sentence, &reports[report]);
        let words = best.filter(|(_, alike)| *alike >= SHOWN).map(|(span, _)| span);
        let stand = if near { Stand::NotClear } else { Stand::Silent };
        Finding { report, stand, words, value: None, length: None, event: None, dated: false }
    };
    (0..reports.len()).map(of).collect()
}

/// The sentences that share most words with the asked one.
fn near(words: &Vocabulary, own: &Bag, g: &Grammar) -> Vec<Span> {
    let short = g.sentences.iter().filter(|s| s.len() <= LONGEST);
    let counted = short.filter_map(|s| Some((words.common(own, &words.bag(&contents(g, s.clone()))), whole(g, s.clone())?)));
    let mut found: Vec<(f64, Span)> = counted.filter(|(common, _)| *common > 0.0).collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    found.into_iter().take(READ).map(|(_, span)| span).collect()
}

/// Whether a report has the names and states of the sentence.
fn is_about(sentence: &Grammar, report: &Grammar) -> bool {
    let all = |g: &Grammar| 0..g.tokens().len();
    names(sentence, all(sentence)).is_subset(&names(report, all(report)))
        && states(sentence, all(sentence)).is_subset(&states(report, all(report)))
}

/// The words of a sentence, without white space at its ends.
fn whole(g: &Grammar, tokens: std::ops::Range<usize>) -> Option<Span> {
    g.span(&tokens.filter(|&t| g.token(t).pos != "SPACE").collect::<Vec<_>>())
}
