//! Deeds that a report tells as done or as not done: every finite verb in the past or the perfect, with its clause.
//!
//! Enters: the grammatical view. Leaves: deeds in the order of the text. It leaves alone: what sort of event a deed is, and whose promise it fulfils.

use super::event::clause::clause;
use super::event::slots;
use crate::grammar::{Grammar, is_verbal};
use crate::rules::{Example, load};
use foldhash::{HashMap, HashSet};
use readout_record::annotation::TokenIx;
use readout_record::span::Span;
use serde::Deserialize;
use std::sync::LazyLock;

/// The lists of `rules/commitments/follow_up.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUpWords {
    /// Verbs that tell a promise again and no deed.
    pub restating: HashSet<String>,
    undone: HashSet<String>,
    implicative: HashSet<String>,
    /// Words that stand for nobody and nothing.
    nobody: HashSet<String>,
    missing: HashSet<String>,
    /// Verbs and nouns whose content is denied.
    pub denying: HashSet<String>,
    /// Verbs of agreeing and promising.
    pub agreeing: HashSet<String>,
    /// Verbs of what is done again and again.
    pub recurring: HashSet<String>,
    /// Nouns of people coming together.
    pub gatherings: HashSet<String>,
    /// Nouns for what was agreed.
    pub agreed: HashSet<String>,
    /// Verbs that say little of what is done.
    pub light: HashSet<String>,
    /// Verbs by which one deed is promised and told.
    pub fulfilling: Vec<HashSet<String>>,
    /// Nouns that stand for people and things named before.
    pub standing: HashSet<String>,
    /// Words by which what is told is not all yet.
    pub so_far: HashSet<String>,
    /// Verbs under which a deed is left undone on purpose.
    pub refusing: HashSet<String>,
    /// Verbs of coming together.
    pub meeting: HashSet<String>,
    /// Verbs whose subject is what is brought about.
    pub happening: HashSet<String>,
    /// Verbs of leaving something undone.
    pub abstaining: HashSet<String>,
    /// Verbs of the mind, by which nothing is done.
    pub idle: HashSet<String>,
    /// Verbs of wanting: "had meant to go" tells that nobody went.
    pub intending: HashSet<String>,
    /// Words by which something was to be on a day: "was due to report".
    pub scheduled: HashSet<String>,
    /// Verbs of going on as before.
    pub lasting: HashSet<String>,
    /// Verbs, with their particle, of not letting somebody in or something be done.
    thwarting: HashSet<String>,
    /// Verbs of letting, and what one lets somebody have.
    pub letting: HashSet<String>,
    /// The ways and rights that one lets somebody have.
    pub ways: HashSet<String>,
    /// Verbs of letting somebody in or through.
    pub admitting: HashSet<String>,
    /// Verbs of getting what another gives.
    pub receiving: HashSet<String>,
    /// Nouns for what one takes up.
    pub works: HashSet<String>,
    /// Verbs that say no more than that something was done.
    completing: HashSet<String>,
    /// Nouns for what is done, each with its verb.
    acts: HashMap<String, String>,
    /// Words for a state, each with the verb that brings it about.
    states: HashMap<String, String>,
    /// Words of the turns that a promise takes.
    pub turns: TurnWords,
    /// Texts with what the record says of the promise in them.
    #[serde(rename = "example")]
    pub examples: Vec<Example>,
}

/// Words by which a report tells that a promise was broken, withdrawn or put off.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TurnWords {
    /// Verbs of breaking what was agreed.
    pub breaking: HashSet<String>,
    /// Nouns of breaking it.
    pub breaches: HashSet<String>,
    /// Verbs of taking it back.
    pub withdrawing: HashSet<String>,
    /// Verbs of putting it off.
    pub extending: HashSet<String>,
    /// Verbs of giving up or putting off that say so whatever their object is.
    pub plain: HashSet<String>,
    /// Verbs of putting off whose subject is what comes later.
    pub slipping: HashSet<String>,
    /// Nouns for what is planned.
    pub plans: HashSet<String>,
    /// Nouns for its time.
    pub terms: HashSet<String>,
    /// Nouns that tell a promise and not what is promised.
    pub offers: HashSet<String>,
    /// Nouns for what was agreed that are the very thing.
    pub lulls: HashSet<String>,
    /// Words under which nothing is told as a fact.
    pub doubting: HashSet<String>,
}

