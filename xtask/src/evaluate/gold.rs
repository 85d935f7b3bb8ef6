//! Reading gold data.
//!
//! Enters: paths of JSON Lines, plain or `.gz`. Leaves: one value a line, typed by the area that asks.

use anyhow::{Context, Result};
use flate2::read::MultiGzDecoder;
use rayon::prelude::*;
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

/// What `score` makes of each line, for every file of a folder by its name, and last for the documents of all files that nothing was fitted on.
pub fn scored<L, T>(folder: &Path, document: fn(&L) -> &str, score: impl Fn(&L) -> T + Sync) -> Result<Vec<(String, Vec<T>)>>
where
    L: DeserializeOwned + Sync,
    T: Copy + Send,
{
    let (mut parts, mut back) = (Vec::new(), Vec::new());
    for file in files(folder, ".jsonl")? {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let lines: Vec<L> = lines(&file)?;
        let each: Vec<T> = lines.par_iter().map(&score).collect();
        back.extend(lines.iter().zip(&each).filter(|(line, _)| kept_back(document(line))).map(|(_, score)| *score));
        parts.push((name, each));
    }
    parts.push(("kept back".into(), back));
    Ok(parts)
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
