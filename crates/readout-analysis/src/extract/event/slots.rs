//! The places around a trigger where its participants stand: subject, object, holder, possessive, modifier, prepositions.
//!
//! Enters: the grammatical view and a trigger. Leaves: tokens that head what stands there.

use super::Setting;
use crate::grammar::{Grammar, Tokens, is_verbal};
use crate::knowledge;
use readout_record::annotation::TokenIx;
use readout_record::span::Span;

/// The tokens in a slot of the trigger at `ix`, coordinated ones included. A name that is no slot is a preposition.
pub fn fill(g: &Grammar, ix: TokenIx, slot: &str) -> Tokens {
    match slot {
        "subject" => with_conjuncts(g, subject(g, ix)),
        "object" => with_conjuncts(g, object(g, ix)),
        "holder" => with_conjuncts(g, holder(g, ix).and_then(|v| subject(g, v))),
        "possessive" => g.under(ix, &["poss"]).flat_map(|p| g.conjuncts(p)).collect(),
        "modifier" => modifiers(g, ix).into_iter().collect(),
        preposition => prepositional(g, ix, preposition),
    }
}

fn with_conjuncts(g: &Grammar, ix: Option<TokenIx>) -> Tokens {
    ix.map_or_else(Tokens::new, |t| g.conjuncts(t))
}

/// Who does it: the agent of a passive, the object of "invite X to …", the one meant by "for X to …".
fn subject(g: &Grammar, ix: TokenIx) -> Option<TokenIx> {
    if is_passive(g, ix) {
        return g.prepositional(ix, "by").first().copied();
    }
    if let Some(own) = g.under(ix, &["nsubj"]).next() {
        return Some(antecedent(g, ix, own));
    }
    let head = g.head(ix)?;
    match g.label(ix) {
        "xcomp" | "ccomp" if OBJECT_CONTROL.contains(&g.lemma(head)) => object(g, head),
        "acl" | "relcl" if g.token(ix).tag == "VB" => g.prepositional(head, "for").first().copied(),
        "acl" if g.token(ix).tag == "VBG" => Some(head),
        "pcomp" | "advcl" => g
            .head(head)
            .filter(|&h| is_verbal(g.token(h)))
            .or(Some(head))
            .filter(|&h| is_verbal(g.token(h)))
            .and_then(|h| g.subject(h)),
        _ => g.subject(ix).filter(|_| !is_passive(g, head) || g.label(ix) != "conj"),
    }
}

/// Verbs whose object does what the infinitive under them says.
const OBJECT_CONTROL: &[&str] = &[
    "invite", "ask", "urge", "order", "tell", "instruct", "direct", "allow", "permit", "enable", "force", "send", "persuade",
    "expect", "want",
];

/// "who", "which" and "that" stand for the noun that the relative clause hangs on.
fn antecedent(g: &Grammar, verb: TokenIx, subject: TokenIx) -> TokenIx {
    let relative = g.label(verb) == "relcl" && matches!(g.token(subject).tag, "WP" | "WDT");
    if relative { g.head(verb).unwrap_or(subject) } else { subject }
}

/// Whom or what it is done to: the direct object, or the subject of a passive.
fn object(g: &Grammar, ix: TokenIx) -> Option<TokenIx> {
    let direct = g.under(ix, &["nsubjpass", "dobj"]).next();
    direct.map(|o| antecedent(g, ix, o)).or_else(|| {
        let participle = g.label(ix) == "acl" && g.token(ix).tag == "VBN";
        participle.then(|| g.head(ix)).flatten()
    })
}

/// Whether verb `ix` is passive: by its parse, or a participle that hangs on a noun.
pub fn is_passive(g: &Grammar, ix: TokenIx) -> bool {
    g.under(ix, &["nsubjpass", "auxpass", "agent"]).next().is_some() || (g.label(ix) == "acl" && g.token(ix).tag == "VBN")
}

/// Direct objects, coordinated ones included, also those of a passive.
pub fn objects(g: &Grammar, ix: TokenIx) -> Tokens {
    g.under(ix, &["dobj", "nsubjpass"]).flat_map(|o| g.conjuncts(o)).collect()
}

