//! From annotations to the record: extract <- link <- brief, pure functions over language knowledge that is kept as data in `rules/`.
//!
//! Enters: documents with their annotations. Leaves: a record, not yet checked. It leaves alone: files, clocks, the English model, looks.

pub mod brief;
pub mod check;
pub mod extract;
pub mod grammar;
pub mod knowledge;
pub mod link;
pub mod rules;

pub use brief::{Options, analyse};
