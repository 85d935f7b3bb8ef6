//! What the learned reader adds to the rules and takes from them.
//!
//! Enters: the events that the rules found, and the marks of the learned reader. Leaves: one list. Rules say what a word may mean and who stands
//! in its slots; the reader says whether it means that here, how real it is, and finds events for which no rule stands.

use super::clause::clause;
use super::dated::past;
use super::holders::HOLDERS;
use super::reality::{fact, over, possible, reality, was_to_be};
use super::refusal::{face_to_face, known, mere_help, refused};
use super::rules::{Entry, is_dealing, same_family};
use super::setting::Setting;
use super::slots;
use super::tellers::comments;
use super::undone::in_the_event;
use crate::grammar::{Grammar, is_verbal};
use readout_record::annotation::{EventMark, TokenIx};
use readout_record::kind::{ActorKind, EventType, Reality, Role};
use readout_record::mention::{EventMention, Participant};

/// An event of which no rule saw anybody take part stays when it is at least so likely.
const DOUBTED: f32 = 0.02;

/// So likely, a mark becomes an event of its own: a little under even odds, where as many events are missed as are made up.
const FOUND: f32 = 0.45;

/// The same where rules know the word and found nothing in it, and nobody takes part.
const FOUND_AGAINST: f32 = 0.75;

/// The same for a noun that no rule knows.
const FOUND_UNKNOWN: f32 = 0.85;

/// So likely, it says by which medium two spoke whose words leave it open.
const MEDIUM: f32 = 0.8;

/// So likely, its reality goes before that of a rule which found no word that sets one. What goes on is seldom told by a word, and the reader is more often
/// right of it. Chosen on the documents that its weights were fitted on.
const REAL: f32 = 0.6;
const GOING_ON: f32 = 0.55;

/// So likely, its reality goes before that of a rule by which the event is planned, proposed or under way; chosen there too. What words deny stays so.
const REAL_AGAINST: f32 = 0.8;

/// So likely, a word's actor takes part.
const PART: f32 = 0.45;

/// Joins the events of the rules with the marks of the reader.
pub fn join(s: &Setting, events: &mut Vec<EventMention>) {
    let marks = &s.g.annotations.deeds.events;
    let mark = |head: TokenIx| marks.binary_search_by_key(&head, |m| m.token).ok().map(|at| &marks[at]);
    let heads: Vec<TokenIx> = events.iter().map(|e| e.head).collect();
    for event in events.iter_mut() {
        if let Some(m) = mark(event.head) {
            settle(s, event, m, &heads);
        }
    }
    let more: Vec<EventMention> =
        marks.iter().filter(|m| m.of_kind >= FOUND && !told(s.g, events, m)).filter_map(|m| alone(s, m, &heads)).collect();
    events.extend(more);
    events.sort_by_key(|e| e.head);
}

/// Takes away what the rules found with nobody in it where the reader doubts it too: unless words set its day or its place, or a verb tells an attack, whose
/// target may be no actor.
pub fn doubt(g: &Grammar, events: &mut Vec<EventMention>) {
    let marks = &g.annotations.deeds.events;
    let seen = |e: &EventMention| marks.binary_search_by_key(&e.head, |m| m.token).is_ok_and(|at| marks[at].sure >= DOUBTED);
    let set =
        |e: &EventMention| is_verbal(g.token(e.head)) && (e.kind == EventType::Attack || e.time.is_some() || e.place.is_some());
    events.retain(|e| !e.participants.is_empty() || seen(e) || set(e));
}

/// The kind of a contact whose words leave it open, a reality that no word of the rules sets, and who else takes part.
fn settle(s: &Setting, event: &mut EventMention, m: &EventMark, heads: &[TokenIx]) {
    if event.generic && m.of_kind >= MEDIUM && !face_to_face(s.g, m) && same_family(event.kind, m.kind) {
        event.kind = m.kind;
    }
    event.reality = real(s.g, event.reality, m);
    for x in participants(s, m, heads, event.kind) {
        // Who gets what in a deed of another sort is no party to a contact; who calls somebody in is its host.
        let other = is_dealing(event.kind) && !is_dealing(m.kind);
        if other && !(m.kind == EventType::Invitation && x.role == Role::Initiator) {
            continue;
        }
        let x = if other { Participant { role: Role::Host, ..x } } else { x };
        let taken = |known: &Participant| known.span.overlaps(x.span) || (known.role == x.role && x.role != Role::Party);
        if !event.participants.iter().any(taken) {
            event.participants.push(x);
        }
    }
}

