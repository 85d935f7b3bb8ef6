//! Binding words: "agreed to", "is ready to", "its commitment to", "ordered X to".
//!
//! Enters: the grammatical view. Leaves: who is bound to what by which word, by the patterns of `rules/commitments/patterns.toml`.

use super::bound::{Bound, PATTERNS, Pattern, Takes, WORDS};
use super::coordination::bare;
use super::{actor, coordination, modal};
use crate::extract::statement::detect::entity;
use crate::extract::statement::lexicon::LEXICON;
use crate::grammar::{Grammar, is_verbal};
use readout_record::annotation::TokenIx;
use readout_record::kind::Strength;
use readout_record::mention::TimeMention;

/// All who are bound by a word of the patterns.
pub fn bound(g: &Grammar, times: &[TimeMention]) -> Vec<Bound> {
    let mut found = Vec::new();
    for token in 0..g.tokens().len() {
        let class = match g.token(token).pos {
            "VERB" | "AUX" => "verb",
            "ADJ" => "adjective",
            "NOUN" => "noun",
            _ => continue,
        };
        for pattern in PATTERNS.iter().filter(|p| fits(g, token, class, p)) {
            let read = pattern.takes.iter().map(|&takes| read(g, times, token, pattern, takes)).find(|r| !r.is_empty());
            found.extend(read.unwrap_or_default());
        }
    }
    found
}

/// "committed" and "prepared" are adjectives after "is" and "remains", whatever the tagger says.
fn fits(g: &Grammar, token: TokenIx, class: &str, pattern: &Pattern) -> bool {
    let word = g.word(token).to_lowercase();
    let lemma = g.lemma(token).to_lowercase();
    let participle = class == "verb" && pattern.pos == "adjective" && g.token(token).tag == "VBN" && actor::passive(g, token);
    let participle = participle || class == "verb" && pattern.pos == "adjective" && matches!(g.label(token), "acomp" | "oprd");
    let listed = |w: &String| pattern.lemmas.contains(w);
    (class == pattern.pos && (listed(&lemma) || class == "adjective" && listed(&word))) || (participle && listed(&word))
}

fn read(g: &Grammar, times: &[TimeMention], cue: TokenIx, pattern: &Pattern, takes: Takes) -> Vec<Bound> {
    if !finite(g, cue, pattern) {
        return Vec::new();
    }
    let actions = actions(g, times, cue, pattern, takes);
    let refused = pattern.refuses || negated(g, cue, pattern);
    let says = matches!(takes, Takes::That);
    actions
        .into_iter()
        .filter(|(action, doer)| allowed(g, cue, pattern, *action) && !doer.is_some_and(|d| expels(g, pattern, *action, d)))
        .filter_map(|(action, doer)| {
            let actor = match doer {
                Some(doer) => Some(doer),
                None => bound_by(g, cue, pattern)
                    .map(|a| actor::or_speaker(g, a, speaker_above(g, cue)))
                    .filter(|&a| actor::can_act(g, a, false)),
            };
            let nameless = pattern.strength() == Strength::Ordered && pattern.pos == "noun" && issued(g, cue);
            let by_all = says && by_all(g, cue, pattern) && doer.is_none();
            (actor.is_some() || nameless && !says || by_all).then(|| Bound {
                cue,
                actors: actor.into_iter().collect(),
                action,
                strength: strength(g, cue, pattern, action),
                negated: refused && !says,
                rule: format!("commitments/patterns.toml#{}", g.lemma(cue).to_lowercase()),
            })
        })
        .filter(|_| !(says && refused))
        .collect()
}

/// Whether the pattern lets this action through: by its list of verbs, by the verb that carries a noun, and no mere value.
fn allowed(g: &Grammar, cue: TokenIx, pattern: &Pattern, action: TokenIx) -> bool {
    let lemma = g.lemma(action).to_lowercase();
    let carried = g
        .ancestors(cue)
        .take(4)
        .find(|&a| is_verbal(g.token(a)))
        .is_some_and(|v| pattern.carriers.contains(&g.lemma(v).to_lowercase()));
    let silent = pattern.refuses && (!LEXICON.verb(&lemma).is_empty() || WORDS.disclosing.verbs.contains(&lemma));
    !silent
        && (pattern.verbs.is_empty() || pattern.verbs.contains(&lemma))
        && (pattern.carriers.is_empty() || carried)
        && !(pattern.no_values && WORDS.values.verbs.contains(&lemma))
}

