//! The table `statements`.
//!
//! Enters: a record. Leaves: a row a statement, its content as the evidence; content in pieces has each piece in the table `evidence`.

use super::lookup::Lookup;
use super::table::{Cell, EVIDENCE, Table, WEIGHT, count, flag, list, maybe, real, text, words};
use readout_record::record::Statement;

/// A row a statement.
pub fn statements(lookup: &Lookup<'_>) -> Table {
    let mut columns = vec![
        text("id", "id, made from the content"),
        text("speaker", "name of who is cited; the report's words where it can't be told who that is"),
        text("speaker_id", "id of the actor"),
        text("source", "the words by which the report names the speaker"),
        text("via", "what it came through, nearest the speaker first"),
        text(
            "stance",
            "asserts, denies, doubts, asks, demands, proposes, promises, threatens, welcomes, condemns, accuses, agrees, wants or expects",
        ),
        text("cue", "the words that attribute it: said"),
        flag("direct", "whether in quotation marks"),
        flag("hearsay", "whether the report marks it as hearsay"),
        text("parent", "id of the statement that this one is told inside of"),
        real("confidence", "how likely cue and source are right, 0 to 1"),
        WEIGHT,
        text("content", "what is said, without the cue; pieces that the cue parts are joined by …"),
    ];
    columns.extend(EVIDENCE);
    let row = |s: &Statement| row(lookup, s);
    Table { name: "statements", columns, rows: lookup.record.statements.iter().map(row).collect() }
}

fn row(lookup: &Lookup<'_>, s: &Statement) -> Vec<Cell> {
    let name = s.source.actor.as_deref().map(|id| lookup.name(id)).filter(|n| !n.is_empty());
    vec![
        words(&s.id),
        words(name.unwrap_or(&s.source.text)),
        maybe(s.source.actor.as_ref()),
        words(&s.source.text),
        list(s.via.iter().map(|v| v.actor.as_deref().map_or(v.text.as_str(), |id| lookup.name(id)))),
        words(s.stance),
        maybe(s.cue.as_ref().map(|c| &c.quote)),
        Cell::Flag(s.direct),
        Cell::Flag(s.hearsay),
        maybe(s.parent.as_ref()),
        Cell::Real(s.confidence),
        Cell::Real(s.weight),
        words(content(s)),
        words(&s.content.document),
        count(s.content.start),
        count(s.content.end),
        words(&s.content.quote),
    ]
}

fn content(s: &Statement) -> String {
    match s.content.spans.as_slice() {
        [] => s.content.quote.clone(),
        pieces => pieces.iter().map(|p| p.quote.as_str()).collect::<Vec<_>>().join(" … "),
    }
}
