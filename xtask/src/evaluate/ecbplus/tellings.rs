//! A topic of ECB+ as the program's linking sees it.
//!
//! Enters: articles with gold mentions. Leaves: tellings with their company, and the number of the gold event of each.

use super::super::reader::Reader;
use super::corpus::{Article, Mention, Sentence};
use readout_analysis::grammar::Grammar;
use readout_analysis::link::same_event::company::Company;
use readout_analysis::link::same_event::features::{COUNT, features};
use readout_analysis::link::same_event::told::{Told, Vectors};
use readout_record::annotation::{Annotations, TokenIx};
use readout_record::document::Document;
use readout_record::meaning::{Encoder, Vector};
use std::collections::{BTreeMap, BTreeSet};

/// One topic.
pub struct Topic {
    /// Its number in the corpus.
    pub number: usize,
    /// Its mentions of events, in the order of documents and sentences.
    pub told: Vec<Told>,
    /// The number of the event of each; numbers below that of mentions.
    pub events: Vec<usize>,
    /// The sentence of each, and the places in it of the words of the mention, in bytes.
    pub places: Vec<(String, Vec<(usize, usize)>)>,
    /// What they are in.
    pub company: Company,
}

impl Topic {
    /// Reads a topic.
    pub fn new(number: usize, articles: &[Article], reader: &Reader) -> Topic {
        let encoder = reader.encoder();
        let sentences: Vec<(usize, &Sentence)> =
            articles.iter().enumerate().flat_map(|(a, article)| article.sentences.iter().map(move |s| (a, s))).collect();
        let readings = encoder.read_events(&sentences.iter().map(|(_, s)| s.text.as_str()).collect::<Vec<_>>());
        let names = read_once(sentences.iter().flat_map(|(_, s)| s.mentions.iter().map(|m| name(s, m))), encoder);
        let read: Vec<_> = sentences.iter().map(|(_, s)| reader.read(&s.text, None)).collect();
        let parsed: Vec<Grammar> = read.iter().map(|(d, a)| Grammar::new(d, a)).collect();
        let (mut told, mut events, mut places, mut first) = (Vec::new(), Vec::new(), Vec::new(), BTreeMap::new());
        for (((article, sentence), reading), g) in sentences.iter().zip(&readings).zip(&parsed) {
            for mention in &sentence.mentions {
                let vectors = Vectors {
                    alone: names[&name(sentence, mention)],
                    within: reading.within(&mention.words),
                    around: reading.whole(),
                };
                told.push(Told::new(g, &words(g, mention), 0..g.tokens().len(), (*article, sentence.number), vectors));
                places.push((sentence.text.clone(), mention.words.clone()));
                events.push(*first.entry(mention.event.as_str()).or_insert(events.len()));
            }
        }
        let whole: Vec<_> = articles.iter().map(|a| reader.read(&a.text, None)).collect();
        let (documents, annotations): (Vec<&Document>, Vec<&Annotations>) = whole.iter().map(|(d, a)| (d, a)).unzip();
        let company = Company::new(&told, &documents, &annotations);
        Topic { number, told, events, places, company }
    }

    /// What two of its tellings have in common.
    pub fn common(&self, a: usize, b: usize) -> [f32; COUNT] {
        features(&self.told[a], &self.told[b], &self.company)
    }
}

/// The words of a mention, in lower case.
fn name(sentence: &Sentence, mention: &Mention) -> String {
    let words: Vec<&str> = mention.words.iter().map(|(s, e)| &sentence.text[*s..*e]).collect();
    words.join(" ").to_lowercase()
}

/// The vectors of texts, each read once.
fn read_once(texts: impl Iterator<Item = String>, encoder: &dyn Encoder) -> BTreeMap<String, Vector> {
    let texts: Vec<String> = texts.collect::<BTreeSet<String>>().into_iter().collect();
    let vectors = encoder.embed(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    texts.into_iter().zip(vectors).collect()
}

/// The tokens of a mention.
fn words(g: &Grammar, mention: &Mention) -> Vec<TokenIx> {
    let within = |start: usize, end: usize| mention.words.iter().any(|(s, e)| start < *e && *s < end);
    let tokens = g.tokens();
    (0..tokens.len()).filter(|t| within(tokens[*t].span.start(), tokens[*t].span.end())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use readout_analysis::link::same_event::judge::JUDGE;

    fn article(text: &str, events: &[&str]) -> Article {
        let mention = |name: &&str| {
            let start = text.find(name).expect("words of the text");
            Mention { words: vec![(start, start + name.len())], event: (*name).to_owned() }
        };
        let sentence = Sentence { number: 1, text: text.to_owned(), mentions: events.iter().map(mention).collect() };
        Article { text: text.to_owned(), sentences: vec![sentence] }
    }

    #[test]
    fn one_release_in_two_reports_is_likelier_one_event_than_a_release_and_a_vote() {
        let articles = [
            article("Kestria released the 14 sailors of the tanker Aurelia on Saturday .", &["released"]),
            article("The 14 sailors of the Aurelia were freed by Kestria .", &["freed"]),
            article("Lembra's parliament voted on the budget after a long debate .", &["voted"]),
        ];
        let topic = Topic::new(1, &articles, &Reader::new().expect("the model"));
        let likely = |a: usize, b: usize| JUDGE.likely(None, &topic.common(a, b));
        assert_eq!(topic.events, [0, 1, 2]);
        assert!(topic.told[0].parts.contains("sailor") && topic.told[1].parts.contains("kestria"), "{:?}", topic.told[1]);
        assert!(likely(0, 1) > 0.5 && likely(0, 2) < 0.2, "{} {}", likely(0, 1), likely(0, 2));
    }
}
