//! The one door to evaluation: areas in, figures out.
//!
//! Enters: names of areas (none means all) and a folder with the layout `data/`, `cases/`, `english/`, `tools/`. Leaves: one line a figure on
//! standard output: area, folder, metric, value, number of items, separated by tabs. An area is a file in `evaluate/` and a line in `AREAS`.
//! Figures that a script in `tools/` computes are taken from that script.

mod account_pairs;
mod attribution;
mod cases;
mod checks;
mod commitments;
mod coreference;
pub mod ecbplus;
mod english;
mod entities;
mod event_types;
mod events;
mod extraction;
pub mod figure;
mod floors;
mod gold;
mod near_copies;
pub mod outcomes;
pub mod reader;
pub mod same_event;
mod score;
mod seed;
mod speed;
mod speed_story;
mod stories;
mod tier;
mod time;

use anyhow::{Context, Result, bail};
use figure::{Figure, Place};
use std::path::{Path, PathBuf};

/// What the command takes.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Areas to measure; when none is named, all but those that take minutes (events-ecbplus, near-copies).
    areas: Vec<String>,
    /// Folder that holds the gold data.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Threads to use; all cores when not given. Figures do not depend on it.
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// Hold the figures against the floors in quality.toml; the exit status tells whether all are met.
    #[arg(long)]
    check_floors: bool,
}

/// One area of evaluation.
pub struct Area {
    /// What it is called on the command line.
    pub name: &'static str,
    /// Where its gold data is, relative to the data folder; a `*` at the end stands for any rest of a name.
    pub place: &'static str,
    /// Measures on one such place.
    pub run: fn(&Place) -> Result<Vec<Figure>>,
    /// Whether it takes minutes, and so is measured only when it is named.
    pub slow: bool,
}

/// Every area, in the order of a full run.
const AREAS: &[Area] = &[
    Area { name: "english", place: "english", run: english::run, slow: false },
    Area { name: "speed", place: "english", run: speed::run, slow: false },
    Area { name: "speed-story", place: "data/stories", run: speed_story::run, slow: false },
    Area { name: "extraction", place: "data/article-extraction", run: extraction::run, slow: false },
    Area { name: "attribution", place: "data/attribution-*", run: attribution::run, slow: false },
    Area { name: "time", place: "data/time-*", run: time::run, slow: false },
    Area { name: "entities", place: "data/entities-*", run: entities::run, slow: false },
    Area { name: "event-types", place: "data/event-types-*", run: event_types::run, slow: false },
    Area { name: "events", place: "data/events", run: events::run, slow: false },
    Area { name: "events-ecbplus", place: "data/events-ecbplus", run: ecbplus::run, slow: true },
    Area { name: "same-event", place: "data/stories", run: same_event::run, slow: false },
    Area { name: "outcomes", place: "data/stories", run: outcomes::run, slow: false },
    Area { name: "commitments", place: "data/commitments", run: commitments::run, slow: false },
    Area { name: "account-pairs", place: "data/account-pairs", run: account_pairs::run, slow: false },
    Area { name: "checks", place: "data/account-pairs", run: checks::run, slow: false },
    Area { name: "near-copies", place: "data/stories", run: near_copies::run, slow: true },
    Area { name: "stories", place: "data/stories", run: stories::run, slow: false },
    Area { name: "cases", place: "cases", run: cases::run, slow: false },
];

/// Measures what was asked for; false when an area that was asked for by name has no data, or a figure misses its floor.
pub fn run(arguments: &Arguments) -> Result<bool> {
    if let Some(jobs) = arguments.jobs {
        rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global().context("threads")?;
    }
    let floors = if arguments.check_floors { floors::read(&workspace().join("quality.toml"))? } else { Vec::new() };
    let mut sound = true;
    for area in chosen(&arguments.areas)? {
        let places = places(&arguments.data, area)?;
        if places.is_empty() {
            eprintln!(
                "{}: there is no {} in {}; give the folder that holds it as --data",
                area.name,
                area.place,
                arguments.data.display()
            );
            sound &= arguments.areas.is_empty();
            continue;
        }
        let figures = measure(area, &places)?;
        for missed in floors::missed(&floors, area.name, &figures) {
            eprintln!("{missed}");
            sound = false;
        }
    }
    Ok(sound)
}

/// The figures of an area, each printed as soon as it is known.
fn measure(area: &Area, places: &[Place]) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for place in places {
        for figure in (area.run)(place).with_context(|| format!("{} on {}", area.name, place.name))? {
            println!("{figure}");
            figures.push(figure);
        }
    }
    Ok(figures)
}

fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

fn chosen(names: &[String]) -> Result<Vec<&'static Area>> {
    if let Some(unknown) = names.iter().find(|n| !AREAS.iter().any(|a| a.name == n.as_str())) {
        let known: Vec<&str> = AREAS.iter().map(|a| a.name).collect();
        bail!("there is no area {unknown}; the areas are {}", known.join(", "));
    }
    Ok(AREAS.iter().filter(|a| if names.is_empty() { !a.slow } else { names.iter().any(|n| n == a.name) }).collect())
}

/// The places of an area that exist, in order of their names.
fn places(root: &Path, area: &Area) -> Result<Vec<Place>> {
    let Some(prefix) = area.place.strip_suffix('*') else {
        let there = root.join(area.place).exists();
        return Ok(there.then(|| place(root, area, area.place)).into_iter().collect());
    };
    let (folder, start) = prefix.rsplit_once('/').unwrap_or(("", prefix));
    let Ok(entries) = std::fs::read_dir(root.join(folder)) else { return Ok(Vec::new()) };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.starts_with(start) {
            names.push(format!("{folder}/{name}"));
        }
    }
    names.sort();
    Ok(names.into_iter().map(|name| place(root, area, &name)).collect())
}

fn place(root: &Path, area: &Area, name: &str) -> Place {
    Place { area: area.name, root: root.to_owned(), name: name.to_owned() }
}
