//! A page that came over the web, fetched or from an archive, with what its answer said of it.
//!
//! Enters: the bytes of a page, its address, and what is known beside them. Leaves: a draft, in which the page's own words come first and what came
//! with it fills the gaps. It leaves alone: how the bytes were got.

use crate::charset::{self, NotText};
use crate::date;
use crate::draft::Draft;
use crate::formats::header::host;
use crate::html;
use crate::traced::Traced;
use readout_record::edtf::Edtf;

/// What is known of a page beside its bytes.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// Where it stands.
    pub url: String,
    /// The charset that its answer names.
    pub charset: Option<String>,
    /// When it was published, as whoever led to it says.
    pub published: Option<Edtf>,
    /// Its headline, as whoever led to it says.
    pub title: Option<String>,
}

/// The draft of a page.
pub fn page(bytes: &[u8], about: &About) -> Result<Draft, NotText> {
    let text = charset::decode_as(bytes, about.charset.as_deref(), true)?;
    Ok(filled(html::read(&text), about))
}

/// The draft with its gaps filled by what came with it.
pub fn filled(mut draft: Draft, about: &About) -> Draft {
    let known = &mut draft.metadata;
    known.publisher = known.publisher.take().or_else(|| host(&about.url));
    known.published = known.published.take().or_else(|| date::in_url(&about.url)).or_else(|| about.published.clone());
    known.url = known.url.take().or_else(|| Some(about.url.clone()));
    draft.title = draft.title.or_else(|| about.title.as_deref().map(Traced::made));
    draft
}

/// Whether a content type is that of web pages.
pub fn is_page(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or("").trim();
    ["text/html", "application/xhtml+xml"].iter().any(|k| kind.eq_ignore_ascii_case(k))
}

/// The charset that a content type names.
pub fn charset_of(content_type: &str) -> Option<String> {
    let named = content_type.split(';').skip(1).find_map(|p| {
        let (name, value) = p.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then(|| value.trim().trim_matches(['"', '\'']).to_owned())
    });
    named.filter(|n| !n.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_comes_first_and_its_answer_fills_the_gaps() {
        let about = About {
            url: "https://www.harbourpost.example/a".into(),
            charset: charset_of("text/html; Charset=\"windows-1252\""),
            published: Edtf::parse("2031-06-03"),
            title: Some("From the feed".into()),
        };
        let draft =
            page(b"<html><body><p>The ministers met in Orl\xE9ans on Monday, a spokesman said.</p></body></html>", &about)
                .unwrap();
        assert!(draft.body.as_str().contains("Orléans"));
        assert_eq!(draft.title.map(|t| t.as_str().to_owned()).as_deref(), Some("From the feed"));
        assert_eq!(draft.metadata.publisher.as_deref(), Some("harbourpost.example"));
        assert_eq!(draft.metadata.published.map(|p| p.to_string()).as_deref(), Some("2031-06-03"));
        let own = page(b"<html><head><title>Own</title><meta name=date content=2031-06-01></head><body><h1>Own headline</h1><p>They met.</p>", &about).unwrap();
        assert_eq!(own.metadata.published.map(|p| p.to_string()).as_deref(), Some("2031-06-01"));
        assert_ne!(own.title.map(|t| t.as_str().to_owned()).as_deref(), Some("From the feed"));
    }

    #[test]
    fn kinds_of_content() {
        assert!(is_page("Text/HTML; charset=utf-8") && !is_page("application/pdf") && !is_page("text/plain"));
        assert_eq!(charset_of("text/html"), None);
    }
}
