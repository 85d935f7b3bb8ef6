//! The page inside a record: an HTTP answer, or a resource as it stands.
//!
//! Enters: a record. Leaves: the bytes of its page with transfer and content codings undone, and what the answer says of it; nothing for records
//! that hold no page. It leaves alone: charset and markup.

use super::warc::{Fields, Record};
use crate::date;
use crate::source::gunzip_within;
use crate::web::{self, About};
use readout_record::edtf::{Date, Edtf};
use std::borrow::Cow;
use std::io::Read;

/// A page and what came with it.
#[derive(Debug)]
pub struct Page {
    /// Its bytes.
    pub body: Vec<u8>,
    /// What the answer and the record say.
    pub about: About,
}

/// The page of a record, at most `max` bytes of it, `None` where it holds none, or why it can't be had.
pub fn page(record: &Record, max: u64) -> Option<Result<Page, String>> {
    let kind = record.fields.get("warc-type")?;
    if !record.target().starts_with("http") {
        return None;
    }
    if kind.eq_ignore_ascii_case("resource") {
        let of = |name| record.fields.get(name);
        is_page(of("content-type"), &record.block).then(|| Ok(found(record, record.block.clone(), of("content-type"), None)))
    } else if kind.eq_ignore_ascii_case("response") {
        answer(record, max)
    } else {
        None
    }
}

fn answer(record: &Record, max: u64) -> Option<Result<Page, String>> {
    let (head, body) = parted(&record.block)?;
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status = lines.next()?.split_ascii_whitespace().nth(1)?;
    let fields = Fields::of(lines);
    if !status.starts_with('2') {
        return None;
    }
    let content_type = fields.get("content-type");
    if content_type.is_some() && !is_page(content_type, body) {
        return None;
    }
    Some(decoded(body, &fields, max).map(|body| found(record, body, content_type, fields.get("last-modified"))))
}

fn found(record: &Record, body: Vec<u8>, content_type: Option<&str>, modified: Option<&str>) -> Page {
    let fetched = record.fields.get("warc-date").and_then(date::published);
    let about = About {
        url: record.target().to_owned(),
        charset: content_type.and_then(web::charset_of),
        published: earliest(fetched, modified.and_then(date::published)),
        title: None,
    };
    Page { body, about }
}

/// About the day on which a page without a date was published: it can't be later than its fetch, and mostly not later than its last change.
fn earliest(fetched: Option<Edtf>, modified: Option<Edtf>) -> Option<Edtf> {
    let day = |e: Option<Edtf>| e?.date().map(|d| Date { time: None, approximate: true, ..d });
    [day(fetched), day(modified)].into_iter().flatten().min_by_key(|d| d.day_number()).map(Edtf::from)
}

/// Head and body of an answer.
fn parted(block: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = |mark: &[u8]| block.windows(mark.len()).position(|w| w == mark).map(|p| (p, p + mark.len()));
    let (head, body) = at(b"\r\n\r\n").into_iter().chain(at(b"\n\n")).min()?;
    Some((&block[..head], &block[body..]))
}

fn is_page(content_type: Option<&str>, body: &[u8]) -> bool {
    match content_type {
        Some(kind) => web::is_page(kind),
        None => crate::format::Format::is_page(&String::from_utf8_lossy(&body[..body.len().min(256)])),
    }
}

/// The body without chunks and compression. Many crawlers undo both and leave the fields standing, so the body itself decides.
fn decoded(body: &[u8], fields: &Fields, max: u64) -> Result<Vec<u8>, String> {
    let named = |name: &str, coding: &str| fields.get(name).is_some_and(|v| v.to_ascii_lowercase().contains(coding));
    let chunked = named("transfer-encoding", "chunked").then(|| unchunked(body)).flatten();
    let body: Cow<[u8]> = chunked.map_or(Cow::Borrowed(body), Cow::Owned);
    if body.starts_with(b"\x1F\x8B") {
        return gunzip_within(&body, max);
    }
    if named("content-encoding", "deflate") && body.first() == Some(&0x78) {
        let mut plain = Vec::new();
        let read = flate2::read::ZlibDecoder::new(&*body).take(max).read_to_end(&mut plain);
        return read.map(|_| plain).map_err(|e| format!("is damaged ({e})"));
    }
    if (named("content-encoding", "br") || named("content-encoding", "zstd")) && std::str::from_utf8(&body).is_err() {
        return Err("is packed in a way that Readout does not read (Brotli or Zstandard)".into());
    }
    Ok(body.into_owned())
}

/// The content of chunks, `None` where the bytes are no chunks. A last chunk that is missing costs nothing of what is there.
fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    while !rest.is_empty() {
        let end = rest.iter().take(64).position(|b| *b == b'\n')?;
        let line = std::str::from_utf8(&rest[..end]).ok()?;
        let length = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        rest = &rest[end + 1..];
        if length == 0 {
            break;
        }
        plain.extend_from_slice(&rest[..length.min(rest.len())]);
        rest = rest.get(length..).unwrap_or_default();
        rest = rest.strip_prefix(b"\r\n").or(rest.strip_prefix(b"\n")).unwrap_or(rest);
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined_and_what_is_none_stays() {
        assert_eq!(unchunked(b"4\r\nTalk\r\n3;x=y\r\ns e\r\n0\r\n\r\n").as_deref(), Some(&b"Talks e"[..]));
        assert_eq!(unchunked(b"<html><p>They met.</p></html>"), None);
    }

    #[test]
    fn a_page_is_about_as_old_as_the_earlier_of_fetch_and_change() {
        let of = |fetched: &str, modified: Option<&str>| {
            earliest(date::published(fetched), modified.and_then(date::published)).map(|e| e.to_string())
        };
        assert_eq!(of("2031-06-03T10:00:00Z", None).as_deref(), Some("2031-06-03~"));
        assert_eq!(of("2031-06-03T10:00:00Z", Some("Mon, 02 Jun 2031 08:00:00 GMT")).as_deref(), Some("2031-06-02~"));
        assert_eq!(of("2031-06-03T10:00:00Z", Some("Thu, 05 Jun 2031 08:00:00 GMT")).as_deref(), Some("2031-06-03~"));
    }
}
