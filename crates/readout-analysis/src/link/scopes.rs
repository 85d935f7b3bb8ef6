//! What is known in each document, and in each story across its documents.
//!
//! Enters: the story of each document. Leaves: one table for each document and one for each story. A short name is asked for in the document
//! first, then in its story, never beyond.

use readout_record::mention::DocumentIx;

/// A table for each document and each story.
pub struct Scopes<T> {
    within: Vec<T>,
    across: Vec<T>,
    story_of: Vec<usize>,
}

impl<T: Default> Scopes<T> {
    /// Empty tables; `story_of` gives the story of each document.
    pub fn new(story_of: &[usize]) -> Scopes<T> {
        let tables = |n: usize| std::iter::repeat_with(T::default).take(n).collect();
        Scopes { within: tables(story_of.len()), across: tables(stories(story_of)), story_of: story_of.to_vec() }
    }

    /// The table of a document.
    pub fn here(&self, document: DocumentIx) -> &T {
        &self.within[document]
    }

    /// The table of a document, to add to.
    pub fn here_mut(&mut self, document: DocumentIx) -> &mut T {
        &mut self.within[document]
    }

    /// The table of a document's story.
    pub fn story(&self, document: DocumentIx) -> &T {
        &self.across[self.story_of[document]]
    }

    /// The tables of all stories, to add to.
    pub fn stories_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.across.iter_mut()
    }

    /// The tables of a document and of its story, to add to.
    pub fn both(&mut self, document: DocumentIx) -> [&mut T; 2] {
        [&mut self.within[document], &mut self.across[self.story_of[document]]]
    }
}

/// How many stories there are.
pub fn stories(story_of: &[usize]) -> usize {
    story_of.iter().max().map_or(0, |last| last + 1)
}
