//! The timeline: dated events that took place, in words that a reader can take in.
//!
//! Enters: the desk, the events of the record, the linked events. Leaves: entries in order of date. An event whose day is that of something else in
//! its sentence, or a day for which it was only planned, has no entry; what is told twice has one.

use crate::brief::desk::Desk;
use crate::brief::linked::Linked;
use crate::brief::sentence;
use crate::brief::standing;
use crate::brief::views::WORDS;
use crate::extract::event::holders::HOLDERS;
use crate::extract::event::rules::{is_dealing, same_family};
use crate::extract::leaning::{is_aside as turns_aside, joins, leans, points_back};
use crate::extract::schedule;
use crate::grammar::{Grammar, is_verbal};
use crate::link::tellings::Telling;
use readout_record::annotation::TokenIx;
use readout_record::edtf::Edtf;
use readout_record::kind::{EventType, Reality};
use readout_record::mention::{DocumentIx, EventMention, TimeMention};
use readout_record::record::{Event, Evidence, TimelineEntry};
use readout_record::span::Span;
use std::collections::BTreeMap;

/// Bytes up to which a reader is shown a sentence that its clause does not tell.
const LONG: usize = 340;

/// An event that may stand in the timeline.
struct Line<'e> {
    event: &'e Event,
    date: Edtf,
    document: DocumentIx,
    clause: Span,
    sentence: usize,
    words: Span,
    further: Vec<Evidence>,
}

/// The entries, in order of date.
pub fn entries(desk: &Desk, events: &[Event], linked: &[Linked], ids: &[Option<String>]) -> Vec<TimelineEntry> {
    let by_id: BTreeMap<&str, &Linked> = ids.iter().zip(linked).filter_map(|(id, l)| Some((id.as_deref()?, l))).collect();
    let took_place = events.iter().filter(|e| is_told(e.reality));
    let mut lines: Vec<Line> = took_place.filter_map(|e| line(desk, e, by_id.get(e.id.as_str())?)).collect();
    // Events stand in their rank: of two that are one, the first stays.
    let mut kept: Vec<Line> = Vec::new();
    for line in lines.drain(..) {
        if !kept.iter().any(|k| is_again(k, &line)) {
            kept.push(line);
        }
    }
    for at in 0..kept.len() {
        let before = kept[..at].iter().any(|k| k.document == kept[at].document && k.words == kept[at].words);
        if before {
            kept[at].words = trimmed(&desk.grammars[kept[at].document], kept[at].clause);
        }
    }
    let (rough, exact): (Vec<Line>, Vec<Line>) = kept.into_iter().partition(|l| l.date.date().is_none_or(|d| d.day.is_none()));
    let rough: Vec<Line> = rough.into_iter().filter(|r| !exact.iter().any(|e| is_part(r, e))).collect();
    let mut found: Vec<TimelineEntry> = exact.into_iter().chain(rough).map(|l| entry(desk, l)).collect();
    found.sort_by(|a, b| a.date.cmp(&b.date).then_with(|| a.event.cmp(&b.event)));
    found
}

fn is_told(reality: Reality) -> bool {
    matches!(reality, Reality::Happened | Reality::UnderWay)
}

fn entry(desk: &Desk, line: Line) -> TimelineEntry {
    let first = desk.evidence(line.document, line.words);
    let home = first.document.clone();
    let further = line.further.into_iter().filter(|e| e.document != home);
    let evidence: Vec<Evidence> = std::iter::once(first).chain(further).take(WORDS).collect();
    TimelineEntry { date: line.date, event: line.event.id.clone(), text: evidence[0].quote.clone(), evidence }
}

