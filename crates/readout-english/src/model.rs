//! The whole model: text in, annotations out.
//!
//! Enters: a text. Leaves: what the model says of it, the same for the same text whatever was read before and however many threads read. One
//! `English` serves all threads; each borrows a workplace from it, whose memory of words only saves time.

use crate::attribution::Attributor;
use crate::blob::{Blob, BlobError};
use crate::deeds::DeedReader;
use crate::encoder::{self, Encoder, STRETCH, Sight};
use crate::entities::{Found, Recogniser, Surroundings};
use crate::kernel::Machine;
use crate::kernel::layers::{Packed, Rows, WIDTH};
use crate::lemma::Lemmatizer;
use crate::parser::Parser;
use crate::reading::network;
use crate::ruler::{self, Ruler, Seen, Set};
use crate::scorer::{HIDDEN, first_largest};
use crate::tables::Tables;
use crate::tokenizer::rules::Piece;
use crate::tokenizer::{Memory, Tokenizer, Words};
use crate::tree::{Labels, Tree};
use crate::vectors::Vectors;
use readout_record::annotation::{Annotations, Entity, Token};
use readout_record::span::Span;
use std::sync::Mutex;

/// The model's file as shipped.
static SHIPPED: &[u8] = include_bytes!("../model/en_core_web_sm.bin");

/// The weights of attribution as shipped.
static ATTRIBUTION: &[u8] = include_bytes!("../model/attribution.safetensors");

/// The weights of deeds as shipped.
static DEEDS: &[u8] = include_bytes!("../model/deeds.safetensors");

/// The English model, ready to read texts.
pub struct English {
    machine: Machine,
    tables: Tables,
    tokenizer: Tokenizer,
    shared: Encoder,
    entities: Encoder,
    /// From a vector to the parser's 64 values and the scores of the tags behind them.
    reader: Packed,
    /// From a vector to the entity recogniser's 64 values.
    entity_reader: Packed,
    tags: Vec<&'static str>,
    tag_numbers: Vec<u32>,
    label_numbers: Vec<u32>,
    labels: Labels,
    parser: Parser,
    recogniser: Recogniser,
    ruler: Ruler,
    lemmatizer: Lemmatizer,
    attributor: Attributor,
    deeds: DeedReader,
    workplaces: Mutex<Vec<Workplace>>,
}

/// Steps of the work on a text, for those who measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Text to tokens.
    Tokens,
    /// Tokens to vectors and tags.
    Encoding,
    /// Heads, labels, sentences.
    Parsing,
    /// The second encoder and the entities.
    Entities,
    /// Parts of speech, morphology, lemmas, and putting all together.
    Words,
    /// Who said what.
    Attributions,
    /// What was done and what was promised.
    Deeds,
}

/// Memory that one thread works with.
struct Workplace {
    memory: Memory,
    shared: encoder::Desk,
    entities: encoder::Desk,
    desk: network::Desk,
    vectors: Vectors,
    out: Vec<f32>,
}

impl English {
    /// The model that is shipped with the program.
    pub fn load() -> Result<English, BlobError> {
        English::from_bytes(SHIPPED)
    }

    /// A model from the bytes of a file that `cargo xtask import-model` wrote.
    pub fn from_bytes(bytes: &'static [u8]) -> Result<English, BlobError> {
        let blob = Blob::new(bytes)?;
        let attributor = Attributor::new(ATTRIBUTION)?;
        let tables = Tables::new(&blob)?;
        let tag_texts = blob.texts("tags")?;
        let ruler = Ruler::new(&blob, tag_texts)?;
        let mut labels = Labels::new();
        let parser = Parser::new(&blob, &mut labels)?;
        let tags: Vec<&'static str> = tag_texts.iter().collect();
        Ok(English {
            machine: Machine::detect(),
            tokenizer: Tokenizer::new(&blob, &tables)?,
            shared: Encoder::new(&blob, "tok2vec")?,
            entities: Encoder::new(&blob, "ner")?,
            reader: reader(&blob, &["parser.lin", "tagger"])?,
            entity_reader: reader(&blob, &["ner.lin"])?,
            tag_numbers: tags.iter().map(|t| ruler.text_number(t)).collect(),
            label_numbers: labels.texts().iter().map(|l| ruler.text_number(l)).collect(),
            tags,
            labels,
            parser,
            recogniser: Recogniser::new(&blob)?,
            ruler,
            lemmatizer: Lemmatizer::new(&blob)?,
            deeds: DeedReader::new(DEEDS, attributor.vocabulary())?,
            attributor,
            tables,
            workplaces: Mutex::new(Vec::new()),
        })
    }

