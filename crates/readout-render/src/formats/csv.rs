//! The tables as CSV (RFC 4180): a file each, UTF-8, comma, CRLF, a header line; and no cell that a spreadsheet would run.
//!
//! Enters: a checked record. Leaves: files. A text that a spreadsheet would take for a formula gets an apostrophe in front, and the last column,
//! `guarded`, names the columns of the row where that was done, so that nothing is altered unseen and a program can take it off again. Numbers
//! are never guarded.

use super::tables::all;
use super::tables::table::{Cell, Table};
use crate::export::{Export, ExportFile, Exported};
use readout_record::check::Checked;

/// Name of the column that tells which cells have an apostrophe in front.
const GUARDED: &str = "guarded";

/// `--format csv`.
pub struct Csv;

impl Export for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn help(&self) -> &'static str {
        "tables as CSV, a file each, or one with --table"
    }

    fn tables(&self) -> Vec<&'static str> {
        all::names()
    }

    fn files(&self, record: &Checked, table: Option<&str>) -> std::io::Result<Exported> {
        let file = |t: &Table| ExportFile { name: format!("{}.csv", t.name), bytes: written(t).into_bytes() };
        Ok(Exported { files: all::tables(record.record(), table).iter().map(file).collect(), notes: Vec::new() })
    }
}

fn written(table: &Table) -> String {
    let header = table.columns.iter().map(|c| c.name.to_owned()).chain([GUARDED.to_owned()]);
    let mut out = line(header);
    for row in &table.rows {
        let guarded: Vec<&str> =
            row.iter().zip(&table.columns).filter(|(cell, _)| is_formula(cell)).map(|(_, c)| c.name).collect();
        let cells = row.iter().map(|cell| if is_formula(cell) { format!("'{}", shown(cell)) } else { shown(cell) });
        out += &line(cells.chain([guarded.join("; ")]));
    }
    out
}

fn line(cells: impl Iterator<Item = String>) -> String {
    cells.map(|cell| quoted(&cell)).collect::<Vec<_>>().join(",") + "\r\n"
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Integer(number) => number.to_string(),
        Cell::Real(number) => number.to_string(),
        Cell::Flag(flag) => flag.to_string(),
    }
}

/// In quotation marks where the cell has a comma, a quotation mark, a line break or white space at an edge; marks inside are doubled.
fn quoted(cell: &str) -> String {
    let plain = !cell.contains([',', '"', '\r', '\n']) && cell.trim() == cell;
    if plain { cell.to_owned() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
}

/// Whether a spreadsheet may run the text: it begins with one of the signs that open a formula, plain or full-width, perhaps after white space.
fn is_formula(cell: &Cell) -> bool {
    let Cell::Text(text) = cell else { return false };
    let opens = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    text.starts_with(['\t', '\r', '\n']) || text.trim_start().starts_with(opens)
}
