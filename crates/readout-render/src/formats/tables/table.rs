//! A table: named columns with a kind and a meaning, and rows of cells.
//!
//! Enters: values of the record. Leaves: cells that know whether they are text, numbers or flags, so that each format writes them as its own.

use readout_record::record::Evidence;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words, ids, dates in EDTF.
    Text,
    /// Whole numbers: counts and places.
    Integer,
    /// Numbers with a fraction.
    Real,
    /// True or false.
    Flag,
}

impl Kind {
    /// Its name in the table of columns.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Integer => "integer",
            Kind::Real => "real",
            Kind::Flag => "true or false",
        }
    }
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in the first line.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What it means.
    pub about: &'static str,
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Not known, or none.
    Empty,
    /// Words.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// True or false.
    Flag(bool),
}

/// A table; every row has a cell for each column.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its name, which is that of its file.
    pub name: &'static str,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of words.
pub const fn text(name: &'static str, about: &'static str) -> Column {
    Column { name, kind: Kind::Text, about }
}

/// A column of whole numbers.
pub const fn integer(name: &'static str, about: &'static str) -> Column {
    Column { name, kind: Kind::Integer, about }
}

/// A column of numbers.
pub const fn real(name: &'static str, about: &'static str) -> Column {
    Column { name, kind: Kind::Real, about }
}

/// A column of true and false.
pub const fn flag(name: &'static str, about: &'static str) -> Column {
    Column { name, kind: Kind::Flag, about }
}

/// How much an entry matters; the rows are in this order.
pub const WEIGHT: Column = real("weight", "how much the entry matters to a reader, 0 to 1; rows are ranked by it");

/// The columns of evidence that end a row.
pub const EVIDENCE: [Column; 4] = [
    text("document", "id of the report that the words stand in"),
    integer("start", "first code point of the words in the report's text (table texts), counted from 0"),
    integer("end", "code point after the last"),
    text("quote", "the words, exactly as the report has them"),
];

/// The cells of `EVIDENCE` for the first words of an entry; further ones are in the table `evidence`.
pub fn cited(evidence: Option<&Evidence>) -> Vec<Cell> {
    let Some(e) = evidence else { return vec![Cell::Empty; EVIDENCE.len()] };
    vec![words(&e.document), count(e.start), count(e.end), words(&e.quote)]
}

/// Words as a cell.
pub fn words(text: impl ToString) -> Cell {
    Cell::Text(text.to_string())
}

/// Words that may be missing.
pub fn maybe(text: Option<impl ToString>) -> Cell {
    text.map_or(Cell::Empty, words)
}

/// A list as one cell, parted by `; `; nothing where it is empty.
pub fn list(all: impl IntoIterator<Item = impl AsRef<str>>) -> Cell {
    let all: Vec<String> = all.into_iter().map(|one| one.as_ref().to_owned()).collect();
    if all.is_empty() { Cell::Empty } else { Cell::Text(all.join("; ")) }
}

/// A count or a place as a cell.
pub fn count(number: usize) -> Cell {
    Cell::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}
