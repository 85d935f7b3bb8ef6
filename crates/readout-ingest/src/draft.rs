//! What a format found, and how it becomes a document.
//!
//! Enters: a headline, a body and metadata, traced to the input where they stand in it. Leaves: one `Document`: headline first and once,
//! furniture cut, language told. It leaves alone: the words of the report.

use crate::date;
use crate::furniture;
use crate::language;
use crate::traced::{Traced, trim_range};
use readout_record::document::{Document, Metadata};
use readout_record::edtf::Edtf;
use std::ops::Range;

/// One report as a format found it.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// What is known beside the text; `title` is filled from `title` below.
    pub metadata: Metadata,
    /// Headline.
    pub title: Option<Traced>,
    /// Everything else, lines parted by `\n`, paragraphs by an empty line where the format tells them apart.
    pub body: Traced,
    /// The language that the input declares, as it writes it (`en-GB`).
    pub language: Option<String>,
    /// Line or member number of the input, where it holds several.
    pub number: Option<usize>,
}

impl Draft {
    /// The document, or `None` when no word is left of it.
    pub fn into_document(self, path: String) -> Option<Document> {
        let body = furniture::without(&self.body);
        let title = self.title.map(|t| one_line(&t)).filter(|t| !t.is_blank());
        let body = match &title {
            Some(title) => without_repeated(&body, title.as_str()),
            None => body,
        };
        let body = match &self.metadata.author {
            Some(author) => without_byline(&body, author),
            None => body,
        };
        let (dated, body) = date_line(&body, self.metadata.published.as_ref());
        let published = self.metadata.published.or(dated);
        let text = joined(title.as_ref(), &body);
        if !text.as_str().chars().any(char::is_alphanumeric) {
            return None;
        }
        let language = language::of(text.as_str(), self.language.as_deref());
        let metadata = Metadata { title: title.map(|t| t.as_str().to_owned()), published, ..self.metadata };
        let (text, kept) = text.into_parts();
        Some(Document::new(path, metadata, language, text, kept))
    }
}

/// The date that one of the first lines is, and the body. A line that only repeats the date of publication goes; one that is the only word on it
/// stays as the evidence, and so does one that gives another day.
fn date_line(body: &Traced, known: Option<&Edtf>) -> (Option<Edtf>, Traced) {
    let lines = body.lines();
    let first = lines.iter().filter(|l| !l.is_empty()).take(2);
    let found = first.filter_map(|l| Some((l.clone(), date::of_bare_line(&body.as_str()[l.clone()])?))).next();
    let day = |d: &Edtf| d.date().map(|d| (d.year, d.month, d.day));
    match (found, known) {
        (Some((line, date)), Some(known)) if day(&date) == day(known) => (None, without_line(body, line)),
        (Some((_, date)), _) => (Some(date), body.clone()),
        (None, _) => (None, body.clone()),
    }
}

/// The body without a line among its first two that names the author and says nothing else.
fn without_byline(body: &Traced, author: &str) -> Traced {
    let is_byline = |line: &str| same_words(line, author) || same_words(line, &format!("By {author}"));
    let lines = body.lines();
    let found = lines.iter().filter(|l| !l.is_empty()).take(2).find(|l| is_byline(&body.as_str()[(*l).clone()]));
    found.map_or_else(|| body.clone(), |line| without_line(body, line.clone()))
}

fn without_line(body: &Traced, line: Range<usize>) -> Traced {
    let text = body.as_str();
    let (before, after) = (trim_range(text, 0..line.start), trim_range(text, line.end..text.len()));
    let mut rest = Traced::default();
    rest.push_traced(body, before.clone());
    if !before.is_empty() && !after.is_empty() {
        rest.push_made("\n\n");
    }
    rest.push_traced(body, after);
    rest
}

fn joined(title: Option<&Traced>, body: &Traced) -> Traced {
    let mut text = Traced::default();
    if let Some(title) = title {
        text.push_all(title);
        if !body.is_blank() {
            text.push_made("\n\n");
        }
    }
    text.push_all(body);
    text
}

/// The title with every run of white space that holds a line end made one blank.
fn one_line(title: &Traced) -> Traced {
    let mut out = Traced::default();
    for line in title.lines() {
        let words = trim_range(title.as_str(), line);
        if !words.is_empty() {
            if !out.as_str().is_empty() {
                out.push_made(" ");
            }
            out.push_traced(title, words);
        }
    }
    out
}

/// The body without the title that it begins with, however often.
fn without_repeated(body: &Traced, title: &str) -> Traced {
    let lines = body.lines();
    let first =
        lines.iter().find(|l| !body.as_str()[(*l).clone()].is_empty() && !same_words(&body.as_str()[(*l).clone()], title));
    let mut rest = Traced::default();
    if let Some(first) = first {
        rest.push_traced(body, first.start..body.as_str().len());
    }
    rest
}

/// Whether two lines have the same letters and digits in the same order.
pub fn same_words(a: &str, b: &str) -> bool {
    let letters = |t: &str| t.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<Vec<char>>();
    let a = letters(a);
    !a.is_empty() && a == letters(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(title: Option<&str>, body: &str) -> Option<Document> {
        let draft = Draft { title: title.map(Traced::made), body: Traced::made(body), ..Draft::default() };
        draft.into_document("a.txt".into())
    }

    #[test]
    fn the_headline_stands_first_and_once() {
        let with = document(Some("Talks end"), "TALKS END\n\nTalks end\n\nThe ministers met.").unwrap();
        assert_eq!(with.text, "Talks end\n\nThe ministers met.");
        assert_eq!(with.headline.map(|h| h.of(&with.text)), Some("Talks end"));
        assert_eq!(document(Some("Talks\n end "), "They met.").unwrap().text, "Talks end\n\nThey met.");
        assert_eq!(document(Some("Talks end"), "").unwrap().text, "Talks end");
        assert_eq!(document(None, "They met.").unwrap().text, "They met.");
    }

    #[test]
    fn a_line_that_is_a_date_is_the_date_of_publication() {
        let found = document(Some("Talks end"), "10 September 2024\n\nThey met.").unwrap();
        assert_eq!(found.metadata.published.map(|p| p.to_string()).as_deref(), Some("2024-09-10"));
        assert_eq!(found.text, "Talks end\n\n10 September 2024\n\nThey met.");
        let metadata = Metadata { published: Edtf::parse("2024-09-10"), ..Metadata::default() };
        let draft = Draft { metadata, body: Traced::made("10 September 2024\nThey met."), ..Draft::default() };
        assert_eq!(draft.into_document("a".into()).unwrap().text, "They met.");
    }

    #[test]
    fn a_line_that_only_names_the_author_goes() {
        let metadata = Metadata { author: Some("Jane Doe".into()), ..Metadata::default() };
        let draft = Draft { metadata, body: Traced::made("By JANE DOE\n\nJane Doe met them.\nThey met."), ..Draft::default() };
        assert_eq!(draft.into_document("a".into()).unwrap().text, "Jane Doe met them.\nThey met.");
    }

    #[test]
    fn nothing_but_furniture_is_no_document() {
        assert_eq!(document(None, "Advertisement\n\n***"), None);
    }
}
