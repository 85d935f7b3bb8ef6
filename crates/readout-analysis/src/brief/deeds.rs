//! Deeds with what comparing needs: who, the verb, the things, the day.
//!
//! Enters: the desk. Leaves: the deeds of a report. It leaves alone: what they are compared with.

use crate::brief::desk::Desk;
use crate::extract::deed::{self, Deed, WORDS};
use crate::link::actors::ActorIx;
use crate::link::follow_ups::Side;
use foldhash::HashSet;
use readout_record::annotation::TokenIx;
use readout_record::kind::ActorKind;
use readout_record::mention::DocumentIx;
use readout_record::span::Span;

/// A deed of a report with what comparing needs.
pub struct Told {
    /// The report.
    pub document: DocumentIx,
    /// The deed.
    pub deed: Deed,
    /// Who and what, in words.
    pub side: Side,
    /// The day on which it is told to be done, as days of the calendar.
    pub day: Option<i64>,
}

impl Told {
    /// Whether its verb is one of a list, by its lemma.
    pub fn verb_is(&self, list: &HashSet<String>) -> bool {
        self.side.verb.as_ref().is_some_and(|v| list.contains(v))
    }
}

/// The deeds of a report, but for those inside what is promised.
pub fn told_in(desk: &mut Desk, document: DocumentIx) -> Vec<Told> {
    let g = &desk.grammars[document];
    let in_promise = |span: Span| desk.extracted[document].commitments.iter().any(|c| c.action.contains(span));
    let deeds: Vec<Deed> = deed::deeds(g).into_iter().filter(|d| !in_promise(g.token(d.verb).span)).collect();
    deeds.into_iter().map(|deed| tell(desk, document, deed)).collect()
}

/// All deeds of a report.
pub fn tell_all(desk: &mut Desk, document: DocumentIx) -> Vec<Told> {
    deed::deeds(&desk.grammars[document]).into_iter().map(|deed| tell(desk, document, deed)).collect()
}

fn tell(desk: &mut Desk, document: DocumentIx, deed: Deed) -> Told {
    let actors = deed.agent.map_or_else(Vec::new, |a| desk.actors_at(document, a));
    let named = |a: &ActorIx| desk.table.instances[*a].kind.is_named();
    let actors = actors.into_iter().filter(named).collect();
    let side = Side {
        actors,
        verb: telling_verb(desk, document, deed.verb),
        things: things(desk, document, deed.clause),
        meaning: None,
    };
    let times = &desk.extracted[document].times;
    let day = times.iter().filter(|t| deed.clause.contains(t.span)).find_map(|t| t.edtf.as_ref()?.date()?.day_number());
    Told { document, deed, side, day }
}

/// The lemma of a verb that says what is done.
pub fn telling_verb(desk: &Desk, document: DocumentIx, verb: TokenIx) -> Option<String> {
    let lemma = desk.grammars[document].lemma(verb).to_lowercase();
    (!WORDS.light.contains(&lemma)).then_some(lemma)
}

/// Lemmas of the nouns, adjectives and numbers of a span that are neither a time nor the name of a state or a person.
pub fn things(desk: &Desk, document: DocumentIx, span: Span) -> Vec<String> {
    let g = &desk.grammars[document];
    let found = &desk.extracted[document];
    let named = |s: Span| {
        let who = found.actors.mentions.iter().find(|m| m.span.contains(s));
        who.is_some_and(|m| matches!(m.kind, ActorKind::Person | ActorKind::State) && m.name.starts_with(char::is_uppercase))
    };
    let name_goes_on = |t: TokenIx| g.token(t).pos == "PROPN" && g.tokens().get(t + 1).is_some_and(|n| n.pos == "PROPN");
    let telling = |t: &TokenIx| matches!(g.token(*t).pos, "NOUN" | "PROPN" | "ADJ" | "NUM") && !name_goes_on(*t);
    let tokens = g.tokens_in(span).filter(telling);
    let telling = tokens.filter(|&t| {
        let s = g.token(t).span;
        !found.times.iter().any(|time| time.span.contains(s)) && !named(s)
    });
    let mut lemmas: Vec<String> = telling.map(|t| g.lemma(t).to_lowercase()).collect();
    lemmas.sort_unstable();
    lemmas.dedup();
    lemmas
}
