//! The examples of the rules, run through the English model as a reader would see them: one program for all of them, since each would hold the model again.

use readout_english::model::English;
use std::sync::LazyLock;

mod actors;
mod claims;
mod commitments;
mod contrasts;
mod dates;
mod events;
mod names;
mod plover;
mod quantities;
mod speakers;
mod statements;
mod times;
mod topics;
mod views;
mod wordings;

/// Read once for all tests.
static ENGLISH: LazyLock<English> = LazyLock::new(|| English::load().expect("the model is part of the crate"));
