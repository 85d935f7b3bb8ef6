//! Which tellings of a story are one event: stories whose tellings were annotated for this project.
//!
//! Enters: `training/same_event`: stories written for the project, and the annotation of stories of `data/stories`. Leaves: for each of the two and for those that
//! nothing was fitted on: precision and recall of the pairs that are merged, B-cubed, and the mean of MUC, B-cubed and CEAF over entities. Only
//! tellings that are annotated and that the program finds are counted.

pub mod stories;

use super::coreference::Scores;
use super::figure::{Figure, Place};
use super::reader::Reader;
use anyhow::Result;
use rayon::prelude::*;
use readout_analysis::brief::{events, same_event};
use readout_analysis::link::events as link;
use std::collections::BTreeMap;
use stories::Story;

/// Figures of both kinds of stories.
pub fn run(place: &Place) -> Result<Vec<Figure>> {
    let reader = Reader::new()?;
    let mut figures = Vec::new();
    for (kind, stories) in [("own", stories::own()?), ("news", stories::news(place)?)] {
        let judged: Vec<(bool, Vec<(usize, usize)>)> = stories.par_iter().map(|s| (s.kept_back, judged(s, &reader))).collect();
        for (part, kept_back) in [("fitted", false), ("kept back", true)] {
            let of_part: Vec<&Vec<(usize, usize)>> = judged.iter().filter(|(k, _)| *k == kept_back).map(|(_, j)| j).collect();
            figures.extend(scored(place, &format!("{part} {kind}"), &of_part));
        }
    }
    Ok(figures)
}

/// For each annotated telling that was found the number of its event and that of the event it was put into.
fn judged(story: &Story, reader: &Reader) -> Vec<(usize, usize)> {
    story.with_desk(reader, |desk| {
        let tellings = events::tellings(desk, 0);
        let pairs = link::candidates(&tellings, &desk.table);
        let likely = same_event::likely(desk, &tellings, &pairs);
        let gold: Vec<Option<usize>> = tellings.iter().map(|t| story.event(desk, t)).collect();
        let place: BTreeMap<_, usize> = tellings.iter().enumerate().map(|(at, t)| (t.ix, at)).collect();
        let instances = link::link(tellings, &pairs, &likely, &desk.table);
        let found = instances.iter().enumerate().flat_map(|(n, i)| i.tellings.iter().map(move |t| (t.ix, n)));
        found.filter_map(|(ix, n)| Some((gold[place[&ix]]?, n))).collect()
    })
}

fn scored(place: &Place, part: &str, stories: &[&Vec<(usize, usize)>]) -> Vec<Figure> {
    let (mut gold, mut found): (Vec<usize>, Vec<usize>) = Default::default();
    let (mut both, mut merged, mut one) = (0usize, 0usize, 0usize);
    for story in stories {
        // Each story has numbers of its own.
        let first = gold.iter().chain(&found).max().map_or(0, |last| last + 1);
        gold.extend(story.iter().map(|(g, _)| first + g));
        found.extend(story.iter().map(|(_, f)| first + f));
        for (n, a) in story.iter().enumerate() {
            for b in &story[..n] {
                let (same, put) = (a.0 == b.0, a.1 == b.1);
                one += usize::from(same);
                merged += usize::from(put);
                both += usize::from(same && put);
            }
        }
    }
    let scores = Scores::new(&gold, &found);
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    let figure = |metric: &str, value, items| place.figure(format!("{part} {metric}"), value, items);
    vec![
        figure("pairs precision", share(both, merged), merged),
        figure("pairs recall", share(both, one), one),
        figure("B-cubed F", scores.b_cubed.f1(), gold.len()),
        figure("CoNLL F", scores.conll(), gold.len()),
    ]
}
