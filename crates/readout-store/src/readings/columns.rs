//! Annotations as columns: what most tokens have in common stands once, the rest is small numbers.
//!
//! Enters: a text with its annotations. Leaves: bytes, and the annotations again. Labels of the model come back as the static words that they are.

use crate::forms;
use readout_record::annotation::{Annotations, Attribution, Bound, CommitmentMark, Deeds, Entity, EventMark, Part, Token};
use readout_record::kind::{EventType, Reality, Role, Strength};
use readout_record::span::Span;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

/// Tag, part of speech, label and morphology of a token, as numbers of names.
type Shape = [u32; 4];

#[derive(Default, Serialize, Deserialize)]
struct Columns {
    names: Vec<String>,
    shapes: Vec<Shape>,
    /// Of each token: bytes since the one before, its length, its shape, how far its head is, its lemma.
    gaps: Vec<u32>,
    lengths: Vec<u32>,
    shape_of: Vec<u32>,
    heads: Vec<i32>,
    /// 0 for the word itself, 1 for the word in lower case, else 2 and the number of the name.
    lemmas: Vec<u32>,
    starts: Vec<u32>,
    /// First token, tokens, label.
    entities: Vec<(u32, u32, u32, Piece)>,
    attributions: Vec<Cited>,
    events: Vec<EventRow>,
    commitments: Vec<CommitmentRow>,
}

/// Source, cue, content, confidence.
type Cited = (Option<Piece>, Piece, Vec<Piece>, f32);

/// Token, how sure, type, how sure of it, reality, how sure of it, parts.
type EventRow = (u32, f32, EventType, f32, Reality, f32, Vec<(u32, Role, f32)>);

/// Token, how sure, strength, parts: whether each is who is bound.
type CommitmentRow = (u32, f32, Strength, Vec<(u32, bool, f32)>);

/// First byte and length.
type Piece = (u32, u32);

/// The bytes that stand for annotations.
pub fn packed(text: &str, annotations: &Annotations) -> Vec<u8> {
    let mut writer = Writer::default();
    let mut end = 0;
    for (at, token) in annotations.tokens.iter().enumerate() {
        writer.token(text, at, token, end);
        end = token.span.end();
    }
    let mut columns = writer.columns;
    let mut names = writer.names;
    let piece = |s: Span| (s.start() as u32, s.len() as u32);
    let entity = |e: &Entity| (e.first, e.end, number(&mut names, e.label), piece(e.span));
    columns.entities = annotations.entities.iter().map(entity).collect();
    let attribution =
        |a: &Attribution| (a.source.map(piece), piece(a.cue), a.content.iter().map(|&s| piece(s)).collect(), a.confidence);
    columns.attributions = annotations.attributions.iter().map(attribution).collect();
    columns.events = annotations.deeds.events.iter().map(event).collect();
    columns.commitments = annotations.deeds.commitments.iter().map(commitment).collect();
    let mut ordered: Vec<(String, u32)> = names.into_iter().collect();
    ordered.sort_by_key(|&(_, number)| number);
    columns.names = ordered.into_iter().map(|(name, _)| name).collect();
    forms::packed(&postcard::to_allocvec(&columns).unwrap_or_default())
}

fn event(e: &EventMark) -> EventRow {
    let parts = e.parts.iter().map(|p| (p.token as u32, p.role, p.sure)).collect();
    (e.token as u32, e.sure, e.kind, e.of_kind, e.reality, e.real, parts)
}

fn commitment(c: &CommitmentMark) -> CommitmentRow {
    let parts = c.parts.iter().map(|p| (p.token as u32, p.role == Bound::Actor, p.sure)).collect();
    (c.token as u32, c.sure, c.strength, parts)
}

#[derive(Default)]
struct Writer {
    columns: Columns,
    names: BTreeMap<String, u32>,
    shapes: BTreeMap<Shape, u32>,
}

fn number(names: &mut BTreeMap<String, u32>, name: &str) -> u32 {
    let next = names.len() as u32;
    if let Some(&known) = names.get(name) {
        return known;
    }
    names.insert(name.to_owned(), next);
    next
}

