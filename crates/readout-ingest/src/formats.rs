//! The formats, one file each: decoded text in, drafts of documents out.

pub mod header;
pub mod inline;
pub mod json;
pub mod markdown;
pub mod text;
pub mod yaml;
