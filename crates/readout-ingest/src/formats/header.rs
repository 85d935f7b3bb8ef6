//! The block of `Published:`, `Source:`, `Title:` lines that a plain text may begin with, and the names of metadata fields.
//!
//! Enters: decoded text. Leaves: metadata, the headline with its place, and where the report begins. It leaves alone: lines of that look
//! further down, and a first line that only happens to hold a colon.

use crate::date;
use crate::traced::{Traced, trim_range};
use readout_record::document::Metadata;
use std::ops::Range;

/// The fields that a header block, front matter or a JSON object may give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Headline.
    Title,
    /// Date of publication; the flag says that it is the finer of two (`published_time` beside `date`).
    Published,
    /// Outlet or institution.
    Publisher,
    /// By-line.
    Author,
    /// Address.
    Url,
    /// Language tag.
    Language,
}

/// Names of fields, the most telling first within each field. Compared without regard to case, blanks, `_` and `-`.
const NAMES: &[(&str, Field)] = &[
    ("title", Field::Title),
    ("headline", Field::Title),
    ("publishedtime", Field::Published),
    ("publishedat", Field::Published),
    ("datepublished", Field::Published),
    ("published", Field::Published),
    ("publicationdate", Field::Published),
    ("pubdate", Field::Published),
    ("dateissued", Field::Published),
    ("date", Field::Published),
    ("publisher", Field::Publisher),
    ("outlet", Field::Publisher),
    ("sitename", Field::Publisher),
    ("source", Field::Publisher),
    ("site", Field::Publisher),
    ("author", Field::Author),
    ("authors", Field::Author),
    ("byline", Field::Author),
    ("by", Field::Author),
    ("url", Field::Url),
    ("sourceurl", Field::Url),
    ("canonicalurl", Field::Url),
    ("link", Field::Url),
    ("language", Field::Language),
    ("lang", Field::Language),
];

/// The field that a name stands for, and how telling the name is (0 the most).
pub fn field(name: &str) -> Option<(Field, usize)> {
    let plain: String = name.chars().filter(|c| !matches!(c, ' ' | '_' | '-')).flat_map(char::to_lowercase).collect();
    NAMES.iter().position(|(n, _)| *n == plain).map(|rank| (NAMES[rank].1, rank))
}

/// Values of fields; of two names for one field the more telling wins, wherever it stands.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    values: Vec<(Field, usize, String)>,
}

impl Fields {
    /// Takes a value under the name that an input gives it; names of no field and empty values are passed over.
    pub fn set(&mut self, name: &str, value: &str) {
        let value = value.trim();
        if let Some((field, rank)) = field(name).filter(|_| !value.is_empty() && value != "null") {
            self.values.push((field, rank, value.to_owned()));
        }
    }

    /// The value of a field.
    pub fn get(&self, field: Field) -> Option<&str> {
        self.all(field).next()
    }

    /// Whether no field was set.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The metadata that the fields give, without the title. The host of the address stands in for a publisher that is not named.
    pub fn metadata(&self) -> Metadata {
        let url = self.get(Field::Url).map(str::to_owned);
        let named = self.all(Field::Publisher).find(|p| !p.contains("://")).map(str::to_owned);
        let source_url = self.all(Field::Publisher).find(|p| p.contains("://")).map(str::to_owned);
        let url = url.or(source_url);
        Metadata {
            title: None,
            publisher: named.or_else(|| url.as_deref().and_then(host)),
            author: self.get(Field::Author).map(|a| a.strip_prefix("By ").unwrap_or(a).to_owned()),
            published: self.all(Field::Published).find_map(date::published),
            url,
        }
    }

    fn all(&self, field: Field) -> impl Iterator<Item = &str> {
        let mut found: Vec<_> = self.values.iter().filter(|(f, ..)| *f == field).collect();
        found.sort_by_key(|(_, rank, _)| *rank);
        found.into_iter().map(|(.., value)| value.as_str())
    }
}

/// The host of an address, without `www.`.
pub fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host).to_owned();
    host.contains('.').then_some(host)
}

/// A header block: its fields, the place of the title in the input, and the byte at which the report begins.
#[derive(Debug, Default)]
pub struct Header {
    /// What it says.
    pub fields: Fields,
    /// The title, where it stands in the input.
    pub title: Option<Traced>,
    /// First byte after it.
    pub end: usize,
}

/// The header block that `input` begins with. It is one when its lines all name a field and an empty line follows, or when two lines
/// or more do.
pub fn of(input: &str) -> Header {
    let mut header = Header::default();
    let mut count = 0;
    let mut at = 0;
    for line in input.split_inclusive('\n') {
        let range = trim_range(input, at..at + line.len());
        if range.is_empty() && count > 0 {
            header.end = at + line.len();
            return header;
        }
        match named_value(input, range.clone()) {
            Some((name, value)) => {
                if field(name).is_some_and(|(f, _)| f == Field::Title) {
                    header.title = Some(Traced::cut(input, value.clone()));
                }
                header.fields.set(name, &input[value]);
                count += 1;
            }
            None if range.is_empty() => {}
            None if count >= 2 => break,
            None => return Header::default(),
        }
        at += line.len();
    }
    if count >= 2 || (count == 1 && header.title.is_none()) && at == input.len() {
        header.end = at;
        header
    } else {
        Header::default()
    }
}

/// The name and the place of the value of a `Name: value` line that names a field.
fn named_value(input: &str, line: Range<usize>) -> Option<(&str, Range<usize>)> {
    let colon = input[line.clone()].find(':')?;
    let name = &input[line.start..line.start + colon];
    field(name)?;
    Some((name, trim_range(input, line.start + colon + 1..line.end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_of_named_lines_is_metadata() {
        let input = "Published: 10 September 2024\r\nSOURCE: Harbour Post\r\nTitle: Talks end\r\nurl: https://a.example/1\r\n\r\nThey met.";
        let header = of(input);
        let metadata = header.fields.metadata();
        assert_eq!(metadata.publisher.as_deref(), Some("Harbour Post"));
        assert_eq!(metadata.published.map(|p| p.to_string()).as_deref(), Some("2024-09-10"));
        assert_eq!(metadata.url.as_deref(), Some("https://a.example/1"));
        assert_eq!(header.title.map(|t| t.as_str().to_owned()).as_deref(), Some("Talks end"));
        assert_eq!(&input[header.end..], "They met.");
    }

    #[test]
    fn a_headline_with_a_colon_is_no_header() {
        for input in [
            "Source: Kremlin wants a second call\nThey met.",
            "Title fight: they met.\n\nThey parted.",
            "They met.\n\nSource: RT\n\nMore.",
        ] {
            assert_eq!(of(input).end, 0, "{input}");
        }
        assert_eq!(of("\n\nSource: Harbour Post\n\nThey met.").end, 24);
    }

    #[test]
    fn the_more_telling_name_wins() {
        let mut fields = Fields::default();
        fields.set("date", "2021-01-15");
        fields.set("published_time", "2021-01-15 16:17:00-05:00");
        fields.set("source_url", "https://www.paper.example/a");
        let metadata = fields.metadata();
        assert_eq!(metadata.published.map(|p| p.to_string()).as_deref(), Some("2021-01-15T16:17-05:00"));
        assert_eq!(metadata.publisher.as_deref(), Some("paper.example"));
    }
}
