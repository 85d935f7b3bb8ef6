//! Quotations: where quoted words begin and end, on marks alone.
//!
//! Enters: a text. Leaves: the pieces between quotation marks, in order, each with the number of the utterance it belongs to: a quotation that runs
//! over several paragraphs has one piece in each. It leaves alone: who speaks. A mark that nothing closes makes no quotation.

use readout_record::span::Span;

/// One piece between quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The words without the marks.
    pub inner: Span,
    /// The words with the marks that stand there.
    pub outer: Span,
    /// Pieces of one quotation over several paragraphs share it.
    pub utterance: usize,
}

/// All quotations of one text, in order.
#[derive(Clone, Debug, Default)]
pub struct Quotations {
    /// The pieces, none overlapping.
    pub pieces: Vec<Quotation>,
}

impl Quotations {
    /// Reads the marks of `text`.
    pub fn read(text: &str) -> Quotations {
        let mut pieces: Vec<Quotation> = Vec::new();
        let mut open_before = None;
        let mut utterance = 0;
        for (start, paragraph) in paragraphs(text) {
            let (found, still_open) = in_paragraph(paragraph);
            for (number, (from, to, inner_from, inner_to)) in found.into_iter().enumerate() {
                let same_mark = |last: &Quotation| first_char(text, last.outer.start()) == first_char(text, start);
                let continues = number == 0 && open_before.is_some() && from == 0 && pieces.last().is_some_and(same_mark);
                if !continues {
                    utterance += 1;
                }
                let inner = Span::trimmed(text, start + inner_from, start + inner_to);
                if let (Some(inner), Some(outer)) = (inner, Span::new(text, start + from, start + to)) {
                    pieces.push(Quotation { inner, outer, utterance });
                }
            }
            open_before = still_open.then_some(utterance);
        }
        Quotations { pieces: without_unclosed(pieces, text) }
    }

    /// The quotation whose marks and words cover byte `at`.
    pub fn at(&self, at: usize) -> Option<&Quotation> {
        let quotation = self.pieces.get(self.pieces.partition_point(|q| q.outer.end() <= at))?;
        (quotation.outer.start() <= at).then_some(quotation)
    }

    /// The quotation, if one, whose words hold all of `span`.
    pub fn around(&self, span: Span) -> Option<&Quotation> {
        self.at(span.start()).filter(|q| q.outer.contains(span))
    }

    /// Quotations that share a byte with `span`.
    pub fn touching(&self, span: Span) -> impl Iterator<Item = &Quotation> {
        let from = self.pieces.partition_point(|q| q.outer.end() <= span.start());
        self.pieces[from..].iter().take_while(move |q| q.outer.start() < span.end())
    }

    /// The last quotation that ends at or before byte `at`.
    pub fn before(&self, at: usize) -> Option<&Quotation> {
        self.pieces.partition_point(|q| q.outer.end() <= at).checked_sub(1).map(|i| &self.pieces[i])
    }

    /// The first quotation that begins at or after byte `at`.
    pub fn after(&self, at: usize) -> Option<&Quotation> {
        self.pieces.get(self.pieces.partition_point(|q| q.outer.start() < at))
    }
}

/// Paragraphs of a text with their first byte: runs of lines without a blank line, and lines that open with a mark of their own.
pub(super) fn paragraphs(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let opens = line.starts_with(['“', '"', '„', '«']) && at > start;
        if (line.trim().is_empty() || opens) && at > start {
            found.push((start, &text[start..at]));
            start = at;
        }
        at += line.len();
        if line.trim().is_empty() {
            start = at;
        }
    }
    if at > start {
        found.push((start, &text[start..at]));
    }
    found
}

fn first_char(text: &str, at: usize) -> Option<char> {
    text.get(at..).and_then(|rest| rest.chars().next())
}

type Piece = (usize, usize, usize, usize);

