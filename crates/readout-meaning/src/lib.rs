//! English texts to vectors by their meaning.
//!
//! Enters: texts of up to some hundred words. Leaves: `readout_record::meaning::Reading`, a state for each piece of a word. It is all-MiniLM-L6-v2 with weights
//! of 10 bits, which are inside; sums of products are whole numbers, so that every machine says the same.
//! It leaves alone: what is compared with what, and what follows from likeness. Nothing is unpacked before the first text is read.

#![warn(clippy::iter_over_hash_type)]

pub mod file;
pub mod meaning;

mod attention;
mod kernel;
mod layers;
mod network;
mod wordpiece;
