//! Plain text: a header block where there is one, a title where the first line looks like one, and the report.
//!
//! Enters: decoded text. Leaves: a draft whose every word is traced to the input. Lines of a text that was broken at a fixed width are joined.

use crate::draft::{Draft, same_words};
use crate::formats::header::{self, Field};
use crate::furniture;
use crate::traced::{Traced, trim_range};
use std::ops::Range;

/// Longest first line that can be a title, in bytes.
const LONGEST_TITLE: usize = 220;

/// The draft of a plain text.
pub fn read(input: &str) -> Draft {
    let head = header::of(input);
    let body = furniture::without(&unwrapped(&lines(input, head.end)));
    let (title, body) = match head.title {
        Some(title) => (Some(title), body),
        None => split_title(&body, head.end > 0),
    };
    let language = head.fields.get(Field::Language).map(str::to_owned);
    Draft { metadata: head.fields.metadata(), title, body, language, number: None }
}

/// The text of `input` from byte `from` on, with every line end as `\n`.
pub fn lines(input: &str, from: usize) -> Traced {
    let mut text = Traced::default();
    let mut start = from;
    let bytes = input.as_bytes();
    for (at, byte) in bytes.iter().enumerate().skip(from).filter(|(_, b)| **b == b'\r') {
        debug_assert_eq!(*byte, b'\r');
        text.push_input(input, start..at);
        start = at + 1;
        if bytes.get(at + 1) != Some(&b'\n') {
            text.push_made("\n");
        }
    }
    text.push_input(input, start..input.len());
    text
}

/// The first line as title, where it looks like one, and the rest. Furniture must be gone.
pub fn split_title(body: &Traced, after_header: bool) -> (Option<Traced>, Traced) {
    let lines = body.lines();
    let text = body.as_str();
    let is_title = lines.first().is_some_and(|first| looks_like_title(text, first, &lines[1..], after_header));
    if !is_title {
        return (None, body.clone());
    }
    let mut rest = Traced::default();
    rest.push_traced(body, lines[0].end..text.len());
    let mut title = Traced::default();
    title.push_traced(body, lines[0].clone());
    (Some(title), rest)
}

/// Whether the first line is a title: short, without a full stop, and set off by an empty line or clearly shorter than what follows. After a
/// header block a sentence may be the title too, when it is set off and the paragraphs below are not.
fn looks_like_title(text: &str, first: &Range<usize>, rest: &[Range<usize>], after_header: bool) -> bool {
    let line = &text[first.clone()];
    let Some(at) = rest.iter().position(|l| !l.is_empty()) else { return false };
    let (set_off, next) = (at > 0, &text[rest[at].clone()]);
    let stopped = line.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', ':', ';', ',']);
    if line.is_empty() || line.len() > LONGEST_TITLE || line.starts_with(['-', '*', '•']) {
        return false;
    }
    if same_words(line, next) {
        return true;
    }
    if stopped {
        let below_is_dense = rest[at..].windows(2).any(|w| !w[0].is_empty() && !w[1].is_empty());
        return after_header && set_off && (below_is_dense || line.len() * 3 < next.len() * 2);
    }
    set_off || line.len() * 5 < next.len() * 3
}

/// The text with the lines of each paragraph joined, where it was broken at a fixed width.
fn unwrapped(text: &Traced) -> Traced {
    let lines: Vec<Range<usize>> = text.lines().into_iter().map(|l| trim_range(text.as_str(), l)).collect();
    if !is_wrapped(text.as_str(), &lines) {
        return text.clone();
    }
    let mut out = Traced::default();
    for (at, line) in lines.iter().enumerate() {
        let before = at.checked_sub(1).map_or("", |i| &text.as_str()[lines[i].clone()]);
        let here = &text.as_str()[line.clone()];
        if at > 0 {
            out.push_made(if runs_on(before, here) { " " } else { "\n" });
        }
        out.push_traced(text, line.clone());
    }
    out
}

/// Narrowest and widest column that texts are broken at, in bytes.
const WRAP: Range<usize> = 55..100;

/// Whether a line goes on with the next one: long enough that the next word did not fit, and not the beginning of a list item.
fn runs_on(before: &str, here: &str) -> bool {
    let item = here.starts_with(['-', '*', '•', '–'])
        || here.split_once(['.', ')']).is_some_and(|(n, _)| n.bytes().all(|b| b.is_ascii_digit()));
    !before.is_empty() && !here.is_empty() && !item && before.len() >= WRAP.start - 15
}

/// Whether nearly all lines that have a next line in their paragraph are about as long as the longest, and most break inside a sentence.
fn is_wrapped(text: &str, lines: &[Range<usize>]) -> bool {
    let longest = lines.iter().map(ExactSizeIterator::len).max().unwrap_or(0);
    let inner: Vec<&str> =
        lines.windows(2).filter(|w| !w[0].is_empty() && !w[1].is_empty()).map(|w| &text[w[0].clone()]).collect();
    let full = inner.iter().filter(|l| l.len() * 10 >= longest * 7).count();
    let ended = inner.iter().filter(|l| l.ends_with(['.', '!', '?', '”', '"', ':'])).count();
    WRAP.contains(&longest) && inner.len() >= 3 && full * 10 >= inner.len() * 8 && ended * 2 < inner.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title_of(input: &str) -> Option<String> {
        read(input).title.map(|t| t.as_str().to_owned())
    }

    #[test]
    fn the_first_line_is_the_title_where_it_looks_like_one() {
        assert_eq!(title_of("Talks end\n\nThey met on Monday.").as_deref(), Some("Talks end"));
        assert_eq!(
            title_of("Talks end in Tarsk\nThe ministers of both states met on Monday and parted without a word.").as_deref(),
            Some("Talks end in Tarsk")
        );
        assert_eq!(title_of("The ministers met on Monday.\n\nThey parted."), None);
        assert_eq!(title_of("They met"), None);
        assert_eq!(
            title_of("Source: A\n\nHe said yes. She said no.\n\nThey met on Monday.\nThey parted on Tuesday.").as_deref(),
            Some("He said yes. She said no.")
        );
    }

    #[test]
    fn furniture_above_the_title_does_not_become_it() {
        let draft = read("Advertisement\n\nTalks end\n\nNo time to read?\nGet a summary\n\nThey met.");
        assert_eq!(draft.title.map(|t| t.as_str().to_owned()).as_deref(), Some("Talks end"));
        assert_eq!(draft.body.as_str().trim(), "They met.");
    }

    #[test]
    fn lines_broken_at_a_width_are_joined() {
        let wrapped = "Talks end\n\nThe ministers of both states met on Monday in the free port\nof Lissel and parted after seven hours without a word to the\npress. A second round is to follow within a month, said the\nsecretary of the League.\n\n1. The boats stay out of the buffer, which both sides have agreed\n2. The men go home.";
        let body = read(wrapped).body;
        assert!(body.as_str().contains("in the free port of Lissel and parted"), "{}", body.as_str());
        assert!(body.as_str().contains("agreed\n2. The men"));
        let paragraphs =
            "Talks end\n\nThe ministers met on Monday.\nThey parted on Tuesday.\nThey said nothing.\nThey will meet again.";
        assert!(read(paragraphs).body.as_str().contains("Monday.\nThey parted"));
    }
}