impl Writer {
    fn token(&mut self, text: &str, at: usize, t: &Token, end: usize) {
        let shape = [t.tag, t.pos, t.label, t.morph].map(|name| number(&mut self.names, name));
        let next = self.shapes.len() as u32;
        let shape_number = *self.shapes.entry(shape).or_insert(next);
        if shape_number == next {
            self.columns.shapes.push(shape);
        }
        let word = t.span.of(text);
        let lemma = match t.lemma.as_str() {
            lemma if lemma == word => 0,
            lemma if lemma == word.to_lowercase() => 1,
            lemma => 2 + number(&mut self.names, lemma),
        };
        let c = &mut self.columns;
        c.gaps.push((t.span.start() - end) as u32);
        c.lengths.push(t.span.len() as u32);
        c.shape_of.push(shape_number);
        c.heads.push(t.head as i32 - at as i32);
        c.lemmas.push(lemma);
        if t.sentence_start {
            c.starts.push(at as u32);
        }
    }
}

/// The annotations again; `None` where the bytes are not those of this text.
pub fn unpacked(text: &str, bytes: &[u8]) -> Option<Annotations> {
    let columns: Columns = postcard::from_bytes(&forms::unpacked(bytes).ok()?).ok()?;
    let names: Vec<&'static str> = {
        let labels = labels(&columns);
        columns.names.iter().enumerate().map(|(n, name)| if labels.contains(&(n as u32)) { interned(name) } else { "" }).collect()
    };
    let reader = Reader { text, columns: &columns, names };
    Some(Annotations {
        tokens: reader.tokens()?,
        entities: columns.entities.iter().map(|e| reader.entity(e)).collect::<Option<_>>()?,
        attributions: reader.attributions()?,
        deeds: Deeds {
            events: columns.events.iter().map(read_event).collect(),
            commitments: columns.commitments.iter().map(read_commitment).collect(),
        },
    })
}

/// Numbers of the names that are labels of the model, of which there are few; lemmas are words of the text.
fn labels(columns: &Columns) -> BTreeSet<u32> {
    columns.shapes.iter().flatten().copied().chain(columns.entities.iter().map(|e| e.2)).collect()
}

struct Reader<'c> {
    text: &'c str,
    columns: &'c Columns,
    names: Vec<&'static str>,
}

impl Reader<'_> {
    fn span(&self, &(start, length): &Piece) -> Option<Span> {
        Span::new(self.text, start as usize, start as usize + length as usize)
    }

    fn tokens(&self) -> Option<Vec<Token>> {
        let c = self.columns;
        let mut starts = c.starts.iter().copied().peekable();
        let mut end = 0;
        let mut tokens = Vec::with_capacity(c.gaps.len());
        for at in 0..c.gaps.len() {
            let start = end + *c.gaps.get(at)? as usize;
            end = start + *c.lengths.get(at)? as usize;
            let span = Span::new(self.text, start, end)?;
            let word = span.of(self.text);
            let [tag, pos, label, morph] = *c.shapes.get(*c.shape_of.get(at)? as usize)?;
            let name = |n: u32| self.names.get(n as usize).copied();
            let lemma = match *c.lemmas.get(at)? {
                0 => word.into(),
                1 => word.to_lowercase().into(),
                n => c.names.get(n as usize - 2)?.as_str().into(),
            };
            let head = u32::try_from(at as i64 + i64::from(*c.heads.get(at)?)).ok()?;
            let sentence_start = starts.next_if_eq(&(at as u32)).is_some();
            tokens.push(Token {
                span,
                head,
                sentence_start,
                tag: name(tag)?,
                pos: name(pos)?,
                label: name(label)?,
                morph: name(morph)?,
                lemma,
            });
        }
        Some(tokens)
    }

    fn entity(&self, (first, end, label, piece): &(u32, u32, u32, Piece)) -> Option<Entity> {
        Some(Entity { first: *first, end: *end, span: self.span(piece)?, label: self.names.get(*label as usize)? })
    }

    fn attributions(&self) -> Option<Vec<Attribution>> {
        let mut found = Vec::with_capacity(self.columns.attributions.len());
        for (source, cue, content, confidence) in &self.columns.attributions {
            let source = match source {
                Some(piece) => Some(self.span(piece)?),
                None => None,
            };
            let content = content.iter().map(|p| self.span(p)).collect::<Option<_>>()?;
            found.push(Attribution { source, cue: self.span(cue)?, content, confidence: *confidence });
        }
        Some(found)
    }
}