/// The verb that a noun is held by: its object, or the object of its "in", "into" or "to".
pub fn holder(g: &Grammar, ix: TokenIx) -> Option<TokenIx> {
    let head = g.head(ix)?;
    let verb = match g.label(ix) {
        "dobj" | "attr" | "oprd" | "nsubjpass" | "nsubj" => head,
        "pobj" if matches!(g.lemma(head), "in" | "into" | "to" | "for" | "on") => g.head(head)?,
        "conj" => return holder(g, head),
        _ => return None,
    };
    is_verbal(g.token(verb)).then_some(verb)
}

/// Words that stand before a noun and hang on it: compounds, adjectives, and the parts of "US-Russia"; with what hangs on those.
pub fn modifiers(g: &Grammar, ix: TokenIx) -> Vec<TokenIx> {
    let direct: Vec<TokenIx> = g.under(ix, &["compound", "amod", "nmod", "npadvmod"]).collect();
    let deeper = direct
        .iter()
        .flat_map(|&m| g.under(m, &["compound", "amod", "nmod", "npadvmod", "conj"]).collect::<Vec<_>>())
        .collect::<Vec<_>>();
    let mut all = [direct, deeper].concat();
    all.sort_unstable();
    all
}

/// Prepositions and particles that hang on a trigger.
pub fn particles(g: &Grammar, ix: TokenIx) -> Vec<TokenIx> {
    g.under(ix, &["prep", "prt", "agent", "dative"]).collect()
}

/// What the trigger goes through: objects of its prepositions with their compounds, and its adverbial nouns.
pub fn through(g: &Grammar, ix: TokenIx) -> Vec<TokenIx> {
    let objects = g.under(ix, &["prep"]).flat_map(|p| g.under(p, &["pobj"]).collect::<Vec<_>>());
    let adverbs = g.under(ix, &["npadvmod", "dobj", "advmod"]);
    let heads: Vec<TokenIx> = objects.chain(adverbs).collect();
    let compounds = heads.iter().flat_map(|&h| g.under(h, &["compound", "amod"]).collect::<Vec<_>>()).collect::<Vec<_>>();
    [heads, compounds].concat()
}

/// Objects of one preposition; for a noun that is held by a verb, also those that the parser hung on the verb.
fn prepositional(g: &Grammar, ix: TokenIx, word: &str) -> Tokens {
    let own = g.prepositional(ix, word);
    if !own.is_empty() || is_verbal(g.token(ix)) {
        return own;
    }
    let held = matches!(g.label(ix), "dobj" | "nsubjpass" | "nsubj");
    holder(g, ix).filter(|_| held).map_or_else(Tokens::new, |v| g.prepositional(v, word))
}

/// The words of a participant: the actor mention that `head` belongs to, a personal pronoun, or an adjective that names a state.
pub fn actor_span(s: &Setting, head: TokenIx) -> Option<Span> {
    if let Some(mention) = s.actors.mention(head) {
        return Some(mention.span);
    }
    let token = s.g.token(head);
    let personal = token.pos == "PRON"
        && matches!(s.g.lemma(head).to_lowercase().as_str(), "he" | "she" | "they" | "we" | "i" | "it" | "both");
    let adjective = || knowledge::place(s.g.word(head)).is_some();
    (personal || adjective()).then_some(token.span)
}

/// Whether a token is "they" or "we".
pub fn is_plural_pronoun(g: &Grammar, ix: TokenIx) -> bool {
    g.token(ix).pos == "PRON" && matches!(g.lemma(ix).to_lowercase().as_str(), "they" | "we" | "both")
}

/// 2 for "a second call", 3 for "the third round".
pub fn ordinal(g: &Grammar, ix: TokenIx) -> Option<u8> {
    const WORDS: &[&str] = &["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let spelled = |t: TokenIx| WORDS.iter().position(|w| g.word(t).eq_ignore_ascii_case(w)).map(|n| n as u8 + 1);
    let figure = |t: TokenIx| {
        g.word(t).trim_end_matches(|c: char| c.is_alphabetic()).parse().ok().filter(|_| g.word(t).ends_with(['d', 'h', 't']))
    };
    g.under(ix, &["amod", "nummod", "compound"]).find_map(|t| spelled(t).or_else(|| figure(t)))
}
