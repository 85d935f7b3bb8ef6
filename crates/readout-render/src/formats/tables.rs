//! The record as tables: what CSV and Parquet share.
//!
//! Enters: nothing. Leaves: the modules. A table has a row an entry, in the rank of the record, and in each row the words it rests on.

pub mod actors;
pub mod all;
pub mod columns;
pub mod commitments;
pub mod discrepancies;
pub mod documents;
pub mod events;
pub mod evidence;
pub mod lookup;
pub mod statements;
pub mod table;