/// The lists as the rules have them.
pub static WORDS: LazyLock<FollowUpWords> =
    LazyLock::new(|| load("commitments/follow_up.toml", include_str!("../../rules/commitments/follow_up.toml")));

/// A deed as one report tells it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deed {
    /// The verb.
    pub verb: TokenIx,
    /// Who does it, where the verb has a subject that acts.
    pub agent: Option<TokenIx>,
    /// The clause, with the noun that it explains.
    pub clause: Span,
    /// Whether it is told as done: not negated, not yet to come.
    pub done: bool,
    /// Whether it is denied outright, and not only late or left open.
    pub denied: bool,
    /// Whether it is told as refused.
    pub refused: bool,
    /// Whether the verb tells that somebody was kept out or something hindered.
    pub thwarting: bool,
    /// Whether the verb tells what is said, wanted or promised.
    pub restating: bool,
}

/// Every deed of a report.
pub fn deeds(g: &Grammar) -> Vec<Deed> {
    (0..g.tokens().len()).filter_map(|ix| deed(g, ix)).collect()
}

/// The deed that a verb tells.
pub fn deed(g: &Grammar, ix: TokenIx) -> Option<Deed> {
    let verb = is_verbal(g.token(ix)) && !matches!(g.label(ix), "aux" | "auxpass" | "amod" | "compound");
    if !verb {
        return None;
    }
    let outer = outer(g, ix);
    let governs = g.under(ix, &["xcomp"]).any(|x| is_infinitive(g, x));
    let open = (outer != ix && !WORDS.implicative.contains(&g.lemma(outer).to_lowercase()))
        || (outer == ix && governs && !WORDS.agreeing.contains(&g.lemma(ix).to_lowercase()));
    let now = is_present(g, ix) && (state(g, ix).is_some() || in_title(g, ix));
    let after_participle = after_participle(g, ix);
    let told = (is_past(g, outer) || now || after_participle.is_some()) && !is_open(g, outer) && !open;
    let told = told && g.ancestors(ix).all(|a| !WORDS.restating.contains(&g.lemma(a).to_lowercase()) || !is_infinitive(g, ix));
    if !told {
        return None;
    }
    let own = clause(g, ix)?;
    let explained = g.head(ix).filter(|_| matches!(g.label(ix), "relcl" | "acl"));
    let noun = explained.and_then(|n| g.span(&g.noun_phrase(n)));
    let subject = || g.subject(ix).or(after_participle);
    let noun = noun.or_else(|| after_participle.and_then(|s| g.span(&g.noun_phrase(s))));
    let clause = without_end(g, noun.map_or(own, |n| own.join(n)));
    let agent =
        if slots::is_passive(g, ix) { None } else { subject().map(|s| explained.filter(|_| is_relative(g, s)).unwrap_or(s)) };
    let undone = |t: TokenIx| g.negated(t) || WORDS.undone.contains(&g.lemma(t).to_lowercase());
    let adverbs = || g.under(ix, &["advmod"]).chain(g.under(outer, &["advmod"]));
    let nothing = nothing(g, ix);
    let missed = WORDS.missing.contains(&g.lemma(ix).to_lowercase()) && g.tokens_in(clause).any(|t| g.lemma(t) == "deadline");
    let done = !nothing && !missed && !undone(ix) && !undone(outer) && !adverbs().any(undone);
    let denied =
        nothing || ((g.negated(ix) || g.negated(outer)) && !adverbs().any(|a| matches!(g.lemma(a), "yet" | "only" | "just")));
    let restating = WORDS.restating.contains(&g.lemma(ix).to_lowercase());
    let refused = outer != ix && WORDS.refusing.contains(&g.lemma(outer).to_lowercase());
    let particle = g.under(ix, &["prt", "advmod"]).map(|p| format!("{} {}", g.lemma(ix), g.lemma(p)).to_lowercase());
    let thwarting = particle.chain(std::iter::once(g.lemma(ix).to_lowercase())).any(|v| WORDS.thwarting.contains(&v));
    Some(Deed { verb: ix, agent, clause, done, denied, refused, thwarting, restating })
}

