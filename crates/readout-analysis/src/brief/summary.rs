//! Stories with a summary in the reports' own sentences.
//!
//! Enters: the desk and the linked events. Leaves: story entries; each sentence of a summary stands in a report as it is.

use crate::brief::desk::Desk;
use crate::brief::events::{Linked, documents};
use crate::brief::rank::{certainty, importance, ranked};
use readout_record::annotation::TokenIx;
use readout_record::mention::DocumentIx;
use readout_record::record::{Story, SummaryLine};
use readout_record::span::Span;

/// Most sentences in a summary, and the longest sentence that goes into one, in bytes.
const LINES: usize = 4;
const LONGEST: usize = 400;

/// The story entries, those with most independent accounts first.
pub fn stories(desk: &Desk, linked: &[Linked]) -> Vec<Story> {
    let scored = (0..desk.stories.len()).map(|s| (score(desk, s), story(desk, linked, s))).collect();
    ranked(scored, |s: &Story| s.id.clone(), |s, w| s.weight = w)
}

fn score(desk: &Desk, story: usize) -> f64 {
    desk.independent(desk.stories[story].iter().copied()) as f64
}

fn story(desk: &Desk, linked: &[Linked], number: usize) -> Story {
    let members = &desk.stories[number];
    Story {
        id: desk.story_id(number),
        title: title(desk, members),
        documents: members.iter().map(|&d| desk.document_id(d)).collect(),
        independent_accounts: desk.independent(members.iter().copied()),
        summary: summary(desk, linked, number),
        weight: 0.0,
    }
}

/// The headline of the first report that has one and is no copy; else the path of the first.
fn title(desk: &Desk, members: &[DocumentIx]) -> String {
    let headline = |&d: &DocumentIx| desk.grammars[d].document.metadata.title.clone();
    let originals = members.iter().filter(|&&d| desk.copies[d].is_none());
    originals.chain(members).find_map(headline).unwrap_or_else(|| desk.grammars[members[0]].document.path.clone())
}

/// Sentences that tell the events that matter most, each document's words once, in the order of their weight.
fn summary(desk: &Desk, linked: &[Linked], story: usize) -> Vec<SummaryLine> {
    let mut events: Vec<(f64, &Linked)> = linked.iter().filter(|l| l.story == story).map(|l| (weight(l), l)).collect();
    events.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut chosen: Vec<(DocumentIx, Span)> = Vec::new();
    for (_, event) in events {
        let told = event.instance.tellings.iter().any(|t| chosen.iter().any(|c| covers(desk, *c, t.ix)));
        if chosen.len() < LINES && !told {
            chosen.extend(best_sentence(desk, event));
        }
    }
    if chosen.is_empty() {
        chosen.extend(desk.stories[story].iter().find_map(|&d| lead(desk, d)));
    }
    chosen
        .into_iter()
        .map(|(d, s)| SummaryLine { text: s.of(desk.grammars[d].text()).to_owned(), evidence: vec![desk.evidence(d, s)] })
        .collect()
}

fn weight(l: &Linked) -> f64 {
    let e = &l.instance;
    let dated = if e.date().is_some() { 1.3 } else { 1.0 };
    importance(e.kind()) * certainty(e.reality()) * dated * (1.0 + (documents(e).len() as f64).ln())
}

fn covers(desk: &Desk, chosen: (DocumentIx, Span), ix: (DocumentIx, usize)) -> bool {
    chosen.0 == ix.0 && chosen.1.contains(desk.extracted[ix.0].events[ix.1].trigger)
}

/// Of the sentences that tell an event, the one that says most: date, participants, place; reports that are no copies first.
fn best_sentence(desk: &Desk, l: &Linked) -> Option<(DocumentIx, Span)> {
    let full = |t: &&crate::link::tellings::Telling| {
        let said = usize::from(t.date.is_some()) * 2 + t.actors.len().min(3) + usize::from(t.place.is_some());
        (desk.copies[t.ix.0].is_none(), said, std::cmp::Reverse(t.ix))
    };
    let mut tellings: Vec<_> = l.instance.tellings.iter().collect();
    tellings.sort_by_key(|t| std::cmp::Reverse(full(t)));
    tellings.into_iter().find_map(|t| sentence(desk, t.ix.0, desk.extracted[t.ix.0].events[t.ix.1].head))
}

/// The sentence around a token, when it is one that a reader can take in, and no headline.
fn sentence(desk: &Desk, document: DocumentIx, token: TokenIx) -> Option<(DocumentIx, Span)> {
    let g = &desk.grammars[document];
    let tokens: Vec<TokenIx> = g.sentences[g.sentence(token)].clone().collect();
    let span = g.span(&tokens)?;
    let headline = g.document.headline.is_some_and(|h| h.overlaps(span));
    (span.len() <= LONGEST && !headline && tokens.len() > 5).then_some((document, span))
}

fn lead(desk: &Desk, document: DocumentIx) -> Option<(DocumentIx, Span)> {
    let g = &desk.grammars[document];
    g.sentences.iter().find_map(|range| sentence(desk, document, range.start))
}
