//! What evaluation is about: a place of gold data, and a figure measured on it.
//!
//! Enters: names and values. Leaves: one line a figure: area, folder, metric, value, number of items, separated by tabs.

use std::fmt;
use std::path::PathBuf;

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

impl fmt::Display for Figure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}\t{}\t{}\t{:.2}\t{}", self.area, self.folder, self.metric, self.value, self.items)
    }
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
