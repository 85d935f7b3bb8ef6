//! `readout annotate`: texts in, what the English model says of them out.
//!
//! Enters: the arguments. Leaves: one document after the other in the order of the input, as JSON lines or CoNLL-U. A batch is annotated by all
//! threads and written before the next begins, so memory holds one batch of results.

use crate::annotation_line::json;
use crate::args::AnnotateArgs;
use crate::conllu::conllu;
use crate::outcome::{Failure, Outcome};
use crate::progress::Progress;
use crate::{messages, pipeline};
use rayon::prelude::*;
use readout_ingest::input::{self, RawText};
use readout_record::diagnostic::Diagnostic;
use readout_record::document::{Document, Metadata};
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
        let mut ingested = pipeline::ingest(&args.paths, &args.run, progress);
        ingested.documents.iter_mut().for_each(|d| date(&mut d.metadata, args));
        return (ingested.documents, ingested.diagnostics);
    }
    let (mut documents, mut diagnostics) = (Vec::new(), Vec::new());
    for path in &args.paths {
        let raw = input::read_raw(path, &pipeline::input_options(&args.run));
        let document = |RawText { id, text, published }: RawText| {
            let mut metadata = Metadata { published, ..Metadata::default() };
            date(&mut metadata, args);
            let document = Document::new(String::new(), metadata, "en".to_owned(), text, Vec::new());
            Document { id, ..document }
        };
        documents.extend(raw.texts.into_iter().map(document));
        diagnostics.extend(raw.diagnostics);
    }
    (documents, diagnostics)
}

/// Gives a text that does not tell when it was published the day of `--date`.
fn date(metadata: &mut Metadata, args: &AnnotateArgs) {
    metadata.published = metadata.published.take().or_else(|| args.date.clone());
}
