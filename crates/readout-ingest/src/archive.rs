//! Web archives (WARC): the pages that a crawl kept, one document each.
//!
//! Enters: the bytes of an archive as a stream, unpacked. Leaves: a draft for each page that was answered with success, numbered by its record, and
//! what is to be told: how many records were something else, and where an archive that is cut short or damaged breaks off; what stands before that
//! is kept. It leaves alone: records of requests, redirects, errors, images and scripts.

pub mod http;
pub mod warc;

use crate::formats::json::Found;
use crate::source::{diagnostic, error, size};
use crate::web;
use rayon::prelude::*;
use readout_record::diagnostic::{Diagnostic, Severity};
use std::io::BufRead;
use std::panic::{AssertUnwindSafe, catch_unwind};
use warc::{Break, Record, Records};

/// Bytes of pages that wait to be read at one time.
const BATCH: usize = 16 << 20;

/// What an archive gave.
#[derive(Default)]
pub struct Read {
    /// Pages in the order of the archive.
    pub pages: Vec<Found>,
    /// What is to be told.
    pub diagnostics: Vec<Diagnostic>,
}

/// What became of the records.
#[derive(Default)]
struct Count {
    records: usize,
    pages: usize,
    /// Records of pages in which there is nothing to read.
    blank: Vec<usize>,
}

/// Reads an archive to its end, or to where it breaks off. No single page may be larger than `max` bytes.
pub fn read(stream: impl BufRead, name: &str, max: u64) -> Read {
    let mut records = Records::new(stream, max);
    let mut read = Read::default();
    let mut count = Count::default();
    loop {
        let (batch, breaks) = batch(&mut records);
        let last = batch.is_empty() && breaks.is_none();
        take(batch, &mut read, &mut count, (name, max));
        let ended = breaks.as_ref().is_some_and(|b| !matches!(b, Break::TooLarge { .. }));
        read.diagnostics.extend(breaks.map(|b| told(&b, name, max)));
        if last || ended {
            break;
        }
    }
    count.records = records.number;
    read.diagnostics.extend(count.told(name));
    read
}

/// The next records, until there are enough of them or something is to be told.
fn batch<R: BufRead>(records: &mut Records<R>) -> (Vec<Record>, Option<Break>) {
    let mut batch = Vec::new();
    let mut bytes = 0;
    while bytes < BATCH {
        match records.next() {
            Some(Ok(record)) => {
                bytes += record.block.len() + 1024;
                batch.push(record);
            }
            Some(Err(stop)) => return (batch, Some(stop)),
            None => break,
        }
    }
    (batch, None)
}

fn take(batch: Vec<Record>, read: &mut Read, count: &mut Count, (name, max): (&str, u64)) {
    let drafts: Vec<(usize, Page)> = batch.into_par_iter().filter_map(|r| Some((r.number, page(&r, max)?))).collect();
    for (number, page) in drafts {
        match page {
            Page::Read(draft) => {
                count.pages += 1;
                read.pages.push(Ok(*draft));
            }
            Page::Blank => count.blank.push(number),
            Page::Odd(message) => read.diagnostics.push(diagnostic(
                &format!("{name}:{number}"),
                Severity::Note,
                &message,
                "the other records are read; give the page itself if it matters",
            )),
        }
    }
}

enum Page {
    Read(Box<crate::draft::Draft>),
    Blank,
    Odd(String),
}

/// What a record gives, `None` where it holds no page. A parser that panics costs this one record.
fn page(record: &Record, max: u64) -> Option<Page> {
    catch_unwind(AssertUnwindSafe(|| {
        let response = http::page(record, max)?;
        Some(match response.and_then(|r| web::page(&r.body, &r.about).map_err(|not| format!("is not text ({})", not.kind))) {
            Ok(draft) if draft.body.is_blank() => Page::Blank,
            Ok(draft) => Page::Read(Box::new(crate::draft::Draft { number: Some(record.number), ..draft })),
            Err(message) => Page::Odd(message),
        })
    }))
    .unwrap_or_else(|_| Some(Page::Odd("could not be parsed".into())))
}

fn told(stop: &Break, name: &str, max: u64) -> Diagnostic {
    let at = |number: &usize| format!("{name}:{number}");
    let kept = |number: &usize| match number - 1 {
        0 => "nothing stands before it".to_owned(),
        1 => "the record before it is kept".to_owned(),
        before => format!("the {before} records before it are kept"),
    };
    match stop {
        Break::TooLarge { number, target, length } => {
            let message = format!("holds {length} bytes of {target}, more than {}; it is left out", size(max));
            diagnostic(&at(number), Severity::Note, &message, "raise the limit if it is wanted")
        }
        Break::Cut { number, target, found, length } => {
            let message =
                format!("is cut short in record {number} ({target}: {found} of {length} bytes are there); {}", kept(number));
            error(name, &message, "fetch the archive again for the rest")
        }
        Break::CutHead { number } => {
            let message = format!("is cut short in the head of record {number}; {}", kept(number));
            error(name, &message, "fetch the archive again for the rest")
        }
        Break::Damaged { number, what } => {
            let message = format!("is damaged at record {number} ({what}); {}", kept(number));
            error(name, &message, "fetch the archive again for the rest")
        }
    }
}

impl Count {
    fn told(&self, name: &str) -> Option<Diagnostic> {
        if self.records == 0 {
            return None;
        }
        let others = self.records - self.pages - self.blank.len();
        let blank = match self.blank.as_slice() {
            [] => String::new(),
            [one] => format!("; 1 page has no report in it (record {one})"),
            [first, ..] => format!("; {} pages have no report in them (the first is record {first})", self.blank.len()),
        };
        let message = format!("pages read: {} of {} records{blank}; {others} hold no page", self.pages, self.records);
        let severity = if self.pages == 0 { Severity::Error } else { Severity::Note };
        Some(diagnostic(name, severity, &message, "pages are responses with success and content of type text/html"))
    }
}
