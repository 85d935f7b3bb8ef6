//! From instances to the record: what matters first, in lines that each carry their words.
//!
//! Enters: documents with their annotations. Leaves: the record, not yet checked.

pub mod about;
pub mod account;
pub mod actors;
pub mod cite;
pub mod claims;
pub mod coming;
pub mod commitments;
mod contacts;
pub mod contrasts;
pub mod deeds;
pub mod desk;
pub mod discrepancies;
mod doubles;
pub mod effects;
mod elsewhere;
pub mod events;
pub mod follow_ups;
pub mod held;
pub mod linked;
pub mod outcomes;
pub mod pairs;
pub mod participants;
pub mod parties;
pub mod polarity;
pub mod positions;
pub mod promise;
pub mod promisers;
mod prospect;
pub mod rank;
pub mod reach;
pub mod renamed;
pub mod same_event;
pub mod same_promise;
mod sentence;
pub mod sentences;
mod shown;
pub mod sides;
mod standing;
pub mod statements;
pub mod steps;
pub mod summary;
pub mod telling;
pub mod timeline;
pub mod timing;
mod told_by_one;
pub mod topics;
pub mod turns;
mod twins;
pub mod updates;
pub mod verdict;
pub mod views;
pub mod wording;
pub mod years;

use crate::grammar::Grammar;
use deeds::Deeds;
use desk::Desk;
use elsewhere::Elsewhere;
use rayon::prelude::*;
use readout_record::annotation::Annotations;
use readout_record::calendar::newest;
use readout_record::document::Document;
use readout_record::edtf::Edtf;
use readout_record::meaning::Encoder;
use readout_record::record::{DocumentEntry, Record};
use sentences::Sentences;

/// What the caller decides.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The day that decides what is overdue; by default the newest publication date.
    pub as_of: Option<Edtf>,
    /// Version of the program, for the record.
    pub version: String,
    /// Whether the caller says that all reports tell one story, so that none has to be found.
    pub one_story: bool,
}

/// The record of a set of reports. `annotations` stand in the order of `documents`, empty ones for reports that are not English; `encoder` is asked
/// which clauses of two accounts tell one thing in other words.
pub fn analyse(documents: Vec<Document>, annotations: Vec<Annotations>, encoder: &dyn Encoder, options: &Options) -> Record {
    let (documents, annotations) = by_publication(documents, annotations);
    let grammars: Vec<Grammar> = documents.par_iter().zip(&annotations).map(|(d, a)| Grammar::new(d, a)).collect();
    let mut desk = Desk::new(&grammars, encoder, options.one_story);
    let as_of = options.as_of.clone().or_else(|| newest(documents.iter().filter_map(|d| d.metadata.published.as_ref())));
    record(&mut desk, as_of, options)
}

fn record(desk: &mut Desk, as_of: Option<Edtf>, options: &Options) -> Record {
    let linked = events::link(desk);
    let (events, event_ids) = events::entries(desk, &linked);
    let statements = statements::entries(desk);
    let mut deeds = Deeds::default();
    let sentences = Sentences::new(desk);
    let commitments = commitments::entries(desk, &linked, &mut deeds, &sentences, as_of.as_ref());
    let (mut discrepancies, updates) = discrepancies::entries(desk, &linked, &event_ids);
    about::name(&mut discrepancies, &events, &commitments);
    let told = views::Told::new(desk, &linked, &event_ids);
    let timeline = timeline::entries(desk, &events, &linked, &event_ids);
    let mut next_steps = steps::entries(&events, &commitments, &told, as_of.as_ref());
    let numbers = desk.numbers();
    next_steps
        .retain_mut(|step| coming::is_awaited(desk, &numbers, step, as_of.as_ref()) && coming::stands(desk, &numbers, step));
    let positions = positions::entries(desk, &statements, &events);
    let material = summary::Material {
        linked: &linked,
        ids: &event_ids,
        events: &events,
        statements: &statements,
        commitments: &commitments,
        differences: &discrepancies,
    };
    let stories = summary::stories(desk, &material);
    let topics = topics::entries(desk, &events, &statements, &commitments);
    let mut elsewhere = Elsewhere::new(desk, &sentences);
    let told_by_one = told_by_one::entries(desk, &events, &commitments, &statements, &mut elsewhere);
    let open_questions = views::open_questions(desk, &elsewhere);
    let documents = document_entries(desk);
    let actors = actors::entries(desk, &events, &statements, &commitments, (&discrepancies, &updates));
    Record {
        readout: options.version.clone(),
        as_of,
        documents,
        stories,
        actors,
        events,
        statements,
        commitments,
        discrepancies,
        updates,
        topics,
        timeline,
        next_steps,
        positions,
        told_by_one,
        open_questions,
    }
}

/// Documents in the order of the record: by date of publication, undated ones last, then by id.
fn by_publication(documents: Vec<Document>, annotations: Vec<Annotations>) -> (Vec<Document>, Vec<Annotations>) {
    let mut pairs: Vec<(Document, Annotations)> = documents.into_iter().zip(annotations).collect();
    pairs.sort_by(|(a, _), (b, _)| {
        let key = |d: &Document| (d.metadata.published.is_none(), d.metadata.published.clone(), d.id.clone());
        key(a).cmp(&key(b))
    });
    pairs.into_iter().unzip()
}

fn document_entries(desk: &Desk) -> Vec<DocumentEntry> {
    desk.grammars.iter().enumerate().map(|(i, g)| document_entry(desk, i, g.document)).collect()
}

fn document_entry(desk: &Desk, i: usize, d: &Document) -> DocumentEntry {
    let copy = desk.copies[i].as_ref();
    DocumentEntry {
        id: d.id.clone(),
        path: d.path.clone(),
        also_at: d.also_at.clone(),
        title: d.metadata.title.clone(),
        publisher: d.metadata.publisher.clone(),
        author: d.metadata.author.clone(),
        published: d.metadata.published.clone(),
        language: d.language.clone(),
        url: d.metadata.url.clone(),
        text: d.text.clone(),
        origin: desk.origins[i].clone(),
        copy_of: copy.map(|c| desk.grammars[c.of].document.id.clone()),
        similarity: copy.map(|c| rank::rounded(c.similarity)),
        words: d.words(),
    }
}
