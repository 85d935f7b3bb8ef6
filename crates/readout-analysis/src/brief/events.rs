//! The record's events: mentions linked within each story, with participants, date, place and values, ranked.
//!
//! Enters: the desk. Leaves: event entries and the linked instances that they were made from.

use crate::brief::contacts;
use crate::brief::desk::Desk;
use crate::brief::doubles;
use crate::brief::linked::{Linked, actors, documents};
use crate::brief::pairs;
use crate::brief::parties;
use crate::brief::prospect;
use crate::brief::rank::ranked;
use crate::brief::same_event;
use crate::brief::shown::Shown;
use crate::brief::twins;
use crate::extract::event::holders::{self, HOLDERS};
use crate::extract::event::{dated, slots};
use crate::extract::quantity::{base, duration_iso};
use crate::extract::time::deadline::deadline;
use crate::extract::time::tense;
use crate::grammar::{Grammar, is_verbal};
use crate::knowledge::{self, Sense};
use crate::link::actors::ActorIx;
use crate::link::events::{self as link_events, Instance};
use crate::link::name::fold;
use crate::link::tellings::{Article, Telling};
use foldhash::HashSet;
use readout_record::annotation::TokenIx;
use readout_record::document::stable_id;
use readout_record::edtf::{Date, Edtf};
use readout_record::kind::{EventType, Reality, Role};
use readout_record::mention::{Attribute, DocumentIx, EventMention, Quantity, TimeMention};
use readout_record::record::{AttributeEntry, Event, Evidence, ParticipantEntry};

/// Links the events of every story.
pub fn link(desk: &mut Desk) -> Vec<Linked> {
    let mut linked = Vec::new();
    for story in 0..desk.stories.len() {
        let tellings = tellings(desk, story);
        let pairs = link_events::candidates(&tellings, &desk.table);
        let likely = same_event::likely(desk, &tellings, &pairs);
        let mut instances = link_events::link(tellings, &pairs, &likely, &desk.table);
        contacts::settle(desk, &mut instances);
        twins::join(desk, &mut instances);
        instances.iter_mut().for_each(|i| {
            parties::settle(desk, i);
            doubles::leave(desk, i);
            prospect::settle(desk, i);
            prospect::end(i, desk.newest(story));
        });
        linked.extend(instances.into_iter().map(|instance| Linked { story, instance }));
    }
    linked
}

/// The tellings of a story's events, in the order of its documents, with their actors resolved.
pub fn tellings(desk: &mut Desk, story: usize) -> Vec<Telling> {
    let mut found = Vec::new();
    for document in desk.stories[story].clone() {
        for number in 0..desk.extracted[document].events.len() {
            found.push(telling(desk, document, number));
        }
    }
    pairs::name(&desk.table, &mut found);
    found.iter_mut().for_each(|t| parties::persons_for_states(desk, t));
    found
}

fn telling(desk: &mut Desk, document: DocumentIx, number: usize) -> Telling {
    let mention = desk.extracted[document].events[number].clone();
    let actors = participants(desk, document, &mention);
    let g = &desk.grammars[document];
    let extracted = &desk.extracted[document];
    let time = mention.time.map(|t| &extracted.times[t]);
    let date = time
        .and_then(|t| Some(not_past(g, &mention, t, event_date(g.text(), t)?)))
        .filter(|d| !too_late(g, &mention, d) && !of_content(g, &mention, d));
    let (date, year_by) = desk.with_year(document, date);
    let (place, land) = mention.place.map_or((None, None), |p| place_key(p.of(g.text())));
    let definite = g.under(mention.head, &["det"]).any(|d| matches!(g.lemma(d).to_lowercase().as_str(), "the" | "this" | "that"));
    // "A previous truce" is not the one that the report is about.
    let another = slots::modifiers(g, mention.head).into_iter().any(|m| HOLDERS.other.contains(&g.lemma(m).to_lowercase()));
    // "There was one call on the radio" points back to none.
    let counted = g.under(mention.head, &["nummod"]).any(|n| g.word(n).eq_ignore_ascii_case("one"));
    let nobody = actors.is_empty() && !another && !counted;
    Telling {
        ix: (document, number),
        kind: mention.kind,
        word: g.lemma(mention.head).to_lowercase(),
        date,
        year_by,
        during: mention.during.map(|d| (document, d)),
        place,
        land,
        reality: mention.reality,
        firm: is_verbal(g.token(mention.head)) || mention.time.is_some() || actors.len() > 1 || was_held(g, &mention),
        ordinal: mention.ordinal,
        news_of: news_of(g, &mention),
        heading: g.sentence(mention.head) == 0,
        sentence: g.sentence(mention.head),
        verbal: is_verbal(g.token(mention.head)),
        article: article(g, mention.head),
        plural: g.token(mention.head).tag == "NNS",
        another,
        minutes: minutes(&mention),
        generic: mention.generic,
        text: slots::text(g, mention.head).filter(|_| matches!(mention.kind, EventType::Agreement | EventType::Signing)),
        anaphoric: definite && mention.time.is_none() || (nobody && mention.kind != EventType::Agreement),
        content: desk.content_hashes(document, mention.evidence),
        actors,
    }
}

