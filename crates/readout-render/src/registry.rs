//! The list of output formats: the one place to add one.
//!
//! Enters: the implementers. Leaves: the list, in the order of the help.

use crate::format::Format;
use crate::formats::{html::Html, json::Json, markdown::Markdown, terminal::Terminal};

/// The format that is used where none is asked for.
pub const DEFAULT: &dyn Format = &Terminal;

/// Every format that has an option of its own.
pub const FORMATS: &[&dyn Format] = &[&Json, &Markdown, &Html];
