//! The JSON Schema of the record, made from its types.
//!
//! Enters: nothing. Leaves: the schema as JSON.

use crate::record::Record;

/// The JSON Schema (draft 2020-12) of what `readout brief --json` prints.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Record).to_value()
}
