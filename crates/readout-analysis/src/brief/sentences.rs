//! The sentences of each story by their content words.
//!
//! Enters: the desk. Leaves: the sentences in the order of the reports, and how rare each word is among those of the story.

use crate::brief::desk::Desk;
use crate::link::claims::value::contents;
use crate::link::claims::vocabulary::{Bag, Vocabulary};
use readout_record::mention::DocumentIx;
use readout_record::span::Span;

/// A sentence with its content words.
pub struct Sentence {
    /// The report.
    pub document: DocumentIx,
    /// Its words.
    pub span: Span,
    /// Those that tell something, by their numbers.
    pub words: Bag,
}

/// The sentences of all stories.
pub struct Sentences {
    of_story: Vec<(Vocabulary, Vec<Sentence>)>,
}

impl Sentences {
    /// Reads the sentences.
    pub fn new(desk: &Desk) -> Sentences {
        Sentences { of_story: (0..desk.stories.len()).map(|story| read(desk, story)).collect() }
    }

    /// Those of a report's story, with its vocabulary.
    pub fn of(&self, desk: &Desk, document: DocumentIx) -> (&Vocabulary, &[Sentence]) {
        let (vocabulary, sentences) = &self.of_story[desk.story_of[document]];
        (vocabulary, sentences)
    }
}

fn read(desk: &Desk, story: usize) -> (Vocabulary, Vec<Sentence>) {
    let mut vocabulary = Vocabulary::default();
    let mut read = Vec::new();
    for &document in &desk.stories[story] {
        let g = &desk.grammars[document];
        for range in &g.sentences {
            let tokens: Vec<_> = range.clone().filter(|&t| g.token(t).pos != "SPACE").collect();
            let words = contents(g, range.clone());
            vocabulary.add_sentence(&words);
            read.extend(g.span(&tokens).map(|span| (document, span, words)));
        }
    }
    let bag = |(document, span, words)| Sentence { document, span, words: vocabulary.bag(&words) };
    let all = read.into_iter().map(bag).collect();
    (vocabulary, all)
}
