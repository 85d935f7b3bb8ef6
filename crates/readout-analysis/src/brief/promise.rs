//! A promise and what answers it, as following up needs them.
//!
//! Enters: the desk. Leaves: plain values, and which reports stand after a promise in time.

use crate::brief::desk::Desk;
use crate::link::actors::ActorIx;
use readout_record::edtf::Edtf;
use readout_record::kind::Effect;
use readout_record::mention::DocumentIx;
use readout_record::span::Span;

/// A promise as far as its follow-up needs it.
pub struct Promise {
    /// The report that tells it, and those that tell it again.
    pub documents: Vec<DocumentIx>,
    /// Where each telling stands.
    pub told: Vec<(DocumentIx, Span)>,
    /// Who is bound.
    pub actors: Vec<ActorIx>,
    /// The same in words.
    pub who: String,
    /// What is to be done.
    pub action: Span,
    /// The whole clause.
    pub evidence: Span,
    /// By when.
    pub due: Option<Edtf>,
}

/// What a later report tells of a promise.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What it does to the promise.
    pub effect: Effect,
    /// Whether all of it was done, but after its day.
    pub late: bool,
    /// How surely it is about it.
    pub sure: f32,
    /// The report.
    pub document: DocumentIx,
    /// Its words.
    pub clause: Span,
    /// The new date of what was put off.
    pub due: Option<Edtf>,
}

/// Whether a report stands after a promise in time: by publication; where one of them has no day, by a deed told as done on the very day that it was
/// due on (`done_on`).
pub fn is_later(desk: &Desk, promise: &Promise, document: DocumentIx, done_on: Option<&Edtf>) -> bool {
    match desk.day(document).zip(desk.day(promise.documents[0])) {
        Some((later, earlier)) => later > earlier,
        None => done_on
            .and_then(Edtf::date)
            .zip(promise.due.as_ref().and_then(Edtf::end))
            .is_some_and(|(done, due)| done.day.is_some() && due.day.is_some() && done.compatible(due)),
    }
}
