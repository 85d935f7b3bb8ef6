//! The one door to evaluation: areas in, figures out.
//!
//! Enters: names of areas (none means all) and a folder with the layout `data/`, `cases/`, `english/`, `tools/`. Leaves: one line a figure on
//! standard output: area, folder, metric, value, number of items, separated by tabs. An area is a file in `evaluate/` and a line in `AREAS`.
//! Figures that a script in `tools/` computes are taken from that script.

pub mod score;

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

/// What the command takes.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Areas to measure; all when none is named.
    areas: Vec<String>,
    /// Folder that holds the gold data.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// Threads to use; all cores when not given. Figures do not depend on it.
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
}

/// One measured value.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Area: `attribution`.
    pub area: &'static str,
    /// Folder of gold data, relative to the data folder: `data/attribution-polnear`.
    pub folder: String,
    /// What is measured: `source exact F`.
    pub metric: String,
    /// The value; percent where the metric is a share or an F.
    pub value: f64,
    /// Number of gold items that it rests on.
    pub items: usize,
}

/// One area of evaluation.
pub struct Area {
    /// What it is called on the command line.
    pub name: &'static str,
    /// Where its gold data is, relative to the data folder; a `*` at the end stands for any rest of a name.
    pub place: &'static str,
    /// Measures on one such place.
    pub run: fn(&Place) -> Result<Vec<Figure>>,
}

/// A place of gold data that was found.
pub struct Place {
    /// Area that it is for.
    pub area: &'static str,
    /// The data folder, which also holds `tools/`.
    pub root: PathBuf,
    /// The place, relative to the data folder.
    pub name: String,
}

impl Place {
    /// Where it is.
    pub fn path(&self) -> PathBuf {
        self.root.join(&self.name)
    }

    /// A scoring script.
    pub fn tool(&self, name: &str) -> PathBuf {
        self.root.join("tools").join(name)
    }

    /// A figure of this place.
    pub fn figure(&self, metric: impl Into<String>, value: f64, items: usize) -> Figure {
        Figure { area: self.area, folder: self.name.clone(), metric: metric.into(), value, items }
    }
}

/// Every area, in the order of a full run.
const AREAS: &[Area] = &[];

/// Measures what was asked for; false when an area that was asked for by name has no data.
pub fn run(arguments: &Arguments) -> Result<bool> {
    if let Some(jobs) = arguments.jobs {
        rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global().context("threads")?;
    }
    let mut complete = true;
    for area in chosen(&arguments.areas)? {
        let places = places(&arguments.data, area)?;
        if places.is_empty() {
            eprintln!("{}: there is no {} in {}; give the folder that holds it as --data", area.name, area.place, arguments.data.display());
            complete &= arguments.areas.is_empty();
        }
        for place in places {
            for figure in (area.run)(&place).with_context(|| format!("{} on {}", area.name, place.name))? {
                println!("{}", line(&figure));
            }
        }
    }
    Ok(complete)
}

fn line(f: &Figure) -> String {
    format!("{}\t{}\t{}\t{:.2}\t{}", f.area, f.folder, f.metric, f.value, f.items)
}

fn chosen(names: &[String]) -> Result<Vec<&'static Area>> {
    if let Some(unknown) = names.iter().find(|n| !AREAS.iter().any(|a| a.name == n.as_str())) {
        let known: Vec<&str> = AREAS.iter().map(|a| a.name).collect();
        bail!("there is no area {unknown}; the areas are {}", known.join(", "));
    }
    Ok(AREAS.iter().filter(|a| names.is_empty() || names.iter().any(|n| n == a.name)).collect())
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
