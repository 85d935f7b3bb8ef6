//! Which documents of the store a batch reaches, and into which stories they fall.
//!
//! Enters: the new documents with their signatures. Leaves: groups of documents that are to be linked again. It leaves alone what no chain of alike
//! documents connects with the batch.

use anyhow::Context;
use readout_analysis::link::archive::{self, signature::Signature};
use readout_store::documents::DocumentNumber;
use readout_store::store::Store;
use std::collections::{BTreeMap, BTreeSet};

/// A story to be linked.
pub struct Group {
    /// Its documents.
    pub members: Vec<DocumentNumber>,
    /// The stories that they were in.
    pub replaces: BTreeSet<i64>,
}

/// Notes of each new document by what it is found, and to which documents it is alike.
pub fn note(store: &Store, fresh: &BTreeMap<DocumentNumber, Signature>) -> anyhow::Result<()> {
    for (&number, signature) in fresh {
        let marks = signature.marks();
        let window = signature.day.map_or((i64::MIN, i64::MAX), |d| (d - archive::WINDOW, d + archive::WINDOW));
        for other in store.marked(&marks, window, archive::COMMON)? {
            let likeness = match fresh.get(&other) {
                Some(known) => archive::likeness(signature, known),
                None => archive::likeness(signature, &signature_of(store, other)?),
            };
            if let Some(likeness) = likeness {
                store.add_kin(number, other, likeness)?;
            }
        }
        store.mark(number, signature.day, &marks)?;
    }
    Ok(())
}

fn signature_of(store: &Store, document: DocumentNumber) -> anyhow::Result<Signature> {
    let bytes = store.signature(document)?;
    postcard::from_bytes(&bytes)
        .ok()
        .with_context(|| format!("{} is damaged (a signature); run readout store check", store.file().display()))
}

/// The stories of all documents that chains of likeness connect with the seeds, but for those that stay as they are; and those of the documents that are
/// to be linked again anyway.
pub fn groups(store: &Store, seeds: &[DocumentNumber], again: &[DocumentNumber]) -> anyhow::Result<Vec<Group>> {
    let mut found = Vec::new();
    let mut seen: BTreeSet<DocumentNumber> = BTreeSet::new();
    for &seed in seeds {
        if !seen.contains(&seed) {
            let neighbourhood = reached(store, seed)?;
            seen.extend(neighbourhood.keys());
            of_neighbourhood(store, &neighbourhood, &mut found)?;
        }
    }
    for &document in again.iter().filter(|d| !found.iter().any(|g: &Group| g.members.contains(d))).collect::<BTreeSet<_>>() {
        let story = store.story_of(document)?.context("a document is in no story; run readout store check")?;
        if !found.iter().any(|g| g.replaces.contains(&story)) {
            found.push(Group { members: store.members(story)?, replaces: BTreeSet::from([story]) });
        }
    }
    Ok(found)
}

type Neighbours = BTreeMap<DocumentNumber, Vec<(DocumentNumber, f64)>>;

fn reached(store: &Store, seed: DocumentNumber) -> anyhow::Result<Neighbours> {
    let mut found = Neighbours::new();
    let mut open = vec![seed];
    while let Some(document) = open.pop() {
        if !found.contains_key(&document) {
            let kin = store.kin(document)?;
            open.extend(kin.iter().map(|(other, _)| other).filter(|o| !found.contains_key(o)));
            found.insert(document, kin);
        }
    }
    Ok(found)
}

fn of_neighbourhood(store: &Store, neighbours: &Neighbours, found: &mut Vec<Group>) -> anyhow::Result<()> {
    let ordered = store.in_order(&neighbours.keys().copied().collect::<Vec<_>>())?;
    let place: BTreeMap<DocumentNumber, usize> = ordered.iter().enumerate().map(|(at, &number)| (number, at)).collect();
    let mut pairs: Vec<(usize, usize, f64)> = Vec::new();
    for (at, document) in ordered.iter().enumerate() {
        pairs
            .extend(neighbours[document].iter().map(|(other, likeness)| (at, place[other], *likeness)).filter(|(a, b, _)| a < b));
    }
    pairs.sort_by_key(|&(a, b, _)| (a, b));
    for story in archive::stories(ordered.len(), &pairs) {
        let members: Vec<DocumentNumber> = story.into_iter().map(|at| ordered[at]).collect();
        let mut replaces = BTreeSet::new();
        let mut orphan = false;
        for &member in &members {
            match store.story_of(member)? {
                Some(story) => _ = replaces.insert(story),
                None => orphan = true,
            }
        }
        let same =
            !orphan && replaces.len() == 1 && store.members(*replaces.first().context("no story")?)?.len() == members.len();
        if !same {
            found.push(Group { members, replaces });
        }
    }
    Ok(())
}
