//! Transcripts: paragraphs that a speaker's label opens: "MR. ADLER: …", "Q …", "Answer: …".
//!
//! Enters: a text. Leaves: one attribution a turn, its content in as many pieces as the turn has paragraphs. A single label makes no transcript.

use super::detect::attribution::Attribution;
use super::quotation::paragraphs;
use crate::grammar::Grammar;
use crate::rules;
use readout_record::kind::Stance;
use readout_record::span::Span;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Fewest labelled paragraphs that make a transcript.
const FEWEST: usize = 2;

static TABLE: LazyLock<Table> =
    LazyLock::new(|| rules::load("statements/transcripts.toml", include_str!("../../../rules/statements/transcripts.toml")));

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    titles: Vec<String>,
    no_speakers: BTreeSet<String>,
    occasions: Vec<String>,
    #[serde(rename = "example")]
    _example: Vec<rules::Example>,
}

enum Label {
    /// The speaker is named in the label.
    Named(Span),
    /// A question by whoever asks.
    Question,
    /// An answer by the one who answers.
    Answer(Option<Span>),
}

struct Turn {
    label: Label,
    /// The words of the label, where there are any.
    mark: Option<Span>,
    content: Vec<Span>,
}

/// The turns of a transcript.
pub fn turns(g: &Grammar) -> Vec<Attribution> {
    let text = g.text();
    let mut turns: Vec<Turn> = Vec::new();
    let bare = has_bare_questions(text);
    for (start, paragraph) in lines(text, bare) {
        match label(text, start, paragraph, bare) {
            Some((label, mark, body)) => {
                let content = Span::trimmed(text, body, start + paragraph.len()).into_iter().collect();
                turns.push(Turn { label, mark: Some(mark), content });
            }
            None => {
                if let (Some(turn), Some(span)) = (turns.last_mut(), Span::trimmed(text, start, start + paragraph.len())) {
                    turn.content.push(span);
                }
            }
        }
    }
    if turns.iter().all(|t| matches!(t.label, Label::Question)) {
        turns = turns.into_iter().flat_map(answered_below).collect();
    }
    let asked = turns.iter().any(|t| matches!(t.label, Label::Question));
    let answered = turns.iter().any(|t| matches!(t.label, Label::Answer(_)));
    if turns.len() < FEWEST || answered && !asked { Vec::new() } else { attributions(g, turns) }
}

/// Where only questions are labelled, what stands in the paragraphs below one is the answer.
fn answered_below(mut asked: Turn) -> Vec<Turn> {
    let answer = asked.content.split_off(1.min(asked.content.len()));
    vec![asked, Turn { label: Label::Answer(None), mark: None, content: answer }]
}

/// Who answers, by the heading of the text: "Briefing by the spokesperson of the ministry on the talks".
fn briefer(text: &str) -> Option<Span> {
    let heading = text.trim_start().lines().next()?;
    let from = heading.as_ptr() as usize - text.as_ptr() as usize;
    let lower = heading.to_lowercase();
    let after = TABLE.occasions.iter().find_map(|words| lower.find(words.as_str()).map(|at| at + words.len()))?;
    let rest = heading.get(after..)?;
    let end = [" on ", " following ", " about ", " regarding ", " after ", " concerning ", " in ", " for "]
        .iter()
        .filter_map(|w| rest.find(w))
        .min();
    Span::trimmed(text, from + after, from + after + end.unwrap_or(rest.len()))
}

/// Whether questions are told by a "Q" and one space: where speakers are labelled too, and more than one line begins so.
fn has_bare_questions(text: &str) -> bool {
    let named = |l: &&str| matches!(label(text, 0, l, false), Some((Label::Named(_), ..)));
    text.lines().filter(|l| is_bare_question(l)).count() >= FEWEST && text.lines().filter(named).count() >= FEWEST
}

/// "Q Has the list been handed over?"
fn is_bare_question(line: &str) -> bool {
    let first = line.strip_prefix("Q ").and_then(|rest| rest.trim_start().chars().next());
    first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || "—–-…(“\"‘'".contains(c))
}

/// Paragraphs; in texts without blank lines, lines.
fn lines(text: &str, bare: bool) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (start, paragraph) in paragraphs(text) {
        let mut at = start;
        let mut from = start;
        for line in paragraph.split_inclusive('\n') {
            if at > from && label(text, at, line, bare).is_some() {
                found.push((from, &text[from..at]));
                from = at;
            }
            at += line.len();
        }
        found.push((from, &text[from..at]));
    }
    found
}

