//! Links: which source a cue belongs to, which cue a content belongs to, and how sure the whole is.
//!
//! Enters: the states and tags of a window. Leaves: attributions in words. A segment is seen through the states of its first and last word.

use super::chain::{Reading, TAGS};
use crate::blob::BlobError;
use crate::kernel::Machine;
use crate::kernel::layers::{Packed, Rows};
use crate::reading::features::bucket;
use crate::reading::file::File;
use crate::reading::network::STATE;
use crate::reading::words::Words;
use serde::Deserialize;

/// Values in which segments are compared.
const INNER: usize = 96;

/// Numbers of the evidence that confidence is computed from.
const EVIDENCE: usize = 7;

/// Words `first..end` of a text.
pub type Range = (usize, usize);

/// One attribution.
#[derive(Debug)]
pub struct Found {
    pub source: Option<Range>,
    pub cue: Range,
    pub contents: Vec<Range>,
    pub confidence: f32,
}

/// What is known of a window.
pub struct Seen<'t> {
    pub words: &'t Words,
    /// Each member's states of all words of the text.
    pub states: &'t [Vec<f32>],
    pub window: std::ops::Range<usize>,
    pub reading: &'t Reading,
}

/// Both scorers, and what makes confidence of evidence.
pub struct Links {
    of_cue: Vec<Scorer>,
    of_content: Vec<Scorer>,
    calibration: Calibration,
}

struct Scorer {
    child: Packed,
    parent: Packed,
    none: Vec<f32>,
    none_bias: f32,
    /// From what a child asks for to what is compared with parents.
    wanted: Packed,
    distance: Vec<f32>,
    between: Vec<f32>,
    crossing: Vec<f32>,
}

/// What the file says of links.
#[derive(Deserialize)]
struct Header {
    calibration: Calibration,
}

/// From evidence to confidence: logistic regression, and its threshold.
#[derive(Deserialize)]
struct Calibration {
    weights: Vec<f64>,
    bias: f64,
    /// Below, an attribution is dropped.
    keep: f64,
}

/// The parent that a child chose, and how likely that choice is.
type Choice = (Option<usize>, f64);

impl Links {
    /// Reads `link.cue.*`, `link.content.*` and the calibration.
    pub fn new(file: &File) -> Result<Links, BlobError> {
        let Header { calibration } = file.own()?;
        if calibration.weights.len() != EVIDENCE {
            return Err(BlobError::Section("calibration".to_owned()));
        }
        let scorers =
            |role: &str| (0..file.header().members).map(|member| Scorer::new(file, member, role)).collect::<Result<_, _>>();
        Ok(Links { of_cue: scorers("cue")?, of_content: scorers("content")?, calibration })
    }

    /// Appends the attributions of one window.
    pub fn attributions(&self, seen: &Seen, machine: Machine, found: &mut Vec<Found>) {
        let [sources, cues, contents] = segments(&seen.reading.tags, seen.window.start);
        if cues.is_empty() {
            return;
        }
        let source_of = choose(&self.of_cue, seen, &cues, &sources, machine);
        let cue_of = choose(&self.of_content, seen, &contents, &cues, machine);
        for (number, (cue, (source, sure))) in cues.iter().zip(source_of).enumerate() {
            let source = source.map(|s| sources[s]);
            let mine: Vec<(Range, f64)> =
                contents.iter().zip(&cue_of).filter(|(_, (c, _))| *c == Some(number)).map(|(r, (_, p))| (*r, *p)).collect();
            if source.is_none() && mine.is_empty() {
                continue;
            }
            let confidence = self.confidence(seen, *cue, source, sure, &mine);
            if confidence >= self.calibration.keep {
                let contents = mine.into_iter().map(|(range, _)| range).collect();
                found.push(Found { source, cue: *cue, contents, confidence: confidence as f32 });
            }
        }
    }

    fn confidence(&self, seen: &Seen, cue: Range, source: Option<Range>, sure: f64, contents: &[(Range, f64)]) -> f64 {
        let weakest = contents.iter().map(|(c, _)| seen.probability(*c)).reduce(f64::min).unwrap_or(0.5);
        let link = contents.iter().map(|(_, p)| *p).reduce(f64::min).unwrap_or(0.5);
        let odds = [seen.probability(cue), source.map_or(0.5, |s| seen.probability(s)), sure, weakest, link].map(log_odds);
        let flags = [source.is_some(), !contents.is_empty()].map(|flag| f64::from(u8::from(flag)));
        let evidence = odds.into_iter().chain(flags);
        let sum: f64 = evidence.zip(&self.calibration.weights).map(|(e, w)| e * w).sum::<f64>() + self.calibration.bias;
        1.0 / (1.0 + libm::exp(-sum))
    }
}

impl Seen<'_> {
    /// How likely a segment is: its least likely tag, or the end right after it.
    fn probability(&self, (first, end): Range) -> f64 {
        let (tags, rows) = (&self.reading.tags, &self.reading.probability);
        let at = |word: usize| word - self.window.start;
        let lowest = (at(first)..at(end)).map(|w| rows[w][tags[w]]).fold(1.0, f64::min);
        let inside = tags[at(first)] + 1;
        rows.get(at(end)).map_or(lowest, |next| lowest.min(1.0 - next[inside]))
    }
}