fn participants(s: &Setting, m: &EventMark, heads: &[TokenIx], kind: EventType) -> Vec<Participant> {
    let trigger = s.g.token(m.token).span;
    let under = |t: TokenIx, head: TokenIx| s.g.ancestors(t).any(|a| a == head);
    let elsewhere = |t: TokenIx| {
        let other = |h: TokenIx| h != m.token && !is_verbal(s.g.token(h)) && !under(m.token, h);
        let after = |h: TokenIx| slots::past_list(s.g, h).iter().any(|&x| s.g.conjuncts(x).contains(&t));
        if after(m.token) {
            return true;
        }
        let inside = |h: TokenIx| other(h) && under(t, h) && !after(h) && (!under(h, m.token) || parted(s.g, h));
        heads.iter().any(|&h| inside(h)) || parted(s.g, m.token) && in_verb(s.g, t, m.token)
    };
    // "They agreed that the ministers would meet": a verb with a subject of its own is not done by that of the verb above it.
    let subject = is_verbal(s.g.token(m.token)) && s.g.under(m.token, &["nsubj", "nsubjpass"]).next().is_some();
    let above = |t: TokenIx| subject && !under(t, m.token) && in_verb(s.g, t, m.token);
    // "They agreed that embassies would open": whoever is told of in what was agreed did not agree.
    let content = |t: TokenIx| m.kind == EventType::Agreement && s.g.under(m.token, &["ccomp"]).any(|c| c == t || under(t, c));
    // "Nobody was arrested, and the ministers smiled": the subject of the next clause.
    let next = |t: TokenIx| {
        let verb = s.g.head(t).filter(|_| matches!(s.g.label(t), "nsubj" | "nsubjpass"));
        is_verbal(s.g.token(m.token)) && verb.is_some_and(|v| s.g.label(v) == "conj" && s.g.head(v) == Some(m.token))
    };
    let dealing = is_dealing(kind);
    let urges = |t: TokenIx| {
        let subject = |v: TokenIx| {
            slots::fill(s.g, v, "subject").into_iter().any(|u| u == t || s.g.label(t) == "appos" && s.g.head(t) == Some(u))
        };
        slots::controlling(s.g, m.token).is_some_and(subject)
    };
    let own = |t: TokenIx| {
        let told_elsewhere = next(t) || across(s.g, t, m.token) || dealing && aside(s.g, t, m.token);
        let matter = dealing && is_matter(s, t, m.token);
        let there = matter || urges(t) || dealing && (is_where(s, t, m.token) || asked(s.g, t) || before_colon(s.g, t, m.token));
        let told_elsewhere = told_elsewhere || dealing && !is_verbal(s.g.token(m.token)) && of_verb_after(s.g, t, m.token);
        let apart = there || told_elsewhere || of_verb_before(s.g, t, m.token) || comments(s.g, t, m.token, kind);
        let holds = || {
            slots::between_others(s.g, m.token)
                && slots::holder(s.g, m.token).is_some_and(|v| slots::fill(s.g, v, "subject").contains(&t))
        };
        !(apart || elsewhere(t) || above(t) || content(t) || helped(s.g, t, m.token) || dealing && holds())
    };
    let mut found: Vec<Participant> = Vec::new();
    for part in m.parts.iter().filter(|part| part.sure >= PART && own(part.token)) {
        let span = slots::actor_span(s, part.token).filter(|span| !span.contains(trigger));
        let Some(role) = role(s.g, m, part.token, part.role) else { continue };
        if let Some(span) = span.filter(|span| !found.iter().any(|x| x.span.overlaps(*span))) {
            found.push(Participant { role, span, head: part.token });
        }
    }
    found
}

/// "After the collision which A caused, B and C spoke": who stands in what came before an event takes no part in it.
fn aside(g: &Grammar, who: TokenIx, event: TokenIx) -> bool {
    let clause = |t: TokenIx| matches!(g.label(t), "prep" | "advcl" | "mark") && parting(g, t);
    let over = g.ancestors(who).take_while(|&a| a != event).find(|&a| clause(a));
    over.is_some_and(|p| !g.ancestors(event).any(|a| a == p))
}

/// "According to statements by the two offices", "subject to approval by the board": whoever tells of it or has still to consent.
fn asked(g: &Grammar, who: TokenIx) -> bool {
    let says = |a: TokenIx| g.label(a) == "prep" && g.word(a).eq_ignore_ascii_case("according");
    let consents = |a: TokenIx| !is_verbal(g.token(a)) && HOLDERS.approvals.contains(g.lemma(a));
    g.ancestors(who).any(|a| says(a) || consents(a))
}