/// Words that a reader can understand: with the sentence before where they point back and it tells of no other day; nothing where they still do.
fn standing(desk: &Desk, document: DocumentIx, words: Span) -> Option<Span> {
    let (g, extracted) = (&desk.grammars[document], &desk.extracted[document]);
    let words = without_opener(g, words);
    if !points_back(g, &extracted.actors, g.tokens_in(words)) {
        return Some(words);
    }
    let whole = g.span(&sentence::around(g, g.tokens_in(words).start).collect::<Vec<_>>()).filter(|w| w.len() <= LONG);
    let whole = whole.map(|w| trimmed(g, w));
    if let Some(whole) = whole.filter(|w| !points_back(g, &extracted.actors, g.tokens_in(*w))) {
        return Some(whole);
    }
    let joined = standing::with_before(g, &extracted.actors, whole?)?;
    let before = |t: &TimeMention| t.span.start() >= joined.start() && t.span.end() <= whole.map_or(0, |w| w.start());
    (!extracted.times.iter().any(|t| t.edtf.is_some() && before(t))).then_some(joined)
}

/// "Therefore, work stops on Monday": without the word that joins it to what stands before.
fn without_opener(g: &Grammar, words: Span) -> Span {
    let solid: Vec<TokenIx> = g.tokens_in(words).filter(|&t| g.token(t).pos != "SPACE").collect();
    match solid[..] {
        [first, comma, ref rest @ ..] if g.word(comma) == "," && g.token(first).pos == "ADV" && joins(g.word(first)) => {
            g.span(rest).unwrap_or(words)
        }
        _ => words,
    }
}

/// Whether two lines tell one thing of one day: in one sentence, in the same words, or as one sort of contact of the same people.
fn is_again(a: &Line, b: &Line) -> bool {
    if a.event.story == b.event.story && on_one_day(&a.date, &b.date) && is_one(a, b) {
        return true;
    }
    let sentence = a.document == b.document && a.sentence == b.sentence;
    sentence
        && (a.date == b.date
            || a.clause.overlaps(b.clause) && a.date.date().zip(b.date.date()).is_some_and(|(x, y)| x.compatible(y)))
}

/// "The president and the envoy signed today" and "we signed at dawn": of one day one signing, where nobody takes part in the one alone.
fn is_one(a: &Line, b: &Line) -> bool {
    let within =
        |x: &Line, y: &Line| x.event.participants.iter().all(|p| y.event.participants.iter().any(|q| p.actor == q.actor));
    // A truce is agreed and begins on one day, and these are two things.
    let truce = a.event.kind == EventType::Ceasefire;
    !truce && is_dealing(a.event.kind) && is_kin(a.event.kind, b.event.kind) && (within(a, b) || within(b, a))
}

/// Whether two types may be words for one thing: talks in a room, or an agreement and its signing.
fn is_kin(a: EventType, b: EventType) -> bool {
    let room = |k| matches!(k, EventType::Meeting | EventType::Negotiation | EventType::Summit);
    let deal = |k| matches!(k, EventType::Agreement | EventType::Signing);
    a == b || room(a) && room(b) || deal(a) && deal(b)
}

/// Whether two dates are one day, whatever the hour.
fn on_one_day(a: &Edtf, b: &Edtf) -> bool {
    let day = |e: &Edtf| e.date().filter(|d| d.day.is_some()).and_then(|d| d.day_number());
    day(a).is_some() && day(a) == day(b)
}

/// Whether a line without a day is a contact that another one dates: "the call of February", of no other people.
fn is_part(rough: &Line, exact: &Line) -> bool {
    let days = rough.date.date().zip(exact.date.date()).is_some_and(|(x, y)| x.compatible(y));
    let (own, other) = (&rough.event.participants, &exact.event.participants);
    let people = own.is_empty()
        || other.is_empty() && rough.event.kind == EventType::Signing
        || rough.event.accounts == 1 && own.iter().any(|p| other.iter().any(|q| q.actor == p.actor));
    days && rough.event.story == exact.event.story
        && same_family(rough.event.kind, exact.event.kind)
        && (people || own.len() == 1)
}

