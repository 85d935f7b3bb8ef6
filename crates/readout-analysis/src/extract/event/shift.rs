//! Dates that something is moved from and to: "put back from 3 May to 10 May", "moved from August to September".
//!
//! Enters: the times of a document. Leaves: the same times, of two that are told as from one to the other only the new one, in the year that lies nearest
//! the report where none is told. The verbs stand in `rules/holders.toml`.

use super::holders::HOLDERS;
use crate::extract::statement::detect::entity;
use crate::grammar::{Grammar, is_verbal};
use readout_record::annotation::TokenIx;
use readout_record::edtf::{Date, Edtf};
use readout_record::mention::{TimeMention, TimexType};

/// Takes the old date out of a span of time under a verb of moving.
pub fn to_new_dates(g: &Grammar, times: &mut [TimeMention]) {
    for time in times {
        let tokens = g.tokens_in(time.span);
        let moved = g.tops(tokens.clone()).next().is_some_and(|top| mover(g, top).is_some());
        let new = time.edtf.as_ref().and_then(|e| Edtf::parse(e.as_str().split_once('/')?.1)).filter(|e| e.date().is_some());
        let to = tokens.clone().find(|&t| matches!(g.word(t), "to" | "until" | "till"));
        let span = to.and_then(|to| g.span(&(to + 1..tokens.end).collect::<Vec<_>>()));
        if let (Some(new), Some(span)) = (new.filter(|_| moved), span) {
            time.span = span;
            new.as_str().clone_into(&mut time.value);
            time.edtf = Some(new);
        }
        nearest_year(g, time);
    }
}

/// "Was moved to September": the past is when it was moved, not when it will be.
fn nearest_year(g: &Grammar, time: &mut TimeMention) {
    let date = time.edtf.as_ref().and_then(Edtf::date).filter(|d| d.month.is_some());
    let published = g.document.metadata.published.as_ref().and_then(|p| p.start()?.first_day()?.day_number());
    let top = g.tops(g.tokens_in(time.span)).next();
    let told = g.tokens_in(time.span).any(|t| g.word(t).len() == 4 && g.word(t).parse::<i16>().is_ok());
    let moved = top.and_then(|t| mover(g, t)).is_some_and(|verb| moves_to(g, verb)) && !told && time.timex == TimexType::Date;
    let (Some(date), Some(published)) = (date.filter(|_| moved), published) else { return };
    let Some(next) = date.year.and_then(|y| Date { year: Some(y + 1), ..date }.checked()) else { return };
    let away = |d: Date| d.first_day().and_then(Date::day_number).map_or(i64::MAX, |n| (n - published).abs());
    if away(next) < away(date) {
        let new = Edtf::from(next);
        new.as_str().clone_into(&mut time.value);
        time.edtf = Some(new);
    }
}

/// The verb of moving that governs a date through prepositions.
fn mover(g: &Grammar, date: TokenIx) -> Option<TokenIx> {
    let verb = g.ancestors(date).take(4).find(|&a| is_verbal(g.token(a)))?;
    let passed = |a: TokenIx| matches!(g.token(a).pos, "ADP" | "ADV") || is_date(g, a);
    let direct = g.ancestors(date).take_while(|&a| a != verb).all(passed);
    (direct && HOLDERS.shifting.contains(g.lemma(verb))).then_some(verb)
}

/// Whether a date is the one that something is moved from.
pub fn is_old(g: &Grammar, date: TokenIx) -> bool {
    let from = g.head(date).is_some_and(|p| g.word(p).eq_ignore_ascii_case("from"));
    from && mover(g, date).is_some_and(|verb| moves_to(g, verb)) || is_given_up(g, date)
}

/// "Originally planned for late July", "which were to have opened this week": whether a clause beside tells a date as one that no longer is.
fn is_given_up(g: &Grammar, date: TokenIx) -> bool {
    let verb = g.ancestors(date).take(4).find(|&a| is_verbal(g.token(a)));
    let beside = |&v: &TokenIx| matches!(g.label(v), "acl" | "relcl" | "advcl");
    let given_up = |v: TokenIx| {
        let adverb =
            g.under(v, &["advmod"]).any(|a| HOLDERS.given_up.contains(&g.word(a).to_lowercase())) && g.token(v).tag == "VBN";
        let never = g.under(v, &["aux"]).any(|a| g.lemma(a) == "have" && g.token(a).tag == "VB");
        // "Which the two had fixed for 5 May, did not begin until the 9th": another date tells when it was.
        let fixed = HOLDERS.fixing.contains(g.lemma(v))
            && g.label(v) == "relcl"
            && g.under(v, &["aux"]).any(|a| g.word(a).eq_ignore_ascii_case("had"))
            && g.sentences[g.sentence(v)].clone().any(|t| is_date(g, t) && !g.subtree(v).contains(&t));
        adverb || never || fixed
    };
    let over = |v: TokenIx| if g.label(v) == "xcomp" { g.head(v) } else { None };
    verb.is_some_and(|v| (beside(&v) || over(v).is_some_and(|o| beside(&o))) && given_up(v))
}

/// Whether a verb is one of moving and tells the new date.
pub fn moves_to(g: &Grammar, verb: TokenIx) -> bool {
    if !HOLDERS.shifting.contains(g.lemma(verb)) {
        return false;
    }
    let dated = |p: TokenIx| g.under(p, &["pobj"]).any(|t| is_date(g, t));
    let to = |p: &TokenIx| matches!(g.word(*p).to_lowercase().as_str(), "to" | "until" | "till");
    let own = g.under(verb, &["prep", "dative"]);
    let below = g.under(verb, &["prep"]).flat_map(|p| g.under(p, &["prep"]).collect::<Vec<_>>());
    own.chain(below).filter(to).any(dated)
}

fn is_date(g: &Grammar, t: TokenIx) -> bool {
    entity(g, t) == Some("DATE")
}
