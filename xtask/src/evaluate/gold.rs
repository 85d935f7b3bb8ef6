//! Reading gold data.
//!
//! Enters: paths of JSON Lines, plain or `.gz`. Leaves: one value a line, typed by the area that asks.

use anyhow::{Context, Result};
use flate2::read::MultiGzDecoder;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Whether nothing may be fitted on a document, by its name: a quarter of them, the same as in `training/deeds`.
pub fn kept_back(document: &str) -> bool {
    Sha256::digest(document.as_bytes())[0].is_multiple_of(4)
}

/// Every line of a file.
pub fn lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let file = File::open(path).with_context(|| format!("can't open {}", path.display()))?;
    let packed = path.extension().is_some_and(|e| e == "gz");
    let read: Box<dyn Read> = if packed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut values = Vec::new();
    for (at, line) in BufReader::new(read).lines().enumerate() {
        let line = line.with_context(|| path.display().to_string())?;
        if !line.trim().is_empty() {
            values.push(serde_json::from_str(&line).with_context(|| format!("{}:{}", path.display(), at + 1))?);
        }
    }
    Ok(values)
}

/// Files of a folder whose names end in `end`, in order.
pub fn files(folder: &Path, end: &str) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("can't read {}", folder.display()))?;
    let mut found: Vec<PathBuf> = entries.map(|e| Ok(e?.path())).collect::<Result<_>>()?;
    found.retain(|p| p.to_string_lossy().ends_with(end));
    found.sort();
    Ok(found)
}

/// The place of `words` in `text` where they stand as whole words, as bytes.
pub fn find(text: &str, words: &str) -> Option<(usize, usize)> {
    let whole = |at: usize| {
        let letter = |c: char| c.is_alphanumeric();
        let starts = !words.starts_with(letter) || !text[..at].ends_with(letter);
        starts && (!words.ends_with(letter) || !text[at + words.len()..].starts_with(letter))
    };
    let places = || text.match_indices(words).map(|(at, _)| at);
    let at = places().find(|at| whole(*at)).or_else(|| places().next())?;
    (!words.is_empty()).then_some((at, at + words.len()))
}
