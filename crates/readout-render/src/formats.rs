//! The output formats, one file each.
//!
//! Enters: nothing. Leaves: the modules; the list of formats is in `registry.rs`.

pub mod csv;
pub mod html;
pub mod json;
pub mod jsonl;
pub mod markdown;
pub mod tables;
pub mod terminal;
