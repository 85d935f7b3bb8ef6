//! Two voices side by side whose words cannot both be so.
//!
//! Enters: the grammatical view, what was extracted, the voices. Leaves: contrasts. When the grammar of the two does not show that they tell one
//! thing, there is none.

use super::amount;
use super::told::{Contrast, Told};
use super::voice::{Beside, Voice, about, beside};
use super::words::{WORDS, holds};
use crate::extract::Extracted;
use crate::grammar::{Grammar, is_nominal, is_verbal};
use crate::link::claims::alike;
use crate::link::claims::cues::CUES;
use crate::link::claims::tense::tense;
use readout_record::annotation::TokenIx;
use readout_record::kind::{ActorKind, DiscrepancyKind};
use readout_record::mention::TimeMention;
use readout_record::span::Span;

/// Most words of what is said without a verb.
const FRAGMENT: usize = 7;

/// The contrasts of voices that follow each other.
pub fn conflicts(g: &Grammar, found: &Extracted, voices: &[Voice]) -> Vec<Contrast> {
    let pairs = voices.windows(2).filter_map(|w| Some((&w[0], &w[1], beside(g, &w[0], &w[1])?)));
    let pair = |(a, b, how)| Pair { g, found, a, b, how, voices };
    pairs.map(pair).filter_map(|p| p.conflict()).collect()
}

struct Pair<'p, 'd> {
    g: &'p Grammar<'d>,
    found: &'p Extracted,
    a: &'p Voice,
    b: &'p Voice,
    how: Beside,
    voices: &'p [Voice],
}

/// In what two differ, what it is about, and the words of each.
type Rift = (DiscrepancyKind, String, [Span; 2]);

impl Pair<'_, '_> {
    fn conflict(&self) -> Option<Contrast> {
        let denying = |v: &Voice| holds(&WORDS.denying, self.g.lemma(v.cue));
        if denying(self.a) || denying(self.b) {
            return None;
        }
        let found = self
            .otherwise()
            .or_else(|| self.fragment())
            .or_else(|| self.ellipsis())
            .or_else(|| self.parallel())
            .or_else(|| self.announced());
        let (kind, attribute, [x, y]) = found?;
        let side = |source, span| Told { source, value: self.g.plain(span), span };
        Some(Contrast { kind, attribute, sides: [side(self.a.source, x), side(self.b.source, y)], mutual: false })
    }

    fn spans(&self) -> Option<[Span; 2]> {
        Some([self.g.span(&self.a.said)?, self.g.span(&self.b.said)?])
    }

    /// "… says that it will pay. The union says otherwise".
    fn otherwise(&self) -> Option<Rift> {
        let (g, cue) = (self.g, self.b.cue);
        let next = (cue + 1..g.sentences[self.b.sentence].end).find(|&t| g.token(t).pos != "DET")?;
        let verb = self.a.verb(g).filter(|_| holds(&WORDS.otherwise, g.word(next)))?;
        let whole: Vec<TokenIx> = (self.b.from..=self.b.to.max(next)).collect();
        Some((DiscrepancyKind::Polarity, about(g, verb), [g.span(&self.a.said)?, g.span(&whole)?]))
    }

    /// "… said the lorries carried rifles; the union said flour": the second says no more than what it puts in the place of the first one's words.
    fn fragment(&self) -> Option<Rift> {
        let (g, said) = (self.g, &self.b.said);
        if self.how != Beside::Joined
            || said.len() > FRAGMENT
            || said.iter().any(|&t| is_verbal(g.token(t)) || g.token(t).pos == "PRON")
        {
            return None;
        }
        let verb = self.a.verb(g)?;
        let [whole, other] = self.spans()?;
        if let Some(y) = amount::only(g, self.found, said) {
            let x = amount::only(g, self.found, &self.a.said).filter(|x| amount::conflict(x, &y))?;
            return Some((DiscrepancyKind::Quantity, about(g, verb), [x.span, y.span]));
        }
        if let Some(y) = self.only_time(said) {
            let x = self.only_time(&self.a.said).filter(|x| differ(x, y))?;
            return Some((DiscrepancyKind::Time, about(g, verb), [x.span, y.span]));
        }
        let top = g.tops(*said.first()?..*said.last()? + 1).next()?;
        let slot = g.under(verb, &["dobj", "attr", "oprd"]).next()?;
        let named = |t: TokenIx| matches!(g.token(t).pos, "NOUN" | "PROPN");
        let fits = named(top) && named(slot) && g.lemma(top) != g.lemma(slot) && !holds(&WORDS.beside, g.lemma(verb));
        fits.then_some((DiscrepancyKind::Name, about(g, verb), [whole, other]))
    }

