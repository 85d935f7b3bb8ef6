//! A line of the brief as plain text, for forms that hold text alone.
//!
//! Enters: a line. Leaves: its words on one line, quoted words between quotation marks.

use crate::view::line::{Line, Piece};
use crate::view::phrase::one_line;

/// The words of a line, without its date and notes.
pub fn words(line: &Line<'_>) -> String {
    one_line(&pieces(&line.pieces))
}

/// The words of a line with its date in front and its notes behind.
pub fn whole(line: &Line<'_>) -> String {
    let lead = line.lead.iter().map(|(long, _)| format!("{long}: "));
    let notes = line.notes.iter().map(|note| format!(" · {note}"));
    one_line(&lead.chain([pieces(&line.pieces)]).chain(notes).collect::<String>())
}

/// Pieces one after another.
pub fn pieces(pieces: &[Piece<'_>]) -> String {
    let shown = |piece: &Piece<'_>| match piece {
        Piece::Text(words) | Piece::Strong(words) => words.clone(),
        Piece::Quote(words) => format!("“{words}”"),
    };
    pieces.iter().map(shown).collect()
}
