//! Lists the rule files of `rules/events` and `rules/plover`, so that a new type is one new file.
//!
//! Enters: the folders. Leaves: `EVENT_FILES` and `PLOVER_FILES`, pairs of file name and text, in order of name.

#![allow(clippy::disallowed_methods, reason = "a build script reads the tree that it builds")]

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    list("events", "EVENT_FILES", "event_files.rs")?;
    list("plover", "PLOVER_FILES", "plover_files.rs")
}

/// Writes a constant with every rule file of a folder.
fn list(folder: &str, constant: &str, file: &str) -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let place = Path::new(&root).join("rules").join(folder);
    println!("cargo::rerun-if-changed=rules/{folder}");
    let mut names: Vec<String> = fs::read_dir(&place)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".toml"))
        .collect();
    names.sort();
    let mut code =
        format!("/// File name and text of every file in `rules/{folder}`.\npub const {constant}: &[(&str, &str)] = &[\n");
    for name in names {
        let path = place.join(&name);
        let _ = writeln!(code, "    ({name:?}, include_str!({:?})),", path.display().to_string());
    }
    code.push_str("];\n");
    fs::write(Path::new(&out).join(file), code)
}
