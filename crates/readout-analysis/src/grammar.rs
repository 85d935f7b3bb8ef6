//! The grammatical view of one document: who governs whom, where clauses and noun phrases begin and end, which paragraph a token is in.
//!
//! Enters: a document and its annotations. Leaves: answers about tokens. It leaves alone: what the words mean, but for the names in
//! a list.

use crate::knowledge::{self, Sense};
use readout_record::annotation::{Annotations, Entity, Token, TokenIx};
use readout_record::document::Document;
use readout_record::span::Span;
use smallvec::SmallVec;
use std::ops::Range;

/// Token numbers, few enough to stay on the stack.
pub type Tokens = SmallVec<[TokenIx; 6]>;

/// One document with its parse turned into a tree that can be walked both ways.
pub struct Grammar<'d> {
    /// The document.
    pub document: &'d Document,
    /// What the model says of it.
    pub annotations: &'d Annotations,
    /// Sentences as ranges of tokens.
    pub sentences: Vec<Range<TokenIx>>,
    children: Vec<Tokens>,
    sentence_of: Vec<u32>,
    quoted: Vec<bool>,
}

impl<'d> Grammar<'d> {
    /// Builds the view: linear in the number of tokens.
    pub fn new(document: &'d Document, annotations: &'d Annotations) -> Grammar<'d> {
        let tokens = &annotations.tokens;
        let mut children = vec![Tokens::new(); tokens.len()];
        for (i, token) in tokens.iter().enumerate() {
            if token.head as usize != i {
                children[token.head as usize].push(i);
            }
        }
        let sentences = annotations.sentences();
        let mut sentence_of = vec![0; tokens.len()];
        for (number, range) in sentences.iter().enumerate() {
            sentence_of[range.clone()].fill(number as u32);
        }
        let quoted = quoted(tokens, &document.text);
        Grammar { document, annotations, sentences, children, sentence_of, quoted }
    }

    /// The document's text.
    pub fn text(&self) -> &'d str {
        &self.document.text
    }

    /// All tokens.
    pub fn tokens(&self) -> &'d [Token] {
        &self.annotations.tokens
    }

    /// One token.
    pub fn token(&self, ix: TokenIx) -> &'d Token {
        &self.annotations.tokens[ix]
    }

    /// The words of a span on one line.
    pub fn plain(&self, span: Span) -> String {
        span.of(self.text()).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The words of a token as they stand.
    pub fn word(&self, ix: TokenIx) -> &'d str {
        self.token(ix).span.of(self.text())
    }

    /// The lemma of a token.
    pub fn lemma(&self, ix: TokenIx) -> &'d str {
        &self.token(ix).lemma
    }

    /// Dependency of a token on its head.
    pub fn label(&self, ix: TokenIx) -> &'static str {
        self.token(ix).label
    }

    /// The token that governs `ix`, or `None` for the root of a sentence.
    pub fn head(&self, ix: TokenIx) -> Option<TokenIx> {
        let head = self.token(ix).head as usize;
        (head != ix).then_some(head)
    }

    /// Tokens that govern `ix`, nearest first.
    pub fn ancestors(&self, ix: TokenIx) -> impl Iterator<Item = TokenIx> {
        std::iter::successors(self.head(ix), |&h| self.head(h))
    }

    /// What `ix` governs, in the order of the text.
    pub fn children(&self, ix: TokenIx) -> &[TokenIx] {
        &self.children[ix]
    }

    /// What `ix` governs under one of `labels`.
    pub fn under<'s>(&'s self, ix: TokenIx, labels: &'s [&'s str]) -> impl Iterator<Item = TokenIx> + 's {
        self.children(ix).iter().copied().filter(move |&c| labels.contains(&self.label(c)))
    }

    /// Number of the sentence that holds `ix`.
    pub fn sentence(&self, ix: TokenIx) -> usize {
        self.sentence_of[ix] as usize
    }

    /// Whether `ix` stands inside quotation marks.
    pub fn quoted(&self, ix: TokenIx) -> bool {
        self.quoted[ix]
    }

    /// Every token under `ix`, itself included, sorted.
    pub fn subtree(&self, ix: TokenIx) -> Vec<TokenIx> {
        self.subtree_without(ix, |_| false)
    }

    /// The subtree of `ix` without the branches whose top `cut` names.
    pub fn subtree_without(&self, ix: TokenIx, cut: impl Fn(TokenIx) -> bool) -> Vec<TokenIx> {
        let mut found = vec![ix];
        let mut next = 0;
        while next < found.len() {
            found.extend(self.children(found[next]).iter().copied().filter(|&c| !cut(c)));
            next += 1;
        }
        found.sort_unstable();
        found
    }

    /// The span from the first to the last of `tokens` that are not white space.
    pub fn span(&self, tokens: &[TokenIx]) -> Option<Span> {
        let mut solid = tokens.iter().copied().filter(|&t| self.token(t).pos != "SPACE");
        let first = solid.next()?;
        let last = solid.next_back().unwrap_or(first);
        Some(self.token(first).span.join(self.token(last).span))
    }

    /// Tokens that lie wholly inside `span`.
    pub fn tokens_in(&self, span: Span) -> Range<TokenIx> {
        let tokens = self.tokens();
        let from = tokens.partition_point(|t| t.span.start() < span.start());
        let to = tokens.partition_point(|t| t.span.end() <= span.end());
        from..to.max(from)
    }

    /// The tokens of a range that something outside it governs, or nothing.
    pub fn tops(&self, range: Range<TokenIx>) -> impl Iterator<Item = TokenIx> + '_ {
        range.clone().filter(move |&t| self.head(t).is_none_or(|h| !range.contains(&h)))
    }

    /// The noun phrase headed by `ix` without relative clauses, appositions, parentheses and what is coordinated with it: who or what, in short.
    pub fn noun_phrase(&self, ix: TokenIx) -> Vec<TokenIx> {
        let tokens = self.subtree_without(ix, |c| {
            let coordinated = matches!(self.label(c), "conj" | "cc" | "preconj") && self.head(c) == Some(ix);
            (coordinated || matches!(self.label(c), "relcl" | "acl" | "appos" | "punct" | "advcl" | "parataxis"))
                && !(self.label(c) == "punct" && (self.word(c) == "-" || self.before_suffix(c)))
                || self.token(c).pos == "SPACE"
        });
        contiguous_around(&tokens, ix)
    }

    /// Whether `ix` is the comma of "Joseph Adler, Jr." or "Acme, Inc.".
    fn before_suffix(&self, ix: TokenIx) -> bool {
        let next = self.tokens().get(ix + 1).map_or("", |t| t.span.of(self.text()));
        self.word(ix) == "," && matches!(next, "Jr." | "Sr." | "Jr" | "Sr" | "II" | "III" | "Inc." | "Ltd." | "Inc" | "Ltd")
    }

    /// `ix` and everything coordinated with it: "Putin, Xi and Trump" for Putin; what the parse takes for an apposition inside a list among them.
    pub fn conjuncts(&self, ix: TokenIx) -> Tokens {
        let mut found = Tokens::new();
        found.push(ix);
        let mut next = 0;
        while next < found.len() {
            let at = found[next];
            let more: Tokens =
                self.under(at, &["conj", "appos"]).filter(|&t| self.label(t) == "conj" || self.listed(at, t)).collect();
            found.extend(more);
            next += 1;
        }
        found
    }

    /// "Chad, Mali, and Niger": whether what the parse takes for an apposition is the next of a list. No state is another, and no person with a name.
    fn listed(&self, first: TokenIx, beside: TokenIx) -> bool {
        let sort = |t: TokenIx| {
            let entity = self.entity(t)?;
            let name = self.token(entity.first as usize).span.join(self.token(entity.end as usize - 1).span).of(self.text());
            match (knowledge::place(name), entity.label) {
                (Some(place), _) => (place.sense == Sense::Name).then_some((true, place.state.name.as_str())),
                (None, "PERSON") => Some((false, name)),
                _ => None,
            }
        };
        let goes_on = [first, beside].into_iter().any(|t| self.under(t, &["cc"]).any(|c| c > beside && self.word(c) == "and"));
        goes_on && sort(first).zip(sort(beside)).is_some_and(|(a, b)| a.0 == b.0 && a.1 != b.1)
    }

    fn entity(&self, t: TokenIx) -> Option<&'d Entity> {
        let all = &self.annotations.entities;
        all.get(all.partition_point(|e| e.end as usize <= t)).filter(|e| e.first as usize <= t)
    }

    /// The subject of verb `ix`: its own, else that of the verb that it is coordinated with or a complement of; passive subjects included.
    pub fn subject(&self, ix: TokenIx) -> Option<TokenIx> {
        let own = self.under(ix, &["nsubj", "nsubjpass", "csubj"]).next();
        own.or_else(|| match self.label(ix) {
            "conj" | "xcomp" | "aux" | "auxpass" => {
                self.head(ix).filter(|&h| is_verbal(self.token(h))).and_then(|h| self.subject(h))
            }
            "relcl" => self.head(ix),
            _ => None,
        })
    }

    /// Whether a negation hangs on verb `ix`.
    pub fn negated(&self, ix: TokenIx) -> bool {
        self.under(ix, &["neg"]).next().is_some()
            || self.under(ix, &["det", "advmod"]).any(|c| matches!(self.lemma(c), "no" | "never"))
            || self.opens_with_nor(ix)
    }

    /// "Nor did they agree": whether "nor" stands before the helper of verb `ix`, and that before its subject.
    fn opens_with_nor(&self, ix: TokenIx) -> bool {
        let subject = self.under(ix, &["nsubj", "nsubjpass"]).next();
        let helper = subject.and_then(|s| self.under(ix, &["aux", "auxpass"]).find(|&a| a < s));
        helper.and_then(|h| h.checked_sub(1)).is_some_and(|before| self.word(before).eq_ignore_ascii_case("nor"))
    }

    /// Objects of preposition `word` that hangs on `ix`, coordinated ones included.
    pub fn prepositional(&self, ix: TokenIx, word: &str) -> Tokens {
        self.under(ix, &["prep", "agent", "dative"])
            .filter(|&p| self.word(p).eq_ignore_ascii_case(word))
            .flat_map(|p| self.under(p, &["pobj", "pcomp"]).flat_map(|o| self.conjuncts(o)).collect::<Tokens>())
            .collect()
    }
}

