//! Events that a document tells: triggers of the rules, who took part, when, where, how real, with which values.
//!
//! Enters: the grammatical view with the document's actors, times and quantities. Leaves: event mentions in the order of the text.
//! It leaves alone: which mentions are one event; that is linking.

pub mod attach;
pub mod clause;
pub mod dated;
pub mod holders;
pub mod initiative;
pub mod learned;
pub mod reality;
mod refusal;
pub mod rules;
pub mod setting;
pub mod shift;
pub mod slots;
mod tellers;
mod undone;
pub mod when;

use crate::extract::statement::detect::entity;
use crate::grammar::{Grammar, is_verbal};
use crate::knowledge;
use clause::clause;
use holders::HOLDERS;
use readout_record::annotation::TokenIx;
use readout_record::kind::{ActorKind, EventType, Reality, Role};
use readout_record::mention::{EventMention, Participant};
use readout_record::span::Span;
use rules::{Entry, RULES, Trigger, same_family};
use setting::Setting;

/// Every event of a document.
pub fn events(s: &Setting) -> Vec<EventMention> {
    let mut found: Vec<EventMention> = (0..s.g.tokens().len()).filter_map(|ix| event(s, ix)).collect();
    settle_contacts(s.g, &mut found);
    number_the_told(s.g, &mut found);
    drop_nested(s.g, &mut found);
    learned::join(s, &mut found);
    drop_settings(s.g, &mut found);
    drop_purposes(s.g, &mut found);
    settle_contacts(s.g, &mut found);
    found.retain(|event| !refusal::not_since(s.g, event));
    drop_tolls(s.g, &mut found);
    tellers::leave_out(s, &mut found);
    found.iter_mut().for_each(|event| signed_for(s, event));
    found.iter_mut().for_each(|event| leave_separate(s.g, event));
    found.iter_mut().for_each(|event| drop_offices_named(s, &mut event.participants));
    when::times(s, &mut found);
    dated::settle(s, &mut found);
    attach::places(s, &mut found);
    learned::doubt(s.g, &mut found);
    attach::values(s, &mut found);
    found
}

/// The first rule that fits a token makes the event.
fn event(s: &Setting, ix: TokenIx) -> Option<EventMention> {
    let token = s.g.token(ix);
    let lemma = token.lemma.to_lowercase();
    let entries = match token.pos {
        "VERB" => RULES.verb(&lemma),
        "NOUN" | "PROPN" => RULES.noun(&lemma),
        _ => &[],
    };
    let entry = |entry: &Entry| !refusal::no_event(s.g, ix, entry.event.kind) && fits(s, ix, entry.trigger);
    entries.iter().find_map(|e| entry(e).then(|| mention(s, ix, e)).flatten())
}

/// Whether everything that a trigger asks of its surroundings is there, but for its participants.
fn fits(s: &Setting, ix: TokenIx, t: &Trigger) -> bool {
    let g = s.g;
    let modifiers = || slots::modifiers(g, ix);
    let has = |words: &[String], ts: &[TokenIx]| ts.iter().any(|&m| words.iter().any(|w| g.lemma(m).eq_ignore_ascii_case(w)));
    let prepositions = || slots::particles(g, ix);
    (!t.plural || matches!(g.token(ix).tag, "NNS" | "NNPS"))
        && (t.modifiers.is_empty() || has(&t.modifiers, &modifiers()))
        && !has(&t.not_modifiers, &modifiers())
        && (t.through.is_empty() || has(&t.through, &slots::through(g, ix)))
        && !has(&t.not_through, &slots::through(g, ix))
        && (t.objects.is_empty() || has(&t.objects, &slots::objects_meant(g, ix)))
        && !has(&t.not_objects, &slots::objects_meant(g, ix))
        && (t.subjects.is_empty() || has(&t.subjects, &slots::fill(g, ix, "subject")))
        && !has(&t.not_subjects, &slots::fill(g, ix, "subject"))
        && t.places.iter().all(|slot| slots::fill(g, ix, slot).iter().any(|&p| slots::is_place(g, p)))
        && (t.holders.is_empty() || slots::holder(g, ix).is_some_and(|v| has(&t.holders, &[v])))
        && !slots::holder(g, ix).is_some_and(|v| has(&t.not_holders, &[v]))
        && !t.not_children.iter().any(|l| g.under(ix, &[l.as_str()]).next().is_some())
        && (t.prepositions.is_empty() || has(&t.prepositions, &prepositions()))
        && !has(&t.not_prepositions, &prepositions())
        && !slots::other_purpose(g, ix, t)
}

