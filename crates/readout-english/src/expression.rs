//! Regular expressions with look-around, compiled by `cargo xtask import-model`, and the small machine that runs them.
//!
//! Enters: the words of a program (their meaning is told in `xtask/src/import_model/program.rs`) and a text. Leaves: the match that
//! Python's `re` finds. It never takes more than (length of the text) x (length of the program) steps.

use crate::tables::CharSet;

/// Steps after which states that led nowhere are remembered, so that a text can't make the search slow.
const PATIENCE: usize = 4096;

const HEAD: usize = 12;

/// A compiled expression.
pub struct Expression {
    first: u128,
    last: u128,
    needed: Option<u8>,
    longest: usize,
    tail: Option<usize>,
    code: Vec<u32>,
}

/// Memory that searches share.
#[derive(Default)]
pub struct Scratch {
    todo: Vec<(u32, u32)>,
    dead: Vec<u64>,
}

impl Expression {
    /// Reads one program from the front of `words`; also gives what follows it.
    pub fn read(words: &[u32]) -> Option<(Expression, &[u32])> {
        let (head, rest) = words.split_first_chunk::<HEAD>()?;
        let (code, rest) = rest.split_at_checked(head[11] as usize)?;
        let bits = |from: usize| head[from..from + 4].iter().rev().fold(0u128, |bits, w| bits << 32 | u128::from(*w));
        let needed = u8::try_from(head[8]).ok().filter(|b| *b > 0 && b.is_ascii());
        let tail = (head[10] as usize).checked_sub(1);
        Some((Expression { first: bits(0), last: bits(4), needed, longest: head[9] as usize, tail, code: code.to_vec() }, rest))
    }

    /// End of the match that begins at byte `at`.
    pub fn match_at(&self, sets: &[CharSet], text: &str, at: usize, scratch: &mut Scratch) -> Option<usize> {
        if !could(self.first, text.as_bytes().get(at).copied()) {
            return None;
        }
        self.run(sets, text, 0, at, scratch)
    }

    /// End of the match that begins at the start of the text, for expressions that need a certain character.
    pub fn match_whole(&self, sets: &[CharSet], text: &str, scratch: &mut Scratch) -> Option<usize> {
        if self.needed.is_some_and(|byte| !text.as_bytes().contains(&byte)) {
            return None;
        }
        self.match_at(sets, text, 0, scratch)
    }

    /// Where the leftmost match begins of an expression all of whose matches reach to the end of the text.
    pub fn suffix(&self, sets: &[CharSet], text: &str, scratch: &mut Scratch) -> Option<usize> {
        if !could(self.last, text.as_bytes().last().copied()) {
            return None;
        }
        let mut from = text.char_indices().rev().nth(self.longest).map_or(0, |(at, _)| at);
        if let Some(tail) = self.tail {
            from = from.min(text.trim_end_matches(|c| sets[tail].has(c)).len());
        }
        text[from..].char_indices().map(|(i, _)| from + i).find(|&at| self.match_at(sets, text, at, scratch).is_some())
    }

    /// The next match at or after byte `from`.
    pub fn find(&self, sets: &[CharSet], text: &str, from: usize, scratch: &mut Scratch) -> Option<(usize, usize)> {
        let rest = text.get(from..)?;
        rest.char_indices().find_map(|(i, _)| Some((from + i, self.match_at(sets, text, from + i, scratch)?)))
    }

    fn run(&self, sets: &[CharSet], text: &str, pc: u32, at: usize, scratch: &mut Scratch) -> Option<usize> {
        let Scratch { todo, dead } = scratch;
        dead.clear();
        todo.clear();
        todo.push((pc, at as u32));
        let width = text.len() - at + 1;
        let mut steps = 0;
        while let Some((pc, pos)) = todo.pop() {
            steps += 1;
            if steps > PATIENCE {
                dead.resize((self.code.len() * width).div_ceil(64), 0);
                let bit = pc as usize * width + (pos as usize - at);
                if dead[bit / 64] >> (bit % 64) & 1 == 1 {
                    continue;
                }
                dead[bit / 64] |= 1 << (bit % 64);
            }
            if let Some(end) = self.straight(sets, text, pc as usize, pos as usize, todo) {
                return Some(end);
            }
        }
        None
    }

    /// Follows the code from `pc` until it matches or fails; leaves the other ways on `todo`.
    fn straight(&self, sets: &[CharSet], text: &str, mut pc: usize, mut pos: usize, todo: &mut Vec<(u32, u32)>) -> Option<usize> {
        let code = &self.code;
        loop {
            match code[pc] {
                0 => return Some(pos),
                1 | 2 => {
                    let c = text[pos..].chars().next()?;
                    let fits = if code[pc] == 1 { code[pc + 1] == c as u32 } else { sets[code[pc + 1] as usize].has(c) };
                    if !fits {
                        return None;
                    }
                    pos += c.len_utf8();
                    pc += 2;
                }
                3 => {
                    todo.push((code[pc + 2], pos as u32));
                    pc = code[pc + 1] as usize;
                    // A loop goes through here once a character: the step is counted and remembered in `run`.
                    todo.push((pc as u32, pos as u32));
                    return None;
                }
                4 => pc = code[pc + 1] as usize,
                5 if pos == 0 => pc += 1,
                6 if pos == text.len() || &text[pos..] == "\n" => pc += 1,
                7 => {
                    if self.look(sets, text, pc, pos) == (code[pc + 1] & 2 != 0) {
                        return None;
                    }
                    pc = code[pc + 3] as usize;
                }
                _ => return None,
            }
        }
    }

    /// Whether the body of a look-around matches.
    fn look(&self, sets: &[CharSet], text: &str, pc: usize, pos: usize) -> bool {
        let mut from = pos;
        if self.code[pc + 1] & 1 == 1 {
            for _ in 0..self.code[pc + 2] {
                let Some(before) = text[..from].chars().next_back() else { return false };
                from -= before.len_utf8();
            }
        }
        self.run(sets, text, pc as u32 + 4, from, &mut Scratch::default()).is_some()
    }
}

/// Whether a byte can be the edge of a match: ASCII is known exactly, the rest is tried.
fn could(ascii: u128, byte: Option<u8>) -> bool {
    byte.is_some_and(|b| !b.is_ascii() || ascii >> b & 1 == 1)
}
