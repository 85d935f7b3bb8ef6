//! `cargo xtask export-pairs --data DIR OUT`: what the training of `same_event` reads.
//!
//! Enters: `data/events-ecbplus` and `data/stories` under DIR, and the annotated stories of `training/same_event`. Leaves: OUT, one JSON line (names of the numbers;
//! for each topic or story its kind, its name, whether it is kept back, the event of each telling, and the pairs that follow), then the numbers of each pair as
//! floats of 32 bits. Topics of ECB+ have all pairs and no signs; stories have the pairs that the program weighs, and of these the annotated ones.

use crate::evaluate::same_event::stories::{self, Story};
use crate::evaluate::{ecbplus, figure::Place, reader::Reader};
use anyhow::Result;
use rayon::prelude::*;
use readout_analysis::brief::{events, same_event};
use readout_analysis::link::events as link;
use readout_analysis::link::same_event::{features, signs};
use serde_json::{Value, json};
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

/// One topic or story: what the head of the file says of it, and the numbers of its pairs.
type Part = (Value, Vec<f32>);

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<()> {
    let place = |name: &str| Place { area: "export", root: arguments.data.clone(), name: name.into() };
    let reader = Reader::new()?;
    let mut parts: Vec<Part> = ecbplus::topics(&place("data/events-ecbplus"))?.par_iter().map(topic).collect();
    for (kind, stories) in [("own", stories::own()?), ("news", stories::news(&place("data/stories"))?)] {
        parts.extend(stories.par_iter().map(|s| story(kind, s, &reader)).collect::<Vec<_>>());
    }
    let mut out = BufWriter::new(std::fs::File::create(&arguments.out)?);
    let heads: Vec<&Value> = parts.iter().map(|(head, _)| head).collect();
    let names = json!({"signs": signs::NAMES.as_slice(), "features": features::NAMES.as_slice(), "parts": heads});
    writeln!(out, "{names}")?;
    for value in parts.iter().flat_map(|(_, values)| values) {
        out.write_all(&value.to_le_bytes())?;
    }
    Ok(out.flush()?)
}

fn topic(topic: &ecbplus::tellings::Topic) -> Part {
    let pairs = (0..topic.told.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
    let values = pairs.flat_map(|(a, b)| topic.common(a, b)).collect();
    let kept_back = topic.number >= ecbplus::KEPT_BACK;
    (json!({"kind": "ecb", "name": topic.number.to_string(), "kept_back": kept_back, "events": topic.events}), values)
}

fn story(kind: &str, story: &Story, reader: &Reader) -> Part {
    story.with_desk(reader, |desk| {
        let tellings = events::tellings(desk, 0);
        let gold: Vec<Option<usize>> = tellings.iter().map(|t| story.event(desk, t)).collect();
        let pairs = link::candidates(&tellings, &desk.table);
        let compared = same_event::compared(desk, &tellings, &pairs);
        let known = |&((a, b), _): &(&link::Pair, _)| gold[*a].is_some() && gold[*b].is_some();
        let (pairs, values): (Vec<link::Pair>, Vec<_>) = pairs.iter().zip(compared).filter(known).map(|(p, v)| (*p, v)).unzip();
        let values = values.into_iter().flat_map(|(signs, common)| signs.into_iter().chain(common)).collect();
        let head = json!({"kind": kind, "name": story.name, "kept_back": story.kept_back, "events": gold, "pairs": pairs});
        (head, values)
    })
}
