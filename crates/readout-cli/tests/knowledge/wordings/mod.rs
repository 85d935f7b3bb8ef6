//! What times and amounts come to in many wordings: generated dates, lengths and amounts, told by templates, through the English model.
//!
//! Enters: values drawn with a fixed seed, the same in every run. Leaves: a failure that names the wording, reduced to the simplest one.

mod amounts;
mod compare;
mod dates;
mod reading;
mod relative;
mod spoken;
