//! A topic of ECB+ as the program's linking sees it.
//!
//! Enters: articles with gold mentions. Leaves: tellings with their company, and the number of the gold event of each.

use super::super::reader::Reader;
use super::corpus::{Article, Mention, Sentence};
use readout_analysis::grammar::Grammar;
use readout_analysis::link::same_event::company::Company;
use readout_analysis::link::same_event::told::{Told, Vectors};
use readout_record::document::{Document, Metadata};
use readout_record::meaning::{Encoder, Reading, Vector};
use std::collections::BTreeMap;

/// One topic.
pub struct Topic {
    /// Its number in the corpus.
    pub number: usize,
    /// Its mentions of events, in the order of documents and sentences.
    pub told: Vec<Told>,
    /// The number of the event of each; numbers below that of mentions.
    pub events: Vec<usize>,
    /// What they are in.
    pub company: Company,
}

impl Topic {
    /// Reads a topic.
    pub fn new(number: usize, articles: &[Article], reader: &Reader, encoder: &dyn Encoder) -> Topic {
        let sentences: Vec<(usize, &Sentence)> =
            articles.iter().enumerate().flat_map(|(a, article)| article.sentences.iter().map(move |s| (a, s))).collect();
        let readings = encoder.read(&sentences.iter().map(|(_, s)| s.text.as_str()).collect::<Vec<_>>());
        let names = names(&sentences, encoder);
        let (mut told, mut events, mut first) = (Vec::new(), Vec::new(), BTreeMap::new());
        for ((article, sentence), reading) in sentences.iter().zip(&readings) {
            let (document, annotations) = reader.read(&sentence.text, None);
            let g = Grammar::new(&document, &annotations);
            for mention in &sentence.mentions {
                let alone = names[&name(sentence, mention)];
                told.push(telling(&g, mention, reading, alone, (*article, sentence.number)));
                events.push(*first.entry(mention.event.as_str()).or_insert(events.len()));
            }
        }
        let document = |a: &Article| Document::new("gold".into(), Metadata::default(), "en".into(), a.text.clone(), Vec::new());
        let documents: Vec<Document> = articles.iter().map(document).collect();
        let company = Company::new(&told, &documents.iter().collect::<Vec<_>>());
        Topic { number, told, events, company }
    }
}

/// The words of a mention, in lower case.
fn name(sentence: &Sentence, mention: &Mention) -> String {
    let words: Vec<&str> = mention.words.iter().map(|(s, e)| &sentence.text[*s..*e]).collect();
    words.join(" ").to_lowercase()
}

/// The vectors of all names of events, each read once.
fn names(sentences: &[(usize, &Sentence)], encoder: &dyn Encoder) -> BTreeMap<String, Vector> {
    let all = sentences.iter().flat_map(|(_, s)| s.mentions.iter().map(|m| (name(s, m), [0.0; 384])));
    let mut names: BTreeMap<String, Vector> = all.collect();
    let vectors = encoder.embed(&names.keys().map(String::as_str).collect::<Vec<_>>());
    names.values_mut().zip(vectors).for_each(|(name, vector)| *name = vector);
    names
}

fn telling(g: &Grammar, mention: &Mention, reading: &Reading, alone: Vector, at: (usize, usize)) -> Told {
    let within = |start: usize, end: usize| mention.words.iter().any(|(s, e)| start < *e && *s < end);
    let tokens = g.tokens();
    let words: Vec<usize> = (0..tokens.len()).filter(|t| within(tokens[*t].span.start(), tokens[*t].span.end())).collect();
    let vectors = Vectors { alone, within: reading.within(&mention.words), around: reading.whole() };
    Told::new(g, &words, 0..tokens.len(), at, vectors)
}
