//! `cargo xtask export-pairs --data DIR [--encoders FOLDER] OUT`: what the training of `same_event` reads.
//!
//! Enters: `data/events-ecbplus` and `data/stories` under DIR, and the annotated stories of `training/same_event`; with FOLDER the encoders that were fitted on parts of
//! these, of which each story and topic is read by one that has not seen it (`folds.json`). Leaves: OUT, one JSON line (names of the numbers; for each topic or story its
//! kind, its name, whether it is kept back, the event of each telling, its sentence with the places of the words that name it, and the pairs that follow), then
//! the numbers of each pair as floats of 32 bits. Topics of ECB+ have all pairs and no signs; stories have the pairs that the program weighs, and of these the
//! annotated ones.

use crate::evaluate::same_event::stories::{self, Story};
use crate::evaluate::{ecbplus, figure::Place, reader::Reader};
use crate::import_meaning;
use anyhow::{Context, Result};
use rayon::prelude::*;
use readout_analysis::brief::{events, same_event};
use readout_analysis::link::events as link;
use readout_analysis::link::same_event::{features, signs};
use readout_meaning::meaning::Meaning;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// What the command takes.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Folder that holds the gold data.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// What `training.same_event.encoder` wrote; without it everything is read by the encoder that is shipped.
    #[arg(long, value_name = "FOLDER")]
    encoders: Option<PathBuf>,
    /// The file to write.
    out: PathBuf,
}

/// One topic or story: what the head of the file says of it, and the numbers of its pairs.
type Part = (Value, Vec<f32>);

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<()> {
    let place = |name: &str| Place { area: "export", root: arguments.data.clone(), name: name.into() };
    let readers = Readers::new(arguments.encoders.as_deref())?;
    let topics = ecbplus::read(&place("data/events-ecbplus"), |number| readers.of("ecb", &number.to_string()))?;
    let mut parts: Vec<Part> = topics.par_iter().map(topic).collect();
    for (kind, stories) in [("own", stories::own()?), ("news", stories::news(&place("data/stories"))?)] {
        parts.extend(stories.par_iter().map(|s| story(kind, s, readers.of(kind, &s.name))).collect::<Vec<_>>());
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

/// Who reads which story.
struct Readers {
    shipped: Reader,
    /// By the file of its encoder.
    others: BTreeMap<String, Reader>,
    /// For `KIND/NAME` the file of the encoder that has not seen it.
    files: BTreeMap<String, String>,
}

impl Readers {
    fn new(folder: Option<&Path>) -> Result<Readers> {
        let shipped = Reader::new()?;
        let Some(folder) = folder else { return Ok(Readers { shipped, others: BTreeMap::new(), files: BTreeMap::new() }) };
        let list = folder.join("folds.json");
        let text = std::fs::read(&list).with_context(|| list.display().to_string())?;
        let files: BTreeMap<String, String> = serde_json::from_slice(&text)?;
        let mut others = BTreeMap::new();
        for name in files.values() {
            if !others.contains_key(name) {
                let encoder = Meaning::with_events(&import_meaning::events(&folder.join(name))?)?;
                others.insert(name.clone(), Reader::with_encoder(encoder)?);
            }
        }
        Ok(Readers { shipped, others, files })
    }

    fn of(&self, kind: &str, name: &str) -> &Reader {
        self.files.get(&format!("{kind}/{name}")).map_or(&self.shipped, |file| &self.others[file])
    }
}

fn topic(topic: &ecbplus::tellings::Topic) -> Part {
    let pairs = (0..topic.told.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
    let values = pairs.flat_map(|(a, b)| topic.common(a, b)).collect();
    let (name, kept_back) = (topic.number.to_string(), topic.number >= ecbplus::KEPT_BACK);
    (json!({"kind": "ecb", "name": name, "kept_back": kept_back, "events": topic.events, "told": topic.places}), values)
}

fn story(kind: &str, story: &Story, reader: &Reader) -> Part {
    story.with_desk(reader, |desk| {
        let tellings = events::tellings(desk, 0);
        let gold: Vec<Option<usize>> = tellings.iter().map(|t| story.event(desk, t)).collect();
        let pairs = link::candidates(&tellings, &desk.table);
        let compared = same_event::compared(desk, &tellings, &pairs);
        let known = |&((a, b), _): &(&link::Pair, _)| gold[*a].is_some() && gold[*b].is_some();
        let (pairs, values): (Vec<link::Pair>, Vec<_>) = pairs.iter().zip(compared).filter(known).map(|(p, v)| (*p, v)).unzip();
        let told: Vec<_> = tellings.iter().map(|t| same_event::sentence(desk, t)).collect();
        let values = values.into_iter().flat_map(|(signs, common)| signs.into_iter().chain(common)).collect();
        let (name, kept_back) = (&story.name, story.kept_back);
        let head = json!({"kind": kind, "name": name, "kept_back": kept_back, "events": gold, "pairs": pairs, "told": told});
        (head, values)
    })
}
