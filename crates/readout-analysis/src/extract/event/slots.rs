//! The places around a trigger where its participants stand: subject, object, holder, possessive, modifier, prepositions.
//!
//! Enters: the grammatical view and a trigger. Leaves: tokens that head what stands there.

use super::holders::HOLDERS;
use super::rules::{RULES, Trigger};
use super::setting::Setting;
use crate::extract::actor::metonymy::{self, Use};
use crate::extract::gender;
use crate::grammar::{Grammar, Tokens, is_verbal};
use crate::knowledge;
use readout_record::annotation::TokenIx;
use readout_record::kind::ActorKind;
use readout_record::span::Span;

/// The tokens in a slot of the trigger at `ix`, coordinated ones included. A name that is no slot is a preposition.
pub fn fill(g: &Grammar, ix: TokenIx, slot: &str) -> Tokens {
    match slot {
        "subject" => {
            let lost = after_list(g, ix);
            let named = lost.first().copied().or_else(|| subject(g, ix));
            with_conjuncts(g, named).into_iter().chain(lost.into_iter().skip(1)).collect()
        }
        "object" => with_conjuncts(g, object(g, ix)),
        "holder" => with_conjuncts(g, light_holder(g, ix).filter(|_| !between_others(g, ix)).and_then(|v| subject(g, v))),
        "told in it" => told_in(g, ix),
        "traveller" => fill(g, ix, "holder").into_iter().filter(|&who| !only_fixes(g, ix, who)).collect(),
        "gathered" => {
            let verb = gathering(g, ix).filter(|&v| HOLDERS.assembling.contains(g.lemma(v)));
            verb.map_or_else(Tokens::new, |v| objects(g, v))
        }
        "possessive" => g.under(ix, &["poss"]).flat_map(|p| g.conjuncts(p)).collect(),
        "modifier" => modifiers(g, ix).into_iter().collect(),
        "pair" => pair(g, ix),
        "clause subject" => {
            let tells = explaining(g, ix).into_iter().filter(|&v| !speaks_of(g, v));
            tells.flat_map(|v| with_conjuncts(g, subject(g, v).filter(|&s| s != ix))).collect()
        }
        "clause object" => {
            explaining(g, ix).into_iter().flat_map(|v| with_conjuncts(g, object(g, v).filter(|&o| o != ix))).collect()
        }
        preposition => prepositional(g, ix, preposition),
    }
}

fn with_conjuncts(g: &Grammar, ix: Option<TokenIx>) -> Tokens {
    ix.map_or_else(Tokens::new, |t| g.conjuncts(t).into_iter().filter(|&c| c == t || !shares_owner(g, t, c)).collect())
}

/// "The leaders of Chad and Niger": the parse may coordinate the second state with the leaders, whose it is.
fn shares_owner(g: &Grammar, head: TokenIx, joined: TokenIx) -> bool {
    let place = |t: TokenIx| knowledge::place(g.word(t)).is_some();
    let plural = g.token(head).tag == "NNS" && g.head(joined) == Some(head);
    let owner = g.prepositional(head, "of").last().copied();
    plural && place(joined) && owner.is_some_and(|o| place(o) && joined == o + 2 && g.label(o + 1) == "cc")
}

/// "She set up a call between A and B": whoever holds a contact of two others is none of them.
pub fn between_others(g: &Grammar, ix: TokenIx) -> bool {
    list(g, ix).0.len() > 1
}

/// "The two agreed a visit", "Chad hosted the visit": whoever fixes or receives a journey does not make it.
pub fn only_fixes(g: &Grammar, ix: TokenIx, who: TokenIx) -> bool {
    let verb = holder(g, ix).filter(|&v| HOLDERS.receiving.contains(g.lemma(v)));
    verb.is_some_and(|v| with_conjuncts(g, subject(g, v)).contains(&who))
}

