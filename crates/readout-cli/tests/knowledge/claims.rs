//! The examples of `rules/claims`, run through the English model: two accounts, and what in them stands against each other.

use crate::ENGLISH;
use readout_analysis::extract::extract;
use readout_analysis::grammar::Grammar;
use readout_analysis::link::claims::denial::Pair;
use readout_analysis::link::claims::held;
use readout_analysis::link::claims::next::rifts;
use readout_analysis::link::claims::rename::Name;
use readout_analysis::link::claims::{self, Claim, Story};
use readout_meaning::meaning::Meaning;
use readout_record::document::{Document, Metadata};
use readout_record::edtf::Edtf;

/// An account, which may begin with the day of its publication.
fn told(text: &str) -> Document {
    let (published, text) = match text.strip_prefix("published: ").and_then(|t| t.split_once('\n')) {
        Some((day, text)) => (Edtf::parse(day), text),
        None => (None, text),
    };
    Document::new("example".into(), Metadata { published, ..Metadata::default() }, "en".into(), text.into(), Vec::new())
}

/// What stands against each other in two accounts, as `kind: words | words`.
fn opposed(text: &str) -> Vec<String> {
    let documents: Vec<Document> = text.split("\n---\n").map(|t| told(t.trim())).collect();
    let annotations: Vec<_> = documents.iter().map(|d| ENGLISH.annotate(&d.text)).collect();
    let grammars: Vec<Grammar> = documents.iter().zip(&annotations).map(|(d, a)| Grammar::new(d, a)).collect();
    let extracted: Vec<_> = grammars.iter().enumerate().map(|(i, g)| extract(g, i)).collect();
    let all: Vec<usize> = (0..grammars.len()).collect();
    let words = |c: &Claim, i: usize| c.values[i].span.of(grammars[c.values[i].document].text()).to_owned();
    let meaning = Meaning::new();
    let story = Story::new(&grammars, &extracted, &all, &meaning);
    let claims = story.claims();
    let amounts = claims.iter().filter(|c| c.holds()).map(|c| {
        let kind = if c.values[0].amount().is_some() { "quantity" } else { "time" };
        format!("{kind}: {} | {}", words(c, 0), words(c, 1))
    });
    let said = |p: &Pair, i: usize| p.said[i].span.of(grammars[p.said[i].document].text()).to_owned();
    let denials = story.denials();
    let denied = denials.iter().filter(|p| p.holds()).map(|p| format!("polarity: {} | {}", said(p, 1), said(p, 0)));
    let next = rifts(&story.accounts);
    let next = next.into_iter().chain(held::rifts(&story.accounts)).map(|r| {
        let words = |i: usize| r.told[i].span.of(grammars[r.told[i].document].text());
        format!("{}: {} | {}", if r.day { "time" } else { "place" }, words(0), words(1))
    });
    let renamings = story.renamings();
    let called = |n: &Name| n.span.of(grammars[n.document].text());
    let names = renamings.iter().filter(|p| p.holds());
    let names = names.map(|p| format!("name: {} | {}", called(&p.names[0]), called(&p.names[1])));
    amounts.chain(denied).chain(next).chain(names).collect()
}

#[test]
fn accounts_stand_against_each_other_where_the_examples_say() {
    let mut wrong = Vec::new();
    for example in claims::examples() {
        let found = opposed(&example.text);
        if found != example.finds {
            wrong.push(format!("{}\n  wanted {:?}\n  found  {:?}", example.text, example.finds, found));
        }
    }
    assert!(claims::examples().count() >= 8);
    assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}
