//! The tables `documents` and `texts`.
//!
//! Enters: a record. Leaves: a row a report; its text apart, so that the first table fits a spreadsheet and the second the offsets.

use super::lookup::Lookup;
use super::table::{Cell, Table, count, integer, list, maybe, real, text, words};
use readout_record::record::DocumentEntry;
use std::collections::BTreeMap;

/// A row a report.
pub fn documents(lookup: &Lookup<'_>) -> Table {
    let columns = vec![
        text("id", "id, made from the content"),
        text("path", "where it was read"),
        text("also_at", "other paths that held the same content"),
        text("title", "headline"),
        text("publisher", "outlet or institution"),
        text("author", "by-line"),
        text("published", "day of publication, EDTF"),
        text("language", "ISO 639-1; und where it can't be told; only en is analysed"),
        text("url", "address"),
        text("origin", "outlet or wire that it credits"),
        text("copy_of", "id of the report that it copies or rewrites closely"),
        real("similarity", "share of words in common with that report, 0 to 1"),
        integer("words", "number of words"),
        text("stories", "ids of its stories"),
    ];
    let mut stories: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (document, story) in lookup.record.stories.iter().flat_map(|s| s.documents.iter().map(|d| (d.as_str(), s.id.as_str()))) {
        stories.entry(document).or_default().push(story);
    }
    let row = |d: &DocumentEntry| {
        vec![
            words(&d.id),
            words(&d.path),
            list(&d.also_at),
            maybe(d.title.as_ref()),
            maybe(d.publisher.as_ref()),
            maybe(d.author.as_ref()),
            maybe(d.published.as_ref()),
            words(&d.language),
            maybe(d.url.as_ref()),
            maybe(d.origin.as_ref()),
            maybe(d.copy_of.as_ref()),
            d.similarity.map_or(Cell::Empty, Cell::Real),
            count(d.words),
            list(stories.get(d.id.as_str()).into_iter().flatten()),
        ]
    };
    Table { name: "documents", columns, rows: lookup.record.documents.iter().map(row).collect() }
}

/// The text of each report, which all offsets count in.
pub fn texts(lookup: &Lookup<'_>) -> Table {
    let columns = vec![
        text("document", "id of the report"),
        text("text", "its text, headline first; start and end of all tables count code points of it"),
    ];
    let rows = lookup.record.documents.iter().map(|d| vec![words(&d.id), words(&d.text)]).collect();
    Table { name: "texts", columns, rows }
}
