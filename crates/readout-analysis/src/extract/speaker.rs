//! Whom the words of a source stand for: "he", "they", "the official", "the statement".
//!
//! Enters: the statements of one document and its actors. Leaves: for the head of each such source the actor that it means. A report comes back to
//! who spoke last; where anyone else may be meant the source stays unresolved and shows as its own words.

pub mod example;

use crate::extract::actor::Actors;
use crate::extract::actor::describe::is_title_head;
use crate::extract::antecedent::{acts_for_others, blamed, in_caption, is_barred, is_numerous, is_paper, same_scene};
use crate::extract::coref::{self, Referents, same_name};
use crate::extract::gender::{self, Gender};
use crate::extract::statement::lexicon::LEXICON;
use crate::extract::statement::shown::SHOWN;
use crate::grammar::Grammar;
use foldhash::HashMap;
use readout_record::annotation::TokenIx;
use readout_record::kind::ActorKind;
use readout_record::mention::StatementMention;
use readout_record::span::Span;
use smallvec::smallvec;

/// Sentences from the last speaker on within which a pronoun may still mean them.
const HE: usize = 6;
const THEY: usize = 2;

/// Sentences within which "the official" or "the statement" may mean an earlier one.
const DESCRIPTION: usize = 12;

/// Labels of turns that name nobody.
const LABELS: [&str; 6] = ["Q", "A", "Question", "QUESTION", "Answer", "ANSWER"];

/// Someone who was cited.
struct Turn {
    sentence: usize,
    head: TokenIx,
    /// The words that name who is cited.
    words: Span,
    cue: Option<TokenIx>,
    meant: Option<usize>,
}

/// The source of a statement.
struct Source {
    head: TokenIx,
    words: Span,
    cue: Option<TokenIx>,
    /// Whether another speaker tells it.
    nested: bool,
}

impl Source {
    fn new(g: &Grammar, s: &StatementMention) -> Option<Source> {
        let cue = s.cue.and_then(|cue| g.tokens_in(cue).next());
        Some(Source { head: s.source_head?, words: s.source?, cue, nested: s.parent.is_some() })
    }
}

/// What is known on the way through a document.
struct Reader<'r, 'd> {
    g: &'r Grammar<'d>,
    actors: &'r Actors,
    turns: Vec<Turn>,
}

/// Adds to `referents` whom the sources of `statements` stand for.
pub fn resolve(g: &Grammar, actors: &Actors, statements: &[StatementMention], referents: &mut HashMap<TokenIx, Referents>) {
    let cited = |s: &&StatementMention| s.confidence >= SHOWN;
    let mut sources: Vec<Source> = statements.iter().filter(cited).filter_map(|s| Source::new(g, s)).collect();
    sources.retain(|s| !g.quoted(s.head));
    sources.sort_unstable_by_key(|s| s.head);
    sources.dedup_by_key(|s| s.head);
    let mut reader = Reader { g, actors, turns: Vec::new() };
    for Source { head, words: source, cue, nested } in sources {
        let single = referents.get(&head).filter(|meant| meant.len() == 1).map(|meant| meant[0]);
        if LABELS.contains(&source.of(g.text())) {
            referents.insert(head, Referents::new());
            continue;
        }
        let known = single.filter(|&m| !reader.passes_over(m));
        let meant = match reader.for_another(head) {
            Some(own) => own,
            None => reader.labelled(source).or_else(|| reader.named_last(head, source)).or_else(|| reader.meant(head)).or(known),
        };
        if meant.is_none() && single.is_some() {
            referents.remove(&head);
        }
        let apart = meant.is_some() && meant == actors.at(head) && reader.is_of_other_scene(head);
        let meant = meant.filter(|_| !apart);
        if apart || meant.is_none() && reader.for_another(head).is_some() {
            referents.insert(head, Referents::new());
        }
        if let Some(mention) = meant.filter(|m| Some(*m) != actors.at(head)) {
            referents.insert(head, smallvec![mention]);
        }
        if !nested {
            reader.turns.push(Turn { sentence: g.sentence(head), head, words: source, cue, meant });
        }
    }
}

