//! Where accounts differ, side by side.
//!
//! Enters: the record's discrepancies. Leaves: each with what it is about, and for each side the value, who says it and where. No side is
//! picked and nothing is averaged.

use crate::view::context::Context;
use crate::view::line::{Difference, Piece, Side, words};
use crate::view::lines::{event_name, promise};
use crate::view::phrase;
use readout_record::record::{Discrepancy, Event, Side as SideEntry};

/// Letters of a value that is taken in at a glance.
const SHORT: usize = 30;

/// A discrepancy in words.
pub fn difference<'r>(context: &Context<'r>, entry: &'r Discrepancy) -> Difference<'r> {
    Difference {
        attribute: phrase::one_line(&entry.attribute),
        about: about(context, entry),
        sides: entry.sides.iter().map(|s| side(context, s)).collect(),
    }
}

fn about<'r>(context: &Context<'r>, entry: &'r Discrepancy) -> Vec<Piece<'r>> {
    if let Some(event) = entry.event.as_deref().and_then(|id| context.event(id)) {
        return about_event(context, event);
    }
    let commitment = entry.commitment.as_deref().and_then(|id| context.commitment(id));
    match (commitment, entry.actor.as_deref()) {
        (Some(commitment), _) => promise(context, commitment).pieces,
        (None, Some(actor)) => vec![Piece::Text(context.name(actor).to_owned())],
        (None, None) => Vec::new(),
    }
}

fn about_event<'r>(context: &Context<'r>, event: &'r Event) -> Vec<Piece<'r>> {
    let mut pieces = event_name(context, event);
    pieces.extend(event.date.as_ref().map(|d| Piece::Text(format!(", {}", phrase::date(d)))));
    pieces
}

fn side<'r>(context: &Context<'r>, side: &'r SideEntry) -> Side<'r> {
    let sources = &context.sources;
    let outlets = phrase::unique(side.documents.iter().map(|id| sources.name(id)));
    let speakers = phrase::unique(side.attributed_to.iter().map(|id| context.name(id)));
    let who = match (speakers.as_slice(), outlets.len()) {
        ([], _) => phrase::list(&outlets),
        (speakers, 1) => format!("{}, in {}", phrase::list(speakers), outlets[0]),
        (speakers, _) => format!("{}; cited: {}", phrase::list(&outlets), phrase::list(speakers)),
    };
    Side {
        value: (!verbatim(side)).then(|| phrase::value(&side.value, side.approximate)),
        who,
        accounts: phrase::count(side.independent_accounts, "independent account"),
        evidence: words(&side.evidence),
    }
}

/// Whether the value is nothing but words of the report, too many to stand out as a value.
fn verbatim(side: &SideEntry) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let value = letters(&side.value);
    value.chars().count() > SHORT && side.evidence.iter().any(|e| letters(&e.quote) == value)
}