/// "A told B in a call that …", "during the talks A and B settled the point", "A spent an hour with B, their first meeting": those who deal with each other
/// in a contact take part in it.
fn told_in(g: &Grammar, ix: TokenIx) -> Tokens {
    let within =
        g.head(ix).filter(|&p| g.label(ix) == "pobj" && matches!(&*g.word(p).to_lowercase(), "in" | "during" | "over" | "by"));
    let verb = within.and_then(|p| g.head(p)).filter(|&v| is_verbal(g.token(v)));
    let theirs = matches!(g.label(ix), "appos" | "npadvmod" | "dep") && g.under(ix, &["poss"]).any(|p| g.lemma(p) == "their");
    let beside =
        || g.ancestors(ix).find(|&v| is_verbal(g.token(v))).filter(|&v| theirs && !g.prepositional(v, "with").is_empty());
    if let Some(verb) = beside() {
        return with_conjuncts(g, subject(g, verb)).into_iter().chain(g.prepositional(verb, "with")).collect();
    }
    let Some(verb) = verb.filter(|&v| HOLDERS.addressing.contains(g.lemma(v)) || HOLDERS.settling.contains(g.lemma(v))) else {
        return Tokens::new();
    };
    let named = ["with", "between", "to"].iter().any(|word| !g.prepositional(ix, word).is_empty());
    let addressed = with_conjuncts(g, object(g, verb).filter(|_| !named && HOLDERS.addressing.contains(g.lemma(verb))));
    let press = |t: &TokenIx| HOLDERS.press.contains(g.lemma(*t));
    if addressed.iter().any(press) {
        Tokens::new()
    } else {
        with_conjuncts(g, subject(g, verb)).into_iter().chain(addressed).collect()
    }
}

/// The verb that holds a noun, when it says no more than that its subject took part: "held a call", "engaged in talks".
fn light_holder(g: &Grammar, ix: TokenIx) -> Option<TokenIx> {
    let held = matches!(g.label(ix), "dobj" | "attr" | "pobj" | "conj");
    // A measure that is an event itself ("a round of talks") has the participants.
    let measure = || measured(g, ix).filter(|&n| RULES.noun(g.lemma(n)).is_empty());
    let verb = governing(g, ix).or_else(|| measure().and_then(|n| governing(g, n)));
    verb.filter(|&v| held && HOLDERS.verbs.contains(g.lemma(v)))
}

/// The verb by which people come together for what a noun names: "convened A and B for a meeting", "invited A to talks".
pub fn gathering(g: &Grammar, ix: TokenIx) -> Option<TokenIx> {
    let preposition = g.head(ix).filter(|&p| g.label(ix) == "pobj" && matches!(g.lemma(p), "for" | "to"))?;
    g.head(preposition).filter(|&v| is_verbal(g.token(v)) && HOLDERS.gatherings.contains(g.lemma(v)))
}

/// Modifiers that name both sides, as in "US-Russia talks"; one alone may be the matter ("Ukraine talks").
fn pair(g: &Grammar, ix: TokenIx) -> Tokens {
    let named = |&m: &TokenIx| {
        knowledge::place(g.word(m)).is_some()
            || g.annotations.entities.iter().any(|e| e.label == "PERSON" && (e.first as usize..e.end as usize).contains(&m))
    };
    let both: Tokens = modifiers(g, ix).into_iter().filter(named).collect();
    if both.len() > 1 { both } else { Tokens::new() }
}

/// The verbs of the relative clause that explains a noun: "an exchange in which A freed X, while B released Y", "an
/// invitation for A to come".
fn explaining(g: &Grammar, ix: TokenIx) -> Vec<TokenIx> {
    // Whatever the parse hangs "for A to come" on.
    let called = g.tokens().get(ix + 1).filter(|t| t.lemma == "for" && t.label == "mark").map(|t| t.head as usize);
    let mut verbs: Vec<TokenIx> = g.under(ix, &["relcl"]).chain(in_which(g, ix)).chain(called).collect();
    verbs.dedup();
    let more: Vec<TokenIx> = verbs.iter().flat_map(|&v| g.under(v, &["conj", "advcl"]).collect::<Vec<_>>()).collect();
    verbs.extend(more);
    verbs
}

/// "A call that one of them described as cool": whether the noun is what a relative clause speaks of, and not what it tells.
fn speaks_of(g: &Grammar, verb: TokenIx) -> bool {
    let relative = |o: TokenIx| matches!(g.word(o), "that" | "which");
    let object = g.label(verb) == "relcl" && g.under(verb, &["dobj"]).any(relative);
    object && !HOLDERS.verbs.contains(g.lemma(verb))
}