/// "Ordered the ambassador to leave": an expulsion is a deed, and no promise of the one who has to go.
fn expels(g: &Grammar, pattern: &Pattern, action: TokenIx, doer: TokenIx) -> bool {
    let person = |t: TokenIx| entity(g, t) == Some("PERSON") || WORDS.expelled.nouns.contains(&g.lemma(t).to_lowercase());
    pattern.strength() == Strength::Ordered
        && WORDS.expelled.verbs.contains(g.lemma(action))
        && g.conjuncts(doer).into_iter().any(person)
}

/// "A directive was issued to": nobody is named, but somebody gave it.
fn issued(g: &Grammar, noun: TokenIx) -> bool {
    let carries = |v: TokenIx| WORDS.issuing.verbs.contains(g.lemma(v));
    matches!(g.label(noun), "nsubjpass" | "dobj") && g.head(noun).is_some_and(carries)
}

/// "would support" is readiness; everything else is as firm as its pattern.
fn strength(g: &Grammar, cue: TokenIx, pattern: &Pattern, action: TokenIx) -> Strength {
    let supports = g.lemma(action) == "support" && g.under(action, &["aux"]).any(|a| g.word(a).eq_ignore_ascii_case("would"));
    if supports && cue != action { Strength::Willing } else { pattern.strength() }
}

/// "It was agreed that": nobody is named, but all are bound.
fn by_all(g: &Grammar, cue: TokenIx, pattern: &Pattern) -> bool {
    pattern.strength() == Strength::Agreed && actor::passive(g, cue) && actor::of_clause(g, cue).is_none()
}

fn bound_by(g: &Grammar, cue: TokenIx, pattern: &Pattern) -> Option<TokenIx> {
    match pattern.pos.as_str() {
        "noun" if pattern.of_carrier => actor::carrier(g, cue).and_then(|verb| actor::of_clause(g, verb)),
        "verb" => actor::of_clause(g, cue),
        "adjective" => actor::of_adjective(g, cue),
        _ if pattern.strength() == Strength::Ordered => None,
        _ => actor::of_noun(g, cue),
    }
}

/// Whoever says the clause that `token` stands in.
fn speaker_above(g: &Grammar, token: TokenIx) -> Option<TokenIx> {
    let clause = std::iter::once(token).chain(g.ancestors(token)).take(4).find(|&a| g.label(a) == "ccomp")?;
    let says = g.head(clause).filter(|&h| is_verbal(g.token(h)))?;
    actor::of_clause(g, says)
}

fn negated(g: &Grammar, cue: TokenIx, pattern: &Pattern) -> bool {
    let verb = if pattern.pos == "verb" { Some(cue) } else { g.head(cue).filter(|&h| is_verbal(g.token(h))) };
    g.negated(cue) || verb.is_some_and(|v| g.negated(v) || modal::nobody(g, v))
}

/// Whether the binding word is told as a fact: not possible, not demanded, not asked.
fn finite(g: &Grammar, cue: TokenIx, pattern: &Pattern) -> bool {
    let verb = match pattern.pos.as_str() {
        "verb" => Some(cue),
        _ => g.ancestors(cue).take(3).find(|&a| is_verbal(g.token(a))),
    };
    let Some(verb) = verb else { return true };
    let aux = |a: TokenIx| {
        matches!(g.lemma(a).to_lowercase().as_str(), "may" | "might" | "could" | "should" | "would" | "can" | "must")
            || g.token(a).tag == "TO"
    };
    let possible = g.under(verb, &["aux"]).any(aux) && pattern.pos == "verb";
    let conditional = g.under(verb, &["mark"]).any(|m| matches!(g.word(m).to_lowercase().as_str(), "if" | "unless" | "whether"));
    let told = pattern.pos != "verb" || g.token(cue).tag != "VB" || g.under(cue, &["aux"]).next().is_some();
    let hearsay = g.under(verb, &["advmod"]).any(|a| WORDS.doubt.hearsay.contains(&g.word(a).to_lowercase()));
    // "The road meant to link the towns", "they meant to go": what was meant is not announced.
    let meant = g.lemma(cue) == "mean" && matches!(g.token(cue).tag, "VBD" | "VBN");
    // "Families that decide to stay" may be any.
    let known = |h: TokenIx| g.token(h).tag != "NNS" || g.under(h, &["det", "poss"]).next().is_some();
    let public = |h: TokenIx| WORDS.bystanders.nouns.contains(&g.lemma(h).to_lowercase());
    let anybody = g.label(cue) == "relcl" && g.head(cue).is_some_and(|h| public(h) && !known(h));
    let text = |s: TokenIx| WORDS.texts.nouns.contains(&g.lemma(s).to_lowercase());
    let by_text = !pattern.by_text || g.under(cue, &["nsubj"]).any(text);
    let own = !pattern.reflexive || g.under(cue, &["dobj"]).any(|o| g.word(o).ends_with("self") || g.word(o).ends_with("selves"));
    told && own
        && by_text
        && !anybody
        && !meant
        && !possible
        && !conditional
        && !hearsay
        && !modal::doubted(g, verb)
        && !modal::asked(g, verb)
}

