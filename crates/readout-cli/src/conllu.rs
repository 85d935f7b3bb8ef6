//! Annotations as CoNLL-U.
//!
//! Enters: one annotated text. Leaves: its sentences, one word a line. Tokens that are white space are left out, as the format has no place for
//! them, and the words after them count on; offsets into the text stand in MISC, in code points.

use readout_record::annotation::{Annotations, Token};
use readout_record::codepoint::CodePoints;
use readout_record::document::Document;
use std::fmt::Write as _;
use std::ops::Range;

/// One document in CoNLL-U.
pub fn conllu(document: &Document, annotations: &Annotations) -> String {
    let text = &document.text;
    let mut out = format!("# newdoc id = {}\n", one_line(&document.id));
    let entities = entity_tags(annotations);
    let points = CodePoints::new(text);
    let mut number = 0;
    for sentence in annotations.sentences() {
        let words: Vec<usize> = sentence.clone().filter(|i| !is_space(text, &annotations.tokens[*i])).collect();
        if words.is_empty() {
            continue;
        }
        number += 1;
        let _ = writeln!(out, "# sent_id = {number}\n# text = {}", sentence_text(text, annotations, &words));
        for (place, at) in words.iter().enumerate() {
            let token = &annotations.tokens[*at];
            let head = head(annotations, text, *at, &sentence, &words);
            let misc = misc(text, &points, token, entities[*at].as_deref());
            out.push_str(&word(place + 1, token, token.span.of(text), head, &misc));
        }
        out.push('\n');
    }
    out
}

fn is_space(text: &str, token: &Token) -> bool {
    token.span.of(text).trim().is_empty()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn no_space_after(text: &str, token: &Token) -> bool {
    text[token.span.end()..].chars().next().is_some_and(|c| !c.is_whitespace())
}

/// The words with a space wherever MISC does not say that there is none.
fn sentence_text(text: &str, annotations: &Annotations, words: &[usize]) -> String {
    let mut out = String::new();
    for at in words {
        let token = &annotations.tokens[*at];
        out.push_str(token.span.of(text));
        out.push_str(if no_space_after(text, token) { "" } else { " " });
    }
    out.trim_end().to_owned()
}

/// Number of the governing word, 0 for the root. Where a token of white space stands between, what governs that.
fn head(annotations: &Annotations, text: &str, at: usize, sentence: &Range<usize>, words: &[usize]) -> usize {
    let mut here = at;
    for _ in sentence.clone() {
        let above = annotations.tokens[here].head as usize;
        if above == here {
            return 0;
        }
        if annotations.tokens.get(above).is_some_and(|t| !is_space(text, t)) {
            return words.iter().position(|w| *w == above).map_or(0, |place| place + 1);
        }
        here = above;
    }
    0
}

fn word(place: usize, token: &Token, form: &str, head: usize, misc: &str) -> String {
    let or_none = |text: &str| if text.is_empty() { "_".to_owned() } else { one_line(text) };
    let label = if head == 0 { "root" } else { token.label };
    let fields = [
        place.to_string(),
        or_none(form),
        or_none(&token.lemma),
        or_none(token.pos),
        or_none(token.tag),
        or_none(token.morph),
        head.to_string(),
        or_none(label),
        "_".to_owned(),
        misc.to_owned(),
    ];
    fields.join("\t") + "\n"
}

fn misc(text: &str, points: &CodePoints<'_>, token: &Token, entity: Option<&str>) -> String {
    let (start, end) = points.range(token.span);
    let mut parts = vec![format!("start_char={start}|end_char={end}")];
    parts.extend(entity.map(|e| format!("NER={e}")));
    if no_space_after(text, token) {
        parts.push("SpaceAfter=No".to_owned());
    }
    parts.join("|")
}

/// `B-PERSON`, `I-PERSON` for the tokens of entities.
fn entity_tags(annotations: &Annotations) -> Vec<Option<String>> {
    let mut tags = vec![None; annotations.tokens.len()];
    for entity in &annotations.entities {
        let inside = entity.first as usize..(entity.end as usize).min(tags.len());
        for at in inside {
            let part = if at == entity.first as usize { "B" } else { "I" };
            tags[at] = Some(format!("{part}-{}", entity.label));
        }
    }
    tags
}
