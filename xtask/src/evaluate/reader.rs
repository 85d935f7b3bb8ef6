//! The program's stages as evaluation needs them: a text read as it stands, and documents turned into a record.
//!
//! Enters: texts or documents. Leaves: annotations, or the record before the gate.

use anyhow::Result;
use rayon::prelude::*;
use readout_analysis::{Options, analyse};
use readout_english::model::English;
use readout_meaning::meaning::Meaning;
use readout_record::annotation::Annotations;
use readout_record::document::{Document, Metadata};
use readout_record::edtf::Edtf;
use readout_record::meaning::Encoder;
use readout_record::record::Record;

/// The English model and the encoder of meanings.
pub struct Reader(English, Meaning);

impl Reader {
    /// Loads the model that the program carries.
    pub fn new() -> Result<Reader> {
        Ok(Reader(English::load()?, Meaning::new()))
    }

    /// The same with another encoder.
    pub fn with_encoder(encoder: Meaning) -> Result<Reader> {
        Ok(Reader(English::load()?, encoder))
    }

    /// The encoder of meanings.
    pub fn encoder(&self) -> &dyn Encoder {
        &self.1
    }

    /// The record of documents that were read before.
    pub fn record_read(&self, documents: Vec<Document>, annotations: Vec<Annotations>) -> Record {
        analyse(documents, annotations, &self.1, &Options { version: env!("CARGO_PKG_VERSION").into(), ..Options::default() })
    }

    /// What the model says of a text, paragraph by paragraph.
    pub fn annotate(&self, text: &str) -> Annotations {
        self.0.annotate(text)
    }

    /// What the model says of a text read in one piece, as spaCy reads it.
    pub fn annotate_whole(&self, text: &str) -> Annotations {
        self.0.annotate_whole(text)
    }

    /// A text as a document, nothing cut, with what the model says of it.
    pub fn read(&self, text: &str, published: Option<&str>) -> (Document, Annotations) {
        let metadata = Metadata { published: published.and_then(Edtf::parse), ..Metadata::default() };
        let document = Document::new("gold".into(), metadata, "en".into(), text.to_owned(), Vec::new());
        let annotations = self.annotate(&document.text);
        (document, annotations)
    }

    /// A sentence read after the one that stands before it, with the byte at which it begins in the document.
    pub fn read_after(&self, before: &str, sentence: &str, published: &str) -> (Document, Annotations, usize) {
        let gap = if before.is_empty() { "" } else { " " };
        let (document, annotations) = self.read(&format!("{before}{gap}{sentence}"), Some(published));
        let from = document.text.len() - sentence.len();
        (document, annotations, from)
    }

    /// The record of a set of documents, not yet checked.
    pub fn record(&self, documents: Vec<Document>) -> Record {
        self.record_of(documents, false)
    }

    /// The record of documents of which it is known whether they tell one story.
    pub fn record_of(&self, documents: Vec<Document>, one_story: bool) -> Record {
        let read = |d: &Document| if d.is_english() { self.annotate(&d.text) } else { Annotations::default() };
        let annotations: Vec<Annotations> = documents.par_iter().map(read).collect();
        let options = Options { as_of: None, version: env!("CARGO_PKG_VERSION").into(), one_story };
        analyse(documents, annotations, &self.1, &options)
    }
}
