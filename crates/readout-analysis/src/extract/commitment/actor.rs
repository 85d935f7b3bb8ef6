//! Who is bound: from a verb, an adjective or a noun to the one who acts, and whether that one can act at all.
//!
//! Enters: tokens. Leaves: heads and spans of actors. It leaves alone: who they are.

use super::bound::{Bound, WORDS};
use crate::extract::statement::detect::{entity, source_of_verb};
use crate::extract::statement::lexicon::LEXICON;
use crate::grammar::{Grammar, is_nominal, is_verbal};
use crate::knowledge::place;
use readout_record::annotation::TokenIx;
use readout_record::span::Span;

/// Each of those coordinated under `head`, with the words that name it.
pub fn spans(g: &Grammar, head: TokenIx) -> Vec<(Span, TokenIx)> {
    g.conjuncts(head)
        .into_iter()
        .filter(|&c| is_nominal(g.token(c)) || c == head)
        .filter_map(|c| Some((words(g, c)?, c)))
        .collect()
}

/// The words that name `head`, without the mark of a possessive.
fn words(g: &Grammar, head: TokenIx) -> Option<Span> {
    let phrase: Vec<TokenIx> =
        g.noun_phrase(head).into_iter().filter(|&t| !(g.label(t) == "case" && g.head(t) == Some(head))).collect();
    g.span(&phrase)
}

/// Whom a pronoun in what `speaker` says stands for: the speaker, where number allows it; else the pronoun.
pub fn or_speaker(g: &Grammar, actor: TokenIx, speaker: Option<TokenIx>) -> TokenIx {
    let alone = g.conjuncts(actor).len() == 1;
    let Some(speaker) = speaker.filter(|&s| alone && g.token(s).pos != "PRON" && s != actor) else { return actor };
    if matches!(g.word(actor).to_lowercase().as_str(), "he" | "she")
        && WORDS.mouthpieces.nouns.contains(&g.lemma(speaker).to_lowercase())
    {
        return spoken_for(g, speaker).unwrap_or(actor);
    }
    let many = g.conjuncts(speaker).len() > 1 || matches!(g.token(speaker).tag, "NNS" | "NNPS");
    let person = entity(g, speaker) == Some("PERSON") || LEXICON.can_speak(&g.lemma(speaker).to_lowercase());
    let same = match g.word(actor).to_lowercase().as_str() {
        "they" | "their" => many,
        "he" | "she" => !many && person,
        "it" | "its" => !many && (entity(g, speaker) != Some("PERSON") || place(g.word(speaker)).is_some()),
        _ => false,
    };
    if same { speaker } else { actor }
}

/// Whom a spokeswoman speaks for: "the leader's spokeswoman said that he would come"; nobody where the name is a pronoun's.
fn spoken_for(g: &Grammar, speaker: TokenIx) -> Option<TokenIx> {
    let own = g.under(speaker, &["poss"]).next();
    let named = own.or_else(|| ["for", "of", "to"].into_iter().find_map(|w| g.prepositional(speaker, w).first().copied()));
    named.filter(|&n| g.token(n).pos != "PRON")
}

/// Whether the noun or pronoun at `head` can act by decision. `strict` also leaves out those who stand for the public.
pub fn can_act(g: &Grammar, head: TokenIx, strict: bool) -> bool {
    let word = g.word(head).to_lowercase();
    let lemma = g.lemma(head).to_lowercase();
    match g.token(head).pos {
        "PRON" => {
            matches!(
                word.as_str(),
                "we" | "i" | "he" | "she" | "they" | "us" | "both" | "our" | "my" | "its" | "their" | "his" | "her"
            ) || !strict && word == "it"
        }
        "PROPN" => {
            let label = entity(g, head);
            let dead = matches!(
                label,
                Some(
                    "EVENT"
                        | "LAW"
                        | "DATE"
                        | "TIME"
                        | "MONEY"
                        | "WORK_OF_ART"
                        | "FAC"
                        | "LOC"
                        | "PRODUCT"
                        | "PERCENT"
                        | "CARDINAL"
                )
            );
            !(dead || WORDS.inert.nouns.contains(&lemma) || strict && plural_people(g, head))
        }
        "NOUN" => {
            let able = LEXICON.can_speak(&lemma)
                || WORDS.able.nouns.contains(&lemma)
                || matches!(entity(g, head), Some("ORG" | "GPE" | "PERSON"));
            // "A new agency will lend money" is what it is to be made for.
            let newborn = g.under(head, &["det"]).any(|d| matches!(g.lemma(d), "a" | "an"))
                && g.under(head, &["amod"]).any(|a| g.lemma(a) == "new");
            let barred = strict && (newborn || WORDS.bystanders.nouns.contains(&lemma));
            able && !WORDS.inert.nouns.contains(&lemma) && !barred
        }
        "NUM" | "DET" => {
            !strict || word == "both" || g.label(head).starts_with("nsubj") && matches!(word.as_str(), "two" | "three" | "four")
        }
        "ADJ" => entity(g, head) == Some("NORP"),
        _ => false,
    }
}

fn plural_people(g: &Grammar, head: TokenIx) -> bool {
    g.token(head).tag == "NNPS" && entity(g, head) == Some("NORP")
}

/// The one who acts in the clause of `verb`: its subject, the antecedent of a relative pronoun, the agent of a passive.
pub fn of_clause(g: &Grammar, verb: TokenIx) -> Option<TokenIx> {
    if passive(g, verb) {
        return g.prepositional(verb, "by").first().copied();
    }
    let subject = source_of_verb(g, verb)?;
    if matches!(g.token(subject).tag, "WP" | "WDT") {
        let noun = g.ancestors(subject).find(|&a| g.label(a) == "relcl").and_then(|clause| g.head(clause))?;
        // "The course at Riga, which will begin in June": a place does nothing.
        let at = g.head(noun).is_some_and(|p| g.label(noun) == "pobj" && matches!(g.word(p), "at" | "in" | "near"));
        return Some(noun).filter(|_| !at);
    }
    Some(subject)
}

