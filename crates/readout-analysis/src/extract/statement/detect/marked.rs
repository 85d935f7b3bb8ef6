//! What the attribution model marks, with what the patterns know of the same words.
//!
//! Enters: the model's attributions of one document, and those of the patterns. Leaves: one list. The model decides what is an attribution and where
//! its words end; the patterns add heads and stance, what is told inside another's content, and forms that the model was never shown.

use super::adverbial::IS_HOW;
use super::attribution::Attribution;
use crate::extract::statement::lexicon::{Cue, Frame, LEXICON};
use crate::grammar::{Grammar, is_nominal};
use readout_record::annotation::{self, TokenIx};
use readout_record::kind::Stance;
use readout_record::span::Span;

/// Confidence from which a pattern is believed where the model marks nothing.
const PATTERN_ALONE: f32 = 0.85;

/// What an attribution names as its rule where only the model found it.
pub const MODEL: &str = "attribution model";

/// How the model's log odds count, and what is added: where no pattern fits, by whether the lexicon knows the cue; where one does, by whether it is
/// sure of itself and has the same words.
const SLOPE: f32 = 0.8;
const UNKNOWN_CUE: f32 = 0.46;
const KNOWN_CUE: f32 = 0.68;
const SAME: f32 = 1.2;
const SURE_AND_SAME: f32 = 1.66;
const OTHER: f32 = 0.52;
const SURE_AND_OTHER: f32 = 1.22;

/// Both lists as one, in no order.
pub fn merged(g: &Grammar, patterns: Vec<Attribution>) -> Vec<Attribution> {
    let marked = &g.annotations.attributions;
    let twin = |m: &annotation::Attribution| patterns.iter().find(|p| p.cue.is_some_and(|cue| cue.overlaps(m.cue)));
    let mut found: Vec<Attribution> = marked.iter().map(|m| attribution(g, m, twin(m))).collect();
    found.retain(|a| !a.cue_head.is_some_and(|cue| is_silent(g, cue)));
    // The model may give the words before "is how X put it" to whoever speaks next.
    let put: Vec<Span> =
        patterns.iter().filter(|p| p.rule == IS_HOW).flat_map(|p| p.content.iter().chain(&p.cue).copied()).collect();
    found.retain_mut(|a| {
        let touched = a.content.iter().chain(&a.cue).any(|c| put.iter().any(|p| p.overlaps(*c)));
        a.content.retain(|c| !put.iter().any(|p| p.overlaps(*c)));
        !touched || !a.content.is_empty() && !a.cue.is_some_and(|cue| put.contains(&cue))
    });
    let model = found.len();
    for pattern in patterns {
        if stands_beside(&pattern, &found[..model]) {
            found.push(pattern);
        }
    }
    found.iter_mut().for_each(|attribution| complete(g, attribution));
    found
}

/// Whether a verb tells no words with its particle: "called off the talks".
fn is_silent(g: &Grammar, cue: TokenIx) -> bool {
    let silent = |p: TokenIx| LEXICON.silent.contains(&format!("{} {}", g.lemma(cue), g.word(p).to_lowercase()));
    g.under(cue, &["prt"]).any(silent)
}

/// Drops pieces that are no more than the "that" of a content; where nothing is left, the content is the clause that the cue governs.
fn complete(g: &Grammar, attribution: &mut Attribution) {
    attribution.content = attribution
        .content
        .iter()
        .flat_map(|piece| paragraphs(g.text(), *piece, attribution.cue))
        .filter(|p| says_something(g, *p))
        .collect();
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
    let other = twin.filter(|t| t.confidence >= PATTERN_ALONE && t.source.is_some() && !agree(marked, t));
    let source = other.map_or(marked.source, |t| t.source).filter(|s| !hears(g, head, *s));
    let source_head = twin.and_then(|t| t.source_head).filter(|&t| source.is_some_and(|s| s.contains(g.token(t).span)));
    Attribution {
        source,
        source_head: source_head.or_else(|| source.and_then(|s| top(g, s, |t| is_nominal(g.token(t))))),
        cue: Some(marked.cue),
        cue_head: head,
        content: content(marked, twin),
        stance: twin.and_then(|t| t.stance).or_else(|| head.and_then(|t| stance(g, t))),
        confidence: confidence(g, marked, head, twin),
        rule: twin.map_or_else(|| MODEL.to_owned(), |t| t.rule.clone()),
        verbatim: false,
    }
}

/// Whether a source is the subject of a passive that only hears: "they were told that".
fn hears(g: &Grammar, cue: Option<TokenIx>, source: Span) -> bool {
    let Some(cue) = cue.filter(|&t| LEXICON.hearers.contains(g.lemma(t))) else { return false };
    let subject = g.under(cue, &["nsubjpass"]).find(|&s| source.contains(g.token(s).span));
    subject.is_some() && g.under(cue, &["auxpass"]).next().is_some()
}