/// Whether a token is a verb or an auxiliary.
pub fn is_verbal(token: &Token) -> bool {
    matches!(token.pos, "VERB" | "AUX")
}

/// Whether a token is a common or a proper noun or a pronoun.
pub fn is_nominal(token: &Token) -> bool {
    matches!(token.pos, "NOUN" | "PROPN" | "PRON")
}

/// The unbroken run of sorted `tokens` that holds `ix`; nothing where `ix` is beyond them all.
pub fn contiguous_around(tokens: &[TokenIx], ix: TokenIx) -> Vec<TokenIx> {
    let at = tokens.partition_point(|&t| t < ix);
    let mut from = at;
    while from > 0 && tokens[from - 1] + 1 == tokens[from] {
        from -= 1;
    }
    let mut to = at;
    while to + 1 < tokens.len() && tokens[to] + 1 == tokens[to + 1] {
        to += 1;
    }
    tokens.get(from..=to).map(<[TokenIx]>::to_vec).unwrap_or_default()
}

/// For each token whether it stands between quotation marks. Curly marks tell their side; straight ones alternate within a paragraph, and a
/// paragraph that opens with a mark while the last one is still open continues it.
fn quoted(tokens: &[Token], text: &str) -> Vec<bool> {
    let mut inside = false;
    let mut flags = Vec::with_capacity(tokens.len());
    for token in tokens {
        let word = token.span.of(text);
        match word {
            "“" | "„" | "«" | "``" => inside = true,
            "”" | "»" | "''" => inside = false,
            "\"" => {
                flags.push(inside);
                inside = !inside;
                continue;
            }
            _ if word.contains("\n\n") => inside = false,
            _ => {}
        }
        flags.push(inside && !matches!(word, "“" | "„" | "«" | "``"));
    }
    flags
}