impl Scorer {
    fn new(file: &File, member: usize, role: &str) -> Result<Scorer, BlobError> {
        let name = |part: &str| format!("{member}.link.{role}.{part}");
        let matched = file.values(&name("match"), INNER * INNER)?;
        let turned: Vec<f32> = (0..INNER * INNER).map(|i| matched[i % INNER * INNER + i / INNER]).collect();
        Ok(Scorer {
            child: file.linear(&name("child"), 2 * STATE, INNER)?,
            parent: file.linear(&name("parent"), 2 * STATE, INNER)?,
            none: file.values(&name("none.weight"), INNER)?,
            none_bias: file.value(&name("none.bias"))?,
            wanted: Packed::new(&turned, &[], INNER, INNER, Some),
            distance: file.values(&name("distance"), 24)?,
            between: file.values(&name("between"), 4)?,
            crossing: file.values(&name("crossing"), 2)?,
        })
    }

    /// Adds to each child's row of `sums` the score of no parent, then that of each.
    fn add(&self, states: &[f32], seen: &Seen, (children, parents): (&[Range], &[Range]), machine: Machine, sums: &mut [f32]) {
        let asking = reduced(states, children, &self.child, machine);
        let offered = reduced(states, parents, &self.parent, machine);
        let mut wanted = vec![0.0; children.len() * self.wanted.places()];
        machine.affine(Rows { values: &asking, stride: INNER, count: children.len() }, &self.wanted, &mut wanted);
        let rows = asking.chunks_exact(INNER).zip(wanted.chunks_exact(self.wanted.places()));
        for ((child, (asks, wants)), sums) in children.iter().zip(rows).zip(sums.chunks_exact_mut(1 + parents.len())) {
            sums[0] += product(&self.none, asks) + self.none_bias;
            for ((parent, offers), sum) in parents.iter().zip(offered.chunks_exact(INNER)).zip(&mut sums[1..]) {
                *sum += product(wants, offers) + self.pair(seen, *child, *parent, parents);
            }
        }
    }

    /// What distance, candidates between and the end of a paragraph between add.
    fn pair(&self, seen: &Seen, child: Range, parent: Range, parents: &[Range]) -> f32 {
        let gap = if parent.0 >= child.1 { (parent.0 - child.1) as isize } else { -(child.0 as isize - parent.1 as isize) - 1 };
        let (low, high) = (child.0.min(parent.0), child.0.max(parent.0));
        let between = parents.iter().filter(|p| low < p.0 && p.0 < high).count().min(3);
        let crossing = seen.words.paragraph[child.0] != seen.words.paragraph[parent.0];
        self.distance[bucket(gap)] + self.between[between] + self.crossing[usize::from(crossing)]
    }
}

/// For each child its parent by the mean of all members' scores; of equals none, then the first.
fn choose(members: &[Scorer], seen: &Seen, children: &[Range], parents: &[Range], machine: Machine) -> Vec<Choice> {
    let mut sums = vec![0.0; children.len() * (1 + parents.len())];
    members
        .iter()
        .zip(seen.states)
        .for_each(|(member, states)| member.add(states, seen, (children, parents), machine, &mut sums));
    let choice = |sums: &[f32]| {
        let mean = |at: usize| sums[at] / members.len() as f32;
        let best = (1..sums.len()).fold(0, |best, at| if sums[at] > sums[best] { at } else { best });
        let sum: f64 = (0..sums.len()).map(|at| libm::exp(f64::from(mean(at)) - f64::from(mean(best)))).sum();
        (best.checked_sub(1), 1.0 / sum)
    };
    sums.chunks_exact(1 + parents.len()).map(choice).collect()
}

/// Each segment through the states of its first and last word, in 96 values.
fn reduced(states: &[f32], segments: &[Range], layer: &Packed, machine: Machine) -> Vec<f32> {
    let state = |word: usize| &states[word * STATE..][..STATE];
    let ends: Vec<f32> = segments.iter().flat_map(|s| state(s.0).iter().chain(state(s.1 - 1))).copied().collect();
    let mut out = vec![0.0; segments.len() * layer.places()];
    machine.affine(Rows { values: &ends, stride: 2 * STATE, count: segments.len() }, layer, &mut out);
    out.iter_mut().for_each(|v| *v = v.max(0.0));
    out
}

fn product(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Sources, cues and contents of a row of tags, in words of the text.
fn segments(tags: &[usize], start: usize) -> [Vec<Range>; 3] {
    let mut found: [Vec<Range>; 3] = Default::default();
    let mut at = 0;
    while at < tags.len() {
        let tag = tags[at];
        let end = (at + 1..tags.len()).find(|&w| tag == 0 || tags[w] != tag + 1).unwrap_or(tags.len());
        debug_assert!(tag < TAGS);
        if let Some(role) = tag.checked_sub(1) {
            found[role / 2].push((start + at, start + end));
        }
        at = end;
    }
    found
}

fn log_odds(p: f64) -> f64 {
    let p = p.clamp(1e-4, 1.0 - 1e-4);
    libm::log(p / (1.0 - p))
}
