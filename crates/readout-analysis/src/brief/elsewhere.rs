//! Whether another account tells the like in other words.
//!
//! Enters: the desk and the accounts' keys. Leaves: yes or no for some evidence: by rare words in common with a sentence of another account; where they
//! are few, by how alike the two are in meaning. When in doubt it is told elsewhere: that nobody else tells it is for a reader hard to check.

use crate::brief::desk::Desk;
use crate::brief::sentences::{Sentence, Sentences};
use crate::link::claims::value::contents;
use foldhash::HashMap;
use readout_record::meaning::{Vector, likeness};
use readout_record::mention::DocumentIx;
use readout_record::span::Span;

/// Weight of the words in common from which a sentence of another account tells the like.
const SURE: f64 = 7.5;
/// Weight from which it may, if it is alike in meaning.
const MAYBE: f64 = 4.0;
/// The same for what was open and a later report comes back to.
const TAKEN_UP: f64 = 9.0;
/// How alike in meaning they are then.
const NEAR: f32 = 0.5;
/// Sentences held against each evidence by their meaning, and texts of a story whose meaning is asked for: that takes time. What comes later is doubtful,
/// and so told elsewhere.
const ASKED: usize = 2;
const MOST: usize = 16;

/// Who is asked.
pub struct Elsewhere<'s> {
    sentences: &'s Sentences,
    asked: Vec<usize>,
    meanings: HashMap<(DocumentIx, Span), Vector>,
}

impl Elsewhere<'_> {
    /// Whoever asks about these sentences.
    pub fn new<'s>(desk: &Desk, sentences: &'s Sentences) -> Elsewhere<'s> {
        Elsewhere { sentences, asked: vec![0; desk.stories.len()], meanings: HashMap::default() }
    }

    /// Whether a sentence of another account tells what the words at `span` tell; `keys` tell which account each document belongs to.
    pub fn told(&mut self, desk: &Desk, keys: &[String], document: DocumentIx, span: Span) -> bool {
        let (vocabulary, sentences) = self.sentences.of(desk, document);
        let g = &desk.grammars[document];
        let words = vocabulary.bag(&contents(g, g.tokens_in(span)));
        let mut near: Vec<(f64, &Sentence)> = Vec::new();
        for s in sentences.iter().filter(|s| keys[s.document] != keys[document]) {
            let shared = words.iter().filter(|w| s.words.binary_search(w).is_ok()).count();
            let weight = if shared > 1 { vocabulary.common(&words, &s.words) } else { 0.0 };
            if weight >= SURE {
                return true;
            }
            if weight >= MAYBE {
                near.push((weight, s));
            }
        }
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1.document, a.1.span).cmp(&(b.1.document, b.1.span))));
        let near: Vec<(DocumentIx, Span)> = near.iter().take(ASKED).map(|(_, s)| (s.document, s.span)).collect();
        near.into_iter().any(|other| self.alike(desk, (document, span), other))
    }

    /// Whether a report of a later day tells of what was open in words of its own that leave nothing open.
    pub fn taken_up_later(&self, desk: &Desk, document: DocumentIx, span: Span) -> bool {
        let (vocabulary, sentences) = self.sentences.of(desk, document);
        let g = &desk.grammars[document];
        let words = vocabulary.bag(&contents(g, g.tokens_in(span)));
        let later = |s: &&Sentence| desk.day(document).zip(desk.day(s.document)).is_some_and(|(here, there)| here < there);
        let open = |s: &Sentence| desk.extracted[s.document].questions.iter().any(|q| q.overlaps(s.span));
        sentences.iter().filter(later).any(|s| vocabulary.common(&words, &s.words) >= TAKEN_UP && !open(s))
    }

    fn alike(&mut self, desk: &Desk, one: (DocumentIx, Span), other: (DocumentIx, Span)) -> bool {
        let asked = &mut self.asked[desk.story_of[one.0]];
        if *asked >= MOST {
            return true;
        }
        for place in [one, other] {
            if !self.meanings.contains_key(&place) {
                let text = place.1.of(desk.grammars[place.0].text());
                *asked += 1;
                self.meanings.extend(desk.encoder.embed(&[text]).pop().map(|m| (place, m)));
            }
        }
        let both = self.meanings.get(&one).zip(self.meanings.get(&other));
        both.is_none_or(|(a, b)| likeness(a, b) >= NEAR)
    }
}