/// The verb of "…, in which …" after a noun, which the parser often hangs on the verb before: no other object or subject may stand between.
fn in_which(g: &Grammar, ix: TokenIx) -> Option<TokenIx> {
    let end = g.sentences[g.sentence(ix)].end;
    let which = (ix + 1..end).find(|&t| g.token(t).tag == "WDT")?;
    let other = (ix + 1..which).any(|t| matches!(g.label(t), "dobj" | "nsubj" | "nsubjpass" | "pobj") || is_verbal(g.token(t)));
    let under_in = g.head(which).is_some_and(|p| matches!(g.lemma(p), "in" | "during" | "under"));
    g.ancestors(which).find(|&v| is_verbal(g.token(v))).filter(|_| under_in && !other)
}

/// Who does it: the agent of a passive, the object of "invite X to …", the one meant by "for X to …".
fn subject(g: &Grammar, ix: TokenIx) -> Option<TokenIx> {
    if is_passive(g, ix) {
        return g.prepositional(ix, "by").first().copied();
    }
    if let Some(own) = g.under(ix, &["nsubj"]).next() {
        return Some(antecedent(g, ix, own));
    }
    if let Some(&lost) = after_list(g, ix).first() {
        return Some(lost);
    }
    let head = g.head(ix)?;
    match g.label(ix) {
        // "Is pleased to welcome", "is ready to meet".
        "xcomp" if g.label(head) == "acomp" => g.head(head).and_then(|verb| g.subject(verb)),
        "xcomp" | "ccomp" if HOLDERS.controlling.contains(g.lemma(head)) => object(g, head),
        "acl" | "relcl" if g.token(ix).tag == "VB" => g.prepositional(head, "for").first().copied(),
        "acl" if g.token(ix).tag == "VBG" || is_main(g, ix) => Some(head),
        // "Sign a Chad-brokered truce": whoever stands before the hyphen, and not who signs.
        "amod" if matches!(g.token(ix).tag, "VBN" | "VBD") => {
            g.under(ix, &["npadvmod", "nmod", "compound", "nsubj", "advmod"]).next()
        }
        "pcomp" | "advcl" => g
            .head(head)
            .filter(|&h| is_verbal(g.token(h)))
            .or(Some(head))
            .filter(|&h| is_verbal(g.token(h)))
            .and_then(|h| g.subject(h)),
        _ => g.subject(ix).filter(|_| !is_passive(g, head) || g.label(ix) != "conj"),
    }
}

/// "Urged both sides to meet": the verb whose object does what the infinitive says, and whose subject does not.
pub fn controlling(g: &Grammar, ix: TokenIx) -> Option<TokenIx> {
    let over = g.head(ix).filter(|&h| matches!(g.label(ix), "xcomp" | "ccomp") && HOLDERS.controlling.contains(g.lemma(h)));
    let whom = |h: TokenIx| g.under(h, &["dobj"]).next().is_some() || g.under(ix, &["nsubj"]).next().is_some();
    over.filter(|&h| whom(h))
}

/// "who", "which" and "that" stand for the noun that the relative clause hangs on.
fn antecedent(g: &Grammar, verb: TokenIx, subject: TokenIx) -> TokenIx {
    let relative = g.label(verb) == "relcl" && matches!(g.token(subject).tag, "WP" | "WDT");
    if relative { g.head(verb).unwrap_or(subject) } else { subject }
}

/// Whom or what it is done to: the direct object, or the subject of a passive.
fn object(g: &Grammar, ix: TokenIx) -> Option<TokenIx> {
    let direct = g.under(ix, &["nsubjpass", "dobj"]).next();
    direct.map(|o| antecedent(g, ix, o)).or_else(|| {
        let participle = g.label(ix) == "acl" && g.token(ix).tag == "VBN" && !is_main(g, ix);
        participle.then(|| g.head(ix)).flatten()
    })
}

/// Whether verb `ix` is passive: by its parse, or a participle that hangs on a noun.
pub fn is_passive(g: &Grammar, ix: TokenIx) -> bool {
    let own_subject = g.under(ix, &["nsubj"]).next().is_some();
    (!own_subject && g.under(ix, &["nsubjpass", "auxpass", "agent"]).next().is_some())
        || (g.label(ix) == "acl" && g.token(ix).tag == "VBN" && !is_main(g, ix))
}

