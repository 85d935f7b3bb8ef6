//! Questions to the store: promises, contacts, statements, words.
//!
//! Enters: the store's record and what a user types. Leaves: lists on standard output, each entry with the words and the report that it rests on.

mod contacts;
mod due;
mod known;
mod names;
mod said;
mod search;

use crate::args::{ContactsArgs, DueArgs, SaidArgs, SearchArgs};
use crate::outcome::{Failure, Outcome};
use crate::place::StoreArgs;
use crate::{output, pipeline};
use known::Known;
use readout_record::edtf::Edtf;
use readout_store::store::Store;

/// `readout due`.
pub fn due(args: &DueArgs) -> Result<Outcome, Failure> {
    of_record(&args.store, args.as_of.as_ref(), |known| due::answer(known, args.as_of.as_ref()))
}

/// `readout contacts`.
pub fn contacts(args: &ContactsArgs) -> Result<Outcome, Failure> {
    of_record(&args.store, None, |known| contacts::answer(known, args))
}

/// `readout said`.
pub fn said(args: &SaidArgs) -> Result<Outcome, Failure> {
    of_record(&args.store, None, |known| said::answer(known, args))
}

/// `readout search`.
pub fn search(args: &SearchArgs) -> Result<Outcome, Failure> {
    output::standard(&search::answer(&Store::read(&args.store.path()?)?, &args.words)?)?;
    Ok(Outcome::Done)
}

fn of_record(store: &StoreArgs, as_of: Option<&Edtf>, answer: impl FnOnce(&Known) -> String) -> Result<Outcome, Failure> {
    let record = Store::read(&store.path()?)?.record(as_of.cloned(), env!("CARGO_PKG_VERSION"))?;
    let checked = pipeline::gate(record)?;
    output::standard(&answer(&Known::new(checked.record())))?;
    Ok(Outcome::Done)
}