/// Who gave the word that another will act: the minister of "the minister promised that the army would leave".
pub fn gave_word(g: &Grammar, bound: &Bound) -> Vec<(Span, TokenIx)> {
    let gives =
        is_verbal(g.token(bound.cue)) && bound.cue != bound.action && WORDS.words_given.verbs.contains(g.lemma(bound.cue));
    let giver = of_clause(g, bound.cue).filter(|&a| gives && can_act(g, a, false));
    let others =
        giver.filter(|a| !bound.actors.is_empty() && !bound.actors.contains(a) && !bound.actors.iter().any(|b| refers_to(g, *b)));
    others.map_or_else(Vec::new, |a| spans(g, a))
}

/// "They" and "it" in what is promised may be the very one who promises.
fn refers_to(g: &Grammar, actor: TokenIx) -> bool {
    g.token(actor).pos == "PRON"
}

/// Whether `verb` stands in the passive.
pub fn passive(g: &Grammar, verb: TokenIx) -> bool {
    g.under(verb, &["auxpass", "nsubjpass"]).next().is_some()
}

/// The one bound by an adjective: "Iceland is ready".
pub fn of_adjective(g: &Grammar, adjective: TokenIx) -> Option<TokenIx> {
    let own = g.under(adjective, &["nsubj", "nsubjpass"]).next();
    own.or_else(|| g.head(adjective).filter(|&h| is_verbal(g.token(h))).and_then(|h| of_clause(g, h)))
}

/// The one bound by a noun: "the company's promise", "the chancellor reaffirmed her commitment", "a pledge by Norway".
pub fn of_noun(g: &Grammar, noun: TokenIx) -> Option<TokenIx> {
    let possessor = g.under(noun, &["poss"]).next();
    let own = possessor.filter(|&p| !matches!(g.word(p).to_lowercase().as_str(), "its" | "their" | "his" | "her"));
    if own.is_some() {
        return own;
    }
    let by = ["by", "from"].into_iter().find_map(|word| g.prepositional(noun, word).first().copied());
    let of = || g.prepositional(noun, "of").into_iter().find(|&o| g.token(o).pos == "PROPN" && can_act(g, o, true));
    // "The agreement of the three parties to share the data".
    let shared = || g.prepositional(noun, "of").into_iter().find(|&o| g.token(o).tag == "NNS" && can_act(g, o, true));
    let of = || of().or_else(|| shared().filter(|_| g.lemma(noun) == "agreement"));
    by.or_else(|| nationality(g, noun)).or_else(of).or_else(|| carrier(g, noun).and_then(|verb| of_clause(g, verb))).or(possessor)
}

/// "the Russian pledge", "a German signal of willingness": the adjective names the state.
fn nationality(g: &Grammar, noun: TokenIx) -> Option<TokenIx> {
    let above = g.head(noun).filter(|&p| g.label(noun) == "pobj" && g.word(p) == "of").and_then(|p| g.head(p));
    [Some(noun), above].into_iter().flatten().find_map(|n| {
        g.under(n, &["amod", "compound"])
            .find(|&a| matches!((g.label(a), entity(g, a)), ("amod", Some("NORP")) | ("compound", Some("GPE"))))
    })
}

/// "Thanked Oman for its pledge": the one thanked is bound, and never the one who thanks. False where nobody else is named.
pub fn praised(g: &Grammar, bound: &mut Bound) -> bool {
    let Some((verb, below)) = praise_over(g, bound) else { return true };
    let praises = of_clause(g, verb).filter(|_| !passive(g, verb)).map(|p| g.subtree(p)).unwrap_or_default();
    if !bound.actors.iter().any(|a| praises.binary_search(a).is_ok()) {
        return true;
    }
    let whom = g.under(verb, &["dobj", "dative"]).find(|&o| o != below && o < bound.action && can_act(g, o, false));
    let own = g.under(below, &["poss"]).next();
    bound.actors = whom.or(own).into_iter().collect();
    !bound.actors.is_empty()
}

/// The verb of thanks or blame over a promise, with what hangs on it: no finite verb stands between.
fn praise_over(g: &Grammar, bound: &Bound) -> Option<(TokenIx, TokenIx)> {
    let mut below = bound.action;
    for above in g.ancestors(bound.action) {
        if is_verbal(g.token(above)) {
            if WORDS.praise.verbs.contains(&g.lemma(above).to_lowercase()) {
                return matches!(g.label(below), "prep" | "dobj" | "pobj" | "pcomp" | "acl").then_some((above, below));
            }
            if !matches!(g.token(above).tag, "VB" | "VBG") {
                return None;
            }
        }
        below = above;
    }
    None
}

/// Who acts in the clause over that of `verb`: "he will travel to Oslo, where he will speak".
pub fn above(g: &Grammar, verb: TokenIx) -> Option<TokenIx> {
    let clause =
        std::iter::once(verb).chain(g.ancestors(verb)).take(4).find(|&a| matches!(g.label(a), "relcl" | "advcl" | "ccomp"))?;
    g.ancestors(clause).find(|&a| is_verbal(g.token(a))).and_then(|v| of_clause(g, v))
}

/// The verb that a noun depends on, through prepositions and other nouns.
pub fn carrier(g: &Grammar, noun: TokenIx) -> Option<TokenIx> {
    g.ancestors(noun).take(4).find(|&a| is_verbal(g.token(a)))
}