/// A piece cut at line breaks: the part in the cue's own paragraph, and parts that begin with a quotation. A headline before it, and what follows a
/// headline, is no part of it.
fn paragraphs(text: &str, piece: Span, cue: Option<Span>) -> Vec<Span> {
    let mut at = piece.start();
    let mut parts: Vec<Span> = Vec::new();
    for line in piece.of(text).split_inclusive('\n') {
        parts.extend(Span::trimmed(text, at, at + line.len()));
        at += line.len();
    }
    let apart = |a: usize, b: usize| text[a.min(b)..a.max(b)].contains('\n');
    let beside = |part: &Span| cue.is_some_and(|c| !apart(part.start(), c.start()));
    let quoted = |part: &Span| part.of(text).starts_with(['“', '"', '‘', '«', '„']);
    let kept: Vec<Span> = parts.iter().copied().filter(|part| beside(part) || quoted(part)).collect();
    if kept.is_empty() {
        parts.truncate(1)
    } else {
        parts = kept
    }
    parts
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

/// What the model marks, or where it marks nothing what the pattern finds.
fn content(marked: &annotation::Attribution, twin: Option<&Attribution>) -> Vec<Span> {
    let empty = marked.content.is_empty();
    twin.filter(|_| empty).map_or_else(|| marked.content.clone(), |t| t.content.clone())
}

/// How likely it is that cue and source are right, but for words at their edges: logistic in the model's own confidence, with a step for what the
/// patterns say. Fitted on the articles held out of training.
fn confidence(g: &Grammar, marked: &annotation::Attribution, head: Option<TokenIx>, twin: Option<&Attribution>) -> f32 {
    let same = |a: Option<Span>, b: Option<Span>| bare(g.text(), a) == bare(g.text(), b);
    let known = head.is_some_and(|t| LEXICON.attributes(g.lemma(t)));
    let step = match twin {
        None if known => KNOWN_CUE,
        None => UNKNOWN_CUE,
        Some(t) => {
            let borne_out = same(t.cue, Some(marked.cue)) && same(t.source, marked.source);
            match (borne_out, t.confidence >= PATTERN_ALONE) {
                (true, true) => SURE_AND_SAME,
                (true, false) => SAME,
                (false, true) => SURE_AND_OTHER,
                (false, false) => OTHER,
            }
        }
    };
    let odds = (marked.confidence / (1.0 - marked.confidence)).clamp(1e-3, 1e3);
    1.0 / (1.0 + libm::expf(-(SLOPE * libm::logf(odds) + step)))
}

/// The edges of a span without punctuation.
fn bare(text: &str, span: Option<Span>) -> Option<(usize, usize)> {
    let span = span?;
    let words = span.of(text).trim_matches(|c: char| !c.is_alphanumeric());
    let start = words.as_ptr() as usize - text.as_ptr() as usize;
    Some((start, start + words.len()))
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
    let known = |&t: &TokenIx| LEXICON.attributes(g.lemma(t));
    g.tokens_in(cue).find(known).or_else(|| top(g, cue, |_| true))
}

fn stance(g: &Grammar, cue: TokenIx) -> Option<Stance> {
    let verbs = LEXICON.verb(g.lemma(cue));
    let groups = verbs.iter().find(|group| may_stand(g, cue, group)).or_else(|| verbs.first());
    groups.or_else(|| LEXICON.noun(g.lemma(cue)).first()).map(|group| group.stance)
}

/// Whether the content of a group can stand where the group wants it: "called the talks a farce" has no "for", and demands nothing.
fn may_stand(g: &Grammar, cue: TokenIx, group: &Cue) -> bool {
    let has = |words: &[&str]| g.under(cue, &["prep", "dative"]).any(|p| words.iter().any(|w| g.word(p).eq_ignore_ascii_case(w)));
    // "Blamed the delay on the rain": the parse may hang the preposition on the object.
    let below = |word: &str| g.under(cue, &["dobj"]).any(|o| !g.prepositional(o, word).is_empty());
    group.frames.iter().any(|frame| match frame {
        Frame::RequestOn => has(&["on", "upon", "to"]),
        Frame::To(word) => has(&[word]) || below(word),
        Frame::Only(word) | Frame::After(word) => has(&[word]),
        _ => true,
    })
}

/// The first token of `span` that is governed from outside and fits, else the first that is governed from outside.
fn top(g: &Grammar, span: Span, fits: impl Fn(TokenIx) -> bool) -> Option<TokenIx> {
    let range = g.tokens_in(span);
    g.tops(range.clone()).find(|&t| fits(t)).or_else(|| g.tops(range).next())
}
