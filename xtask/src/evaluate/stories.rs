//! Stories: which articles of many belong together.
//!
//! Enters: `data/stories/articles.jsonl`: articles of known stories. Leaves: B-cubed precision, recall and F over all articles together: as a brief of
//! them groups them, as a store does that gets them at once, and as one does that gets them one by one in order of date.

mod archive;

use super::figure::{Figure, Place};
use super::gold;
use super::reader::Reader;
use anyhow::Result;
use rayon::prelude::*;
use readout_analysis::link::archive::signature::Signature;
use readout_analysis::link::stories::stories;
use readout_record::annotation::Annotations;
use readout_record::document::{Document, Metadata};
use readout_record::edtf::Edtf;
use serde::Deserialize;

#[derive(Deserialize)]
struct Line {
    story: String,
    outlet: String,
    published: Option<String>,
    title: String,
    text: String,
}

/// Three figures for each way.
pub fn run(place: &Place) -> Result<Vec<Figure>> {
    let lines: Vec<Line> = gold::lines(&place.path().join("articles.jsonl"))?;
    let reader = Reader::new()?;
    let documents: Vec<Document> = lines.iter().map(document).collect();
    let annotations: Vec<Annotations> = documents.par_iter().map(|d| reader.annotate(&d.text)).collect();
    let borrowed: (Vec<&Document>, Vec<&Annotations>) = documents.iter().zip(&annotations).unzip();
    let signatures: Vec<Signature> = documents.iter().zip(&annotations).map(|(d, a)| Signature::new(d, a)).collect();
    let ways = [
        ("", stories(&borrowed.0, &borrowed.1)),
        ("archive ", archive::at_once(&signatures)),
        ("archive one by one ", archive::one_by_one(&signatures, &in_order(&documents))),
    ];
    let gold: Vec<&str> = lines.iter().map(|l| l.story.as_str()).collect();
    Ok(ways.iter().flat_map(|(way, groups)| figures(place, way, groups, &gold)).collect())
}

fn figures(place: &Place, way: &str, groups: &[Vec<usize>], gold: &[&str]) -> [Figure; 3] {
    let mut found = vec![0; gold.len()];
    for (number, group) in groups.iter().enumerate() {
        for &at in group {
            found[at] = number;
        }
    }
    let (precision, recall) = (b_cubed(&found, gold), b_cubed(gold, &found));
    let f = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
    [("P", precision), ("R", recall), ("F", f)].map(|(m, v)| place.figure(format!("{way}B-cubed {m}"), v, gold.len()))
}

/// Numbers of the documents by date of publication.
fn in_order(documents: &[Document]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..documents.len()).collect();
    order.sort_by_key(|&d| (documents[d].metadata.day().is_none(), documents[d].metadata.day(), &documents[d].id));
    order
}

/// For each item the share of its group in `one` that is also in its group in `other`; the mean, in percent.
fn b_cubed<A: PartialEq, B: PartialEq>(one: &[A], other: &[B]) -> f64 {
    let share = |i: usize| {
        let group: Vec<usize> = (0..one.len()).filter(|&j| one[j] == one[i]).collect();
        group.iter().filter(|&&j| other[j] == other[i]).count() as f64 / group.len() as f64
    };
    100.0 * (0..one.len()).map(share).sum::<f64>() / one.len().max(1) as f64
}

fn document(line: &Line) -> Document {
    let metadata = Metadata {
        title: Some(line.title.clone()),
        publisher: Some(line.outlet.clone()),
        published: line.published.as_deref().and_then(Edtf::parse),
        ..Metadata::default()
    };
    Document::new("gold".into(), metadata, "en".into(), format!("{}\n\n{}", line.title, line.text), Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_group_for_all_has_full_recall_and_low_precision() {
        assert_eq!(b_cubed(&["a", "a", "b", "b"], &[0, 0, 0, 0]), 100.0);
        assert_eq!(b_cubed(&[0, 0, 0, 0], &["a", "a", "b", "b"]), 50.0);
    }
}
