//! Why a word that the learned reader takes for an event is none.
//!
//! Enters: a mark of the reader at a word. Leaves: whether what the rules know of the word speaks against it: a modifier, a subject or an object that a rule
//! does not take, somebody whom it needs and a thing in that place, a state that is described rather than told, the name of a text, or help of which
//! nobody is told to get it.

use super::holders::HOLDERS;
use super::rules::{Entry, RULES, same_family};
use super::setting::Setting;
use super::slots;
use crate::grammar::{Grammar, is_verbal};
use readout_record::annotation::{EventMark, TokenIx};
use readout_record::kind::{EventType, Role};
use readout_record::mention::EventMention;

/// What the rules know of a word, as a verb and as a noun.
pub fn known(s: &Setting, word: TokenIx) -> Vec<&'static Entry> {
    let lemma = s.g.lemma(word).to_lowercase();
    RULES.verb(&lemma).iter().chain(RULES.noun(&lemma)).collect()
}

/// Whether words tell of no event of that kind, whoever finds it: of a state of things, of an opening for talks, of an accident, of a manner.
pub fn no_event(g: &Grammar, word: TokenIx, kind: EventType) -> bool {
    let noun = !is_verbal(g.token(word));
    let contact = same_family(kind, EventType::Meeting);
    let lemma = g.lemma(word).to_lowercase();
    let accident = HOLDERS.accidents.contains(&lemma) && (contact || kind == EventType::Attack && !gunfire(g, word));
    let seized = kind == EventType::Arrest && lemma == "custody" && slots::holder(g, word).is_some_and(|v| g.lemma(v) == "take");
    noun && (contact && in_a_state(g, word)
        || opened(g, word, kind)
        || in_manner(g, word, kind)
        || accident
        || seized
        || of_work(g, word, kind))
}

/// "The union ended its strike", "broke off his hunger strike": a strike of those who lay down work or food, in a report that tells of such.
fn of_work(g: &Grammar, word: TokenIx, kind: EventType) -> bool {
    let arms = || {
        slots::modifiers(g, word)
            .iter()
            .any(|&m| HOLDERS.arms.contains(&g.lemma(m).to_lowercase()) || matches!(g.lemma(m), "air" | "military"))
    };
    let target = || g.under(word, &["prep"]).any(|p| matches!(g.word(p), "on" | "against" | "at"));
    // "Broke off his strike": one man's own.
    let his = || g.under(word, &["poss"]).any(|p| matches!(&*g.word(p).to_lowercase(), "his" | "her" | "my"));
    let workers = || his() || (0..g.tokens().len()).any(|t| HOLDERS.strikers.contains(&g.lemma(t).to_lowercase()));
    kind == EventType::Attack && g.lemma(word).eq_ignore_ascii_case("strike") && !arms() && !target() && workers()
}

/// "Is in contact with the families", "remain in dialogue".
fn in_a_state(g: &Grammar, word: TokenIx) -> bool {
    let bare = g.under(word, &["det", "poss", "amod", "nummod", "compound"]).next().is_none();
    let inside = g.head(word).filter(|&p| g.label(word) == "pobj" && g.word(p).eq_ignore_ascii_case("in"));
    let over = inside.and_then(|p| g.head(p));
    bare && over.is_some_and(|v| HOLDERS.staying.contains(g.lemma(v)))
}

/// "Keeps its channels for dialogue open", "the first sign of a truce": what a way, a wish or a sign is of is not told to be.
fn opened(g: &Grammar, word: TokenIx, kind: EventType) -> bool {
    let dealing = same_family(kind, EventType::Meeting) || matches!(kind, EventType::Ceasefire | EventType::Agreement);
    let preposition = g.head(word).filter(|&p| g.label(word) == "pobj" && matches!(g.word(p), "for" | "of" | "to"));
    // The parse may hang the preposition on the verb: "keeps its channels for dialogue open".
    let before = preposition.and_then(|p| p.checked_sub(1));
    let noun = |n: &TokenIx| g.token(*n).pos == "NOUN";
    let over = preposition.and_then(|p| g.head(p)).filter(noun).or(before.filter(noun));
    let known = g.under(word, &["det"]).any(|d| matches!(g.lemma(d), "the" | "this" | "that"));
    dealing && !known && over.is_some_and(|n| HOLDERS.openings.contains(&g.lemma(n).to_lowercase()))
}