impl Reader<'_, '_> {
    /// Whether an antecedent stands before the last speaker, who would be passed over, or only in the words that name that speaker: "a lawyer for
    /// Adler" is not Adler.
    fn passes_over(&self, mention: usize) -> bool {
        let span = self.actors.mentions[mention].span;
        let before = |t: &Turn| span.end() < self.g.token(t.head).span.start();
        let inside = |t: &Turn| t.meant != Some(mention) && t.words.overlaps(span);
        self.turns.last().is_some_and(|t| before(t) || inside(t))
    }

    /// Who speaks where a source is "a lawyer for Adler": the one named beside it, "a lawyer for Adler, Ann Bell", or nobody known, but not Adler.
    /// `None` for all other sources.
    fn for_another(&self, head: TokenIx) -> Option<Option<usize>> {
        let g = self.g;
        let serves = g.token(head).pos == "NOUN" && acts_for_others(g.lemma(head));
        let mut below = g.under(head, &["prep"]).filter(|&p| serves && matches!(g.word(p), "for" | "of" | "to"));
        let principal = below.find_map(|p| g.under(p, &["pobj"]).next())?;
        let whose: Vec<TokenIx> = g.noun_phrase(principal);
        let named = |m: usize| self.actors.mentions[m].kind == ActorKind::Person;
        let holds = |m: usize| named(m) && whose.iter().any(|&t| self.actors.mentions[m].span.contains(g.token(t).span));
        // "For the mayor, Adler": the name beside an office is that of its holder.
        let apart = !is_title_head(g, principal) || g.token(principal).pos == "PROPN";
        let beside = g.under(head, &["appos"]).chain(g.under(principal, &["appos"]).filter(move |_| apart));
        let own = beside.filter_map(|t| self.actors.at(t)).find(|&m| named(m) && !holds(m));
        Some(own.or_else(|| self.actors.at(head).filter(|&m| !holds(m))))
    }

    /// Whether "the officer" would be one who was named in another scene, and whom nobody has called so since.
    fn is_of_other_scene(&self, head: TokenIx) -> bool {
        let noun = self.g.lemma(head).to_lowercase();
        let plain = self.g.under(head, &["amod", "compound", "poss", "nmod", "prep", "appos", "relcl", "acl"]).next().is_none();
        if !is_numerous(&noun) || !plain || !self.is_definite(head) || self.is_plural(head) {
            return false;
        }
        let at = self.g.token(head).span.start();
        let held: Vec<usize> = (0..self.actors.mentions.len()).filter(|&m| self.holds(m, &noun)).collect();
        let near = |&m: &usize| {
            let end = self.actors.mentions[m].span.end();
            end <= at && same_scene(self.g.text(), end, at) && held.iter().any(|&h| self.same(h, m))
        };
        !held.is_empty() && !(0..self.actors.mentions.len()).any(|m| near(&m))
    }

    /// The actor mention that a source stands for.
    fn meant(&self, head: TokenIx) -> Option<usize> {
        if let Some(gender) = gender::of_address(self.g, head) {
            return self.person(head, gender);
        }
        let word = self.g.word(head).to_lowercase();
        match word.as_str() {
            "he" => self.person(head, Gender::Male),
            "she" => self.person(head, Gender::Female),
            "they" => self.last(head, THEY).filter(|t| self.is_plural(t.head)).and_then(|t| t.meant),
            "it" => {
                self.last(head, THEY).and_then(|t| t.meant).or_else(|| self.subject_before(head)).filter(|&m| self.is_body(m))
            }
            _ if self.is_definite(head) => self.described(head),
            _ => self.named(head),
        }
    }

    /// The actor that the words of a source name, an apposition or a name right after it included: "the mayor, Piotr Zych", "founder Ann Lee".
    fn named(&self, head: TokenIx) -> Option<usize> {
        let beside = || self.g.under(head, &["appos"]).find_map(|t| self.actors.at(t));
        let person = |m: &usize| self.actors.mentions[*m].kind == ActorKind::Person;
        let after = || self.actors.at(head + 1).filter(person).filter(|_| self.g.token(head).pos == "NOUN");
        self.actors.at(head).or_else(beside).or_else(after)
    }

