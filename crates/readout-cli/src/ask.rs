//! Questions to the store: promises, contacts, statements, words.
//!
//! Enters: a store and what a user types. Leaves: lists on standard output, each entry with the words and the report that it rests on, or one JSON
//! object with the same.

mod contacts;
mod due;
mod level;
mod said;
mod search;
mod words;

use crate::args::questions::{ContactsArgs, DueArgs, SaidArgs, SearchArgs};
use crate::outcome::{Failure, Outcome};
use crate::output;
use crate::place::StoreArgs;
use readout_store::questions;
use readout_store::store::Store;
use serde::Serialize;

/// `readout due`.
pub fn due(args: &DueArgs) -> Result<Outcome, Failure> {
    let (as_of, by, limit) = (args.as_of.as_ref(), args.by.as_deref(), args.show.limit());
    let question = questions::due::Question { as_of, by, status: &args.status, limit };
    give("due", args.show.json, &questions::due::due(&opened(&args.store)?, &question)?, due::text)
}

/// `readout contacts`.
pub fn contacts(args: &ContactsArgs) -> Result<Outcome, Failure> {
    let between = if let [one, other] = args.between.as_slice() { Some([one.as_str(), other.as_str()]) } else { None };
    let (since, as_of, limit) = (args.since.as_ref(), args.as_of.as_ref(), args.show.limit());
    let question = questions::contacts::Question { between, since, as_of, limit };
    let answer = questions::contacts::contacts(&opened(&args.store)?, &question, level::of)?;
    give("contacts", args.show.json, &answer, contacts::text)
}

/// `readout said`.
pub fn said(args: &SaidArgs) -> Result<Outcome, Failure> {
    give("said", args.show.json, &said::answer(&opened(&args.store)?, args)?, said::text)
}

/// `readout search`.
pub fn search(args: &SearchArgs) -> Result<Outcome, Failure> {
    give("search", args.show.json, &search::answer(&opened(&args.store)?, args)?, search::text)
}

fn opened(store: &StoreArgs) -> anyhow::Result<Store> {
    Ok(Store::read(&store.path()?)?)
}

/// An answer as one JSON object.
#[derive(Serialize)]
struct Envelope<'a, T> {
    readout: &'static str,
    question: &'static str,
    #[serde(flatten)]
    answer: &'a T,
}

/// Prints an answer, for people or for programs.
fn give<T: Serialize>(question: &'static str, json: bool, answer: &T, text: fn(&T) -> String) -> Result<Outcome, Failure> {
    let shown = if json {
        let envelope = Envelope { readout: env!("CARGO_PKG_VERSION"), question, answer };
        format!("{}\n", serde_json::to_string_pretty(&envelope)?)
    } else {
        readout_render::visible(&text(answer)).into_owned()
    };
    output::standard(&shown)?;
    Ok(Outcome::Done)
}
