//! How a promise is worded in the record: who is named for it, and the words of what is to be done.
//!
//! Enters: the desk and a commitment as one report tells it. Leaves: the span that is shown, with its subject where those who gave the word are not
//! those who are to keep it, or where no name is known for them; and whether anybody can tell who is meant. It leaves alone: what was found.

use crate::brief::desk::Desk;
use crate::extract::statement::detect::entity;
use crate::grammar::{Grammar, is_nominal, is_verbal};
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

/// The words of an action that cannot be understood alone, with more of their sentence: the noun that they are told of ("the letter that it had undertaken
/// to write"), a subject that is another's, the clause that says who "they" are, or else what follows them.
pub fn understood(g: &Grammar, mention: &CommitmentMention, action: Span) -> Span {
    let Some(verb) = g.tops(g.tokens_in(mention.action)).find(|&t| is_verbal(g.token(t))) else { return action };
    let own = action == mention.action;
    if let Some(subject) = foreign_subject(g, mention, verb).filter(|s| own && s.end() <= action.start()) {
        return subject.join(action);
    }
    if own && is_bare(g, mention.action, verb) {
        let told = of_noun(g, verb).filter(|n| n.start() < action.start());
        return told
            .map(|n| n.join(action))
            .unwrap_or_else(|| Some(to_the_end(g, action)).filter(|a| says_more(g, action, *a)).unwrap_or(action));
    }
    let before = clause_before(g, verb).filter(|c| c.start() < action.start());
    before.map_or(action, |c| to_the_end(g, c.join(action)))
}

/// "Said that surveyors would begin work": who is to do it, where that is not who gave the word.
fn foreign_subject(g: &Grammar, mention: &CommitmentMention, verb: TokenIx) -> Option<Span> {
    let subject = g.under(verb, &["nsubj"]).next().filter(|&s| matches!(g.token(s).pos, "NOUN" | "PROPN"))?;
    let bound = mention.actors.iter().any(|(_, head)| g.conjuncts(subject).contains(head));
    let phrase = g.subtree_without(subject, |c| g.label(c) == "relcl");
    g.span(&phrase).filter(|_| !bound && !mention.actors.is_empty() && g.label(verb) == "ccomp")
}

/// Whether an action says nothing but its verb.
fn is_bare(g: &Grammar, action: Span, verb: TokenIx) -> bool {
    let said = |t: TokenIx| t != verb && matches!(g.token(t).pos, "NOUN" | "PROPN" | "NUM" | "VERB" | "ADJ");
    let aside = |t: TokenIx| matches!(g.label(t), "aux" | "auxpass" | "prt");
    !g.tokens_in(action).any(|t| said(t) && !aside(t))
}

/// "A letter that the government had undertaken to write", "the offer, which they said would open": the noun that a clause without an object, or without
/// a subject, tells of.
fn of_noun(g: &Grammar, verb: TokenIx) -> Option<Span> {
    let lacks = g.under(verb, &["dobj"]).next().is_none();
    let clause = std::iter::once(verb).chain(g.ancestors(verb)).take(4).find(|&a| g.label(a) == "relcl").filter(|_| lacks)?;
    let noun = g.head(clause).filter(|&n| n < verb && g.sentence(n) == g.sentence(verb))?;
    let phrase: Vec<TokenIx> = g.subtree_without(noun, |c| c == clause).into_iter().filter(|&t| t <= noun).collect();
    g.span(&phrase)
}

/// Whether what is added to an action says more than its day.
fn says_more(g: &Grammar, action: Span, longer: Span) -> bool {
    let says = |t: TokenIx| matches!(g.token(t).pos, "NOUN" | "PROPN" | "VERB") && !matches!(entity(g, t), Some("DATE" | "TIME"));
    (g.tokens_in(action).end..g.tokens_in(longer).end).any(says)
}

