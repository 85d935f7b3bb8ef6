//! The files that the checks look at, and what a finding is.
//!
//! Enters: a folder. Leaves: its text files in order of path, without what is built or hidden.

use anyhow::{Context, Result};
use std::fmt;
use std::path::Path;

/// Folders that hold nothing written by hand.
const SKIPPED: &[&str] = &["target", "node_modules", "__pycache__"];

/// Hidden folders that are read all the same.
const READ: &[&str] = &[".ci", ".cargo"];

/// Files larger than this are data.
const LARGEST: u64 = 1 << 20;

/// One text file.
#[derive(Clone, Debug)]
pub struct File {
    /// Path from the root, with `/`.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// A tree of text files.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// In order of path.
    pub files: Vec<File>,
}

impl Tree {
    /// Reads everything under `root` that is text.
    pub fn read(root: &Path) -> Result<Tree> {
        let mut tree = Tree::default();
        tree.folder(root, "")?;
        tree.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(tree)
    }

    fn folder(&mut self, root: &Path, inside: &str) -> Result<()> {
        let folder = root.join(inside);
        for entry in std::fs::read_dir(&folder).with_context(|| format!("can't read {}", folder.display()))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if inside.is_empty() { name.clone() } else { format!("{inside}/{name}") };
            // In a worktree `.git` is a file, which names a place of its machine.
            if name == ".git" {
                continue;
            }
            let hidden = name.starts_with('.') && !READ.contains(&name.as_str());
            let kind = entry.file_type()?;
            if kind.is_dir() && !hidden && !SKIPPED.contains(&name.as_str()) {
                self.folder(root, &path)?;
            } else if kind.is_file() && entry.metadata()?.len() <= LARGEST {
                self.files.extend(std::fs::read_to_string(entry.path()).ok().map(|text| File { path, text }));
            }
        }
        Ok(())
    }

    /// One file by its path.
    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|f| f.path == path)
    }

    /// Rust files.
    pub fn rust(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|f| f.path.ends_with(".rs"))
    }
}

/// One thing that is not in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// File, with a line where there is one.
    pub place: String,
    /// What is wrong.
    pub fault: String,
    /// What to do.
    pub remedy: String,
}

impl Finding {
    /// A finding about a file.
    pub fn new(place: impl Into<String>, fault: impl Into<String>, remedy: impl Into<String>) -> Finding {
        Finding { place: place.into(), fault: fault.into(), remedy: remedy.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}; {}", self.place, self.fault, self.remedy)
    }
}
