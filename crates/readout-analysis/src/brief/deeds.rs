//! Deeds with what comparing needs: who, the verb, the things, the day.
//!
//! Enters: the desk. Leaves: the deeds of a report, worked out once for all who compare them. It leaves alone: what they are compared with.

use crate::brief::desk::Desk;
use crate::extract::deed::{self, Deed, WORDS};
use crate::extract::event::holders::HOLDERS;
use crate::extract::event::slots;
use crate::extract::schedule::{Mark, Timing, bears_on, due_times, is_planned_only, marks, shortfall};
use crate::extract::time::deadline::deadline;
use crate::grammar::{Grammar, is_verbal};
use crate::link::actors::ActorIx;
use crate::link::follow_ups::Side;
use foldhash::HashSet;
use readout_record::annotation::TokenIx;
use readout_record::edtf::{Date, Edtf};
use readout_record::kind::ActorKind;
use readout_record::mention::{DocumentIx, TimeMention};
use readout_record::span::Span;
use std::collections::BTreeMap;
use std::ops::Range;

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
    /// The same as the report dates it, the year left open where it is.
    pub date: Option<Edtf>,
    /// Whether it stands inside what somebody promises.
    pub promised: bool,
    /// What is said of it and the day that it was due on.
    pub term: Term,
}

/// A deed and the day that it was due on, as the report tells it.
pub struct Term {
    /// Days that are called the one it was due on: "due on 5 June".
    pub dues: Vec<Edtf>,
    /// So many days after that day it was done, at least and at most; less than none where it was before it.
    pub shift: Option<(i64, i64)>,
    /// "Late", "in time".
    pub timing: Option<Timing>,
    /// So many fewer than promised.
    pub missing: Option<i64>,
}

impl Told {
    /// Whether its verb is one of a list, by its lemma.
    pub fn verb_is(&self, list: &HashSet<String>) -> bool {
        self.side.verb.as_ref().is_some_and(|v| list.contains(v))
    }
}

/// The deeds of each report, read when first asked for.
#[derive(Default)]
pub struct Deeds {
    told: BTreeMap<DocumentIx, Vec<Told>>,
}

impl Deeds {
    /// The deeds of a report.
    pub fn of(&mut self, desk: &mut Desk, document: DocumentIx) -> &mut Vec<Told> {
        self.told.entry(document).or_insert_with(|| tell_all(desk, document))
    }

    /// One deed of a report whose deeds were read.
    pub fn get(&self, document: DocumentIx, number: usize) -> Option<&Told> {
        self.told.get(&document)?.get(number)
    }

    /// Those of a sentence, of a report whose deeds were read.
    pub fn in_sentence(&self, document: DocumentIx, sentence: Span) -> impl Iterator<Item = &Told> {
        let of = self.told.get(&document).map_or(&[][..], Vec::as_slice);
        of.iter().filter(move |t| t.deed.clause.overlaps(sentence) && sentence.contains(t.deed.clause))
    }

    /// All deeds that were read, each with its report and its number there.
    pub fn all(&mut self) -> impl Iterator<Item = ((DocumentIx, usize), &mut Told)> {
        self.told.iter_mut().flat_map(|(&document, told)| told.iter_mut().enumerate().map(move |(i, t)| ((document, i), t)))
    }
}

fn tell_all(desk: &mut Desk, document: DocumentIx) -> Vec<Told> {
    deed::deeds(&desk.grammars[document]).into_iter().map(|deed| tell(desk, document, deed)).collect()
}

/// Reads the meaning of each deed that has none yet.
pub fn give_meanings<'t>(desk: &Desk, told: impl Iterator<Item = &'t mut Told>) {
    let mut told: Vec<&mut Told> = told.filter(|t| t.side.meaning.is_none()).collect();
    let texts: Vec<&str> = told.iter().map(|t| t.deed.clause.of(desk.grammars[t.document].text())).collect();
    if texts.is_empty() {
        return;
    }
    let meanings = desk.encoder.embed(&texts);
    told.iter_mut().zip(meanings).for_each(|(t, meaning)| t.side.meaning = Some(meaning));
}