/// "Held back their names in protest".
fn in_manner(g: &Grammar, word: TokenIx, kind: EventType) -> bool {
    let bare = g.under(word, &["det", "poss", "amod"]).next().is_none();
    kind == EventType::Protest && bare && g.head(word).is_some_and(|p| g.label(word) == "pobj" && g.word(p) == "in")
}

/// "Artillery fire", "fire from the army": a fire that somebody opened.
fn gunfire(g: &Grammar, word: TokenIx) -> bool {
    let arms = slots::modifiers(g, word).iter().any(|&m| HOLDERS.arms.contains(g.lemma(m)) || g.lemma(m) == "mortar");
    let from = g.under(word, &["prep"]).any(|p| matches!(g.word(p), "from" | "by" | "on" | "across"));
    g.lemma(word) == "fire" && (arms || from || slots::holder(g, word).is_some() && g.under(word, &["det"]).next().is_none())
}

/// "They have not spoken since their call in March": this denies no contact that anybody told.
pub fn not_since(g: &Grammar, event: &EventMention) -> bool {
    let verb = if is_verbal(g.token(event.head)) { Some(event.head) } else { slots::holder(g, event.head) };
    let since = |v: TokenIx| {
        let preposition = g.under(v, &["prep", "mark", "advmod"]).any(|p| g.word(p).eq_ignore_ascii_case("since"));
        preposition || g.under(v, &["advcl"]).any(|c| g.under(c, &["mark"]).any(|m| g.word(m).eq_ignore_ascii_case("since")))
    };
    let denied = event.reality == readout_record::kind::Reality::Denied;
    denied && same_family(event.kind, EventType::Meeting) && verb.is_some_and(|v| since(v) || since(event.head))
}

/// So likely, a mark stands although what it is done to is none of the objects of its rule, or nobody. Words by which a rule refuses outright still count.
/// Chosen on the documents that the reader's weights were fitted on.
const SURE: f32 = 0.85;

/// Whether the rules that know the word refuse it here.
pub fn refused(s: &Setting, m: &EventMark, rules: &[&Entry]) -> bool {
    let sure = m.of_kind >= SURE;
    let generic = rules.iter().any(|e| e.trigger.generic);
    let of_kind = |e: &Entry| e.event.kind == m.kind && (refuses(s, m.token, e) || !sure && takes_other(s, m.token, e));
    let of_family = |e: &Entry| same_family(e.event.kind, m.kind) && spoken_through(s.g, m.token, e);
    generic && face_to_face(s.g, m)
        || no_event(s.g, m.token, m.kind)
        || counts(s.g, m)
        || describes(s.g, m.token)
        || names_text(s.g, m)
        || goes_away(s.g, m)
        || speaks_alone(s, m)
        || !sure && of_nobody(s, m)
        || rules.iter().any(|e| of_kind(e) || of_family(e))
}

/// "Left for the airport", "quit the town": a resignation by a word of going away tells the office that is given up.
fn goes_away(g: &Grammar, m: &EventMark) -> bool {
    let post = |t: &TokenIx| HOLDERS.posts.contains(&g.lemma(*t).to_lowercase());
    let told = slots::objects_meant(g, m.token).iter().chain(&slots::through(g, m.token)).any(post);
    // "She quit on Monday" does tell one.
    let bare = g.lemma(m.token) == "quit" && slots::objects(g, m.token).is_empty();
    m.kind == EventType::Resignation && HOLDERS.leaving.contains(g.lemma(m.token)) && !told && !bare
}

/// "She spoke of autumn", "Chad spoke in favour": one who speaks, and to nobody, has no contact.
fn speaks_alone(s: &Setting, m: &EventMark) -> bool {
    let g = s.g;
    let speaks =
        is_verbal(g.token(m.token)) && HOLDERS.speaking.contains(g.lemma(m.token)) && same_family(m.kind, EventType::Meeting);
    let who = slots::fill(g, m.token, "subject");
    let one = matches!(who.as_slice(), [t] if !matches!(g.token(*t).tag, "NNS" | "NNPS" | "CD" | "DT") && !slots::is_plural_pronoun(g, *t));
    let others = g.under(m.token, &["prep", "dative"]).any(|p| matches!(g.word(p), "with" | "to" | "between" | "among"));
    speaks && one && m.parts.len() < 2 && !others
}

/// "Spoke to him in Oslo": a call has no place.
pub fn face_to_face(g: &Grammar, m: &EventMark) -> bool {
    let call = matches!(m.kind, EventType::PhoneCall | EventType::VideoCall);
    call && ["in", "at"].into_iter().flat_map(|word| g.prepositional(m.token, word)).any(|p| slots::is_place(g, p))
}

