//! The types of Readout and their invariants.
//!
//! Enters: nothing but plain values. Leaves: documents, annotations, mentions and the record that every other crate speaks in.
//! It leaves alone: reading files, language, judgement, looks. Import from the defining module.

pub mod annotation;
pub mod calendar;
pub mod check;
pub mod codepoint;
pub mod diagnostic;
pub mod document;
pub mod edtf;
pub mod kind;
pub mod meaning;
pub mod mention;
pub mod record;
pub mod schema;
pub mod span;
