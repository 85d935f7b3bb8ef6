//! Prints what would be read: `ingest [--text] PATH…`.
//!
//! Enters: paths. Leaves: one JSON object a document on standard output (with `--text`, its words to be read), diagnostics on standard error.

use readout_ingest::input::{Options, read_paths};
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;

fn main() -> std::io::Result<()> {
    let (flags, paths): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let paths: Vec<PathBuf> = paths.into_iter().map(PathBuf::from).collect();
    let read = read_paths(&paths, &Options::default());
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for d in &read.documents {
        if flags.iter().any(|f| f == "--text") {
            writeln!(out, "=== {} | {} | {:?}\n{}\n", d.path, d.language, d.metadata, d.text)?;
            continue;
        }
        let published = d.metadata.published.as_ref().map(|p| p.as_str());
        let kept: Vec<[u32; 3]> = d.kept.iter().map(|k| [k.text, k.input, k.len]).collect();
        let m = &d.metadata;
        let line = json!({"id": d.id, "path": d.path, "also_at": d.also_at, "title": m.title, "publisher": m.publisher, "author": m.author,
            "published": published, "url": m.url, "language": d.language, "kept": kept, "text": d.text});
        writeln!(out, "{line}")?;
    }
    for diagnostic in &read.diagnostics {
        eprintln!("{:?}: {diagnostic}", diagnostic.severity);
    }
    Ok(())
}