fn mention(s: &Setting, ix: TokenIx, entry: &Entry) -> Option<EventMention> {
    let t = entry.trigger;
    let participants = participants(s, ix, t)?;
    let real = reality::reality(s.g, ix, t.reality);
    Some(EventMention {
        document: s.document,
        kind: entry.event.kind,
        trigger: s.g.token(ix).span,
        head: ix,
        evidence: clause(s.g, ix)?,
        participants,
        time: None,
        during: None,
        place: None,
        reality: real,
        generic: t.generic,
        ordinal: slots::ordinal(s.g, ix),
        attributes: Vec::new(),
        rule: format!("events/{}#{}", entry.file, t.id),
    })
}

/// The actors in the slots that the trigger names, or `None` when one that it needs is missing.
fn participants(s: &Setting, ix: TokenIx, t: &Trigger) -> Option<Vec<Participant>> {
    let mut found: Vec<Participant> = Vec::new();
    let mut filled: Vec<&str> = Vec::new();
    for (slot, role) in &t.roles {
        for head in slots::fill(s.g, ix, slot).into_iter().flat_map(|head| named_by(s, head)) {
            let named = slots::actor_span(s, head).map(|span| (span, head)).or_else(|| slots::state_with_arms(s.g, head));
            let Some((span, head)) = named.filter(|(span, _)| !span.contains(s.g.token(ix).span)) else { continue };
            filled.push(slot);
            for (span, head) in std::iter::once((span, head)).chain(named_beside(s, head)).chain(led_by(s, head)) {
                // "Visited the town of Bol": where one goes is no host.
                let place = *role == Role::Host && slots::is_goal(s, head);
                if !found.iter().any(|p| p.span.overlaps(span)) && !place {
                    found.push(Participant { role: *role, span, head });
                }
            }
        }
    }
    let person =
        |head: TokenIx| slots::is_person(s, head) || named_by(s, head).into_iter().any(|named| slots::is_person(s, named));
    let personal = t.persons.iter().all(|slot| slots::fill(s.g, ix, slot).iter().any(|&head| person(head)));
    let complete = personal && t.needs.iter().all(|any| any.iter().any(|slot| filled.contains(&slot.as_str())));
    let several = found.iter().any(|p| matches!(s.g.token(p.head).tag, "NNS" | "NNPS") || slots::is_plural_pronoun(s.g, p.head));
    (complete && (found.len() >= t.least || (several && t.least == 2))).then_some(found)
}

/// "The foreign ministers of the two states, A and B, met", "the secretary-general, A, signed": those whom the apposition of an office names, or of a noun
/// that is no actor itself.
fn named_by(s: &Setting, head: TokenIx) -> Vec<TokenIx> {
    let kind = |t: TokenIx| s.actors.mention(t).map(|m| m.kind);
    let person = |t: &TokenIx| kind(*t) == Some(ActorKind::Person);
    let beside: Vec<TokenIx> = s.g.under(head, &["appos"]).flat_map(|a| s.g.conjuncts(a)).collect();
    let nameless = matches!(kind(head), Some(ActorKind::Office | ActorKind::Unnamed)) || is_titled(s, head);
    let body = |t: &TokenIx| kind(*t) == Some(ActorKind::Organisation);
    let nameless_group = matches!(kind(head), Some(ActorKind::Group | ActorKind::Unnamed)) && s.g.token(head).tag == "NN";
    match kind(head) {
        None if !beside.is_empty() => beside,
        Some(_) if nameless && beside.iter().any(person) => beside.into_iter().filter(person).collect(),
        // "A different faction, the River Front".
        Some(_) if nameless_group && beside.iter().any(body) => beside.into_iter().filter(body).collect(),
        _ => vec![head],
    }
}

/// "Minister of Trade of Norway": an office that was taken for a body.
fn is_titled(s: &Setting, head: TokenIx) -> bool {
    let body = s.actors.mention(head).filter(|m| m.kind == ActorKind::Organisation);
    let first = body.and_then(|m| m.span.of(s.g.text()).split(' ').find(|w| !matches!(w.to_lowercase().as_str(), "the" | "a")));
    first.is_some_and(|word| knowledge::title(&word.to_lowercase()).is_some())
}

