//! What the attribution model marks, with what the patterns know of the same words.
//!
//! Enters: the model's attributions of one document, and those of the patterns. Leaves: one list. The model decides what is an attribution and where
//! its words end; the patterns add heads and stance, what is told inside another's content, and forms that the model was never shown.

use super::attribution::Attribution;
use crate::extract::statement::lexicon::LEXICON;
use crate::grammar::{Grammar, is_nominal};
use readout_record::annotation::{self, TokenIx};
use readout_record::kind::Stance;
use readout_record::span::Span;

/// Confidence from which a pattern is believed where the model marks nothing.
const PATTERN_ALONE: f32 = 0.85;

/// Both lists as one, in no order.
pub fn merged(g: &Grammar, patterns: Vec<Attribution>) -> Vec<Attribution> {
    let marked = &g.annotations.attributions;
    let twin = |m: &annotation::Attribution| patterns.iter().find(|p| p.cue.is_some_and(|cue| cue.overlaps(m.cue)));
    let mut found: Vec<Attribution> = marked.iter().map(|m| attribution(g, m, twin(m))).collect();
    let model = found.len();
    for pattern in patterns {
        if stands_beside(&pattern, &found[..model]) {
            found.push(pattern);
        }
    }
    found.iter_mut().for_each(|attribution| complete(g, attribution));
    found
}

/// Drops pieces that are no more than the "that" of a content; where nothing is left, the content is the clause that the cue governs.
fn complete(g: &Grammar, attribution: &mut Attribution) {
    attribution.content.retain(|piece| says_something(g, *piece));
    if attribution.content.is_empty() {
        attribution.content.extend(attribution.cue_head.and_then(|cue| complement(g, cue)));
    }
}

/// Whether a pattern's attribution is none of the model's: told inside a content, without a cue, or plain enough to stand alone.
fn stands_beside(pattern: &Attribution, marked: &[Attribution]) -> bool {
    let same_cue = |m: &Attribution| pattern.cue.zip(m.cue).is_some_and(|(a, b)| a.overlaps(b));
    if pattern.is_nested(marked) {
        return !marked.iter().any(same_cue);
    }
    let pieces = || pattern.source.iter().chain(&pattern.cue).chain(&pattern.content);
    let touches = |m: &Attribution| {
        let theirs = || m.source.iter().chain(&m.cue).chain(&m.content);
        pieces().any(|p| theirs().any(|t| t.overlaps(*p)))
    };
    !marked.iter().any(touches) && (pattern.cue.is_none() || pattern.confidence >= PATTERN_ALONE)
}

fn attribution(g: &Grammar, marked: &annotation::Attribution, twin: Option<&Attribution>) -> Attribution {
    let head =
        twin.and_then(|t| t.cue_head).filter(|&t| marked.cue.contains(g.token(t).span)).or_else(|| cue_head(g, marked.cue));
    let source_head = twin.and_then(|t| t.source_head).filter(|&t| marked.source.is_some_and(|s| s.contains(g.token(t).span)));
    Attribution {
        source: marked.source,
        source_head: source_head.or_else(|| marked.source.and_then(|s| top(g, s, |t| is_nominal(g.token(t))))),
        cue: Some(marked.cue),
        cue_head: head,
        content: if marked.content.is_empty() {
            twin.map(|t| t.content.clone()).unwrap_or_default()
        } else {
            marked.content.clone()
        },
        stance: twin.and_then(|t| t.stance).or_else(|| head.and_then(|t| stance(g, t))),
        confidence: twin.filter(|t| agree(marked, t)).map_or(marked.confidence, |t| t.confidence.max(marked.confidence)),
        rule: twin.map_or_else(|| "attribution model".to_owned(), |t| t.rule.clone()),
        verbatim: false,
    }
}

/// The clause that a cue governs.
fn complement(g: &Grammar, cue: TokenIx) -> Option<Span> {
    let clause = g.under(cue, &["ccomp"]).next()?;
    g.span(&g.subtree(clause))
}

/// Whether a piece is more than the "that" which introduces a content.
fn says_something(g: &Grammar, piece: Span) -> bool {
    g.tokens_in(piece).any(|t| !matches!(g.token(t).pos, "SCONJ" | "PUNCT" | "SPACE") && !matches!(g.word(t), "that" | "to"))
}

/// Whether a pattern names the same source, so that each bears the other out.
fn agree(marked: &annotation::Attribution, pattern: &Attribution) -> bool {
    match (marked.source, pattern.source) {
        (Some(a), Some(b)) => a.overlaps(b),
        (a, b) => a.is_none() && b.is_none(),
    }
}

/// The word of a cue that the lexicon knows, else the one that governs the others.
fn cue_head(g: &Grammar, cue: Span) -> Option<TokenIx> {
    let known = |&t: &TokenIx| !LEXICON.verb(g.lemma(t)).is_empty() || !LEXICON.noun(g.lemma(t)).is_empty();
    g.tokens_in(cue).find(known).or_else(|| top(g, cue, |_| true))
}

fn stance(g: &Grammar, cue: TokenIx) -> Option<Stance> {
    let groups = LEXICON.verb(g.lemma(cue)).first().or_else(|| LEXICON.noun(g.lemma(cue)).first());
    groups.map(|group| group.stance)
}

/// The first token of `span` that is governed from outside and fits, else the first that is governed from outside.
fn top(g: &Grammar, span: Span, fits: impl Fn(TokenIx) -> bool) -> Option<TokenIx> {
    let outer = |&t: &TokenIx| g.head(t).is_none_or(|h| !span.contains(g.token(h).span));
    g.tokens_in(span).find(|&t| outer(&t) && fits(t)).or_else(|| g.tokens_in(span).find(outer))
}
