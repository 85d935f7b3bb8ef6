//! Whether an event took place, by the account that tells it: happened, under way, planned, proposed, possible, denied.
//!
//! Enters: the grammatical view and the token that names the event. Leaves: its reality. The words that decide stand in `rules/reality.toml`.

use super::shift::moves_to;
use super::slots;
use super::undone;
use crate::grammar::{Grammar, is_verbal};
use crate::rules::{Example, load};
use foldhash::HashMap;
use readout_record::annotation::TokenIx;
use readout_record::kind::Reality;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    happened: Vec<String>,
    planned: Vec<String>,
    proposed: Vec<String>,
    possible: Vec<String>,
    denied: Vec<String>,
    happened_modifiers: Vec<String>,
    planned_modifiers: Vec<String>,
    proposed_modifiers: Vec<String>,
    possible_modifiers: Vec<String>,
    under_way_modifiers: Vec<String>,
    denied_modifiers: Vec<String>,
    transparent: Vec<String>,
    done_by_announcing: Vec<String>,
    lasting: Vec<String>,
    occurring: Vec<String>,
    ending: Vec<String>,
    continuing: Vec<String>,
    glad: Vec<String>,
    outcomes: Vec<String>,
    denying: Vec<String>,
    reports: Vec<String>,
    saying: Vec<String>,
    circumstance: Vec<String>,
    engaging: Vec<String>,
    #[serde(rename = "example")]
    examples: Vec<Example>,
}

struct Words {
    governors: HashMap<String, Reality>,
    modifiers: HashMap<String, Reality>,
    transparent: Vec<String>,
    done_by_announcing: Vec<String>,
    lasting: Vec<String>,
    occurring: Vec<String>,
    ending: Vec<String>,
    continuing: Vec<String>,
    glad: Vec<String>,
    outcomes: Vec<String>,
    denying: Vec<String>,
    reports: Vec<String>,
    saying: Vec<String>,
    circumstance: Vec<String>,
    engaging: Vec<String>,
    examples: Vec<Example>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let file: File = load("reality.toml", include_str!("../../../rules/reality.toml"));
    let table = |lists: Vec<(Vec<String>, Reality)>| {
        lists.into_iter().flat_map(|(words, reality)| words.into_iter().map(move |w| (w, reality))).collect::<HashMap<_, _>>()
    };
    Words {
        governors: table(vec![
            (file.happened, Reality::Happened),
            (file.planned, Reality::Planned),
            (file.proposed, Reality::Proposed),
            (file.possible, Reality::Possible),
            (file.denied, Reality::Denied),
        ]),
        modifiers: table(vec![
            (file.happened_modifiers, Reality::Happened),
            (file.planned_modifiers, Reality::Planned),
            (file.proposed_modifiers, Reality::Proposed),
            (file.possible_modifiers, Reality::Possible),
            (file.under_way_modifiers, Reality::UnderWay),
            (file.denied_modifiers, Reality::Denied),
        ]),
        transparent: file.transparent,
        done_by_announcing: file.done_by_announcing,
        lasting: file.lasting,
        occurring: file.occurring,
        ending: file.ending,
        continuing: file.continuing,
        glad: file.glad,
        outcomes: file.outcomes,
        denying: file.denying,
        reports: file.reports,
        saying: file.saying,
        circumstance: file.circumstance,
        engaging: file.engaging,
        examples: file.examples,
    }
});

/// Sentences with the reality of the event that they tell, as `trigger reality`.
pub fn examples() -> &'static [Example] {
    &WORDS.examples
}

/// The reality of the event that `ix` names; `set` where its rule fixes it for the plain case.
pub fn reality(g: &Grammar, ix: TokenIx, set: Option<Reality>) -> Reality {
    let modifiers = [slots::modifiers(g, ix), shared_modifiers(g, ix)].concat();
    // In "to convene the previous Thursday" the adjective is the day's.
    let noun = !is_verbal(g.token(ix));
    let modified = modifiers.into_iter().filter(|_| noun).find_map(|m| WORDS.modifiers.get(&g.word(m).to_lowercase()).copied());
    if should_it(g, ix) || unsaid(g, ix) {
        return Reality::Possible;
    }
    let nothing = g.under(ix, &["det", "neg"]).any(|d| matches!(g.lemma(d).to_lowercase().as_str(), "no" | "neither"));
    if nothing || undone::undone(g, ix) {
        return Reality::Denied;
    }
    modified.or_else(|| by_participle(g, ix)).unwrap_or_else(|| match climb(g, ix) {
        Reality::Happened => set.unwrap_or(Reality::Happened),
        decided => decided,
    })
}

