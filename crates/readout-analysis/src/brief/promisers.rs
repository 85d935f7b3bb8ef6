//! Who is bound by a promise, by name: "the two ministers", "his interlocutor", "the Minister" of a ministry's own account, "our fighters", "her side".
//!
//! Enters: the desk, the linked events of its stories and a commitment as one report tells it. Leaves: the actors that its words mean. Where the report does
//! not make plain who they are, they stay what the words call them.

use crate::brief::desk::Desk;
use crate::brief::linked::Linked;
use crate::brief::pairs::{self, Pair};
use crate::brief::same_promise::dedup;
use crate::brief::wording::subject;
use crate::grammar::Grammar;
use crate::knowledge;
use crate::link::actors::ActorIx;
use crate::rules::{self, Example};
use readout_record::annotation::TokenIx;
use readout_record::kind::{ActorKind, Strength};
use readout_record::mention::{CommitmentMention, DocumentIx};
use readout_record::span::Span;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    bodies: Vec<String>,
    two: Vec<String>,
    sent: Vec<String>,
    #[serde(rename = "example")]
    examples: Vec<Example>,
}

static WORDS: LazyLock<Words> =
    LazyLock::new(|| rules::load("actors/promisers.toml", include_str!("../../rules/actors/promisers.toml")));

/// Reports with who is bound by their commitments.
pub fn examples() -> &'static [Example] {
    &WORDS.examples
}

/// Sentences before "they" in which those are named who are meant.
const NEAR: usize = 2;

/// The two persons who deal with each other, by report; and the same where a single contact of another report shows them.
pub struct Promisers(BTreeMap<DocumentIx, Pair>, BTreeMap<DocumentIx, Pair>);

impl Promisers {
    /// Counts who deals with whom in each story.
    pub fn new(desk: &Desk, linked: &[Linked]) -> Promisers {
        let of_story = |number: usize, least: usize| {
            let tellings = linked.iter().filter(|l| l.story == number).flat_map(|l| &l.instance.tellings);
            pairs::of_documents(&desk.table, tellings, &desk.stories[number], least)
        };
        let all = |least: usize| (0..desk.stories.len()).flat_map(|n| of_story(n, least)).collect();
        Promisers(all(2), all(1))
    }

    /// Those who are to do it.
    pub fn bound(&self, desk: &mut Desk, document: DocumentIx, mention: &CommitmentMention) -> Vec<ActorIx> {
        let known: Vec<ActorIx> = resolve(desk, document, &mention.actors);
        let agreed = mention.strength == Strength::Agreed;
        if let [(_, head)] = mention.actors[..]
            && let Some(two) = self.two(desk, document, head, &known).filter(|_| agreed)
        {
            return two;
        }
        let mut found = Vec::new();
        for (_, head) in &mention.actors {
            found.extend(self.named(desk, document, *head, agreed, &known));
        }
        let mut found = whole_pair(desk, found);
        dedup(&mut found);
        let g = &desk.grammars[document];
        let sent = |t: TokenIx| WORDS.sent.contains(&g.lemma(t).to_lowercase()) && !is_owned(g, t);
        let by_others = matches!(mention.strength, Strength::Will | Strength::Announced);
        let shown = subject(g, mention).is_some();
        let told = shown && mention.promised_by.is_empty() && by_others && mention.actors.iter().all(|(_, t)| sent(*t));
        // Who is sent, moved or freed promises nothing.
        if told && found.iter().all(|a| is_common(desk, *a)) { Vec::new() } else { found }
    }

    /// Those who gave the word that others will do it.
    pub fn givers(&self, desk: &mut Desk, document: DocumentIx, mention: &CommitmentMention) -> Vec<ActorIx> {
        let known = resolve(desk, document, &mention.promised_by);
        let agreed = mention.strength == Strength::Agreed;
        let mut found = Vec::new();
        for (_, head) in &mention.promised_by {
            match self.two(desk, document, *head, &known).filter(|_| agreed) {
                Some(two) => found.extend(two),
                None => found.extend(self.named(desk, document, *head, agreed, &known)),
            }
        }
        dedup(&mut found);
        found
    }

    /// Whom the words that `head` heads mean.
    fn named(&self, desk: &mut Desk, document: DocumentIx, head: TokenIx, agreed: bool, known: &[ActorIx]) -> Vec<ActorIx> {
        let found = desk.actors_at(document, head);
        let named = |a: &ActorIx| desk.table.instances[*a].kind.is_named() && !is_common(desk, *a);
        if !found.is_empty() && found.iter().all(named) {
            return found;
        }
        let meant = self
            .other(desk, document, head, known)
            .or_else(|| own_body(desk, document, head))
            .or_else(|| self.both(desk, document, head, agreed))
            .or_else(|| self.holder(desk, document, head));
        meant.unwrap_or(found)
    }