    /// What the model says of a report: each paragraph and each item of a list is read by itself, so that a headline is not parsed as a part of the
    /// sentence under it.
    pub fn annotate(&self, text: &str) -> Annotations {
        self.in_steps(text, paragraphs, |_| ())
    }

    /// What the model says of a text read in one piece, as spaCy does.
    pub fn annotate_whole(&self, text: &str) -> Annotations {
        self.annotate_in_steps(text, |_| ())
    }

    /// The same, telling `done` of each step when it is done.
    pub fn annotate_in_steps(&self, text: &str, done: impl FnMut(Step)) -> Annotations {
        self.in_steps(text, |_, pieces| vec![pieces.len()], done)
    }

    /// Reads the pieces that end at each of `ends` by themselves, and the attributions of all of them together.
    fn in_steps(&self, text: &str, ends: fn(&str, &[Piece]) -> Vec<usize>, mut done: impl FnMut(Step)) -> Annotations {
        let mut place = self.borrow();
        let all = self.tokenizer.tokenize(text, &mut place.memory, self.words());
        place.vectors.clear();
        done(Step::Tokens);
        let mut annotations = Annotations::default();
        let mut from = 0;
        for end in ends(text, &all) {
            let pieces = &all[from..end];
            let (hidden, tags) = self.read(pieces, &mut place);
            done(Step::Encoding);
            let mut tree = self.parser.parse(&hidden, &self.labels, self.machine);
            drop(hidden);
            let starts = tree.finish(&self.labels, |i| place.memory.lexicon.get(pieces[i].lexeme).is_space);
            done(Step::Parsing);
            let found = self.find_entities(pieces, &starts, &mut place);
            done(Step::Entities);
            let read = self.assemble(text, pieces, &tags, &tree, &starts, found, &mut place.memory);
            append(&mut annotations, read);
            done(Step::Words);
            from = end;
        }
        let Workplace { vectors, desk, .. } = &mut place;
        let page = self.attributor.page(text, &annotations);
        annotations.attributions = self.attributor.read(&page, &annotations, vectors, desk, self.machine);
        done(Step::Attributions);
        annotations.deeds = self.deeds.read(&page, vectors, desk, self.machine);
        done(Step::Deeds);
        self.give_back(place);
        annotations
    }

    /// The parser's 64 values and the tag of each token.
    fn read(&self, pieces: &[Piece], place: &mut Workplace) -> (Vec<f32>, Vec<u8>) {
        let mut hidden = Vec::with_capacity(pieces.len() * HIDDEN);
        let mut tags = Vec::with_capacity(pieces.len());
        let width = self.reader.places();
        for stretch in stretches(pieces.len()) {
            self.make_room(place);
            let Workplace { memory, shared, vectors, out, .. } = place;
            let values = self.shared.encode(pieces, stretch, Sight::Spaces, &mut memory.lexicon, shared, self.machine);
            vectors.syntax.extend_from_slice(values);
            let count = stretch.1 - stretch.0;
            out.resize(count * width, 0.0);
            self.machine.affine(Rows { values, stride: WIDTH, count }, &self.reader, out);
            for row in out[..count * width].chunks_exact(width) {
                hidden.extend_from_slice(&row[..HIDDEN]);
                tags.push(first_largest(&row[HIDDEN..HIDDEN + self.tags.len()]).1 as u8);
            }
        }
        (hidden, tags)
    }

