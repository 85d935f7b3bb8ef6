//! Actors without a name: "the foreign minister", "a senior Polish official", "analysts", "the two leaders".
//!
//! Enters: the grammatical view and which tokens a name already holds. Leaves: a mention for each description of somebody who can act.

use super::found::Found;
use super::lexicon::LEXICON;
use super::shape::{clean, entity_at, words};
use crate::extract::gender;
use crate::grammar::{Grammar, is_verbal};
use crate::knowledge;
use readout_record::annotation::TokenIx;
use readout_record::kind::ActorKind;
use readout_record::mention::ActorMention;

/// Every described actor whose head noun no name holds.
pub fn described(g: &Grammar, taken: impl Fn(TokenIx) -> bool) -> Vec<Found> {
    (0..g.tokens().len()).filter(|&t| !taken(t)).filter_map(|t| description(g, t, &taken)).collect()
}

fn description(g: &Grammar, ix: TokenIx, taken: &impl Fn(TokenIx) -> bool) -> Option<Found> {
    if !matches!(g.token(ix).pos, "NOUN" | "PROPN") || matches!(g.label(ix), "compound" | "nmod" | "amod") {
        return None;
    }
    let kind = kind_of(g, ix)?;
    let named_beside = g.under(ix, &["appos"]).any(taken) || (g.label(ix) == "appos" && g.head(ix).is_some_and(taken));
    if named_beside {
        return None;
    }
    let whole = without_strays(g, after_dash(g, g.noun_phrase(ix), ix), ix);
    let mut phrase: Vec<TokenIx> = whole.into_iter().filter(|&t| g.token(t).tag != "POS").collect();
    while phrase.last().is_some_and(|&t| t > ix && matches!(g.token(t).pos, "CCONJ" | "PUNCT" | "ADP")) {
        phrase.pop();
    }
    let (first, last) = (*phrase.first()?, *phrase.last()?);
    // "Whose minister" is a minister; whose, the clause before tells.
    let solid: Vec<TokenIx> = phrase.iter().copied().filter(|&t| !is_article(g, t) && g.token(t).tag != "WP$").collect();
    let name = g.span(&solid)?.of(g.text()).to_owned();
    let own = (first..=last).find(|&t| !taken(t))?..(ix + 1);
    let mention = ActorMention { span: g.span(&phrase)?, head: ix, name, kind, role: title_words(g, ix), of: allegiance(g, ix) };
    Some(Found { mention, tokens: own.start.min(ix)..own.end })
}

/// A noun phrase without what belongs to the verb and the parse hangs on the noun: "his colleague in the afternoon", "the ministers on refugees", "in
/// narrow format the minister". Those whose business is told by "on" keep it: "the envoy on refugees".
fn without_strays(g: &Grammar, phrase: Vec<TokenIx>, ix: TokenIx) -> Vec<TokenIx> {
    let time = |p: TokenIx| g.under(p, &["pobj"]).any(|t| entity_at(g, t).is_some_and(|e| matches!(e.label, "DATE" | "TIME")));
    let business = |noun: TokenIx| LEXICON.dealing.contains(&g.lemma(noun).to_lowercase());
    let person = is_title_head(g, ix) || LEXICON.equals.contains(&g.lemma(ix).to_lowercase());
    let both = |p: TokenIx| g.under(p, &["pobj"]).any(|t| matches!(g.lemma(t), "side" | "ground" | "board" | "duty"));
    let stray = |t: TokenIx| match g.word(t).to_lowercase().as_str() {
        _ if g.label(t) != "prep" || t < ix => false,
        "in" | "at" | "during" | "by" => time(t),
        "as" | "about" | "concerning" | "regarding" | "amid" | "after" | "before" | "over" => !business(ix),
        "on" => time(t) || person && !business(ix) && !both(t),
        _ => false,
    };
    let end = phrase.iter().position(|&t| stray(t)).unwrap_or(phrase.len());
    let leads = |t: TokenIx| t < ix && g.label(t) == "prep" && g.head(t) == Some(ix);
    let leading = phrase[..end].iter().filter(|&&t| leads(t)).flat_map(|&p| g.subtree(p)).filter(|&t| t < ix).max();
    // "On 25 January one serviceman".
    let date = phrase.first().and_then(|&t| entity_at(g, t)).filter(|e| e.label == "DATE").map(|e| e.end as usize);
    let dated = date.filter(|&t| t <= ix && matches!(g.token(t).pos, "NUM" | "DET")).map(|t| t - 1);
    let before = leading.max(dated);
    phrase[..end].iter().copied().filter(|&t| before.is_none_or(|b| t > b)).collect()
}

