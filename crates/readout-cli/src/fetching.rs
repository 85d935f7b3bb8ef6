//! Reports from the web that a user asked for by their addresses.
//!
//! Enters: paths, some of which are addresses, and the networks that are allowed. Leaves: the documents at the addresses, or why there are none. It
//! leaves alone: robots.txt, which is for programs that choose themselves what they fetch.

use crate::args::{NetArgs, RunArgs};
use crate::pipeline;
use crate::progress::Progress;
use readout_fetch::answer::{Answer, Fetched, Validators};
use readout_fetch::fault::Fault;
use readout_fetch::fetcher::Fetcher;
use readout_fetch::limits::Limits;
use readout_ingest::input::{self, Ingested};
use readout_ingest::response;
use readout_ingest::web::About;
use readout_record::diagnostic::{Diagnostic, Severity};
use std::path::{Path, PathBuf};

/// Whether a path is an address.
pub fn is_address(path: &Path) -> bool {
    let name = path.to_string_lossy();
    name.starts_with("https://") || name.starts_with("http://")
}

/// The paths of files, and the addresses, each once.
pub fn parted(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<String>) {
    let (addresses, files): (Vec<PathBuf>, Vec<PathBuf>) = paths.iter().cloned().partition(|p| is_address(p));
    let mut addresses: Vec<String> = addresses.iter().map(|p| p.to_string_lossy().into_owned()).collect();
    addresses.sort();
    addresses.dedup();
    (files, addresses)
}

/// What paths and addresses give, equal content once.
pub fn ingest(paths: &[PathBuf], net: &NetArgs, run: &RunArgs, progress: &Progress) -> Ingested {
    let (files, addresses) = parted(paths);
    let mut all = pipeline::ingest(&files, run, progress);
    if !addresses.is_empty() {
        progress.stage("fetching", 0);
        let read = read(&addresses, net, run.max_size << 20);
        all.documents.extend(read.documents);
        all.diagnostics.extend(read.diagnostics);
        all.documents = input::fold_copies(all.documents);
    }
    all
}

/// What stands at addresses that a user gave.
pub fn read(addresses: &[String], net: &NetArgs, max_bytes: u64) -> Ingested {
    let mut all = Ingested::default();
    if addresses.is_empty() {
        return all;
    }
    let limits = Limits { robots: false, bytes: max_bytes, allowed: net.allow_address.clone(), ..Limits::default() };
    let mut fetcher = Fetcher::new(limits);
    for address in addresses {
        match fetcher.get(address, &Validators::default()) {
            Ok(Answer::Fetched(fetched)) => {
                let read = documents(&fetched, address, &About::default(), max_bytes);
                all.documents.extend(read.documents);
                all.diagnostics.extend(read.diagnostics);
            }
            Ok(Answer::Unchanged) => {}
            Err(fault) => all.diagnostics.push(told(address, &fault)),
        }
    }
    all
}

/// The documents in a body. They stand under the address that was asked for; what leads to one page by several ways stays one by its content.
pub fn documents(fetched: &Fetched, address: &str, about: &About, max_bytes: u64) -> Ingested {
    let about = About { url: address.to_owned(), ..about.clone() };
    response::read(&fetched.body, fetched.content_type.as_deref(), &about, max_bytes)
}

/// A fault as a message about its address.
pub fn told(address: &str, fault: &Fault) -> Diagnostic {
    let remedy = fault.remedy().to_owned();
    Diagnostic { input: address.to_owned(), severity: Severity::Error, message: fault.to_string(), remedy }
}
