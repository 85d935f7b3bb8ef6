//! The record as JSON: the public contract, field by field.
//!
//! Enters: a checked record. Leaves: one object, indented by two spaces, and a line break.

use crate::export::{Export, Exported};
use crate::format::{Format, TerminalOptions};
use readout_record::check::Checked;

/// `--json`.
pub struct Json;

impl Format for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn help(&self) -> &'static str {
        "Print the whole record as JSON (`readout schema` prints its JSON Schema)"
    }

    fn render(&self, record: &Checked, _: TerminalOptions) -> String {
        let mut text = serde_json::to_string_pretty(record.record()).unwrap_or_default();
        text.push('\n');
        text
    }
}

impl Export for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn help(&self) -> &'static str {
        "the whole record, as `readout schema` describes it"
    }

    fn files(&self, record: &Checked, _: Option<&str>) -> std::io::Result<Exported> {
        Ok(Exported::one("record.json", self.render(record, TerminalOptions::default())))
    }
}