/// An object that is none of those that the rule takes.
fn takes_other(s: &Setting, word: TokenIx, e: &Entry) -> bool {
    !e.trigger.objects.is_empty() && !slots::objects(s.g, word).is_empty()
}

/// "Called it a day", "charged them a fee": a predicate or a second object that the rule does not take. The parse gives the words of a name so too: "called
/// Speaker Adler".
fn in_other_sense(g: &Grammar, word: TokenIx, e: &Entry) -> bool {
    let taken = |label: &str| e.trigger.not_children.iter().any(|l| l == label);
    let second = |c: TokenIx| !matches!(g.token(c).tag, "NNP" | "NNPS");
    ["oprd", "dative"].into_iter().any(|label| taken(label) && g.under(word, &[label]).any(second))
}

/// A word by which the rule refuses: "heart attack".
fn refuses(s: &Setting, word: TokenIx, e: &Entry) -> bool {
    let any = |tokens: &[TokenIx], words: &[String]| tokens.iter().any(|&t| listed(s.g, t, words));
    any(&slots::objects_meant(s.g, word), &e.trigger.not_objects)
        || s.g.under(word, &["dobj"]).next().is_some() && e.trigger.not_children.iter().any(|l| l == "dobj")
        || is_verbal(s.g.token(word)) && in_other_sense(s.g, word, e)
        || slots::other_purpose(s.g, word, e.trigger)
        || any(&slots::modifiers(s.g, word), &e.trigger.not_modifiers)
        || any(&slots::fill(s.g, word, "subject"), &e.trigger.not_subjects)
        || any(slots::holder(s.g, word).as_slice(), &e.trigger.not_holders)
}

fn spoken_through(g: &Grammar, word: TokenIx, e: &Entry) -> bool {
    slots::through(g, word).iter().any(|&t| listed(g, t, &e.trigger.not_through))
}

fn listed(g: &Grammar, t: TokenIx, words: &[String]) -> bool {
    words.iter().any(|w| g.lemma(t).eq_ignore_ascii_case(w))
}

/// "Shares rallied": where the rule of a verb needs somebody, a thing in the place is nobody.
fn of_nobody(s: &Setting, m: &EventMark) -> bool {
    let thing = |slot: &String| {
        let there = slots::fill(s.g, m.token, slot);
        !there.is_empty() && !there.iter().any(|&t| slots::actor_span(s, t).is_some())
    };
    let needs = |e: &Entry| e.event.kind == m.kind && e.trigger.needs.iter().any(|any| any.iter().all(thing));
    is_verbal(s.g.token(m.token)) && RULES.verb(&s.g.lemma(m.token).to_lowercase()).iter().any(needs)
}

/// "The goals of the Lake Agreement": the name of a text that nobody is told to reach.
fn names_text(g: &Grammar, m: &EventMark) -> bool {
    let proper = |t: TokenIx| matches!(g.token(t).tag, "NNP" | "NNPS");
    let named = proper(m.token) && g.under(m.token, &["compound"]).any(proper);
    let reached = slots::holder(g, m.token).is_some_and(|v| HOLDERS.verbs.contains(g.lemma(v)));
    named && m.kind == EventType::Agreement && !reached
}

/// "Norway's support", "its assistance": help is a deed where the words tell both who gives it and who gets it.
pub fn mere_help(g: &Grammar, event: &EventMention) -> bool {
    let noun = !is_verbal(g.token(event.head)) && HOLDERS.helps.contains(&g.lemma(event.head).to_lowercase());
    let part = |role: Role| event.participants.iter().any(|p| p.role == role);
    noun && event.kind == EventType::Aid && !(part(Role::Initiator) && part(Role::Recipient))
}

/// "The army counted 23 dead", "the deal died": who counts the dead killed nobody, and a text does not die.
fn counts(g: &Grammar, m: &EventMark) -> bool {
    let counted = is_verbal(g.token(m.token)) && HOLDERS.counting.contains(g.lemma(m.token));
    let adjective = matches!(g.lemma(m.token), "dead") && g.head(m.token).is_some_and(|v| HOLDERS.counting.contains(g.lemma(v)));
    m.kind == EventType::Death && (counted || adjective)
}

/// "Sailors held since May" describes, and tells nothing new.
fn describes(g: &Grammar, word: TokenIx) -> bool {
    g.label(word) == "acl" && g.token(word).tag == "VBN" && matches!(g.lemma(word), "hold" | "keep")
}
