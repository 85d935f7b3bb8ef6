//! Questions to the store. Rows tell which entries answer; only the stories of entries that are shown are opened.
//!
//! Enters: an open store and what is asked. Leaves: plain values with the words that they rest on. It leaves alone: how they are printed.

pub mod candidates;
pub mod contacts;
pub mod due;
pub mod find;
pub mod limit;
pub mod names;
pub mod newer;
pub mod profile;
pub mod report;
pub mod said;
pub mod same_contact;
pub mod shelf;
pub mod stories;
pub mod who;
