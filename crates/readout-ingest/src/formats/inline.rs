//! The marks inside a paragraph of Markdown.
//!
//! Enters: a paragraph, traced to the input. Leaves: its words, traced: without emphasis, code marks, escapes and HTML tags; a link is its words, a
//! picture is nothing. It leaves alone: marks that pair with nothing.

use crate::traced::Traced;
use std::ops::Range;

/// Appends the words of a paragraph.
pub fn push(out: &mut Traced, paragraph: &Traced) {
    let text = paragraph.as_str();
    let mut stack = Vec::from([Range { start: 0, end: text.len() }]);
    while let Some(range) = stack.pop() {
        let Some((at, found)) = next_mark(text, range.clone()) else {
            push_plain(out, paragraph, range);
            continue;
        };
        push_plain(out, paragraph, range.start..at);
        stack.push(found.end..range.end);
        match found.kept {
            Kept::Words(words) => stack.push(words),
            Kept::Literal(words) => out.push_traced(paragraph, words),
            Kept::Made(character) => out.push_made(character.encode_utf8(&mut [0; 4])),
            Kept::Nothing => {}
        }
    }
}

/// Words without marks; a run of blanks is one, as a reader of the rendered text sees it.
fn push_plain(out: &mut Traced, paragraph: &Traced, range: Range<usize>) {
    let text = &paragraph.as_str()[range.clone()];
    let mut from = 0;
    for (at, _) in text.match_indices("  ") {
        if at >= from {
            out.push_traced(paragraph, range.start + from..range.start + at + 1);
        }
        from = at + text[at..].bytes().take_while(|b| *b == b' ').count();
    }
    out.push_traced(paragraph, range.start + from..range.end);
}

/// What a mark covers and what of it stays.
struct Mark {
    end: usize,
    kept: Kept,
}

enum Kept {
    Nothing,
    /// Words that may hold marks themselves.
    Words(Range<usize>),
    /// Characters that are no marks.
    Literal(Range<usize>),
    Made(char),
}

/// How far a link or an emphasis may reach, in bytes; keeps odd input from costing more than its length.
const REACH: usize = 800;

/// Longest tag, in bytes: those of pictures list many addresses.
const LONGEST_TAG: usize = 16_000;

fn next_mark(input: &str, range: Range<usize>) -> Option<(usize, Mark)> {
    let bytes = input.as_bytes();
    (range.start..range.end).find_map(|at| {
        let end = range.end.min(at + REACH);
        let window = at..(end..=range.end).find(|e| input.is_char_boundary(*e))?;
        let mark = match bytes[at] {
            b'\\' => escaped(bytes, window),
            b'!' | b'[' => link(input, window),
            b'*' | b'_' => emphasis(input, window),
            b'`' => code(bytes, window),
            b'<' => tag(input, at..range.end),
            b'&' => entity(input, window),
            _ => None,
        };
        mark.map(|m| (at, m))
    })
}

fn escaped(bytes: &[u8], window: Range<usize>) -> Option<Mark> {
    let next = window.start + 1;
    if next == window.end {
        return Some(Mark { end: next, kept: Kept::Nothing });
    }
    bytes[next].is_ascii_punctuation().then_some(())?;
    Some(Mark { end: next + 1, kept: Kept::Literal(next..next + 1) })
}

/// `[words](target)`, `[words][label]`, `![picture](target)`, and the `[^1]` of a footnote.
fn link(input: &str, window: Range<usize>) -> Option<Mark> {
    let bytes = input.as_bytes();
    let picture = bytes[window.start] == b'!';
    let open = window.start + usize::from(picture);
    (bytes.get(open) == Some(&b'[') && open < window.end).then_some(())?;
    let close = closing(bytes, open, window.end, b'[', b']')?;
    let words = open + 1..close;
    if bytes.get(words.start) == Some(&b'^') {
        return Some(Mark { end: close + 1, kept: Kept::Nothing });
    }
    let end = match bytes.get(close + 1) {
        Some(b'(') => closing(bytes, close + 1, window.end, b'(', b')')? + 1,
        Some(b'[') => closing(bytes, close + 1, window.end, b'[', b']')? + 1,
        _ => return None,
    };
    let kept = if picture { Kept::Nothing } else { Kept::Words(words) };
    (end <= window.end).then_some(Mark { end, kept })
}

