//! Markdown: the whole brief as it stands, and hostile text in it.
//!
//! Enters: the records of `common`. Leaves: a snapshot, and checks that nothing of a report becomes markup.

mod common;

use readout_render::format::{Format, TerminalOptions};
use readout_render::formats::markdown::Markdown;

#[test]
fn the_brief() {
    insta::assert_snapshot!(Markdown.render(&common::talks(), TerminalOptions::default()));
}

#[test]
fn hostile_text_stays_text() {
    let text = Markdown.render(&common::hostile(), TerminalOptions::default());
    assert!(!text.contains('<'), "no markup of HTML");
    assert!(!text.contains("**bold**") && !text.contains("[x]("));
    assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'));
}
