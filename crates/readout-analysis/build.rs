//! Lists the rule files of `rules/events`, so that a new event type is one new file.
//!
//! Enters: the folder. Leaves: `EVENT_FILES`, pairs of file name and text, in order of name.

#![allow(clippy::disallowed_methods, reason = "a build script reads the tree that it builds")]

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let folder = Path::new(&root).join("rules/events");
    println!("cargo::rerun-if-changed=rules/events");
    let mut names: Vec<String> = fs::read_dir(&folder)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".toml"))
        .collect();
    names.sort();
    let mut code =
        String::from("/// File name and text of every file in `rules/events`.\npub const EVENT_FILES: &[(&str, &str)] = &[\n");
    for name in names {
        let path = folder.join(&name);
        let _ = writeln!(code, "    ({name:?}, include_str!({:?})),", path.display().to_string());
    }
    code.push_str("];\n");
    fs::write(Path::new(&out).join("event_files.rs"), code)
}
