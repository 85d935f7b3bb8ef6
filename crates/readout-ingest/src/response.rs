//! What was fetched from an address: the door of this crate for bodies that came over the web.
//!
//! Enters: a body, its content type and what is known beside it. Leaves: documents whose path is the address, and diagnostics. It leaves alone: how the
//! body was got.

use crate::format::Format;
use crate::formats::json::{self, Found};
use crate::formats::{markdown, text};
use crate::input::{Ingested, told};
use crate::source::error;
use crate::web::{self, About};
use crate::{archive, charset};
use readout_record::diagnostic::Diagnostic;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Reads one body of at most `max` bytes a page. A parser that panics costs this one.
pub fn read(body: &[u8], content_type: Option<&str>, about: &About, max: u64) -> Ingested {
    let about = About { charset: content_type.and_then(web::charset_of).or_else(|| about.charset.clone()), ..about.clone() };
    let read = catch_unwind(AssertUnwindSafe(|| drafts(body, content_type, &about)));
    if Format::is_archive(body) {
        return told(archive::read(body, &about.url, max), &about.url);
    }
    match read {
        Ok(Ok(drafts)) => told(archive::Read { pages: drafts, diagnostics: Vec::new() }, &about.url),
        Ok(Err(diagnostic)) => Ingested { documents: Vec::new(), diagnostics: vec![diagnostic] },
        Err(_) => {
            let failed =
                error(&about.url, "could not be parsed", "save its text as .txt, and report the page as a fault of the program");
            Ingested { documents: Vec::new(), diagnostics: vec![failed] }
        }
    }
}

fn drafts(body: &[u8], content_type: Option<&str>, about: &About) -> Result<Vec<Found>, Diagnostic> {
    let not = |not: charset::NotText| error(&about.url, &format!("is not text ({})", not.kind), not.remedy);
    if body.iter().all(u8::is_ascii_whitespace) {
        return Err(error(&about.url, "is empty", "open it in a browser and check what it holds"));
    }
    let kind = kind(content_type);
    if kind == Some(Format::Html) {
        return web::page(body, about).map(|draft| vec![Ok(draft)]).map_err(not);
    }
    let words = charset::decode_as(body, about.charset.as_deref(), kind.is_none()).map_err(not)?;
    Ok(match kind.unwrap_or_else(|| Format::of_text(&words)) {
        Format::Html => return web::page(body, about).map(|draft| vec![Ok(draft)]).map_err(not),
        Format::Json => json::read(&words),
        Format::JsonLines => json::read_lines(&words),
        Format::Markdown => vec![Ok(web::filled(markdown::read(&words), about))],
        Format::Text | Format::Warc => vec![Ok(web::filled(text::read(&words), about))],
    })
}

/// The format that a content type names; `None` where it names none and the body must show it.
fn kind(content_type: Option<&str>) -> Option<Format> {
    let name = content_type?.split(';').next()?.trim().to_ascii_lowercase();
    match name.as_str() {
        "text/html" | "application/xhtml+xml" => Some(Format::Html),
        "application/json" => Some(Format::Json),
        "application/jsonl" | "application/x-ndjson" | "application/json-lines" => Some(Format::JsonLines),
        "text/markdown" => Some(Format::Markdown),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about() -> About {
        About { url: "https://post.example/a".into(), ..About::default() }
    }

    fn read_as(content_type: Option<&str>, body: &[u8]) -> Ingested {
        read(body, content_type, &about(), 1 << 20)
    }

    #[test]
    fn bodies_of_many_kinds_are_reports() {
        let page = b"<!DOCTYPE html><html><body><article><h1>Talks end</h1><p>The ministers met on Monday, a spokesman said.</p></article></body></html>";
        for (kind, body) in [
            (Some("text/html; charset=utf-8"), &page[..]),
            (None, page),
            (Some("text/plain"), page),
            (Some("text/plain"), b"Talks end\n\nThe ministers met on Monday, a spokesman said."),
            (
                Some("application/json"),
                b"{\"title\": \"Talks end\", \"text\": \"The ministers met on Monday, a spokesman said.\"}",
            ),
        ] {
            let read = read_as(kind, body);
            assert_eq!(read.documents.len(), 1, "{kind:?}: {:?}", read.diagnostics);
            assert_eq!(read.documents[0].path, "https://post.example/a");
            assert!(read.documents[0].text.starts_with("Talks end\n\nThe ministers met"), "{kind:?}");
        }
    }

    #[test]
    fn what_is_no_report_is_told_with_its_address() {
        for (kind, body, message) in [
            (Some("application/pdf"), &b"%PDF-1.7 \n"[..], "is not text (PDF document)"),
            (Some("text/html"), b"\x89PNG\r\n\x1A\n", "is not text (PNG image)"),
            (Some("text/html"), b"", "is empty"),
            (Some("text/html"), b"<html><body></body></html>", "has no report in it"),
        ] {
            let read = read_as(kind, body);
            assert_eq!(
                read.diagnostics.iter().map(|d| (d.input.as_str(), d.message.as_str())).collect::<Vec<_>>(),
                [("https://post.example/a", message)]
            );
        }
    }
}