/// "The chief of the navy, A", "A, spokesman and adviser of B": an office is not told besides the name that follows it, nor besides that of a person whom
/// it follows.
fn drop_offices_named(s: &Setting, found: &mut Vec<Participant>) {
    let kind = |p: &Participant| s.actors.mention(p.head).map(|m| m.kind);
    let nameless = |p: &Participant| matches!(kind(p), Some(ActorKind::Office | ActorKind::Unnamed)) || is_titled(s, p.head);
    let gap = |from: usize, to: usize| s.g.text().get(from..to).map(str::trim);
    let starts: Vec<usize> = found.iter().map(|p| p.span.start()).collect();
    let before = |p: &Participant| starts.iter().any(|&at| gap(p.span.end(), at) == Some(","));
    let named: Vec<usize> = found.iter().filter(|p| kind(p) == Some(ActorKind::Person)).map(|p| p.span.end()).collect();
    let bare = |t: TokenIx| s.g.label(t) == "appos" || s.g.under(t, &["det", "poss"]).next().is_none();
    let mut offices: Vec<&Participant> = found.iter().filter(|p| nameless(p)).collect();
    offices.sort_by_key(|p| p.span.start());
    let mut behind: Vec<Span> = Vec::new();
    for office in offices {
        let follows = |end: usize, words: &str| gap(end, office.span.start()) == Some(words);
        let of_name = named.iter().any(|&end| follows(end, ",")) && bare(office.head);
        if of_name || behind.iter().any(|first| follows(first.end(), "and")) {
            behind.push(office.span);
        }
    }
    // "Politburo Member and Director A": titles of the one whom they stand before.
    let capital = |p: &Participant| s.g.token(p.head).tag == "NNP" && s.g.under(p.head, &["det", "poss"]).next().is_none();
    let titled: Vec<usize> = found.iter().filter(|p| has_role(s, p)).map(|p| p.span.start()).collect();
    let title_of = |p: &Participant| capital(p) && titled.iter().any(|&at| gap(p.span.end(), at) == Some("and"));
    let title = |p: &Participant| (nameless(p) || kind(p) == Some(ActorKind::Group)) && title_of(p);
    found.retain(|p| !(behind.contains(&p.span) || nameless(p) && before(p) || title(p)));
}

fn has_role(s: &Setting, p: &Participant) -> bool {
    s.actors.mention(p.head).is_some_and(|m| m.kind == ActorKind::Person && m.role.is_some())
}

/// "Delegations headed by A and B": who leads those who take part.
fn led_by(s: &Setting, head: TokenIx) -> Vec<(Span, TokenIx)> {
    let leads = |v: TokenIx| s.g.token(v).tag == "VBN" && HOLDERS.leading.contains(s.g.lemma(v));
    let verbs = s.g.under(head, &["acl", "relcl"]).filter(|&v| leads(v));
    let leaders = verbs
        .flat_map(|v| s.g.prepositional(v, "by"))
        .filter(|&t| s.actors.mention(t).is_some_and(|m| m.kind == ActorKind::Person));
    leaders
        .filter_map(|t| Some((slots::actor_span(s, t)?, t)))
        .flat_map(|l| std::iter::once(l).chain(named_beside(s, l.1)))
        .collect()
}

/// Names joined to a name by "and", whatever the parse makes of the titles between them: "President A of Chad and Prime Minister B".
fn named_beside(s: &Setting, head: TokenIx) -> Vec<(Span, TokenIx)> {
    let Some(at) = s.actors.at(head) else { return Vec::new() };
    let mentions = &s.actors.mentions;
    let kind = mentions[at].kind;
    if !matches!(kind, ActorKind::Person | ActorKind::State) {
        return Vec::new();
    }
    let like: Vec<usize> = (0..mentions.len()).filter(|&m| mentions[m].kind == kind).collect();
    let Ok(place) = like.binary_search(&at) else { return Vec::new() };
    let joined = |a: usize, b: usize| joined_by_and(s.g.text(), mentions[a].span, mentions[b].span);
    let before = like[..place].iter().rev().scan(at, |to, &m| joined(m, *to).then(|| std::mem::replace(to, m)).map(|_| m));
    let after = like[place + 1..].iter().scan(at, |from, &m| joined(*from, m).then(|| std::mem::replace(from, m)).map(|_| m));
    let mut found: Vec<usize> = before.chain(after).collect();
    found.sort_unstable();
    found.into_iter().map(|m| (mentions[m].span, mentions[m].head)).collect()
}

/// Whether "and" alone, or "of X and", stands between two names.
fn joined_by_and(text: &str, a: Span, b: Span) -> bool {
    let gap = text.get(a.end()..b.start()).map(str::trim).and_then(|gap| gap.strip_suffix("and"));
    gap.is_some_and(|between| {
        let words: Vec<&str> = between.split_whitespace().collect();
        words.is_empty() || (words[0] == "of" && words.len() <= 4 && words[1..].iter().all(|w| w.starts_with(char::is_uppercase)))
    })
}