    fn find_entities(&self, pieces: &[Piece], starts: &[bool], place: &mut Workplace) -> Vec<Found> {
        let mut progress = self.recogniser.begin();
        let width = self.entity_reader.places();
        for stretch in stretches(pieces.len()) {
            self.make_room(place);
            let Workplace { memory, entities, vectors, out, .. } = place;
            let values = self.entities.encode(pieces, stretch, Sight::NoSpaces, &mut memory.lexicon, entities, self.machine);
            vectors.entities.extend_from_slice(values);
            let count = stretch.1 - stretch.0;
            out.resize(count * width, 0.0);
            self.machine.affine(Rows { values, stride: WIDTH, count }, &self.entity_reader, out);
            let hidden: Vec<f32> =
                out[..count * width].chunks_exact(width).flat_map(|row| row[..HIDDEN].iter().copied()).collect();
            let is_space = |i: usize| memory.lexicon.get(pieces[i].lexeme).is_space;
            let around = Surroundings { is_space: &is_space, starts };
            self.recogniser.advance(stretch.0, &hidden, &around, &mut progress, self.machine);
        }
        progress.found
    }

    #[allow(clippy::too_many_arguments, reason = "everything that was found comes together here")]
    fn assemble(
        &self,
        text: &str,
        pieces: &[Piece],
        tags: &[u8],
        tree: &Tree,
        starts: &[bool],
        found: Vec<Found>,
        memory: &mut Memory,
    ) -> Annotations {
        let seen = |(i, piece): (usize, &Piece)| {
            let lexeme = memory.lexicon.get(piece.lexeme);
            let (tag, label) = (self.tag_numbers[tags[i] as usize], self.label_numbers[tree.labels[i] as usize]);
            Seen { tag, label, word: lexeme.class, is_space: lexeme.is_space }
        };
        let sets = self.ruler.apply(&pieces.iter().enumerate().map(seen).collect::<Vec<_>>());
        let mut tokens = Vec::with_capacity(pieces.len());
        for (i, (piece, set)) in pieces.iter().zip(&sets).enumerate() {
            let (start, end) = (piece.start as usize, (piece.start + piece.len) as usize);
            let Some(span) = Span::new(text, start, end) else { continue };
            let set_or =
                |place: usize, own: &'static str| if set.values[place] == 0 { own } else { self.ruler.text(set.values[place]) };
            tokens.push(Token {
                span,
                head: tree.heads[i],
                sentence_start: starts[i],
                tag: set_or(ruler::TAG, self.tags[tags[i] as usize]),
                pos: self.ruler.text(set.values[ruler::POS]),
                label: set_or(ruler::DEP, self.labels.text(tree.labels[i])),
                morph: self.ruler.text(set.values[ruler::MORPH]),
                lemma: self.lemma(piece, set, memory),
            });
        }
        let entity = |(first, end, label): Found| {
            let span = tokens[first as usize].span.join(tokens[end as usize - 1].span);
            Entity { first, end, span, label }
        };
        let entities = found.into_iter().map(entity).collect();
        Annotations { tokens, entities, ..Annotations::default() }
    }

    fn lemma(&self, piece: &Piece, set: &Set, memory: &mut Memory) -> compact_str::CompactString {
        if set.values[ruler::LEMMA] != 0 {
            return self.ruler.text(set.values[ruler::LEMMA]).into();
        }
        let lexeme = memory.lexicon.get_mut(piece.lexeme);
        let key = set.values[ruler::POS] << 16 | set.values[ruler::MORPH];
        match &lexeme.lemma {
            Some((known, lemma)) if *known == key => lemma.clone(),
            _ => {
                let (pos, morph) = (self.ruler.text(set.values[ruler::POS]), self.ruler.text(set.values[ruler::MORPH]));
                let lemma = self.lemmatizer.lemma(&lexeme.text, &lexeme.lower, pos, morph, &self.tables);
                lexeme.lemma = Some((key, lemma.clone()));
                lemma
            }
        }
    }

