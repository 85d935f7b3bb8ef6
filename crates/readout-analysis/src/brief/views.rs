//! Views of the record: the words by which an event is told, and what the reports leave open.
//!
//! Enters: entries that stand already. Leaves: lists that show them from another side.

use crate::brief::desk::Desk;
use crate::brief::elsewhere::Elsewhere;
use crate::brief::linked::Linked;
use crate::brief::rank::ranked;
use crate::link::tellings::Telling;
use readout_record::kind::Reality;
use readout_record::record::{Event, Evidence, OpenQuestion};
use std::collections::BTreeMap;

/// Most pieces of evidence of a line.
pub const WORDS: usize = 3;

/// For each event of the record what every telling of it makes of its reality, and the clause that says so.
pub struct Told(BTreeMap<String, Vec<(Reality, Evidence)>>);

impl Told {
    /// `ids` are those of the linked events, none for what the record leaves out.
    pub fn new(desk: &Desk, linked: &[Linked], ids: &[Option<String>]) -> Told {
        let clause = |t: &Telling| {
            let mention = &desk.extracted[t.ix.0].events[t.ix.1];
            (t.reality, desk.evidence(t.ix.0, mention.evidence))
        };
        let shown = linked.iter().zip(ids).filter_map(|(l, id)| Some((id.clone()?, l)));
        Told(shown.map(|(id, l)| (id, l.instance.tellings.iter().map(clause).collect())).collect())
    }

    /// The first clauses of an event's evidence, those before others that tell it as one of `realities`.
    pub fn words(&self, event: &Event, realities: &[Reality]) -> Vec<Evidence> {
        let fits = |e: &&Evidence| {
            let told = self.0.get(&event.id);
            told.is_some_and(|told| told.iter().any(|(reality, clause)| clause == *e && realities.contains(reality)))
        };
        let (first, rest): (Vec<&Evidence>, Vec<&Evidence>) = event.evidence.iter().partition(fits);
        first.into_iter().chain(rest).take(WORDS).cloned().collect()
    }
}

/// What the reports call unknown, in the order of the documents, without what a later one comes back to in words that leave nothing open.
pub fn open_questions(desk: &Desk, sentences: &Elsewhere) -> Vec<OpenQuestion> {
    let mut scored = Vec::new();
    for (document, extracted) in desk.extracted.iter().enumerate() {
        for &span in extracted.questions.iter().filter(|s| !sentences.taken_up_later(desk, document, **s)) {
            let evidence = desk.evidence(document, span);
            scored.push((1.0, OpenQuestion { text: evidence.quote.clone(), weight: 0.0, evidence: vec![evidence] }));
        }
    }
    ranked(scored, |q: &OpenQuestion| (q.evidence[0].document.clone(), q.evidence[0].start), |q, w| q.weight = w)
}