fn closing(bytes: &[u8], open: usize, end: usize, opener: u8, closer: u8) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = open;
    while at < end {
        match bytes[at] {
            b'\\' => at += 1,
            b if b == opener => depth += 1,
            b if b == closer => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// A run of `*` or `_` that opens or closes an emphasis: one that stands at the edge of a word. `2 * 3` and `snake_case` stay.
fn emphasis(input: &str, window: Range<usize>) -> Option<Mark> {
    let mark = input.as_bytes()[window.start];
    let run = input.as_bytes()[window.clone()].iter().take_while(|b| **b == mark).count();
    let before = input[..window.start].chars().next_back();
    // A run is judged once, at its first mark.
    if before == Some(mark as char) {
        return None;
    }
    let after = input[window.start + run..].chars().next();
    // At the beginning, a mark before a blank is that of a list; at the end, one after a blank closes an emphasis.
    let bullet = before.is_none() && after.is_some_and(char::is_whitespace);
    let (before, after) = (before.unwrap_or('.'), after.unwrap_or('.'));
    let inside_word = before.is_alphanumeric() && after.is_alphanumeric();
    let alone = before.is_whitespace() && after.is_whitespace();
    let stays = run > 3 || (run == 1 && (alone || bullet)) || (inside_word && (mark == b'_' || before.is_ascii_digit()));
    (!stays).then_some(Mark { end: window.start + run, kept: Kept::Nothing })
}

fn code(bytes: &[u8], window: Range<usize>) -> Option<Mark> {
    let run = bytes[window.clone()].iter().take_while(|b| **b == b'`').count();
    Some(Mark { end: window.start + run, kept: Kept::Nothing })
}

/// `<sup>`, `</b>`, `<br/>`, `<!-- … -->` go; `<https://…>` is its words.
fn tag(input: &str, window: Range<usize>) -> Option<Mark> {
    let longest = (window.end.min(window.start + LONGEST_TAG)..=window.end).find(|e| input.is_char_boundary(*e))?;
    let rest = &input[window.start + 1..longest];
    let end = window.start + 1 + if rest.starts_with("!--") { rest.find("-->")? + 3 } else { rest.find('>')? + 1 };
    let first = rest.chars().next()?;
    if rest.starts_with("http://") || rest.starts_with("https://") {
        return Some(Mark { end, kept: Kept::Words(window.start + 1..end - 1) });
    }
    (first.is_ascii_alphabetic() || first == '/' || first == '!').then_some(Mark { end, kept: Kept::Nothing })
}

/// The commonest character references.
fn entity(input: &str, window: Range<usize>) -> Option<Mark> {
    let names = [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\''), ("&nbsp;", '\u{A0}')];
    let rest = &input[window.clone()];
    let (name, character) = names.into_iter().find(|(name, _)| rest.starts_with(name))?;
    Some(Mark { end: window.start + name.len(), kept: Kept::Made(character) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_without_marks() {
        for (marked, words) in [
            ("**Tarsk.** The *two* met", "Tarsk. The two met"),
            ("the [free port](https://a.example/(x)) of", "the free port of"),
            ("the [**free** port][1] of [brackets] [^2]", "the free port of [brackets] "),
            ("![picture](a.png)They met", "They met"),
            ("the 20<sup>th</sup> day", "the 20th day"),
            ("2 * 3 and snake_case and 5*4", "2 * 3 and snake_case and 5*4"),
            ("\\*not marked\\* AT&amp;T", "*not marked* AT&T"),
            ("a < b and `code`", "a < b and code"),
            ("**so\n** and ****", "so\n and ****"),
            ("* item  two *so *", "* item two so "),
            ("_so_ “_quoted_”", "so “quoted”"),
        ] {
            let mut out = Traced::default();
            push(&mut out, &Traced::cut(marked, 0..marked.len()));
            assert_eq!(out.as_str(), words);
        }
    }
}
