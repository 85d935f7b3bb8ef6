//! The door of this crate: paths in, documents and diagnostics out.
//!
//! Enters: paths of files and folders, `-`, and options. Leaves: documents in order of their paths, copies folded into one, and one
//! diagnostic for each input that gave none. Reading uses all threads of the current rayon pool; what leaves does not depend on them.

use crate::archive;
use crate::charset;
use crate::draft::Draft;
use crate::format::Format;
use crate::formats::json::{self, Found};
use crate::formats::{markdown, text};
use crate::html;
pub use crate::options::Options;
use crate::source::{self, Source, diagnostic, error};
use rayon::prelude::*;
use readout_record::diagnostic::{Diagnostic, Severity};
use readout_record::document::{Document, path_order};
use readout_record::edtf::Edtf;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::BufRead;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// What the inputs gave.
#[derive(Clone, Debug, Default)]
pub struct Ingested {
    /// Documents in order of path and line, each content once.
    pub documents: Vec<Document>,
    /// What could not be used, and what is worth knowing, in order of path.
    pub diagnostics: Vec<Diagnostic>,
}

/// Texts for annotation as they stand.
#[derive(Clone, Debug, Default)]
pub struct Raw {
    /// In order of the input.
    pub texts: Vec<RawText>,
    /// What could not be used.
    pub diagnostics: Vec<Diagnostic>,
}

/// A text as it stands.
#[derive(Clone, Debug)]
pub struct RawText {
    /// The id that its line gives, else its place in the input.
    pub id: String,
    /// All of it.
    pub text: String,
    /// When it was published, where its line tells.
    pub published: Option<Edtf>,
}

/// Reads everything that `paths` stand for.
pub fn read_paths(paths: &[PathBuf], options: &Options) -> Ingested {
    let (files, mut diagnostics) = source::expand(paths);
    let read: Vec<Ingested> = files.par_iter().map(|file| read_file(file, options)).collect();
    let mut documents = Vec::new();
    for part in read {
        documents.extend(part.documents);
        diagnostics.extend(part.diagnostics);
    }
    let documents = fold_copies(documents);
    diagnostics.extend(documents.iter().filter(|d| !d.is_english()).map(foreign));
    diagnostics.sort_by(|a, b| path_order(&a.input).cmp(&path_order(&b.input)).then_with(|| a.cmp(b)));
    Ingested { documents, diagnostics }
}

/// Reads one input for annotation as it stands: nothing cut, nothing put in front. Lines of JSON Lines with `id` and `text` keep their id,
/// and their date of publication where they have one.
pub fn read_raw(path: &Path, options: &Options) -> Raw {
    let mut raw = Raw::default();
    match source::read(path, options).and_then(|s| decoded(&s).map(|(format, text)| (s.name, format, text))) {
        Ok((name, Format::Json | Format::JsonLines, text)) => raw_objects(&name, &text, &mut raw),
        Ok((name, _, text)) => raw.texts.push(RawText { id: name, text, published: None }),
        Err(diagnostic) => raw.diagnostics.push(diagnostic),
    }
    raw
}

fn raw_objects(name: &str, text: &str, raw: &mut Raw) {
    let values: Vec<(usize, serde_json::Result<Value>)> = match serde_json::from_str::<Value>(text) {
        Ok(Value::Array(list)) => list.into_iter().enumerate().map(|(at, v)| (at, Ok(v))).collect(),
        Ok(value) => vec![(0, Ok(value))],
        Err(_) => {
            let lines = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
            lines.map(|(at, line)| (at, serde_json::from_str(line))).collect()
        }
    };
    for (at, value) in values {
        let place = format!("{name}:{}", at + 1);
        match value.as_ref().map(|v| v.as_object().and_then(|o| Some((o, json::raw_text(o)?)))) {
            Ok(Some((object, text))) => {
                let id = object.get("id").map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned));
                let published = json::published(object);
                raw.texts.push(RawText { id: id.unwrap_or(place), text: text.to_owned(), published });
            }
            Ok(None) => raw.diagnostics.push(error(&place, "has no text", NO_TEXT)),
            Err(e) => raw.diagnostics.push(error(&place, &format!("is not sound JSON ({e})"), BAD_JSON)),
        }
    }
}

const NO_TEXT: &str = "give each report as an object with at least \"text\" or \"html\"";
const BAD_JSON: &str = "check how the file was written";
const NO_WORDS: &str = "give the text of the report, or save the page again once it has loaded";

/// One file to documents and diagnostics. A parser that panics costs this one input, not the run.
fn read_file(path: &Path, options: &Options) -> Ingested {
    let name = source::name_of(path);
    let read = catch_unwind(AssertUnwindSafe(|| parse_file(path, options)));
    let failed = |diagnostic| Ingested { documents: Vec::new(), diagnostics: vec![diagnostic] };
    match read {
        Ok(Ok(part)) => part,
        Ok(Err(diagnostic)) => failed(diagnostic),
        Err(_) => {
            failed(error(&name, "could not be parsed", "save its text as .txt, and report the file as a fault of the program"))
        }
    }
}