/// "The group set up in May convened on Friday": where the parse takes "set" for the verb and "convened" for what hangs on it, the subject of "set".
fn after_participle(g: &Grammar, ix: TokenIx) -> Option<TokenIx> {
    let bare = matches!(g.token(ix).tag, "VBN" | "VBD") && matches!(g.label(ix), "advcl" | "ccomp" | "dep");
    let own = g.under(ix, &["nsubj", "nsubjpass", "mark", "advmod"]).any(|c| c < ix);
    let first = g.head(ix).filter(|&h| bare && !own && h < ix && g.token(h).tag == "VBD")?;
    let alone = g.under(first, &["dobj", "aux", "auxpass", "neg"]).next().is_none();
    let between = (first + 1..ix).all(|t| !matches!(g.token(t).pos, "PUNCT" | "CCONJ" | "SCONJ"));
    g.subject(first).filter(|_| alone && between && ix - first > 1)
}

/// "They met and", "has freed ten but": the word that leads on to the next clause is none of this one.
fn without_end(g: &Grammar, clause: Span) -> Span {
    let loose = |t: &TokenIx| g.token(*t).pos == "CCONJ" || matches!(g.word(*t), "," | ";" | ":" | "–" | "—");
    let tokens: Vec<TokenIx> = g.tokens_in(clause).collect();
    let end = tokens.iter().rev().find(|t| !loose(t)).map_or(clause.end(), |&t| g.token(t).span.end());
    Span::new(g.text(), clause.start(), end).unwrap_or(clause)
}

/// Whether a word stands in the title, where what is over is told in the present.
fn in_title(g: &Grammar, ix: TokenIx) -> bool {
    let title = g.document.metadata.title.as_deref().unwrap_or_default().trim();
    !title.is_empty() && g.text().starts_with(title) && g.token(ix).span.end() <= title.len()
}

/// The verb for what a noun says was done: "the withdrawal was completed", "the handover took place".
pub fn act(g: &Grammar, verb: TokenIx) -> Option<String> {
    let with = |word: &str| g.under(verb, &["prt", "dobj"]).any(|t| g.lemma(t).eq_ignore_ascii_case(word));
    let lemma = g.lemma(verb).to_lowercase();
    let done = WORDS.completing.contains(&lemma) || lemma == "take" && with("place") || lemma == "carry" && with("out");
    let nouns = slots::objects(g, verb).into_iter().chain(g.subject(verb)).filter(|_| done);
    nouns.filter_map(|n| WORDS.acts.get(&hyphened(g, n)).cloned()).next()
}

/// The lemma of a noun, with what a hyphen joins to it: "pull-out".
fn hyphened(g: &Grammar, noun: TokenIx) -> String {
    let mut word = g.lemma(noun).to_lowercase();
    if noun > 1 && g.word(noun - 1) == "-" && g.token(noun - 1).span.end() == g.token(noun).span.start() {
        word = format!("{}-{word}", g.lemma(noun - 2).to_lowercase());
    }
    word
}

/// Whether nobody did it, or nothing was what it was done to: "none of the trucks arrived", "delivered no grain".
fn nothing(g: &Grammar, ix: TokenIx) -> bool {
    let by = g.under(ix, &["agent"]).flat_map(|p| g.under(p, &["pobj"]));
    g.subject(ix).into_iter().chain(slots::objects(g, ix)).chain(by).any(|t| is_none(g, t))
}

