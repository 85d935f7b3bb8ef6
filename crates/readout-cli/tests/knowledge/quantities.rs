//! The examples of the quantity rules, run through the English model, and the arithmetic on what they find.

use crate::ENGLISH;
use readout_analysis::extract::quantity::{self, can_both_hold, duration_iso};
use readout_analysis::grammar::Grammar;
use readout_record::document::{Document, Metadata};
use readout_record::mention::QuantityMention;

fn quantities(text: &str) -> Vec<QuantityMention> {
    let document = Document::new("example".into(), Metadata::default(), "en".into(), text.into(), Vec::new());
    let annotations = ENGLISH.annotate(text);
    quantity::quantities(&Grammar::new(&document, &annotations))
}

/// The one quantity of a clause such as "The call lasted {words}."
fn lasted(words: &str) -> QuantityMention {
    let mut found = quantities(&format!("The call lasted {words}."));
    assert_eq!(found.len(), 1, "{words}: {found:?}");
    found.remove(0)
}

#[test]
fn every_quantity_rule_file_finds_what_its_examples_say() {
    let mut wrong = Vec::new();
    for (file, example) in quantity::examples() {
        let found: Vec<String> = quantities(&example.text).iter().map(|m| quantity::notation(&example.text, m)).collect();
        if found != example.finds {
            wrong.push(format!("{file}: {}\n  wanted {:?}\n  found  {:?}", example.text, example.finds, found));
        }
    }
    assert!(quantity::examples().len() >= 75);
    assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn one_length_of_time_has_one_value_in_every_wording() {
    for (iso, wordings) in [
        ("PT90M", ["90 minutes", "an hour and a half", "one and a half hours", "1.5 hours", "ninety minutes"]),
        ("PT30M", ["30 minutes", "half an hour", "thirty minutes", "about half an hour", "close to 30 minutes"]),
        ("PT2H", ["two hours", "2 hours", "about two hours", "nearly two hours", "more than two hours"]),
    ] {
        for words in wordings {
            let found = lasted(words);
            assert_eq!(duration_iso(&found.quantity).as_deref(), Some(iso), "{words}");
        }
    }
}

#[test]
fn told_lengths_agree_or_differ_as_a_reader_would_say() {
    for (a, b, agree) in [
        ("half an hour", "30 minutes", true),
        ("an hour and a half", "90 minutes", true),
        ("nearly two hours", "110 minutes", true),
        ("an hour", "55 minutes", true),
        ("more than 30 minutes", "34 minutes", true),
        ("about 40 minutes", "45 minutes", true),
        ("at least an hour", "90 minutes", true),
        ("between 30 and 40 minutes", "35 minutes", true),
        ("30 minutes", "90 minutes", false),
        ("half an hour", "90 minutes", false),
        ("close to thirty minutes", "an hour and a half", false),
        ("less than an hour", "90 minutes", false),
        ("two hours", "40 minutes", false),
    ] {
        let (left, right) = (lasted(a).quantity, lasted(b).quantity);
        assert_eq!(can_both_hold(&left, &right), agree, "{a} and {b}");
        assert_eq!(can_both_hold(&right, &left), agree, "{b} and {a}");
    }
}

#[test]
fn what_is_told_agrees_with_itself_in_any_unit() {
    for minutes in [5, 12, 20, 34, 45, 60, 75, 90, 105, 120, 150, 240] {
        let told = lasted(&format!("{minutes} minutes")).quantity;
        for words in [format!("about {minutes} minutes"), format!("more than {} minutes", minutes - 1), format!("{minutes} min")]
        {
            assert!(can_both_hold(&told, &lasted(&words).quantity), "{minutes} and {words}");
        }
        assert!(
            !can_both_hold(&told, &lasted(&format!("{} minutes", minutes * 3)).quantity),
            "{minutes} and three times as long"
        );
    }
}
