//! What every brief shows, in words and in order, before any layout.
//!
//! Enters: a checked record. Leaves: stories with their sections, and lines whose pieces know what is quoted and what it rests on.
//! It leaves alone: escaping, width, colour; those belong to the formats.

pub mod agenda;
pub mod brief;
pub mod comparison;
pub mod context;
pub mod difference;
pub mod line;
pub mod lines;
pub mod parts;
pub mod phrase;
pub mod plain;
pub mod sources;
pub mod visible;
