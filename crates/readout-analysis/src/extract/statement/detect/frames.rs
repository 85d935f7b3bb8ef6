//! Where the content of a verb stands: its clause, its object, its infinitive.
//!
//! Enters: a verb, its source and a frame. Leaves: the tokens (or, for quotations, the pieces) of the content, if the frame fits.

use super::content::{clause, is_mark};
use super::found::Found;
use super::quoted;
use crate::extract::statement::lexicon::{Frame, LEXICON};
use crate::extract::statement::quotation::Quotations;
use crate::grammar::{Grammar, is_verbal};
use readout_record::annotation::TokenIx;

/// The content of `verb` in `frame`.
pub fn find(g: &Grammar, quotations: &Quotations, verb: TokenIx, source: TokenIx, frame: &Frame) -> Option<Found> {
    match frame {
        Frame::Clause => quoted::around(g, quotations, verb, source)
            .or_else(|| complement(g, verb))
            .or_else(|| displaced(g, verb))
            .or_else(|| parenthetical(g, verb, source))
            .or_else(|| quoted::following(g, quotations, verb)),
        Frame::Naming => naming(g, verb),
        Frame::As => described(g, verb),
        Frame::Request => request(g, verb, false),
        Frame::RequestOn => request(g, verb, true),
        Frame::Infinitive => infinitive(g, verb),
        Frame::Gerund => gerund(g, verb),
        Frame::Object => object(g, verb),
        Frame::To(word) => prepositional(g, verb, word),
        Frame::Only(_) if g.under(verb, &["dobj"]).next().is_some() => None,
        Frame::Only(word) => prepositional(g, verb, word),
        Frame::After(word) => after(g, verb, word),
    }
}

/// "said that …", "…, said X": the clauses that complement the verb.
fn complement(g: &Grammar, verb: TokenIx) -> Option<Found> {
    let clauses: Vec<TokenIx> = g.under(verb, &["ccomp"]).filter(|&c| !small_clause(g, c)).collect();
    let head = clauses.last().copied()?;
    let told = g.under(verb, &["dobj"]).find(|&o| o > verb && o < head && !g.label(head).is_empty());
    let marked = g.under(head, &["mark"]).next().is_some();
    let takes_object = LEXICON.verb(g.lemma(verb)).iter().any(|cue| cue.frames.contains(&Frame::Object));
    if takes_object && told.is_some_and(|o| !super::source::can_speak(g, o)) && !marked {
        return None;
    }
    let mut tokens: Vec<TokenIx> =
        clauses.iter().flat_map(|&c| clause(g, c, verb, |t| cites(g, t) || super::source::goes_back(g, t))).collect();
    tokens.sort_unstable();
    Some(Found::tokens(tokens, head))
}

/// "…, citing the governor, …": whom the report rests on is no part of what is said.
fn cites(g: &Grammar, token: TokenIx) -> bool {
    g.token(token).tag == "VBG" && matches!(g.word(token), "citing" | "quoting")
}

/// "said in a statement that …": a clause with "that" which the parse hangs on a noun between the verb and the clause.
fn displaced(g: &Grammar, verb: TokenIx) -> Option<Found> {
    let end = g.tokens().len().min(verb + 14);
    let that = (verb + 1..end)
        .take_while(|&t| !matches!(g.word(t), ";" | ":" | "." | "?" | "!"))
        .find(|&t| g.word(t).eq_ignore_ascii_case("that") && g.label(t) == "mark")?;
    let top = g.head(that)?;
    let on = g.head(top).filter(|&h| h > verb && h < that)?;
    let of_verb = g.ancestors(on).any(|a| a == verb);
    let hangs = matches!(g.label(top), "acl" | "relcl" | "ccomp" | "advcl");
    (of_verb && hangs).then(|| Found::tokens(clause(g, top, verb, |_| false), top))
}

fn small_clause(g: &Grammar, top: TokenIx) -> bool {
    !is_verbal(g.token(top))
        && g.under(top, &["nsubj"]).next().is_some()
        && g.under(top, &["aux", "cop", "mark"]).next().is_none()
}

/// "The deal, Lindqvist said, would …": the clause around the verb, when the verb's own clause stands between marks.
fn parenthetical(g: &Grammar, verb: TokenIx, source: TokenIx) -> Option<Found> {
    let as_clause = g.under(verb, &["mark", "advmod", "prep"]).any(|m| g.word(m).eq_ignore_ascii_case("as"));
    let label = g.label(verb);
    if !(label == "parataxis" || label == "ccomp" || (label == "advcl" && as_clause)) || g.head(source) != Some(verb) {
        return None;
    }
    let around = g.head(verb).filter(|&h| is_verbal(g.token(h)))?;
    let own = g.subtree(verb);
    let (first, last) = (*own.first()?, *own.last()?);
    let tokens = clause(g, around, verb, |c| c == verb);
    let before = first == 0 || is_mark(g, first - 1) || is_mark(g, first);
    let after = last + 1 >= g.tokens().len() || is_mark(g, last + 1) || is_mark(g, last);
    (before && after).then(|| Found::tokens(tokens, around))
}

