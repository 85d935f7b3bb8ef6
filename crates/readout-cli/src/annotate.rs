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
use readout_english::model::English;
use readout_ingest::input;
use readout_record::annotation::Annotations;
use readout_record::codepoint::CodePoints;
use readout_record::diagnostic::Diagnostic;
use serde::Serialize;
use std::io::{BufWriter, Write};

/// Documents annotated between two writes.
const BATCH: usize = 64;

/// A text with its id, and whether the model may read it.
struct Text {
    id: String,
    text: String,
    english: bool,
}

/// Runs the command.
pub fn run(args: &AnnotateArgs) -> Result<Outcome, Failure> {
    pipeline::set_threads(&args.run)?;
    let progress = Progress::new(args.run.quiet);
    let (texts, diagnostics) = texts(args, &progress);
    progress.stage("annotating", texts.len());
    let english = pipeline::model()?;
    let format = if args.conllu { conllu } else { json };
    let mut out = BufWriter::new(std::io::stdout().lock());
    for batch in texts.chunks(BATCH) {
        let done: Vec<String> = batch
            .par_iter()
            .map(|text| {
                let shown = format(&text.id, &text.text, &annotations(&english, text));
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

fn annotations(english: &English, text: &Text) -> Annotations {
    if text.english { english.annotate(&text.text) } else { Annotations::default() }
}

fn texts(args: &AnnotateArgs, progress: &Progress) -> (Vec<Text>, Vec<Diagnostic>) {
    if !args.raw {
        let ingested = pipeline::ingest(&args.paths, &args.run, progress);
        let texts = ingested.documents.into_iter().map(|d| Text { english: d.is_english(), id: d.id, text: d.text });
        return (texts.collect(), ingested.diagnostics);
    }
    let (mut texts, mut diagnostics) = (Vec::new(), Vec::new());
    for path in &args.paths {
        let raw = input::read_raw(path, &pipeline::input_options(&args.run));
        texts.extend(raw.texts.into_iter().map(|(id, text)| Text { id, text, english: true }));
        diagnostics.extend(raw.diagnostics);
    }
    (texts, diagnostics)
}

#[derive(Serialize)]
struct DocumentLine<'t> {
    id: &'t str,
    text: &'t str,
    tokens: Vec<TokenEntry<'t>>,
    entities: Vec<EntityEntry>,
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

/// One document as one line of JSON.
fn json(id: &str, text: &str, annotations: &Annotations) -> String {
    let points = CodePoints::new(text);
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
    let line = DocumentLine { id, text, tokens: tokens.collect(), entities: entities.collect() };
    serde_json::to_string(&line).unwrap_or_default() + "\n"
}
