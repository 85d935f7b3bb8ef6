//! Who tells of an event without taking part in it.
//!
//! Enters: the grammatical view and events with those who stand beside them. Leaves: the same events without their tellers: the author whom a headline
//! names ("Statement by A on B's call with C"), the subject of a verb of speech or of one that reports a contact of others.

use super::holders::{HOLDERS, is_mouthpiece};
use super::rules::{RULES, is_dealing, same_family};
use super::setting::Setting;
use crate::extract::statement::lexicon::LEXICON;
use crate::grammar::{Grammar, is_verbal};
use readout_record::annotation::TokenIx;
use readout_record::kind::EventType;
use readout_record::mention::EventMention;

/// Takes the authors of statements on an event out of it where others are told to take part: whoever states something on "the visit of B" or on "B's call"
/// need not be there, while "a statement by A on the meeting with B" is by one of the two, unless A speaks for others.
pub fn leave_out(s: &Setting, events: &mut [EventMention]) {
    let g = s.g;
    for event in events {
        let contact = same_family(event.kind, EventType::Meeting);
        let told = event.participants.iter().filter(|p| !reports(g, p.head, event.head)).count();
        event.participants.retain(|p| !(contact && told > 1 && reports(g, p.head, event.head)));
        let author: Vec<bool> = event.participants.iter().map(|p| stated_by(g, p.head, event.head)).collect();
        let last = event.participants.iter().zip(&author).filter(|(_, a)| **a).map(|(p, _)| p.head).max();
        let others = author.iter().filter(|a| !**a).count();
        let owner = |p: TokenIx| last.is_some_and(|author| author < p && p < event.head);
        let owned = event.participants.iter().zip(&author).any(|(p, a)| !a && owner(p.head));
        let role = |author: TokenIx| s.actors.mention(author).and_then(|m| m.role.as_deref());
        let speaks_for = last.and_then(role).is_some_and(is_mouthpiece);
        if owned || others > 1 || speaks_for {
            let mut told = author.into_iter();
            event.participants.retain(|_| !told.next().unwrap_or(false));
        }
    }
}

/// Whether a name before an event is that of an author, with the word for what is said before "by" and "on" or its like between the two: "Statement by
/// Spokesperson A on". The parse of a headline seldom shows it, its words do.
fn stated_by(g: &Grammar, name: TokenIx, event: TokenIx) -> bool {
    const REACH: usize = 14;
    let sentence = g.sentence(event);
    if name > event || g.sentence(name) != sentence {
        return false;
    }
    let word = |t: TokenIx| g.word(t).to_lowercase();
    let ends =
        |t: TokenIx| HOLDERS.about.contains(&word(t)) || is_verbal(g.token(t)) && g.word(t).starts_with(char::is_lowercase);
    let before = (0..name).rev().take(REACH).take_while(|&t| g.sentence(t) == sentence && !ends(t));
    let author = |t: TokenIx| matches!(word(t).as_str(), "by" | "from");
    let by = before.into_iter().find(|&t| author(t) && t > 0 && HOLDERS.utterances.contains(&word(t - 1)));
    by.is_some() && (name + 1..event).any(|t| HOLDERS.about.contains(&word(t)))
}

/// "The palace announced a meeting between A and B": who reports a contact of two others.
fn reports(g: &Grammar, who: TokenIx, event: TokenIx) -> bool {
    let verb = g.head(event).filter(|_| g.label(event) == "dobj");
    verb.is_some_and(|v| HOLDERS.reporting.contains(g.lemma(v)) && g.subject(v).is_some_and(|s| g.conjuncts(s).contains(&who)))
}

/// "Norway welcomed the call", "the army rejects the accord", "a call that a diplomat described as cool": who says or does something with an event takes no
/// part in it.
pub fn comments(g: &Grammar, who: TokenIx, event: TokenIx, kind: EventType) -> bool {
    let dealing = is_dealing(kind);
    let first = if g.label(who) == "conj" { g.head(who).unwrap_or(who) } else { who };
    let verb = g.head(first).filter(|&v| g.label(first) == "nsubj" && v != event && is_verbal(g.token(v)));
    let relative =
        g.under(who, &["relcl"]).find(|&v| !is_verbal(g.token(event)) && g.label(event) == "dobj" && g.head(event) == Some(v));
    let takes_part = |v: TokenIx| HOLDERS.verbs.contains(g.lemma(v)) || !RULES.verb(&g.lemma(v).to_lowercase()).is_empty();
    // "The Front, which rejects the accord".
    dealing && relative.is_some_and(|v| !takes_part(v))
        || verb.is_some_and(|v| {
            let speaks = !LEXICON.verb(g.lemma(v)).is_empty() && !HOLDERS.verbs.contains(g.lemma(v));
            // "Gave the accord a cool welcome": the event is whom it is given to.
            let received = g.label(event) == "dative" && g.head(event) == Some(v);
            let object = g.label(event) == "dobj" && g.head(event) == Some(v) && !is_verbal(g.token(event));
            // "They talked for an hour, in a call that one of them described as cool".
            let described = g.label(v) == "relcl" && !g.ancestors(event).any(|a| a == v);
            let dealt_with = dealing && (object || described) && !takes_part(v);
            speaks || received || dealt_with
        })
}