/// "The paper does not say that they will be freed", "nor did he say that they met": whether it stands in what somebody did not say.
pub fn unsaid(g: &Grammar, ix: TokenIx) -> bool {
    let up = std::iter::once(ix).chain(g.ancestors(ix)).take_while(|&t| g.label(t) != "relcl");
    let content = up.take(6).find(|&t| g.label(t) == "ccomp");
    content.and_then(|t| g.head(t)).is_some_and(|verb| g.negated(verb) && WORDS.saying.iter().any(|w| w == g.lemma(verb)))
}

/// "Should Chad attack, Norway would answer": what stands before the first comma of a sentence that begins so, whatever the parse makes of it.
fn should_it(g: &Grammar, ix: TokenIx) -> bool {
    let mut sentence = g.sentences[g.sentence(ix)].clone();
    let opens = sentence.next().is_some_and(|t| g.word(t) == "Should");
    let asks = sentence.next_back().is_some_and(|t| g.word(t) == "?");
    opens && !asks && sentence.find(|&t| g.word(t) == ",").is_some_and(|comma| ix < comma)
}

/// "The upcoming visit and summit": an adjective before the first of two nouns, the second of which has no article, is of both.
fn shared_modifiers(g: &Grammar, ix: TokenIx) -> Vec<TokenIx> {
    let first = g.head(ix).filter(|_| g.label(ix) == "conj" && !is_verbal(g.token(ix)));
    let own = || g.under(ix, &["det", "poss", "amod"]).next().is_some();
    first.filter(|_| !own()).map(|f| g.under(f, &["amod"]).collect()).unwrap_or_default()
}

/// "A meeting planned for May", "talks scheduled in Oslo".
fn by_participle(g: &Grammar, ix: TokenIx) -> Option<Reality> {
    let participle = |&t: &TokenIx| g.token(t).tag == "VBN" && g.under(t, &["agent"]).next().is_none();
    let said = g.under(ix, &["acl"]).find(participle).and_then(|t| WORDS.governors.get(g.lemma(t)).copied());
    said.filter(|r| *r == Reality::Planned)
}

/// Whether the word over the event takes it for a fact: "condemned the strike", "in response to the attack".
pub fn fact(g: &Grammar, ix: TokenIx) -> bool {
    let over = g.head(ix).map(|h| if g.label(ix) == "pobj" { g.head(h).unwrap_or(h) } else { h });
    let glad = |o: TokenIx| g.label(ix) == "xcomp" && WORDS.glad.iter().any(|w| w == g.lemma(o));
    over.is_some_and(|o| WORDS.governors.get(g.lemma(o)) == Some(&Reality::Happened) || glad(o))
}

/// Whether the word over an event leaves it open: "the likelihood of a strike", "toward an agreement".
pub fn possible(g: &Grammar, ix: TokenIx) -> bool {
    let Some(head) = g.head(ix) else { return false };
    let over = if g.label(ix) == "pobj" { g.head(head) } else { None };
    [Some(head), over].into_iter().flatten().any(|o| WORDS.governors.get(g.lemma(o)) == Some(&Reality::Possible))
}

/// Whether words tell that an event is over: "the previous election", "in the meeting, they agreed".
pub fn over(g: &Grammar, ix: TokenIx) -> bool {
    let of_past = |m: &TokenIx| WORDS.modifiers.get(&g.word(*m).to_lowercase()) == Some(&Reality::Happened);
    slots::modifiers(g, ix).iter().any(of_past) || in_course(g, ix)
}

/// "In the meeting, they agreed": whether an event is where or when something was done.
fn in_course(g: &Grammar, ix: TokenIx) -> bool {
    let preposition =
        g.head(ix).filter(|&p| g.label(ix) == "pobj" && matches!(g.word(p).to_lowercase().as_str(), "in" | "during" | "at"));
    let verb = preposition.and_then(|p| g.head(p)).filter(|&v| g.token(v).tag == "VBD");
    verb.is_some_and(|v| !g.negated(v) && g.under(ix, &["det"]).any(|d| matches!(g.lemma(d), "the" | "this")))
}

