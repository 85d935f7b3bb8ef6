//! "will" and "shall" with someone who can act: pledges and announced plans, told from predictions.
//!
//! Enters: the grammatical view. Leaves: who is bound to what by a modal verb alone, and the tests by which other patterns tell binding clauses.

use super::bound::{Bound, WORDS};
use super::{actor, coordination};
use crate::grammar::{Grammar, is_verbal};
use readout_record::annotation::TokenIx;
use readout_record::kind::Strength;
use readout_record::mention::TimeMention;
use std::collections::BTreeSet;

/// All who are bound by "will", "shall" or "is to" and by no other word in `known`.
pub fn bound(g: &Grammar, times: &[TimeMention], known: &[Bound]) -> Vec<Bound> {
    (0..g.tokens().len())
        .filter(|&v| !shared(g, v))
        .filter(|&v| !known.iter().any(|b| b.action == v))
        .filter_map(|v| will(g, times, v).or_else(|| is_to(g, times, v)))
        .collect()
}

/// Whether `verb` is read together with a bare verb that it is coordinated with.
fn shared(g: &Grammar, verb: TokenIx) -> bool {
    g.label(verb) == "conj" && g.head(verb).is_some_and(|h| coordination::bare(g, h)) && g.under(verb, &["aux"]).next().is_none()
}

fn will(g: &Grammar, times: &[TimeMention], verb: TokenIx) -> Option<Bound> {
    let modal = modal_of(g, verb, &WORDS.modals.binding)?;
    if !is_verbal(g.token(verb))
        || !binds(g, verb, &WORDS.modals.binding)
        || doubted(g, verb)
        || asked(g, verb)
        || subordinate(g, verb)
        || of_new(g, verb)
    {
        return None;
    }
    let passive = actor::passive(g, verb);
    let actor = actor::of_clause(g, verb);
    let actor = actor.filter(|&a| acts(g, verb, a, None)).or_else(|| actor.and_then(|a| going_on(g, verb, a)));
    let told = g.under(verb, &["nsubjpass"]).any(|s| g.token(s).pos != "PRON");
    let nameless = actor.is_none() && passive && told && WORDS.deeds.verbs.contains(g.lemma(verb)) && dated(g, times, verb);
    (actor.is_some() || nameless).then(|| Bound {
        cue: modal,
        actors: actor.map(|a| named(g, verb, a)).into_iter().collect(),
        action: verb,
        strength: Strength::Will,
        negated: false,
        rule: "commitments/words.toml#will".into(),
    })
}

/// "The ministry will lift the ban. It will send the bill": who is bound goes on in the next sentence.
fn going_on(g: &Grammar, verb: TokenIx, subject: TokenIx) -> Option<TokenIx> {
    let before = g.sentence(verb).checked_sub(1).and_then(|n| g.sentences.get(n))?;
    let root = before.clone().find(|&t| g.head(t).is_none() && is_verbal(g.token(t)))?;
    let own = g.under(root, &["nsubj"]).next().filter(|&s| actor::can_act(g, s, true) && g.token(s).pos != "PRON")?;
    let single = g.conjuncts(own).len() == 1 && !matches!(g.token(own).tag, "NNS" | "NNPS");
    let opens = g.word(subject) == "It" && g.sentences.get(g.sentence(verb)).is_some_and(|s| s.start == subject);
    let bound = opens && single && binds(g, root, &WORDS.modals.binding) && WORDS.deeds.verbs.contains(g.lemma(verb));
    (bound && !g.text()[g.token(own).span.end()..g.token(subject).span.start()].contains('\n')).then_some(own)
}

/// "He" by the name that the clause over it has.
fn named(g: &Grammar, verb: TokenIx, actor: TokenIx) -> TokenIx {
    if matches!(g.word(actor), "he" | "she") { actor::or_speaker(g, actor, actor::above(g, verb)) } else { actor }
}

