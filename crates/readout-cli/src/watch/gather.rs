//! What a source has that was not seen before.
//!
//! Enters: a source. Leaves: its new documents in the store, each entry marked as done with only when its document is there, and messages. It leaves
//! alone: what is told of them.

use super::clock::now;
use super::config::{Kind, Source};
use super::keep::Keeper;
use crate::fetching;
use anyhow::Result;
use readout_fetch::answer::{Answer, Fetched, Validators};
use readout_fetch::fault::Fault;
use readout_fetch::fetcher::Fetcher;
use readout_ingest::input::{self, Ingested};
use readout_ingest::listing::{Entry, Listing, feed, sitemap};
use readout_ingest::source as files;
use readout_ingest::web::About;
use readout_record::diagnostic::{Diagnostic, Severity};
use readout_store::watching::Watched;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

/// Pages that are fetched before they are added.
const BATCH: usize = 16;

/// How often an entry is tried that fails for a reason that may pass.
const TRIES: u32 = 5;

/// Lists that one sitemap may lead to in a round.
const LISTS: usize = 50;

/// What gathers.
pub struct Gatherer<'w> {
    pub fetcher: &'w mut Fetcher,
    pub keeper: &'w Keeper,
    pub every: Duration,
    pub max_bytes: u64,
}

/// An entry and what its address gave.
struct Gathered {
    item: String,
    outcome: Result<Ingested, Fault>,
}

