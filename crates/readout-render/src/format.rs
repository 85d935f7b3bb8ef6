//! What an output format is.
//!
//! Enters: a checked record and how to show it. Leaves: the trait that every format implements.

use readout_record::check::Checked;

/// How a terminal shows text. Formats that are files leave it alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TerminalOptions {
    /// Columns of the terminal; the brief uses 40 to 110 of them.
    pub width: usize,
    /// Whether to colour; the caller decides (a terminal, and no `NO_COLOR`).
    pub colour: bool,
}

impl Default for TerminalOptions {
    fn default() -> TerminalOptions {
        TerminalOptions { width: 80, colour: false }
    }
}

/// Where a format is meant to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Standard output.
    Standard,
    /// A file that the user names.
    File,
}

/// One output format. A new one is an implementer in `formats/` and a line in `registry.rs`.
pub trait Format: Sync {
    /// Its name, which is its option on the command line: `json` for `--json`.
    fn name(&self) -> &'static str;

    /// One line of help.
    fn help(&self) -> &'static str;

    /// Where it is meant to go.
    fn target(&self) -> Target {
        Target::Standard
    }

    /// Whether a file that begins so was written in this format by Readout, and may be written over.
    fn wrote(&self, _beginning: &[u8]) -> bool {
        true
    }

    /// The record in this format, ending with a line break. The same record and options give the same bytes.
    fn render(&self, record: &Checked, terminal: TerminalOptions) -> String;
}
