//! Exceptions that hold punctuation or spaces: found over the sequence of tokens, after all else.
//!
//! Enters: tokens. Leaves: tokens in which the longest, then leftmost runs that spell such an exception are cut as it says.

use super::chunk::{self, Part};
use super::rules::{Chunks, Exceptions, Piece, Rules};
use crate::expression::Scratch;
use crate::lexeme::Lexicon;
use crate::tables::{Map, Tables};
use std::collections::BTreeMap;

/// Runs of token texts that spell an exception, by the first of them.
#[derive(Default)]
pub struct Specials {
    by_first: Map<String, Vec<Vec<String>>>,
}

impl Specials {
    /// Finds out how the tokenizer cuts those exceptions when it doesn't know them.
    pub fn new(rules: &Rules, tables: &Tables) -> Specials {
        let scratch = &mut Scratch::default();
        let sets = &tables.sets;
        let mut specials = Specials::default();
        for key in &rules.exceptions.keys {
            let affixed = rules.prefix.match_at(sets, key, 0, scratch).is_some()
                || rules.infix.find(sets, key, 0, scratch).is_some()
                || rules.suffix.suffix(sets, key, scratch).is_some();
            if affixed || key.contains(' ') {
                let run = spelled(rules, key, tables, scratch);
                let runs = specials.by_first.entry(run[0].clone()).or_default();
                if !runs.contains(&run) {
                    runs.push(run);
                }
            }
        }
        specials
    }

    /// Puts the exceptions in.
    pub fn apply(&self, text: &str, pieces: Vec<Piece>, exceptions: &Exceptions, lexicon: &Lexicon) -> Vec<Piece> {
        let chosen = longest_first(self.matches(text, &pieces));
        if chosen.is_empty() {
            return pieces;
        }
        let mut out = Vec::with_capacity(pieces.len() + chosen.len());
        let mut at = 0;
        for (first, len) in chosen {
            out.extend(&pieces[at..first]);
            at = first + len;
            let run = &pieces[first..at];
            let (start, last) = (run[0].start, run[len - 1]);
            match exceptions.get(&text[start as usize..(last.start + last.len) as usize]) {
                Some(tokens) => push_exception(tokens, start, last.space, lexicon, &mut out),
                None => out.extend(run),
            }
        }
        out.extend(&pieces[at..]);
        out
    }

    /// All runs that spell an exception: length and first token.
    fn matches(&self, text: &str, pieces: &[Piece]) -> Vec<(usize, usize)> {
        let of = |piece: &Piece| &text[piece.start as usize..(piece.start + piece.len) as usize];
        let mut found = Vec::new();
        for (i, piece) in pieces.iter().enumerate() {
            for run in self.by_first.get(of(piece)).into_iter().flatten() {
                let window = pieces.get(i..i + run.len());
                if window.is_some_and(|w| w.iter().zip(run).all(|(piece, wanted)| of(piece) == wanted)) {
                    found.push((run.len(), i));
                }
            }
        }
        found
    }
}

/// The texts of the tokens of a text that is cut without exceptions.
fn spelled(rules: &Rules, text: &str, tables: &Tables, scratch: &mut Scratch) -> Vec<String> {
    let mut out = Vec::new();
    for (start, end, _) in (Chunks { text, at: 0, tables }) {
        for part in chunk::cut(rules, &text[start..end], false, &tables.sets, scratch) {
            if let Part::Text(from, to) = part {
                out.push(text[start + from..start + to].to_owned());
            }
        }
    }
    out
}

/// Of runs that overlap, keeps the longest, then the leftmost; gives first token and length, in order.
fn longest_first(mut found: Vec<(usize, usize)>) -> BTreeMap<usize, usize> {
    found.sort_unstable_by_key(|(len, first)| (usize::MAX - len, *first));
    let mut taken = std::collections::BTreeSet::new();
    let mut chosen = BTreeMap::new();
    for (len, first) in found {
        if !taken.contains(&first) && !taken.contains(&(first + len - 1)) {
            chosen.insert(first, len);
        }
        taken.extend(first..first + len);
    }
    chosen
}

fn push_exception((from, to): (u32, u32), start: u32, space: bool, lexicon: &Lexicon, out: &mut Vec<Piece>) {
    let mut at = start;
    for lexeme in from..to {
        let len = lexicon.get(lexeme).text.len() as u32;
        out.push(Piece { start: at, len, lexeme, space: space && lexeme + 1 == to });
        at += len;
    }
}
