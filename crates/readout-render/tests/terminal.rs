//! The terminal brief: what it shows at 50, 80 and 100 columns, and that it obeys no report.
//!
//! Enters: the records of `common`. Leaves: snapshots, and checks of width, colour and escapes.

mod common;

use readout_record::check::Checked;
use readout_render::format::{Format, TerminalOptions};
use readout_render::formats::terminal::Terminal;
use unicode_width::UnicodeWidthStr;

fn shown(record: &Checked, width: usize, colour: bool) -> String {
    Terminal.render(record, TerminalOptions { width, colour })
}

#[test]
fn at_100_columns() {
    insta::assert_snapshot!(shown(&common::talks(), 100, false));
}

#[test]
fn at_50_columns() {
    insta::assert_snapshot!(shown(&common::talks(), 50, false));
}

#[test]
fn silence_of_a_report_that_was_not_analysed_is_no_finding() {
    let text = shown(&common::talks(), 80, false);
    let (_, foreign) = text.split_once("\nLes dirigeants se parlent\n").expect("the second story");
    let (foreign, _) = foreign.split_once("REPORTS").expect("the reports");
    assert!(foreign.contains("not in English: kept, not analysed") && !foreign.contains("nothing found"), "{foreign}");
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for width in [40, 41, 57, 80, 100, 110] {
        for record in [common::talks(), common::hostile()] {
            for line in shown(&record, width, false).lines() {
                assert!(line.width() <= width, "{width}: {line}");
            }
        }
    }
}

#[test]
fn colour_only_where_it_is_asked_for_and_nothing_else_changes() {
    let plain = shown(&common::talks(), 80, false);
    let coloured = shown(&common::talks(), 80, true);
    assert!(!plain.contains('\u{1b}'));
    assert!(coloured.contains("\u{1b}["));
    let mut stripped = String::new();
    for (i, part) in coloured.split("\u{1b}[").enumerate() {
        stripped.push_str(if i == 0 { part } else { part.split_once('m').map_or("", |(_, rest)| rest) });
    }
    assert_eq!(stripped.lines().map(str::trim_end).collect::<Vec<_>>(), plain.lines().collect::<Vec<_>>());
}

#[test]
fn escapes_of_a_report_reach_no_terminal() {
    let text = shown(&common::hostile(), 100, false);
    assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'));
    assert!(text.contains("⟨U+001B⟩") && text.contains("⟨U+202E⟩"));
}
