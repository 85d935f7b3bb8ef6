//! The record's discrepancies: values of one event that cannot both hold, and one remark in two wordings, with who tells which.
//!
//! Enters: the desk, linked events, statements. Leaves: discrepancy entries, ranked.

use crate::brief::claims;
use crate::brief::contrasts;
use crate::brief::desk::Desk;
use crate::brief::events::value_text;
use crate::brief::linked::Linked;
use crate::brief::participants;
use crate::brief::rank::ranked;
use crate::brief::statements::speaker;
use crate::brief::telling;
use crate::brief::updates;
use crate::extract::spelling::one;
use crate::grammar::Grammar;
use crate::link::claims::aside::{of_one_outlet, other_complement, tells_too};
use crate::link::claims::value::is_part;
use crate::link::discrepancies::{Conflict, Side as Values, Told, conflicts};
use crate::link::wording::{Quoted, Word, differing, is_cut, is_trifle};
use readout_record::annotation::Token;
use readout_record::document::stable_id;
use readout_record::kind::{ActorKind, DiscrepancyKind};
use readout_record::mention::{DocumentIx, StatementMention};
use readout_record::record::{Discrepancy, Side, Update};
use readout_record::span::Span;
use std::collections::BTreeSet;

/// The entries, ranked, and newer figures, which are none.
pub fn entries(desk: &mut Desk, linked: &[Linked], event_ids: &[Option<String>]) -> (Vec<Discrepancy>, Vec<Update>) {
    let mut scored = quantities(desk, linked, event_ids);
    scored.extend(wordings(desk));
    let (further, newer) = claims::entries(desk, linked, &scored);
    scored.extend(further);
    scored.extend(participants::entries(desk, linked, event_ids));
    let put_side_by_side = contrasts::entries(desk, &scored);
    scored.extend(put_side_by_side);
    let scored = distinct(scored);
    (ranked(scored, |d: &Discrepancy| d.id.clone(), |d, w| d.weight = w), updates::entries(desk, &newer))
}

/// Two discrepancies may begin with the same words: what begins so a second time is told by the words of its other sides too, and what is then still
/// the same is one.
fn distinct(scored: Vec<(f64, Discrepancy)>) -> Vec<(f64, Discrepancy)> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut kept: Vec<(f64, Discrepancy)> = Vec::new();
    for (weight, mut entry) in scored {
        if seen.contains(&entry.id) {
            let evidence = entry.sides.iter().flat_map(|s| &s.evidence);
            let words: Vec<String> = evidence.map(|e| format!("{}:{}", e.document, e.start)).collect();
            entry.id = stable_id("x", std::iter::once(entry.id.as_str()).chain(words.iter().map(String::as_str)));
        }
        if seen.insert(entry.id.clone()) {
            kept.push((weight, entry));
        }
    }
    kept
}

fn quantities(desk: &mut Desk, linked: &[Linked], event_ids: &[Option<String>]) -> Vec<(f64, Discrepancy)> {
    let mut found = Vec::new();
    for (l, id) in linked.iter().zip(event_ids) {
        let Some(event) = id else { continue };
        let mut conflicts = conflicts_of(desk, l);
        conflicts.retain(|c| !is_apart(desk, c));
        for conflict in conflicts {
            found.push(quantity(desk, event, conflict));
        }
    }
    found
}

fn conflicts_of(desk: &Desk, l: &Linked) -> Vec<Conflict> {
    conflicts(l.instance.tellings.iter().flat_map(|t| {
        let (document, number) = t.ix;
        desk.extracted[document].events[number].attributes.iter().map(move |a| (document, number, a))
    }))
}

/// Whether two sides of a conflict are told of two things, of two times, of a part and the whole, or one of them tells the other's figure too: "six, compared to 47 the night
/// before".
fn is_apart(desk: &Desk, conflict: &Conflict) -> bool {
    let pair = |t: &Told, u: &Told| {
        let (a, b) = (&desk.grammars[t.document], &desk.grammars[u.document]);
        let own = t.document == u.document;
        let known = tells_too(a, t.span, u.quantity.value) || tells_too(b, u.span, t.quantity.value);
        let part = is_part(a, t.span) != is_part(b, u.span);
        !own && (part || other_complement(a, b, t.span, u.span) || of_one_outlet(a, b) || known)
    };
    let sides = &conflict.sides;
    (0..sides.len()).any(|i| {
        let others = sides[i + 1..].iter().flat_map(|s| &s.told);
        others.into_iter().any(|u| sides[i].told.iter().any(|t| pair(t, u)))
    })
}

fn quantity(desk: &mut Desk, event: &str, conflict: Conflict) -> (f64, Discrepancy) {
    let sides: Vec<Side> = conflict.sides.iter().map(|s| side_of_values(desk, s)).collect();
    let weight = 1.0 + 0.1 * telling::accounts(&sides);
    let id = stable_id("x", [event, &conflict.attribute]);
    let entry = telling::entry(id, DiscrepancyKind::Quantity, conflict.attribute, sides);
    (weight, Discrepancy { event: Some(event.to_owned()), ..entry })
}