/// A noun phrase without a dateline or a label before it, which a dash parts from it: "Nov 4 - Norway's army".
fn after_dash(g: &Grammar, phrase: Vec<TokenIx>, ix: TokenIx) -> Vec<TokenIx> {
    let apart = |t: TokenIx| t == 0 || g.token(t - 1).span.end() < g.token(t).span.start() || g.token(t - 1).pos == "SPACE";
    let dash = phrase.iter().rposition(|&t| t < ix && matches!(g.word(t), "-" | "–" | "—" | "--") && apart(t) && apart(t + 1));
    match dash {
        Some(at) => phrase[at + 1..].to_vec(),
        None => phrase,
    }
}

fn is_article(g: &Grammar, t: TokenIx) -> bool {
    matches!(g.lemma(t), "the" | "a" | "an") && g.token(t).pos == "DET"
}

/// What sort of actor a noun describes, if one: an office when definite and single, else nobody in particular.
fn kind_of(g: &Grammar, ix: TokenIx) -> Option<ActorKind> {
    let noun = singular(g, ix);
    // "This newspaper": whoever reports.
    let reporter = matches!(
        noun.as_str(),
        "newspaper"
            | "paper"
            | "magazine"
            | "correspondent"
            | "reporter"
            | "writer"
            | "column"
            | "website"
            | "agency"
            | "broadcaster"
    );
    if reporter && g.under(ix, &["det"]).any(|d| g.word(d).eq_ignore_ascii_case("this")) {
        return None;
    }
    // "Neither side", "no minister", "either government": nobody, or one of two.
    if g.under(ix, &["det", "preconj"]).any(|d| matches!(g.word(d).to_lowercase().as_str(), "neither" | "no" | "either")) {
        return None;
    }
    if is_title_head(g, ix) {
        if is_bare(g, ix) || gender::of_address(g, ix).is_some() {
            return None;
        }
        let plural = matches!(g.token(ix).tag, "NNS" | "NNPS");
        let indefinite = g.under(ix, &["det"]).any(|d| matches!(g.lemma(d), "a" | "an" | "some" | "another"));
        return Some(match (plural, indefinite) {
            (true, _) => ActorKind::Group,
            (_, true) => ActorKind::Unnamed,
            _ => ActorKind::Office,
        });
    }
    knowledge::actor_noun(&noun).map(|n| n.kind).filter(|_| !LEXICON.weak_nouns.contains(&noun) || stands_out(g, ix))
}

/// The lemma in lower case; the model leaves "the Parties" in the plural.
fn singular(g: &Grammar, ix: TokenIx) -> String {
    let lemma = g.lemma(ix).to_lowercase();
    if g.token(ix).tag != "NNPS" {
        return lemma;
    }
    match lemma.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => lemma.strip_suffix('s').unwrap_or(&lemma).to_owned(),
    }
}

/// A lower-case noun in the singular with nothing before it, which nobody is told to be: "brought to justice".
fn is_bare(g: &Grammar, ix: TokenIx) -> bool {
    let alone = g.token(ix).tag == "NN" && g.word(ix).chars().all(char::is_lowercase);
    alone && !matches!(g.label(ix), "nsubj" | "nsubjpass" | "appos" | "ROOT" | "conj") && g.children(ix).iter().all(|&c| c > ix)
}

/// Whether a noun that names an actor in some senses only does so here: it acts, or a state or a known body is told whose it is.
fn stands_out(g: &Grammar, ix: TokenIx) -> bool {
    let acts = match g.label(ix) {
        "nsubj" => g.head(ix).is_some_and(|v| is_verbal(g.token(v))),
        "pobj" => g.head(ix).is_some_and(|p| g.label(p) == "agent" || matches!(g.lemma(p), "with" | "between")),
        "conj" => return g.head(ix).is_some_and(|h| g.token(h).pos != "VERB" && stands_out(g, h)),
        _ => false,
    };
    if !g.prepositional(ix, "to").is_empty() {
        return false;
    }
    let owners = g.under(ix, &["amod", "compound", "nmod", "poss"]).filter_map(|c| named_body(g, c));
    acts || owners.chain(g.prepositional(ix, "of").into_iter().filter_map(|c| named_body(g, c))).next().is_some()
}

/// Whether noun `ix`, alone or with what stands before it, is a title of a person.
pub fn is_title_head(g: &Grammar, ix: TokenIx) -> bool {
    matches!(g.token(ix).pos, "NOUN" | "PROPN") && title_words(g, ix).is_some()
}