    /// "… said the panel would go there; the union said it would not".
    fn ellipsis(&self) -> Option<Rift> {
        let (g, said) = (self.g, &self.b.said);
        let helper = |t: TokenIx| g.token(t).tag == "MD" || matches!(g.lemma(t), "be" | "have" | "do");
        let no = |t: TokenIx| matches!(g.word(t), "not" | "n't" | "n’t" | "never");
        let last = *said.last()?;
        let bare = said.iter().all(|&t| !is_verbal(g.token(t)) || helper(t)) && said.iter().any(|&t| helper(t));
        if !bare || said.len() > FRAGMENT || !(no(last) || helper(last)) {
            return None;
        }
        let verb = self.a.verb(g)?;
        let subject = said.iter().copied().find(|&t| is_nominal(g.token(t)))?;
        let turned = said.iter().any(|&t| no(t)) != g.negated(verb);
        (turned && self.is_one(self.subject(self.a)?, subject)).then_some(())?;
        Some((DiscrepancyKind::Polarity, about(g, verb), self.spans()?))
    }

    /// One verb of one subject: with "not" and without, or with two amounts or times.
    fn parallel(&self) -> Option<Rift> {
        let g = self.g;
        let (x, y) = (self.a.verb(g)?, self.b.verb(g)?);
        let same = alike::word(g.lemma(x)) == alike::word(g.lemma(y)) && tense(g, x) == tense(g, y);
        let subjects = self.subject(self.a).zip(self.subject(self.b))?;
        if !same || !self.is_one(subjects.0, subjects.1) {
            return None;
        }
        let partial = |v: TokenIx| g.under(v, &["advmod"]).any(|t| holds(&CUES.partial, g.word(t)));
        let open = |v: &Voice| v.said.iter().any(|&t| matches!(g.lemma(t), "if" | "unless" | "until"));
        if g.negated(x) != g.negated(y) {
            let sure = !partial(x) && !partial(y) && !open(self.a) && !open(self.b) && !holds(&WORDS.beside, g.lemma(x));
            return sure.then_some((DiscrepancyKind::Polarity, about(g, x), self.spans()?));
        }
        let amounts = amount::only(g, self.found, &self.a.said).zip(amount::only(g, self.found, &self.b.said));
        if let Some((p, q)) = amounts.filter(|(p, q)| amount::conflict(p, q)) {
            return Some((DiscrepancyKind::Quantity, about(g, x), [p.span, q.span]));
        }
        let times = self.only_time(&self.a.said).zip(self.only_time(&self.b.said));
        let (p, q) = times.filter(|(p, q)| differ(p, q))?;
        Some((DiscrepancyKind::Time, about(g, x), [p.span, q.span]))
    }

    /// The report says itself that the two differ, right before.
    fn announced(&self) -> Option<Rift> {
        let g = self.g;
        let here = g.sentences[self.a.sentence].start..self.a.from;
        let before = self.a.sentence.checked_sub(1).map(|s| g.sentences[s].clone()).filter(|range| {
            let gap = &g.text()[g.token(range.end - 1).span.start()..g.token(self.a.from).span.start()];
            self.how == Beside::Next && here.len() <= 1 && !gap.contains("\n\n")
        });
        let mut all = before.into_iter().flatten().chain(here);
        let told = all.find(|&t| !g.quoted(t) && self.tells_of_difference(t))?;
        let first = !self.voices.iter().any(|v| v.from < self.a.from && told < v.cue && v.cue < self.a.from);
        let on = ["on", "over", "about", "of"].into_iter().find_map(|p| topic(g, told, p));
        let attribute = on.unwrap_or_else(|| "how it is told".into());
        first.then_some((DiscrepancyKind::Status, attribute, self.spans()?))
    }

