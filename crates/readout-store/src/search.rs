//! Full text: the documents that have some words.
//!
//! Enters: words as a user types them, phrases between quotation marks. Leaves: documents, best first by BM25, each with a piece of its text.

use crate::error::Result;
use crate::store::Store;
use rusqlite::Row;

/// Stands where FTS5 cut a snippet; a character that no text has.
const CUT: char = '\u{1}';

const QUERY: &str = "SELECT d.id, d.title, d.publisher, d.published, snippet(document_words, 1, '', '', char(1), 32)
    FROM document_words JOIN documents d ON d.number = document_words.rowid
    WHERE document_words MATCH ?1 ORDER BY bm25(document_words), d.day DESC, d.id";

/// A document that has the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Id of the document.
    pub id: String,
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
    /// The documents that have all the words, best first.
    pub fn search(&self, words: &str) -> Result<Vec<Hit>> {
        let query = query(words);
        if query.is_empty() { Ok(Vec::new()) } else { self.rows(QUERY, [query], hit) }
    }
}

fn hit(row: &Row) -> rusqlite::Result<Hit> {
    let piece: String = row.get(4)?;
    Ok(Hit {
        id: row.get(0)?,
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
