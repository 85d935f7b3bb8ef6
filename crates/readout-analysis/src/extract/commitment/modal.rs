//! "will" and "shall" with someone who can act: pledges and announced plans, told from predictions.
//!
//! Enters: the grammatical view. Leaves: who is bound to what by a modal verb alone, and the tests by which other patterns tell binding clauses.

use super::bound::{Bound, WORDS};
use super::{actor, coordination};
use crate::extract::statement::detect::entity;
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
        .filter_map(|v| {
            will(g, times, v).or_else(|| is_to(g, times, v)).or_else(|| due_to(g, times, v)).or_else(|| planned_for(g, times, v))
        })
        .collect()
}

/// Whether `verb` is read together with a bare verb that it is coordinated with.
fn shared(g: &Grammar, verb: TokenIx) -> bool {
    g.label(verb) == "conj" && g.head(verb).is_some_and(|h| coordination::bare(g, h)) && g.under(verb, &["aux"]).next().is_none()
}

fn will(g: &Grammar, times: &[TimeMention], verb: TokenIx) -> Option<Bound> {
    let by_text = by_text(g, verb);
    let modals =
        if by_text && modal_of(g, verb, &WORDS.modals.agreed).is_some() { &WORDS.modals.agreed } else { &WORDS.modals.binding };
    let modal = modal_of(g, verb, modals)?;
    if !is_verbal(g.token(verb))
        || !binds(g, verb, modals)
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
    // What a text says that "shall" be done binds without a day.
    let firm = g.word(modal).eq_ignore_ascii_case("shall") && !g.quoted(modal) || by_text;
    let lemma = g.lemma(verb);
    let once = g.under(verb, &["advcl"]).any(|c| g.under(c, &["mark", "advmod"]).any(|m| g.word(m).eq_ignore_ascii_case("once")));
    let handled =
        (dated(g, times, verb) || once || founds(g, verb)) && is_handled(g, verb) || firm && !WORDS.effects.verbs.contains(lemma);
    // "A joint patrol shall walk the line by Friday".
    let walked = |s: TokenIx| matches!(g.token(s).pos, "NOUN") && g.under(verb, &["dobj"]).next().is_some() && handled;
    let walked = firm && !passive && g.under(verb, &["nsubj"]).any(walked) && dated(g, times, verb);
    let nameless = actor.is_none()
        && (passive && told && handled || walked || comes_about(g, verb) && !g.negated(verb) && dated(g, times, verb));
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
    let bare = present && g.under(verb, &["acomp", "attr", "oprd", "prep", "expl"]).all(|c| c < verb && g.label(c) == "prep");
    let action = g.under(verb, &["xcomp"]).find(|&x| bare && x > verb && g.under(x, &["aux"]).any(|a| g.token(a).tag == "TO"))?;
    let subject = g.under(verb, &["nsubj"]).next()?;
    // "They are to leave the country": an order to those who are sent away.
    let land = |o: TokenIx| matches!(g.lemma(o).to_lowercase().as_str(), "country" | "territory" | "kingdom" | "soil");
    if WORDS.expelled.verbs.contains(g.lemma(action)) && g.under(action, &["dobj"]).any(land) {
        return None;
    }
    // "An inquiry, which is to report by May".
    let subject = if g.token(subject).tag == "WDT" { g.head(verb).filter(|_| g.label(verb) == "relcl")? } else { subject };
    let passive = actor::passive(g, action);
    let able = actor::can_act(g, subject, true) || by_text(g, verb) && actor::can_act(g, subject, false);
    let named = able && !passive && !WORDS.effects.verbs.contains(g.lemma(action));
    let done = passive && is_handled(g, action) || brought_about(g, action, subject);
    let by = actor::of_clause(g, action).filter(|&a| passive && actor::can_act(g, a, true));
    let nameless = !named && !going && (done && dated(g, times, verb) || by.is_some() && is_handled(g, action));
    ((named || nameless) && !doubted(g, verb) && !asked(g, verb) && !subordinate(g, verb)).then(|| Bound {
        cue: verb,
        actors: if named { vec![subject] } else { by.into_iter().collect() },
        action,
        strength: if going { Strength::Will } else { Strength::Announced },
        negated: g.negated(verb),
        rule: "commitments/words.toml#is to".into(),
    })
}

