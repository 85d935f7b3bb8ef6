//! Which documents tell one story.
//!
//! Enters: documents with their annotations. Leaves: groups of documents. It leaves alone: what happened; shared words, names above all, and
//! nearness of publication decide.

pub mod terms;

use crate::link::linkage::Clusters;
use readout_record::annotation::Annotations;
use readout_record::document::Document;
use terms::Terms;

/// Days after which nearness of publication has faded to a third.
const FADE: f64 = 14.0;
/// What stays of likeness when two documents were published far apart: follow-ups come weeks later.
const FAR: f64 = 0.6;
/// Likeness below which a pair is not kept.
const FAINT: f64 = 0.03;
/// Mean likeness that makes one story of a few documents: whoever hands over a handful has already chosen them.
const FEW: (f64, f64) = (10.0, 0.065);
/// Mean likeness that makes one story in an archive.
const MANY: (f64, f64) = (200.0, 0.14);

/// Groups documents into stories: each document in exactly one, members in order, the largest story first, then by first member.
/// Average-linkage clustering over TF-IDF likeness.
pub fn stories(documents: &[&Document], annotations: &[&Annotations]) -> Vec<Vec<usize>> {
    let terms = Terms::new(documents, annotations);
    let days: Vec<Option<i64>> = documents.iter().map(|d| d.metadata.day()).collect();
    let mut clusters = Clusters::new(documents.len());
    for (a, b, likeness) in terms.likeness() {
        let near = near(days[a], days[b]) * likeness;
        if near >= FAINT {
            clusters.link(a, b, near);
        }
    }
    let mut found = clusters.merged(threshold(documents.len()));
    found.iter_mut().for_each(|members| members.sort_unstable());
    found.sort_by_key(|members| (std::cmp::Reverse(members.len()), members.first().copied()));
    found
}

/// The mean likeness that makes one story of so many documents.
fn threshold(documents: usize) -> f64 {
    let (few, many) = (FEW.0.ln(), MANY.0.ln());
    let part = ((documents.max(1) as f64).ln() - few) / (many - few);
    FEW.1 + (MANY.1 - FEW.1) * part.clamp(0.0, 1.0)
}

/// The share of likeness that stays after so many days; all of it where a date is unknown.
fn near(a: Option<i64>, b: Option<i64>) -> f64 {
    a.zip(b).map_or(1.0, |(a, b)| FAR + (1.0 - FAR) * (-(a.abs_diff(b) as f64) / FADE).exp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use readout_record::annotation::Token;
    use readout_record::document::Metadata;
    use readout_record::edtf::Edtf;
    use readout_record::span::Span;

    /// A report whose capitalised words are names and whose other words are nouns.
    fn report(text: &str, published: &str) -> (Document, Annotations) {
        let metadata = Metadata { published: Edtf::parse(published), ..Metadata::default() };
        let document = Document::new("a.txt".into(), metadata, "en".into(), text.into(), Vec::new());
        let mut annotations = Annotations::default();
        let mut at = 0;
        for word in text.split(' ') {
            let pos = if word.starts_with(char::is_uppercase) { "PROPN" } else { "NOUN" };
            let Some(span) = Span::new(text, at, at + word.len()) else { continue };
            let (tag, label, lemma) = ("NN", "dep", word.into());
            annotations.tokens.push(Token { span, head: 0, sentence_start: at == 0, tag, pos, label, morph: "", lemma });
            at += word.len() + 1;
        }
        (document, annotations)
    }

    fn of(reports: &[(Document, Annotations)]) -> Vec<Vec<usize>> {
        let documents: Vec<&Document> = reports.iter().map(|r| &r.0).collect();
        let annotations: Vec<&Annotations> = reports.iter().map(|r| &r.1).collect();
        stories(&documents, &annotations)
    }

    #[test]
    fn reports_that_share_names_are_one_story_and_strangers_are_not() {
        let found = of(&[
            report("Norvia Eastmark talks Brell prisoners lists mediator Calder hotel", "2024-03-01"),
            report("ferry captain Port Lissel court negligence chart rock", "2024-03-01"),
            report("Eastmark Norvia prisoners released Brell Calder families bridge", "2024-03-09"),
            report("harvest apples orchard frost prices cider", "2024-03-02"),
        ]);
        assert_eq!(found, [vec![0, 2], vec![1], vec![3]]);
    }

    #[test]
    fn no_documents_and_empty_documents_do_no_harm() {
        assert!(of(&[]).is_empty());
        assert_eq!(of(&[report("", "2024-03-01"), report("Norvia", "")]).len(), 2);
    }

    #[test]
    fn documents_without_annotations_go_by_their_words() {
        let mut reports = [
            report("Gespräche Norvia Eastmark Brell Gefangene Calder Hotel Listen", "2024-03-01"),
            report("Calder Gefangene Norvia Eastmark Brell Listen Brücke", "2024-03-02"),
        ];
        reports.iter_mut().for_each(|r| r.1 = Annotations::default());
        assert_eq!(of(&reports), [vec![0, 1]]);
    }

    #[test]
    fn the_threshold_rises_with_the_size_of_the_set() {
        assert!(threshold(0) == FEW.1 && threshold(5) == FEW.1);
        assert!(threshold(50) > FEW.1 && threshold(50) < MANY.1);
        assert_eq!(threshold(5000), MANY.1);
    }
}
