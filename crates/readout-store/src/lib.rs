//! The desk's memory: documents, what the model read in them, stories with their records, and rows for questions, in one SQLite file.
//!
//! Enters: documents, annotations and checked records. Leaves: the same again, candidates for one story, rows, the record of the whole. It leaves
//! alone: what the words mean, which documents are one story, clocks, where the file belongs.

pub mod documents;
pub mod error;
pub mod fold;
mod forms;
pub mod kin;
pub mod merge;
pub mod number;
pub mod questions;
pub mod readings;
mod rows;
mod schema;
pub mod search;
pub mod store;
pub mod stories;
pub mod upkeep;
pub mod watching;