fn parse_file(path: &Path, options: &Options) -> Result<Ingested, Diagnostic> {
    // A file that can't be opened is told by the reading that follows.
    if let Ok(Some(stream)) = source::archive(path) {
        return Ok(of_archive(stream, &source::name_of(path), options));
    }
    let source = source::read(path, options)?;
    if Format::is_archive(&source.bytes) {
        return Ok(of_archive(source.bytes.as_slice(), &source.name, options));
    }
    let (format, text) = decoded(&source)?;
    drop(source.bytes);
    let drafts = parse(format, &text);
    let several = drafts.len() > 1;
    Ok(documents(drafts, &source.name, several))
}

fn of_archive(stream: impl BufRead, name: &str, options: &Options) -> Ingested {
    let read = archive::read(stream, name, options.max_bytes);
    let mut part = documents(read.pages, name, true);
    part.diagnostics.extend(read.diagnostics);
    part
}

/// Documents and diagnostics of what one input gave, with a note for each document that is not in English.
pub fn told(read: archive::Read, name: &str) -> Ingested {
    let several = read.pages.len() > 1 || read.pages.iter().any(|p| p.as_ref().is_ok_and(|draft| draft.number.is_some()));
    let mut part = documents(read.pages, name, several);
    part.diagnostics.extend(read.diagnostics);
    part.diagnostics.extend(part.documents.iter().filter(|d| !d.is_english()).map(foreign));
    part
}

fn documents(drafts: Vec<Found>, name: &str, several: bool) -> Ingested {
    let mut part = Ingested::default();
    for made in drafts.into_par_iter().map(|draft| document(draft, name, several)).collect::<Vec<_>>() {
        match made {
            Ok(document) => part.documents.push(document),
            Err(diagnostic) => part.diagnostics.push(diagnostic),
        }
    }
    part
}

/// The format of an input and its text.
fn decoded(source: &Source) -> Result<(Format, String), Diagnostic> {
    let markup = source.format.is_none_or(|f| f == Format::Html);
    let text = charset::decode(&source.bytes, markup)
        .map_err(|not| error(&source.name, &format!("is not text ({})", not.kind), not.remedy))?;
    if source.format == Some(Format::Warc) {
        return Err(error(&source.name, "is no web archive, though its name ends in .warc", "fetch it again, or mend its name"));
    }
    let format = match source.format {
        // A page that was saved under the name of a text is still a page.
        Some(Format::Text) if Format::is_page(&text) => Format::Html,
        Some(format) => format,
        None => Format::of_text(&text),
    };
    Ok((format, text))
}

fn parse(format: Format, text: &str) -> Vec<Found> {
    match format {
        Format::Text => vec![Ok(text::read(text))],
        Format::Markdown => vec![Ok(markdown::read(text))],
        Format::Html => vec![Ok(html::read(text))],
        Format::Json => json::read(text),
        Format::JsonLines => json::read_lines(text),
        // Archives are read as streams, and what only bears their name has been refused.
        Format::Warc => Vec::new(),
    }
}

fn document(found: Found, name: &str, several: bool) -> Result<Document, Diagnostic> {
    let place = |number: Option<usize>| match number.filter(|_| several) {
        Some(number) => format!("{name}:{number}"),
        None => name.to_owned(),
    };
    match found {
        Ok(draft) => {
            let path = place(draft.number);
            Draft::into_document(draft, path.clone()).ok_or_else(|| error(&path, "has no report in it", NO_WORDS))
        }
        Err((number, message)) => {
            let remedy = if message.contains("JSON (") { BAD_JSON } else { NO_TEXT };
            Err(error(&place(number), &message, remedy))
        }
    }
}

/// Documents with one content become one: the first path in order stays, the others stand in `also_at`.
pub fn fold_copies(documents: Vec<Document>) -> Vec<Document> {
    let mut ordered = documents;
    ordered.sort_by_cached_key(|d| path_order(&d.path));
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    let mut kept: Vec<Document> = Vec::with_capacity(ordered.len());
    for document in ordered {
        match at.get(&document.id).copied() {
            Some(first) => kept[first].also_at.push(document.path),
            None => {
                at.insert(document.id.clone(), kept.len());
                kept.push(document);
            }
        }
    }
    kept
}

fn foreign(document: &Document) -> Diagnostic {
    let message = match document.language.as_str() {
        "und" => "is in a language that could not be told".to_owned(),
        code => format!("is not in English (language {code})"),
    };
    let remedy = "it stays in the record, unanalysed; give an English version to have it analysed";
    diagnostic(&document.path, Severity::Note, &message, remedy)
}