/// "The minister, A, and the secretary, B, today signed a text": the verb of a sentence that the parse, behind so many names, takes for a participle. It
/// stands behind a comma, and the sentence has no other verb that could be its own.
fn is_main(g: &Grammar, ix: TokenIx) -> bool {
    let Some(head) = g.head(ix).filter(|&h| g.head(h).is_none() && !is_verbal(g.token(h)) && h < ix) else { return false };
    let participle = g.label(ix) == "acl" && g.token(ix).tag == "VBN" && g.under(ix, &["agent", "auxpass"]).next().is_none();
    let adverb = |t: TokenIx| g.head(t) == Some(ix) && matches!(g.label(t), "npadvmod" | "advmod");
    let before = (head..ix).rev().find(|&t| !adverb(t)).is_some_and(|t| g.word(t) == ",");
    let other =
        g.children(head).iter().any(|&c| c != ix && is_verbal(g.token(c)) && matches!(g.label(c), "acl" | "conj" | "parataxis"));
    participle && before && !other
}

/// Direct objects, coordinated ones included, also those of a passive.
pub fn objects(g: &Grammar, ix: TokenIx) -> Tokens {
    g.under(ix, &["dobj", "nsubjpass"]).flat_map(|o| g.conjuncts(o)).collect()
}

/// The same, what a participle or a relative clause is about ("a resolution adopted in May") and what a verb stops doing ("stopped firing") among them. A
/// participle with an agent, or of a state, describes ("hostages held since May") and tells nothing new.
pub fn objects_meant(g: &Grammar, ix: TokenIx) -> Tokens {
    let mut found: Tokens = objects(g, ix).into_iter().map(|o| antecedent(g, ix, o)).collect();
    if found.is_empty() {
        let doing = g.under(ix, &["xcomp"]).filter(|&x| g.token(x).tag == "VBG");
        let described = g.under(ix, &["agent"]).next().is_some() || matches!(g.lemma(ix), "hold" | "keep");
        found.extend(object(g, ix).filter(|_| !described).into_iter().chain(doing));
    }
    // "58 of the 120 observers".
    let counted = found.iter().filter(|&&o| g.token(o).tag == "CD").flat_map(|&o| g.prepositional(o, "of")).collect::<Tokens>();
    found.extend(counted);
    found
}

/// The verb that a noun is held by: its object, or the object of its "in", "into" or "to"; "an understanding reached in Oslo".
pub fn holder(g: &Grammar, ix: TokenIx) -> Option<TokenIx> {
    let reached = || g.under(ix, &["acl"]).find(|&v| g.token(v).tag == "VBN");
    governing(g, ix).or_else(reached).or_else(|| measured(g, ix).and_then(|n| governing(g, n)))
}

/// The noun that measures an event: "a round of sanctions", "ten hours of talks".
fn measured(g: &Grammar, ix: TokenIx) -> Option<TokenIx> {
    let of = g.head(ix).filter(|&p| g.label(ix) == "pobj" && g.lemma(p) == "of")?;
    g.head(of).filter(|&n| HOLDERS.measures.contains(g.lemma(n)))
}

