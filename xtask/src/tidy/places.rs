//! No file names a place on somebody's machine.
//!
//! Enters: all text files. Leaves: a finding for every path that exists on one machine only.

use super::tree::{File, Finding, Tree};

/// Beginnings of such paths, in pieces, so that this file passes its own check.
const BEGINNINGS: &[(&str, &str)] = &[("/wo", "rk/"), ("/ho", "me/"), ("/ro", "ot/"), ("/Us", "ers/"), ("C:", "\\Users")];

/// Lines that name such a path.
pub fn check(tree: &Tree) -> Vec<Finding> {
    tree.files.iter().flat_map(of_file).collect()
}

fn of_file(file: &File) -> Vec<Finding> {
    let numbered = file.text.lines().enumerate();
    let named = numbered.filter_map(|(at, line)| BEGINNINGS.iter().find(|b| names(line, b)).map(|b| (at + 1, b)));
    let remedy = "take the path from an argument, an environment variable or the workspace's root";
    named
        .map(|(line, (a, b))| {
            Finding::new(format!("{}:{line}", file.path), format!("names a place on one machine ({a}{b}…)"), remedy)
        })
        .collect()
}

/// Whether a line has the beginning where a path could begin: not inside a longer path or an address.
fn names(line: &str, (a, b): &(&str, &str)) -> bool {
    let whole = format!("{a}{b}");
    line.match_indices(&whole).any(|(at, _)| !line[..at].ends_with(|c: char| c.is_alphanumeric() || "._-/".contains(c)))
}
