//! The list of output formats and of exports: the one place to add one.
//!
//! Enters: the implementers. Leaves: the lists, in the order of the help.

use crate::export::Export;
use crate::format::Format;
use crate::formats::{
    bibtex::Bibtex, calendar::Calendar, csl_json::CslJson, csv::Csv, graphml::GraphMl, html::Html, json::Json, jsonl::JsonLines,
    markdown::Markdown, parquet::Parquet, plover::Plover, schema_org::SchemaOrg, terminal::Terminal,
    web_annotation::WebAnnotation,
};

/// The format that is used where none is asked for.
pub const DEFAULT: &dyn Format = &Terminal;

/// Every format of the brief that has an option of its own.
pub const FORMATS: &[&dyn Format] = &[&Json, &Markdown, &Html];

/// Every export by name.
pub const EXPORTS: &[&dyn Export] =
    &[&Json, &JsonLines, &Csv, &Parquet, &Plover, &WebAnnotation, &SchemaOrg, &Bibtex, &CslJson, &Calendar, &GraphMl, &Markdown];