impl Gatherer<'_> {
    /// Everything new of a source.
    pub fn source(&mut self, source: &Source) -> Result<Vec<Diagnostic>> {
        match source.kind {
            Kind::Folder => self.folder(&source.place),
            Kind::Feed | Kind::Sitemap => self.lists(source),
        }
    }

    fn folder(&mut self, place: &str) -> Result<Vec<Diagnostic>> {
        let (paths, mut told) = files::expand(&[PathBuf::from(place)]);
        // An empty folder is where reports will arrive.
        told.retain(|d| !(d.input == place && Path::new(place).is_dir()) && d.severity == Severity::Error);
        for path in paths {
            let item = version(&path);
            if self.keeper.read(|store| Ok(store.is_seen(&item)?))? {
                continue;
            }
            let read = input::read_paths(&[path], &input::Options { max_bytes: self.max_bytes, ..input::Options::default() });
            told.extend(self.keep(vec![Gathered { item, outcome: Ok(read) }])?.0);
        }
        Ok(told)
    }

    /// A feed, or a sitemap with all that it leads to.
    fn lists(&mut self, source: &Source) -> Result<Vec<Diagnostic>> {
        let mut told = Vec::new();
        let mut open = VecDeque::from([source.place.clone()]);
        let mut left = source.most;
        for _ in 0..LISTS {
            let Some(place) = open.pop_front() else { break };
            let (lists, diagnostics) = self.list(source, &place, &mut left)?;
            open.extend(lists);
            told.extend(diagnostics);
        }
        Ok(told)
    }

    /// One list: what it leads to, and messages. Its version is kept when nothing of it is left over, so that it need not be sent again.
    fn list(&mut self, source: &Source, place: &str, left: &mut usize) -> Result<(Vec<String>, Vec<Diagnostic>)> {
        let known = self.keeper.read(|store| Ok(store.watched(place)?))?;
        if known.next > now() {
            return Ok(Default::default());
        }
        let versions = Validators { etag: known.etag.clone(), modified: known.modified.clone() };
        let fetched = match self.fetcher.get(place, &versions) {
            Ok(Answer::Unchanged) => {
                return self.keep_list(place, &Watched { failures: 0, next: 0, ..known }).map(|()| Default::default());
            }
            Ok(Answer::Fetched(fetched)) => fetched,
            Err(fault) => return self.failed(place, known, fetching::told(place, &fault)),
        };
        let listing = match listing(source.kind, &fetched) {
            Ok(listing) => listing,
            Err(message) => {
                return self.failed(
                    place,
                    known,
                    files::error(place, &message, "check the address, and which kind of list it is"),
                );
            }
        };
        let fresh = self.fresh(source, listing.entries)?;
        let taken = fresh.len().min(*left);
        *left -= taken;
        let (told, done) = self.entries(&fresh[..taken])?;
        let whole = done && taken == fresh.len() && listing.lists.is_empty();
        let versions = if whole { fetched.validators } else { Validators::default() };
        self.keep_list(place, &Watched { etag: versions.etag, modified: versions.modified, failures: 0, next: 0 })?;
        Ok((listing.lists, told))
    }

    fn keep_list(&self, place: &str, known: &Watched) -> Result<()> {
        self.keeper.write(|store| Ok(store.keep_watched(place, known)?))
    }

    /// A list that could not be had is left alone for longer each time.
    fn failed(&self, place: &str, known: Watched, told: Diagnostic) -> Result<(Vec<String>, Vec<Diagnostic>)> {
        let wait = self.every.as_secs().saturating_mul(1 << known.failures.min(6)).min(86_400);
        let known = Watched { failures: known.failures + 1, next: now() + wait, ..known };
        self.keep_list(place, &known)?;
        Ok((Vec::new(), vec![told]))
    }

    /// Entries that are not done with, the newest first.
    fn fresh(&self, source: &Source, entries: Vec<Entry>) -> Result<Vec<Entry>> {
        let since = source.since.and_then(|d| d.day_number());
        let day = |e: &Entry| e.published.as_ref().and_then(|p| p.start()?.day_number());
        let mut fresh = self.keeper.read(|store| {
            let mut fresh = Vec::new();
            for entry in entries.into_iter().filter(|e| since.is_none_or(|since| day(e).is_none_or(|day| day >= since))) {
                if !store.is_seen(&entry.url)? {
                    fresh.push(entry);
                }
            }
            Ok(fresh)
        })?;
        fresh.sort_by_key(|e| std::cmp::Reverse(day(e)));
        Ok(fresh)
    }

    /// Fetches and adds entries; tells whether all of them are done with.
    fn entries(&mut self, entries: &[Entry]) -> Result<(Vec<Diagnostic>, bool)> {
        let (mut told, mut done) = (Vec::new(), true);
        for batch in entries.chunks(BATCH) {
            let gathered = batch.iter().map(|entry| self.entry(entry)).collect();
            let (diagnostics, all) = self.keep(gathered)?;
            told.extend(diagnostics);
            done &= all;
        }
        Ok((told, done))
    }

    fn entry(&mut self, entry: &Entry) -> Gathered {
        let about = About { published: entry.published.clone(), title: entry.title.clone(), ..About::default() };
        let outcome = self.fetcher.get(&entry.url, &Validators::default()).map(|answer| match answer {
            Answer::Fetched(fetched) => fetching::documents(&fetched, &entry.url, &about, self.max_bytes),
            Answer::Unchanged => Ingested::default(),
        });
        Gathered { item: entry.url.clone(), outcome }
    }

    /// Adds what was gathered, and marks it: what is in the store or can never be, as seen; what failed for now, as tried.
    fn keep(&self, gathered: Vec<Gathered>) -> Result<(Vec<Diagnostic>, bool)> {
        self.keeper.write(|store| {
            let (mut told, mut documents, mut seen, mut failed) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
            for Gathered { item, outcome } in gathered {
                match outcome {
                    Ok(read) => {
                        documents.extend(read.documents);
                        told.extend(read.diagnostics);
                        seen.push(item);
                    }
                    Err(fault) => failed.push((item, fault)),
                }
            }
            told.extend(self.keeper.add(store, documents)?.failed);
            let done = store.transaction(|store| -> Result<bool> {
                seen.iter().try_for_each(|item| store.mark_seen(item))?;
                let mut done = true;
                for (item, fault) in &failed {
                    let again = fault.passes() && (matches!(fault, Fault::Later { .. }) || store.mark_tried(item)? < TRIES);
                    if !again {
                        store.mark_seen(item)?;
                    }
                    done &= !again;
                    told.push(fetching::told(item, fault));
                }
                Ok(done)
            })?;
            Ok((told, done))
        })
    }
}

fn listing(kind: Kind, fetched: &Fetched) -> Result<Listing, String> {
    match kind {
        Kind::Feed => feed::read(&fetched.body, &fetched.url),
        Kind::Sitemap | Kind::Folder => sitemap::read(&fetched.body),
    }
}

/// A file as it stands now: another size or time of change makes it another item.
fn version(path: &Path) -> String {
    let about = std::fs::metadata(path).ok();
    let changed = about.as_ref().and_then(|a| a.modified().ok()).and_then(|t| t.duration_since(UNIX_EPOCH).ok());
    let (size, nanos) = (about.map_or(0, |a| a.len()), changed.unwrap_or_default().as_nanos());
    format!("{}|{size}|{nanos}", path.display())
}
