//! Bytes to documents: formats, charsets, main text, metadata, furniture.
//!
//! Enters: paths, or `-` for standard input. Leaves: one `Document` a report, in an order that does not depend on the order of the paths or the
//! number of threads, and one diagnostic for each input that could not be used. It leaves alone: what the words mean.

pub mod archive;
pub mod charset;
pub mod date;
pub mod draft;
pub mod format;
pub mod formats;
pub mod furniture;
pub mod html;
pub mod input;
pub mod language;
pub mod listing;
pub mod options;
pub mod response;
pub mod source;
pub mod traced;
pub mod web;
