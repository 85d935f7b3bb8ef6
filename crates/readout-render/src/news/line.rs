//! A line of news from a line of the brief.
//!
//! Enters: lines with their words. Leaves: the same as plain text and evidence.

use super::told::Told;
use crate::view::context::Context;
use crate::view::line::{Line, Piece};
use crate::view::lines::event_name;
use crate::view::phrase;
use readout_record::record::{Event, Evidence};

/// A line of one kind.
pub fn line(kind: &str, line: &Line<'_>, evidence: &[Evidence]) -> Told {
    let lead = line.lead.iter().map(|(long, _)| format!("{long}: "));
    let notes = line.notes.iter().map(|n| format!(" · {n}"));
    let text: String = lead.chain([pieces(&line.pieces)]).chain(notes).collect();
    Told { kind: kind.into(), text: phrase::one_line(&text), evidence: evidence.to_vec() }
}

/// Pieces as text.
pub fn pieces(pieces: &[Piece<'_>]) -> String {
    let shown = pieces.iter().map(|p| match p {
        Piece::Text(words) | Piece::Strong(words) => words.clone(),
        Piece::Quote(words) => quoted(words),
    });
    shown.collect()
}

/// Words in quotation marks, on one line.
pub fn quoted(words: &str) -> String {
    format!("“{}”", phrase::one_line(words))
}

/// `phone call: A and B, 3 September 2026`.
pub fn event_in_words(context: &Context, event: &Event) -> String {
    let date = event.date.as_ref().map_or(String::new(), |d| format!(", {}", phrase::date(d)));
    format!("{}{date}", pieces(&event_name(context, event)))
}
