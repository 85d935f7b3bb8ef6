//! The output formats, one file each.
//!
//! Enters: nothing. Leaves: the modules; the list of formats is in `registry.rs`.

pub mod bibliography;
pub mod bibtex;
pub mod calendar;
pub mod csl_json;
pub mod csv;
pub mod days;
pub mod graphml;
pub mod html;
pub mod json;
pub mod jsonl;
pub mod markdown;
pub mod parquet;
pub mod plain;
pub mod plover;
pub mod schema_org;
pub mod tables;
pub mod terminal;
pub mod web_annotation;