fn side_of_values(desk: &mut Desk, side: &Values) -> Side {
    let places: Vec<(DocumentIx, Span)> = side.told.iter().map(|t| (t.document, t.span)).collect();
    let exact = side.told.iter().find(|t| !t.quantity.approximate).unwrap_or(&side.told[0]);
    let approximate = side.told.iter().all(|t| t.quantity.approximate);
    telling::side(desk, value_text(&exact.quantity), approximate, &places)
}

/// Weight of two wordings beside the discrepancies of linked events, and where no more than the form of a word differs.
const WORDING: f64 = 0.6;
const TRIFLE: f64 = 0.2;

/// A quotation of the run: its document, its words and who says them.
struct Remark {
    document: DocumentIx,
    span: Span,
    speaker: Option<usize>,
    /// Words of the name of whoever it was told: "told Radio Porto".
    hearer: BTreeSet<String>,
}

fn wordings(desk: &mut Desk) -> Vec<(f64, Discrepancy)> {
    let mut found = Vec::new();
    for story in 0..desk.stories.len() {
        let remarks = remarks(desk, story);
        let quotes: Vec<Quoted> = remarks.iter().map(|r| quoted(desk, r)).collect();
        let mut pairs = differing(&quotes);
        pairs.retain(|&(a, b)| !two_occasions(desk, &remarks[a], &remarks[b]));
        for group in groups(&quotes, &pairs) {
            let sides = sides_of(&quotes, &group);
            let trifle = sides.windows(2).all(|s| is_trifle(&quotes[s[0][0]].words, &quotes[s[1][0]].words));
            let weight = if trifle { TRIFLE } else { WORDING };
            found.extend(wording(desk, &remarks, &sides).map(|entry| (weight, entry)));
        }
    }
    found
}

/// Whether one outlet prints both on two days, one of them as a transcript or as its own words: what a spokesman says at two briefings in like
/// words is two remarks.
fn two_occasions(desk: &Desk, a: &Remark, b: &Remark) -> bool {
    let told = |r: &Remark| &desk.grammars[r.document].document.metadata;
    let outlet = told(a).publisher.is_some() && told(a).publisher == told(b).publisher;
    let days = told(a).day().zip(told(b).day()).is_some_and(|(x, y)| x != y);
    let quoted = |r: &Remark| desk.grammars[r.document].quoted(desk.grammars[r.document].tokens_in(r.span).start);
    // What was told to two who are named was said twice.
    let hearers = !a.hearer.is_empty() && !b.hearer.is_empty() && a.hearer.is_disjoint(&b.hearer);
    hearers || outlet && days && !(quoted(a) && quoted(b))
}

/// The words of the name of whoever is told a statement.
fn hearer(g: &Grammar, s: &StatementMention) -> BTreeSet<String> {
    let cue = s.cue.and_then(|c| g.tokens_in(c).find(|&t| g.lemma(t) == "tell"));
    let told = cue.into_iter().flat_map(|c| g.under(c, &["dobj", "dative"]).collect::<Vec<_>>());
    let names = told.flat_map(|t| g.noun_phrase(t)).filter(|&t| g.token(t).pos == "PROPN");
    names.map(|t| g.word(t).to_lowercase()).collect()
}

fn quoted<'d>(desk: &Desk<'_, 'd>, r: &Remark) -> Quoted<'d> {
    let g = &desk.grammars[r.document];
    let tokens = g
        .tokens_in(r.span)
        .map(|t| g.token(t))
        .filter(|t| t.span.of(g.text()).contains(char::is_alphanumeric) || t.span.of(g.text()) == "&");
    let content = |pos: &str| matches!(pos, "NOUN" | "PROPN" | "VERB" | "ADJ" | "NUM");
    let word = |t: &Token| Word {
        surface: plain(t.span.of(g.text())),
        lemma: plain(if t.lemma.contains(['’', '\'']) { t.span.of(g.text()) } else { &t.lemma }),
        content: content(t.pos),
    };
    let kind = r.speaker.map(|a| desk.table.instances[a].kind);
    Quoted {
        document: r.document,
        text: r.span.of(g.text()),
        words: tokens.map(word).collect(),
        speaker: r.speaker,
        named: kind.is_some_and(ActorKind::is_named),
    }
}

/// In lower case, without what differs from house to house: contractions, apostrophes, the stops of abbreviations, "&", the commas of thousands.
fn plain(word: &str) -> String {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '&' | '%' | '\'' | '’' | '‘'));
    let stops: &[char] = if word.starts_with(|c: char| c.is_ascii_digit()) { &[','] } else { &['.'] };
    let word = word.to_lowercase().replace(['’', '‘'], "'").replace(['“', '”', '"'], "").replace(stops, "");
    let full = match word.as_str() {
        "&" => "and",
        "n't" => "not",
        "'re" | "'m" | "am" | "is" | "are" | "'s" => "be",
        "'ll" | "wo" => "will",
        "'ve" | "has" => "have",
        "'d" => "would",
        "ca" => "can",
        _ => return one(&word),
    };
    full.into()
}

