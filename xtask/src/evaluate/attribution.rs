//! Attributions: source, cue and content, scored by the script `tools/score_attribution.py`.
//!
//! Enters: `data/attribution-*/*.jsonl`: texts with their attributions. Leaves: the script's figures for each file but the one that the model
//! was fitted on.
//! What is nested is left out: the corpora mark nothing inside a content.

use super::figure::{Figure, Place};
use super::gold;
use super::reader::Reader;
use super::tier::Tier;
use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use readout_analysis::extract::statement;
use readout_analysis::grammar::Grammar;
use readout_record::codepoint::CodePoints;
use readout_record::span::Span;
use serde::Deserialize;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    published: Option<String>,
    attributions: Vec<Value>,
}

/// Figures of each file of the place.
pub fn run(place: &Place) -> Result<Vec<Figure>> {
    let reader = Reader::new()?;
    let mut figures = Vec::new();
    for file in gold::files(&place.path(), ".jsonl")?.into_iter().filter(|f| f.file_stem().is_none_or(|name| name != "train")) {
        let lines: Vec<Line> = gold::lines(&file)?;
        let predicted: Vec<Value> = lines.par_iter().map(|line| predict(line, &reader)).collect();
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let total = lines.iter().map(|l| l.attributions.len()).sum();
        figures.extend(tier(place, &name, &lines, &predicted));
        let rows: Vec<String> = predicted.iter().map(Value::to_string).collect();
        let report = script(place, &file, &rows.join("\n"))?;
        figures.extend(read_report(place, &name, total, &report)?);
    }
    Ok(figures)
}

fn predict(line: &Line, reader: &Reader) -> Value {
    let (document, annotations) = reader.read(&line.text, line.published.as_deref());
    let grammar = Grammar::new(&document, &annotations);
    let points = CodePoints::new(&line.text);
    let pairs = |spans: &[Span]| json!(spans.iter().map(|s| points.range(*s)).collect::<Vec<_>>());
    let attributions: Vec<Value> = statement::marked(&grammar)
        .into_iter()
        .filter(|m| m.parent.is_none())
        .map(|m| m.attribution)
        .map(|s| {
            let (source, cue) = (pairs(s.source.as_slice()), pairs(s.cue.as_slice()));
            json!({"source": source, "cue": cue, "content": pairs(&s.content), "confidence": s.confidence})
        })
        .collect();
    json!({"id": line.id, "attributions": attributions})
}

fn tier(place: &Place, file: &str, lines: &[Line], predicted: &[Value]) -> Vec<Figure> {
    let mut tier = Tier::default();
    for (line, found) in lines.iter().zip(predicted) {
        tier.count(&line.text, &line.attributions, found["attributions"].as_array().map(Vec::as_slice).unwrap_or_default());
    }
    tier.figures().into_iter().map(|(name, value, items)| place.figure(format!("{file} {name}"), value, items)).collect()
}

fn script(place: &Place, gold: &Path, predicted: &str) -> Result<String> {
    let file = tempfile::NamedTempFile::new()?;
    std::fs::write(file.path(), predicted)?;
    let tool = place.tool("score_attribution.py");
    let run = Command::new("python3").arg(&tool).arg(gold).arg(file.path()).output().context("python3 is needed")?;
    if !run.status.success() {
        bail!("{} failed: {}", tool.display(), String::from_utf8_lossy(&run.stderr));
    }
    Ok(String::from_utf8_lossy(&run.stdout).into_owned())
}

/// Figures out of the script's lines: `source gold N predicted N exact P x R x F x overlap P x R x F x`, and `linked P x R x F x …`.
fn read_report(place: &Place, file: &str, total: usize, report: &str) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for line in report.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.first().copied() {
            Some(role @ ("source" | "cue" | "content")) => {
                let items = after(&words, &["gold"])? as usize;
                for way in ["exact", "overlap"] {
                    let from = words.iter().position(|w| *w == way).context("no such way")?;
                    for (name, offset) in [("P", 2), ("R", 4), ("F", 6)] {
                        let value = words.get(from + offset).context("the report is short")?.parse()?;
                        figures.push(place.figure(format!("{file} {role} {way} {name}"), value, items));
                    }
                }
            }
            Some("linked") => {
                figures.push(place.figure(format!("{file} linked F"), after(&words, &["F"])?, total));
                figures.push(place.figure(format!("{file} linked source exact"), after(&words, &["source", "exact"])?, total));
                figures.push(place.figure(format!("{file} linked content half"), after(&words, &["content", "half"])?, total));
                figures.push(place.figure(format!("{file} whole exact F"), after(&words, &["whole", "exact", "F"])?, total));
            }
            _ => {}
        }
    }
    Ok(figures)
}

/// The number after the first place where `marks` stand in a row.
fn after(words: &[&str], marks: &[&str]) -> Result<f64> {
    let at = words.windows(marks.len()).position(|w| w == marks).with_context(|| format!("the report lacks {marks:?}"))?;
    Ok(words.get(at + marks.len()).context("the report is short")?.parse()?)
}