fn naming(g: &Grammar, verb: TokenIx) -> Option<Found> {
    let predicate = g.under(verb, &["oprd", "ccomp", "acomp"]).find(|&p| g.label(p) != "ccomp" || small_clause(g, p))?;
    let object = g.under(verb, &["dobj"]).next().or_else(|| g.under(predicate, &["nsubj"]).next())?;
    let mut tokens = clause(g, predicate, verb, |_| false);
    tokens.extend(clause(g, object, verb, |_| false));
    tokens.sort_unstable();
    tokens.dedup();
    (predicate > verb && object > verb).then(|| Found::tokens(tokens, predicate))
}

fn described(g: &Grammar, verb: TokenIx) -> Option<Found> {
    let object = g.under(verb, &["dobj"]).next()?;
    let is_as = |&p: &TokenIx| p > object && g.word(p).eq_ignore_ascii_case("as");
    let role = g.under(verb, &["prep", "advcl"]).find(is_as).or_else(|| g.under(object, &["prep"]).find(is_as))?;
    let mut tokens = clause(g, object, verb, |_| false);
    tokens.extend(clause(g, role, verb, |_| false));
    tokens.sort_unstable();
    tokens.dedup();
    Some(Found::tokens(tokens, object))
}

fn to_infinitive(g: &Grammar, verb: TokenIx) -> bool {
    g.under(verb, &["aux"]).any(|a| g.token(a).tag == "TO")
}

/// "urged both capitals to …", "called on the gunmen to …".
fn request(g: &Grammar, verb: TokenIx, needs_preposition: bool) -> Option<Found> {
    let asked = g.under(verb, &["xcomp", "ccomp", "advcl"]).find(|&c| c > verb && to_infinitive(g, c))?;
    let on = g.under(verb, &["prep", "dative"]).find(|&p| p < asked && matches!(g.lemma(p), "on" | "upon" | "to"));
    if needs_preposition && on.is_none() {
        return None;
    }
    let object = on
        .and_then(|p| g.under(p, &["pobj"]).next())
        .or_else(|| g.under(verb, &["dobj"]).next())
        .or_else(|| g.under(asked, &["nsubj"]).next())
        .filter(|&o| o > verb && o < asked)?;
    let mut tokens = clause(g, asked, verb, |_| false);
    tokens.extend(clause(g, object, verb, |_| false));
    tokens.sort_unstable();
    tokens.dedup();
    Some(Found { with: on.into_iter().collect(), ..Found::tokens(tokens, asked) })
}

fn infinitive(g: &Grammar, verb: TokenIx) -> Option<Found> {
    let promised = g.under(verb, &["xcomp"]).find(|&c| c > verb && to_infinitive(g, c))?;
    Some(Found::tokens(clause(g, promised, verb, |_| false), promised))
}

fn gerund(g: &Grammar, verb: TokenIx) -> Option<Found> {
    let done = g.under(verb, &["xcomp", "ccomp"]).find(|&c| c > verb && g.token(c).tag == "VBG" && !to_infinitive(g, c))?;
    Some(Found::tokens(clause(g, done, verb, |_| false), done))
}

fn object(g: &Grammar, verb: TokenIx) -> Option<Found> {
    let object = g.under(verb, &["dobj"]).find(|&o| o > verb && !matches!(g.token(o).pos, "PRON" | "DET" | "NUM"))?;
    let mut tokens = clause(g, object, verb, |_| false);
    for reason in g.under(verb, &["prep"]).filter(|&p| matches!(g.word(p), "for" | "as")) {
        if tokens.last().is_some_and(|&last| last + 1 == reason) {
            tokens.extend(clause(g, reason, verb, |_| false));
        }
    }
    Some(Found::tokens(tokens, object))
}

/// "informed him of the plan".
fn after(g: &Grammar, verb: TokenIx, word: &str) -> Option<Found> {
    let fits = |&p: &TokenIx| p > verb && g.word(p).eq_ignore_ascii_case(word);
    let told = g.under(verb, &["dobj"]).next();
    let own = g.under(verb, &["prep"]).find(fits);
    let preposition = own.or_else(|| told.and_then(|o| g.under(o, &["prep"]).find(fits)))?;
    let object = g.under(preposition, &["pobj", "pcomp"]).next()?;
    Some(Found::tokens(clause(g, object, verb, |_| false), object))
}

/// "called for a truce", "accused the army of shelling".
fn prepositional(g: &Grammar, verb: TokenIx, word: &str) -> Option<Found> {
    let preposition = g.under(verb, &["prep"]).find(|&p| p > verb && g.word(p).eq_ignore_ascii_case(word))?;
    let object = g.under(preposition, &["pobj", "pcomp"]).next()?;
    let accused = g.under(verb, &["dobj"]).find(|&o| o > verb && o < preposition);
    match accused {
        Some(accused) => {
            let mut tokens = clause(g, accused, verb, |_| false);
            tokens.extend(clause(g, preposition, verb, |_| false));
            tokens.sort_unstable();
            tokens.dedup();
            Some(Found::tokens(tokens, object))
        }
        None => Some(Found { with: vec![preposition], ..Found::tokens(clause(g, object, verb, |_| false), object) }),
    }
}
