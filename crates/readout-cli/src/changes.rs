//! What some documents of a store changed: the records of their stories with and without them.
//!
//! Enters: a store and the ids of its newer documents. Leaves: news, story by story. Stories without a newer document are not touched. It leaves alone:
//! which documents are newer, and how news are shown.

use crate::linking::story::{linked, material};
use anyhow::Result;
use rayon::prelude::*;
use readout_analysis::link::rewording::{Saying, Sayings};
use readout_record::check::Checked;
use readout_record::edtf::Edtf;
use readout_record::meaning::Encoder;
use readout_record::record::{Evidence, Record};
use readout_render::news::changed::Before;
use readout_render::news::line::quoted;
use readout_render::news::told::Told;
use readout_render::news::{self, News};
use readout_store::number::StoryNumber;
use readout_store::questions::names::Ids;
use readout_store::questions::newer::older;
use readout_store::questions::report::Reports;
use readout_store::questions::said;
use readout_store::questions::shelf::Shelf;
use readout_store::store::Store;
use std::collections::{BTreeMap, BTreeSet};

/// What is newer, and between which days it is asked what fell due.
pub struct Newer<'a> {
    /// Ids of the newer documents.
    pub documents: &'a Ids,
    /// The day as of which it stood without them, where it is asked what has fallen due since.
    pub was: Option<&'a Edtf>,
    /// The day as of which it stands now; by default that of the newest document.
    pub as_of: Option<&'a Edtf>,
}

/// The news that the newer documents are to some stories, in the order of the stories.
pub fn news(store: &Store, stories: &[StoryNumber], newer: &Newer, encoder: &dyn Encoder) -> Result<Vec<News>> {
    let mut earlier = Vec::with_capacity(stories.len());
    for &story in stories {
        let members = older(store, story, newer.documents)?;
        let there = !members.is_empty() && members.len() < store.members(story)?.len();
        earlier.push(there.then(|| material(store, &members, |_| None)).transpose()?);
    }
    // A story that cannot be linked without its newer documents is told by their words alone.
    let before: Vec<Option<Checked>> = earlier.into_par_iter().map(|m| linked(m?, encoder).ok()).collect();
    let mut all = Vec::new();
    for (&story, before) in stories.iter().zip(&before) {
        let record = store.record_of(&[story], newer.as_of.cloned(), env!("CARGO_PKG_VERSION"))?;
        let before = Before { record: before.as_ref().map(Checked::record), day: newer.was };
        all.extend(news::of(&record, &before, newer.documents).map(|one| (record, one)));
    }
    reworded(store, &mut all, newer.documents)?;
    Ok(all.into_iter().map(|(_, one)| one).collect())
}

/// Adds to each story what speakers say in its newer documents in other words than in earlier documents of the store.
fn reworded(store: &Store, stories: &mut [(Record, News)], newer: &Ids) -> Result<()> {
    let mut homes: BTreeMap<String, usize> = BTreeMap::new();
    let mut speakers: BTreeSet<String> = BTreeSet::new();
    for (at, (record, _)) in stories.iter().enumerate() {
        let new = record.documents.iter().map(|d| &d.id).filter(|id| newer.contains(*id));
        homes.extend(new.map(|id| (id.clone(), at)));
        let named = |id: &&String| record.actors.iter().any(|a| a.id == **id && a.kind.is_named());
        let said = record.statements.iter().filter(|s| newer.contains(&s.document));
        speakers.extend(said.filter_map(|s| s.source.actor.as_ref()).filter(named).cloned());
    }
    for speaker in speakers {
        let rows = said::rows(store, &Ids::from([speaker.clone()]))?;
        let sayings: Vec<Saying> = rows.iter().map(saying).collect();
        let sayings = Sayings::new(&sayings);
        for (at, row) in rows.iter().enumerate().filter(|(_, r)| newer.contains(&r.document)) {
            let Some(&home) = homes.get(&row.document) else { continue };
            if let Some(change) = sayings.reworded(at).filter(|c| !newer.contains(&rows[c.earlier].document)) {
                let (record, news) = &mut stories[home];
                news.lines.push(statement(store, record, (&speaker, row), &rows[change.earlier])?);
            }
        }
    }
    Ok(())
}

fn saying(row: &said::Row) -> Saying<'_> {
    Saying { text: &row.content, day: row.day, direct: row.direct, outlet: row.publisher.as_deref() }
}

fn statement(store: &Store, record: &Record, (speaker, later): (&str, &said::Row), earlier: &said::Row) -> Result<Told> {
    let (mut shelf, mut reports) = (Shelf::new(store), Reports::new());
    let now = said::open(&mut shelf, later, &mut reports)?.content;
    let then = said::open(&mut shelf, earlier, &mut reports)?.content;
    let name = record.actors.iter().find(|a| a.id == speaker).map_or("", |a| a.name.as_str());
    let report = reports.get(&earlier.document);
    let outlet = report.and_then(|r| r.publisher.as_deref()).unwrap_or("another report");
    let day = report.and_then(|r| r.published.as_ref()).map_or("undated", Edtf::as_str);
    let words = |pieces: &[Evidence]| pieces.iter().map(|p| quoted(&p.quote)).collect::<Vec<_>>().join(" … ");
    let text = format!("{name}: now {}; before {} ({outlet}, {day})", words(&now), words(&then));
    Ok(Told { kind: "statement".into(), text, evidence: now.into_iter().chain(then).collect() })
}
