//! Full text: the documents that have some words.
//!
//! Enters: words as a user types them, phrases between quotation marks; days, an outlet, actors, a type of event. Leaves: documents, best first by BM25, each with a piece of its text.

use crate::documents::DocumentNumber;
use crate::error::Result;
use crate::fold::fold;
use crate::questions::limit::{Limit, first};
use crate::questions::names::{Ids, listed};
use crate::store::Store;
use readout_record::edtf::Edtf;
use readout_record::kind::EventType;
use rusqlite::{Row, params};
use serde::Serialize;

/// Stands where FTS5 cut a snippet; a character that no text has.
const CUT: char = '\u{1}';

/// A question.
#[derive(Clone, Debug, Default)]
pub struct Question<'q> {
    /// Words that a document must have, all of them.
    pub words: &'q str,
    /// Published from this day on.
    pub since: Option<&'q Edtf>,
    /// Published up to this day.
    pub until: Option<&'q Edtf>,
    /// Published by an outlet of this name, or with these words in its name.
    pub outlet: Option<&'q str>,
    /// One of these actors appears in it.
    pub actors: Option<&'q Ids>,
    /// It tells an event of this type.
    pub kind: Option<EventType>,
    /// How many are given.
    pub limit: Limit,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Hits {
    /// How many documents there are.
    pub total: usize,
    /// The first of them.
    pub documents: Vec<Hit>,
}

/// A document that has the words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// Id of the document.
    pub id: String,
    /// Id of its story.
    pub story: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its outlet.
    pub publisher: Option<String>,
    /// When it was published, EDTF.
    pub published: Option<String>,
    /// A piece of its text, verbatim.
    pub snippet: String,
    /// Whether text stands before the piece.
    pub cut_before: bool,
    /// Whether text stands after it.
    pub cut_after: bool,
}

impl Store {
    /// The documents that have all the words and are as the question wants them, best first.
    pub fn search(&self, question: &Question) -> Result<Hits> {
        let words = query(question.words);
        if words.is_empty() {
            return Ok(Hits::default());
        }
        let found = self.ranked(&words, question)?;
        let total = found.len();
        let mut documents = Vec::new();
        let piece = "SELECT d.id, d.title, d.publisher, d.published, snippet(document_words, 1, '', '', char(1), 32),
                (SELECT s.id FROM stories s WHERE s.number = d.story)
            FROM document_words JOIN documents d ON d.number = document_words.rowid
            WHERE document_words MATCH ?1 AND document_words.rowid = ?2";
        for number in first(found, question.limit) {
            documents.extend(self.rows(piece, params![words, number], hit)?);
        }
        Ok(Hits { total, documents })
    }

    /// The numbers of the documents, best first.
    fn ranked(&self, words: &str, question: &Question) -> Result<Vec<DocumentNumber>> {
        let sql = "SELECT d.number, d.publisher
            FROM document_words JOIN documents d ON d.number = document_words.rowid
            WHERE document_words MATCH ?1 AND (?2 IS NULL OR d.day >= ?2) AND (?3 IS NULL OR d.day <= ?3)
                AND (?4 IS NULL OR d.id IN (SELECT document FROM appearances WHERE actor IN (SELECT value FROM json_each(?4))))
                AND (?5 IS NULL OR EXISTS (SELECT 1 FROM tellings t JOIN events e ON e.story = t.story AND e.id = t.event
                    WHERE t.document = d.id AND e.type = ?5))
            ORDER BY bm25(document_words), d.day DESC, d.id";
        let day = |date: Option<&Edtf>| date.and_then(Edtf::start).and_then(|d| d.day_number());
        let kind = question.kind.map(EventType::as_str);
        let values = params![words, day(question.since), day(question.until), question.actors.map(listed), kind];
        let rows = self.rows(sql, values, |row| Ok((row.get::<_, DocumentNumber>(0)?, row.get::<_, Option<String>>(1)?)))?;
        let wanted = question.outlet.map(fold);
        let published = |outlet: &Option<String>| match (&wanted, outlet) {
            (Some(wanted), Some(outlet)) => format!(" {} ", fold(outlet)).contains(&format!(" {wanted} ")),
            (Some(_), None) => false,
            (None, _) => true,
        };
        Ok(rows.into_iter().filter(|(_, outlet)| published(outlet)).map(|(number, _)| number).collect())
    }
}

fn hit(row: &Row) -> rusqlite::Result<Hit> {
    let piece: String = row.get(4)?;
    Ok(Hit {
        id: row.get(0)?,
        story: row.get(5)?,
        title: row.get(1)?,
        publisher: row.get(2)?,
        published: row.get(3)?,
        cut_before: piece.starts_with(CUT),
        cut_after: piece.ends_with(CUT),
        snippet: piece.trim_matches(CUT).trim().to_owned(),
    })
}

/// The words as FTS5 wants them: each a string of its own, so that nothing in them is taken as a sign of its language.
fn query(words: &str) -> String {
    let has_word = |s: &&str| s.chars().any(char::is_alphanumeric);
    let parts = words.split('"').enumerate().flat_map(|(at, part)| match at % 2 {
        1 => vec![part],
        _ => part.split_whitespace().collect(),
    });
    parts.filter(has_word).map(|s| format!("\"{s}\"")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::query;

    #[test]
    fn signs_of_the_query_language_are_words_and_phrases_stay_whole() {
        assert_eq!(query("dam AND \"open  sluices\" NEAR( -"), "\"dam\" \"AND\" \"open  sluices\" \"NEAR(\"");
        assert_eq!(query("* -"), "");
    }
}