/// "The ministers are due to meet on Friday", "the ban was scheduled to be lifted in May": somebody's deed stands in a timetable.
fn due_to(g: &Grammar, times: &[TimeMention], action: TokenIx) -> Option<Bound> {
    let above =
        g.head(action).filter(|_| matches!(g.label(action), "xcomp" | "advcl" | "ccomp") && g.token(action).tag == "VB")?;
    let cue = std::iter::once(above)
        .chain(g.under(above, &["acomp"]))
        .find(|&t| WORDS.scheduled.words.contains(&g.word(t).to_lowercase()))?;
    let be = if g.label(cue) == "acomp" { g.head(cue)? } else { cue };
    let subject = g.under(be, &["nsubj", "nsubjpass"]).next()?;
    let told = g.token(be).tag != "VBN" || g.under(be, &["auxpass"]).next().is_some();
    let past = g.under(be, &["aux"]).any(|a| g.lemma(a) == "have") || g.label(be) == "relcl";
    let to = g.under(action, &["aux"]).any(|a| g.token(a).tag == "TO") && cue < action;
    if !told || past || !to || !dated(g, times, be) || g.negated(be) || doubted(g, be) || asked(g, be) || subordinate(g, be) {
        return None;
    }
    let passive = actor::passive(g, action);
    let deed = WORDS.deeds.verbs.contains(g.lemma(action)) || WORDS.scheduled.verbs.contains(g.lemma(action));
    let named = actor::can_act(g, subject, true) && !passive && deed && !gets(g, action);
    let nameless = g.token(subject).pos != "PRON" && (passive && is_handled(g, action) || brought_about(g, action, subject));
    (named || nameless).then(|| Bound {
        cue,
        actors: if named { vec![subject] } else { Vec::new() },
        action,
        strength: Strength::Announced,
        negated: false,
        rule: "commitments/words.toml#due to".into(),
    })
}

/// "Parliament is scheduled to debate the bill": a reporter's note of what a body beside the talks is to do.
pub fn of_chamber(g: &Grammar, action: TokenIx) -> bool {
    let Some(above) = g.head(action).filter(|_| matches!(g.label(action), "xcomp" | "advcl" | "ccomp")) else { return false };
    let listed = |t: TokenIx| WORDS.scheduled.words.contains(&g.word(t).to_lowercase());
    let scheduled = listed(above) || g.under(above, &["acomp"]).any(listed);
    let chamber = |s: TokenIx| WORDS.chambers.nouns.contains(&g.lemma(s).to_lowercase());
    let subject = |t: TokenIx| g.under(t, &["nsubj", "nsubjpass"]).any(chamber);
    scheduled && (subject(above) || g.head(above).is_some_and(subject))
}

/// "A further session is planned for 5 June", "the visit has been agreed for Monday", "two pauses are due on Sunday".
fn planned_for(g: &Grammar, times: &[TimeMention], verb: TokenIx) -> Option<Bound> {
    let due = g.under(verb, &["acomp"]).find(|&a| g.lemma(verb) == "be" && g.lemma(a) == "due");
    let planned = actor::passive(g, verb) && WORDS.planned.verbs.contains(g.lemma(verb));
    let now = g.under(verb, &["aux", "auxpass"]).chain(Some(verb)).any(|a| matches!(g.token(a).tag, "VBZ" | "VBP"));
    let subject =
        g.under(verb, &["nsubjpass", "nsubj"]).next().filter(|&s| WORDS.planned.nouns.contains(&g.lemma(s).to_lowercase()))?;
    let before = |t: &TimeMention| g.tokens_in(t.span).next().and_then(|n| g.head(n).map(|h| (n, h)));
    let on = |t: TokenIx| {
        std::iter::successors(Some(t), |&t| g.head(t))
            .take(4)
            .any(|p| matches!(g.word(p), "for" | "on" | "in") && g.head(p).is_some_and(|h| h == verb || Some(h) == due))
    };
    let day = times.iter().filter(|t| before(t).is_some_and(|(n, _)| n > subject)).any(|t| g.tokens_in(t.span).any(on));
    let sure = now && day && !g.negated(verb) && g.label(verb) != "relcl" && g.under(verb, &["xcomp"]).next().is_none();
    (sure && (planned || due.is_some()) && !doubted(g, verb) && !asked(g, verb) && !subordinate(g, verb)).then(|| Bound {
        cue: verb,
        actors: Vec::new(),
        action: verb,
        strength: if g.lemma(verb) == "agree" { Strength::Agreed } else { Strength::Announced },
        negated: false,
        rule: "commitments/words.toml#planned for".into(),
    })
}