    fn tells_of_difference(&self, t: TokenIx) -> bool {
        let g = self.g;
        let verb = g.token(t).pos == "VERB" && holds(&WORDS.differing, g.lemma(t)) && !g.negated(t);
        let noun = g.token(t).tag == "NNS" && holds(&WORDS.differences, g.lemma(t));
        let unlike = |a: TokenIx| holds(&WORDS.unlike, g.word(a));
        let version = holds(&WORDS.versions, g.lemma(t)) && g.under(t, &["amod"]).any(unlike);
        verb || noun || version
    }

    fn subject(&self, v: &Voice) -> Option<TokenIx> {
        self.g.under(v.verb(self.g)?, &["nsubj", "nsubjpass"]).next()
    }

    /// Whether the subject of the second is that of the first: by its noun, or a pronoun that cannot stand for who speaks.
    fn is_one(&self, first: TokenIx, second: TokenIx) -> bool {
        let g = self.g;
        let noun = |t: TokenIx| matches!(g.token(t).pos, "NOUN" | "PROPN");
        let own = g.under(first, &["poss"]).any(|p| g.token(p).pos == "PRON");
        if !noun(first) || own || self.is_speaker(first) {
            return false;
        }
        if noun(second) {
            return alike::word(g.lemma(first)) == alike::word(g.lemma(second))
                && !self.is_speaker(second)
                && self.alike_before(first, second);
        }
        let many = |t: TokenIx| matches!(g.token(t).tag, "NNS" | "NNPS") || g.under(t, &["conj"]).next().is_some();
        let person = |t: TokenIx| {
            let kind = self.found.actors.mention(t).map(|m| m.kind);
            g.lemma(t) == "one" || matches!(kind, Some(ActorKind::Person | ActorKind::Unnamed | ActorKind::Office))
        };
        match g.word(second).to_lowercase().as_str() {
            "it" => !many(first) && person(self.b.source) && !many(self.b.source),
            "they" => many(first) && !many(self.b.source),
            _ => false,
        }
    }

    /// Whether two subjects of one noun have no words that tell them apart: another number, another owner.
    fn alike_before(&self, first: TokenIx, second: TokenIx) -> bool {
        let g = self.g;
        let owners = |t: TokenIx| -> Vec<String> {
            let words = g.under(t, &["poss", "amod", "compound", "nmod"]).map(|c| g.lemma(c).to_lowercase());
            words.collect()
        };
        let (a, b) = (owners(first), owners(second));
        b.iter().all(|w| a.contains(w))
    }

    fn is_speaker(&self, t: TokenIx) -> bool {
        let actors = &self.found.actors;
        let same = |s: TokenIx| actors.at(s).is_some() && actors.at(s) == actors.at(t) || self.g.lemma(s) == self.g.lemma(t);
        same(self.a.source) || same(self.b.source)
    }

    /// The only day or time among some tokens.
    fn only_time(&self, tokens: &[TokenIx]) -> Option<&TimeMention> {
        let span = self.g.span(tokens)?;
        let mut inside = self.found.times.iter().filter(|t| span.contains(t.span) && t.edtf.is_some());
        inside.next().filter(|_| inside.next().is_none())
    }
}

/// What stands under a preposition of a word, on one line.
fn topic(g: &Grammar, of: TokenIx, preposition: &str) -> Option<String> {
    let under = g.under(of, &["prep"]).find(|&p| g.word(p) == preposition)?;
    let tokens: Vec<TokenIx> = g.subtree(under).into_iter().filter(|&t| t > under).collect();
    g.span(&tokens).map(|s| g.plain(s))
}

/// Whether two times cannot be one day.
fn differ(a: &TimeMention, b: &TimeMention) -> bool {
    let day = |t: &TimeMention| t.edtf.as_ref().and_then(|e| e.date());
    day(a).zip(day(b)).is_some_and(|(x, y)| !x.compatible(y))
}