fn read_event((token, sure, kind, of_kind, reality, real, parts): &EventRow) -> EventMark {
    let parts = parts.iter().map(|&(token, role, sure)| Part { token: token as usize, role, sure }).collect();
    EventMark { token: *token as usize, sure: *sure, kind: *kind, of_kind: *of_kind, reality: *reality, real: *real, parts }
}

fn read_commitment((token, sure, strength, parts): &CommitmentRow) -> CommitmentMark {
    let bound = |actor: bool| if actor { Bound::Actor } else { Bound::Recipient };
    let parts = parts.iter().map(|&(token, actor, sure)| Part { token: token as usize, role: bound(actor), sure }).collect();
    CommitmentMark { token: *token as usize, sure: *sure, strength: *strength, parts }
}

/// A name for as long as the program runs. The model has a few hundred of them.
fn interned(name: &str) -> &'static str {
    static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut names = NAMES.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    if let Some(known) = names.get(name) {
        return known;
    }
    let kept: &'static str = Box::leak(name.to_owned().into_boxed_str());
    names.insert(kept);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Émile spoke.\nHe will pay";

    fn token(start: usize, end: usize, head: u32, sentence_start: bool, names: [&'static str; 4], lemma: &str) -> Token {
        let span = Span::new(TEXT, start, end).expect("a span");
        let [tag, pos, label, morph] = names;
        Token { span, head, sentence_start, tag, pos, label, morph, lemma: lemma.into() }
    }

    fn part<R>(token: usize, role: R) -> Part<R> {
        Part { token, role, sure: 0.75 }
    }

    fn annotations() -> Annotations {
        let span = |start, end| Span::new(TEXT, start, end).expect("a span");
        Annotations {
            tokens: vec![
                token(0, 6, 1, true, ["NNP", "PROPN", "nsubj", "Number=Sing"], "Émile"),
                token(7, 12, 1, false, ["VBD", "VERB", "ROOT", "Tense=Past"], "speak"),
                token(12, 13, 1, false, [".", "PUNCT", "punct", ""], "."),
                token(14, 16, 4, true, ["PRP", "PRON", "nsubj", ""], "he"),
                token(17, 21, 4, false, ["MD", "AUX", "ROOT", ""], "will"),
            ],
            entities: vec![Entity { first: 0, end: 1, span: span(0, 6), label: "PERSON" }],
            attributions: vec![
                Attribution {
                    source: Some(span(0, 6)),
                    cue: span(7, 12),
                    content: vec![span(14, 16), span(17, 21)],
                    confidence: 0.5,
                },
                Attribution { source: None, cue: span(7, 12), content: vec![], confidence: 0.25 },
            ],
            deeds: Deeds {
                events: vec![EventMark {
                    token: 1,
                    sure: 0.9,
                    kind: EventType::Statement,
                    of_kind: 0.8,
                    reality: Reality::Happened,
                    real: 0.7,
                    parts: vec![part(0, Role::Agent)],
                }],
                commitments: vec![CommitmentMark {
                    token: 4,
                    sure: 0.6,
                    strength: Strength::Will,
                    parts: vec![part(3, Bound::Actor), part(0, Bound::Recipient)],
                }],
            },
        }
    }

    #[test]
    fn annotations_come_back_as_they_went_in() {
        let annotations = annotations();
        assert_eq!(unpacked(TEXT, &packed(TEXT, &annotations)), Some(annotations));
        assert_eq!(unpacked("", &packed("", &Annotations::default())), Some(Annotations::default()));
    }

    #[test]
    fn bytes_of_another_text_and_broken_ones_give_nothing() {
        let bytes = packed(TEXT, &annotations());
        assert_eq!(unpacked("Short", &bytes), None);
        assert_eq!(unpacked(TEXT, &bytes[..bytes.len() / 2]), None);
        assert_eq!(unpacked(TEXT, b"nothing"), None);
    }
}
