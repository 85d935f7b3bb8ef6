//! What went wrong with one input, in words that name it and the remedy.
//!
//! Enters: a name, what was seen, what can be done. Leaves: one clear line.

use std::fmt;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; the input is in the record.
    Note,
    /// The input could not be read or used; the exit status says so.
    Error,
}

/// One message about one input.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// Path, URL or `-`, with a line or member number where there is one: `reports.jsonl:12`.
    pub input: String,
    /// Note or error.
    pub severity: Severity,
    /// What was seen: `is empty`, `is not text (PNG image)`.
    pub message: String,
    /// What can be done: `give a file with text in it`.
    pub remedy: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}; {}", self.input, self.message, self.remedy)
    }
}
