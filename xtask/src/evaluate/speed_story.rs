//! Speed of a brief on one core: a story of twenty reports of 600 words, from files to the checked record as JSON.
//!
//! Enters: `data/stories/articles.jsonl`, of which the first twenty articles that are long enough are cut and written as text files. Leaves: seconds, loading of
//! the models included, and how many times as long that takes as a fixed chain of shifts in the same moment, which tells nearly the same on slow machines. Both
//! are the middle of five rounds, in seconds of the processor where Linux tells them, so that other work counts less. Only an optimised build tells anything.

use super::figure::{Figure, Place};
use super::gold;
use super::reader::Reader;
use anyhow::{Result, ensure};
use readout_ingest::input;
use readout_record::check::check;
use serde::Deserialize;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

/// Reports of the story.
const REPORTS: usize = 20;

/// Words of each.
const WORDS: usize = 600;

/// Steps of the chain, each of which waits for the one before.
const STEPS: u64 = 300_000_000;

/// Rounds of story and chain.
const ROUNDS: usize = 5;

#[derive(Deserialize)]
struct Line {
    outlet: String,
    published: Option<String>,
    title: String,
    text: String,
}

/// Two figures.
pub fn run(place: &Place) -> Result<Vec<Figure>> {
    let lines: Vec<Line> = gold::lines(&place.path().join("articles.jsonl"))?;
    let folder = tempfile::tempdir()?;
    write(&lines, folder.path())?;
    let one_core = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    let (mut seconds, mut chains) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let (story, chain) = one_core.install(|| -> Result<_> { Ok((timed(|| record(folder.path()))?, timed(chain)?)) })?;
        seconds.push(story);
        chains.push(story / chain);
    }
    let figure = |metric: &str, values| place.figure(metric, middle(values), REPORTS * WORDS);
    Ok(vec![figure("seconds, one core", seconds), figure("times the chain, one core", chains)])
}

/// Seconds that some work takes this thread.
fn timed(work: impl Fn() -> Result<()>) -> Result<f64> {
    let (clock, before) = (Instant::now(), processor());
    work()?;
    let own = processor().zip(before).map(|(after, before)| after - before);
    Ok(own.unwrap_or(clock.elapsed().as_secs_f64()))
}

/// Seconds that this thread has had of the processor, where the system tells.
fn processor() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(told.split_whitespace().next()?.parse::<u64>().ok()? as f64 / 1e9)
}

/// Writes the reports as text files with a header.
fn write(lines: &[Line], folder: &Path) -> Result<()> {
    let long = lines.iter().filter_map(|line| Some((line, beginning(&line.text)?)));
    let reports: Vec<(&Line, &str)> = long.take(REPORTS).collect();
    ensure!(reports.len() == REPORTS, "only {} articles have {WORDS} words", reports.len());
    for (number, (line, text)) in reports.into_iter().enumerate() {
        let published = line.published.as_deref().unwrap_or_default();
        let report = format!("Title: {}\nPublished: {published}\nSource: {}\n\n{text}\n", line.title, line.outlet);
        std::fs::write(folder.join(format!("{number:02}.txt")), report)?;
    }
    Ok(())
}

/// The first words of a text, if it has as many.
fn beginning(text: &str) -> Option<&str> {
    let last = text.split_whitespace().nth(WORDS - 1)?;
    let end = last.as_ptr() as usize - text.as_ptr() as usize + last.len();
    Some(&text[..end])
}

/// From files to the record, as `readout brief --json` does it.
fn record(folder: &Path) -> Result<()> {
    let read = input::read_paths(&[folder.to_owned()], &input::Options::default());
    ensure!(read.documents.len() == REPORTS, "{} of {REPORTS} reports were read", read.documents.len());
    let record = Reader::new()?.record(read.documents);
    let checked = check(record).map_err(|v| anyhow::anyhow!("the gate refuses the record: {}", v[0]))?;
    black_box(serde_json::to_vec(checked.record())?);
    Ok(())
}

/// Work of which every step waits for the one before.
fn chain() -> Result<()> {
    let step = |value: u64, _| {
        let value = value ^ value << 13;
        let value = value ^ value >> 7;
        value ^ value << 17
    };
    black_box((0..black_box(STEPS)).fold(88_172_645_463_325_252, step));
    Ok(())
}

fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