fn line<'e>(desk: &Desk, event: &'e Event, linked: &Linked) -> Option<Line<'e>> {
    let date = event.date.clone()?;
    let told: Vec<&Telling> = linked.instance.tellings.iter().filter(|t| is_told(t.reality)).collect();
    let mention = |t: &Telling| &desk.extracted[t.ix.0].events[t.ix.1];
    let of_day = |t: &Telling| t.date.as_ref() == Some(&date);
    let sure = |t: &Telling| {
        let (g, m) = (&desk.grammars[t.ix.0], mention(t));
        !is_meant(g, m.head) && !m.time.is_some_and(|n| is_aside(g, m, desk.extracted[t.ix.0].times[n].span))
    };
    let planned = linked.instance.tellings.iter().any(|t| of_day(t) && t.reality == Reality::Planned);
    let dated = told.iter().any(|t| of_day(t));
    if dated && !told.iter().any(|t| of_day(t) && sure(t)) || planned && !dated {
        return None;
    }
    let rank = |t: &Telling| {
        let (g, m) = (&desk.grammars[t.ix.0], mention(t));
        let headline = g.document.headline.is_some_and(|h| h.overlaps(m.evidence));
        let sentence = g.sentences[g.sentence(m.head)].clone();
        let time = m.time.map(|n| desk.extracted[t.ix.0].times[n].span);
        let aside = aside_noun(g, m, time).is_some();
        let other = turns_aside(g, sentence.clone());
        (
            is_meant(g, m.head),
            headline,
            !(of_day(t) && sure(t)),
            aside || other,
            leans(g, &desk.extracted[t.ix.0].actors, sentence),
            t.ix,
        )
    };
    let told: Vec<&Telling> = told.into_iter().filter(|t| !is_scrap(desk, t)).collect();
    // "Separately, …": another matter of the day.
    let apart = |t: &Telling| turns_aside(&desk.grammars[t.ix.0], sentence::around(&desk.grammars[t.ix.0], mention(t).head));
    if told.iter().all(|t| apart(t)) {
        return None;
    }
    let first = told.iter().copied().min_by_key(|t| rank(t)).filter(|t| !is_meant(&desk.grammars[t.ix.0], mention(t).head))?;
    let m = mention(first);
    let document = first.ix.0;
    let g = &desk.grammars[document];
    // What is told as done on a day after the report is of another year.
    let day = date.start().and_then(|d| d.first_day().unwrap_or(d).day_number());
    if told.iter().all(|t| day.zip(desk.day(t.ix.0)).is_some_and(|(day, printed)| day > printed + 1)) {
        return None;
    }
    let words = standing(desk, document, readable(g, m, &desk.extracted[document].times))?;
    // "Which we brought last Thursday": a clause of which nobody can tell what it is about.
    if g.tokens_in(words).next().is_some_and(|t| matches!(g.token(t).tag, "WDT" | "WP")) {
        return None;
    }
    let further = told.iter().filter(|t| sure(t)).map(|t| desk.evidence(t.ix.0, mention(t).evidence));
    Some(Line { event, date, document, clause: m.evidence, sentence: g.sentence(m.head), words, further: further.collect() })
}

/// The sentence of an event where it is short enough, else its clause; of a noun that only dates something else ("February's accord") its own words.
fn readable(g: &Grammar, event: &EventMention, times: &[TimeMention]) -> Span {
    let time = event.time.map(|n| times[n].span);
    if let Some(span) = aside_noun(g, event, time).or_else(|| beside_noun(g, event, time)).or_else(|| described(g, event, times))
    {
        return span;
    }
    let solid = |t: &TokenIx| g.token(*t).pos != "SPACE";
    let whole: Vec<TokenIx> = sentence::around(g, event.head).filter(solid).collect();
    let stop = whole.last().is_some_and(|&t| matches!(g.word(t), "." | "!" | ";"));
    let end = if stop { whole.len() - 1 } else { whole.len() };
    let all = g.span(&whole[..end]).filter(|all| all.len() <= sentence::WHOLE);
    all.unwrap_or_else(|| trimmed(g, event.evidence))
}