/// "Bread, salt and a lamp: how the rivals met": what stands before the colon of a heading is another matter.
fn before_colon(g: &Grammar, who: TokenIx, event: TokenIx) -> bool {
    let heading = g.sentence(event) == 0 && g.sentence(who) == 0;
    heading && who < event && (who..event).any(|t| g.word(t) == ":")
}

/// "Talks at Government House", "thanked Norway, where the accord was concluded": where an event was is no party to it.
fn is_where(s: &Setting, who: TokenIx, event: TokenIx) -> bool {
    let g = s.g;
    let at = g.head(who).is_some_and(|p| g.label(who) == "pobj" && g.word(p).eq_ignore_ascii_case("at"));
    let clause = |v: TokenIx| g.label(v) == "relcl" && g.under(v, &["advmod"]).any(|a| g.word(a).eq_ignore_ascii_case("where"));
    let clauses = || std::iter::once(event).chain(g.ancestors(event)).filter(|&v| clause(v));
    at && !slots::is_person(s, who) || clauses().any(|v| g.head(v) == Some(who))
}

/// "The Bern agreement", "the Blue Field talks": one name before the noun that is no state's may be a place or the matter.
fn is_matter(s: &Setting, who: TokenIx, event: TokenIx) -> bool {
    let noun = s.g.head(who).filter(|_| matches!(s.g.label(who), "compound" | "nmod"));
    // "Signed the Blue Field agreement": the name is that of the text.
    let of_text = |n: TokenIx| s.g.token(n).pos == "NOUN" && HOLDERS.text(&s.g.lemma(n).to_lowercase()).is_some();
    let before = noun.is_some_and(|n| n == event || of_text(n) && s.actors.at(n).is_none());
    let state = s.actors.mention(who).is_some_and(|m| m.kind == ActorKind::State);
    before && !state && !slots::is_person(s, who) && slots::fill(s.g, event, "pair").is_empty()
}

/// "She thanked A and had a talk with B": whom the verb before is about takes no part in what the next one tells.
fn of_verb_before(g: &Grammar, who: TokenIx, event: TokenIx) -> bool {
    let verb = |t: TokenIx| std::iter::once(t).chain(g.ancestors(t)).find(|&a| is_verbal(g.token(a)));
    let under =
        std::iter::once(who).chain(g.ancestors(who)).find(|&a| matches!(g.label(a), "dobj" | "pobj" | "nsubj" | "nsubjpass"));
    let object = under.is_some_and(|a| matches!(g.label(a), "dobj" | "pobj"));
    let (own, other) = (verb(event), g.ancestors(who).find(|&a| is_verbal(g.token(a))));
    object && own.zip(other).is_some_and(|(v, o)| v != o && g.label(v) == "conj" && g.head(v) == Some(o) && who < v)
}

/// "A told B in a call and wrote to C": whom the verb after is about takes no part in what the one before tells.
fn of_verb_after(g: &Grammar, who: TokenIx, event: TokenIx) -> bool {
    let verb = std::iter::once(event).chain(g.ancestors(event)).find(|&a| is_verbal(g.token(a)));
    let next = g.ancestors(who).take_while(|&a| Some(a) != verb).find(|&a| is_verbal(g.token(a)) && g.label(a) == "conj");
    who > event && next.is_some_and(|n| n > event && g.head(n) == verb && verb.is_some())
}

/// "A passes law; talks put off": a semicolon parts two statements.
fn across(g: &Grammar, who: TokenIx, event: TokenIx) -> bool {
    let semicolon = (who.min(event)..who.max(event)).find(|&t| g.word(t) == ";");
    let sentence = g.sentences[g.sentence(event)].clone();
    // In "with A of Norway; B of Chad" it parts no statements.
    let told = |mut range: std::ops::Range<TokenIx>| range.any(|t| matches!(g.token(t).tag, "VBD" | "VBZ" | "VBP" | "VBN"));
    semicolon.is_some_and(|at| told(sentence.start..at) && told(at..sentence.end))
}

