//! The formats, one file each, and what they share.
//!
//! Enters: decoded text. Leaves: drafts of documents. Web pages, which need more than one file, have the module `html`.

pub mod header;
pub mod inline;
pub mod json;
pub mod markdown;
pub mod text;
pub mod yaml;
