//! What an export is: the record in the form of another program, as one file or as a folder of tables.
//!
//! Enters: a checked record, from wherever it was read. Leaves: files with their names and bytes, and notes on what the form has no place for.
//! It leaves alone: where the files are put.

use readout_record::check::Checked;

/// One file of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportFile {
    /// Its name where the user names only a folder: `events.csv`.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What an export gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// The files, in the order of the record's lists.
    pub files: Vec<ExportFile>,
    /// What was left out and why, one line each.
    pub notes: Vec<String>,
}

impl Exported {
    /// One file of text.
    pub fn one(name: &str, text: String) -> Exported {
        Exported { files: vec![ExportFile { name: name.to_owned(), bytes: text.into_bytes() }], notes: Vec::new() }
    }
}

/// One form of export. A new one is an implementer in `formats/` and a line in `registry.rs`.
pub trait Export: Sync {
    /// Its name on the command line.
    fn name(&self) -> &'static str;

    /// One line of help.
    fn help(&self) -> &'static str;

    /// Names of the tables that it writes, a file each; none where it is one file.
    fn tables(&self) -> Vec<&'static str> {
        Vec::new()
    }

    /// Whether a terminal can show it.
    fn is_text(&self) -> bool {
        true
    }

    /// The files: all, or only that of the table that is named. The same record gives the same bytes. The error is a fault of the writer.
    fn files(&self, record: &Checked, table: Option<&str>) -> std::io::Result<Exported>;
}