/// Whether what `verb` tells in the passive is a deed that somebody must do.
fn is_handled(g: &Grammar, verb: TokenIx) -> bool {
    let lemma = g.lemma(verb);
    // "Set free", "let go".
    let freed = matches!(lemma, "set" | "let")
        && g.under(verb, &["oprd", "acomp", "ccomp", "xcomp"]).any(|f| matches!(g.word(f), "free" | "go"));
    freed || founds(g, verb) || WORDS.deeds.verbs.contains(lemma) || WORDS.handled.verbs.contains(lemma)
}

/// "A commission will be formed": a body that is founded, on whatever day.
fn founds(g: &Grammar, verb: TokenIx) -> bool {
    let words = &WORDS.bodies;
    words.verbs.contains(g.lemma(verb)) && g.under(verb, &["nsubjpass"]).any(|s| words.nouns.contains(&g.lemma(s).to_lowercase()))
}

/// "The signing will take place", "the crossing will reopen": somebody must see to it.
pub fn comes_about(g: &Grammar, verb: TokenIx) -> bool {
    g.under(verb, &["nsubj"]).next().is_some_and(|s| brought_about(g, verb, s))
}

fn brought_about(g: &Grammar, verb: TokenIx, subject: TokenIx) -> bool {
    let words = &WORDS.coming;
    let noun = g.lemma(subject).to_lowercase();
    let by_somebody = words.nouns.contains(&noun) || WORDS.things.nouns.contains(&noun);
    let object = g.under(verb, &["dobj"]).next();
    let takes_place = g.lemma(verb) == "take" && object.is_some_and(|o| matches!(g.lemma(o), "place" | "effect"));
    let in_force = matches!(g.lemma(verb), "come" | "enter")
        && g.prepositional(verb, "into").into_iter().any(|o| matches!(g.lemma(o), "force" | "effect"));
    by_somebody && (takes_place || in_force || object.is_none() && words.verbs.contains(g.lemma(verb)))
}

/// Whether the clause tells what is agreed in writing: "under the deal, the army must leave", "the text says that the road shall be open".
fn by_text(g: &Grammar, verb: TokenIx) -> bool {
    let words = &WORDS.texts;
    let text = |t: TokenIx| words.nouns.contains(&g.lemma(t).to_lowercase());
    let own =
        |t: TokenIx| g.under(t, &["prep"]).any(|p| matches!(g.word(p), "Under" | "under") && g.under(p, &["pobj"]).any(text));
    let told = |t: TokenIx| words.verbs.contains(g.lemma(t)) && g.under(t, &["nsubj"]).any(text);
    let clause = |t: &TokenIx| matches!(g.label(*t), "conj" | "ccomp" | "ROOT");
    let top = std::iter::successors(Some(verb), |t| g.head(*t).filter(|_| clause(t))).take(4);
    top.into_iter().any(|t| own(t) || t != verb && told(t))
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
    if any || is_off(g, verb) || subject == "i" && would || subject == "it" && WORDS.outcomes.verbs.contains(g.lemma(verb)) {
        return false;
    }
    let condition = g.word(modal).eq_ignore_ascii_case("would")
        && g.under(verb, &["advcl"]).any(|c| g.under(c, &["mark"]).any(|m| g.word(m).eq_ignore_ascii_case("if")));
    !past && !weak && !condition && deed(g, verb)
}

