//! The desk on which a record is written: documents, mentions, actors, stories and copies side by side.
//!
//! Enters: grammatical views. Leaves: one place to ask who a token is, which accounts are independent and what a span's evidence is.

use crate::brief::account::{self, is_first_person};
use crate::brief::cite::Cite;
use crate::brief::sides::{Reading, Sides};
use crate::brief::years::Years;
use crate::extract::{Extracted, extract};
use crate::grammar::Grammar;
use crate::knowledge;
use crate::link::actors::{ActorIx, ActorTable};
use crate::link::body;
use crate::link::claims::alike;
use crate::link::copies::{self, Copy};
use crate::link::stories;
use foldhash::HashMap;
use foldhash::fast::FixedState;
use rayon::prelude::*;
use readout_record::annotation::{Annotations, TokenIx};
use readout_record::document::{Document, stable_id};
use readout_record::edtf::Edtf;
use readout_record::kind::ActorKind;
use readout_record::meaning::Encoder;
use readout_record::mention::DocumentIx;
use readout_record::record::Evidence;
use readout_record::span::Span;
use std::collections::BTreeSet;
use std::hash::BuildHasher;

/// A story of more documents than this is an archive, in which too much is alike to hold one against another.
const MOST_ACCOUNTS: usize = 40;

/// All that the brief draws on.
pub struct Desk<'g, 'd> {
    /// Who tells how alike two texts are in meaning.
    pub encoder: &'g dyn Encoder,
    /// Views, in the order of the record's documents.
    pub grammars: &'g [Grammar<'d>],
    /// Mentions of each document.
    pub extracted: Vec<Extracted>,
    /// Actors across documents.
    pub table: ActorTable,
    /// Story of each document.
    pub story_of: Vec<usize>,
    /// Documents of each story.
    pub stories: Vec<Vec<DocumentIx>>,
    /// The document that each one copies, if any.
    pub copies: Vec<Option<Copy>>,
    /// The outlet or wire that each one credits, if any.
    pub origins: Vec<Option<String>>,
    offices: Vec<Option<ActorIx>>,
    authors: Vec<Option<ActorIx>>,
    sides: Sides,
    years: Years,
    cites: Vec<Cite<'d>>,
}

