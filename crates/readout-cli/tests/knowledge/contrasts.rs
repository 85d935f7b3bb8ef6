//! The examples of `rules/contrasts.toml`, run through the English model: what one report puts side by side.

use crate::ENGLISH;
use readout_analysis::extract::extract;
use readout_analysis::grammar::Grammar;
use readout_analysis::link::contrasts;
use readout_analysis::link::contrasts::told::Told;
use readout_record::document::{Document, Metadata};

/// The contrasts of a text, as `kind: who: words | who: words`.
fn found(text: &str) -> Vec<String> {
    let document = Document::new("example".into(), Metadata::default(), "en".into(), text.into(), Vec::new());
    let annotations = ENGLISH.annotate(text);
    let g = Grammar::new(&document, &annotations);
    let side = |told: &Told| format!("{}: {}", g.word(told.source), told.span.of(text));
    let all = contrasts::contrasts(&g, &extract(&g, 0));
    all.iter().map(|c| format!("{}: {} | {}", c.kind, side(&c.sides[0]), side(&c.sides[1]))).collect()
}

#[test]
fn what_a_report_puts_side_by_side() {
    let mut wrong = Vec::new();
    for example in contrasts::examples() {
        let found = found(&example.text);
        if found != example.finds {
            wrong.push(format!("{}\n  wanted {:?}\n  found  {found:?}", example.text, example.finds));
        }
    }
    assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}