/// The actions that `takes` finds under `cue`, each with its doer where the pattern names another one.
fn actions(g: &Grammar, times: &[TimeMention], cue: TokenIx, pattern: &Pattern, takes: Takes) -> Vec<(TokenIx, Option<TokenIx>)> {
    match takes {
        Takes::To => infinitives(g, cue, pattern).into_iter().map(|a| (a, None)).collect(),
        Takes::Doing => with_conjuncts(g, g.under(cue, &["xcomp"]).find(|&x| g.token(x).tag == "VBG"))
            .into_iter()
            .map(|a| (a, None))
            .collect(),
        Takes::ToDoing => with_conjuncts(g, to_doing(g, cue)).into_iter().map(|a| (a, None)).collect(),
        Takes::That => clauses(g, times, cue, pattern),
        Takes::SomeoneTo => someone_to(g, cue),
        Takes::SomeoneWith => someone_with(g, cue),
        Takes::Thing => things(g, pattern, g.under(cue, &["dobj"]).next()),
        Takes::OnThing => on_things(g, cue, pattern),
    }
}

/// "Agreed on a pause and about the line", "agreed on reviving the line".
fn on_things(g: &Grammar, cue: TokenIx, pattern: &Pattern) -> Vec<(TokenIx, Option<TokenIx>)> {
    let on = |&p: &TokenIx| matches!(g.word(p), "on" | "to" | "about" | "upon");
    let prepositions: Vec<TokenIx> = g.under(cue, &["prep"]).filter(on).flat_map(|p| g.conjuncts(p)).filter(on).collect();
    let deed = |v: TokenIx| ![&WORDS.values, &WORDS.empty].iter().any(|list| list.verbs.contains(g.lemma(v)));
    let doing = |p: TokenIx| g.under(p, &["pcomp"]).find(|&v| g.token(v).tag == "VBG" && g.word(p) != "to" && deed(v));
    // "Agreed on the importance of peace, and on working for it": where the first binds nobody, a gerund after the next does not either.
    let mut found: Vec<(TokenIx, Option<TokenIx>)> = Vec::new();
    for (number, p) in prepositions.into_iter().enumerate() {
        let agreed = pattern.strength() == Strength::Agreed && (number == 0 || !found.is_empty());
        found.extend(things(g, pattern, g.under(p, &["pobj"]).next()));
        found.extend(with_conjuncts(g, doing(p).filter(|_| agreed)).into_iter().map(|v| (v, None)));
    }
    found
}

/// The infinitives under `cue`. "Engaged itself to leave the port, and to open the road": what the parse coordinates with a finite cue goes on with them.
fn infinitives(g: &Grammar, cue: TokenIx, pattern: &Pattern) -> Vec<TokenIx> {
    // "Reached an understanding on Saturday to let food in": the infinitive hangs on the verb that carries the noun.
    let carrier =
        g.head(cue).filter(|_| pattern.pos == "noun" && pattern.strength() == Strength::Agreed && g.label(cue) == "dobj");
    let under_carrier = || carrier.and_then(|v| g.under(v, &["xcomp", "advcl"]).find(|&c| c > cue && has_to(g, c)));
    let mut found = with_conjuncts(g, infinitive(g, cue).or_else(under_carrier));
    let verb = if pattern.pos == "noun" { actor::carrier(g, cue).filter(|_| !found.is_empty()) } else { Some(cue) };
    let first = found.first().copied().unwrap_or(cue);
    let goes_on = |v: TokenIx, c: &TokenIx| {
        *c > first
            && *c > cue
            && g.token(*c).tag == "VB"
            && has_to(g, *c)
            && g.under(*c, &["nsubj"]).next().is_none()
            && !has_to(g, v)
            && !coordination::of_relative(g, v, *c)
    };
    let more: Vec<TokenIx> =
        verb.into_iter().flat_map(|v| g.under(v, &["conj"]).filter(move |c| goes_on(v, c)).collect::<Vec<_>>()).collect();
    found.extend(more.into_iter().flat_map(|c| with_conjuncts(g, Some(c))).filter(|c| *c > cue).collect::<Vec<_>>());
    found.sort_unstable();
    found.dedup();
    found
}

