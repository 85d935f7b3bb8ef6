//! Coreference of events across documents, with gold mentions and gold topics: ECB+.
//!
//! Enters: `data/events-ecbplus`: topics 1 to 35; the two halves of a topic (`ecb`, `ecbplus`) count as one topic. Leaves: MUC, B-cubed, CEAF over entities
//! and their mean for the topics whose annotation the weights were fitted on (below 24) and for those kept back, and beside them what comes
//! out when mentions with one lemma are one event.

pub mod corpus;
pub mod tellings;

use super::coreference::Scores;
use super::figure::{Figure, Place};
use super::reader::Reader;
use anyhow::Result;
use rayon::prelude::*;
use readout_analysis::link::same_event::grouping;
use readout_analysis::link::same_event::judge::JUDGE;
use std::collections::BTreeMap;
use tellings::Topic;

/// The first topic that nothing was fitted or tuned on.
pub const KEPT_BACK: usize = 24;

/// Figures of both parts.
pub fn run(place: &Place) -> Result<Vec<Figure>> {
    let topics = topics(place)?;
    let found: Vec<(Vec<usize>, Vec<usize>)> = topics.par_iter().map(|t| (by_lemma(t), by_judge(t))).collect();
    let mut figures = Vec::new();
    for (part, kept_back) in [("fitted", false), ("kept back", true)] {
        let (mut gold, mut lemma, mut own) = (Vec::new(), Vec::new(), Vec::new());
        for (topic, (by_lemma, by_judge)) in topics.iter().zip(&found).filter(|(t, _)| (t.number >= KEPT_BACK) == kept_back) {
            let first = gold.len();
            gold.extend(topic.events.iter().map(|e| first + e));
            lemma.extend(by_lemma.iter().map(|e| first + e));
            own.extend(by_judge.iter().map(|e| first + e));
        }
        let (lemma, own) = (Scores::new(&gold, &lemma), Scores::new(&gold, &own));
        let mut figure = |metric: &str, value| figures.push(place.figure(format!("{part} {metric}"), value, gold.len()));
        figure("lemma CoNLL F", lemma.conll());
        figure("MUC F", own.muc.f1());
        figure("B-cubed F", own.b_cubed.f1());
        figure("CEAF-e F", own.ceaf.f1());
        figure("CoNLL F", own.conll());
    }
    Ok(figures)
}

/// All topics, read by the program's parts.
pub fn topics(place: &Place) -> Result<Vec<Topic>> {
    let reader = Reader::new()?;
    read(place, |_| &reader)
}

/// All topics, each read by the one that is named for its number.
pub fn read<'r>(place: &Place, reader: impl Fn(usize) -> &'r Reader + Sync) -> Result<Vec<Topic>> {
    let corpus: Vec<_> = corpus::read(&place.path())?.into_iter().collect();
    Ok(corpus.par_iter().map(|(number, articles)| Topic::new(*number, articles, reader(*number))).collect())
}

/// One event for each lemma of a topic.
fn by_lemma(topic: &Topic) -> Vec<usize> {
    let mut first = BTreeMap::new();
    topic.told.iter().enumerate().map(|(i, t)| *first.entry(t.lemma.as_str()).or_insert(i)).collect()
}

fn by_judge(topic: &Topic) -> Vec<usize> {
    let pairs = (0..topic.told.len()).flat_map(|b| (0..b).map(move |a| (a, b)));
    let likely: Vec<_> = pairs.map(|(a, b)| ((a, b), JUDGE.likely(None, &topic.common(a, b)))).collect();
    let mut group = vec![0; topic.told.len()];
    for (number, members) in
        grouping::groups(topic.told.len(), JUDGE.bare_threshold(), &likely, |_, _| false, |_, _| false).iter().enumerate()
    {
        members.iter().for_each(|m| group[*m] = number);
    }
    group
}