/// "Three of the crew need care and they will be sent home": from the clause before, which says who "they" are.
fn clause_before(g: &Grammar, verb: TokenIx) -> Option<Span> {
    let pronoun = |s: TokenIx| matches!(g.word(s).to_lowercase().as_str(), "they" | "it" | "he" | "she");
    g.under(verb, &["nsubjpass"]).find(|&s| pronoun(s))?;
    let above = g.head(verb).filter(|&h| g.label(verb) == "conj" && is_verbal(g.token(h)))?;
    let subject =
        g.under(above, &["nsubj", "nsubjpass"]).next().filter(|&s| is_nominal(g.token(s)) && g.token(s).pos != "PRON")?;
    g.subtree(subject).first().map(|&t| g.token(t).span)
}

/// Longest run of words, in tokens, that is added behind an action.
const MORE: usize = 16;

/// An action with what follows it in its sentence, where that is not much.
fn to_the_end(g: &Grammar, action: Span) -> Span {
    let tokens = g.tokens_in(action);
    let Some(sentence) = tokens.clone().last().and_then(|t| g.sentences.get(g.sentence(t))) else { return action };
    let ends = |t: TokenIx| !matches!(g.token(t).pos, "PUNCT" | "SPACE");
    let last = (tokens.end..sentence.end).rev().find(|&t| ends(t)).filter(|&t| t - tokens.end < MORE);
    let quoted = |t: TokenIx| g.word(t).contains('\n') || matches!(g.word(t), "\"" | "“" | "”" | ";");
    // "To ratify by June and to name an operator": another deed has a line of its own.
    let deed = |t: TokenIx| g.label(t) == "conj" && g.head(t).is_some_and(|h| tokens.contains(&h)) && is_verbal(g.token(t));
    let foreign = (tokens.end..sentence.end).any(|t| quoted(t) || deed(t));
    last.filter(|_| !foreign).map_or(action, |t| action.join(g.token(t).span))
}

/// Whether the heading of a report tells it.
pub fn is_heading(g: &Grammar, action: Span) -> bool {
    let end = g.text().find('\n').unwrap_or(0);
    action.end() <= end
}

/// "Will retire them": without a day, where no noun of the words says what is meant.
pub fn is_unclear(g: &Grammar, mention: &CommitmentMention) -> bool {
    let Some(verb) = g.tops(g.tokens_in(mention.action)).find(|&t| is_verbal(g.token(t))) else { return false };
    let stands = |o: TokenIx| {
        matches!(g.word(o).to_lowercase().as_str(), "it" | "them" | "this" | "that" | "both" | "him" | "her" | "these" | "those")
    };
    let object = g.under(verb, &["dobj"]).chain(g.under(verb, &["prep"]).flat_map(|p| g.under(p, &["pobj"]))).any(stands);
    let noun = g.tokens_in(mention.action).any(|t| t != verb && matches!(g.token(t).pos, "NOUN" | "PROPN" | "NUM"));
    let subject = g.under(verb, &["nsubjpass"]).next().is_some();
    let short = g.tokens_in(mention.action).count() <= 3;
    object && short && !noun && !subject && mention.due.is_none() && mention.strength != Strength::Agreed
}

/// The words of `action` with those of its time right behind it, for a limit that is told as no day: "within sixty days".
pub fn with_limit(g: &Grammar, action: Span, time: Span) -> Span {
    let between = g.text().get(action.end()..time.start()).unwrap_or("\n");
    let near = !between.contains([',', ';', '\n']) && between.split_whitespace().count() <= 3;
    if near && !between.is_empty() { action.join(time) } else { action }
}

/// The words of the subject right before an action, where it is a noun: nothing but helping words stands between.
pub fn subject(g: &Grammar, mention: &CommitmentMention) -> Option<Span> {
    let verb = g.tops(g.tokens_in(mention.action)).next()?;
    let (actor, head) =
        mention.actors.first().copied().filter(|(_, head)| is_nominal(g.token(*head)) && g.token(*head).pos != "PRON")?;
    // "Convoys are to start": the subject is that of "are".
    let over = |t: TokenIx| g.head(t).filter(|_| matches!(g.label(t), "xcomp" | "acomp"));
    // "The officers are due to meet": that of the verb over "due".
    let of = over(verb).map_or(verb, |t| over(t).unwrap_or(t));
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