/// How long it lasted, in minutes, where that is told as a duration.
fn minutes(mention: &EventMention) -> Option<f64> {
    let lasted = mention.attributes.iter().find(|a| a.name == "duration")?;
    matches!(lasted.quantity.unit.as_str(), "minute" | "hour" | "day").then(|| base(&lasted.quantity).value / 60.0)
}

/// "The session was held as planned": a fact, whatever the noun has beside it.
fn was_held(g: &Grammar, mention: &EventMention) -> bool {
    let held = slots::holder(g, mention.head).is_some_and(|v| matches!(g.lemma(v), "hold" | "convene" | "conduct"));
    let passive = g.label(mention.head) == "nsubjpass";
    mention.reality == Reality::Happened && passive && held && dated::past(g, mention.head)
}

/// How the noun of an event is introduced: an owner or a day before it makes it known.
fn article(g: &Grammar, head: TokenIx) -> Article {
    let words = || g.under(head, &["det", "poss", "nummod", "amod"]).map(|t| g.lemma(t).to_lowercase());
    if words().any(|w| matches!(w.as_str(), "a" | "an" | "another" | "any" | "no" | "some")) {
        return Article::Indefinite;
    }
    let owned = g.under(head, &["poss"]).next().is_some();
    let known = owned || words().any(|w| matches!(w.as_str(), "the" | "this" | "that" | "these" | "those"));
    if known { Article::Definite } else { Article::None }
}

/// The day of publication, where a heading or a lead tells an event as past without a date.
fn news_of(g: &Grammar, mention: &EventMention) -> Option<i64> {
    let early = g.sentence(mention.head) < 2;
    // "They struck, weeks after they had signed": what stands in a clause of time is no news.
    let background =
        std::iter::once(mention.head).chain(g.ancestors(mention.head)).any(|t| matches!(g.label(t), "advcl" | "relcl" | "pcomp"));
    let past = early
        && !background
        && mention.time.is_none()
        && mention.reality == Reality::Happened
        && is_verbal(g.token(mention.head));
    g.document.metadata.day().filter(|_| past)
}

/// What a place is compared by, and the state that it is in: "the Georgian capital" is Tbilisi.
fn place_key(words: &str) -> (Option<String>, Option<&'static str>) {
    let known = knowledge::place(words).or_else(|| words.split(' ').find_map(knowledge::place));
    let capital = words.to_lowercase().contains("capital") || known.is_some_and(|k| k.sense == Sense::Capital);
    match known {
        Some(place) if capital => (Some(format!("capital of {}", place.state.name)), Some(&place.state.name)),
        Some(place) => (Some(fold(words)), Some(&place.state.name)),
        None => (Some(fold(words)), None),
    }
}

/// The date of what a report tells as still to come: under a verb that calls for it, a day of the week placed just before the report is the next one.
fn not_past(g: &Grammar, mention: &EventMention, time: &TimeMention, date: Edtf) -> Edtf {
    let ahead = matches!(mention.reality, Reality::Planned | Reality::Proposed) && time.rule.contains("weekday");
    let told = g.document.metadata.day();
    let behind = |d: Date| told.zip(d.day_number()).is_some_and(|(told, d)| (1..7).contains(&(told - d)));
    let called_for = || g.tokens_in(time.span).next().is_some_and(|t| tense::looks_ahead(g, t));
    let next = date.date().filter(|d| ahead && behind(*d) && called_for()).and_then(|d| d.plus_days(7));
    next.map_or(date, Edtf::from)
}

