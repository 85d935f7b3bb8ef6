//! `readout diff`: what the reports since a day changed.
//!
//! Enters: a store and a day. Leaves: news of the stories that have such reports, and the promises that fell past their date.

use super::due;
use super::words::{NOTHING, counted, more};
use crate::args::questions::DiffArgs;
use crate::changes::{self, Newer};
use anyhow::{Context, Result};
use readout_meaning::meaning::Meaning;
use readout_record::edtf::{Date, Edtf};
use readout_record::kind::CommitmentStatus;
use readout_render::news::{self, News};
use readout_store::questions::due::{Due, Question, due as due_of};
use readout_store::questions::newer::{added_since, newest_without, published_since, touched};
use readout_store::store::Store;
use serde::Serialize;

/// What changed.
#[derive(Serialize)]
pub struct Diff {
    /// The day.
    since: Edtf,
    /// By what reports are newer: `publication` or `addition`.
    by: &'static str,
    /// The day as of which it stands now.
    as_of: Option<Edtf>,
    /// How many reports are newer.
    reports: usize,
    /// How many stories have some of them.
    total: usize,
    /// Those that are shown, those with the most reports first.
    stories: Vec<News>,
    /// Promises that were not past their date before and are now, and of which nothing has been reported.
    overdue: Due,
}

/// Asks the store.
pub fn answer(store: &Store, args: &DiffArgs) -> Result<Diff> {
    let first = args.since.start().and_then(Date::day_number).context("the day can't be read")?;
    let newer = if args.added { added_since(store, args.since.as_str())? } else { published_since(store, first)? };
    let as_of = store.day_or_newest(args.as_of.as_ref())?;
    let was = if args.added {
        newest_without(store, &newer)?
    } else {
        args.since.start().and_then(|d| d.plus_days(-1)).map(Edtf::from)
    };
    let stories = touched(store, &newer)?;
    let shown = &stories[..stories.len().min(args.show.limit().unwrap_or(stories.len()))];
    // What fell due is told below for the whole store.
    let asked = Newer { documents: &newer, was: None, as_of: as_of.as_ref() };
    let news = changes::news(store, shown, &asked, &Meaning::new())?;
    let day = |edtf: Option<&Edtf>| edtf.and_then(Edtf::end).and_then(|d| d.day_number());
    let within = day(was.as_ref()).zip(day(as_of.as_ref()));
    let status = [CommitmentStatus::Overdue];
    let question = Question { as_of: as_of.as_ref(), by: None, status: &status, within, limit: args.show.limit() };
    let overdue = if within.is_some() { due_of(store, &question)? } else { Due::default() };
    let by = if args.added { "addition" } else { "publication" };
    Ok(Diff { since: args.since.clone(), by, as_of, reports: newer.len(), total: stories.len(), stories: news, overdue })
}

/// The same as text.
pub fn text(diff: &Diff) -> String {
    let how = if diff.by == "addition" { "added" } else { "published" };
    let since = diff.since.as_str();
    if diff.reports == 0 && diff.overdue.total == 0 {
        return format!("{NOTHING}: no report {how} on {since} or after\n");
    }
    let stories = if diff.total == 1 { "1 story".to_owned() } else { format!("{} stories", diff.total) };
    let mut text = format!("{} {how} on {since} or after, in {stories}\n", counted(diff.reports, "report"));
    for news in &diff.stories {
        text += &format!("\n{}", news::text(news));
    }
    let left = diff.total - diff.stories.len();
    text += &more(left, if left == 1 { "more story" } else { "more stories" });
    if diff.overdue.total > 0 {
        text += &format!("\nPAST THEIR DATE SINCE, nothing reported of them\n{}", due::text(&diff.overdue));
    }
    text
}
