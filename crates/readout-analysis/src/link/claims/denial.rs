//! What one account denies and another tells.
//!
//! Enters: the propositions of a story's accounts. Leaves: pairs of a denied and an affirmed one that are one deed or one promise, by their
//! words, their agents and their meaning. It leaves alone: who is right.

use super::account::Account;
use super::alike;
use super::aside::{of_past_year, past_years};
use super::cues::{CUES, holds};
use super::proposition::Proposition;
use super::vocabulary::Vocabulary;

/// A denied proposition and one that affirms it.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The denied one, then the affirmed one.
    pub said: [Proposition; 2],
    /// Weight of the words that both have.
    pub common: f64,
    /// Whether one verb, or one word for a verb, governs both.
    pub verb: bool,
    /// Whether subject or object share a word.
    pub slot: bool,
    /// Whether the affirmed one has every word that the denied one is said to be about.
    pub topic: bool,
    /// How alike their meanings are; set by whoever has read them.
    pub meaning: f64,
}

/// At most so many affirmed propositions are held against one that is denied.
const RIVALS: usize = 6;
/// Least weight of common words: two that are not in every other sentence.
const COMMON: f64 = 4.0;

/// Days between two reports of one state of things.
const SAME_NEWS: u64 = 3;

/// Least weight of the words that a denied promise is said to be about.
const TOPIC: f64 = 2.0;

impl Pair {
    /// Whether both are told of one deed or one promise.
    pub fn holds(&self) -> bool {
        let [denied, told] = &self.said;
        let promise = denied.agreeing && told.bound && (self.meaning >= 0.5 || self.common >= 6.0 && self.meaning >= 0.3);
        let deed = self.verb && self.slot && self.meaning >= 0.45 && told.finite;
        self.common >= COMMON && (promise || deed) || self.topic && denied.agreeing && told.bound && self.meaning >= 0.4
    }
}

/// The pairs of a story that words in common make likely enough to be looked at.
pub fn pairs(all: &[Account], words: &Vocabulary) -> Vec<Pair> {
    let mut found = Vec::new();
    for a in all {
        for denied in a.propositions.iter().filter(|p| is_denied(a, p)) {
            let mut near: Vec<Pair> = Vec::new();
            for b in all {
                let told = b.propositions.iter().filter(|p| p.denial.is_none() && !p.open && could_be_one(a, b, denied, p));
                near.extend(told.map(|p| pair(a, b, words, denied, p)).filter(|n| n.common >= COMMON || n.topic));
            }
            near.sort_by(|x, y| y.common.total_cmp(&x.common).then(place_of(x).cmp(&place_of(y))));
            found.extend(near.into_iter().take(RIVALS));
        }
    }
    found
}

fn place_of(pair: &Pair) -> (usize, usize) {
    (pair.said[1].document, pair.said[1].verb)
}

/// Whether a clause denies one deed, and not that anything of the kind has been at any time.
fn is_denied(a: &Account, p: &Proposition) -> bool {
    let year = |t: usize| a.g.word(t).len() == 4 && a.g.word(t).bytes().all(|b| b.is_ascii_digit());
    let since = |t: usize| a.g.word(t).eq_ignore_ascii_case("since") && a.g.under(t, &["pobj"]).any(year);
    let always = |t| holds(&CUES.ever, a.g.word(t)) && a.g.label(t) == "advmod" || since(t);
    p.denial.is_some() && !p.open && !a.g.tokens_in(p.span).any(always)
}

/// Whether both may be told by different people of one agent: two accounts, or two of whom one account tells. What a later account tells as done
/// and an earlier one as not done is news.
fn could_be_one(a: &Account, b: &Account, denied: &Proposition, told: &Proposition) -> bool {
    let others = if std::ptr::eq(a, b) {
        let source = |p: &Proposition| p.credited.map(|s| s.of(a.g.text()));
        denied.sentence != told.sentence && source(denied) != source(told)
    } else {
        let news = !told.bound && a.published.zip(b.published).is_some_and(|(no, yes)| yes > no);
        // That a later report says of its own that nothing was done denies nothing that was told a week before: it is about its own day.
        let own = !denied.agreeing && denied.credited.is_none() && !a.printed_near(b, SAME_NEWS);
        !news && !own
    };
    let counted = denied.numbers.is_empty() || told.numbers.is_empty() || !denied.numbers.is_disjoint(&told.numbers);
    let plain = !b.g.tokens_in(told.span).any(|t| b.g.label(t) == "neg" || holds(&CUES.none, b.g.word(t)));
    // A clause on a year long past, of which the other account says nothing, is about something else.
    let own = std::ptr::eq(a, b) && looks_back_alone(a, told, denied);
    let past = of_past_year(a, b, denied.verb) || of_past_year(b, a, told.verb) || own;
    // A deal of two and a deal of three are two deals.
    let parties = denied.agents.len() > 1 && told.agents.len() > 1 && denied.agents != told.agents;
    others
        && !(parties && denied.agreeing)
        && counted
        && plain
        && !past
        && (denied.agents.is_empty() || told.agents.is_empty() || !denied.agents.is_disjoint(&told.agents))
}

/// Whether the sentence of what is told names a year long past that the sentence of its denial in the same account does not.
fn looks_back_alone(account: &Account, told: &Proposition, denied: &Proposition) -> bool {
    let years = |p: &Proposition| past_years(account, p.sentence);
    let (years, known) = (years(told), years(denied));
    years.iter().any(|y| !known.contains(y))
}

fn pair(a: &Account, b: &Account, words: &Vocabulary, denied: &Proposition, told: &Proposition) -> Pair {
    // "Was not a straight road" and "was a sand road" have no more than "be" in common.
    let light = holds(&CUES.weak, a.g.lemma(denied.verb));
    let verb = !light && alike::word(a.g.lemma(denied.verb)) == alike::word(b.g.lemma(told.verb));
    let slot = words.common(&denied.subject, &told.subject) > 0.0 || words.common(&denied.object, &told.object) > 0.0;
    let common = words.common(&denied.words, &told.words);
    let topic = words.common(&denied.topic, &denied.topic) >= TOPIC && denied.topic.iter().all(|w| told.words.contains(w));
    Pair { said: [denied.clone(), told.clone()], common, verb, slot, topic, meaning: 0.0 }
}