    /// The person whom a label of a transcript names: "MS. LINDHOLM:" is the one Lindholm whose full name the text has.
    fn labelled(&self, source: Span) -> Option<usize> {
        let (text, words) = (self.g.text(), source.of(self.g.text()));
        let label = text[source.end()..].starts_with([':', ' ', '\u{a0}']) && text[source.end()..].trim_start().starts_with(':');
        let capitals = words.chars().any(char::is_alphabetic) && !words.chars().any(char::is_lowercase);
        let surname = words.rsplit(' ').next().filter(|_| label && capitals)?.to_lowercase();
        let full = |m: &usize| {
            let mention = &self.actors.mentions[*m];
            mention.kind == ActorKind::Person
                && mention.name.to_lowercase().strip_suffix(&surname).is_some_and(|rest| rest.ends_with(' '))
        };
        let name = |m: usize| self.actors.mentions[m].name.as_str();
        let all: Vec<usize> = (0..self.actors.mentions.len()).filter(full).collect();
        let shortest = *all.iter().min_by_key(|&&m| name(m).len())?;
        all.iter().all(|&m| name(m).ends_with(name(shortest))).then_some(shortest)
    }

    /// The person whose name ends the words of a source that a title or an office begins: "Head of the Ports Committee Ann Lee".
    fn named_last(&self, head: TokenIx, source: Span) -> Option<usize> {
        let last = self.g.tokens_in(source).rfind(|&t| self.g.word(t).chars().any(char::is_alphanumeric))?;
        let mention = self.actors.at(last).filter(|&m| self.actors.mentions[m].kind == ActorKind::Person)?;
        let first = self.g.tokens_in(self.actors.mentions[mention].span).next()?;
        let before = first.checked_sub(1).filter(|&t| t >= head && source.contains(self.g.token(t).span))?;
        let office = self.actors.at(head).is_none_or(|m| self.is_nameless(m));
        let apart = matches!(self.g.token(before).pos, "ADP" | "CCONJ" | "PUNCT" | "VERB" | "AUX" | "PRON")
            || self.g.token(before).tag == "POS";
        (office && !apart && self.g.conjuncts(head).len() < 2).then_some(mention)
    }

    /// Who spoke last, when not more than `within` sentences lie between.
    fn last(&self, head: TokenIx, within: usize) -> Option<&Turn> {
        self.turns.last().filter(|t| self.g.sentence(head) - t.sentence <= within)
    }

    /// Who spoke last but for those of whom grammar says that the pronoun is somebody else, when these cannot be meant at all: in "according to Ann
    /// Lee, he knew" he is whoever spoke before.
    fn last_before(&self, head: TokenIx, wanted: Gender) -> Option<&Turn> {
        let turn =
            self.turns.iter().rev().find(|t| !is_barred(self.g, head, t.head) || t.meant.is_some_and(|m| self.may_be(m, wanted)));
        turn.filter(|t| !is_barred(self.g, head, t.head) && self.g.sentence(head) - t.sentence <= HE)
    }

    /// The last speaker, when "he" or "she" can mean that person and nobody else has come up since.
    fn person(&self, head: TokenIx, wanted: Gender) -> Option<usize> {
        if blamed(self.g, head).is_some() {
            return None;
        }
        let turn = self.last_before(head, wanted)?;
        let mention = turn.meant.filter(|_| !self.is_plural(turn.head))?;
        let fits = self.is_person(mention) && self.may_be(mention, wanted);
        (fits && !self.others_between(turn, mention, head, wanted)).then_some(mention)
    }

    /// Whether the report itself names another person between a turn and `head`, whom the pronoun may mean.
    fn others_between(&self, turn: &Turn, mention: usize, head: TokenIx, wanted: Gender) -> bool {
        let from = self.g.sentences[turn.sentence].end.min(head);
        let told = |&t: &TokenIx| !self.g.quoted(t) && !is_barred(self.g, head, t) && !in_caption(self.g, self.g.sentence(t));
        let mut others = (from..head).filter(told).filter_map(|t| self.actors.at(t));
        others.any(|other| self.is_person(other) && !self.same(mention, other) && self.may_be(other, wanted))
    }

    /// Whether two mentions bear one name, in full or by its last word.
    fn same(&self, a: usize, b: usize) -> bool {
        same_name(&self.actors.mentions[a].name, &self.actors.mentions[b].name)
    }

    /// Whether a mention is of one person, named or not.
    fn is_person(&self, mention: usize) -> bool {
        let m = &self.actors.mentions[mention];
        matches!(m.kind, ActorKind::Person | ActorKind::Office | ActorKind::Unnamed) && !is_paper(self.g.lemma(m.head))
    }