/// "Will not host the talks as planned": what is called off is no promise.
fn is_off(g: &Grammar, verb: TokenIx) -> bool {
    let as_planned = |t: TokenIx| {
        g.word(t).eq_ignore_ascii_case("as")
            && g.tokens().get(t + 1).is_some_and(|_| matches!(g.word(t + 1), "planned" | "scheduled"))
    };
    g.negated(verb) && g.sentences.get(g.sentence(verb)).is_some_and(|s| (verb..s.end).any(as_planned))
}

/// "Will say how much": words, and no deed.
fn says(g: &Grammar, verb: TokenIx) -> bool {
    let asks = |c: TokenIx| g.subtree(c).first().is_some_and(|&f| WORDS.questions.words.contains(&g.word(f).to_lowercase()));
    matches!(g.lemma(verb), "say" | "tell" | "see" | "know") && g.under(verb, &["ccomp", "dobj", "acomp", "advmod"]).any(asks)
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
        _ if gets(g, verb) || says(g, verb) => false,
        _ => !WORDS.effects.verbs.contains(&lemma),
    }
}

/// "The villages will receive water": who gets something does nothing; who receives guests does.
pub fn gets(g: &Grammar, verb: TokenIx) -> bool {
    let guest = |o: TokenIx| actor::can_act(g, o, false);
    let received = actor::passive(g, verb) && g.under(verb, &["nsubjpass"]).any(guest);
    !received && WORDS.getting.verbs.contains(&g.lemma(verb).to_lowercase()) && !g.under(verb, &["dobj"]).any(guest)
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
    let to_you = g.under(verb, &["dobj", "dative"]).any(|o| g.word(o) == "you");
    let speaking = (to_you || matches!(g.word(actor), "I" | "we" | "We")) && WORDS.chatter.verbs.contains(g.lemma(verb));
    !speaking && actor::can_act(g, actor, true) && !WORDS.bystanders.pronouns.contains(&g.word(actor).to_lowercase())
}

/// Whether `verb` stands under a verb of thinking, fearing or demanding, or under a noun of hope.
pub fn doubted(g: &Grammar, verb: TokenIx) -> bool {
    let thought = |at: TokenIx, over: TokenIx| {
        matches!(g.label(at), "ccomp" | "xcomp" | "acl") && WORDS.doubt.thinkers.contains(&g.lemma(over).to_lowercase())
    };
    rumoured(g, verb) || links(g, verb).any(|(at, over)| thought(at, over))
}

/// Whether `verb` stands under a noun of hearsay: "reports that Norway has undertaken to leave".
pub fn rumoured(g: &Grammar, verb: TokenIx) -> bool {
    let that = |at: TokenIx| g.label(at) == "acl" && g.under(at, &["mark"]).next().is_some();
    links(g, verb).any(|(at, over)| that(at) && WORDS.doubt.rumours.contains(&g.lemma(over).to_lowercase()))
}

/// Each word on the way up from `token` with the one over it.
fn links(g: &Grammar, token: TokenIx) -> impl Iterator<Item = (TokenIx, TokenIx)> {
    std::iter::once(token).chain(g.ancestors(token)).filter_map(|at| g.head(at).map(|over| (at, over)))
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

/// Whether a day or a span of time is told with `verb`.
pub fn dated(g: &Grammar, times: &[TimeMention], verb: TokenIx) -> bool {
    let subtree = g.subtree(verb);
    let soon = |t: TokenIx| matches!(g.word(t), "shortly" | "immediately" | "soon");
    let told = |t: &TimeMention| g.tokens_in(t.span).any(|token| subtree.binary_search(&token).is_ok());
    times.iter().any(told) || subtree.iter().any(|&t| soon(t) || matches!(entity(g, t), Some("DATE" | "TIME")))
}
