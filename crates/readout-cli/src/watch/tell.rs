//! What newly added documents bring, told: on standard output, as posts, as a feed.
//!
//! Enters: the documents that were added and not told. Leaves: news. They are printed first and marked as told afterwards, together with the posts
//! that they make: whoever is killed in between tells them again, never not at all.

use super::clock::now;
use super::config::{Config, Webhook};
use super::keep::Keeper;
use crate::changes::{self, Newer};
use crate::output;
use anyhow::{Context, Result};
use readout_fetch::fault::Fault;
use readout_fetch::fetcher::Fetcher;
use readout_fetch::post;
use readout_ingest::source::{diagnostic, error};
use readout_record::diagnostic::{Diagnostic, Severity};
use readout_record::meaning::Encoder;
use readout_render::news::{self, News, atom};
use readout_store::questions::names::Ids;
use readout_store::questions::newer::{newest_without, touched};
use readout_store::store::Store;
use std::path::Path;
use std::time::Duration;

/// After so many tries (about a week) a post is given up.
const TRIES: u32 = 20;

/// The longest wait between two tries of a post.
const LONGEST: Duration = Duration::from_secs(12 * 3600);

/// Tells what a round brought, and sends what has not arrived yet.
pub fn round(config: &Config, keeper: &Keeper, fetcher: &Fetcher) -> Result<Vec<Diagnostic>> {
    let untold = keeper.read(|store| Ok(store.untold()?))?;
    if !untold.is_empty() {
        let news = keeper.read(|store| brought(store, &untold, keeper.encoder()))?;
        output::standard(&news.iter().map(news::text).collect::<String>())?;
        keeper.write(|store| store.transaction(|store| kept(store, config, &news, &untold)))?;
    }
    let mut told = Vec::new();
    if let Some(file) = &config.atom {
        told.extend(
            keeper
                .read(|store| written(store, file))
                .err()
                .map(|e| error(&file.display().to_string(), &format!("{e:#}"), "check the folder")),
        );
    }
    if let Some(hook) = &config.webhook {
        told.extend(sent(hook, keeper, fetcher)?);
    }
    Ok(told)
}

/// What some documents bring to their stories, those with the most reports first.
fn brought(store: &Store, added: &[String], encoder: &dyn Encoder) -> Result<Vec<News>> {
    let added: Ids = added.iter().cloned().collect();
    let was = newest_without(store, &added)?;
    let newer = Newer { documents: &added, was: was.as_ref(), as_of: None };
    changes::news(store, &touched(store, &added)?, &newer, encoder)
}

fn kept(store: &Store, config: &Config, news: &[News], untold: &[String]) -> Result<()> {
    let time = now();
    for one in news {
        let body = serde_json::to_string(one)?;
        let post = config.webhook.as_ref().map(|_| payload(&body, time));
        store.keep_news(&one.id, time, &body, post.as_deref())?;
    }
    Ok(store.mark_told(untold)?)
}

/// The body of a post, in the form that Standard Webhooks recommends.
fn payload(news: &str, time: u64) -> String {
    format!("{{\"type\":\"story.news\",\"timestamp\":\"{}\",\"data\":{news}}}", atom::moment(time))
}

/// Writes the feed beside its place and moves it there, so that nobody reads half of it.
fn written(store: &Store, file: &Path) -> Result<()> {
    let kept: Vec<(News, u64)> =
        store.news()?.into_iter().filter_map(|(body, time)| Some((serde_json::from_str(&body).ok()?, time))).collect();
    let name = file.file_stem().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let text = atom::feed(&name, kept.iter().map(|(news, time)| (news, *time)));
    let half = file.with_extension("half");
    output::file(&half, &text)?;
    std::fs::rename(&half, file).context("can't be written")
}

/// Sends every post whose time has come.
fn sent(hook: &Webhook, keeper: &Keeper, fetcher: &Fetcher) -> Result<Vec<Diagnostic>> {
    let due = keeper.read(|store| Ok(store.posts(now())?))?;
    let mut told = Vec::new();
    for one in due {
        match post::deliver(fetcher.web(), &hook.url, &hook.secret, &one.id, now(), &one.body) {
            Ok(()) => keeper.write(|store| Ok(store.drop_post(&one.id)?))?,
            Err(fault) => {
                let gone = one.tries + 1 >= TRIES || matches!(fault, Fault::Status(410));
                told.push(failed(hook, &one.id, &fault, gone));
                let wait = hook.retry.saturating_mul(1 << one.tries.min(16)).min(LONGEST).as_secs();
                keeper
                    .write(|store| Ok(if gone { store.drop_post(&one.id) } else { store.delay_post(&one.id, now() + wait) }?))?;
            }
        }
    }
    Ok(told)
}

fn failed(hook: &Webhook, id: &str, fault: &Fault, gone: bool) -> Diagnostic {
    let message = format!("the post {id} {fault}");
    let remedy = if gone { "it is given up; the news are in the store" } else { "it is tried again in a later round" };
    diagnostic(&hook.url, Severity::Error, &message, remedy)
}