/// "An accord brokered by A", "a B-brokered truce": who helped others to what they reached is none of them.
fn helped(g: &Grammar, who: TokenIx, event: TokenIx) -> bool {
    let helps = |v: &TokenIx| *v != event && HOLDERS.brokering.contains(g.lemma(*v));
    let by = |p: &TokenIx| g.label(who) == "pobj" && g.word(*p).eq_ignore_ascii_case("by");
    let first = if g.label(who) == "conj" { g.head(who) } else { None };
    let agent = g.head(who).filter(by).and_then(|p| g.head(p)).is_some_and(|v| helps(&v));
    let hyphen = matches!(g.label(who), "npadvmod" | "nmod" | "compound") && g.head(who).is_some_and(|v| helps(&v));
    agent || hyphen || first.is_some_and(|f| helped(g, f, event))
}

/// The part that a word plays by the words around it, where those tell better; `None` where they tell that it plays none: "an attack enabled by A", "attacks
/// aimed to hurt B", "aid against C".
fn role(g: &Grammar, m: &EventMark, who: TokenIx, role: Role) -> Option<Role> {
    let under = |word: &str| g.head(who).filter(|&p| g.label(who) == "pobj" && g.word(p).eq_ignore_ascii_case(word));
    let enabling = || under("by").and_then(|p| g.head(p)).is_some_and(|v| v != m.token && HOLDERS.enabling.contains(g.lemma(v)));
    let aims = |v: TokenIx| g.head(v) == Some(m.token) || g.under(v, &["nsubj", "nsubjpass"]).any(|t| t == m.token);
    let purpose = |v: TokenIx| v != m.token && g.label(v) == "xcomp" && g.head(v).is_some_and(aims);
    let meant = || g.ancestors(who).any(|v| is_verbal(g.token(v)) && purpose(v));
    match (m.kind, role) {
        // "An invitation from A to visit Oslo": A stays at home.
        (EventType::Visit, Role::Guest) if invites(g, who) || slots::only_fixes(g, m.token, who) || goal_of(g, who, m.token) => {
            None
        }
        (EventType::Attack, Role::Agent) if enabling() => None,
        (EventType::Attack, Role::Target) if meant() => None,
        (EventType::Aid, Role::Recipient) if under("against").is_some() => None,
        (EventType::Aid, Role::Recipient) if g.label(who) == "poss" && g.head(who) == Some(m.token) => Some(Role::Initiator),
        _ => Some(role),
    }
}

/// "An invitation from A", "the invitation of A", "A's invitation".
fn invites(g: &Grammar, who: TokenIx) -> bool {
    let under = g.head(who).filter(|&p| g.label(who) == "pobj" && matches!(g.word(p), "from" | "of" | "by"));
    let owned = g.head(who).filter(|_| g.label(who) == "poss");
    under.and_then(|p| g.head(p)).or(owned).is_some_and(|n| g.lemma(n) == "invitation")
}

/// "Visits Chad's camp", "visits a Chad camp": the state in the name of what is visited.
fn goal_of(g: &Grammar, who: TokenIx, visit: TokenIx) -> bool {
    let noun = g.head(who).filter(|_| matches!(g.label(who), "compound" | "nmod" | "amod" | "poss"));
    noun.is_some_and(|n| is_verbal(g.token(visit)) && slots::objects(g, visit).contains(&n))
}

/// Whether somebody takes part in the deed of the verb over an event.
fn in_verb(g: &Grammar, who: TokenIx, event: TokenIx) -> bool {
    let verb = g.ancestors(event).find(|&a| is_verbal(g.token(a)) && !parting(g, a));
    verb.is_some_and(|v| ["subject", "object", "with"].iter().any(|slot| slots::fill(g, v, slot).contains(&who)))
}

/// "After A's talks with B, C met D", "as a follow-up to A's talks with B": whether an event stands under a word that tells it as another one, with people
/// of its own.
fn parted(g: &Grammar, event: TokenIx) -> bool {
    let direct = matches!(g.label(event), "pobj" | "pcomp") && g.head(event).is_some_and(|p| parting(g, p));
    let noun = !is_verbal(g.token(event));
    direct || noun && g.ancestors(event).take_while(|&a| !is_verbal(g.token(a))).take(4).any(|a| parting(g, a))
}

fn parting(g: &Grammar, t: TokenIx) -> bool {
    HOLDERS.parting.contains(&g.word(t).to_lowercase())
}

/// Whether an event that was found already is what the mark is about.
fn told(g: &Grammar, events: &[EventMention], m: &EventMark) -> bool {
    // "A round of talks", "stopped shelling": what is measured or ended is that event itself.
    let over = || g.head(m.token).filter(|&p| g.label(m.token) == "pobj" && g.lemma(p) == "of").and_then(|p| g.head(p));
    let ended =
        |e: &EventMention| g.label(m.token) == "xcomp" && g.head(m.token) == Some(e.head) && e.kind == EventType::Ceasefire;
    let near = |e: &EventMention| {
        let beside = g.head(m.token) == Some(e.head) || g.head(e.head) == Some(m.token) || over() == Some(e.head);
        e.head == m.token || same_family(e.kind, m.kind) && beside || ended(e)
    };
    events.iter().any(near)
}