/// "A initialled the paper for the army and B for the rebels", "the meeting was attended by A for the army": whoever is there for somebody is a party,
/// whatever the parse makes of the second one.
fn signed_for(s: &Setting, event: &mut EventMention) {
    let dealing = same_family(event.kind, EventType::Meeting) || matches!(event.kind, EventType::Signing | EventType::Agreement);
    let verb = if is_verbal(s.g.token(event.head)) { Some(event.head) } else { slots::holder(s.g, event.head) };
    for told in s.representations.iter().filter(|r| dealing && Some(r.verb) == verb) {
        let person = &s.actors.mentions[told.person];
        if !event.participants.iter().any(|p| p.span.overlaps(person.span)) {
            event.participants.push(Participant { role: Role::Party, span: person.span, head: person.head });
        }
    }
}

/// "Spoke with A and, separately, with B": a contact with B is another one. "Spoke with A, though not with B": there is none with B.
fn leave_separate(g: &Grammar, event: &mut EventMention) {
    let before = |t: TokenIx| t.checked_sub(1).map(|b| g.word(b));
    let not = |t: TokenIx| matches!(before(t), Some("not" | "without" | "never"));
    // "To the prime minister, Ann Lee": the preposition stands over the office.
    let first = |p: &Participant| if g.label(p.head) == "appos" { g.head(p.head).unwrap_or(p.head) } else { p.head };
    let preposition = |p: &Participant| g.head(first(p)).filter(|_| g.label(first(p)) == "pobj");
    let left_out =
        |p: &Participant| p.head > event.head && (preposition(p).is_some_and(not) || g.tokens_in(p.span).next().is_some_and(not));
    // "Spoke to A on Monday and to B the day after": two contacts.
    let dated = |t: TokenIx| matches!(entity(g, t), Some("DATE" | "TIME"));
    let again = |p: &Participant| {
        let second = preposition(p).filter(|&t| t > event.head && g.word(t - 1) == "and" && matches!(g.word(t), "to" | "with"));
        second.is_some_and(|t| (event.head..t).any(dated))
    };
    let contact = same_family(event.kind, EventType::Meeting);
    event.participants.retain(|p| !(left_out(p) || contact && again(p)));
    let end = g.sentences[g.sentence(event.head)].end;
    let joins = |t: TokenIx| (t.saturating_sub(2)..t).any(|b| g.word(b) == "and");
    let apart = (event.head + 1..end).find(|&t| g.word(t) == "separately" && joins(t));
    if let Some(apart) = apart.filter(|_| same_family(event.kind, EventType::Meeting)) {
        event.participants.retain(|p| p.head < apart);
    }
}

/// Negotiations go on over many contacts and lend their kind to none. "The conversation" takes the kind of the contact that the document told last, or, when none came before, of the first one that it tells.
fn settle_contacts(g: &Grammar, events: &mut [EventMention]) {
    let single = |e: &&EventMention| !e.generic && e.kind != EventType::Negotiation;
    let done = |e: &EventMention| matches!(e.reality, Reality::Happened | Reality::UnderWay);
    let specific: Vec<(usize, EventType, bool)> = events.iter().filter(single).map(|e| (e.head, e.kind, done(e))).collect();
    for event in events.iter_mut().filter(|e| e.generic) {
        // What is still to come says nothing of how two spoke.
        let kin = |k: &(usize, EventType, bool)| same_family(k.1, event.kind) && (k.2 || !done(event));
        let definite = g.under(event.head, &["det", "poss"]).any(|d| !matches!(g.lemma(d), "a" | "an" | "another"));
        let before = specific.iter().rfind(|k| k.0 < event.head && kin(k));
        let after = specific.iter().find(|k| k.0 > event.head && kin(k));
        if let Some((_, kind, _)) = before.or(after).filter(|_| definite || event.participants.len() > 1) {
            event.kind = *kind;
            event.generic = false;
        }
    }
}

/// "They spoke on Monday, their second call": the number goes to the event that the apposition is about, which it does not tell again.
fn number_the_told(g: &Grammar, events: &mut Vec<EventMention>) {
    let beside = |e: &EventMention| {
        e.ordinal.is_some()
            && matches!(g.label(e.head), "appos" | "npadvmod" | "dep")
            && g.under(e.head, &["poss", "det"]).next().is_some()
    };
    let pairs: Vec<(usize, usize)> = (0..events.len())
        .filter(|&i| beside(&events[i]))
        .filter_map(|i| {
            let (a, sentence) = (&events[i], g.sentence(events[i].head));
            let told = (0..i).rev().find(|&j| events[j].kind == a.kind && g.sentence(events[j].head) == sentence)?;
            Some((i, told))
        })
        .collect();
    for &(i, told) in &pairs {
        events[told].ordinal = events[i].ordinal;
    }
    for &(i, _) in pairs.iter().rev() {
        events.remove(i);
    }
}

