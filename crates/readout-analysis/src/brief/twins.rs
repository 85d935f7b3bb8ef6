//! What was signed and its signing, told of in one breath: "signed a ceasefire in Oslo" is one thing that happened, with one line.
//!
//! Enters: the linked events of a story. Leaves: the same, an agreement or a truce joined with the signing of it that a sentence tells it as the object of.
//! A truce with a day of its own begins on that day, and stays apart.

use crate::brief::desk::Desk;
use crate::grammar::{Grammar, is_verbal};
use crate::link::events::Instance;
use crate::link::tellings::{Telling, overlap};
use readout_record::annotation::TokenIx;
use readout_record::kind::{EventType, Reality};

/// Joins them.
pub fn join(desk: &Desk, instances: &mut Vec<Instance>) {
    let mut at = 0;
    while at < instances.len() {
        let signing = (0..instances.len()).find(|&s| s != at && is_signing_of(desk, &instances[s], &instances[at]));
        match signing {
            Some(signing) => {
                let text = std::mem::take(&mut instances[at].tellings);
                let both = &mut instances[signing];
                both.tellings.extend(text);
                both.tellings.sort_by_key(|t| t.ix);
                instances.remove(at);
                at = 0;
            }
            None => at += 1,
        }
    }
}

fn is_signing_of(desk: &Desk, signing: &Instance, text: &Instance) -> bool {
    let agreed = |k: EventType| matches!(k, EventType::Agreement | EventType::Ceasefire);
    let kinds = signing.kind() == EventType::Signing && (agreed(text.kind()) || text.kind() == EventType::Signing);
    let done = |i: &Instance| matches!(i.reality(), Reality::Happened | Reality::UnderWay);
    if !kinds || !done(signing) || !done(text) {
        return false;
    }
    let date = text.date();
    let begins = text.kind() == EventType::Ceasefire && date.as_ref().and_then(|d| d.date()).is_some_and(|d| d.day.is_some());
    let days = signing.date().zip(date).is_none_or(|(a, b)| overlap(&a, &b));
    let pair = |s: &Telling, t: &Telling| {
        let head = |t: &Telling| desk.extracted[t.ix.0].events[t.ix.1].head;
        agreed(t.kind) && s.ix.0 == t.ix.0 && s.sentence == t.sentence && signs(&desk.grammars[s.ix.0], head(s), head(t))
    };
    !begins && days && signing.tellings.iter().any(|s| text.tellings.iter().any(|t| pair(s, t)))
}

/// "Signed the accord", "the signing of the accord", "the accord signed in Oslo".
fn signs(g: &Grammar, signing: TokenIx, text: TokenIx) -> bool {
    let over = match g.label(text) {
        "dobj" | "nsubjpass" => g.head(text),
        "pobj" => {
            let over = g.head(text).filter(|&p| matches!(g.word(p), "of" | "to" | "on")).and_then(|p| g.head(p));
            // "Put their signatures to the accord".
            over.map(|o| g.head(o).filter(|_| g.label(o) == "dobj" && o != signing).unwrap_or(o))
        }
        _ => None,
    };
    let described = g.head(signing) == Some(text) && matches!(g.label(signing), "acl" | "relcl");
    !is_verbal(g.token(text)) && (over == Some(signing) || described)
}