impl<'g, 'd> Desk<'g, 'd> {
    /// Reads all documents and links what needs no more than words and names. `one_story` is what the caller knows of them.
    pub fn new(grammars: &'g [Grammar<'d>], encoder: &'g dyn Encoder, one_story: bool) -> Desk<'g, 'd> {
        let documents: Vec<&'d Document> = grammars.iter().map(|g| g.document).collect();
        let annotations: Vec<&'d Annotations> = grammars.iter().map(|g| g.annotations).collect();
        let extracted: Vec<Extracted> = grammars.par_iter().enumerate().map(|(i, g)| extract(g, i)).collect();
        let stories = if one_story { vec![(0..documents.len()).collect()] } else { stories::stories(&documents, &annotations) };
        let mut story_of = vec![0; documents.len()];
        for (number, members) in stories.iter().enumerate() {
            for &d in members {
                story_of[d] = number;
            }
        }
        let texts: Vec<&str> = grammars.iter().map(|g| g.text()).collect();
        let publishers: Vec<Option<&str>> = documents.iter().map(|d| d.metadata.publisher.as_deref()).collect();
        let mut table = ActorTable::new(&extracted, &texts, &publishers, &story_of);
        let copies = copies::copies(&documents);
        let origins = documents.iter().map(|d| copies::origin(d).map(|(name, _)| publishers_name(&documents, name))).collect();
        let cites = documents.iter().map(|d| Cite::new(d)).collect();
        let offices = account::offices(grammars, &table);
        let authors =
            grammars.iter().zip(&extracted).enumerate().map(|(d, (g, found))| account::author(g, found, &table, d)).collect();
        let sides = Sides::new(grammars, &extracted, &mut table, &story_of);
        let years = Years::new(grammars, &extracted, &story_of);
        Desk { encoder, grammars, extracted, table, story_of, stories, copies, origins, offices, authors, sides, years, cites }
    }

    /// A date of a document; where it lacks the year and another report of the story has it, completed, with the words that do so.
    pub fn with_year(&self, document: DocumentIx, date: Option<Edtf>) -> (Option<Edtf>, Option<(DocumentIx, Span)>) {
        match date.as_ref().and_then(|date| self.years.complete(self.story_of[document], date)) {
            Some((whole, words)) => (Some(whole), Some(words)),
            None => (date, None),
        }
    }

    /// The two whom a document, else its story, shows dealing with each other.
    pub fn pair(&self, document: DocumentIx) -> Option<[ActorIx; 2]> {
        self.sides.of(document)
    }

    /// Evidence for a span of a document.
    pub fn evidence(&self, document: DocumentIx, span: Span) -> Evidence {
        self.cites[document].evidence(span)
    }

    /// A span as code points.
    pub fn points(&self, document: DocumentIx, span: Span) -> (usize, usize) {
        self.cites[document].points(span)
    }

    /// Lemmas of the content words of a span, in lower case.
    pub fn content_words(&self, document: DocumentIx, span: Span) -> BTreeSet<String> {
        let g = &self.grammars[document];
        let inside = g.tokens_in(span).map(|t| g.token(t));
        inside
            .filter(|t| matches!(t.pos, "NOUN" | "PROPN" | "VERB" | "NUM" | "ADJ"))
            .map(|t| t.lemma.to_lowercase().into_string())
            .collect()
    }

    /// Hashes of the content words of a span, sorted, each once.
    pub fn content_hashes(&self, document: DocumentIx, span: Span) -> Vec<u64> {
        let hash = FixedState::default();
        let mut hashes: Vec<u64> = self.content_words(document, span).iter().map(|w| hash.hash_one(alike::word(w))).collect();
        hashes.sort_unstable();
        hashes.dedup();
        hashes
    }

    /// The documents of a story that copy none, for whoever holds accounts against each other; none where the story is an archive.
    pub fn originals(&self, story: usize) -> Vec<DocumentIx> {
        let documents: Vec<DocumentIx> = self.stories[story].iter().copied().filter(|&d| self.copies[d].is_none()).collect();
        if documents.len() > MOST_ACCOUNTS { Vec::new() } else { documents }
    }

    /// The day on which a document was published.
    pub fn day(&self, document: DocumentIx) -> Option<i64> {
        self.grammars[document].document.metadata.day()
    }

    /// Id of a document.
    pub fn document_id(&self, document: DocumentIx) -> String {
        self.grammars[document].document.id.clone()
    }

    /// Numbers of the documents by their ids.
    pub fn numbers(&self) -> HashMap<&'g str, DocumentIx> {
        self.grammars.iter().enumerate().map(|(number, g)| (g.document.id.as_str(), number)).collect()
    }

    /// Actors by their ids.
    pub fn actors_by_id(&self) -> HashMap<String, ActorIx> {
        (0..self.table.instances.len()).map(|actor| (self.actor_id(actor), actor)).collect()
    }

    /// The day of the newest report of a story.
    pub fn newest(&self, story: usize) -> Option<i64> {
        self.stories[story].iter().filter_map(|&d| self.day(d)).max()
    }

    /// Id of a story: from the ids of its documents.
    pub fn story_id(&self, story: usize) -> String {
        let mut ids: Vec<&str> = self.stories[story].iter().map(|&d| self.grammars[d].document.id.as_str()).collect();
        ids.sort_unstable();
        stable_id("s", ids)
    }

    /// Id of an actor: from its name; for unnamed ones also from where it is first mentioned.
    pub fn actor_id(&self, actor: ActorIx) -> String {
        let instance = &self.table.instances[actor];
        let local = matches!(instance.kind, ActorKind::Group | ActorKind::Unnamed | ActorKind::Office).then(|| {
            let (document, span) = instance.mentions[0];
            (self.grammars[document].document.id.as_str(), span.start().to_string())
        });
        let place = local.as_ref().map_or(("", ""), |(d, s)| (*d, s.as_str()));
        stable_id("a", [instance.kind.as_str(), &instance.name, place.0, place.1])
    }

    /// The actors that a token stands for. "I" and "we" in a quotation are who is quoted.
    pub fn actors_at(&mut self, document: DocumentIx, token: TokenIx) -> Vec<ActorIx> {
        let g = &self.grammars[document];
        if is_first_person(g, token) {
            return self.speaker_of(document, token);
        }
        let own = g.under(token, &["poss"]).any(|p| g.word(p).eq_ignore_ascii_case("our")) && !g.quoted(token);
        if let Some(office) = self.offices[document].filter(|_| own && account::is_body(g, token)) {
            return vec![office];
        }
        let states = governed(g, token);
        if !states.is_empty() {
            let span = g.token(token).span;
            return states.into_iter().map(|name| self.table.state(name, document, span)).collect();
        }
        let found = &self.extracted[document];
        let meant = self.sides.meant(&Reading { g, found, document }, &mut self.table, token);
        meant.unwrap_or_else(|| self.table.resolve(document, found, token, g.word(token), g.token(token).span))
    }

    fn speaker_of(&mut self, document: DocumentIx, token: TokenIx) -> Vec<ActorIx> {
        let span = self.grammars[document].token(token).span;
        let statements = &self.extracted[document].statements;
        let around = statements.iter().filter(|s| s.content.iter().any(|c| c.contains(span)));
        let innermost = around.min_by_key(|s| s.content.iter().map(|c| c.len()).sum::<usize>());
        match innermost.and_then(|s| s.source_head) {
            Some(head) if !is_first_person(&self.grammars[document], head) => self.actors_at(document, head),
            _ if self.grammars[document].quoted(token) => Vec::new(),
            _ => self.author(document, token).into_iter().collect(),
        }
    }

    /// Whose own account a document is, as far as "I" and "we" outside quotations tell.
    fn author(&self, document: DocumentIx, token: TokenIx) -> Option<ActorIx> {
        let one = self.grammars[document].word(token).eq_ignore_ascii_case("i");
        if one { self.authors[document] } else { self.offices[document].or(self.authors[document]) }
    }

    /// Whose own account a document is: the one who gives it, else the office.
    pub fn whose(&self, document: DocumentIx) -> Option<ActorIx> {
        self.authors[document].or(self.offices[document])
    }

    /// The office whose own account a document is.
    pub fn office(&self, document: DocumentIx) -> Option<ActorIx> {
        self.offices[document]
    }

    /// The document whose words or origin a document's account rests on: itself unless it copies another.
    fn root(&self, document: DocumentIx) -> DocumentIx {
        let mut at = document;
        while let Some(copy) = &self.copies[at] {
            at = copy.of;
        }
        at
    }

    /// How many of the documents rest on origins of their own: copies count with what they copy, and those that credit one wire count once.
    pub fn independent(&self, documents: impl IntoIterator<Item = DocumentIx>) -> usize {
        let mut origins: Vec<String> = documents.into_iter().map(|d| self.origin_key(d)).collect();
        origins.sort_unstable();
        origins.dedup();
        origins.len()
    }

    /// What a document's account rests on: documents of one key are one account.
    pub fn origin_key(&self, document: DocumentIx) -> String {
        let root = self.root(document);
        let metadata = &self.grammars[root].document.metadata;
        match (&self.origins[root], &metadata.publisher) {
            (Some(origin), _) => origin.to_lowercase(),
            (None, Some(publisher)) => publisher.to_lowercase(),
            (None, None) => self.document_id(root),
        }
    }
}

/// An origin by the name under which it publishes a report of its own, where there is one: the agency for its initials.
fn publishers_name(documents: &[&Document], credit: String) -> String {
    let publishers = documents.iter().filter_map(|d| d.metadata.publisher.as_deref());
    publishers.into_iter().find(|publisher| copies::same(publisher, &credit)).map_or(credit.clone(), str::to_owned)
}

/// "The governments of Chad and Niger": the states.
fn governed(g: &Grammar, token: TokenIx) -> Vec<&'static str> {
    let owners = g.prepositional(token, "of").into_iter().filter(|_| body::is_of_states(g.word(token)));
    owners.filter_map(|t| knowledge::place(g.word(t))).map(|place| place.state.name.as_str()).collect()
}
