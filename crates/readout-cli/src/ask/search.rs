//! `readout search`: the reports that have some words, best first.
//!
//! Enters: a store, words and what else the reports must be. Leaves: each report with a piece of its text.

use super::words::{NOTHING, counted, more, nobody, quoted};
use crate::args::questions::SearchArgs;
use readout_store::questions::names::{Unknown, bearers_and_theirs};
use readout_store::search::{Hit, Hits, Question};
use readout_store::store::Store;
use serde::Serialize;
use std::fmt::Write as _;

/// What was found, with what was asked.
#[derive(Serialize)]
pub struct Found {
    /// The words.
    words: String,
    /// A name that nobody bears.
    unknown: Option<Unknown>,
    /// The reports.
    #[serde(flatten)]
    hits: Hits,
}

/// Asks the store.
pub fn answer(store: &Store, args: &SearchArgs) -> anyhow::Result<Found> {
    let actors = args.actor.as_deref().map(|name| bearers_and_theirs(store, name)).transpose()?;
    let unknown = args.actor.as_ref().filter(|_| actors.as_ref().is_some_and(|ids| ids.is_empty()));
    let unknown = unknown.map(|name| Unknown::new(store, name)).transpose()?;
    let question = Question {
        words: &args.words,
        since: args.since.as_ref(),
        until: args.until.as_ref(),
        outlet: args.outlet.as_deref(),
        actors: actors.as_ref(),
        kind: args.kind,
        limit: args.show.limit(),
    };
    let hits = if unknown.is_none() { store.search(&question)? } else { Hits::default() };
    Ok(Found { words: args.words.clone(), unknown, hits })
}

/// The list.
pub fn text(found: &Found) -> String {
    if let Some(unknown) = &found.unknown {
        return nobody(unknown);
    }
    let Hits { total, documents } = &found.hits;
    if *total == 0 {
        return format!("{NOTHING}: no such report has {}\n", found.words);
    }
    let mut text = format!("{}\n", counted(*total, "report"));
    documents.iter().for_each(|hit| put(hit, &mut text));
    text + &more(total - documents.len(), "more")
}

fn put(hit: &Hit, text: &mut String) {
    let outlet = hit.publisher.as_deref().unwrap_or("outlet not known");
    let day = hit.published.as_deref().unwrap_or("undated");
    let title = hit.title.as_deref().map_or(String::new(), |title| format!("  {}", quoted(title)));
    let _ = writeln!(text, "\n{day}  {outlet}{title}  {}", hit.id);
    let mark = |cut: bool| if cut { "…" } else { "" };
    let _ = writeln!(text, "  {}{}{}", mark(hit.cut_before), quoted(&hit.snippet), mark(hit.cut_after));
}
