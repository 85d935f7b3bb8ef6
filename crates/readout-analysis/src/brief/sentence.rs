//! The sentence around a token as a reader takes it.
//!
//! Enters: the grammatical view. Leaves: a range of tokens: a sentence that ends with an abbreviation in parentheses ("Major (Ret.) Adler") goes on.

use crate::grammar::Grammar;
use readout_record::annotation::TokenIx;
use std::ops::Range;

/// Bytes of a sentence up to which a reader is shown the whole of it.
pub const WHOLE: usize = 260;

/// The longest abbreviation in parentheses, in bytes.
const SHORT: usize = 8;

/// The tokens of the sentence around a token, with what was cut off from it.
pub fn around(g: &Grammar, token: TokenIx) -> Range<TokenIx> {
    let mut number = g.sentence(token);
    let mut range = g.sentences[number].clone();
    while number > 0 && goes_on(g, number - 1) {
        number -= 1;
        range.start = g.sentences[number].start;
    }
    number = g.sentence(token);
    while goes_on(g, number) {
        number += 1;
        range.end = g.sentences[number].end;
    }
    range
}

/// Whether a sentence ends with an abbreviation in parentheses and another follows in its line.
fn goes_on(g: &Grammar, number: usize) -> bool {
    let Some(next) = g.sentences.get(number + 1) else { return false };
    let range = &g.sentences[number];
    let (first, last, follows) = (g.token(range.start).span, g.token(range.end - 1).span, g.token(next.start).span);
    let text = &g.text()[first.start()..last.end()];
    let bracket = text.trim_end().rfind('(').map(|at| text[at..].trim_end());
    let short = bracket.is_some_and(|b| b.len() <= SHORT && (b.ends_with(".)") || b.ends_with('.')) && !b.contains(' '));
    short && !g.text()[last.start()..follows.start()].contains('\n')
}
