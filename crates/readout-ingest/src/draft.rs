//! What a format found, and how it becomes a document.
//!
//! Enters: a headline, a body and metadata, traced to the input where they stand in it. Leaves: one `Document`: headline first and once,
//! furniture cut, language told. It leaves alone: the words of the report.

use crate::furniture;
use crate::language;
use crate::traced::Traced;
use readout_record::document::{Document, Metadata};

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
        let text = joined(title.as_ref(), &body);
        if !text.as_str().chars().any(char::is_alphanumeric) {
            return None;
        }
        let language = language::of(text.as_str(), self.language.as_deref());
        let metadata = Metadata { title: title.map(|t| t.as_str().to_owned()), ..self.metadata };
        let (text, kept) = text.into_parts();
        Some(Document::new(path, metadata, language, text, kept))
    }
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
        let words = crate::traced::trim_range(title.as_str(), line);
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
    fn nothing_but_furniture_is_no_document() {
        assert_eq!(document(None, "Advertisement\n\n***"), None);
    }
}
