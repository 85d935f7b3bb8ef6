//! One story linked: its documents and what the model read in them become a checked record.
//!
//! Enters: the numbers of its documents. Leaves: its record, with statuses as if no day had passed, or why there is none.

use readout_record::annotation::Annotations;
use readout_record::check::{Checked, check};
use readout_record::document::Document;
use readout_record::edtf::Edtf;
use readout_record::meaning::Encoder;
use readout_store::documents::DocumentNumber;
use readout_store::store::Store;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A day before all others: what a promise is worth by the calendar is decided when somebody asks.
const BEFORE_ALL: &str = "0001-01-01";

/// What a story is linked from.
pub struct Material {
    documents: Vec<Document>,
    annotations: Vec<Annotations>,
}

/// Takes the documents of a story out of the store; `known` gives annotations that are at hand, by id.
pub fn material(
    store: &Store,
    members: &[DocumentNumber],
    known: impl Fn(&str) -> Option<Annotations>,
) -> anyhow::Result<Material> {
    let mut material = Material { documents: Vec::new(), annotations: Vec::new() };
    for &member in members {
        let document = store.document(member)?;
        let annotations = match known(&document.id) {
            Some(annotations) => annotations,
            None => store.annotations(member, &document.text)?,
        };
        material.documents.push(document);
        material.annotations.push(annotations);
    }
    Ok(material)
}

/// The record of a story, or the ids of its documents and what is wrong.
pub fn linked(material: Material, encoder: &dyn Encoder) -> Result<Checked, (BTreeSet<String>, String)> {
    let ids: BTreeSet<String> = material.documents.iter().map(|d| d.id.clone()).collect();
    let options = readout_analysis::Options {
        as_of: Edtf::parse(BEFORE_ALL),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        one_story: true,
    };
    let analysed =
        catch_unwind(AssertUnwindSafe(|| readout_analysis::analyse(material.documents, material.annotations, encoder, &options)));
    let record = analysed.map_err(|_| (ids.clone(), "analysis stopped".to_owned()))?;
    check(record).map_err(|violations| {
        let first = violations.first().map_or_else(String::new, ToString::to_string);
        (ids, format!("its record did not pass the gate: {first}"))
    })
}