/// "No grain", "none of the grain", "not one truck"; but not "no fewer than 20 trucks" or "no grain but oil".
fn is_none(g: &Grammar, ix: TokenIx) -> bool {
    let lemma = |t: TokenIx| g.lemma(t).to_lowercase();
    let counted = |d: TokenIx| {
        g.tokens().get(d + 1).is_some_and(|n| matches!(&*n.lemma.to_lowercase(), "few" | "little" | "more" | "much"))
    };
    let single =
        matches!(lemma(ix).as_str(), "one") || g.under(ix, &["amod", "nummod"]).any(|a| matches!(g.lemma(a), "single" | "one"));
    let none = WORDS.nobody.contains(&lemma(ix))
        || g.under(ix, &["det", "preconj"]).any(|d| matches!(lemma(d).as_str(), "no" | "neither") && !counted(d))
        || single && g.under(ix, &["neg", "advmod"]).any(|n| lemma(n) == "not");
    let else_done = g.under(ix, &["conj", "prep"]).any(|c| matches!(g.lemma(c), "but" | "except"))
        || g.under(ix, &["cc"]).any(|c| !matches!(g.lemma(c), "or" | "nor"));
    none && !else_done
}

/// The verb that carries the tense: of "failed to leave" and "has yet to leave" the first one.
fn outer(g: &Grammar, ix: TokenIx) -> TokenIx {
    let mut at = ix;
    while is_infinitive(g, at) || g.token(at).tag == "VBG" && g.label(at) == "xcomp" {
        match g.head(at).filter(|&h| is_verbal(g.token(h)) && matches!(g.label(at), "xcomp" | "ccomp" | "conj")) {
            Some(head) => at = head,
            None => break,
        }
    }
    at
}

/// The verb that brings about the state that "be" tells somebody or something to be in: "are at home again" is to have returned.
pub fn state(g: &Grammar, ix: TokenIx) -> Option<String> {
    let told = g.under(ix, &["acomp", "advmod", "prep", "oprd"]).flat_map(|c| std::iter::once(c).chain(g.under(c, &["pobj"])));
    let becomes = |word: &str| {
        matches!(g.lemma(ix), "go" | "come" | "become") && matches!(word, "live" | "operational" | "silent" | "quiet")
    };
    let mut words =
        told.filter(|&t| g.lemma(ix) == "be" || becomes(&g.lemma(t).to_lowercase())).map(|t| g.lemma(t).to_lowercase());
    words.find_map(|w| WORDS.states.get(&w).cloned())
}

fn is_present(g: &Grammar, ix: TokenIx) -> bool {
    matches!(g.token(ix).tag, "VBZ" | "VBP") && g.under(ix, &["aux"]).next().is_none()
}

fn is_infinitive(g: &Grammar, ix: TokenIx) -> bool {
    g.token(ix).tag == "VB"
}

fn is_relative(g: &Grammar, ix: TokenIx) -> bool {
    matches!(g.token(ix).tag, "WP" | "WDT")
}

/// Past or perfect: "left", "has left", "was opened", "has been open"; "opened on Monday" in a headline is a participle and counts with its subject.
fn is_past(g: &Grammar, ix: TokenIx) -> bool {
    let helpers = || g.under(ix, &["aux", "auxpass"]);
    let modal = helpers().any(|a| g.token(a).tag == "MD" || g.lemma(a) == "to");
    let perfect =
        || helpers().any(|a| matches!(g.lemma(a), "have" | "be") && matches!(g.token(a).tag, "VBD" | "VBZ" | "VBP" | "VBN"));
    let yet = || g.lemma(ix) == "have" && g.under(ix, &["advmod"]).any(|a| g.lemma(a) == "yet");
    let lasting = || g.token(ix).tag == "VBG" && helpers().any(|a| g.lemma(a) == "have");
    !modal && (g.token(ix).tag == "VBD" || (g.token(ix).tag == "VBN" && perfect()) || lasting() || yet())
}

/// Whether a clause leaves open if what it says was done: under "if", "whether" or "until" nothing is told as done.
pub fn is_open(g: &Grammar, ix: TokenIx) -> bool {
    // "On Monday, when they were freed" tells a deed of a day.
    let on_a_day = g.label(ix) == "relcl";
    g.under(ix, &["mark", "advmod"]).any(|m| match g.lemma(m) {
        "if" | "unless" | "whether" | "until" | "once" | "before" => true,
        "when" => !on_a_day,
        _ => false,
    })
}