fn remarks(desk: &mut Desk, story: usize) -> Vec<Remark> {
    let mut found = Vec::new();
    for document in desk.stories[story].clone() {
        let statements = desk.extracted[document].statements.clone();
        for s in statements.iter().filter(|s| s.direct) {
            let speaker = speaker(desk, document, s);
            let hearer = hearer(&desk.grammars[document], s);
            found.extend(s.content.iter().map(|&span| Remark { document, span, speaker, hearer: hearer.clone() }));
        }
        found.extend(own_words(desk, document));
        let known: Vec<Span> = found.iter().filter(|r| r.document == document).map(|r| r.span).collect();
        let others = quotations(&desk.grammars[document]).into_iter().filter(|q| !known.iter().any(|k| k.overlaps(*q)));
        found.extend(others.map(|span| Remark { document, span, speaker: None, hearer: BTreeSet::new() }));
    }
    found
}

/// The sentences of an office's or a person's own account: what reports quote from it stands there without quotation marks.
fn own_words(desk: &Desk, document: DocumentIx) -> Vec<Remark> {
    let Some(speaker) = desk.whose(document) else { return Vec::new() };
    let g = &desk.grammars[document];
    let spans = g.sentences.iter().filter(|s| (*s).clone().all(|t| !g.quoted(t)));
    let spans = spans.filter_map(|s| g.span(&s.clone().collect::<Vec<_>>()));
    spans.map(|span| Remark { document, span, speaker: Some(speaker), hearer: BTreeSet::new() }).collect()
}

/// What stands between quotation marks, as runs of tokens.
fn quotations(g: &Grammar) -> Vec<Span> {
    let tokens: Vec<usize> = (0..g.tokens().len()).filter(|&t| g.quoted(t)).collect();
    let runs = tokens.chunk_by(|a, b| a + 1 == *b);
    runs.filter_map(|run| g.span(run)).collect()
}

/// Remarks joined by pairs that differ, as lists of numbers: each of a list differs from each other one, or is a cut of it, so that
/// two remarks that are like a third one do not stand against each other.
fn groups(quotes: &[Quoted], pairs: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let fits = |x: usize, y: usize| x == y || pairs.contains(&(x.min(y), x.max(y))) || is_cut(&quotes[x].words, &quotes[y].words);
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for &(a, b) in pairs {
        let home = groups.iter_mut().find(|g| g.contains(&a) || g.contains(&b));
        match home {
            Some(group) => {
                for x in [a, b] {
                    if !group.contains(&x) && group.iter().all(|&m| fits(m, x)) {
                        group.push(x);
                    }
                }
            }
            None => groups.push(vec![a, b]),
        }
    }
    groups.iter_mut().for_each(|g| g.sort_unstable());
    groups
}

/// The wordings of a group, the longest first in each; a cut goes with the wording that it is cut from, and with none if it fits several.
fn sides_of(quotes: &[Quoted], group: &[usize]) -> Vec<Vec<usize>> {
    let mut order = group.to_vec();
    order.sort_by_key(|&i| (std::cmp::Reverse(quotes[i].words.len()), i));
    let mut sides: Vec<Vec<usize>> = Vec::new();
    for i in order {
        let fitting: Vec<usize> = (0..sides.len()).filter(|&s| is_cut(&quotes[sides[s][0]].words, &quotes[i].words)).collect();
        match fitting.as_slice() {
            [] => sides.push(vec![i]),
            [one] => sides[*one].push(i),
            _ => {}
        }
    }
    sides
}

fn wording(desk: &mut Desk, remarks: &[Remark], wordings: &[Vec<usize>]) -> Option<Discrepancy> {
    if wordings.len() < 2 {
        return None;
    }
    let mut sides: Vec<Side> = Vec::new();
    for members in wordings {
        let mut places: Vec<(DocumentIx, Span)> = members.iter().map(|&i| (remarks[i].document, remarks[i].span)).collect();
        places[1..].sort_unstable();
        let longest = places[0].1.of(desk.grammars[places[0].0].text());
        let words = longest.trim_end_matches(['.', ',', '!', '?']).to_owned();
        sides.push(telling::side(desk, words, false, &places));
    }
    let group: Vec<usize> = wordings.iter().flatten().copied().collect();
    let first = group.iter().map(|&i| (remarks[i].document, remarks[i].span)).min()?;
    sides.sort_by_key(|s| std::cmp::Reverse(s.independent_accounts));
    let actor = group.iter().find_map(|&i| remarks[i].speaker).map(|a| desk.actor_id(a));
    let id = stable_id("x", [desk.document_id(first.0).as_str(), "wording", &first.1.start().to_string()]);
    Some(Discrepancy { actor, ..telling::entry(id, DiscrepancyKind::Wording, "remark".into(), sides) })
}