/// "The ministers are to meet".
fn is_to(g: &Grammar, times: &[TimeMention], verb: TokenIx) -> Option<Bound> {
    // "The pump that the state was to install": what was to be, told beside something else, need not be any more.
    if g.label(verb) == "relcl" && g.token(verb).tag == "VBD" {
        return None;
    }
    let going = g.lemma(verb) == "go" && g.token(verb).tag == "VBG" && g.under(verb, &["aux"]).any(|a| g.lemma(a) == "be");
    let present = going || g.lemma(verb) == "be" && matches!(g.token(verb).tag, "VBZ" | "VBP" | "VBD");
    let bare = present && g.under(verb, &["acomp", "attr", "oprd", "prep", "expl"]).next().is_none();
    let action = g.under(verb, &["xcomp"]).find(|&x| bare && x > verb && g.under(x, &["aux"]).any(|a| g.token(a).tag == "TO"))?;
    let subject = g.under(verb, &["nsubj"]).next()?;
    let passive = actor::passive(g, action);
    let named = actor::can_act(g, subject, true) && !passive && !WORDS.effects.verbs.contains(g.lemma(action));
    let nameless = passive && !going && WORDS.deeds.verbs.contains(g.lemma(action)) && dated(g, times, action);
    let by = actor::of_clause(g, action).filter(|&a| actor::can_act(g, a, false));
    ((named || nameless) && !doubted(g, verb) && !asked(g, verb) && !subordinate(g, verb)).then(|| Bound {
        cue: verb,
        actors: if named { vec![subject] } else { by.into_iter().collect() },
        action,
        strength: if going { Strength::Will } else { Strength::Announced },
        negated: g.negated(verb),
        rule: "commitments/words.toml#is to".into(),
    })
}

/// The modal of `verb` from `modals`: its own, or that of the verb it is coordinated with.
fn modal_of(g: &Grammar, verb: TokenIx, modals: &BTreeSet<String>) -> Option<TokenIx> {
    let own = g.under(verb, &["aux"]).find(|&a| modals.contains(&g.word(a).to_lowercase()));
    let bare = g.under(verb, &["aux", "nsubj", "nsubjpass"]).next().is_none() && g.token(verb).tag == "VB";
    let above = g.head(verb).filter(|&h| g.label(verb) == "conj" && bare && !coordination::of_relative(g, h, verb));
    own.or_else(|| above.and_then(|h| modal_of(g, h, modals)))
}

/// Whether the clause of `verb` has a modal of `modals` and tells a deed, no effect and no mere possibility.
pub fn binds(g: &Grammar, verb: TokenIx, modals: &BTreeSet<String>) -> bool {
    let Some(modal) = modal_of(g, verb, modals) else { return false };
    let past = g.under(verb, &["aux"]).any(|a| g.lemma(a) == "have" && a > modal);
    let weak = g.under(verb, &["advmod"]).any(|a| WORDS.doubt.adverbs.contains(&g.word(a).to_lowercase()));
    let subject = g.under(verb, &["nsubj"]).next().map_or(String::new(), |s| g.word(s).to_lowercase());
    let would = g.word(modal).eq_ignore_ascii_case("would");
    // "Any delivery will be seen as a breach" tells a rule.
    let any =
        g.under(verb, &["nsubj", "nsubjpass"]).any(|s| g.under(s, &["det"]).any(|d| g.lemma(d).eq_ignore_ascii_case("any")));
    if any || subject == "i" && would || subject == "it" && WORDS.outcomes.verbs.contains(g.lemma(verb)) {
        return false;
    }
    let condition = g.word(modal).eq_ignore_ascii_case("would")
        && g.under(verb, &["advcl"]).any(|c| g.under(c, &["mark"]).any(|m| g.word(m).eq_ignore_ascii_case("if")));
    !past && !weak && !condition && deed(g, verb)
}

fn deed(g: &Grammar, verb: TokenIx) -> bool {
    let lemma = g.lemma(verb).to_lowercase();
    match lemma.as_str() {
        "remain" => {
            g.under(verb, &["acomp", "oprd"]).any(|a| matches!(g.lemma(a), "engaged" | "engage"))
                || g.under(verb, &["prep"]).any(|p| g.word(p) == "in")
        }
        "continue" => {
            let next = g.under(verb, &["xcomp"]).next();
            next.is_none_or(|n| !WORDS.effects.verbs.contains(g.lemma(n)) && g.lemma(n) != "fight")
                && (next.is_some() || g.under(verb, &["dobj", "prep"]).next().is_some())
        }
        "fight" | "be" => false,
        _ if gets(g, verb) => false,
        _ => !WORDS.effects.verbs.contains(&lemma),
    }
}

/// "The villages will receive water": who gets something does nothing; who receives guests does.
pub fn gets(g: &Grammar, verb: TokenIx) -> bool {
    let guest = |o: TokenIx| actor::can_act(g, o, false);
    WORDS.getting.verbs.contains(&g.lemma(verb).to_lowercase()) && !g.under(verb, &["dobj"]).any(guest)
}