/// "This month's truce", "last week's deal": a noun with a stretch of time and nothing besides says nothing of what was on its day.
fn is_scrap(desk: &Desk, t: &Telling) -> bool {
    let (g, m) = (&desk.grammars[t.ix.0], &desk.extracted[t.ix.0].events[t.ix.1]);
    let Some(time) = m.time.map(|n| &desk.extracted[t.ix.0].times[n]) else { return false };
    let exact = time.edtf.as_ref().and_then(Edtf::date).is_some_and(|d| d.day.is_some());
    let before = time.span.end() <= g.token(m.head).span.start();
    let Some(span) = aside_noun(g, m, Some(time.span)).filter(|_| before && !exact) else { return false };
    let tells = |w: TokenIx| {
        matches!(g.token(w).pos, "NOUN" | "PROPN" | "ADJ" | "NUM") && !time.span.contains(g.token(w).span) && w != m.head
    };
    !g.tokens_in(span).any(tells)
}

/// A noun that stands under a preposition with a time before it: "nine days after the date set in February's accord".
fn aside_noun(g: &Grammar, event: &EventMention, time: Option<Span>) -> Option<Span> {
    let noun = g.token(event.head).pos == "NOUN" && g.label(event.head) == "pobj";
    let span = g.span(&g.noun_phrase(event.head))?;
    let time = time.filter(|t| span.contains(*t))?;
    let before = time.end() <= g.token(event.head).span.start();
    let year = g.tokens_in(time).len() == 1 && g.token(g.tokens_in(time).start).tag == "CD";
    (noun && (before || year)).then_some(span)
}

/// "The quarrel that they have had since a first meeting in Oslo on 25 April": of a noun by which something of another day is told, its own words.
fn beside_noun(g: &Grammar, event: &EventMention, time: Option<Span>) -> Option<Span> {
    let over = g.head(event.head).filter(|_| g.token(event.head).pos == "NOUN" && g.label(event.head) == "pobj")?;
    let parting = matches!(g.word(over).to_lowercase().as_str(), "since" | "after" | "before" | "until" | "following");
    let span = g.noun_phrase(event.head).first().zip(g.subtree(event.head).last()).and_then(|(&a, &b)| g.span(&[a, b]))?;
    time.filter(|t| parting && span.contains(*t) && span.len() <= sentence::WHOLE).map(|_| span)
}

/// "The archbishop, who flew to Rome last week, will try once more": what a clause tells of a noun with a time of its own is told by the noun and the
/// clause, for the rest of the sentence is of another day. So is "the sentence imposed in October", where the noun is the event.
fn described(g: &Grammar, event: &EventMention, times: &[TimeMention]) -> Option<Span> {
    let time = event.time.map(|n| times[n].span)?;
    let of_noun = || g.under(event.head, &["acl", "relcl"]).find(|&v| holds(g, v, time));
    let verb = if is_verbal(g.token(event.head)) { event.head } else { of_noun()? };
    let clause =
        is_verbal(g.token(verb)) && matches!(g.label(verb), "relcl" | "acl") && g.under(verb, &["mark"]).next().is_none();
    // "The vocation which we brought last Thursday": what was done with it says nothing of what it is.
    let relative = g.label(verb) != "relcl" || g.subject(verb).is_some_and(|s| matches!(g.token(s).tag, "WDT" | "WP"));
    let noun = g.head(verb).filter(|&n| clause && relative && n < verb && matches!(g.token(n).pos, "NOUN" | "PROPN"))?;
    let own = Some(time).filter(|t| !t.contains(g.token(noun).span))?;
    let solid = |t: &&TokenIx| !matches!(g.token(**t).pos, "PUNCT" | "SPACE" | "CCONJ");
    let (first, last) = (*g.noun_phrase(noun).first()?, *g.subtree(verb).iter().rev().find(solid)?);
    let span = g.span(&[first, last]).filter(|s| s.contains(own) && s.len() <= sentence::WHOLE)?;
    let sentence = g.sentences[g.sentence(verb)].clone();
    // "A truce brokered in June lasted for eleven days": of the same thing and the same time.
    let past = |t: TokenIx| g.token(t).tag == "VBD" || g.under(t, &["aux", "auxpass"]).any(|a| g.token(a).tag == "VBD");
    let main = g.head(noun).is_some_and(|v| matches!(g.label(noun), "nsubj" | "nsubjpass") && past(v));
    let all = g.span(&sentence.collect::<Vec<_>>())?;
    let other = times.iter().any(|t| t.edtf.is_some() && all.contains(t.span) && !span.contains(t.span));
    (other || !main || g.token(noun).pos == "PROPN").then_some(span)
}

