//! The table `columns`: what every column of every table means.
//!
//! Enters: the other tables. Leaves: a row a column.

use super::table::{Table, text, words};

/// Name of the table.
pub const NAME: &str = "columns";

/// A row for each column of `tables`.
pub fn columns<'t>(tables: impl IntoIterator<Item = &'t Table>) -> Table {
    let columns = vec![
        text("table", "name of the table"),
        text("column", "name of the column"),
        text("type", "what it holds"),
        text("about", "what it means"),
    ];
    let of =
        |t: &'t Table| t.columns.iter().map(move |c| vec![words(t.name), words(c.name), words(c.kind.name()), words(c.about)]);
    Table { name: NAME, columns, rows: tables.into_iter().flat_map(of).collect() }
}