/// "Had been due to meet", "was supposed to begin": a plan that is told in the past says no more than that it was one.
pub fn was_to_be(g: &Grammar, ix: TokenIx) -> bool {
    let verb = std::iter::once(ix).chain(g.ancestors(ix).take(2)).find(|&t| g.label(t) == "xcomp");
    let over = verb
        .and_then(|v| g.head(v))
        .filter(|&o| WORDS.governors.get(g.lemma(o)) == Some(&Reality::Planned) || g.lemma(o) == "suppose");
    let past = |o: TokenIx| g.under(o, &["aux", "auxpass"]).any(|a| g.token(a).tag == "VBD");
    let be = |o: TokenIx| g.head(o).filter(|&h| g.label(o) == "acomp" && g.lemma(h) == "be");
    over.is_some_and(|o| past(o) || be(o).is_some_and(|b| g.token(b).tag == "VBD" || past(b)))
}

/// Whether a noun names what goes on from its beginning until somebody ends it: "lawsuit".
pub fn lasts(g: &Grammar, ix: TokenIx) -> bool {
    !is_verbal(g.token(ix)) && WORDS.lasting.iter().any(|w| w == g.lemma(ix))
}

/// Walks from the event to the head of its sentence as long as each step still speaks of the event itself; the first that decides wins.
fn climb(g: &Grammar, ix: TokenIx) -> Reality {
    if let Some(head) = g.head(ix)
        && occasion(g, ix, head) == Reality::Planned
    {
        return Reality::Planned;
    }
    if is_verbal(g.token(ix))
        && let Some(own) = by_verb_group(g, ix)
    {
        return foreseen(g, ix, own);
    }
    let mut at = ix;
    while let Some(head) = g.head(at) {
        if !passes(g, at) {
            return occasion(g, at, head);
        }
        if announced(g, at, head) {
            return Reality::Happened;
        }
        if let Some(said) = predicate(g, at, head) {
            return said;
        }
        if moves_to(g, head) && matches!(g.label(at), "dobj" | "nsubjpass" | "nsubj") {
            return Reality::Planned;
        }
        if let Some(found) = goes_on(g, at, head) {
            return found;
        }
        let caused = is_verbal(g.token(head)) && matches!(g.lemma(head), "have" | "make" | "let");
        let reported = g.label(at) == "ccomp" && is_finite(g, at) && !caused;
        let decided = governor(g, head);
        match decided {
            Some(Reality::Denied) if governs_content(g, at) => return Reality::Denied,
            Some(Reality::Planned | Reality::Proposed | Reality::Possible) if reported => return Reality::Happened,
            Some(Reality::Planned | Reality::Proposed) if governs_content(g, at) && conditional(g, head) => {
                return Reality::Possible;
            }
            Some(found) if governs_content(g, at) => return found,
            _ => {}
        }
        if reported {
            return Reality::Happened;
        }
        if is_verbal(g.token(head))
            && let Some(found) = by_verb_group(g, head)
            && !(found == Reality::Denied && (only_subject(g, at, head) || what_it_is_of(g, at, ix, head)))
        {
            let supposed = found == Reality::Planned && only_subject(g, at, head) && would(g, head);
            return if supposed { Reality::Possible } else { foreseen(g, head, found) };
        }
        at = head;
    }
    Reality::Happened
}

/// "Announced the appointment", "sanctions were announced": what is done by announcing it.
fn announced(g: &Grammar, at: TokenIx, verb: TokenIx) -> bool {
    let named = WORDS.done_by_announcing.iter().any(|w| w == g.lemma(at)) && !is_verbal(g.token(at));
    named && g.lemma(verb) == "announce" && matches!(g.label(at), "dobj" | "nsubjpass") && !g.negated(verb)
}