    fn words(&self) -> Words<'_> {
        Words { tables: &self.tables, ruler: &self.ruler }
    }

    /// Forgets mixed embeddings where there are too many of them.
    fn make_room(&self, place: &mut Workplace) {
        if place.shared.is_full() || place.entities.is_full() {
            place.shared.clear();
            place.entities.clear();
            place.memory.lexicon.unmix();
        }
    }

    fn borrow(&self) -> Workplace {
        let free = self.workplaces.lock().ok().and_then(|mut all| all.pop());
        free.unwrap_or_else(|| Workplace {
            memory: self.tokenizer.memory(self.words()),
            shared: encoder::Desk::default(),
            entities: encoder::Desk::default(),
            desk: network::Desk::default(),
            vectors: Vectors::default(),
            out: Vec::new(),
        })
    }

    /// Keeps a workplace for the next text, unless it has grown too large.
    fn give_back(&self, place: Workplace) {
        if !place.memory.is_full()
            && let Ok(mut all) = self.workplaces.lock()
        {
            all.push(place);
        }
    }
}

/// Layers over the same vectors, one after another in a row.
fn reader(blob: &Blob, names: &[&str]) -> Result<Packed, BlobError> {
    let (mut weights, mut bias) = (Vec::new(), Vec::new());
    for name in names {
        weights.extend(blob.matrix(&format!("{name}.W"))?.values());
        bias.extend(blob.matrix(&format!("{name}.b"))?.values());
    }
    Ok(Packed::new(&weights, &bias, WIDTH, bias.len(), Some))
}

/// Adds what was read of the next paragraph.
fn append(all: &mut Annotations, next: Annotations) {
    let before = all.tokens.len() as u32;
    all.tokens.extend(next.tokens.into_iter().map(|t| Token { head: t.head + before, ..t }));
    all.entities.extend(next.entities.into_iter().map(|e| Entity { first: e.first + before, end: e.end + before, ..e }));
}

/// Where paragraphs and items of lists end: after an empty line, or after a line break that a bullet or a number with its stop follows.
fn paragraphs(text: &str, pieces: &[Piece]) -> Vec<usize> {
    let words = |p: &Piece| &text[p.start as usize..(p.start + p.len) as usize];
    let breaks = |i: usize| {
        let word = words(&pieces[i]);
        let item = || text[(pieces[i].start + pieces[i].len) as usize..].split_whitespace().next().is_some_and(is_item_mark);
        word.trim().is_empty() && word.contains('\n') && (word.matches('\n').count() > 1 || item())
    };
    let mut ends: Vec<usize> = (0..pieces.len()).filter(|&i| breaks(i)).map(|i| i + 1).collect();
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let datelines: Vec<usize> = starts.filter_map(|from| dateline(&pieces[from..], words).map(|to| from + to)).collect();
    ends.extend(datelines);
    ends.sort_unstable();
    ends.dedup();
    if ends.last().is_none_or(|&last| last < pieces.len()) {
        ends.push(pieces.len());
    }
    ends
}

/// Where the dateline of a paragraph ends: "GENEVA, March 9 (Wire) - ".
fn dateline<'t>(pieces: &[Piece], words: impl Fn(&Piece) -> &'t str + Copy) -> Option<usize> {
    const LONGEST: usize = 14;
    let capitals = |w: &str| w.chars().count() > 2 && w.chars().all(char::is_uppercase);
    let first = pieces.first().is_some_and(|p| capitals(words(p)));
    let head = pieces.iter().take(LONGEST).take_while(|p| !matches!(words(p), "." | "?" | "!" | ":" | "“" | "\""));
    let dash = head.map(&words).position(|w| matches!(w, "-" | "–" | "—" | "--")).filter(|_| first)?;
    let told = |p: &Piece| words(p).starts_with(char::is_lowercase) && words(p).chars().count() > 3;
    let apart = pieces[dash].start > pieces[dash - 1].start + pieces[dash - 1].len;
    (apart && !pieces[..dash].iter().any(told)).then_some(dash + 1)
}

/// "-", "•", "3." or "(a)" at the start of a line.
fn is_item_mark(word: &str) -> bool {
    let bullet = matches!(word, "-" | "*" | "•" | "–" | "—" | "◦" | "▪" | "·");
    let number = word.strip_suffix(['.', ')']).map(|w| w.trim_start_matches('('));
    bullet || number.is_some_and(|w| w.len() <= 2 && (w.chars().all(|c| c.is_ascii_digit()) || w.len() == 1) && !w.is_empty())
}

fn stretches(count: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..count).step_by(STRETCH).map(move |from| (from, (from + STRETCH).min(count)))
}