fn tell(desk: &mut Desk, document: DocumentIx, deed: Deed) -> Told {
    let agents = doers(&desk.grammars[document], &deed);
    let actors: Vec<ActorIx> = agents.iter().flat_map(|&a| desk.actors_at(document, a)).collect();
    let named = |a: &ActorIx| desk.table.instances[*a].kind.is_named();
    let of = actors.iter().find(|a| !named(a)).and_then(|&a| desk.table.instances[a].of.clone());
    let actors = actors.into_iter().filter(named).collect();
    let g = &desk.grammars[document];
    let heads = agents.iter().flat_map(|&a| g.conjuncts(a)).map(|t| g.lemma(t).to_lowercase()).collect();
    let side = Side {
        actors,
        heads,
        of,
        verb: telling_verb(desk, document, deed.verb),
        things: things(desk, document, deed.clause),
        gathers: gathers(g, deed.verb),
        meaning: None,
    };
    let (g, times) = (&desk.grammars[document], &desk.extracted[document].times);
    let called_due = due_times_beside(g, times, deed.verb);
    let due_times = due_times_of(g, times, deed.verb, called_due.clone());
    let inside = || {
        let numbered = times.iter().enumerate().filter(|(n, t)| deed.clause.contains(t.span) && !called_due.contains(n));
        numbered.map(|(_, t)| t)
    };
    let full = |t: &TimeMention| t.edtf.clone().filter(|e| e.date().is_some_and(|d| d.day.is_some()));
    let own = |t: &&TimeMention| verb_over(g, t) == Some(deed.verb);
    let date = inside().filter(own).find_map(full).or_else(|| inside().filter(|t| !is_aside(g, t, deed.verb)).find_map(full));
    let term = term(g, times, &due_times, deed.clause);
    // "It had been due to meet" tells no deed.
    let planned = is_planned_only(g, deed.verb);
    let deed = Deed { restating: deed.restating || planned, ..deed };
    let day = date.as_ref().and_then(|d| d.date()?.day_number());
    let verb = g.token(deed.verb).span;
    let promised = desk.extracted[document].commitments.iter().any(|c| !c.negated && c.action.contains(verb));
    Told { document, deed, side, day, date, promised, term }
}

/// The verb that a time hangs on.
fn verb_over(g: &Grammar, time: &TimeMention) -> Option<TokenIx> {
    let top = g.tops(g.tokens_in(time.span)).next()?;
    g.ancestors(top).find(|&a| is_verbal(g.token(a)))
}

/// "The sketch ordered after the attack of 8 May was finished": the day is that of what explains a noun.
fn is_aside(g: &Grammar, time: &TimeMention, verb: TokenIx) -> bool {
    let top = g.tops(g.tokens_in(time.span)).next();
    let path = top.into_iter().flat_map(|t| std::iter::once(t).chain(g.ancestors(t))).take_while(|&t| t != verb);
    path.into_iter().any(|t| g.label(t) == "acl" && g.token(t).tag == "VBN")
}

/// The due days that a deed's sentence names, and those of a next sentence that speaks of it by a pronoun: "They met on Monday. It had been due on Friday".
pub fn due_times_around(g: &Grammar, times: &[TimeMention], verb: TokenIx) -> Vec<usize> {
    due_times_of(g, times, verb, due_times_beside(g, times, verb))
}

/// The times of a verb's sentence that are called a due day, of whatever.
fn due_times_beside(g: &Grammar, times: &[TimeMention], verb: TokenIx) -> Vec<usize> {
    g.sentences.get(g.sentence(verb)).map_or_else(Vec::new, |s| due_times(g, times, s.clone()))
}

/// Of those the ones that bear on the verb, and those of a next sentence that speaks of it by a pronoun.
fn due_times_of(g: &Grammar, times: &[TimeMention], verb: TokenIx, beside: Vec<usize>) -> Vec<usize> {
    let number = g.sentence(verb);
    let of_verb = |n: &usize| g.tops(g.tokens_in(times[*n].span)).next().is_some_and(|t| bears_on(g, t, verb));
    let mut found = beside;
    found.retain(of_verb);
    let goes_on = |s: &&Range<TokenIx>| {
        let first = (s.start..s.end).find(|&t| g.token(t).pos != "SPACE");
        first.is_some_and(|t| matches!(g.word(t), "It" | "They" | "This" | "That"))
    };
    if let Some(next) = g.sentences.get(number + 1).filter(goes_on) {
        found.extend(due_times(g, times, next.clone()));
    }
    found
}

/// Weeks of a month that are told by their number.
const WEEKS: usize = 4;

/// "Early March", "the second week of April": the days that such words may mean.
fn part_of_month(g: &Grammar, time: &TimeMention, month: &Edtf) -> Option<Edtf> {
    let date = month.date().filter(|d| d.day.is_none() && d.month.is_some())?;
    let (tokens, last) = (g.tokens_in(time.span), date.last_day()?);
    let words: Vec<String> = (tokens.start.saturating_sub(2)..tokens.end).map(|t| g.word(t).to_lowercase()).collect();
    let has = |word: &str| words.iter().any(|w| w == word);
    let week = HOLDERS.ordinals.iter().take(WEEKS).position(|n| has(n)).filter(|_| has("week"));
    let (from, to) = match week {
        Some(n) => (n as u8 * 7 + 1, n as u8 * 7 + 8),
        None if has("early") || has("beginning") => (1, 10),
        None if has("mid") || has("middle") || words.iter().any(|w| w.starts_with("mid-")) => (10, 20),
        None if has("late") => (20, last.day?),
        None => return None,
    };
    let day = |day| Date::ymd(date.year?, date.month?, day);
    Some(Edtf::interval(day(from)?, day(to)?))
}

