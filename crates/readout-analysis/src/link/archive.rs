//! Stories in an archive that grows: which documents of very many belong together.
//!
//! Enters: documents with their annotations, one at a time. Leaves: what each is compared by, how alike two are, and the stories of a neighbourhood.
//! Nothing here depends on the other documents of the archive, so that what comes out is the same in whatever order they come in.

pub mod bands;
pub mod signature;

use crate::link::linkage::Clusters;
use signature::Signature;

/// Days between publications beyond which two documents are not one story.
pub const WINDOW: i64 = 30;
/// Marks that two documents have in common at least when they are compared.
pub const COMMON: usize = 2;
/// Days after which nearness of publication has faded to a third.
const FADE: f64 = 7.0;
/// What stays of likeness when two documents were published far apart.
const FAR: f64 = 0.5;
/// How much of likeness is lost when each headline names what the other document nowhere names: two calls of one week.
const ELSEWHERE: f64 = 0.6;
/// What stays of likeness when one outlet published both, days apart: an office tells each of its contacts in the same words.
const SERIES: f64 = 0.4;
/// Days between publications of one outlet that make them parts of a series; within, they are its report and its update.
const APART: u64 = 2;
/// Mean likeness that makes one story.
const LEAST: f64 = 0.13;
/// Most documents of a story: what is linked again when one more comes in has a bound.
const MOST: usize = 80;

/// How alike two documents are, where that is enough to make one story of them.
pub fn likeness(a: &Signature, b: &Signature) -> Option<f64> {
    let elsewhere = 1.0 - ELSEWHERE * a.elsewhere(b).min(b.elsewhere(a));
    let likeness = near(a, b) * elsewhere * a.cosine(b);
    // Three decimals: enough to rank, and the same on every machine.
    let likeness = (likeness * 1000.0).round() / 1000.0;
    (likeness >= LEAST).then_some(likeness)
}

/// The share of likeness that the days between two publications leave; all of it where a day is not known.
fn near(a: &Signature, b: &Signature) -> f64 {
    let Some((x, y)) = a.day.zip(b.day) else { return 1.0 };
    let days = x.abs_diff(y);
    if days > WINDOW as u64 {
        return 0.0;
    }
    let series = a.outlet.is_some() && a.outlet == b.outlet && days >= APART;
    let near = FAR + (1.0 - FAR) * (-(days as f64) / FADE).exp();
    if series { SERIES * near } else { near }
}

/// The stories of a neighbourhood: of documents that are alike and all that are alike to them. They are numbered in an order that their content gives;
/// pairs come in ascending order.
pub fn stories(documents: usize, pairs: &[(usize, usize, f64)]) -> Vec<Vec<usize>> {
    let mut clusters = Clusters::new(documents).within(MOST);
    for &(a, b, likeness) in pairs {
        clusters.link(a, b, likeness);
    }
    let mut found = clusters.merged(LEAST);
    found.iter_mut().for_each(|members| members.sort_unstable());
    found
}
