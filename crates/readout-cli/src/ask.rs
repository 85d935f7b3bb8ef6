//! Questions to the store: promises, contacts, statements, words.
//!
//! Enters: a store and what a user types. Leaves: lists on standard output, each entry with the words and the report that it rests on, or one JSON
//! object with the same.

mod answer;
mod check;
mod contacts;
mod diff;
mod due;
mod level;
mod said;
mod search;
mod show;
mod stories;
mod words;

use crate::args::questions::{CheckArgs, ContactsArgs, DiffArgs, DueArgs, SaidArgs, SearchArgs, StoriesArgs, ThingArgs};
use crate::outcome::{Failure, Outcome};
use crate::place::StoreArgs;
use answer::give;
use readout_store::questions;
use readout_store::questions::names::{Ids, Unknown, bearers_and_theirs};
use readout_store::store::Store;

/// `readout stories`.
pub fn stories(args: &StoriesArgs) -> Result<Outcome, Failure> {
    let question = questions::stories::Question { since: args.since.as_ref(), limit: args.show.limit() };
    give("stories", args.show.json, &questions::stories::stories(&opened(&args.store)?, question)?, stories::text)
}

/// `readout show`.
pub fn show(args: &ThingArgs) -> Result<Outcome, Failure> {
    show::run(&opened(&args.store)?, args)
}

/// `readout check`.
pub fn check(args: &CheckArgs) -> Result<Outcome, Failure> {
    give("check", args.show.json, &check::answer(&opened(&args.store)?, args)?, check::text)
}

/// `readout diff`.
pub fn diff(args: &DiffArgs) -> Result<Outcome, Failure> {
    give("diff", args.show.json, &diff::answer(&opened(&args.store)?, args)?, diff::text)
}

/// `readout due`.
pub fn due(args: &DueArgs) -> Result<Outcome, Failure> {
    let store = opened(&args.store)?;
    let by = args.by.as_deref().map(|name| bearers_and_theirs(&store, name)).transpose()?;
    let unknown = args.by.as_ref().filter(|_| by.as_ref().is_some_and(Ids::is_empty));
    let unknown = unknown.map(|name| Unknown::new(&store, name)).transpose()?;
    let question = questions::due::Question {
        as_of: args.as_of.as_ref(),
        by: by.as_ref(),
        status: &args.status,
        within: None,
        limit: args.show.limit(),
    };
    let answer = questions::due::Due { unknown, ..questions::due::due(&store, &question)? };
    give("due", args.show.json, &answer, due::text)
}

/// `readout contacts`.
pub fn contacts(args: &ContactsArgs) -> Result<Outcome, Failure> {
    let store = opened(&args.store)?;
    let sides = args.between.iter().map(|name| bearers_and_theirs(&store, name)).collect::<Result<Vec<_>, _>>()?;
    let unknown = sides.iter().position(Ids::is_empty).map(|at| Unknown::new(&store, &args.between[at])).transpose()?;
    let (since, as_of, limit) = (args.since.as_ref(), args.as_of.as_ref(), args.show.limit());
    let question = questions::contacts::Question { sides: &sides, since, as_of, limit };
    let answer = questions::contacts::Contacts { unknown, ..questions::contacts::contacts(&store, &question, level::of)? };
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