/// "Found an agency that will lend money": what is yet to be made promises nothing.
pub fn of_new(g: &Grammar, verb: TokenIx) -> bool {
    let made = g.head(verb).filter(|_| g.label(verb) == "relcl" && !actor::passive(g, verb));
    let any = |noun: &TokenIx| g.under(*noun, &["det"]).any(|d| matches!(g.lemma(d), "a" | "an"));
    made.filter(any)
        .and_then(|noun| g.ancestors(noun).find(|&a| is_verbal(g.token(a))))
        .is_some_and(|v| WORDS.making.verbs.contains(g.lemma(v)))
}

/// Whether `actor` can be the one bound in the clause of `verb`; "it" only when it can stand for the speaker.
pub fn acts(g: &Grammar, verb: TokenIx, actor: TokenIx, speaker: Option<TokenIx>) -> bool {
    let it = g.word(actor).eq_ignore_ascii_case("it");
    if it {
        return speaker.is_some_and(|s| actor::can_act(g, s, true));
    }
    let speaking = matches!(g.word(actor), "I" | "we" | "We") && WORDS.chatter.verbs.contains(g.lemma(verb));
    !speaking && actor::can_act(g, actor, true) && !WORDS.bystanders.pronouns.contains(&g.word(actor).to_lowercase())
}

/// Whether `verb` stands under a verb of thinking, fearing or demanding, or under a noun of hope.
pub fn doubted(g: &Grammar, verb: TokenIx) -> bool {
    let mut at = verb;
    for head in g.ancestors(verb) {
        let clause = matches!(g.label(at), "ccomp" | "xcomp" | "acl");
        let lemma = g.lemma(head).to_lowercase();
        let rumour = g.label(at) == "acl" && WORDS.doubt.rumours.contains(&lemma) && g.under(at, &["mark"]).next().is_some();
        if clause && WORDS.doubt.thinkers.contains(&lemma) || rumour {
            return true;
        }
        at = head;
    }
    false
}

/// Whether the sentence of `verb` asks.
pub fn asked(g: &Grammar, verb: TokenIx) -> bool {
    g.sentences.get(g.sentence(verb)).is_some_and(|s| s.clone().rev().take(3).any(|t| g.word(t) == "?"))
}

/// Whether `verb` heads a clause of time, reason or manner, an indirect question, or a condition.
pub fn subordinate(g: &Grammar, verb: TokenIx) -> bool {
    let top = std::iter::successors(Some(verb), |&v| g.head(v).filter(|_| g.label(v) == "conj")).last().unwrap_or(verb);
    let opens = |c: TokenIx| {
        matches!(
            g.word(c).to_lowercase().as_str(),
            "if" | "whether"
                | "until"
                | "before"
                | "when"
                | "while"
                | "so"
                | "how"
                | "what"
                | "why"
                | "where"
                | "unless"
                | "because"
                | "since"
                | "though"
        )
    };
    matches!(g.label(top), "advcl" | "ccomp" | "pcomp" | "acl" | "csubj")
        && g.under(top, &["mark", "advmod", "dobj", "nsubj"]).any(opens)
        || compares(g, top)
}

/// "As much as the ministry will pay", "more than it will allow": the clause measures a thing.
fn compares(g: &Grammar, verb: TokenIx) -> bool {
    let measured = g.label(verb) == "advcl" && g.head(verb).is_some_and(|h| !is_verbal(g.token(h)));
    measured && g.under(verb, &["mark"]).any(|m| matches!(g.lemma(m).to_lowercase().as_str(), "as" | "than"))
}

/// Whether another speaker of the same sentence says that it will not be: "an official said the team would see it; another said it would not".
pub fn disputed(g: &Grammar, head: TokenIx) -> bool {
    let Some(sentence) = g.sentences.get(g.sentence(head)) else { return false };
    let bare = |t: TokenIx| g.token(t).tag == "MD" && g.label(t) == "ccomp" && g.negated(t);
    let it = |t: TokenIx| g.under(t, &["nsubj"]).any(|s| g.token(s).pos == "PRON");
    let other = |t: TokenIx| g.head(t).is_some_and(|says| says > head && g.head(head) != Some(says));
    (head + 1..sentence.end).any(|t| bare(t) && it(t) && other(t))
}

/// Whether nobody is who acts: "neither army will bring guns", "no ship will sail".
pub fn nobody(g: &Grammar, verb: TokenIx) -> bool {
    g.under(verb, &["nsubj", "nsubjpass"])
        .any(|s| g.under(s, &["det", "preconj"]).any(|d| matches!(g.lemma(d).to_lowercase().as_str(), "no" | "neither")))
}

fn dated(g: &Grammar, times: &[TimeMention], verb: TokenIx) -> bool {
    let subtree = g.subtree(verb);
    times.iter().any(|t| g.tokens_in(t.span).any(|token| subtree.binary_search(&token).is_ok()))
}
