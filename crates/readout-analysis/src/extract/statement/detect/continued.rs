//! Quotations that a cue does not touch: the next sentence of the same speaker, a paragraph that is one quotation, a name after a dash.
//!
//! Enters: attributions found at cues. Leaves: longer contents, and attributions of bare quotations to the last speaker named.

use super::attribution::Attribution;
use super::quoted::is_whole;
use crate::extract::statement::quotation::{Quotation, Quotations};
use crate::grammar::Grammar;
use readout_record::span::Span;

/// Adds to each attribution that ends or begins with a quotation the quotations that go on in the same paragraph without a new cue.
pub fn extend(g: &Grammar, quotations: &Quotations, found: &mut [Attribution]) {
    let cues: Vec<Span> = found.iter().filter_map(|a| a.cue).collect();
    let taken: Vec<Span> = found.iter().flat_map(|a| a.content.iter().copied()).collect();
    for attribution in found.iter_mut().filter(|a| a.source.is_some() && a.confidence >= 0.7) {
        let quoted = attribution.content.iter().any(|c| quotations.around(*c).is_some());
        let Some(mut end) = attribution.cue.filter(|_| quoted).map(|cue| reach(attribution, cue)) else { continue };
        while let Some(next) = quotations.after(end) {
            if !goes_on(g, end, next, &cues) || taken.iter().any(|t| t.overlaps(next.outer)) {
                break;
            }
            attribution.content.push(next.outer);
            end = next.outer.end();
        }
    }
}

fn reach(attribution: &Attribution, cue: Span) -> usize {
    let spans = attribution.content.iter().chain(attribution.source.iter());
    spans.map(|s| s.end()).max().unwrap_or(0).max(cue.end())
}

/// Whether `next` goes on after byte `end`: in the same paragraph, one sentence end and no word with a cue between, a whole sentence in quotes.
fn goes_on(g: &Grammar, end: usize, next: &Quotation, cues: &[Span]) -> bool {
    let Some(gap) = g.text().get(end..next.outer.start()) else { return false };
    let ends = gap.trim_end().ends_with(['.', '?', '!']) || gap.trim().is_empty();
    let cued = cues.iter().any(|c| c.start() >= end && c.start() < next.outer.start());
    let attributed_after = cues.iter().any(|c| c.start() >= next.outer.end() && near(g, next.outer.end(), c.start()));
    ends && !gap.contains('\n') && gap.len() < 120 && !cued && !attributed_after && is_whole(g.text(), next)
}

fn near(g: &Grammar, from: usize, to: usize) -> bool {
    g.text().get(from..to).is_some_and(|gap| gap.len() < 60 && !gap.contains(['.', '\n']))
}

/// Paragraphs that are one quotation, without a cue, right after a paragraph with a quoted speaker: they are his.
pub fn bare(g: &Grammar, quotations: &Quotations, found: &[Attribution]) -> Vec<Attribution> {
    let mut out: Vec<Attribution> = Vec::new();
    for quotation in quotations.pieces.iter().filter(|q| fills_paragraph(g.text(), q)) {
        let covered = |a: &Attribution| a.content.iter().any(|c| c.overlaps(quotation.outer));
        if found.iter().any(covered) {
            continue;
        }
        let earlier = found.iter().chain(&out).filter(|a| a.source.is_some() && last_byte(a) < quotation.outer.start());
        let Some(speaker) =
            earlier.max_by_key(|a| last_byte(a)).filter(|a| is_speech(quotations, a) && previous_paragraph(g, a, quotation))
        else {
            continue;
        };
        let content = vec![quotation.outer];
        out.push(Attribution {
            cue: None,
            cue_head: None,
            content,
            confidence: 0.6,
            rule: "statements/cues.toml#bare quotation".into(),
            verbatim: false,
            ..speaker.clone()
        });
    }
    out
}

fn last_byte(attribution: &Attribution) -> usize {
    attribution.content.iter().chain(&attribution.cue).map(|s| s.end()).max().unwrap_or(0)
}

fn is_speech(quotations: &Quotations, attribution: &Attribution) -> bool {
    attribution.confidence >= 0.6 && attribution.content.iter().any(|c| quotations.touching(*c).next().is_some())
}

fn previous_paragraph(g: &Grammar, attribution: &Attribution, quotation: &Quotation) -> bool {
    let gap = g.text().get(last_byte(attribution)..quotation.outer.start()).unwrap_or("");
    gap.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count() <= 6
}

fn fills_paragraph(text: &str, quotation: &Quotation) -> bool {
    let before = text[..quotation.outer.start()].trim_end_matches(' ');
    let after = text[quotation.outer.end()..].trim_start_matches(' ');
    (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n')) && quotation.inner.len() > 20
}

/// `"…" — Commissioner Starks`: a quotation, a dash and a name that ends the line.
pub fn credited(g: &Grammar, quotations: &Quotations) -> Vec<Attribution> {
    quotations.pieces.iter().filter(|q| is_whole(g.text(), q)).filter_map(|q| credit(g, quotations, q)).collect()
}

fn credit(g: &Grammar, quotations: &Quotations, quotation: &Quotation) -> Option<Attribution> {
    let text = g.text();
    let rest = &text[quotation.outer.end()..];
    let line = rest.trim_start_matches(['\n', ' ']).lines().next()?;
    let name =
        line.trim_start().strip_prefix(['—', '–', '―', '-'])?.trim_start_matches(['-', '—', '–', '―', ' ', '\u{a0}']).trim_end();
    let start = name.as_ptr() as usize - text.as_ptr() as usize;
    let span = Span::new(text, start, start + name.len())?;
    let short = name.split_whitespace().count() <= 14 && name.starts_with(char::is_uppercase) && !name.ends_with('.');
    let head = g.tokens_in(span).find(|&t| g.token(t).pos == "PROPN")?;
    let head = std::iter::successors(Some(head), |&t| {
        g.head(t).filter(|&h| g.token(h).pos == "PROPN" && span.contains(g.token(h).span))
    })
    .last()?;
    let content = quotations.pieces.iter().filter(|q| q.utterance == quotation.utterance).map(|q| q.outer).collect();
    short.then(|| Attribution {
        source: Some(span),
        source_head: Some(head),
        cue: None,
        cue_head: None,
        content,
        stance: None,
        confidence: 0.85,
        rule: "statements/cues.toml#name after a dash".into(),
        verbatim: false,
    })
}
