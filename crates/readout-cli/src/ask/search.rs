//! `readout search`: the reports that have some words, best first.
//!
//! Enters: a store and words. Leaves: each report with a piece of its text.

use super::known::{NOTHING, counted, quoted};
use readout_store::search::Hit;
use readout_store::store::Store;
use std::fmt::Write as _;

/// Reports that are shown.
const SHOWN: usize = 20;

/// The list.
pub fn answer(store: &Store, words: &str) -> anyhow::Result<String> {
    let hits = store.search(words)?;
    if hits.is_empty() {
        return Ok(format!("{NOTHING}: no report has {words}\n"));
    }
    let mut text = format!("{}\n", counted(hits.len(), "report"));
    for hit in hits.iter().take(SHOWN) {
        put(hit, &mut text);
    }
    if hits.len() > SHOWN {
        let _ = writeln!(text, "\nand {} more; give more words to narrow it", hits.len() - SHOWN);
    }
    Ok(text)
}

fn put(hit: &Hit, text: &mut String) {
    let outlet = hit.publisher.as_deref().unwrap_or("outlet not known");
    let day = hit.published.as_deref().unwrap_or("undated");
    let title = hit.title.as_deref().map_or(String::new(), |title| format!("  {}", quoted(title)));
    let _ = writeln!(text, "\n{day}  {outlet}{title}  {}", hit.id);
    let mark = |cut: bool| if cut { "…" } else { "" };
    let _ = writeln!(text, "  {}{}{}", mark(hit.cut_before), quoted(&hit.snippet), mark(hit.cut_after));
}