/// What a report tells as done was not done on a day after it: its time was read of another day.
fn too_late(g: &Grammar, mention: &EventMention, date: &Edtf) -> bool {
    let day = date.start().filter(|d| d.day.is_some()).and_then(Date::day_number);
    let after = day.zip(g.document.metadata.day()).is_some_and(|(day, told)| day > told + 1);
    after && mention.reality == Reality::Happened && is_verbal(g.token(mention.head))
}

/// "Agreed on quotas for next year", "have agreed a cut, to be looked at again by May": what was agreed or signed has a day to come, and not the agreeing.
fn of_content(g: &Grammar, mention: &EventMention, date: &Edtf) -> bool {
    let settled = matches!(mention.kind, EventType::Agreement | EventType::Signing);
    let told = g.token(mention.head).tag == "VBD"
        || g.under(mention.head, &["aux"]).any(|a| matches!(g.token(a).tag, "VBZ" | "VBP" | "VBD") && g.lemma(a) == "have");
    let ahead = date
        .start()
        .map(|d| d.first_day().unwrap_or(d))
        .and_then(Date::day_number)
        .zip(g.document.metadata.day())
        .is_some_and(|(day, told)| day > told + 1);
    settled && told && (ahead || date.start().is_none())
}

/// The date that a time gives an event: a deadline ("by 13 September", "within ten days") says no more than that it is not later.
fn event_date(text: &str, time: &TimeMention) -> Option<Edtf> {
    let edtf = time.edtf.clone()?;
    let before = text[..time.span.start()].trim_end();
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    let own = time.span.of(text).to_lowercase();
    let limit = matches!(word.as_str(), "by" | "before" | "until" | "till" | "within" | "than")
        || own.starts_with("within ")
        || own.starts_with("by ");
    // "Did not start until the 17th" is on the 17th.
    let not = || before.rsplit(' ').take(NOT_UNTIL).any(|w| w == "not" || w.ends_with("n't") || w.ends_with("n’t"));
    let limit = limit && !(matches!(word.as_str(), "until" | "till") && not());
    // "Shortly before dawn on Friday" is on Friday.
    let limit = limit && !HOLDERS.parts_of_day.iter().any(|part| own.starts_with(part));
    match deadline(text, time).filter(|_| limit) {
        Some(last) => Edtf::parse(&format!("../{}", last.end()?)),
        None => Some(edtf),
    }
}

/// How many words before a date "not" may stand in "did not come together until".
const NOT_UNTIL: usize = 5;

fn participants(desk: &mut Desk, document: DocumentIx, mention: &EventMention) -> Vec<(ActorIx, Role)> {
    let mut found: Vec<(ActorIx, Role)> = Vec::new();
    for p in &mention.participants {
        for actor in desk.actors_at(document, p.head) {
            // A spokesman's "we" are those whom the spokesman speaks for.
            let we = desk.grammars[document].lemma(p.head).eq_ignore_ascii_case("we");
            let Some(actor) = Some(actor).filter(|&a| !(we && is_mouthpiece(desk, a))).or_else(|| desk.table.group_of(actor))
            else {
                continue;
            };
            if !found.iter().any(|(a, _)| *a == actor) {
                found.push((actor, p.role));
            }
        }
    }
    found
}

fn is_mouthpiece(desk: &Desk, actor: ActorIx) -> bool {
    desk.table.instances[actor].role.as_ref().is_some_and(|role| holders::is_mouthpiece(role))
}

/// The entries, ranked, and for each linked instance the id of its entry (`None` where it is not shown).
pub fn entries(desk: &Desk, linked: &[Linked]) -> (Vec<Event>, Vec<Option<String>>) {
    let mut scored = Vec::new();
    let mut ids = Vec::new();
    let view = Shown::new(desk, linked);
    for (number, l) in linked.iter().enumerate() {
        let shown = view.is_shown(number);
        ids.push(shown.then(|| id(desk, l)));
        if shown {
            scored.push((view.score(number), entry(desk, l)));
        }
    }
    let events = ranked(scored, |e: &Event| (e.date.is_none(), e.date.clone(), e.id.clone()), |e, w| e.weight = w);
    (events, ids)
}

