//! `readout add`: new documents into the store, a batch at a time.
//!
//! Enters: paths and options. Leaves: for each document whether it was added or was there already, once that is certain, and messages about what could
//! not be read. What has been told stays, whatever happens afterwards.

use crate::args::AddArgs;
use crate::linking::{self, Kept};
use crate::outcome::{Failure, Outcome};
use crate::progress::Progress;
use crate::{fetching, messages, output, pipeline};
use readout_english::model::English;
use readout_ingest::input::Ingested;
use readout_ingest::{input, source};
use readout_meaning::meaning::Meaning;
use readout_record::diagnostic::Diagnostic;
use readout_record::document::Document;
use readout_store::store::Store;
use std::cell::OnceCell;
use std::path::PathBuf;

/// Counts of a run.
#[derive(Default)]
struct Tally {
    added: usize,
    known: usize,
    unread: usize,
}

/// Runs the command.
pub fn run(args: &AddArgs) -> Result<Outcome, Failure> {
    pipeline::set_threads(&args.run)?;
    let store = Store::write(&args.store.path_to_write()?)?;
    let (paths, addresses) = fetching::parted(&args.paths);
    let (files, diagnostics) = source::expand(&paths);
    let progress = Progress::new(args.run.quiet);
    progress.stage("adding", files.len());
    let mut run = Run { args, store, english: OnceCell::new(), meaning: Meaning::new(), tally: Tally::default(), progress };
    run.tell(&diagnostics);
    for files in files.chunks(args.batch) {
        run.files(files)?;
    }
    for address in &addresses {
        run.take(fetching::read(std::slice::from_ref(address), &args.net, args.run.max_size << 20))?;
    }
    run.finish()
}

struct Run<'a> {
    args: &'a AddArgs,
    store: Store,
    /// Loaded when the first new document comes.
    english: OnceCell<English>,
    meaning: Meaning,
    tally: Tally,
    progress: Progress,
}

impl Run<'_> {
    fn tell(&mut self, diagnostics: &[Diagnostic]) {
        self.tally.unread += messages::errors(diagnostics);
        self.progress.pause(|| messages::tell(diagnostics, self.args.run.quiet));
    }

    fn files(&mut self, files: &[PathBuf]) -> Result<(), Failure> {
        let read = input::read_paths(files, &pipeline::input_options(&self.args.run));
        self.take(read)?;
        files.iter().for_each(|_| self.progress.step());
        Ok(())
    }

    fn take(&mut self, read: Ingested) -> Result<(), Failure> {
        self.tell(&read.diagnostics);
        read.documents.chunks(self.args.batch).try_for_each(|documents| self.batch(documents.to_vec()))
    }

    fn batch(&mut self, documents: Vec<Document>) -> Result<(), Failure> {
        let kept = linking::keep(&mut self.store, documents, &self.english, &self.meaning)?;
        let mut lines = String::new();
        for one in &kept.documents {
            let word = match one {
                Kept::Added(_) => "added",
                Kept::Known(_) => "known",
            };
            let (Kept::Added(path) | Kept::Known(path)) = one;
            lines.push_str(&format!("{word}  {path}\n"));
        }
        let added = kept.documents.iter().filter(|k| matches!(k, Kept::Added(_))).count();
        self.tally.added += added;
        self.tally.known += kept.documents.len() - added;
        self.tell(&kept.failed);
        if self.args.run.quiet { Ok(()) } else { self.progress.pause(|| output::standard(&lines)).map_err(Failure::Run) }
    }

    fn finish(self) -> Result<Outcome, Failure> {
        let Tally { added, known, unread } = self.tally;
        drop(self.progress);
        let (size, stories) = (self.store.size()?, self.store.story_numbers()?.len());
        if !self.args.run.quiet {
            let file = self.store.file().display();
            eprintln!(
                "readout: {added} added, {known} there already, {unread} not readable; {file} holds {size} documents in {stories} stories"
            );
        }
        Ok(if unread > 0 { Outcome::Unread } else { Outcome::Done })
    }
}