fn has_to(g: &Grammar, verb: TokenIx) -> bool {
    g.under(verb, &["aux"]).any(|a| g.token(a).tag == "TO")
}

fn infinitive(g: &Grammar, cue: TokenIx) -> Option<TokenIx> {
    let labels = ["xcomp", "acl", "advcl", "ccomp", "relcl"];
    // "Decided whether to pay" and "agreed how to share" leave open what is done.
    let asks =
        |c: TokenIx| g.under(c, &["mark", "advmod", "dobj"]).any(|m| WORDS.questions.words.contains(&g.word(m).to_lowercase()));
    let own = g.under(cue, &labels).find(|&c| c > cue && has_to(g, c) && g.under(c, &["nsubj"]).next().is_none() && !asks(c));
    if g.label(cue) == "nsubjpass" && own.is_none() {
        return g.head(cue).and_then(|verb| g.under(verb, &["advcl", "xcomp"]).find(|&c| has_to(g, c)));
    }
    let object = g.under(cue, &["dobj"]).any(|o| g.token(o).pos != "PRON");
    own.filter(|&c| {
        g.label(c) != "advcl"
            || !object && (cue + 1..c).filter(|&t| g.head(t) != Some(c) && g.token(t).pos != "SPACE").count() <= 4
    })
}

fn to_doing(g: &Grammar, cue: TokenIx) -> Option<TokenIx> {
    let to = g.under(cue, &["prep", "dative"]).find(|&p| p > cue && g.word(p).eq_ignore_ascii_case("to"))?;
    // "Committed to good-neighbourliness": the tagger's gerund is none.
    g.under(to, &["pcomp"])
        .chain(g.under(to, &["pobj"]))
        .find(|&p| g.token(p).tag == "VBG" && g.word(p).to_lowercase().ends_with("ing"))
}

/// The verb with those coordinated with it that share its subject.
fn with_conjuncts(g: &Grammar, verb: Option<TokenIx>) -> Vec<TokenIx> {
    let Some(verb) = verb else { return Vec::new() };
    let tag = g.token(verb).tag;
    if bare(g, verb) {
        return vec![verb];
    }
    g.conjuncts(verb)
        .into_iter()
        .filter(|&c| c == verb || g.token(c).tag == tag && g.under(c, &["nsubj"]).next().is_none())
        .filter(|&c| !coordination::of_relative(g, verb, c))
        .collect()
}

