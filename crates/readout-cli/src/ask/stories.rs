//! `readout stories` as text.
//!
//! Enters: the list of stories. Leaves: its lines.

use super::words::{NOTHING, counted, day, more};
use readout_store::questions::stories::{Stories, Story};
use std::fmt::Write as _;

/// The list, newest story first.
pub fn text(answer: &Stories) -> String {
    if answer.total == 0 {
        return format!("{NOTHING}: no story\n");
    }
    let mut text = match answer.total {
        1 => "1 story\n".to_owned(),
        n => format!("{n} stories\n"),
    };
    for story in &answer.stories {
        let _ = write!(text, "\n{}", line(story));
    }
    text + &more(answer.total - answer.stories.len(), "before these")
}

/// A story in two lines.
pub fn line(story: &Story) -> String {
    let days = match (&story.first, &story.last) {
        (Some(first), Some(last)) if first != last => format!("{}/{}", first.as_str(), last.as_str()),
        (_, last) => day(last.as_ref()).to_owned(),
    };
    let n = |n: i64| usize::try_from(n).unwrap_or(0);
    let holds = [
        counted(n(story.documents), "report"),
        counted(n(story.independent_accounts), "independent account"),
        counted(n(story.events), "event"),
        counted(n(story.commitments), "promise"),
        format!("{} on which accounts differ", counted(n(story.discrepancies), "point")),
    ];
    format!("{days}  {}  {}\n  {}\n", story.title, story.id, holds.join(", "))
}