fn id(desk: &Desk, l: &Linked) -> String {
    let (document, number) = l.instance.tellings[0].ix;
    let trigger = desk.extracted[document].events[number].trigger;
    stable_id("e", [desk.grammars[document].document.id.as_str(), l.instance.kind().as_str(), &trigger.start().to_string()])
}

fn entry(desk: &Desk, l: &Linked) -> Event {
    let e = &l.instance;
    let participants = actors(l).into_iter().map(|(a, role)| ParticipantEntry { actor: desk.actor_id(a), role }).collect();
    Event {
        id: id(desk, l),
        story: desk.story_id(l.story),
        kind: e.kind(),
        participants,
        date: e.date(),
        year_by: e.year_by().map(|(document, span)| desk.evidence(document, span)),
        place: place(desk, e),
        reality: e.reality(),
        attributes: attributes(desk, e),
        accounts: documents(e).len(),
        weight: 0.0,
        evidence: evidence(desk, e),
    }
}

/// The place as the first telling that has one words it.
fn place(desk: &Desk, e: &Instance) -> Option<String> {
    // A call is nowhere.
    let call = matches!(e.kind(), EventType::PhoneCall | EventType::VideoCall);
    e.tellings.iter().filter(|_| !call).find_map(|t| {
        let (document, number) = t.ix;
        desk.extracted[document].events[number].place.map(|p| p.of(desk.grammars[document].text()).to_owned())
    })
}

/// The clauses that tell it: the fullest of each document first, then the others.
fn evidence(desk: &Desk, e: &Instance) -> Vec<Evidence> {
    let mut tellings: Vec<&Telling> = e.tellings.iter().collect();
    let fullness = |t: &Telling| usize::from(t.date.is_some()) + t.actors.len().min(2) + usize::from(t.place.is_some());
    tellings.sort_by_key(|t| (t.ix.0, std::cmp::Reverse(fullness(t)), t.ix.1));
    let (first, rest): (Vec<usize>, Vec<usize>) =
        (0..tellings.len()).partition(|&i| i == 0 || tellings[i - 1].ix.0 != tellings[i].ix.0);
    let mut seen = HashSet::default();
    let spans = first
        .into_iter()
        .chain(rest)
        .map(|i| (tellings[i].ix.0, desk.extracted[tellings[i].ix.0].events[tellings[i].ix.1].evidence));
    spans.filter(|s| seen.insert(*s)).map(|(d, s)| desk.evidence(d, s)).collect()
}

/// The values that the tellings give, equal ones together.
fn attributes(desk: &Desk, e: &Instance) -> Vec<AttributeEntry> {
    let mut found: Vec<AttributeEntry> = Vec::new();
    for t in &e.tellings {
        let (document, number) = t.ix;
        for a in &desk.extracted[document].events[number].attributes {
            let (value, approximate) = (value_of(a), a.quantity.approximate);
            let evidence = desk.evidence(document, a.span);
            // "Six troops" and "six soldiers" are the same six.
            let again = found.iter().any(|f| f.name != a.name && counts_alike(e.kind(), &f.value, &value));
            match found.iter_mut().find(|f| f.name == a.name && f.value == value && f.approximate == approximate) {
                Some(known) => known.evidence.push(evidence),
                None if again => {}
                None => found.push(AttributeEntry { name: a.name.clone(), value, approximate, evidence: vec![evidence] }),
            }
        }
    }
    found
}

/// Whether two counts of one event that tell one number are of the same people or things under two names; those who are exchanged are others.
fn counts_alike(kind: EventType, a: &str, b: &str) -> bool {
    let number = |value: &str| value.split_once(' ').map(|(number, _)| number.to_owned());
    kind != EventType::PrisonerExchange && number(a).is_some() && number(a) == number(b)
}

fn value_of(a: &Attribute) -> String {
    value_text(&a.quantity)
}

/// A quantity as the contract prints it: an ISO 8601 duration, or a number with its unit or noun.
pub fn value_text(q: &Quantity) -> String {
    duration_iso(q).unwrap_or_else(|| {
        let unit = if q.unit.is_empty() { q.noun.clone().unwrap_or_default() } else { q.unit.clone() };
        format!("{} {unit}", q.value).trim_end().to_owned()
    })
}
