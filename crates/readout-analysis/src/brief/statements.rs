//! The record's statements: who is cited resolved to an actor, content with its pieces, ranked.
//!
//! Enters: the desk. Leaves: statement entries; what the extractor itself holds to be doubtful is left out.

use crate::brief::desk::Desk;
use crate::brief::rank::{ranked, rounded};
use crate::extract::statement::shown::SHOWN;
use crate::grammar::{Grammar, is_verbal};
use crate::knowledge::{self, Sense};
use crate::link::actors::ActorIx;
use readout_record::annotation::TokenIx;
use readout_record::document::stable_id;
use readout_record::kind::{ActorKind, Stance};
use readout_record::mention::{DocumentIx, StatementMention, Via};
use readout_record::record::{Content, SourceEntry, Statement, ViaEntry};
use readout_record::span::Span;

/// The entries, ranked.
pub fn entries(desk: &mut Desk) -> Vec<Statement> {
    let mut scored = Vec::new();
    for document in 0..desk.grammars.len() {
        for number in 0..desk.extracted[document].statements.len() {
            let mention = desk.extracted[document].statements[number].clone();
            if mention.confidence >= SHOWN && !mention.content.is_empty() {
                let mut mention = mention;
                without_pronouns(&desk.grammars[document], &mut mention.content);
                let (entry, speaker) = entry(desk, document, &mention);
                scored.push((score(desk, &mention, speaker) * clearness(&desk.grammars[document], &mention), entry));
            }
        }
    }
    let shown: Vec<String> = scored.iter().map(|(_, s)| s.id.clone()).collect();
    for (_, s) in &mut scored {
        s.parent = s.parent.take().filter(|p| shown.contains(p));
    }
    scored.dedup_by(|a, b| a.1.id == b.1.id);
    ranked(scored, |s: &Statement| (s.document.clone(), s.content.start, s.id.clone()), |s, w| s.weight = w)
}

/// Id of a statement: its document and where its content stands.
pub fn id(desk: &Desk, document: DocumentIx, mention: &StatementMention) -> String {
    let place: Vec<String> =
        mention.content.iter().chain(&mention.source).chain(&mention.cue).map(|s| format!("{}-{}", s.start(), s.end())).collect();
    let parts = std::iter::once(desk.grammars[document].document.id.as_str()).chain(place.iter().map(String::as_str));
    stable_id("t", parts)
}

fn entry(desk: &mut Desk, document: DocumentIx, m: &StatementMention) -> (Statement, Option<ActorIx>) {
    let speaker = speaker(desk, document, m);
    let source = source(desk, document, m, speaker);
    let via = m.via.iter().map(|v| via(desk, document, v)).collect();
    let parent = m.parent.map(|p| id(desk, document, &desk.extracted[document].statements[p].clone()));
    let statement = Statement {
        id: id(desk, document, m),
        document: desk.document_id(document),
        source,
        via,
        cue: m.cue.map(|c| desk.evidence(document, c)),
        content: content(desk, document, &m.content),
        direct: m.direct,
        stance: m.stance,
        // What an office tells in its own account without a source it tells itself.
        hearsay: m.hearsay && (m.source.is_some() || speaker.is_none()),
        parent,
        confidence: rounded(f64::from(m.confidence)),
        weight: 0.0,
    };
    (statement, speaker)
}