    /// Whether a mention is of a person by office or description alone.
    fn is_nameless(&self, mention: usize) -> bool {
        matches!(self.actors.mentions[mention].kind, ActorKind::Office | ActorKind::Unnamed)
    }

    /// Whether a pronoun can stand for a mention, as far as its words tell.
    fn may_be(&self, mention: usize, wanted: Gender) -> bool {
        coref::gender_of(self.g.text(), self.actors, mention).is_none_or(|known| known == wanted)
    }

    /// "The official": the last one cited with that noun, or with that office; "the statement": whose statement it was.
    fn described(&self, head: TokenIx) -> Option<usize> {
        let noun = self.g.lemma(head).to_lowercase();
        let near = |t: &&Turn| self.g.sentence(head) - t.sentence <= DESCRIPTION;
        if LEXICON.documents.contains(&noun) {
            return self.last(head, THEY).filter(|t| self.issued(t, &noun)).and_then(|t| t.meant);
        }
        let own = self.named(head)?;
        let plain = self.g.under(head, &["amod", "compound", "poss", "nmod", "prep", "appos", "relcl", "acl"]).next().is_none();
        if !self.is_nameless(own) || !plain {
            return Some(own);
        }
        let fits = |t: &&Turn| t.meant.is_some_and(|m| self.bears(m, &noun, t.head));
        let mut all: Vec<usize> = self.turns.iter().filter(near).filter(fits).filter_map(|t| t.meant).collect();
        all.dedup_by(|a, b| self.same(*a, *b));
        let rivals = (0..self.actors.mentions.len()).filter(|&m| self.holds(m, &noun));
        let mut names: Vec<&str> = rivals.map(|m| self.actors.mentions[m].name.rsplit(' ').next().unwrap_or("")).collect();
        names.sort_unstable();
        names.dedup();
        match all.as_slice() {
            [one] if names.len() <= 1 => Some(*one),
            [] => Some(own),
            _ => None,
        }
    }

    /// Whether a named person holds the office of that noun.
    fn holds(&self, mention: usize, noun: &str) -> bool {
        let m = &self.actors.mentions[mention];
        let last = m.role.as_deref().and_then(|role| role.rsplit(' ').next()).map(str::to_lowercase);
        m.kind == ActorKind::Person && last.as_deref() == Some(noun)
    }

    /// Whether the actor of a turn may be called by that noun.
    fn bears(&self, mention: usize, noun: &str, head: TokenIx) -> bool {
        self.is_nameless(mention) && self.g.lemma(head).to_lowercase() == noun || self.holds(mention, noun)
    }

    /// Whether a turn's cue stands with that document: "said in a statement".
    fn issued(&self, turn: &Turn, noun: &str) -> bool {
        let under_cue = |cue: TokenIx| self.g.subtree(cue).into_iter().any(|t| self.g.lemma(t) == noun && !self.g.quoted(t));
        turn.cue.is_some_and(under_cue)
    }

    fn is_definite(&self, head: TokenIx) -> bool {
        self.g.under(head, &["det"]).any(|d| matches!(self.g.word(d).to_lowercase().as_str(), "the" | "that" | "this"))
    }

    fn is_plural(&self, head: TokenIx) -> bool {
        matches!(self.g.token(head).tag, "NNS" | "NNPS")
            || self.g.conjuncts(head).len() > 1
            || self.g.word(head).eq_ignore_ascii_case("they")
    }

    /// The subject of the sentence just before, in one paragraph with this one.
    fn subject_before(&self, head: TokenIx) -> Option<usize> {
        let (here, before) = (self.g.sentence(head), self.g.sentence(head).checked_sub(1)?);
        let from = self.g.sentences[before].start;
        let gap = &self.g.text()[self.g.token(from).span.start()..self.g.token(self.g.sentences[here].start).span.end()];
        let main = |t: &TokenIx| self.g.label(*t) == "nsubj" && self.g.head(*t).is_some_and(|v| self.g.head(v).is_none());
        let subject = self.g.sentences[before].clone().find(main).filter(|&t| !gap.contains("\n\n") && !self.is_plural(t))?;
        self.actors.at(subject)
    }

    /// Whether "it" can stand for an actor.
    fn is_body(&self, mention: usize) -> bool {
        matches!(self.actors.mentions[mention].kind, ActorKind::Organisation | ActorKind::State | ActorKind::Group)
    }
}