/// "agreed that the army would leave": clauses that bind in what someone says.
fn clauses(g: &Grammar, times: &[TimeMention], cue: TokenIx, pattern: &Pattern) -> Vec<(TokenIx, Option<TokenIx>)> {
    let place = if g.label(cue) == "csubj" { g.head(cue).unwrap_or(cue) } else { cue };
    let told = g.under(cue, &["dobj"]).flat_map(|o| g.under(o, &["relcl"])).filter(|&r| g.under(r, &["mark"]).next().is_some());
    // "Gave its word that it will leave": the clause hangs on the verb.
    let carried = g.head(cue).filter(|_| g.label(cue) == "dobj" && !pattern.carriers.is_empty());
    let carried = carried.into_iter().flat_map(|v| g.under(v, &["ccomp"]).filter(|&c| c > cue).collect::<Vec<_>>());
    let tops: Vec<TokenIx> = g.under(place, &["ccomp", "acl"]).chain(told).chain(carried).flat_map(|c| g.conjuncts(c)).collect();
    let speaker = bound_by(g, cue, pattern);
    let given = WORDS.words_given.verbs.contains(&g.lemma(cue).to_lowercase());
    tops.into_iter()
        .filter(|&verb| {
            modal::binds(g, verb, &WORDS.modals.reported)
                || pattern.strength() == Strength::Agreed && modal::binds(g, verb, &WORDS.modals.agreed)
                || under_way(g, cue, verb)
        })
        .filter_map(|verb| {
            let doer = actor::of_clause(g, verb).filter(|&a| modal::acts(g, verb, a, speaker));
            let undergone = actor::passive(g, verb) || g.under(verb, &["dobj"]).next().is_none();
            // Who gives a word answers for whatever is to be done; who only says something may foresee it.
            let lemma = g.lemma(verb);
            let answers = given && actor::passive(g, verb) && !WORDS.effects.verbs.contains(lemma);
            let handled = actor::passive(g, verb) && WORDS.handled.verbs.contains(lemma);
            let on_its_day = (handled || modal::comes_about(g, verb)) && modal::dated(g, times, verb) && !g.negated(verb);
            // "Promised that a locksmith would travel north" binds the one who promised, whoever travels.
            let subject = g.under(verb, &["nsubj"]).any(|s| g.token(s).pos == "NOUN" && !actor::can_act(g, s, false));
            let effect = |l: &str| WORDS.effects.verbs.contains(l) || WORDS.outcomes.verbs.contains(l);
            let answers = answers || given && subject && is_verbal(g.token(cue)) && !effect(lemma);
            let nameless = undergone && (WORDS.deeds.verbs.contains(lemma) || answers) || given && answers || on_its_day;
            let doer = doer.or_else(|| speaker.filter(|&s| nameless && actor::can_act(g, s, true)));
            let told = g.under(verb, &["nsubj", "nsubjpass"]).any(|s| g.token(s).pos != "PRON");
            let by_all = by_all(g, cue, pattern) && undergone && told && !WORDS.effects.verbs.contains(lemma);
            doer.map(|d| (verb, Some(actor::or_speaker(g, d, speaker)))).or_else(|| by_all.then_some((verb, None)))
        })
        .collect()
}

/// "announced that it is sending engineers".
fn under_way(g: &Grammar, cue: TokenIx, verb: TokenIx) -> bool {
    let progressive =
        g.token(verb).tag == "VBG" && g.under(verb, &["aux"]).any(|a| g.lemma(a) == "be" && g.token(a).tag != "VBD");
    progressive && g.lemma(cue) == "announce" && !WORDS.effects.verbs.contains(g.lemma(verb))
}

fn someone_to(g: &Grammar, cue: TokenIx) -> Vec<(TokenIx, Option<TokenIx>)> {
    let Some(action) = g.under(cue, &["xcomp", "ccomp", "advcl"]).find(|&c| c > cue && has_to(g, c)) else { return Vec::new() };
    if let Some(ordered) = g.under(cue, &["nsubjpass"]).next().filter(|&o| actor::can_act(g, o, false)) {
        return with_conjuncts(g, Some(action)).into_iter().map(|a| (a, Some(ordered))).collect();
    }
    let object = g.under(cue, &["dobj"]).next().or_else(|| g.under(action, &["nsubj"]).next());
    match object.filter(|&o| o > cue && o < action && actor::can_act(g, o, false)) {
        Some(doer) => with_conjuncts(g, Some(action)).into_iter().map(|a| (a, Some(doer))).collect(),
        None => Vec::new(),
    }
}

/// "Tasked the council with drafting a plan", "the council was tasked with drafting it".
fn someone_with(g: &Grammar, cue: TokenIx) -> Vec<(TokenIx, Option<TokenIx>)> {
    let whom = g.under(cue, &["dobj", "nsubjpass"]).find(|&o| actor::can_act(g, o, false));
    let Some(doer) = whom else { return Vec::new() };
    let with = [cue, doer].into_iter().flat_map(|t| g.under(t, &["prep"]).collect::<Vec<_>>()).find(|&p| g.word(p) == "with");
    let action = with.and_then(|p| g.under(p, &["pcomp"]).find(|&v| g.token(v).tag == "VBG"));
    with_conjuncts(g, action).into_iter().map(|a| (a, Some(doer))).collect()
}

fn things(g: &Grammar, pattern: &Pattern, object: Option<TokenIx>) -> Vec<(TokenIx, Option<TokenIx>)> {
    let listed = |lemma: &String| WORDS.things.nouns.contains(lemma) || pattern.nouns.contains(lemma);
    let counted = |o: TokenIx| pattern.numbered && g.token(o).tag == "NNS" && g.under(o, &["nummod"]).next().is_some();
    let deed = |&o: &TokenIx| listed(&g.lemma(o).to_lowercase()) || counted(o);
    object.into_iter().flat_map(|o| g.conjuncts(o)).filter(deed).map(|o| (o, None)).collect()
}
