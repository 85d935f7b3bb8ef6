//! Every Rust file begins with a header that says what enters and what leaves, and none is longer than 500 lines.
//!
//! Enters: the Rust files. Leaves: a finding for each that lacks its header or is too long.

use super::tree::{File, Finding, Tree};

/// Longest file, in lines.
const LONGEST: usize = 500;

/// Files without a header, with half of one, and files that are too long.
pub fn check(tree: &Tree) -> Vec<Finding> {
    tree.rust().flat_map(|file| header(file).into_iter().chain(length(file))).collect()
}

fn header(file: &File) -> Option<Finding> {
    let header: String = file.text.lines().take_while(|l| l.starts_with("//!")).collect::<Vec<_>>().join("\n");
    if header.is_empty() {
        let remedy = "begin it with `//!`: what it is, what enters, what leaves, what it leaves alone";
        return Some(Finding::new(&file.path, "has no header", remedy));
    }
    let says = |word: &str| header.contains(&format!("{word}:"));
    let whole = is_test(&file.path) || (says("Enters") && says("Leaves"));
    let fault = "its header does not say what enters and what leaves";
    (!whole).then(|| Finding::new(&file.path, fault, "write `Enters: …` and `Leaves: …` in the `//!` header"))
}

/// Tests, benchmarks and build scripts say what they are for; they pass nothing on.
fn is_test(path: &str) -> bool {
    path.split('/').any(|part| matches!(part, "tests" | "tests.rs" | "benches" | "build.rs" | "fuzz"))
}

fn length(file: &File) -> Option<Finding> {
    let lines = file.text.lines().count();
    (lines > LONGEST)
        .then(|| Finding::new(&file.path, format!("has {lines} lines, over {LONGEST}"), "divide it by what its parts are about"))
}