/// "A round of discussions between A and B" is one mention: that of the round, with the participants of what it is a round of.
fn tell_measured(g: &Grammar, events: &mut Vec<EventMention>) {
    let round = |e: &EventMention| {
        let of = g.head(e.head).filter(|&p| g.label(e.head) == "pobj" && g.lemma(p) == "of").and_then(|p| g.head(p))?;
        events.iter().position(|o| o.head == of && same_family(o.kind, e.kind))
    };
    // "The second session of the negotiations" is one thing as well, whatever the negotiations are.
    let measures = |e: &EventMention| !is_verbal(g.token(e.head)) && HOLDERS.measures.contains(g.lemma(e.head));
    let pairs: Vec<(usize, usize)> = (0..events.len())
        .filter_map(|i| Some((i, round(&events[i])?)))
        .filter(|&(i, o)| events[i].generic || measures(&events[o]))
        .collect();
    for &(inner, outer) in &pairs {
        if events[outer].participants.is_empty() {
            events[outer].participants = std::mem::take(&mut events[inner].participants);
        }
    }
    for &(inner, _) in pairs.iter().rev() {
        events.remove(inner);
    }
}

/// "They met on the sidelines of a conference": what the contact was beside is another one, and its day and place are told of the contact.
fn drop_settings(g: &Grammar, events: &mut Vec<EventMention>) {
    let heads: Vec<TokenIx> = events.iter().filter(|e| same_family(e.kind, EventType::Meeting)).map(|e| e.head).collect();
    let edge = |e: &EventMention| {
        let of = g.head(e.head).filter(|&p| g.label(e.head) == "pobj" && g.word(p) == "of")?;
        let edge = g.head(of).filter(|&n| HOLDERS.edges.contains(&g.word(n).to_lowercase()))?;
        g.ancestors(edge).find(|&v| is_verbal(g.token(v)))
    };
    let beside = |e: &EventMention| {
        edge(e).is_some_and(|v| heads.contains(&v) || g.under(v, &["dobj", "nsubjpass"]).any(|o| heads.contains(&o)))
    };
    events.retain(|e| !beside(e));
}

/// "Received the ambassador for a courtesy call": what somebody is received for is that very contact.
fn drop_purposes(g: &Grammar, events: &mut Vec<EventMention>) {
    let hosts = |e: &EventMention| e.participants.iter().any(|p| p.role == Role::Host);
    let received: Vec<TokenIx> = events.iter().filter(|e| is_verbal(g.token(e.head)) && hosts(e)).map(|e| e.head).collect();
    let purpose = |e: &EventMention| {
        let over = g
            .head(e.head)
            .filter(|&p| g.label(e.head) == "pobj" && g.word(p) == "for")
            .and_then(|p| g.ancestors(p).find(|&v| is_verbal(g.token(v))));
        same_family(e.kind, EventType::Meeting) && over.is_some_and(|v| received.contains(&v))
    };
    events.retain(|e| !purpose(e));
}

/// "Shelled the market, killing two": who died in an attack is told with it.
fn drop_tolls(g: &Grammar, events: &mut Vec<EventMention>) {
    let attacks: Vec<usize> = events.iter().filter(|e| e.kind == EventType::Attack).map(|e| e.head).collect();
    let told_with = |e: &EventMention| {
        let participle = g.label(e.head) == "advcl" && g.token(e.head).tag == "VBG";
        participle && g.head(e.head).is_some_and(|verb| attacks.contains(&verb))
    };
    events.retain(|e| !(e.kind == EventType::Death && told_with(e)));
}

/// "Held a phone call" and "the call was held" are one mention each: a generic trigger that governs or hangs on a specific one of its family goes.
fn drop_nested(g: &Grammar, events: &mut Vec<EventMention>) {
    tell_measured(g, events);
    let heads: Vec<(usize, EventType, bool)> = events.iter().map(|e| (e.head, e.kind, e.generic)).collect();
    events.retain(|e| {
        !heads.iter().any(|&(other, kind, generic)| {
            other != e.head
                && same_family(kind, e.kind)
                && (e.generic || !generic)
                && g.head(e.head) == Some(other)
                && matches!(g.label(e.head), "dobj" | "compound" | "appos" | "attr" | "conj" | "xcomp")
                && (e.generic || g.label(e.head) != "conj")
        })
    });
}
