//! Who may import whom: record <- {ingest, english, fetch, meaning, analysis, render, store} <- cli <- py; xtask may import all.
//!
//! Enters: the manifests and sources of the crates. Leaves: a finding for every arrow against the layers and every crate without a place in them.

use super::source;
use super::tree::{File, Finding, Tree};

/// A crate, and the crates of the house that it may import.
struct Place {
    name: &'static str,
    may_import: &'static [&'static str],
}

const L1: &[&str] = &["readout-record"];
const L2: &[&str] = &[
    "readout-record",
    "readout-ingest",
    "readout-english",
    "readout-fetch",
    "readout-meaning",
    "readout-analysis",
    "readout-render",
    "readout-store",
];
const L3: &[&str] = &[
    "readout-record",
    "readout-ingest",
    "readout-english",
    "readout-fetch",
    "readout-meaning",
    "readout-analysis",
    "readout-render",
    "readout-store",
    "readout-cli",
];

/// The house. A new crate gets a line here.
const HOUSE: &[Place] = &[
    Place { name: "readout-record", may_import: &[] },
    Place { name: "readout-ingest", may_import: L1 },
    Place { name: "readout-english", may_import: L1 },
    Place { name: "readout-fetch", may_import: L1 },
    Place { name: "readout-meaning", may_import: L1 },
    Place { name: "readout-analysis", may_import: L1 },
    Place { name: "readout-render", may_import: L1 },
    Place { name: "readout-store", may_import: L1 },
    Place { name: "readout-cli", may_import: L2 },
    Place { name: "readout-py", may_import: L3 },
];

/// Arrows against the layers, in manifests and in sources.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let manifests = tree.files.iter().filter(|f| f.path.starts_with("crates/") && f.path.ends_with("/Cargo.toml"));
    manifests.flat_map(|manifest| of_crate(tree, manifest)).collect()
}

fn of_crate(tree: &Tree, manifest: &File) -> Vec<Finding> {
    let folder = manifest.path.trim_end_matches("Cargo.toml");
    let name = folder.trim_start_matches("crates/").trim_end_matches('/');
    let Some(place) = HOUSE.iter().find(|p| p.name == name) else {
        let remedy = "give it a line in HOUSE of xtask/src/tidy/layers.rs and a row in ARCHITECTURE.md";
        return vec![Finding::new(&manifest.path, format!("the crate {name} has no place in the layers"), remedy)];
    };
    let mut findings = in_manifest(place, manifest);
    for file in tree.rust().filter(|f| f.path.starts_with(folder)) {
        findings.extend(in_source(place, file));
    }
    findings
}

fn in_manifest(place: &Place, manifest: &File) -> Vec<Finding> {
    let table = match manifest.text.parse::<toml::Table>() {
        Ok(table) => table,
        Err(error) => return vec![Finding::new(&manifest.path, format!("is not sound TOML ({error})"), "mend it")],
    };
    let kinds = ["dependencies", "dev-dependencies", "build-dependencies"];
    let listed = kinds.iter().filter_map(|kind| table.get(*kind)?.as_table()).flat_map(|t| t.keys());
    listed.filter(|name| is_against(place, name)).map(|name| against(place, &manifest.path, name)).collect()
}

fn in_source(place: &Place, file: &File) -> Vec<Finding> {
    let named = source::paths(&file.text).into_iter();
    let imported = named.filter_map(|n| Some((n.line, n.parts.first()?.replace('_', "-"))));
    let wrong = imported.filter(|(_, name)| is_against(place, name));
    wrong.map(|(line, name)| against(place, &format!("{}:{line}", file.path), &name)).collect()
}

fn is_against(place: &Place, name: &str) -> bool {
    name.starts_with("readout-") && name != place.name && !place.may_import.contains(&name)
}

fn against(place: &Place, at: &str, name: &str) -> Finding {
    let allowed = if place.may_import.is_empty() { "none of the crates".to_owned() } else { place.may_import.join(", ") };
    let remedy = format!("{} may import {allowed}: pass the value in, or move the type down to readout-record", place.name);
    Finding::new(at, format!("{} imports {name}, against the layers", place.name), remedy)
}
