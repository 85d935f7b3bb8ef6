//! The examples of the event rules, run through the English model as a reader would see them.

use crate::ENGLISH;
use readout_analysis::brief::{pairs, parties};
use readout_analysis::extract::event::{initiative, reality, rules::RULES};
use readout_analysis::extract::{Extracted, extract};
use readout_analysis::grammar::Grammar;
use readout_analysis::{Options, analyse};
use readout_meaning::meaning::Meaning;
use readout_record::document::{Document, Metadata};
use readout_record::edtf::Edtf;
use readout_record::record::Event;

/// Reads a text as an undated report and hands over what was extracted.
fn read<T>(text: &str, look: impl FnOnce(&Grammar, &Extracted) -> T) -> T {
    let document = Document::new("example".into(), Metadata::default(), "en".into(), text.into(), Vec::new());
    let annotations = ENGLISH.annotate(text);
    let grammar = Grammar::new(&document, &annotations);
    look(&grammar, &extract(&grammar, 0))
}

/// Events as `type: trigger | reality | role words, role words`.
fn events(text: &str) -> Vec<String> {
    read(text, |g, found| {
        let event = |e: &readout_record::mention::EventMention| {
            let parts: Vec<String> = e.participants.iter().map(|p| format!("{} {}", p.role, p.span.of(g.text()))).collect();
            format!("{}: {} | {} | {}", e.kind, e.trigger.of(g.text()), e.reality, parts.join(", "))
        };
        found.events.iter().map(event).collect()
    })
}

