//! `readout show`: one thing of the store with its words.
//!
//! Enters: an id, or the name of an actor. Leaves: its page, or the same as JSON. It leaves alone: the brief of a story, which is that of `readout brief`.

mod actor;
mod entries;
mod report;

use super::answer::give;
use super::level;
use super::words::NOTHING;
use crate::args::questions::ThingArgs;
use crate::outcome::{Failure, Outcome};
use crate::{output, pipeline};
use anyhow::Result as Run;
use readout_record::edtf::Edtf;
use readout_render::format::Format;
use readout_render::formats::json::Json;
use readout_render::registry::DEFAULT;
use readout_store::number::StoryNumber;
use readout_store::questions::find::{Thing, find};
use readout_store::questions::names::Unknown;
use readout_store::questions::shelf::Shelf;
use readout_store::store::Store;
use serde::Serialize;

/// Shows what is meant.
pub fn run(store: &Store, args: &ThingArgs) -> Result<Outcome, Failure> {
    let as_of = store.day_or_newest(args.as_of.as_ref())?;
    let mut shelf = Shelf::new(store);
    let json = args.show.json;
    match find(store, &args.thing)? {
        Thing::Story(story) => brief(store, story, as_of, json),
        Thing::Document(story, id) => give("show", json, &report::page(shelf.record(story)?, &id), report::text),
        Thing::Event(story, place) => give("show", json, &entries::event(shelf.record(story)?, place), entries::event_text),
        Thing::Statement(story, place) => {
            give("show", json, &entries::statement(shelf.record(story)?, place), entries::statement_text)
        }
        Thing::Commitment(story, place) => {
            let promise = entries::commitment(shelf.record(story)?, place, as_of.as_ref());
            give("show", json, &promise, entries::commitment_text)
        }
        Thing::Actors(ids) => give("show", json, &actor::page(store, &ids, as_of.as_ref(), level::of)?, actor::text),
        Thing::Unknown => give("show", json, &Nothing { unknown: Unknown::new(store, &args.thing)? }, nothing),
    }
}

/// What no id and no name stands for.
#[derive(Serialize)]
struct Nothing {
    unknown: Unknown,
}

fn nothing(answer: &Nothing) -> String {
    let Unknown { name, near } = &answer.unknown;
    let near = if near.is_empty() { String::new() } else { format!("; near it: {}", near.join(", ")) };
    format!("{NOTHING}: no story, report, event, statement, promise or actor {name}{near}\n")
}

/// A story, as `readout brief` shows it.
fn brief(store: &Store, story: StoryNumber, as_of: Option<Edtf>, json: bool) -> Result<Outcome, Failure> {
    let record = pipeline::gate(store.record_of(&[story], as_of, env!("CARGO_PKG_VERSION"))?)?;
    let format: &dyn Format = if json { &Json } else { DEFAULT };
    let shown: Run<()> = output::standard(&format.render(&record, output::terminal()));
    shown?;
    Ok(Outcome::Done)
}
