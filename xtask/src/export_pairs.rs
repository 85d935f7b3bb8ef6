//! `cargo xtask export-pairs --data DIR OUT`: what the training of `same_event` reads.
//!
//! Enters: `data/events-ecbplus` under DIR. Leaves: OUT, one JSON line (names of the features; topics with the gold event of each mention), then
//! for each topic the features of each pair of mentions `a < b`, `b` in the outer loop, as floats of 32 bits. One code makes them here and in the program.

use crate::evaluate::{ecbplus, figure::Place};
use anyhow::Result;
use readout_analysis::link::same_event::features::{NAMES, features};
use serde_json::json;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// What the command takes.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Folder that holds the gold data.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The file to write.
    out: PathBuf,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<()> {
    let place = Place { area: "events-ecbplus", root: arguments.data.clone(), name: "data/events-ecbplus".into() };
    let topics = ecbplus::topics(&place)?;
    let mut out = BufWriter::new(std::fs::File::create(&arguments.out)?);
    let each: Vec<_> = topics.iter().map(|t| json!({"topic": t.number, "events": t.events})).collect();
    writeln!(out, "{}", json!({"names": NAMES.as_slice(), "kept_back": ecbplus::KEPT_BACK, "topics": each}))?;
    for topic in &topics {
        for b in 0..topic.told.len() {
            for a in 0..b {
                for value in features(&topic.told[a], &topic.told[b], &topic.company) {
                    out.write_all(&value.to_le_bytes())?;
                }
            }
        }
    }
    Ok(out.flush()?)
}
