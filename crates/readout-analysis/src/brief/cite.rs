//! Evidence: a span of a document as the contract wants it, in code points and bytes with its words.
//!
//! Enters: a document and spans of it. Leaves: evidence entries.

use readout_record::codepoint::CodePoints;
use readout_record::document::Document;
use readout_record::record::Evidence;
use readout_record::span::Span;

/// One document with its table of code points.
pub struct Cite<'d> {
    document: &'d Document,
    table: CodePoints<'d>,
}

impl<'d> Cite<'d> {
    /// Reads the text once.
    pub fn new(document: &'d Document) -> Cite<'d> {
        Cite { document, table: CodePoints::new(&document.text) }
    }

    /// The evidence entry of a span.
    pub fn evidence(&self, span: Span) -> Evidence {
        let (start, end) = self.table.range(span);
        let quote = span.of(&self.document.text).to_owned();
        Evidence { document: self.document.id.clone(), start, end, bytes: [span.start(), span.end()], quote }
    }

    /// A span as code points.
    pub fn points(&self, span: Span) -> (usize, usize) {
        self.table.range(span)
    }
}
