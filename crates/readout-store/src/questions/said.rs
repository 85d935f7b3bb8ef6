//! What a speaker said, in order of publication.
//!
//! Enters: who speaks, words. Leaves: rows of all statements of the speaker, and the statements themselves of those rows that are to be shown. It leaves
//! alone: which of them say one thing in other words.

use super::names::{Ids, listed};
use super::report::{Reports, note};
use super::shelf::{Opened, Shelf, story_id};
use super::who::{Named, named};
use crate::error::Result;
use crate::fold::fold;
use crate::number::StoryNumber;
use crate::store::Store;
use readout_record::kind::Stance;
use readout_record::record::{Content, Evidence, Statement};
use serde::Serialize;

/// A statement as its row tells it.
#[derive(Clone, Debug)]
pub struct Row {
    /// Number of the story.
    pub story: StoryNumber,
    /// Place in the story's record.
    pub place: i64,
    /// Id of the document.
    pub document: String,
    /// Its outlet.
    pub publisher: Option<String>,
    /// Day of its publication.
    pub day: Option<i64>,
    /// Whether in the speaker's own words.
    pub direct: bool,
    /// The words.
    pub content: String,
}

/// A statement.
#[derive(Clone, Debug, Serialize)]
pub struct Said {
    /// Id of the statement.
    pub id: String,
    /// Id of its story.
    pub story: String,
    /// Id of the report.
    pub document: String,
    /// Who is cited.
    pub speaker: Option<Named>,
    /// The words by which the report names the speaker.
    pub source: String,
    /// The words that attribute.
    pub cue: Option<Evidence>,
    /// The words that are said, in one piece or several.
    pub content: Vec<Evidence>,
    /// Whether in the speaker's own words.
    pub direct: bool,
    /// What the speaker does with them.
    pub stance: Stance,
    /// Whether the report does not vouch for it.
    pub hearsay: bool,
}

/// The statements of some speakers, in order of publication, undated ones last.
pub fn rows(store: &Store, speakers: &Ids) -> Result<Vec<Row>> {
    let sql = "SELECT s.story, s.place, s.document, d.publisher, s.day, s.direct, s.content
        FROM statements s JOIN documents d ON d.id = s.document
        WHERE s.actor IN (SELECT value FROM json_each(?1))
        ORDER BY s.day IS NULL, s.day, d.published IS NULL, d.published, s.document, s.start, s.id";
    let row = |row: &rusqlite::Row| {
        Ok(Row {
            story: row.get(0)?,
            place: row.get(1)?,
            document: row.get(2)?,
            publisher: row.get(3)?,
            day: row.get(4)?,
            direct: row.get(5)?,
            content: row.get(6)?,
        })
    };
    store.rows(sql, [listed(speakers)], row)
}

/// Whether each of some words begins a word of the content.
pub fn is_about(row: &Row, words: &str) -> bool {
    let wanted = fold(words);
    let content = if wanted.is_empty() { String::new() } else { fold(&row.content) };
    wanted.split(' ').all(|word| content.split(' ').any(|w| w.starts_with(word)))
}

/// The statement of a row; its report is noted.
pub fn open(shelf: &mut Shelf, row: &Row, reports: &mut Reports) -> Result<Said> {
    let opened = shelf.entry(row.story, |r| &r.statements, row.place as usize)?;
    note(reports, opened.record, &opened.entry.document);
    Ok(said(&opened))
}

fn said(opened: &Opened<Statement>) -> Said {
    let entry = opened.entry;
    Said {
        id: entry.id.clone(),
        story: story_id(opened.record),
        document: entry.document.clone(),
        speaker: named(opened.record, &entry.source.actor).pop(),
        source: entry.source.text.clone(),
        cue: entry.cue.clone(),
        content: pieces(&entry.content),
        direct: entry.direct,
        stance: entry.stance,
        hearsay: entry.hearsay,
    }
}

/// The words of a statement, each piece by itself where a cue interrupts them.
pub fn pieces(content: &Content) -> Vec<Evidence> {
    if !content.spans.is_empty() {
        return content.spans.clone();
    }
    let Content { document, start, end, bytes, quote, .. } = content.clone();
    vec![Evidence { document, start, end, bytes, quote }]
}
