//! `cargo xtask tidy`: the rules of the house, checked on the files of a tree.
//!
//! Enters: the root of a tree. Leaves: one line a finding, with the file, what is wrong and what to do. Each check is a file in `tidy/` with a
//! function from the tree to findings, and a line in `CHECKS`. It leaves alone: what the compiler, clippy and rustfmt say.

mod documented;
mod headers;
mod layers;
mod modules;
mod places;
mod rules;
pub mod source;
pub mod tree;

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use tree::{Finding, Tree};

/// What the command takes.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Root of the tree to check; this workspace when not given.
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

/// Every check, in the order of the output.
const CHECKS: &[fn(&Tree) -> Vec<Finding>] =
    &[layers::check, modules::check, headers::check, documented::check, rules::check, places::check];

/// Prints every finding; true when there is none.
pub fn run(arguments: &Arguments) -> Result<bool> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("no workspace")?;
    let tree = Tree::read(arguments.root.as_deref().unwrap_or(here))?;
    let mut findings: Vec<Finding> = CHECKS.iter().flat_map(|check| check(&tree)).collect();
    findings.dedup();
    for finding in &findings {
        println!("{finding}");
    }
    println!("tidy: {} files, {} findings", tree.files.len(), findings.len());
    Ok(findings.is_empty())
}
