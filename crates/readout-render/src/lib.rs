//! The record as people and programs read it: terminal brief, HTML page, Markdown, JSON, and the forms of other programs.
//!
//! Enters: a record that has passed the gate. Leaves: text in one of the formats. It leaves alone: judgement, ranking and files; what a line
//! says of an event or a statement is put into words here, once, for all formats.

pub mod export;
pub mod format;
pub mod formats;
pub mod news;
pub mod registry;
mod view;

pub use view::phrase::duration;
pub use view::visible::visible;