/// The quotations of one paragraph as (outer start, outer end, inner start, inner end), and whether the last one stays open. A quotation that
/// stays open reaches to the end of the paragraph.
fn in_paragraph(text: &str) -> (Vec<Piece>, bool) {
    let mut found = Vec::new();
    let mut open: Option<(usize, usize, char)> = None;
    for (at, mark) in text.char_indices() {
        let after = at + mark.len_utf8();
        let before = text[..at].chars().next_back();
        let next = text[after..].chars().next();
        match open {
            None if opens(mark, before, next) => open = Some((at, after, mark)),
            Some((_, _, '"')) if mark == '“' => open = Some((at, after, mark)),
            Some((from, inner, opener)) if closes(opener, mark, before, next) => {
                if at > inner {
                    found.push((from, after, inner, at));
                }
                open = None;
            }
            _ => {}
        }
    }
    if let Some((from, inner, opener)) = open {
        let end = text.trim_end().len();
        if opener != '‘' && end > inner {
            found.push((from, end, inner, end));
            return (found, true);
        }
    }
    (found, false)
}

fn opens(mark: char, before: Option<char>, next: Option<char>) -> bool {
    let at_word = before.is_none_or(|c| !c.is_alphanumeric());
    match mark {
        '“' | '„' | '«' => true,
        '‘' => at_word && next.is_some_and(|c| c.is_alphabetic()),
        '"' => at_word && next.is_some_and(|c| !c.is_whitespace()),
        _ => false,
    }
}

fn closes(opener: char, mark: char, before: Option<char>, next: Option<char>) -> bool {
    match opener {
        '“' => mark == '”',
        '„' => matches!(mark, '“' | '”'),
        '«' => mark == '»',
        '"' => mark == '"' && before.is_some_and(|c| !c.is_whitespace()),
        _ => mark == '’' && next.is_none_or(|c| !c.is_alphanumeric()) && before.is_some_and(|c| !c.is_whitespace() && c != 's'),
    }
}

/// Drops a piece that no mark closes, unless the next paragraph goes on with the same quotation or the paragraph opens with it.
fn without_unclosed(pieces: Vec<Quotation>, text: &str) -> Vec<Quotation> {
    let closed = |q: &Quotation| q.inner.end() < q.outer.end() && text[..q.outer.end()].ends_with(['”', '"', '»', '’', '“']);
    let keep: Vec<bool> = (0..pieces.len())
        .map(|i| closed(&pieces[i]) || pieces.get(i + 1).is_some_and(|n| n.utterance == pieces[i].utterance))
        .collect();
    pieces.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(piece, _)| piece).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inner(text: &str) -> Vec<&str> {
        Quotations::read(text).pieces.iter().map(|q| q.inner.of(text)).collect()
    }

    #[test]
    fn marks_of_every_shape() {
        assert_eq!(inner("“We go,” she said, “and soon.”"), ["We go,", "and soon."]);
        assert_eq!(inner("\"We go,\" she said, \"and soon.\""), ["We go,", "and soon."]);
        assert_eq!(inner("He called it ‘a start’ and left; the talks’ end is near."), ["a start"]);
        assert_eq!(inner("«Nous»"), ["Nous"]);
    }

    #[test]
    fn a_quotation_over_paragraphs_is_one_utterance() {
        let text = "“First we wait.\n\n“Then we talk,” she said.\n\nHe said “no.”";
        let read = Quotations::read(text);
        assert_eq!(inner(text), ["First we wait.", "Then we talk,", "no."]);
        let numbers: Vec<usize> = read.pieces.iter().map(|q| q.utterance).collect();
        assert_eq!(numbers[0], numbers[1]);
        assert_ne!(numbers[1], numbers[2]);
    }

    #[test]
    fn an_open_mark_makes_no_quotation() {
        assert!(inner("A 6\" pipe was found. \"Nothing more").is_empty());
        assert!(inner("He is 5'11\" tall.").is_empty());
    }
}
