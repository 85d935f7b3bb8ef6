//! What more than one account tells, and what one account alone tells.
//!
//! Enters: the entries of a story. Leaves: columns, and the lines that one account alone tells. Which these are, the record says; what differs stands
//! with the differences.

use crate::view::context::Context;
use crate::view::line::{Column, Line, Piece, folded, words};
use crate::view::lines::{event, promise};
use crate::view::parts::Part;
use readout_record::record::ToldByOne;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// How many accounts get a column of their own; more share one.
const OWN_COLUMNS: usize = 2;

/// The columns: first what several accounts tell, then what one alone tells. Empty where the story has one account.
pub fn columns<'r>(context: &Context<'r>, part: &Part<'r>) -> Vec<Column<'r>> {
    let Some(story) = part.story.filter(|s| s.independent_accounts > 1) else { return Vec::new() };
    let mut columns = vec![Column { heading: "Told by more than one account".to_owned(), lines: several(context, part) }];
    let tellers: BTreeSet<usize> = part.told_by_one.iter().map(|t| context.sources.number(&t.document)).collect();
    let names: Vec<Cow<'r, str>> = tellers.iter().filter_map(|n| teller(context, *n)).collect();
    let mut own: Vec<&Cow<'r, str>> = names.iter().collect();
    own.dedup();
    if story.independent_accounts > OWN_COLUMNS || own.len() > OWN_COLUMNS {
        columns.push(Column { heading: "Told by one account only".to_owned(), lines: alone(context, part) });
    } else {
        columns.extend(own.into_iter().map(|name| own_column(context, part, name)));
    }
    columns
}

/// What one account alone tells, each line with the name of who tells it.
pub fn alone<'r>(context: &Context<'r>, part: &Part<'r>) -> Vec<Line<'r>> {
    let line = |told: &&'r ToldByOne| {
        let mut line = told_by_one(context, told)?;
        line.notes.push(format!("only {}", context.sources.name(&told.document)));
        Some(line)
    };
    part.told_by_one.iter().filter_map(line).collect()
}

fn teller<'r>(context: &Context<'r>, number: usize) -> Option<Cow<'r, str>> {
    let document = context.sources.documents().get(number.checked_sub(1)?)?;
    Some(context.sources.name(&document.id))
}

fn own_column<'r>(context: &Context<'r>, part: &Part<'r>, name: &str) -> Column<'r> {
    let of = part.told_by_one.iter().filter(|t| context.sources.name(&t.document) == name);
    Column { heading: format!("Only {name}"), lines: folded(of.filter_map(|t| told_by_one(context, t)).collect()) }
}

/// What stands in words of more than one account. What may be one thing that was not joined stands in no column.
fn several<'r>(context: &Context<'r>, part: &Part<'r>) -> Vec<Line<'r>> {
    let accounts =
        |line: &Line<'r>| line.evidence.iter().map(|w| context.sources.account(w.document)).collect::<BTreeSet<_>>().len();
    let events = part.events.iter().map(|e| event(context, e, 0));
    let promised = part.commitments.iter().map(|c| promise(context, c));
    folded(events.chain(promised).filter(|line| accounts(line) > 1).map(bare).collect())
}

fn told_by_one<'r>(context: &Context<'r>, told: &'r ToldByOne) -> Option<Line<'r>> {
    let of_event = told.event.as_deref().and_then(|id| context.event(id)).map(|e| event(context, e, 0));
    let line = of_event.or_else(|| told.commitment.as_deref().and_then(|id| context.commitment(id)).map(|c| promise(context, c)));
    line.map(bare).or_else(|| told.actor.as_deref().map(|id| speaker(context, id, told)))
}

fn speaker<'r>(context: &Context<'r>, id: &str, told: &'r ToldByOne) -> Line<'r> {
    // The line cites the words that it shows, and no others of the speaker.
    let shown = &told.evidence[..told.evidence.len().min(1)];
    let mut line = Line { evidence: words(shown), ..Line::default() };
    line.strong(context.name(id)).say(" is cited: ");
    line.pieces.extend(shown.first().map(|e| Piece::Quote(&e.quote)));
    line
}

/// The line without its notes and what stands under it, and with the first words of each report alone.
fn bare(line: Line<'_>) -> Line<'_> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let evidence = line.evidence.iter().filter(|w| seen.insert(w.document)).copied().collect();
    Line { notes: Vec::new(), under: Vec::new(), evidence, ..line }
}
