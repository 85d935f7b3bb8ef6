//! A batch of documents into the store: read by the model, put into stories, and every story that they touch linked again.
//!
//! Enters: documents. Leaves: the store with all of them, or as it was. What a batch costs depends on the neighbourhood of its documents, not on the
//! size of the store; what stands in the store afterwards depends on the set of its documents alone.

mod neighbourhood;
pub mod story;

use crate::pipeline;
use anyhow::Context;
use neighbourhood::Group;
use rayon::prelude::*;
use readout_analysis::link::archive::signature::Signature;
use readout_english::model::English;
use readout_record::annotation::Annotations;
use readout_record::diagnostic::{Diagnostic, Severity};
use readout_record::document::Document;
use readout_record::meaning::Encoder;
use readout_store::documents::{Arrival, DocumentNumber};
use readout_store::store::Store;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What became of a document, with its path.
pub enum Kept {
    /// It is new.
    Added(String),
    /// Its content was there.
    Known(String),
}

/// What became of a batch.
#[derive(Default)]
pub struct Batch {
    /// Documents that are in the store.
    pub documents: Vec<Kept>,
    /// Documents that could not be kept.
    pub failed: Vec<Diagnostic>,
}

/// A document with what the model read in it; nothing where the store has that already.
struct Read {
    document: Document,
    annotations: Option<Annotations>,
}

/// Puts documents in. One whose story cannot be linked, which is a fault of the program, is left out and told; the others go in.
pub fn keep(
    store: &mut Store,
    documents: Vec<Document>,
    english: &OnceCell<English>,
    encoder: &dyn Encoder,
) -> anyhow::Result<Batch> {
    let (mut batch, mut failed) = read(store, documents, english)?;
    loop {
        match store.transaction(|store| put(store, &batch, encoder)) {
            Ok(documents) => return Ok(Batch { documents, failed }),
            Err(Fault::Other(error)) => return Err(error),
            Err(Fault::Story(ids, reason)) => {
                let (out, rest): (Vec<Read>, Vec<Read>) = batch.into_iter().partition(|r| ids.contains(&r.document.id));
                batch = rest;
                anyhow::ensure!(!out.is_empty(), "this is a fault of Readout: a story can't be linked again ({reason})");
                failed.extend(out.iter().map(|r| unlinked(&r.document, &reason)));
            }
        }
    }
}

/// Why a batch could not be put in.
enum Fault {
    /// The story of these documents (ids) cannot be linked.
    Story(BTreeSet<String>, String),
    /// Anything else.
    Other(anyhow::Error),
}

impl<E: Into<anyhow::Error>> From<E> for Fault {
    fn from(error: E) -> Fault {
        Fault::Other(error.into())
    }
}

fn unlinked(document: &Document, reason: &str) -> Diagnostic {
    Diagnostic {
        input: document.path.clone(),
        severity: Severity::Error,
        message: format!("could not be linked, which is a fault of Readout ({reason})"),
        remedy: "it is not in the store; report this, and go on without it".to_owned(),
    }
}

fn read(store: &Store, documents: Vec<Document>, english: &OnceCell<English>) -> anyhow::Result<(Vec<Read>, Vec<Diagnostic>)> {
    let mut known = BTreeSet::new();
    for document in &documents {
        if store.number_of(&document.id).map_err(|e| store.fault(e))?.is_some() {
            known.insert(document.id.clone());
        }
    }
    if documents.len() > known.len() && english.get().is_none() {
        let _ = english.set(pipeline::model()?);
    }
    let english = english.get();
    let annotated = documents.into_par_iter().map(|document| {
        let annotations = english.filter(|_| !known.contains(&document.id)).map(|english| {
            // A document that stops the model costs itself, not the run.
            catch_unwind(AssertUnwindSafe(|| pipeline::annotate(english, &document)))
        });
        match annotations.transpose() {
            Ok(annotations) => Ok(Read { document, annotations }),
            Err(_) => Err(unlinked(&document, "the model stopped")),
        }
    });
    let (mut read, mut failed) = (Vec::new(), Vec::new());
    for one in annotated.collect::<Vec<_>>() {
        match one {
            Ok(one) => read.push(one),
            Err(diagnostic) => failed.push(diagnostic),
        }
    }
    Ok((read, failed))
}

/// Everything that a batch changes, inside one transaction.
fn put(store: &Store, batch: &[Read], encoder: &dyn Encoder) -> Result<Vec<Kept>, Fault> {
    let mut kept = Vec::with_capacity(batch.len());
    let mut fresh: BTreeMap<DocumentNumber, Signature> = BTreeMap::new();
    let mut again: Vec<DocumentNumber> = Vec::new();
    for one in batch {
        let path = one.document.path.clone();
        match store.add_document(&one.document)? {
            Arrival::New(number) => {
                let annotations = one.annotations.as_ref().context("a new document was not read")?;
                let signature = Signature::new(&one.document, annotations);
                store.keep_reading(number, &one.document.text, annotations, &postcard::to_allocvec(&signature)?)?;
                fresh.insert(number, signature);
                kept.push(Kept::Added(path));
            }
            // A story can go by the first path in order, and by what that one tells of author and address.
            Arrival::AlsoHere(number) => {
                again.push(number);
                kept.push(Kept::Known(path));
            }
            Arrival::Known(_) => kept.push(Kept::Known(path)),
        }
    }
    neighbourhood::note(store, &fresh)?;
    let seeds: Vec<DocumentNumber> = fresh.keys().copied().collect();
    let groups = neighbourhood::groups(store, &seeds, &again)?;
    relink(store, &groups, batch, encoder)?;
    Ok(kept)
}

/// Takes out the stories that the groups replace and puts in the new ones.
fn relink(store: &Store, groups: &[Group], batch: &[Read], encoder: &dyn Encoder) -> Result<(), Fault> {
    let old: BTreeSet<i64> = groups.iter().flat_map(|g| &g.replaces).copied().collect();
    for story in old {
        store.remove_story(story)?;
    }
    let known: BTreeMap<&str, &Read> = batch.iter().map(|r| (r.document.id.as_str(), r)).collect();
    let mut material = Vec::with_capacity(groups.len());
    for group in groups {
        material.push(story::material(store, &group.members, |id| known.get(id)?.annotations.clone())?);
    }
    let records: Vec<Result<_, (BTreeSet<String>, String)>> =
        material.into_par_iter().map(|m| story::linked(m, encoder)).collect();
    for (group, record) in groups.iter().zip(records) {
        match record {
            Ok(record) => _ = store.put_story(&group.members, &record)?,
            Err((ids, reason)) => return Err(Fault::Story(ids, reason)),
        }
    }
    Ok(())
}
