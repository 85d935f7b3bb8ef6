//! Messages about inputs on standard error.
//!
//! Enters: diagnostics. Leaves: one line each, and whether any input was lost.

use crate::outcome::Outcome;
use readout_record::diagnostic::{Diagnostic, Severity};

/// Tells every error, and notes unless `quiet`.
pub fn tell(diagnostics: &[Diagnostic], quiet: bool) -> Outcome {
    for diagnostic in diagnostics {
        match diagnostic.severity {
            Severity::Error => eprintln!("readout: {diagnostic}"),
            Severity::Note if !quiet => eprintln!("readout: note: {diagnostic}"),
            Severity::Note => {}
        }
    }
    if errors(diagnostics) > 0 { Outcome::Unread } else { Outcome::Done }
}

/// How many inputs could not be read.
pub fn errors(diagnostics: &[Diagnostic]) -> usize {
    diagnostics.iter().filter(|d| d.severity == Severity::Error).count()
}