/// "Will continue the talks", "should stop attacking": what is to be continued or ended is under way.
fn goes_on(g: &Grammar, at: TokenIx, verb: TokenIx) -> Option<Reality> {
    let governed = is_verbal(g.token(verb)) && matches!(g.label(at), "dobj" | "xcomp");
    let named = |words: &[String]| governed && words.iter().any(|w| w == g.lemma(verb));
    let own = || if g.head(verb).is_some() { climb(g, verb) } else { by_verb_group(g, verb).unwrap_or(Reality::Happened) };
    let present = || matches!(g.token(verb).tag, "VBZ" | "VBP");
    let on = (named(&WORDS.continuing) && (present() || by_verb_group(g, verb) == Some(Reality::Planned)))
        || (named(&WORDS.ending) && !matches!(own(), Reality::Happened | Reality::Denied));
    on.then_some(Reality::UnderWay)
}

/// "An attack would invoke the treaty" says what would follow; under a verb of speech "would" is the future of the past.
fn would(g: &Grammar, verb: TokenIx) -> bool {
    g.under(verb, &["aux"]).any(|a| g.lemma(a) == "would")
        && !g.label(verb).ends_with("comp")
        && g.under(verb, &["parataxis", "ccomp"]).next().is_none()
}

/// "Was not a topic of the call": what a noun is said not to be does not deny what the noun is of.
fn what_it_is_of(g: &Grammar, at: TokenIx, ix: TokenIx, verb: TokenIx) -> bool {
    at != ix
        && g.label(at) == "attr"
        && g.under(verb, &["nsubj"]).next().is_some()
        && g.ancestors(ix).take_while(|&a| a != at).any(|a| g.token(a).pos == "ADP")
}

/// "Predicted that they would attack": a future that somebody foresees or fears is possible; "denied reports that they would meet" denies it.
fn foreseen(g: &Grammar, verb: TokenIx, own: Reality) -> Reality {
    let denies = |v: TokenIx| WORDS.denying.iter().any(|w| w == g.lemma(v)) && !g.negated(v);
    let report = g.head(verb).filter(|&n| {
        matches!(g.label(verb), "acl" | "relcl" | "ccomp")
            && WORDS.reports.iter().any(|w| w == g.lemma(n))
            && g.label(n) == "dobj"
    });
    let denied = report.and_then(|n| g.head(n)).or_else(|| g.head(verb).filter(|_| g.label(verb) == "ccomp"));
    if denied.is_some_and(denies) {
        return Reality::Denied;
    }
    let over = g.head(verb).filter(|_| own == Reality::Planned && g.label(verb) == "ccomp");
    if over.and_then(|o| governor(g, o)) == Some(Reality::Possible) { Reality::Possible } else { own }
}

/// "The strikes did not reach the harbour" denies no strike; "the strikes did not take place" does.
fn only_subject(g: &Grammar, at: TokenIx, verb: TokenIx) -> bool {
    g.label(at) == "nsubj" && !WORDS.occurring.iter().any(|w| w == g.lemma(verb))
}

/// "An attack is likely".
fn predicate(g: &Grammar, at: TokenIx, verb: TokenIx) -> Option<Reality> {
    let of = |t: TokenIx| WORDS.governors.get(g.lemma(t)).copied().filter(|r| *r == Reality::Possible);
    let is = g.label(at) == "nsubj" && g.lemma(verb) == "be";
    is.then(|| g.under(verb, &["acomp"]).find_map(of)).flatten()
}

/// What the word over an event says of it: "look forward to" besides the single words.
fn governor(g: &Grammar, head: TokenIx) -> Option<Reality> {
    if g.lemma(head) == "look" && g.under(head, &["advmod"]).any(|a| g.word(a).eq_ignore_ascii_case("forward")) {
        return Some(Reality::Planned);
    }
    // "Due to the storm" gives a reason, "due to meet" a plan.
    let reason = g.token(head).tag == "IN" && g.lemma(head) == "due";
    let off = g.lemma(head) == "call" && g.under(head, &["prt"]).any(|p| g.word(p) == "off");
    // "Set up a call" brings it about.
    let up = g.lemma(head) == "set" && g.under(head, &["prt"]).any(|p| g.word(p) == "up");
    WORDS.governors.get(g.lemma(head)).copied().filter(|_| !reason && !off && !up && !transparent(g, head))
}

