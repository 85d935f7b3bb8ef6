//! Tokens cut finer, so that "16-hour", "9am", "$5bn" and "12/02/2025" read the same however the tokenizer left them.
//!
//! Enters: the grammatical view. Leaves: items in the order of the text: words in lower case without the point of an abbreviation,
//! figures with their separators, single marks. It leaves alone: what they mean.

use crate::grammar::Grammar;
use readout_record::annotation::TokenIx;
use std::borrow::Cow;

/// What an item is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters, with points or apostrophes inside.
    Word,
    /// Digits, with `.`, `,` or `:` inside.
    Figure,
    /// Any other single character.
    Mark,
}

/// A piece of a token.
#[derive(Clone, Debug)]
pub struct Item<'d> {
    /// First byte in the text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Token that it is part of.
    pub token: TokenIx,
    /// What it is made of.
    pub kind: Kind,
    /// The piece in lower case, with straight apostrophes, without points at its end.
    pub word: Cow<'d, str>,
    /// Whether it begins with a capital letter.
    pub capital: bool,
    /// Whether it follows the item before without a space.
    pub glued: bool,
    /// Whether a blank line stands before it.
    pub parted: bool,
}

/// All items of a document, in order; white space has none.
pub fn items<'d>(g: &Grammar<'d>) -> Vec<Item<'d>> {
    let text = g.text();
    let mut found: Vec<Item<'d>> = Vec::with_capacity(g.tokens().len() + 16);
    for (token, annotated) in g.tokens().iter().enumerate() {
        let mut at = annotated.span.start();
        let stop = annotated.span.end();
        while at < stop {
            let (len, kind) = piece(&text[at..stop]);
            if let Some(kind) = kind {
                let before = found.last().map_or(0, |i| i.end);
                let gap = &text[before..at];
                let (glued, parted) = (gap.is_empty() && before > 0, gap.matches('\n').count() > 1);
                found.push(item(&text[at..at + len], at, token, kind, glued, parted));
            }
            at += len;
        }
    }
    found
}

fn item<'d>(piece: &'d str, start: usize, token: TokenIx, kind: Kind, glued: bool, parted: bool) -> Item<'d> {
    let bare = match kind {
        Kind::Word => piece.trim_end_matches('.'),
        _ => piece,
    };
    let word = match bare.chars().any(|c| c.is_uppercase() || c == '’') {
        true => Cow::Owned(bare.to_lowercase().replace('’', "'")),
        false => Cow::Borrowed(bare),
    };
    let capital = bare.chars().next().is_some_and(char::is_uppercase);
    Item { start, end: start + piece.len(), token, kind, word, capital, glued, parted }
}

/// Length and kind of the first piece of `rest`; no kind for white space.
fn piece(rest: &str) -> (usize, Option<Kind>) {
    let Some(first) = rest.chars().next() else { return (1, None) };
    if first.is_whitespace() {
        return (first.len_utf8(), None);
    }
    if first.is_ascii_digit() {
        return (run(rest, |c| c.is_ascii_digit(), &['.', ',', ':'], false), Some(Kind::Figure));
    }
    if first.is_alphabetic() {
        return (run(rest, char::is_alphabetic, &['.', '\'', '’'], true), Some(Kind::Word));
    }
    let mark = first.len_utf8();
    let suffix = matches!(first, '\'' | '’') && rest[mark..].starts_with(char::is_alphabetic);
    let letters = if suffix { run(&rest[mark..], char::is_alphabetic, &[], false) } else { 0 };
    (mark + letters, Some(if suffix { Kind::Word } else { Kind::Mark }))
}

/// Bytes of the run of characters that are `inside`, with single `joints` between them; with `point`, one at the end may stay.
fn run(rest: &str, inside: impl Fn(char) -> bool, joints: &[char], point: bool) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, n)| n);
        let joined = joints.contains(&c) && next.is_some_and(&inside);
        if inside(c) || joined {
            end = at + c.len_utf8();
        } else {
            return if point && c == '.' { at + 1 } else { end };
        }
    }
    end
}

/// The number that figures spell, with `,` for thousands: `5,000`, `1.5`. `None` for clocks and dotted dates.
pub fn figure(word: &str) -> Option<f64> {
    let (whole, fraction) = word.split_once('.').unwrap_or((word, ""));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let grouped = whole.contains(',');
    let sound = first.bytes().all(|b| b.is_ascii_digit())
        && (!grouped || first.len() <= 3)
        && groups.all(|p| p.len() == 3 && p.bytes().all(|b| b.is_ascii_digit()))
        && fraction.bytes().all(|b| b.is_ascii_digit());
    sound.then(|| word.replace(',', "").parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(token: &str) -> Vec<&str> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < token.len() {
            let (len, _) = piece(&token[at..]);
            found.push(&token[at..at + len]);
            at += len;
        }
        found
    }

    #[test]
    fn cuts_between_figures_letters_and_marks() {
        assert_eq!(pieces("16-hour"), ["16", "-", "hour"]);
        assert_eq!(pieces("12/02/2025"), ["12", "/", "02", "/", "2025"]);
        assert_eq!(pieces("9:30am"), ["9:30", "am"]);
        assert_eq!(pieces("5,000,"), ["5,000", ","]);
        assert_eq!(pieces("a.m."), ["a.m."]);
        assert_eq!(pieces("Feb."), ["Feb."]);
        assert_eq!(pieces("1990s"), ["1990", "s"]);
        assert_eq!(pieces("’s"), ["’s"]);
    }

    #[test]
    fn reads_figures() {
        assert_eq!(figure("5,000"), Some(5000.0));
        assert_eq!(figure("1.5"), Some(1.5));
        for bad in ["9:30", "12.02.2025", "1,2", "5,00,000"] {
            assert_eq!(figure(bad), None, "{bad}");
        }
    }
}
