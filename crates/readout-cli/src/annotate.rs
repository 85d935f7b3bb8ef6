//! `readout annotate`: texts in, what the English model says of them out.
//!
//! Enters: the arguments. Leaves: one document after the other in the order of the input, as JSON lines or CoNLL-U. A batch is annotated by all
//! threads and written before the next begins, so memory holds one batch of results.

use crate::args::AnnotateArgs;
use crate::conllu::conllu;
use crate::outcome::{Failure, Outcome};
use crate::progress::Progress;
use crate::{messages, pipeline};
use rayon::prelude::*;
use readout_analysis::extract::statement::{self, Marked};
use readout_analysis::grammar::Grammar;
use readout_ingest::input;
use readout_record::annotation::Annotations;
use readout_record::codepoint::CodePoints;
use readout_record::diagnostic::Diagnostic;
use readout_record::document::{Document, Metadata};
use readout_record::span::Span;
use serde::Serialize;
use std::io::{BufWriter, Write};

/// Documents annotated between two writes.
const BATCH: usize = 64;

/// Runs the command.
pub fn run(args: &AnnotateArgs) -> Result<Outcome, Failure> {
    pipeline::set_threads(&args.run)?;
    let progress = Progress::new(args.run.quiet);
    let (documents, diagnostics) = documents(args, &progress);
    progress.stage("annotating", documents.len());
    let english = pipeline::model()?;
    let format = if args.conllu { conllu } else { json };
    let mut out = BufWriter::new(std::io::stdout().lock());
    for batch in documents.chunks(BATCH) {
        let done: Vec<String> = batch
            .par_iter()
            .map(|document| {
                let shown = format(document, &pipeline::annotate(&english, document));
                progress.step();
                shown
            })
            .collect();
        done.iter().try_for_each(|text| out.write_all(text.as_bytes()))?;
    }
    out.flush()?;
    drop(progress);
    Ok(messages::tell(&diagnostics, args.run.quiet))
}

/// The documents to read; with `--raw` each text as it stands, taken for English.
fn documents(args: &AnnotateArgs, progress: &Progress) -> (Vec<Document>, Vec<Diagnostic>) {
    if !args.raw {
        let ingested = pipeline::ingest(&args.paths, &args.run, progress);
        return (ingested.documents, ingested.diagnostics);
    }
    let (mut documents, mut diagnostics) = (Vec::new(), Vec::new());
    for path in &args.paths {
        let raw = input::read_raw(path, &pipeline::input_options(&args.run));
        let document = |(id, text): (String, String)| {
            let document = Document::new(String::new(), Metadata::default(), "en".to_owned(), text, Vec::new());
            Document { id, ..document }
        };
        documents.extend(raw.texts.into_iter().map(document));
        diagnostics.extend(raw.diagnostics);
    }
    (documents, diagnostics)
}

#[derive(Serialize)]
struct DocumentLine<'t> {
    id: &'t str,
    text: &'t str,
    tokens: Vec<TokenEntry<'t>>,
    entities: Vec<EntityEntry>,
    attributions: Vec<AttributionEntry>,
}

/// Offsets in code points; `head` is the number of a token.
#[derive(Serialize)]
struct TokenEntry<'t> {
    start: usize,
    end: usize,
    tag: &'static str,
    pos: &'static str,
    lemma: &'t str,
    head: u32,
    label: &'static str,
    sentence_start: bool,
    morph: &'static str,
}

#[derive(Serialize)]
struct EntityEntry {
    start: usize,
    end: usize,
    label: &'static str,
}

/// Spans in code points; `parent` is the number of the attribution in whose content this one stands.
#[derive(Serialize)]
struct AttributionEntry {
    source: Vec<(usize, usize)>,
    cue: Vec<(usize, usize)>,
    content: Vec<(usize, usize)>,
    direct: bool,
    confidence: f64,
    parent: Option<usize>,
}

/// One document as one line of JSON.
fn json(document: &Document, annotations: &Annotations) -> String {
    let points = CodePoints::new(&document.text);
    let tokens = annotations.tokens.iter().map(|token| {
        let (start, end) = points.range(token.span);
        let (tag, pos, label, morph) = (token.tag, token.pos, token.label, token.morph);
        TokenEntry {
            start,
            end,
            tag,
            pos,
            lemma: &token.lemma,
            head: token.head,
            label,
            sentence_start: token.sentence_start,
            morph,
        }
    });
    let entities = annotations.entities.iter().map(|entity| {
        let (start, end) = points.range(entity.span);
        EntityEntry { start, end, label: entity.label }
    });
    let line = DocumentLine {
        id: &document.id,
        text: &document.text,
        tokens: tokens.collect(),
        entities: entities.collect(),
        attributions: attributions(document, annotations, &points),
    };
    serde_json::to_string(&line).unwrap_or_default() + "\n"
}

fn attributions(document: &Document, annotations: &Annotations, points: &CodePoints) -> Vec<AttributionEntry> {
    let range = |span: &Span| points.range(*span);
    let entry = |Marked { attribution, direct, parent }: Marked| AttributionEntry {
        source: attribution.source.iter().map(range).collect(),
        cue: attribution.cue.iter().map(range).collect(),
        content: attribution.content.iter().map(range).collect(),
        direct,
        confidence: (f64::from(attribution.confidence) * 100.0).round() / 100.0,
        parent,
    };
    statement::marked(&Grammar::new(document, annotations)).into_iter().map(entry).collect()
}