    /// "His interlocutor": the other of the two, where it is plain who the one is.
    fn other(&self, desk: &mut Desk, document: DocumentIx, head: TokenIx, known: &[ActorIx]) -> Option<Vec<ActorIx>> {
        let account = desk.office(document).is_some();
        let pair = *self.0.get(&document).or_else(|| self.1.get(&document).filter(|_| account))?;
        let g = &desk.grammars[document];
        let words = g.plain(g.span(&g.noun_phrase(head))?);
        if !pairs::is_the_other(&words) {
            return None;
        }
        let owner = g.under(head, &["poss"]).next();
        let owners = owner.map_or_else(Vec::new, |p| desk.actors_at(document, p));
        let office = desk.office(document);
        let own = |p: &&ActorIx| office.is_some_and(|o| is_of(desk, **p, o));
        let one = pair.iter().find(|p| known.contains(p)).or_else(|| pair.iter().find(|p| owners == [**p]));
        let one = one.or_else(|| pair.iter().find(own));
        one.and_then(|one| pair.iter().find(|p| *p != one)).map(|&p| vec![p])
    }

    /// "The two ministers", "both sides".
    fn both(&self, desk: &Desk, document: DocumentIx, head: TokenIx, agreed: bool) -> Option<Vec<ActorIx>> {
        let g = &desk.grammars[document];
        let many = matches!(g.token(head).tag, "NNS" | "NNPS");
        let definite = |d: TokenIx| matches!(g.lemma(d).to_lowercase().as_str(), "the" | "both" | "two" | "these");
        let marked = g.under(head, &["det", "predet", "nummod", "amod"]).any(definite);
        let owned = g.under(head, &["prep", "poss", "compound", "relcl"]).any(|c| g.label(c) != "prep" || g.word(c) == "of");
        let name = g.plain(g.span(&g.noun_phrase(head))?);
        let bare = !owned && many && (agreed || marked || desk.office(document).is_some());
        let person = matches!(g.lemma(head).to_lowercase().as_str(), "man" | "woman");
        if !bare || person {
            return None;
        }
        let persons = self.0.get(&document).copied().filter(|pair| pairs::may_be_of(&desk.table, &name, *pair));
        if !pairs::is_side(&name) {
            return persons.map(Vec::from);
        }
        // In a side's own account "the sides" of a call are the two who spoke; a news report has their states, or nobody.
        let states = || {
            let [a, b] = persons?.map(|p| desk.table.group_of(p));
            a.zip(b).filter(|(a, b)| a != b).map(|(a, b)| [a, b])
        };
        let own = || persons.filter(|_| desk.office(document).is_some());
        desk.pair(document).or_else(states).or_else(own).map(Vec::from)
    }

    /// Whom "they" and "the pair" mean that agreed: in a side's own account the two who dealt with each other, else the two persons named last before.
    fn two(&self, desk: &Desk, document: DocumentIx, head: TokenIx, known: &[ActorIx]) -> Option<Vec<ActorIx>> {
        let g = &desk.grammars[document];
        if !WORDS.two.contains(&g.word(head).to_lowercase()) || known.len() > 1 {
            return None;
        }
        let account = desk.office(document).is_some();
        let pair = self.0.get(&document).copied().filter(|_| account).or_else(|| last_two(desk, document, head));
        let persons = pair.filter(|pair| known.iter().all(|a| pair.contains(a)));
        persons.or_else(|| desk.pair(document).filter(|_| account && known.is_empty())).map(Vec::from)
    }