fn governing(g: &Grammar, ix: TokenIx) -> Option<TokenIx> {
    let head = g.head(ix)?;
    let verb = match g.label(ix) {
        "dobj" | "attr" | "oprd" | "nsubjpass" | "nsubj" => head,
        "pobj" if matches!(g.lemma(head), "in" | "into" | "to" | "for" | "on") => g.head(head)?,
        "conj" => return governing(g, head),
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

/// "Invited him to read the paper": an infinitive that is none of those which the trigger takes.
pub fn other_purpose(g: &Grammar, ix: TokenIx, trigger: &Trigger) -> bool {
    let listed = |x: TokenIx| trigger.infinitives.iter().any(|l| l == g.lemma(x));
    let mut told = g.under(ix, &["xcomp", "ccomp"]).filter(|&x| g.token(x).tag == "VB").peekable();
    !trigger.infinitives.is_empty() && told.peek().is_some() && !told.any(listed)
}

/// Prepositions and particles that hang on a trigger.
pub fn particles(g: &Grammar, ix: TokenIx) -> Vec<TokenIx> {
    g.under(ix, &["prep", "prt", "agent", "dative"]).collect()
}

/// What the trigger goes through: objects of its prepositions with their compounds, and its adverbial nouns.
pub fn through(g: &Grammar, ix: TokenIx) -> Vec<TokenIx> {
    let objects = g.under(ix, &["prep", "agent"]).flat_map(|p| g.under(p, &["pobj"]).collect::<Vec<_>>());
    let adverbs = g.under(ix, &["npadvmod", "dobj", "advmod", "acomp", "oprd"]);
    let heads: Vec<TokenIx> = objects.chain(adverbs).collect();
    let compounds = heads.iter().flat_map(|&h| g.under(h, &["compound", "amod"]).collect::<Vec<_>>()).collect::<Vec<_>>();
    [heads, compounds].concat()
}

/// Objects of one preposition; for a noun that is held by a verb, also those that the parser hung on the verb.
fn prepositional(g: &Grammar, ix: TokenIx, word: &str) -> Tokens {
    let own = if word == "between" { list(g, ix).0 } else { and_again(g, ix, word) };
    if !own.is_empty() || is_verbal(g.token(ix)) {
        return own;
    }
    let held = matches!(g.label(ix), "dobj" | "nsubjpass" | "nsubj");
    holder(g, ix).filter(|_| held).map_or_else(Tokens::new, |v| g.prepositional(v, word))
}

/// Those between whom something is, and who stands after them in what the parse takes for one list: "after the call between A and B, C met D". "And" closes
/// the list, so that nobody who stands behind a comma after it belongs there.
fn list(g: &Grammar, ix: TokenIx) -> (Tokens, Tokens) {
    let mut all = and_again(g, ix, "between");
    all.sort_unstable();
    let within = |from: TokenIx, to: TokenIx, word: &str| (from + 1..to).any(|t| g.word(t) == word);
    let closed = (1..all.len()).find(|&i| within(all[i - 1], all[i], "and"));
    let comma = |t: TokenIx| g.subtree(t)[0].checked_sub(1).is_some_and(|before| g.word(before) == ",");
    let end = closed.filter(|&i| all.get(i + 1).is_some_and(|&next| comma(next)));
    let rest = end.map_or_else(Tokens::new, |i| all.drain(i + 1..).collect());
    (all, rest)
}

/// Who stands after the list of those between whom an event is, and belongs to the clause that follows.
pub fn past_list(g: &Grammar, ix: TokenIx) -> Tokens {
    list(g, ix).1
}

/// The subject of a verb that the parse left without one, giving it to the list that stands before it.
fn after_list(g: &Grammar, verb: TokenIx) -> Tokens {
    let tensed = matches!(g.token(verb).tag, "VBD" | "VBZ" | "VBP") && matches!(g.label(verb), "ROOT" | "ccomp" | "conj");
    let start = g.sentences[g.sentence(verb)].start;
    let own = g.under(verb, &["nsubj", "nsubjpass", "csubj"]).next().is_some();
    let before = (start..verb).rev().find(|&t| !matches!(g.token(t).pos, "ADV" | "AUX" | "SPACE")).filter(|_| tensed && !own);
    let between = before.and_then(|t| g.ancestors(t).find(|&p| g.word(p) == "between"));
    between.and_then(|p| g.head(p)).map_or_else(Tokens::new, |noun| past_list(g, noun))
}

/// "Signed by A for the army and by B for the rebels": the objects of a preposition, and of the same one after "and", whatever the parse hangs it on.
fn and_again(g: &Grammar, ix: TokenIx, word: &str) -> Tokens {
    let mut found = g.prepositional(ix, word);
    let Some(first) = g.under(ix, &["prep", "agent"]).find(|&p| g.word(p).eq_ignore_ascii_case(word)) else { return found };
    let again = |t: &TokenIx| g.word(*t) == word && g.word(t - 1) == "and";
    for object in
        (first + 2..g.sentences[g.sentence(first)].end).filter(again).flat_map(|p| g.under(p, &["pobj"]).collect::<Tokens>())
    {
        if !found.contains(&object) {
            found.extend(g.conjuncts(object));
        }
    }
    found
}

/// The sort of text that an event is about: "signed the annex", "agreed on a declaration", "the treaty".
pub fn text(g: &Grammar, ix: TokenIx) -> Option<usize> {
    let sort = |t: TokenIx| HOLDERS.text(&g.lemma(t).to_lowercase());
    let on = ["on", "to", "of"].into_iter().flat_map(|word| g.prepositional(ix, word));
    sort(ix).or_else(|| objects_meant(g, ix).into_iter().chain(object(g, ix)).chain(on).find_map(sort))
}

/// The words of a participant: the actor mention that `head` belongs to, a personal pronoun, or an adjective that names a state.
pub fn actor_span(s: &Setting, head: TokenIx) -> Option<Span> {
    if let Some(mention) = s.actors.mention(head) {
        return Some(mention.span);
    }
    let token = s.g.token(head);
    let personal = token.pos == "PRON"
        && matches!(s.g.lemma(head).to_lowercase().as_str(), "he" | "she" | "they" | "we" | "i" | "it" | "both");
    let address = || gender::of_address(s.g, head).is_some();
    let state = || knowledge::place(s.g.word(head)).is_some() && metonymy::use_of(s.g, &(head..head + 1), head) != Use::Place;
    (personal || address() || state()).then_some(token.span)
}

/// "Norwegian drones": the state that acts by what is no actor itself.
pub fn state_with_arms(g: &Grammar, head: TokenIx) -> Option<(Span, TokenIx)> {
    let state = |&t: &TokenIx| knowledge::place(g.word(t)).is_some();
    let owner = g.under(head, &["amod", "compound", "nmod"]).find(state).filter(|_| HOLDERS.arms.contains(g.lemma(head)))?;
    Some((g.token(owner).span, owner))
}

/// Whether a token names a place.
pub fn is_place(g: &Grammar, ix: TokenIx) -> bool {
    let named = |label: &str| matches!(label, "GPE" | "LOC" | "FAC");
    knowledge::place(g.word(ix)).is_some()
        || g.annotations.entities.iter().any(|e| named(e.label) && (e.first as usize..e.end as usize).contains(&ix))
}

/// Whether what somebody visits is a place: one that names no state, or a bare name that the reader may take for a person's.
pub fn is_goal(s: &Setting, ix: TokenIx) -> bool {
    let named = knowledge::place(s.g.word(ix)).is_some_and(|p| p.sense == knowledge::Sense::Name);
    let state = named || s.actors.mention(ix).is_some_and(|m| m.kind == ActorKind::State);
    let bare = || s.actors.mention(ix).is_some_and(|m| m.kind == ActorKind::Person && m.role.is_none());
    let visited = || s.g.head(ix).is_some_and(|v| s.g.lemma(v) == "visit") || s.g.label(ix) == "conj";
    !state && (is_place(s.g, ix) || visited() && bare())
}

/// Whether a token stands for a person, for one who is described ("his counterpart"), or for a delegation.
pub fn is_person(s: &Setting, ix: TokenIx) -> bool {
    let pronoun =
        || s.g.token(ix).pos == "PRON" && matches!(s.g.lemma(ix).to_lowercase().as_str(), "he" | "she" | "they" | "we" | "i");
    let delegation = || HOLDERS.dealers.contains(s.g.lemma(ix));
    match s.actors.mention(ix).map(|m| m.kind) {
        Some(ActorKind::Person | ActorKind::Office) => true,
        Some(ActorKind::Unnamed | ActorKind::Group) => delegation() || s.g.token(ix).tag == "NN",
        _ => pronoun() || delegation(),
    }
}

/// Whether a token is "they" or "we".
pub fn is_plural_pronoun(g: &Grammar, ix: TokenIx) -> bool {
    g.token(ix).pos == "PRON" && matches!(g.lemma(ix).to_lowercase().as_str(), "they" | "we" | "both")
}

/// 2 for "a second call", 3 for "the third round".
pub fn ordinal(g: &Grammar, ix: TokenIx) -> Option<u8> {
    let figure = |t: TokenIx| {
        g.word(t).trim_end_matches(|c: char| c.is_alphabetic()).parse().ok().filter(|_| g.word(t).ends_with(['d', 'h', 't']))
    };
    g.under(ix, &["amod", "nummod", "compound"]).find_map(|t| HOLDERS.ordinal(g.word(t)).or_else(|| figure(t)))
}