/// "They will speak when he arrives", "during the visit they will sign": the present tense in a clause of time, and what something else is done in, share
/// the future of what stands over them.
fn occasion(g: &Grammar, at: TokenIx, head: TokenIx) -> Reality {
    if still_ahead(g, at) {
        return Reality::Planned;
    }
    let planned = || climb(g, head) == Reality::Planned;
    let within = g.label(at) == "prep"
        && matches!(g.word(at).to_lowercase().as_str(), "in" | "during" | "at" | "by" | "before" | "until")
        && is_verbal(g.token(head));
    let shared = within || in_clause_of_time(g, at);
    let due = || in_clause_of_time(g, at) && governor(g, head) == Some(Reality::Planned);
    if shared && (planned() || due()) { Reality::Planned } else { Reality::Happened }
}

/// "Before they vote", "until he arrives": what is told in the present tense there is still to come, whatever stands over it.
fn still_ahead(g: &Grammar, at: TokenIx) -> bool {
    let present = matches!(g.token(at).tag, "VBZ" | "VBP");
    present && g.label(at) == "advcl" && g.under(at, &["mark"]).any(|m| matches!(g.lemma(m), "before" | "until"))
}

/// "When he arrives", "as soon as it has passed", "on Monday, when he arrives".
fn in_clause_of_time(g: &Grammar, at: TokenIx) -> bool {
    let tensed = |t: TokenIx| matches!(g.token(t).tag, "VBZ" | "VBP");
    let present = tensed(at) || (g.token(at).tag == "VBN" && g.under(at, &["aux", "auxpass"]).any(tensed));
    let conjunction = |m: TokenIx| match g.lemma(m) {
        "when" => true,
        "once" | "after" | "before" | "until" | "as" => g.label(at) == "advcl",
        _ => false,
    };
    present && matches!(g.label(at), "advcl" | "relcl") && g.under(at, &["advmod", "mark"]).any(conjunction)
}

/// Whether a clause is a statement of its own ("agreed that they met") and not an infinitive with a subject ("agreed to have teams meet").
fn is_finite(g: &Grammar, verb: TokenIx) -> bool {
    let tensed = |t: TokenIx| matches!(g.token(t).tag, "VBD" | "VBZ" | "VBP" | "MD");
    tensed(verb) || g.under(verb, &["aux", "auxpass"]).any(tensed)
}

/// "To meet", "to be met".
fn is_infinitive(g: &Grammar, verb: TokenIx) -> bool {
    is_verbal(g.token(verb)) && g.under(verb, &["aux"]).any(|a| g.lemma(a) == "to")
}

/// A subject of a verb is not what the verb plans or denies; an object, a complement or the object of "for" is.
fn governs_content(g: &Grammar, at: TokenIx) -> bool {
    // "Agreed to a truce and to start talks".
    let joined = || g.label(at) == "conj" && is_infinitive(g, at) && g.head(at).is_some_and(|h| !is_infinitive(g, h));
    joined()
        || matches!(g.label(at), "dobj" | "xcomp" | "ccomp" | "pobj" | "pcomp" | "acl" | "relcl" | "nsubjpass" | "prep" | "advcl")
}

fn transparent(g: &Grammar, head: TokenIx) -> bool {
    is_verbal(g.token(head)) && WORDS.transparent.iter().any(|w| w == g.lemma(head))
}

/// Whether the step from a token to its head keeps speaking of the event: not out of a relative clause, an apposition or an adverbial clause.
fn passes(g: &Grammar, at: TokenIx) -> bool {
    match g.label(at) {
        "relcl" | "acl" | "advcl" => g.token(at).tag == "VB" || is_infinitive(g, at),
        "appos" | "parataxis" | "npadvmod" | "poss" => false,
        "prep" => {
            let result = || {
                let outcome = |t: TokenIx| WORDS.outcomes.iter().any(|w| w == g.lemma(t));
                g.word(at).eq_ignore_ascii_case("as") && g.under(at, &["pobj"]).any(outcome)
            };
            let engaged = g.head(at).is_some_and(|h| WORDS.engaging.iter().any(|w| w == g.lemma(h)));
            !result() && (engaged || !WORDS.circumstance.contains(&g.word(at).to_lowercase()))
        }
        _ => true,
    }
}

/// Whether a clause stands under "if" or "whether".
fn conditional(g: &Grammar, verb: TokenIx) -> bool {
    g.under(verb, &["mark", "advmod"]).any(|m| matches!(g.lemma(m), "if" | "unless" | "whether"))
}