/// Whether a time stands under a token.
fn holds(g: &Grammar, over: TokenIx, time: Span) -> bool {
    g.tops(g.tokens_in(time)).next().is_some_and(|t| g.ancestors(t).any(|a| a == over))
}

/// A clause without the words that join it to others.
fn trimmed(g: &Grammar, clause: Span) -> Span {
    let joins = |t: TokenIx| matches!(g.token(t).pos, "CCONJ" | "PUNCT" | "SPACE") || matches!(g.word(t), "so" | "while");
    let opens = |t: TokenIx| joins(t) || g.label(t) == "mark" || g.token(t).tag == "WRB";
    let inside: Vec<TokenIx> = g.tokens_in(clause).collect();
    let first = inside.iter().position(|&t| !opens(t)).unwrap_or(0);
    let last = inside
        .iter()
        .rposition(|&t| !joins(t) || matches!(g.word(t), "\"" | "”" | ")"))
        .unwrap_or(inside.len().saturating_sub(1));
    inside.get(first..=last).and_then(|kept| g.span(kept)).unwrap_or(clause)
}

/// Whether a time is of something else in the clause: "since January", "the accord of 2019", "the March killings".
fn is_aside(g: &Grammar, event: &EventMention, time: Span) -> bool {
    let Some(top) = g.tops(g.tokens_in(time)).next() else { return false };
    // "The incident of 13 February, when the ship was struck": the event stands under its day.
    if g.ancestors(event.head).any(|t| t == top) {
        return false;
    }
    let chain = || std::iter::once(top).chain(g.ancestors(top)).take_while(|&t| t != event.head);
    if chain().take(3).any(|t| HOLDERS.bounding.contains(&g.word(t).to_lowercase())) {
        return true;
    }
    // "The citizens detained on Tuesday will be handed over": the day of the one verb is not that of the other.
    let beside = |t: TokenIx| is_verbal(g.token(t)) && matches!(g.label(t), "acl" | "relcl") && g.head(t) != Some(event.head);
    if g.ancestors(top).any(|t| t == event.head) && chain().any(beside) {
        return true;
    }
    let noun = |t: TokenIx| matches!(g.token(t).pos, "NOUN" | "PROPN") && t != event.head;
    let by_word = |t: TokenIx| matches!(g.label(t), "compound" | "amod" | "nmod" | "poss");
    let of = |t: TokenIx| g.label(t) == "pobj" && g.head(t).is_some_and(|p| g.word(p) == "of");
    // What a time hangs on, past the words of the time itself.
    let holder = if by_word(top) {
        g.head(top)
    } else if of(top) {
        g.head(top).and_then(|p| g.head(p))
    } else {
        None
    };
    holder.is_some_and(|h| {
        noun(h)
            && !g.ancestors(event.head).any(|t| t == h)
            && g.lemma(h) != g.lemma(event.head)
            && !time.contains(g.token(h).span)
    })
}

/// Whether the event is told as what was meant to be: "was due to open on Monday", "should have met".
fn is_meant(g: &Grammar, head: TokenIx) -> bool {
    let Some(verb) = std::iter::once(head).chain(g.ancestors(head)).find(|&t| is_verbal(g.token(t))) else { return false };
    let meant = |t: TokenIx| schedule::is_meant(&g.lemma(t).to_lowercase());
    let own = meant(verb) && (g.token(verb).tag == "VBN" || g.under(verb, &["auxpass"]).next().is_some()) && verb != head;
    let above = g.head(verb).filter(|_| g.label(verb) == "xcomp");
    let aux = |word: &str| g.under(verb, &["aux"]).any(|a| g.word(a).eq_ignore_ascii_case(word));
    let should = aux("should") && aux("have");
    let to_be = above.is_some_and(|a| g.lemma(a) == "be");
    own || should || to_be || above.is_some_and(meant)
}