/// The actor that is cited, when it is just one; in an office's own account the office, where no source is named.
pub fn speaker(desk: &mut Desk, document: DocumentIx, m: &StatementMention) -> Option<ActorIx> {
    let Some(head) = m.source_head else {
        return desk.office(document).filter(|_| m.source.is_none() && m.parent.is_none());
    };
    let g = &desk.grammars[document];
    if m.source.is_some_and(|words| names_several(desk, document, words)) {
        return None;
    }
    // "American pledged" is an airline as likely as a country.
    let adjective = knowledge::place(g.word(head)).is_some_and(|p| matches!(p.sense, Sense::Adjective | Sense::Demonym));
    if adjective && desk.extracted[document].actors.at(head).is_none() && !desk.extracted[document].referents.contains_key(&head)
    {
        return None;
    }
    match desk.actors_at(document, head).as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// Whether the words of a source join two who can speak: "Adler and Bell", "the mayor, the judge and the clerk".
fn names_several(desk: &Desk, document: DocumentIx, words: Span) -> bool {
    let (g, actors) = (&desk.grammars[document], &desk.extracted[document].actors);
    g.tokens_in(words)
        .any(|t| g.label(t) == "conj" && actors.at(t).is_some() && g.head(t).is_some_and(|h| actors.at(h) != actors.at(t)))
}

/// The words that name who is cited.
fn source(desk: &Desk, document: DocumentIx, m: &StatementMention, speaker: Option<ActorIx>) -> SourceEntry {
    let actor = speaker.map(|a| desk.actor_id(a));
    let points = m.source.map(|s| desk.points(document, s));
    let text = m.source.map_or_else(String::new, |s| s.of(desk.grammars[document].text()).to_owned());
    SourceEntry { actor, text, start: points.map(|p| p.0), end: points.map(|p| p.1) }
}

fn via(desk: &mut Desk, document: DocumentIx, v: &Via) -> ViaEntry {
    let g = &desk.grammars[document];
    let extracted = &desk.extracted[document];
    let meant = |t: TokenIx| extracted.referents.get(&t).filter(|meant| meant.len() == 1).map(|meant| meant[0]);
    let mention = g.tokens_in(v.span).filter_map(|t| meant(t).or_else(|| extracted.actors.at(t))).next_back();
    let actor = mention.map(|m| desk.actor_id(desk.table.of(document, m)));
    let (start, end) = desk.points(document, v.span);
    ViaEntry { actor, text: v.span.of(g.text()).to_owned(), kind: v.kind, start, end }
}

/// The whole from first to last piece, and the pieces where there are several.
fn content(desk: &Desk, document: DocumentIx, pieces: &[Span]) -> Content {
    let hull = pieces.iter().copied().reduce(Span::join).unwrap_or(pieces[0]);
    let whole = desk.evidence(document, hull);
    let spans = if pieces.len() > 1 { pieces.iter().map(|p| desk.evidence(document, *p)).collect() } else { Vec::new() };
    Content { document: whole.document, start: whole.start, end: whole.end, bytes: whole.bytes, quote: whole.quote, spans }
}

/// Leaves out pieces that are no more than a pronoun, where others tell something: "she defended it".
fn without_pronouns(g: &Grammar, pieces: &mut Vec<Span>) {
    let bare = |s: &Span| g.tokens_in(*s).all(|t| matches!(g.token(t).pos, "PRON" | "PUNCT" | "SPACE"));
    if !pieces.iter().all(bare) {
        pieces.retain(|s| !bare(s));
    }
}

/// How well a reader understands what is said without the words around it: less what begins with "it" in the report's words, and less what has lost its verb
/// ("the delay on a review").
fn clearness(g: &Grammar, m: &StatementMention) -> f64 {
    let all = || m.content.iter().flat_map(|s| g.tokens_in(*s));
    let first = all().find(|&t| !matches!(g.token(t).pos, "PUNCT" | "SPACE" | "SCONJ"));
    if m.direct {
        return 1.0;
    }
    let leans = first.is_some_and(|t| {
        ["it", "its", "they", "their", "them"].contains(&g.word(t).to_lowercase().as_str()) && g.label(t) != "expl"
    });
    let finite = all().any(|t| is_verbal(g.token(t)) && (g.subject(t).is_some() || g.token(t).tag == "VB"));
    let tells = finite || m.stance != Stance::Asserts;
    if !tells {
        0.5
    } else if leans {
        0.7
    } else {
        1.0
    }
}

/// Named speakers before unnamed ones, the speaker's own words before reported ones, what many reports mention before asides.
fn score(desk: &Desk, m: &StatementMention, speaker: Option<ActorIx>) -> f64 {
    let speaker = speaker.map(|a| &desk.table.instances[a]);
    let standing = match speaker.map(|a| a.kind) {
        Some(ActorKind::Person | ActorKind::Office) => 1.0,
        Some(ActorKind::State | ActorKind::Organisation) => 0.9,
        Some(ActorKind::Group | ActorKind::Unnamed) => 0.6,
        None => 0.5,
    };
    let known = speaker.map_or(0.0, |a| (1.0 + a.mentions.len() as f64).ln() / 4.0).min(1.0);
    let length = m.content.iter().map(|s| s.len()).sum::<usize>() as f64;
    let substance = (length / 60.0).clamp(0.3, 1.0);
    let own_words = if m.direct { 1.2 } else { 1.0 };
    let nested = if m.parent.is_some() { 0.8 } else { 1.0 };
    f64::from(m.confidence) * standing * (1.0 + known) * substance * own_words * nested
}