/// What the auxiliaries, the negation and the tense of a verb say by themselves; `None` where the verb's governor decides.
fn by_verb_group(g: &Grammar, verb: TokenIx) -> Option<Reality> {
    let conditional = conditional(g, verb);
    // "Did not start until the 17th" tells that it started.
    if g.negated(verb) && not_until(g, verb) {
        return Some(Reality::Happened);
    }
    if (g.negated(verb) || with_nothing(g, verb) || undone::denied(g, verb)) && !conditional && !g.lemma(verb).starts_with("rule")
    {
        return Some(Reality::Denied);
    }
    let auxiliaries: Vec<&str> = g.under(verb, &["aux", "auxpass"]).map(|a| g.lemma(a)).collect();
    let has = |w: &str| auxiliaries.contains(&w);
    let so =
        g.under(verb, &["mark"]).any(|m| g.lemma(m) == "that") && g.under(verb, &["mark", "advmod"]).any(|m| g.lemma(m) == "so");
    if conditional || undone::in_the_event(g, verb) {
        Some(Reality::Possible)
    } else if has("would") && has("have") && g.token(verb).tag == "VBN" {
        // "When they would have voted".
        Some(Reality::Possible)
    } else if so && (has("can") || has("could"))
        || ["will", "shall", "'ll", "’ll", "would"].into_iter().any(has)
        || short_would(g, verb)
    {
        Some(Reality::Planned)
    } else if has("should") || has("must") || has("ought") {
        Some(Reality::Proposed)
    } else if has("may") || has("might") || has("could") || has("can") {
        Some(Reality::Possible)
    } else if g.lemma(verb) == "be" && g.under(verb, &["xcomp"]).any(|x| g.token(x).tag == "VB") {
        Some(Reality::Planned)
    } else if has("to") {
        infinitive(g, verb)
    } else if g.token(verb).tag == "VBG" && g.under(verb, &["aux"]).any(|a| matches!(g.token(a).tag, "VBZ" | "VBP" | "VBD")) {
        Some(Reality::UnderWay)
    } else if matches!(g.token(verb).tag, "VBD" | "VBZ" | "VBP") && !g.label(verb).ends_with("comp") {
        finite(g, verb)
    } else {
        None
    }
}

/// "Did not start until the 17th".
fn not_until(g: &Grammar, verb: TokenIx) -> bool {
    let until = |t: TokenIx| matches!(g.word(t), "until" | "till");
    let past = g.under(verb, &["aux"]).any(|a| g.word(a).eq_ignore_ascii_case("did"));
    past && g.under(verb, &["prep"]).any(|p| until(p) && g.under(p, &["pobj"]).next().is_some())
}

/// "Signed nothing", "no document was signed", "nobody met".
fn with_nothing(g: &Grammar, verb: TokenIx) -> bool {
    let no = |t: TokenIx| g.under(t, &["det"]).any(|d| matches!(g.lemma(d).to_lowercase().as_str(), "no" | "neither"));
    let nothing = |t: TokenIx| matches!(g.lemma(t).to_lowercase().as_str(), "nothing" | "nobody" | "none" | "neither");
    g.under(verb, &["nsubj", "nsubjpass", "dobj"]).any(|t| no(t) || nothing(t))
}

/// "He'd sign": before a bare verb this is no "had".
fn short_would(g: &Grammar, verb: TokenIx) -> bool {
    g.token(verb).tag == "VB" && g.under(verb, &["aux"]).any(|a| matches!(g.word(a), "'d" | "’d"))
}

/// "To meet" is planned under "are", open under everything that the governor decides.
fn infinitive(g: &Grammar, verb: TokenIx) -> Option<Reality> {
    let head = g.head(verb);
    match head {
        Some(h) if g.lemma(h) == "be" => Some(Reality::Planned),
        None => Some(Reality::Planned),
        _ => None,
    }
}

/// A finite main verb took place unless it is itself one that plans or proposes the event under it, which the climb asks first.
fn finite(g: &Grammar, verb: TokenIx) -> Option<Reality> {
    let decides = WORDS.governors.contains_key(g.lemma(verb));
    (!decides || g.head(verb).is_none()).then_some(Reality::Happened)
}
