//! The examples of the tables for names and places of actors, run through the English model as a reader would see them.

use crate::ENGLISH;
use readout_analysis::extract::actor::{Actors, actors, example};
use readout_analysis::grammar::Grammar;
use readout_analysis::rules::Example;
use readout_record::document::{Document, Metadata};

fn check(examples: &[Example], shown: impl Fn(&Grammar, &Actors) -> Vec<String>) {
    let mut wrong = Vec::new();
    for example in examples {
        let document = Document::new("example".into(), Metadata::default(), "en".into(), example.text.clone(), Vec::new());
        let annotations = ENGLISH.annotate(&document.text);
        let g = Grammar::new(&document, &annotations);
        let found = shown(&g, &actors(&g));
        if found != example.finds {
            wrong.push(format!("{}\n  wanted {:?}\n  found  {found:?}", example.text, example.finds));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_of_actors_are_told_from_other_names() {
    check(example::of_names(), |_, actors| example::shown(actors));
}

#[test]
fn capitals_and_seats_stand_for_states_where_the_examples_say() {
    check(example::of_metonymy(), example::shown_places);
}
