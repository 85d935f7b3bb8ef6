//! `readout watch`: round after round, what is new in feeds, sitemaps and folders goes into the store, and what it brings is told.
//!
//! Enters: a file that says what is watched. Leaves: news on standard output, as posts and as a feed, and messages about what could not be read. It may
//! be killed at any time: what it keeps in the store is enough to go on.

mod clock;
mod config;
mod gather;
mod keep;
mod tell;

use crate::args::WatchArgs;
use crate::outcome::{Failure, Outcome};
use crate::{messages, pipeline};
use anyhow::Context;
use config::Config;
use gather::Gatherer;
use keep::Keeper;
use readout_fetch::fetcher::Fetcher;
use std::path::{Path, PathBuf};
use std::thread;

/// Runs the command.
pub fn run(args: &WatchArgs) -> Result<Outcome, Failure> {
    let mut config = configured(&args.file)?;
    config.limits.allowed.extend(&args.net.allow_address);
    let file = store(&config, args)?;
    pipeline::set_threads(&args.run)?;
    let keeper = Keeper::new(file);
    let mut fetcher = Fetcher::new(config.limits.clone());
    fetcher.take_over(keeper.write(|store| Ok(store.pauses()?))?);
    loop {
        let outcome = round(&config, args, &keeper, &mut fetcher)?;
        if args.once {
            return Ok(outcome);
        }
        thread::sleep(config.every);
    }
}

/// The store: the command line goes before the file.
fn store(config: &Config, args: &WatchArgs) -> anyhow::Result<PathBuf> {
    let mut place = args.store.clone();
    place.store = place.store.or_else(|| config.store.clone());
    place.path_to_write()
}

fn configured(file: &Path) -> Result<Config, Failure> {
    let text = std::fs::read_to_string(file).with_context(|| format!("{} can't be read; check the path", file.display()))?;
    config::read(file, &text, |name| std::env::var(name).ok()).map_err(|e| Failure::Use(e.to_string()))
}

/// One round: every source once, then what it brought. A source that fails costs no other.
fn round(config: &Config, args: &WatchArgs, keeper: &Keeper, fetcher: &mut Fetcher) -> anyhow::Result<Outcome> {
    let mut lost = 0;
    let mut tell = |diagnostics: &[_]| {
        lost += messages::errors(diagnostics);
        messages::tell(diagnostics, args.run.quiet);
    };
    for source in &config.sources {
        let mut gatherer = Gatherer { fetcher, keeper, every: config.every, max_bytes: args.run.max_size << 20 };
        tell(&gatherer.source(source)?);
        keeper.write(|store| Ok(store.keep_pauses(&fetcher.pauses())?))?;
    }
    let told = tell::round(config, keeper, fetcher)?;
    tell(&told);
    Ok(if lost > 0 { Outcome::Unread } else { Outcome::Done })
}
