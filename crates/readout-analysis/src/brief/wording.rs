//! How a promise is worded in the record: who is named for it, and the words of what is to be done.
//!
//! Enters: the desk and a commitment as one report tells it. Leaves: the span that is shown, with its subject where those who gave the word are not
//! those who are to keep it, or where no name is known for them; and whether anybody can tell who is meant. It leaves alone: what was found.

use crate::brief::desk::Desk;
use crate::grammar::{Grammar, is_nominal};
use crate::link::actors::ActorIx;
use readout_record::annotation::TokenIx;
use readout_record::kind::Strength;
use readout_record::mention::{CommitmentMention, DocumentIx};
use readout_record::span::Span;

/// The words of what is to be done. "The ministers agreed that officials should meet": not the ministers meet.
///
/// `own` are those who are to do it, `all` also those who gave the word.
pub fn worded(desk: &Desk, document: DocumentIx, mention: &CommitmentMention, own: &[ActorIx], all: &[ActorIx]) -> Span {
    let g = &desk.grammars[document];
    // "The embassies" and "officials" have no name of their own.
    let is_named = |a: &ActorIx| {
        let who = &desk.table.instances[*a];
        who.kind.is_named() && who.name.starts_with(char::is_uppercase)
    };
    let named = own.iter().any(is_named);
    let with_subject = !named && all.len() > own.len() || all.is_empty() && !mention.actors.is_empty();
    let subject = subject(g, mention).filter(|_| with_subject);
    subject.map_or(mention.action, |s| s.join(mention.action))
}

/// The words of `action` with those of its time right behind it, for a limit that is told as no day: "within sixty days".
pub fn with_limit(g: &Grammar, action: Span, time: Span) -> Span {
    let between = g.text().get(action.end()..time.start()).unwrap_or("\n");
    let near = !between.contains([',', ';', '\n']) && between.split_whitespace().count() <= 3;
    if near && !between.is_empty() { action.join(time) } else { action }
}

/// The words of the subject right before an action, where it is a noun: nothing but helping words stands between.
fn subject(g: &Grammar, mention: &CommitmentMention) -> Option<Span> {
    let verb = g.tops(g.tokens_in(mention.action)).next()?;
    let (actor, head) =
        mention.actors.first().copied().filter(|(_, head)| is_nominal(g.token(*head)) && g.token(*head).pos != "PRON")?;
    // "Convoys are to start": the subject is that of "are".
    let of = g.head(verb).filter(|_| g.label(verb) == "xcomp").unwrap_or(verb);
    let own = g.under(verb, &["nsubj", "nsubjpass"]).chain(g.under(of, &["nsubj"])).any(|s| g.conjuncts(s).contains(&head));
    let last = g.subtree_without(head, |c| g.label(c) == "relcl").last().copied()?;
    let between = (last + 1)..g.tokens_in(mention.action).next()?;
    let plain =
        |t: TokenIx| matches!(g.token(t).pos, "AUX" | "PART" | "ADV" | "SPACE") || g.token(t).tag == "MD" || g.word(t) == "due";
    let before = actor.end() <= mention.action.start() && g.sentence(head) == g.sentence(verb);
    (own && before && between.clone().all(plain)).then_some(actor)
}

/// Whether all who are to keep it are told by a pronoun: without a day, and where no two sides agreed, nobody can tell who "he" is or "they" are.
pub fn is_nobody_known(desk: &Desk, document: DocumentIx, mention: &CommitmentMention) -> bool {
    let g = &desk.grammars[document];
    let sides = |t: TokenIx| mention.strength == Strength::Agreed && g.word(t).eq_ignore_ascii_case("they");
    let vague = mention.due.is_none() && !mention.actors.iter().any(|(_, t)| sides(*t));
    let pronoun = |t: TokenIx| g.token(t).pos == "PRON" || g.label(t) == "poss";
    vague && !mention.actors.is_empty() && mention.actors.iter().all(|(_, t)| pronoun(*t))
}
