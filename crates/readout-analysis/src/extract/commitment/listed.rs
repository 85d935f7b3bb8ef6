//! Lists of what was agreed: "The Parties agreed:" and the items under it.
//!
//! Enters: the grammatical view. Leaves: items without a subject of their own as commitments of those who agreed, and the strength of the others.

use super::actor;
use super::bound::Bound;
use crate::grammar::Grammar;
use crate::rules::{Example, load};
use readout_record::annotation::TokenIx;
use readout_record::kind::Strength;
use readout_record::mention::{CommitmentMention, TimeMention};
use readout_record::span::Span;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    agreeing: BTreeSet<String>,
    #[serde(rename = "example")]
    _example: Vec<Example>,
}

static WORDS: LazyLock<Words> =
    LazyLock::new(|| load("commitments/lists.toml", include_str!("../../../rules/commitments/lists.toml")));

struct Lead {
    cue: TokenIx,
    actor: TokenIx,
    items: Vec<Span>,
}

/// Items that begin with "to" and a verb: "1. to exchange lists by 4 May".
pub fn bound(g: &Grammar, times: &[TimeMention]) -> Vec<CommitmentMention> {
    leads(g)
        .iter()
        .flat_map(|lead| lead.items.iter().filter_map(|item| infinitive(g, times, lead, *item)).collect::<Vec<_>>())
        .collect()
}

/// What stands in a list of agreed items is agreed, whatever its own modal.
pub fn firm(g: &Grammar, found: &mut [Bound]) {
    let leads = leads(g);
    for bound in found.iter_mut().filter(|b| b.strength == Strength::Will) {
        let at = g.token(bound.action).span;
        if leads.iter().any(|lead| lead.items.iter().any(|item| item.contains(at))) {
            bound.strength = Strength::Agreed;
        }
    }
}

/// Lines that end with a colon and tell an agreement, with the list items right below them.
fn leads(g: &Grammar) -> Vec<Lead> {
    let text = g.text();
    let mut found = Vec::new();
    let lines: Vec<Span> = lines(text);
    for (number, line) in lines.iter().enumerate().filter(|(_, l)| l.of(text).ends_with(':')) {
        let items: Vec<Span> = lines[number + 1..].iter().map_while(|l| item(text, *l)).collect();
        let agreed = g.tokens_in(*line).rev().find(|&t| WORDS.agreeing.contains(g.lemma(t)));
        let lead = agreed.and_then(|cue| Some((cue, actor::of_clause(g, cue)?))).filter(|_| !items.is_empty());
        found.extend(lead.map(|(cue, actor)| Lead { cue, actor, items }));
    }
    found
}

fn lines(text: &str) -> Vec<Span> {
    let mut at = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        found.extend(Span::trimmed(text, at, at + line.len()));
        at += line.len();
    }
    found
}

/// The words of a list item without its bullet or number.
fn item(text: &str, line: Span) -> Option<Span> {
    let words = line.of(text);
    let bullet = words.trim_start_matches(['-', '–', '•', '*', '—']);
    if bullet.len() < words.len() {
        return Span::trimmed(text, line.end() - bullet.len(), line.end());
    }
    let number = words.find(['.', ')']).filter(|&n| n <= 4)?;
    let label = words[..number].trim_start_matches('(');
    let counts = label.chars().all(|c| c.is_ascii_digit())
        || label.chars().count() == 1
        || label.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    (!label.is_empty() && counts).then(|| Span::trimmed(text, line.start() + number + 1, line.end())).flatten()
}

fn infinitive(g: &Grammar, times: &[TimeMention], lead: &Lead, item: Span) -> Option<CommitmentMention> {
    let mut tokens = g.tokens_in(item);
    let (to, verb) = (tokens.next()?, tokens.next()?);
    let opens = g.word(to).eq_ignore_ascii_case("to") && g.token(verb).tag == "VB";
    let end =
        item.of(g.text()).trim_end_matches(['.', ';', ',', ' ']).trim_end_matches(" and").trim_end_matches([';', ',']).len();
    let action = Span::new(g.text(), g.token(verb).span.start(), item.start() + end)?;
    let due = times.iter().position(|t| action.contains(t.span));
    opens.then(|| CommitmentMention {
        document: 0,
        actors: actor::spans(g, lead.actor),
        promised_by: Vec::new(),
        recipients: Vec::new(),
        action,
        evidence: action,
        strength: Strength::Agreed,
        condition: None,
        due,
        begins: false,
        duration: None,
        negated: g.negated(lead.cue),
        rule: "commitments/lists.toml#infinitive".into(),
    })
}