fn attributions(g: &Grammar, turns: Vec<Turn>) -> Vec<Attribution> {
    let mut answers: Option<Span> = briefer(g.text());
    let mut out = Vec::with_capacity(turns.len());
    for turn in turns.into_iter().filter(|t| !t.content.is_empty()) {
        let (source, stance) = match turn.label {
            Label::Named(name) => (Some(name), None),
            Label::Question => (turn.mark, Some(Stance::Asks)),
            Label::Answer(named) => {
                answers = named.or(answers);
                (answers.or(turn.mark), None)
            }
        };
        // An answer of nobody known.
        if source.is_none() {
            continue;
        }
        let head = source.and_then(|s| g.tokens_in(s).rfind(|&t| g.word(t).chars().any(char::is_alphanumeric)));
        out.push(Attribution {
            source,
            source_head: head,
            cue: turn.mark,
            cue_head: None,
            content: turn.content,
            stance,
            confidence: 0.9,
            rule: "statements/transcripts.toml#speaker label".into(),
            verbatim: true,
        });
    }
    out
}

/// The label that opens a paragraph, the span of its words and the byte where the turn begins.
fn label(text: &str, start: usize, paragraph: &str, bare: bool) -> Option<(Label, Span, usize)> {
    if let Some(found) = question_or_answer(text, start, paragraph, bare) {
        return Some(found);
    }
    let colon = paragraph.find(':').filter(|&c| c <= 60)?;
    let name = paragraph.get(..colon)?.trim_end();
    let spoken = paragraph[colon + 1..].starts_with([' ', '\u{a0}', '\t']);
    (spoken && is_speaker(name)).then_some(())?;
    let mark = Span::new(text, start, start + name.len())?;
    Some((Label::Named(mark), mark, start + colon + 1))
}

/// "MR. ADLER", "THE PRESIDENT", "SENIOR ADMINISTRATION OFFICIAL": capitals alone.
fn is_speaker(name: &str) -> bool {
    let bare = name.split('(').next().unwrap_or(name).trim();
    let rest = TABLE.titles.iter().find_map(|title| bare.strip_prefix(title.as_str())).unwrap_or(bare);
    let letters = rest.chars().filter(|c| c.is_alphabetic()).count();
    let small = rest.chars().filter(|c| c.is_lowercase()).count();
    let of_name = ["Mc", "Mac", "O’", "O'"].iter().any(|part| rest.contains(part));
    let capitals = small == 0 || of_name && small <= 2;
    let plain = !rest.contains(|c| matches!(c, '/' | '@' | '.') || char::is_ascii_digit(&c));
    letters >= 3 && capitals && plain && rest.split_whitespace().count() <= 7 && !TABLE.no_speakers.contains(bare)
}

fn question_or_answer(text: &str, start: usize, paragraph: &str, bare: bool) -> Option<(Label, Span, usize)> {
    let forms: [(&str, bool); 6] =
        [("Question", true), ("QUESTION", true), ("Answer", false), ("ANSWER", false), ("Q", true), ("A", false)];
    let (word, asks) = forms.into_iter().find(|(word, _)| paragraph.starts_with(word))?;
    let rest = &paragraph[word.len()..];
    let mark = Span::new(text, start, start + word.len())?;
    let named = rest.strip_prefix(" by ").and_then(|r| r.find(':').filter(|&c| c < 80).map(|c| (word.len() + 4, c)));
    if let Some((offset, length)) = named {
        let name = Span::trimmed(text, start + offset, start + offset + length)?;
        let label = if asks { Label::Named(name) } else { Label::Answer(Some(name)) };
        return Some((label, mark, start + offset + length + 1));
    }
    let wide_gap = rest.starts_with(['\u{a0}', '\t']) || rest.starts_with("  ");
    let marked = bare && is_bare_question(paragraph)
        || rest.starts_with(": ")
        || rest.starts_with(". ") && word.len() == 1
        || (wide_gap && word.len() == 1);
    let body = start + word.len() + usize::from(rest.starts_with([':', '.']));
    marked.then_some((if asks { Label::Question } else { Label::Answer(None) }, mark, body))
}