/// An event that no rule found. Where rules know the word and refused it, the reader must be surer or know who takes part, and agree in its kind; what
/// speaks against it stays refused.
fn alone(s: &Setting, m: &EventMark, heads: &[TokenIx]) -> Option<EventMention> {
    let rules = known(s, m.token);
    if refused(s, m, &rules) {
        return None;
    }
    // "The plan met the expectations": a verb with an object, neither of them somebody, is refused for a reason.
    let of_things = is_verbal(s.g.token(m.token)) && !slots::objects(s.g, m.token).is_empty();
    let noun = !is_verbal(s.g.token(m.token));
    let like = |e: &&Entry| same_family(e.event.kind, m.kind) && (!noun || !e.trigger.nouns.is_empty());
    let agreed = m.of_kind >= FOUND_AGAINST && !of_things && rules.iter().any(like);
    let sure = agreed || rules.is_empty() && !noun || m.of_kind >= FOUND_UNKNOWN;
    mention(s, m, heads).filter(|e| (sure || !e.participants.is_empty()) && !mere_help(s.g, e))
}

/// The reality that rules give, or that of the reader: where no word set one and it is sure enough, or where it is surer still and the words deny nothing.
fn real(g: &Grammar, by_rule: Reality, m: &EventMark) -> Reality {
    if by_rule == Reality::Denied || by_rule == Reality::Happened && over(g, m.token) || was_to_be(g, m.token) {
        return by_rule;
    }
    let goes_on = m.reality == Reality::UnderWay;
    let least = if goes_on { GOING_ON } else { REAL };
    // "The war began in April": what is told of it in the past tense is over, even if it goes on. "Condemned the strike" takes it for a fact, and a fact
    // may go on.
    let open = if goes_on { is_verbal(g.token(m.token)) || !past(g, m.token) } else { !fact(g, m.token) };
    // "Due to be set up by May, it first sat on the 22nd": what a verb in the past tense tells, and nothing leaves open, was no plan.
    let ahead = matches!(m.reality, Reality::Planned | Reality::Proposed) && is_past(g, m.token);
    let unset = by_rule == Reality::Happened && m.real >= least && open && !ahead;
    let against = by_rule != Reality::Happened && m.real >= REAL_AGAINST && !(by_rule == Reality::Possible && left_open(g, m));
    if unset || against { m.reality } else { by_rule }
}

/// Whether a verb is in the past tense by itself, and no condition.
fn is_past(g: &Grammar, verb: TokenIx) -> bool {
    let condition = |t: TokenIx| matches!(g.lemma(t), "if" | "unless" | "whether" | "until" | "before" | "once" | "when" | "as");
    g.token(verb).tag == "VBD" && matches!(g.label(verb), "ROOT" | "conj") && !g.under(verb, &["mark", "advmod"]).any(condition)
}

/// "May meet", "the likelihood of a strike": words beside an event that leave open whether it is stay above the reader.
fn left_open(g: &Grammar, m: &EventMark) -> bool {
    possible(g, m.token)
        || in_the_event(g, m.token)
        || g.under(m.token, &["aux"]).any(|a| matches!(g.lemma(a), "may" | "might" | "could"))
}

fn mention(s: &Setting, m: &EventMark, heads: &[TokenIx]) -> Option<EventMention> {
    Some(EventMention {
        document: s.document,
        kind: m.kind,
        trigger: s.g.token(m.token).span,
        head: m.token,
        evidence: clause(s.g, m.token)?,
        participants: participants(s, m, heads, m.kind),
        time: None,
        during: None,
        place: None,
        reality: real(s.g, reality(s.g, m.token, None), m),
        generic: speaks(s.g, m),
        ordinal: slots::ordinal(s.g, m.token),
        attributes: Vec::new(),
        rule: "model/deeds".into(),
    })
}

/// "The two last talked in May": a verb of speech leaves the kind of contact open.
fn speaks(g: &Grammar, m: &EventMark) -> bool {
    is_verbal(g.token(m.token)) && HOLDERS.speaking.contains(g.lemma(m.token)) && m.kind == EventType::Meeting
}
