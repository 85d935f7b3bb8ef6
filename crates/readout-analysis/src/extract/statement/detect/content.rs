//! Content spans: from tokens to pieces of text.
//!
//! Enters: tokens that belong to a content. Leaves: unbroken pieces without punctuation at their edges, but with the quotation marks that belong to them.

use crate::extract::statement::quotation::{Quotation, Quotations};
use crate::grammar::Grammar;
use readout_record::annotation::TokenIx;
use readout_record::span::Span;

/// Longest reach of a clause from its cue, in tokens.
const FAR: usize = 400;

/// Whether a token carries no words.
pub fn is_mark(g: &Grammar, token: TokenIx) -> bool {
    matches!(g.token(token).pos, "PUNCT" | "SPACE" | "SYM") || !g.word(token).chars().any(char::is_alphanumeric)
}

/// The unbroken pieces of `tokens` (sorted), bridged over white space and punctuation, each cut to begin and end with a word or a quotation mark.
pub fn pieces(g: &Grammar, quotations: &Quotations, tokens: &[TokenIx]) -> Vec<Span> {
    let solid: Vec<TokenIx> = tokens.iter().copied().filter(|&t| !is_mark(g, t)).collect();
    let mut found: Vec<Span> = Vec::new();
    let mut last: Option<TokenIx> = None;
    for token in solid {
        let joined = last.is_some_and(|l| (l + 1..token).all(|between| is_mark(g, between)));
        let span = g.token(token).span;
        match found.last_mut() {
            Some(piece) if joined => *piece = piece.join(span),
            _ => found.push(span),
        }
        last = Some(token);
    }
    found.into_iter().filter_map(|piece| after_dateline(g.text(), with_marks(g, quotations, piece))).collect()
}

/// Cuts the dateline from a piece that begins a paragraph: "OSLO, May 4 (Reuters) - ".
pub fn after_dateline(text: &str, piece: Span) -> Option<Span> {
    let opens = piece.start() == 0 || text[..piece.start()].ends_with('\n');
    let words = piece.of(text);
    let dash = ["— ", "– ", "― ", "- "]
        .into_iter()
        .filter_map(|d| words.find(d).map(|at| (at, d.len())))
        .min()
        .filter(|&(at, _)| opens && at < 60);
    let Some((at, len)) = dash else { return Some(piece) };
    let place: String = words[..at].chars().take_while(|c| !matches!(c, ',' | '(' | '-')).collect();
    let capitals = place.chars().filter(|c| c.is_alphabetic()).count() >= 3 && !place.chars().any(char::is_lowercase);
    if capitals { Span::trimmed(text, piece.start() + at + len, piece.end()) } else { Some(piece) }
}

/// Grows a piece by the quotation marks right at its edges, so that no quotation is cut.
pub fn with_marks(g: &Grammar, quotations: &Quotations, piece: Span) -> Span {
    let mut grown = piece;
    for quotation in quotations.touching(piece) {
        let begins = quotation.inner.start() >= piece.start() || starts_with(quotation, piece);
        let ends = quotation.inner.end() <= piece.end() || only_marks(g.text(), piece.end(), quotation.inner.end());
        if begins && ends {
            grown = grown.join(quotation.outer);
        }
    }
    grown
}

fn starts_with(quotation: &Quotation, piece: Span) -> bool {
    quotation.inner.start() == piece.start()
}

fn only_marks(text: &str, from: usize, to: usize) -> bool {
    text.get(from..to).is_some_and(|between| !between.chars().any(char::is_alphanumeric))
}

/// The subtree of `top` without the branches that `cut` names, kept within the sentence of `anchor`.
pub fn clause(g: &Grammar, top: TokenIx, anchor: TokenIx, cut: impl Fn(TokenIx) -> bool) -> Vec<TokenIx> {
    let mut tokens = g.subtree_without(top, cut);
    let home = paragraph(g, anchor);
    tokens.retain(|&t| home.contains(&t));
    tokens
}

/// Tokens of the paragraph around `token`:up to a blank line, or the end of a line that ends a sentence, on both sides, at most `FAR` tokens each way.
pub fn paragraph(g: &Grammar, token: TokenIx) -> std::ops::Range<TokenIx> {
    let breaks = |t: &TokenIx| {
        let newlines = if g.token(*t).pos == "SPACE" { g.word(*t).matches('\n').count() } else { 0 };
        let ended = t.checked_sub(1).is_some_and(|last| matches!(g.word(last), "." | "?" | "!" | "”" | "\""));
        newlines > 1 || newlines == 1 && ended
    };
    let (first, last) = (token.saturating_sub(FAR), g.tokens().len().min(token + FAR));
    let from = (first..token).rev().find(breaks).map_or(first, |t| t + 1);
    let to = (token..last).find(breaks).unwrap_or(last);
    from..to
}

/// Replaces what a content has of a quotation by the whole of it where the content holds most of the quotation's part in these tokens or its head.
pub fn whole_quotations(g: &Grammar, quotations: &Quotations, pieces: Vec<Span>, head: TokenIx, cue: Span) -> Vec<Span> {
    let mut grown: Vec<Span> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let mut whole = piece;
        for quotation in quotations.touching(piece) {
            let blocked = quotation.outer.overlaps(cue);
            let holds_head = quotation.outer.contains(g.token(head).span);
            let reaches_end = piece.end() + 2 >= quotation.inner.end();
            if !blocked && (holds_head || reaches_end || quotation.outer.start() >= piece.start()) {
                whole = whole.join(quotation.outer);
            }
        }
        grown.push(whole);
    }
    merged(grown)
}

/// Sorts pieces and joins those that overlap.
pub fn merged(mut pieces: Vec<Span>) -> Vec<Span> {
    pieces.sort_unstable();
    let mut out: Vec<Span> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match out.last_mut() {
            Some(last) if last.overlaps(piece) => *last = last.join(piece),
            _ => out.push(piece),
        }
    }
    out
}
