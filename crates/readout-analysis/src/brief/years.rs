//! The year of a date told without one: another report of the story may tell the same day with its year.
//!
//! Enters: the times of all documents and their stories. Leaves: for a day without a year the year and the words that fix it. Where two years are
//! told for one day, or none, the day keeps its `XXXX`.

use crate::extract::Extracted;
use crate::grammar::Grammar;
use crate::link::scopes::stories;
use readout_record::edtf::{Date, Edtf};
use readout_record::mention::DocumentIx;
use readout_record::span::Span;
use std::collections::BTreeMap;

/// A year, and the words that tell a day with it or from which the date of publication of their report gives it.
type Fixed = (i16, (DocumentIx, Span));

/// Days within which a day lies near the publication of a report that tells it.
const NEAR: u64 = 150;

/// Month and day, to what fixes the year; `None` where two years do.
type Days = BTreeMap<(u8, u8), Option<Fixed>>;

/// The days of each story whose year is known.
pub struct Years(Vec<Days>);

impl Years {
    /// Reads the days that the documents tell; `story_of` gives the story of each document.
    pub fn new(grammars: &[Grammar], extracted: &[Extracted], story_of: &[usize]) -> Years {
        let mut stories: Vec<Days> = vec![Days::new(); stories(story_of)];
        for (document, (g, found)) in grammars.iter().zip(extracted).enumerate() {
            let published = g.document.metadata.day();
            let days = &mut stories[story_of[document]];
            for time in &found.times {
                let Some(date) = time.edtf.as_ref().and_then(Edtf::date) else { continue };
                let (Some(year), Some(month), Some(day)) = (date.year, date.month, date.day) else { continue };
                // A day of another time that a report recalls fixes nothing, nor does a report that may be of any time.
                let near = |p: i64| date.day_number().is_some_and(|d| p.abs_diff(d) < NEAR);
                if published.is_some_and(near) {
                    let known = days.entry((month, day)).or_insert(Some((year, (document, time.span))));
                    *known = known.filter(|(told, _)| *told == year);
                }
            }
        }
        Years(stories)
    }

    /// A value without a year as the reports of its story allow to complete it, with the words that do.
    pub fn complete(&self, story: usize, value: &Edtf) -> Option<(Edtf, (DocumentIx, Span))> {
        let fixed = |d: Date| match (d.year, d.month, d.day) {
            (None, Some(month), Some(day)) => self.0[story].get(&(month, day)).copied().flatten(),
            _ => None,
        };
        let (year, words) = fixed(value.start().or_else(|| value.end())?)?;
        let last = value.end().and_then(fixed).map_or(year, |(last, _)| last);
        let whole = Edtf::parse(&value.as_str().replace("XXXX", &format!("{year:04}")))?;
        (last == year).then_some((whole, words))
    }
}
