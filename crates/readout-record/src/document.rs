//! One report: its text, what is known of it, and where each piece of the text stood in the input.
//!
//! Enters: text and metadata as a format found them. Leaves: an immutable `Document` with an id made from its content.

use crate::edtf::Edtf;
use crate::span::Span;
use std::fmt::Write as _;

/// A piece of the text that was taken over unchanged from the decoded input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// First byte in the document's text.
    pub text: u32,
    /// First byte in the decoded input (UTF-8, after charset conversion).
    pub input: u32,
    /// Bytes.
    pub len: u32,
}

/// What a format knows of a document beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Headline.
    pub title: Option<String>,
    /// Outlet or institution that published it.
    pub publisher: Option<String>,
    /// By-line.
    pub author: Option<String>,
    /// Date of publication, never more exact than the input gives it.
    pub published: Option<Edtf>,
    /// Canonical address.
    pub url: Option<String>,
}

impl Metadata {
    /// The day of publication, as days of the calendar; `None` where the day is not known.
    pub fn day(&self) -> Option<i64> {
        self.published.as_ref()?.start()?.day_number()
    }
}

/// One report. `text` owns the words; everything else points into it by `Span`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// From the content: equal text, title, publisher and date give an equal id, whatever the path.
    pub id: String,
    /// Where it was read: path, URL, `-`, with `:LINE` for a line of a JSON Lines file.
    pub path: String,
    /// Other places that held the same document.
    pub also_at: Vec<String>,
    /// What is known of it.
    pub metadata: Metadata,
    /// ISO 639-1 code, `en` where it is English, `und` where it can't be told.
    pub language: String,
    /// The report alone: the headline first where there is one, then a blank line, then the body; no menus, no "read more".
    pub text: String,
    /// Where the headline stands in `text`.
    pub headline: Option<Span>,
    /// Pieces of `text` that stand unchanged in the input, in order; empty for formats whose text is not a piece of the input (HTML, JSON).
    pub kept: Vec<Kept>,
}

impl Document {
    /// A document whose text begins with its headline (when `metadata.title` is the first line of `text`) and whose id is made from its content.
    pub fn new(path: String, metadata: Metadata, language: String, text: String, kept: Vec<Kept>) -> Document {
        let headline = metadata
            .title
            .as_deref()
            .filter(|title| text.strip_prefix(*title).is_some_and(|rest| rest.is_empty() || rest.starts_with('\n')))
            .and_then(|title| Span::new(&text, 0, title.len()));
        let id = content_id(&metadata, &text);
        Document { id, path, also_at: Vec::new(), metadata, language, text, headline, kept }
    }

    /// Whether the English model may read it.
    pub fn is_english(&self) -> bool {
        self.language == "en"
    }

    /// Number of words: runs of letters and digits.
    pub fn words(&self) -> usize {
        self.text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).count()
    }

    /// The byte of the decoded input at which byte `at` of the text stood, where it was kept.
    pub fn input_offset(&self, at: usize) -> Option<usize> {
        let piece = self.kept.get(self.kept.partition_point(|k| k.text as usize <= at).checked_sub(1)?)?;
        let inside = at - piece.text as usize;
        (inside < piece.len as usize).then_some(piece.input as usize + inside)
    }
}

/// The order of paths: by file, and by number among the lines of one file.
pub fn path_order(path: &str) -> (String, usize) {
    match path.rsplit_once(':').and_then(|(file, line)| Some((file, line.parse().ok()?))) {
        Some((file, line)) => (file.to_owned(), line),
        None => (path.to_owned(), 0),
    }
}

/// `d-` and 12 hexadecimal digits of an FNV-1a hash (128 bits, folded) over the content's fields.
fn content_id(metadata: &Metadata, text: &str) -> String {
    let mut hash = Fnv::default();
    let published = metadata.published.as_ref().map(Edtf::as_str);
    for field in [Some(text), metadata.title.as_deref(), metadata.publisher.as_deref(), published] {
        hash.write(field.unwrap_or("").as_bytes());
        hash.write(&[0xFF]);
    }
    short_id("d", hash.finish())
}

/// A stable id for something that is known by `parts`: a letter, a dash and 12 hexadecimal digits.
pub fn stable_id<'a>(prefix: &str, parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Fnv::default();
    for part in parts {
        hash.write(part.as_bytes());
        hash.write(&[0xFF]);
    }
    short_id(prefix, hash.finish())
}

fn short_id(prefix: &str, hash: u128) -> String {
    let folded = (hash ^ (hash >> 64)) as u64 & 0xFFFF_FFFF_FFFF;
    let mut id = String::with_capacity(prefix.len() + 13);
    let _ = write!(id, "{prefix}-{folded:012x}");
    id
}

/// FNV-1a with 128 bits: small, the same on every machine, and far from collisions at the size of an archive.
struct Fnv(u128);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0x6c62272e07bb014262b821756295c58d)
    }
}

impl Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u128::from(*byte)).wrapping_mul(0x0000000001000000000000000000013B);
        }
    }

    fn finish(&self) -> u128 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(path: &str, text: &str) -> Document {
        let metadata = Metadata { title: Some("Talks end".into()), ..Metadata::default() };
        Document::new(path.into(), metadata, "en".into(), text.into(), Vec::new())
    }

    #[test]
    fn id_comes_from_the_content_and_not_from_the_path() {
        assert_eq!(report("a.txt", "Talks end\n\nThey met.").id, report("b/c.txt", "Talks end\n\nThey met.").id);
        assert_ne!(report("a.txt", "Talks end\n\nThey met.").id, report("a.txt", "Talks end\n\nThey left.").id);
    }

    #[test]
    fn headline_is_known_only_where_it_stands_first() {
        let with = report("a.txt", "Talks end\n\nThey met.");
        assert_eq!(with.headline.map(|s| s.of(&with.text)), Some("Talks end"));
        assert_eq!(report("a.txt", "They met.").headline, None);
        assert_eq!(report("a.txt", "Talks ending badly").headline, None);
    }
}
