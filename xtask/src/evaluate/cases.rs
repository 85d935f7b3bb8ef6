//! Whole cases: the reports of a folder through the whole pipeline, scored by the script `tools/score_case.py`.
//!
//! Enters: `cases/*/docs` with `expected.toml` beside it. Leaves: the script's shares of what must and what should be found, and the number of
//! false discrepancies, for each case and for all.

use super::figure::{Figure, Place};
use super::reader::Reader;
use super::score::percent;
use anyhow::{Context, Result, bail};
use readout_ingest::input;
use readout_record::check::check;
use std::path::Path;
use std::process::Command;

/// What the script says of one case: found and wanted at each level, and false discrepancies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Score {
    must: (usize, usize),
    should: (usize, usize),
    false_alarms: usize,
}

/// Figures of each case and of all.
pub fn run(place: &Place) -> Result<Vec<Figure>> {
    let reader = Reader::new()?;
    let mut figures = Vec::new();
    let mut total = Score::default();
    for case in folders(&place.path())? {
        let name = case.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let score = score(place, &case, &reader).with_context(|| name.clone())?;
        total = total.plus(score);
        figures.extend(score.figures(place, &format!("{}/{name}", place.name)));
    }
    figures.extend(total.figures(place, &place.name));
    Ok(figures)
}

fn folders(root: &Path) -> Result<Vec<std::path::PathBuf>> {
    let mut found: Vec<_> = std::fs::read_dir(root)?.map(|e| Ok(e?.path())).collect::<Result<_>>()?;
    found.retain(|p| p.join("docs").is_dir());
    found.sort();
    Ok(found)
}

fn score(place: &Place, case: &Path, reader: &Reader) -> Result<Score> {
    let read = input::read_paths(&[case.join("docs")], &input::Options::default());
    for diagnostic in &read.diagnostics {
        eprintln!("{diagnostic}");
    }
    let record = reader.record(read.documents);
    let checked = check(record).map_err(|v| anyhow::anyhow!("the gate refuses the record: {} ({} in all)", v[0], v.len()))?;
    let file = tempfile::NamedTempFile::new()?;
    std::fs::write(file.path(), serde_json::to_vec(checked.record())?)?;
    let tool = place.tool("score_case.py");
    let run = Command::new("python3").arg(&tool).arg(case).arg(file.path()).output().context("python3 is needed")?;
    if !run.status.success() {
        bail!("{} failed: {}", tool.display(), String::from_utf8_lossy(&run.stderr));
    }
    let report = String::from_utf8_lossy(&run.stdout);
    report.lines().find_map(Score::read).with_context(|| format!("{} printed no score", tool.display()))
}

impl Score {
    /// Out of `score NAME must 3/4 should 1/2 false-discrepancies 0`.
    fn read(line: &str) -> Option<Score> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let part = |word: &str| words.iter().position(|w| *w == word).and_then(|at| words.get(at + 1)).copied();
        let pair = |word: &str| {
            let (a, b) = part(word)?.split_once('/')?;
            Some((a.parse().ok()?, b.parse().ok()?))
        };
        let is_score = words.first() == Some(&"score");
        is_score.then(|| {
            Some(Score { must: pair("must")?, should: pair("should")?, false_alarms: part("false-discrepancies")?.parse().ok()? })
        })?
    }

    fn plus(self, other: Score) -> Score {
        let add = |a: (usize, usize), b: (usize, usize)| (a.0 + b.0, a.1 + b.1);
        Score {
            must: add(self.must, other.must),
            should: add(self.should, other.should),
            false_alarms: self.false_alarms + other.false_alarms,
        }
    }

    fn figures(self, place: &Place, folder: &str) -> Vec<Figure> {
        let figure =
            |metric: &str, value: f64, items: usize| Figure { folder: folder.into(), ..place.figure(metric, value, items) };
        vec![
            figure("must", percent(self.must.0, self.must.1), self.must.1),
            figure("should", percent(self.should.0, self.should.1), self.should.1),
            figure("false discrepancies", self.false_alarms as f64, self.must.1),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_scripts_last_line_and_no_other() {
        let score = Score { must: (3, 4), should: (1, 2), false_alarms: 5 };
        assert_eq!(Score::read("score talks must 3/4 should 1/2 false-discrepancies 5"), Some(score));
        assert_eq!(Score::read("events found   must 3/4 should 1/2"), None);
    }
}