#[test]
fn every_event_rule_finds_what_its_examples_say() {
    let mut wrong = Vec::new();
    for (file, event) in &RULES.files {
        assert!(!event.examples.is_empty(), "rules/events/{file}.toml has no examples");
        for example in &event.examples {
            let found = events(&example.text);
            if found != example.finds {
                wrong.push(format!("{file}: {}\n  wanted {:?}\n  found  {:?}", example.text, example.finds, found));
            }
        }
    }
    assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn reality_is_decided_by_the_words_around_the_event() {
    let mut wrong = Vec::new();
    for example in reality::examples() {
        let found: Vec<String> = read(&example.text, |g, found| {
            found.events.iter().map(|e| format!("{} {}", e.trigger.of(g.text()), e.reality)).collect()
        });
        if found != example.finds {
            wrong.push(format!("{}\n  wanted {:?}\n  found  {:?}", example.text, example.finds, found));
        }
    }
    assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn who_asked_for_a_contact_is_told_by_the_words_around_it() {
    let mut wrong = Vec::new();
    for example in initiative::examples() {
        let found: Vec<String> = read(&example.text, |g, found| {
            let asked = |e: &readout_record::mention::EventMention| {
                let (who, _) = initiative::initiative(g, e.head)?;
                Some(format!("{} < {}", e.trigger.of(g.text()), g.word(who)))
            };
            found.events.iter().filter_map(asked).collect()
        });
        if found != example.finds {
            wrong.push(format!("{}\n  wanted {:?}\n  found  {:?}", example.text, example.finds, found));
        }
    }
    assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}

/// The documents of an example, one a day from 1 April 2024 on.
fn reports(text: &str) -> Vec<Document> {
    let report = |(day, text): (usize, &str)| {
        let published = Edtf::parse(&format!("2024-04-{:02}", day + 1));
        Document::new(format!("{day}"), Metadata { published, ..Metadata::default() }, "en".into(), text.into(), Vec::new())
    };
    text.split("\n---\n").enumerate().map(report).collect()
}

#[test]
fn two_who_deal_with_each_other_are_meant_by_words_for_both() {
    let mut wrong = Vec::new();
    for example in pairs::examples() {
        let documents = reports(&example.text);
        let annotations = documents.iter().map(|d| ENGLISH.annotate(&d.text)).collect();
        let record = analyse(documents, annotations, &Meaning::new(), &Options { one_story: true, ..Options::default() });
        let name = |id: &str| record.actors.iter().find(|a| a.id == id).map_or(String::new(), |a| a.name.clone());
        let event = |e: &Event| {
            let mut names: Vec<String> = e.participants.iter().map(|p| name(&p.actor)).collect();
            names.sort_unstable();
            format!("{} = {}", e.kind, names.join(" + "))
        };
        let mut found: Vec<String> = record.events.iter().map(event).collect();
        found.sort_unstable();
        if found != example.finds {
            wrong.push(format!("{}\n  wanted {:?}\n  found  {:?}", example.text, example.finds, found));
        }
    }
    assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn who_is_told_as_a_party_is_somebody_a_reader_knows() {
    let mut wrong = Vec::new();
    for example in parties::examples() {
        let documents = reports(&example.text);
        let annotations = documents.iter().map(|d| ENGLISH.annotate(&d.text)).collect();
        let record = analyse(documents, annotations, &Meaning::new(), &Options { one_story: true, ..Options::default() });
        let name = |id: &str| record.actors.iter().find(|a| a.id == id).map_or(String::new(), |a| a.name.clone());
        let event = |e: &Event| {
            let mut told: Vec<String> = e.participants.iter().map(|p| format!("{} {}", p.role, name(&p.actor))).collect();
            told.sort_unstable();
            let day = e.date.as_ref().map_or("-", |d| d.as_str());
            format!("{} | {day} | {} | {}", e.kind, e.reality, told.join(", "))
        };
        let found: Vec<String> = record.events.iter().map(event).collect();
        if found != example.finds {
            wrong.push(format!("{}\n  wanted {:?}\n  found  {:?}", example.text, example.finds, found));
        }
    }
    assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}

/// How many accounts tell each event of a kind.
fn accounts(text: &str, kind: &str) -> Vec<usize> {
    let documents = reports(text);
    let annotations = documents.iter().map(|d| ENGLISH.annotate(&d.text)).collect();
    let record = analyse(documents, annotations, &Meaning::new(), &Options { one_story: true, ..Options::default() });
    record.events.iter().filter(|e| e.kind.as_str() == kind).map(|e| e.accounts).collect()
}

#[test]
fn an_annex_is_signed_apart_from_the_deal() {
    let signed = |second: &str| {
        format!(
            "Chad and Niger signed the border agreement in Oslo on Monday.\n---\nChad and Niger signed the {second} in Oslo on Monday."
        )
    };
    assert_eq!(accounts(&signed("annex"), "signing"), [1, 1]);
    assert_eq!(accounts(&signed("accord"), "signing"), [2]);
}

#[test]
fn a_contact_that_was_not_held_is_the_one_that_was_planned() {
    let text = "Envoys of Chad and Niger will meet in Oslo by 10 April.\n---\nA meeting in Oslo has still not been held.";
    assert_eq!(accounts(text, "meeting"), [2]);
    let held = "Envoys of Chad and Niger met in Oslo on Monday.\n---\nEnvoys of Chad and Niger will meet in Oslo on Friday.";
    assert_eq!(accounts(held, "meeting"), [1, 1]);
}

#[test]
fn governments_of_states_are_the_states() {
    let text = "The Governments of Chad and Niger signed the treaty on Monday.\n---\nChad and Niger signed the treaty on Monday.";
    assert_eq!(accounts(text, "signing"), [2]);
}

#[test]
fn people_counted_alike_and_a_body_that_is_to_meet_hold_tellings_together() {
    let sent = "Norway will deploy a team of 24 monitors to Oslo within ten days.\n---\nThe 24 monitors from Norway arrived in Oslo on Friday.";
    assert_eq!(accounts(sent, "other").iter().max(), Some(&2));
    let body = "The UN Security Council will meet on Friday.\n---\nTwo states asked for a meeting of the UN Security Council.";
    assert_eq!(accounts(body, "meeting"), [2]);
}

#[test]
fn a_previous_truce_is_another_one() {
    let text = "Chad and Niger signed a ceasefire in Oslo on Monday. A previous truce, in January, collapsed within days.";
    assert_eq!(accounts(text, "ceasefire"), [1]);
    assert_eq!(accounts(text, "signing"), [1]);
    let broken = "Chad and Niger agreed on a ceasefire on Monday. A previous truce, in January, collapsed within days.";
    assert_eq!(accounts(broken, "ceasefire"), [1, 1]);
}