    /// "The Minister": the one who holds the office in the report; of two, in a side's own account, its own.
    fn holder(&self, desk: &Desk, document: DocumentIx, head: TokenIx) -> Option<Vec<ActorIx>> {
        let g = &desk.grammars[document];
        let noun = g.lemma(head).to_lowercase();
        let alone = g.under(head, &["det"]).any(|d| g.word(d).eq_ignore_ascii_case("the")) && g.noun_phrase(head).len() <= 2;
        if !alone || !pairs::is_office(&noun) || g.under(head, &["prep", "poss"]).any(|c| g.word(c) != "on") {
            return None;
        }
        let here = |a: &ActorIx| desk.table.instances[*a].mentions.iter().any(|(d, _)| *d == document);
        let holds = |a: &ActorIx| desk.table.instances[*a].role.as_ref().is_some_and(|r| r.to_lowercase().contains(&noun));
        let person = |a: &ActorIx| desk.table.instances[*a].kind == ActorKind::Person;
        let all: Vec<ActorIx> = (0..desk.table.instances.len()).filter(|a| person(a) && here(a) && holds(a)).collect();
        let office = desk.office(document);
        let own = || all.iter().copied().filter(|&a| office.is_some_and(|o| is_of(desk, a, o))).collect::<Vec<_>>();
        match all[..] {
            [one] => Some(vec![one]),
            [] => office.filter(|_| noun == "minister").map(|o| vec![o]),
            _ => Some(own()).filter(|own| own.len() == 1),
        }
    }
}

/// The actors for whom heads of words stand.
pub fn resolve(desk: &mut Desk, document: DocumentIx, heads: &[(Span, TokenIx)]) -> Vec<ActorIx> {
    let mut found = Vec::new();
    for (_, head) in heads {
        found.extend(desk.actors_at(document, *head));
    }
    dedup(&mut found);
    found
}

/// The two persons whom the nearest sentence names that names two, and no more, before `head`.
fn last_two(desk: &Desk, document: DocumentIx, head: TokenIx) -> Option<Pair> {
    let g = &desk.grammars[document];
    let (sentence, to) = (g.sentence(head), g.token(head).span.start());
    let named = |n: usize| {
        let range = g.sentences[n].clone();
        let (from, end) = (g.token(range.start).span.start(), g.token(range.end - 1).span.end().min(to));
        let inside = |a: &ActorIx| {
            let i = &desk.table.instances[*a];
            i.kind == ActorKind::Person && i.mentions.iter().any(|(d, s)| *d == document && s.start() >= from && s.end() <= end)
        };
        (0..desk.table.instances.len()).filter(inside).collect::<Vec<_>>()
    };
    let found = (sentence.saturating_sub(NEAR)..=sentence).rev().map(named).find(|found| !found.is_empty())?;
    <Pair>::try_from(found).ok()
}

/// "Our fighters", "her side", "his organisation": the body for which the one speaks who says so.
fn own_body(desk: &mut Desk, document: DocumentIx, head: TokenIx) -> Option<Vec<ActorIx>> {
    let g = &desk.grammars[document];
    let owner = g.under(head, &["poss"]).next().filter(|_| WORDS.bodies.contains(&g.lemma(head).to_lowercase()))?;
    if g.word(owner).eq_ignore_ascii_case("our") && !g.quoted(head) {
        return desk.office(document).map(|o| vec![o]);
    }
    if !matches!(g.word(owner).to_lowercase().as_str(), "his" | "her" | "their" | "our") {
        return None;
    }
    let owners = desk.actors_at(document, owner);
    let [one] = owners[..] else { return None };
    let named = desk.table.instances[one].kind == ActorKind::Person;
    named.then(|| vec![desk.table.group_of(one).unwrap_or(one)])
}

/// Whether a noun has an owner who may be known.
fn is_owned(g: &Grammar, head: TokenIx) -> bool {
    g.under(head, &["poss", "compound"]).next().is_some() && g.noun_phrase(head).iter().any(|&t| g.token(t).pos == "PROPN")
}

/// Whether an actor is called by common nouns alone.
fn is_common(desk: &Desk, actor: ActorIx) -> bool {
    let i = &desk.table.instances[actor];
    let office = i.kind == ActorKind::Office && !i.name.contains(' ') && knowledge::title(&i.name.to_lowercase()).is_some();
    !i.name.contains(char::is_uppercase) || office
}

/// Whether a person speaks for the office that gives an account, or for its state.
fn is_of(desk: &Desk, person: ActorIx, office: ActorIx) -> bool {
    let (p, o) = (&desk.table.instances[person], &desk.table.instances[office]);
    p.of.as_ref().is_some_and(|of| *of == o.name || o.of.as_ref() == Some(of))
}

/// Two persons told beside words for both of them: these words add nobody.
fn whole_pair(desk: &Desk, mut found: Vec<ActorIx>) -> Vec<ActorIx> {
    let person = |a: &ActorIx| desk.table.instances[*a].kind == ActorKind::Person;
    if found.iter().filter(|a| person(a)).count() == 2 {
        found.retain(|a| person(a) || !pairs::are_people(&desk.table.instances[*a].name));
    }
    found
}
