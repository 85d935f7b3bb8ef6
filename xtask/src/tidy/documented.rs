//! The README names every command, every option of the output formats, every export and every kind of input.
//!
//! Enters: the README, the list of commands in the program's sources, the registry of outputs and exports, and the list of inputs. Leaves: a finding for each
//! that the README does not name in code marks.

use super::tree::{Finding, Tree};

/// Where the names of inputs stand, as `".txt"`.
const INPUTS: &str = "crates/readout-ingest/src/format.rs";

/// Where each output format gives its name, as the text of `fn name`.
const OUTPUTS: &str = "crates/readout-render/src/formats/";

/// Where the formats that have an option are listed.
const REGISTRY: &str = "crates/readout-render/src/registry.rs";

/// Where the commands stand.
const COMMANDS: &str = "crates/readout-cli/src/";

/// Names that the README does not have.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let Some(readme) = tree.file("README.md") else {
        return vec![Finding::new("README.md", "is missing", "write what the program is and how it is used")];
    };
    let mut findings = Vec::new();
    for (what, name) in inputs(tree).chain(outputs(tree)).chain(exports(tree)).chain(commands(tree)) {
        let marked = [format!("`{name}`"), format!("`{name} "), format!("readout {name} "), format!("`readout {name}`")];
        if !marked.iter().any(|m| readme.text.contains(m)) {
            let fault = format!("does not tell of the {what} {name}");
            findings.push(Finding::new("README.md", fault, format!("add `{name}` to its table")));
        }
    }
    findings
}

fn inputs(tree: &Tree) -> impl Iterator<Item = (&'static str, String)> {
    let text = tree.file(INPUTS).map_or("", |f| f.text.as_str());
    let rows = text.lines().filter_map(|l| l.trim().strip_prefix("(\"")?.split_once("\", Format::"));
    rows.filter(|(end, _)| end.starts_with('.')).map(|(end, _)| ("input", end.to_owned()))
}

fn outputs(tree: &Tree) -> impl Iterator<Item = (&'static str, String)> {
    let listed = tree.file(REGISTRY).and_then(|f| f.text.split_once("FORMATS")).map_or("", |(_, list)| list);
    let files = tree.files.iter().filter(|f| f.path.starts_with(OUTPUTS));
    files.filter_map(move |f| {
        let implementer = f.text.split_once("impl Format for ")?.1.split(' ').next()?;
        let has_option = listed.split(|c: char| !c.is_alphanumeric()).any(|word| word == implementer);
        let name = f.text.split_once("fn name(&self) -> &'static str {")?.1.split('"').nth(1)?;
        has_option.then(|| ("output option", format!("--{name}")))
    })
}

/// Names of the exports in the registry.
fn exports(tree: &Tree) -> impl Iterator<Item = (&'static str, String)> {
    let listed = tree.file(REGISTRY).and_then(|f| f.text.split_once("EXPORTS")).map_or("", |(_, list)| list);
    let files = tree.files.iter().filter(|f| f.path.starts_with(OUTPUTS));
    files.filter_map(move |f| {
        let (implementer, body) = f.text.split_once("impl Export for ")?.1.split_once(' ')?;
        let is_listed = listed.split(|c: char| !c.is_alphanumeric()).any(|word| word == implementer);
        let name = body.split_once("fn name(&self) -> &'static str {")?.1.split('"').nth(1)?;
        is_listed.then(|| ("export format", name.to_owned()))
    })
}

/// Variants of the enum that derives clap's `Subcommand`, in the form of the command line.
fn commands(tree: &Tree) -> impl Iterator<Item = (&'static str, String)> {
    let files = tree.rust().filter(|f| f.path.starts_with(COMMANDS));
    files.filter_map(|f| Some(f.text.split_once("Subcommand)]")?.1.split_once('{')?.1)).flat_map(|body| {
        let end = body.find("\n}").unwrap_or(body.len());
        let variants = body[..end].lines().filter(|l| l.starts_with("    ") && l.trim_start().starts_with(char::is_uppercase));
        variants
            .map(|l| ("command", kebab(l.trim().split(|c: char| !c.is_alphanumeric()).next().unwrap_or(""))))
            .collect::<Vec<_>>()
    })
}

/// `EventTypes` as `event-types`.
fn kebab(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.extend(c.to_lowercase());
    }
    out
}
