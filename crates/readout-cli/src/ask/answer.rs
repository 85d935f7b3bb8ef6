//! An answer on its way out.
//!
//! Enters: what the store answered. Leaves: text for people, or one JSON object for programs, on standard output.

use crate::outcome::{Failure, Outcome};
use crate::output;
use serde::Serialize;

/// An answer as one JSON object.
#[derive(Serialize)]
struct Envelope<'a, T> {
    readout: &'static str,
    question: &'static str,
    #[serde(flatten)]
    answer: &'a T,
}

/// Prints an answer, for people or for programs.
pub fn give<T: Serialize>(question: &'static str, json: bool, answer: &T, text: fn(&T) -> String) -> Result<Outcome, Failure> {
    let shown = if json {
        let envelope = Envelope { readout: env!("CARGO_PKG_VERSION"), question, answer };
        format!("{}\n", serde_json::to_string_pretty(&envelope)?)
    } else {
        readout_render::visible(&text(answer)).into_owned()
    };
    output::standard(&shown)?;
    Ok(Outcome::Done)
}