/// The longest title headed by noun `ix`, as it stands: "foreign minister" in "the Russian foreign minister", "secretary of state".
pub fn title_words(g: &Grammar, ix: TokenIx) -> Option<String> {
    let from = title_start(g, ix)?;
    let whole = |end: &TokenIx| knowledge::title(&words(g, &(from..*end)).to_lowercase()).is_some();
    let ends = g.tokens().get(ix + 1).filter(|t| t.pos == "ADP").map_or(ix + 1, |_| (ix + 6).min(g.tokens().len()));
    let end = (ix + 3..=ends).rev().find(whole).unwrap_or(ix + 1);
    Some(clean(g, &(from..end)))
}

/// The first token of the longest title that ends in noun `ix`.
pub fn title_start(g: &Grammar, ix: TokenIx) -> Option<TokenIx> {
    let floor = ix.saturating_sub(3);
    let within =
        |from: TokenIx| (from..ix).all(|t| !matches!(g.token(t).pos, "SPACE" | "DET" | "PUNCT" | "ADP") || g.word(t) == "-");
    (floor..=ix).filter(|&from| within(from) && g.token(from).pos != "DET").find(|&from| {
        let single = words(g, &(from..ix + 1)).to_lowercase();
        let plural = || single.strip_suffix('s').and_then(knowledge::title);
        knowledge::title(&single).is_some() || plural().is_some()
    })
}

/// The state or organisation that a described actor belongs to: an adjective, a possessive, "of X", a name before the noun.
pub fn allegiance(g: &Grammar, ix: TokenIx) -> Option<String> {
    let title = title_words(g, ix).unwrap_or_default();
    // "Secretary" is not whose secretary-general it is, nor "Information" whose minister.
    let of_title = |t: &TokenIx| t + 4 > ix && title.split([' ', '-']).any(|w| w == g.word(*t));
    let first = without_strays(g, after_dash(g, g.noun_phrase(ix), ix), ix).first().copied().unwrap_or(ix);
    let whose = g.under(ix, &["poss"]).find(|&t| g.token(t).tag == "WP$");
    let clause = whose.and_then(|_| g.ancestors(ix).take(4).find(|&a| g.label(a) == "relcl"));
    if let Some(owner) = clause.and_then(|c| g.head(c)) {
        return named_body(g, owner);
    }
    let direct = g.under(ix, &["amod", "compound", "nmod", "poss"]).filter(|t| *t >= first && !of_title(t));
    let of = g
        .under(ix, &["prep"])
        .filter(|&p| matches!(g.lemma(p), "of" | "for" | "from"))
        .flat_map(|p| g.under(p, &["pobj"]).collect::<Vec<_>>())
        .filter(|t| !of_title(t));
    direct.chain(of).find_map(|c| belongs(g, c))
}

fn belongs(g: &Grammar, ix: TokenIx) -> Option<String> {
    if let Some(known) = named_body(g, ix) {
        return Some(known);
    }
    let person = || entity_at(g, ix).is_some_and(|e| matches!(e.label, "PERSON" | "ORDINAL" | "CARDINAL" | "DATE"));
    let rank =
        || knowledge::title(&g.lemma(ix).to_lowercase()).is_some() || matches!(g.word(ix), "Lieutenant" | "Second" | "First");
    if g.token(ix).pos == "PROPN" && !person() && !rank() {
        return g.span(&bare_phrase(g, ix)).map(|span| span.of(g.text()).to_owned());
    }
    let body = knowledge::actor_noun(g.lemma(ix)).is_some_and(|n| n.kind != ActorKind::Unnamed);
    let of = || g.prepositional(ix, "of").into_iter().find_map(|c| named_body(g, c));
    g.under(ix, &["amod", "compound", "nmod", "poss"]).find_map(|c| named_body(g, c)).or_else(of).filter(|_| body)
}

/// The state or organisation of the lists that the phrase of `ix` names.
fn named_body(g: &Grammar, ix: TokenIx) -> Option<String> {
    let whole = g.span(&bare_phrase(g, ix))?.of(g.text());
    [whole, g.word(ix)].into_iter().find_map(knowledge::body_name).map(str::to_owned)
}

fn bare_phrase(g: &Grammar, ix: TokenIx) -> Vec<TokenIx> {
    g.noun_phrase(ix).into_iter().filter(|&t| g.token(t).tag != "POS" && !is_article(g, t)).collect()
}