/// The day that a time names as a due one. "Due in March", told in April without a year, may be read as the next March and means the last one too.
pub fn due_days(g: &Grammar, time: &TimeMention) -> Vec<Edtf> {
    let Some(day) = deadline(g.text(), time) else { return Vec::new() };
    let day = part_of_month(g, time, &day).unwrap_or(day);
    let year = day.start().and_then(|d| d.year).filter(|year| !time.span.of(g.text()).contains(&year.to_string()));
    let number = |d: Option<Date>| d.and_then(Date::first_day).and_then(Date::day_number);
    let to_come = number(day.start()) > g.document.metadata.day();
    let last = year.filter(|_| to_come).and_then(|y| Edtf::parse(&day.as_str().replace(&y.to_string(), &(y - 1).to_string())));
    std::iter::once(day).chain(last).collect()
}

fn term(g: &Grammar, times: &[TimeMention], due_times: &[usize], clause: Span) -> Term {
    let dues = due_times.iter().flat_map(|&n| due_days(g, &times[n])).collect();
    let marks = marks(g, g.tokens_in(clause));
    let signed = |m: &Mark| match (m.timing, m.days?) {
        (Timing::Late, days) => Some(days),
        (Timing::Early, (least, most)) => Some((-most, -least)),
        (Timing::InTime, _) => None,
    };
    Term {
        dues,
        shift: marks.iter().find_map(signed),
        timing: marks.iter().map(|m| m.timing).max(),
        missing: shortfall(g, g.tokens_in(clause)),
    }
}

/// Whether a verb is one of coming together, or has a gathering for its object or its subject.
pub fn gathers(g: &Grammar, verb: TokenIx) -> bool {
    let alone = |t: TokenIx| WORDS.meeting.contains(&g.lemma(t).to_lowercase());
    let held = |o: TokenIx| WORDS.gatherings.contains(&g.lemma(o).to_lowercase());
    alone(verb) || slots::objects(g, verb).into_iter().chain(g.subject(verb)).any(held)
}

/// Whether what is promised is to come together.
pub fn is_to_gather(g: &Grammar, action: Span) -> bool {
    g.tops(g.tokens_in(action)).next().is_some_and(|v| is_verbal(g.token(v)) && gathers(g, v))
}

/// Who does it: of what somebody has received, whom it is from.
fn doers(g: &Grammar, deed: &Deed) -> Vec<TokenIx> {
    if WORDS.receiving.contains(&g.lemma(deed.verb).to_lowercase()) {
        return g.prepositional(deed.verb, "from").into_iter().collect();
    }
    deed.agent.into_iter().collect()
}

/// The lemma of a verb that says what is done; of "began work" that of the noun, of "is open again" the verb that brings it about.
pub fn telling_verb(desk: &Desk, document: DocumentIx, verb: TokenIx) -> Option<String> {
    let g = &desk.grammars[document];
    let lemma = g.lemma(verb).to_lowercase();
    if let Some(act) = deed::act(g, verb) {
        return Some(act);
    }
    if !WORDS.light.contains(&lemma) {
        return Some(lemma);
    }
    let taken_up = || g.under(verb, &["dobj"]).map(|o| g.lemma(o).to_lowercase()).find(|o| WORDS.works.contains(o));
    // "Got its mission running": what it then does.
    let set_going = || {
        let holds = matches!(lemma.as_str(), "have" | "get" | "keep" | "set").then(|| g.under(verb, &["dobj"]));
        let going = holds.into_iter().flatten().flat_map(|o| g.under(o, &["acl"])).find(|&t| g.token(t).tag == "VBG");
        going.map(|t| g.lemma(t).to_lowercase())
    };
    deed::state(g, verb).or_else(taken_up).or_else(set_going)
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
    // "Stopped filling the lake": what is stopped is a thing too.
    let doing = |t: TokenIx| g.token(t).tag == "VBG" && matches!(g.label(t), "xcomp" | "pcomp");
    let telling = |t: &TokenIx| (matches!(g.token(*t).pos, "NOUN" | "PROPN" | "ADJ" | "NUM") || doing(*t)) && !name_goes_on(*t);
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
