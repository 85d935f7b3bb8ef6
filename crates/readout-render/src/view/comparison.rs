//! What more than one account tells, and what one account alone tells.
//!
//! Enters: the lines of a story. Leaves: columns. Reports that copy one another are one account; what differs stands with the differences.

use crate::view::line::{Column, Line};
use crate::view::sources::Sources;
use std::collections::BTreeSet;

/// How many accounts get a column of their own; more share one.
const OWN_COLUMNS: usize = 2;

/// The columns: first what several accounts tell, then what one alone tells. Empty where the story has one account.
pub fn columns<'r>(sources: &Sources<'r>, documents: &'r [String], lines: &[Line<'r>]) -> Vec<Column<'r>> {
    let roots: BTreeSet<&str> = documents.iter().map(|id| sources.root(id)).collect();
    if roots.len() < 2 || lines.is_empty() {
        return Vec::new();
    }
    let told_by = |line: &Line<'r>| line.evidence.iter().map(|w| sources.root(w.document)).collect::<BTreeSet<_>>();
    let several = lines.iter().filter(|l| told_by(l).len() > 1).map(bare).collect();
    let mut columns = vec![Column { heading: "Told by more than one account".to_owned(), lines: several }];
    let alone: Vec<(&str, Line<'r>)> = lines
        .iter()
        .filter_map(|line| {
            let by = told_by(line);
            (by.len() == 1).then(|| by.first().map(|root| (*root, bare(line))))?
        })
        .collect();
    if roots.len() <= OWN_COLUMNS {
        columns.extend(own_columns(sources, documents, &alone));
    } else {
        columns.push(Column { heading: "Told by one account only".to_owned(), lines: named(sources, alone) });
    }
    columns
}

/// One column an account, in the order of the reports.
fn own_columns<'r>(sources: &Sources<'r>, documents: &'r [String], alone: &[(&str, Line<'r>)]) -> Vec<Column<'r>> {
    let roots = documents.iter().filter(|id| sources.root(id) == id.as_str());
    roots
        .map(|root| Column {
            heading: format!("Only {}", sources.name(root)),
            lines: alone.iter().filter(|(by, _)| by == root).map(|(_, line)| line.clone()).collect(),
        })
        .collect()
}

fn named<'r>(sources: &Sources<'r>, alone: Vec<(&str, Line<'r>)>) -> Vec<Line<'r>> {
    alone
        .into_iter()
        .map(|(root, mut line)| {
            line.notes.push(format!("only {}", sources.name(root)));
            line
        })
        .collect()
}

/// The line without its notes and what stands under it, and with the first words of each report alone.
fn bare<'r>(line: &Line<'r>) -> Line<'r> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let evidence = line.evidence.iter().filter(|w| seen.insert(w.document)).copied().collect();
    Line { notes: Vec::new(), under: Vec::new(), evidence, ..line.clone() }
}
