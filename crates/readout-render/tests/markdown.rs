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

#[test]
fn the_brief_stands_in_the_order_of_a_readers_questions() {
    let text = Markdown.render(&common::talks(), TerminalOptions::default());
    let parts = [
        "Contacts and events",
        "Where accounts differ",
        "What was promised",
        "What comes next",
        "Who said what",
        "What others say of it",
        "What several accounts tell, and what one alone",
        "Timeline",
        "What the reports leave open",
        "Reports",
    ];
    let places: Vec<Option<usize>> = parts.iter().map(|part| text.find(&format!("\n## {part}\n"))).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
}

#[test]
fn what_one_account_tells_is_not_said_to_be_told_by_several() {
    let text = Markdown.render(&common::talks(), TerminalOptions::default());
    let (_, compared) = text.split_once("### Told by more than one account").expect("the column");
    let (several, alone) = compared.split_once("### Told by one account only").expect("the other column");
    assert!(several.contains("phone call") && !several.contains("Port Ansel"), "{several}");
    assert!(alone.contains("Port Ansel") && alone.contains("only Presidency of Lethmark"), "{alone}");
}
