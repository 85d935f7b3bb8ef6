//! English text to annotations: tokens, sentences, tags, parse, lemmas, named entities, and the vectors they were made from.
//!
//! Enters: a text. Leaves: `readout_record::annotation::Annotations`. It is spaCy's `en_core_web_sm` 3.8.0 computed exactly; the weights are inside.
//! It leaves alone: what the words mean. No clock, file, environment or order of a hash map has a say in it.

#![warn(clippy::iter_over_hash_type)]

pub mod blob;
pub mod model;

mod attribution;
mod deeds;
mod encoder;
mod entities;
mod expression;
mod kernel;
mod lemma;
mod lexeme;
mod parser;
mod reading;
mod ruler;
mod scorer;
mod tables;
mod tokenizer;
mod tree;
mod vectors;
