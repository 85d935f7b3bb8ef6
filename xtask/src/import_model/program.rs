//! A regular expression as the small program that the tokenizer runs.
//!
//! Enters: syntax trees. Leaves: 32-bit words. A program is a head of 12 words and its code; sets of characters stand apart and are shared.
//!
//! Head: 4 words of ASCII characters that a match can begin with, 4 words of those that it can end with (all others are always tried),
//! a character that every match needs (0: none), the most characters that a match can have without its unbounded loops, the set that
//! unbounded loops run over plus 1 (0: there is none), the length of the code.
//! Code: 0 match; 1 c: that character; 2 k: one of set k; 3 a b: try a, then b; 4 a: go on at a; 5: start; 6: end, or before a last newline;
//! 7 flags width next: look (1 behind, 2 negative), its body follows and ends with 0.

use super::charset::{self, CharSet};
use super::pattern::Node;
use anyhow::{Result, bail, ensure};

/// Sets of characters that programs refer to by number.
#[derive(Default)]
pub struct Sets(Vec<CharSet>);

impl Sets {
    /// The number of a set, new or known.
    pub fn number(&mut self, set: &CharSet) -> u32 {
        let known = self.0.iter().position(|s| s == set);
        known.unwrap_or_else(|| {
            self.0.push(set.clone());
            self.0.len() - 1
        }) as u32
    }

    /// For each set: 4 words of ASCII bits, the number of other ranges, the ranges.
    pub fn words(&self) -> Vec<u32> {
        let mut out = vec![self.0.len() as u32];
        for set in &self.0 {
            out.extend(ascii_bits(set));
            let rest: Vec<_> = set.iter().filter(|(_, hi)| *hi > 127).map(|&(lo, hi)| (lo.max(128), hi)).collect();
            out.push(rest.len() as u32);
            out.extend(rest.into_iter().flat_map(|(lo, hi)| [lo, hi]));
        }
        out
    }
}

/// Head and code of one expression.
pub fn compile(tree: &Node, sets: &mut Sets) -> Result<Vec<u32>> {
    let tree = joined(tree.clone());
    let mut code = Vec::new();
    emit(&tree, sets, &mut code)?;
    code.push(0);
    let mut head = Vec::new();
    head.extend(ascii_bits(&edge(&tree, true).0));
    head.extend(ascii_bits(&edge(&tree, false).0));
    head.push(needed(&tree).first().map_or(0, |&c| c));
    let mut tail = Vec::new();
    head.push(longest(&tree, &mut tail)?);
    head.push(if tail.is_empty() { 0 } else { sets.number(&charset::merged(tail)) + 1 });
    head.push(code.len() as u32);
    head.extend(code);
    Ok(head)
}

fn ascii_bits(set: &CharSet) -> [u32; 4] {
    let mut bits = [0; 4];
    for &(lo, hi) in set {
        for c in lo..=hi.min(127) {
            bits[c as usize / 32] |= 1 << (c % 32);
        }
    }
    bits
}

/// Joins neighbouring alternatives that are one character each (with the same anchors) into one set: the first match stays the same.
fn joined(node: Node) -> Node {
    match node {
        Node::Alternatives(all) => {
            let mut out: Vec<Node> = Vec::new();
            for next in all.into_iter().map(joined) {
                match out.last_mut().and_then(|last| join(last, &next)) {
                    Some(both) => *out.last_mut().expect("just seen") = both,
                    None => out.push(next),
                }
            }
            if out.len() == 1 { out.remove(0) } else { Node::Alternatives(out) }
        }
        Node::Concat(all) => Node::Concat(all.into_iter().map(joined).collect()),
        Node::Look { behind, negative, body } => Node::Look { behind, negative, body: Box::new(joined(*body)) },
        Node::Repeat { body, min, max } => Node::Repeat { body: Box::new(joined(*body)), min, max },
        other => other,
    }
}

fn join(a: &Node, b: &Node) -> Option<Node> {
    match (a, b) {
        (Node::Set(a), Node::Set(b)) => Some(Node::Set(charset::merged(a.iter().chain(b).copied().collect()))),
        (Node::Concat(a), Node::Concat(b)) if a.len() == b.len() => {
            let at = a.iter().position(|n| matches!(n, Node::Set(_)))?;
            let others_equal = (0..a.len()).all(|i| i == at || (a[i] == b[i] && matches!(a[i], Node::Start | Node::End)));
            let mut both = a.clone();
            both[at] = others_equal.then(|| join(&a[at], &b[at])).flatten()?;
            Some(Node::Concat(both))
        }
        _ => None,
    }
}

/// Characters that a match can begin (or end) with, and whether it can be empty.
fn edge(node: &Node, first: bool) -> (CharSet, bool) {
    match node {
        Node::Set(set) => (set.clone(), false),
        Node::Start | Node::End | Node::Look { .. } => (Vec::new(), true),
        Node::Repeat { body, min, .. } => {
            let (set, empty) = edge(body, first);
            (set, empty || *min == 0)
        }
        Node::Alternatives(all) => all.iter().map(|n| edge(n, first)).fold((Vec::new(), false), |(mut set, empty), (s, e)| {
            set.extend(s);
            (charset::merged(set), empty || e)
        }),
        Node::Concat(all) => {
            let mut set = Vec::new();
            let order: Vec<&Node> = if first { all.iter().collect() } else { all.iter().rev().collect() };
            for part in order {
                let (s, empty) = edge(part, first);
                set.extend(s);
                if !empty {
                    return (charset::merged(set), false);
                }
            }
            (charset::merged(set), true)
        }
    }
}

/// Characters without which nothing matches.
fn needed(node: &Node) -> Vec<u32> {
    match node {
        Node::Set(set) if set.len() == 1 && set[0].0 == set[0].1 => vec![set[0].0],
        Node::Concat(all) => all.iter().flat_map(needed).collect(),
        Node::Repeat { body, min, .. } if *min > 0 => needed(body),
        Node::Alternatives(all) => {
            let each: Vec<Vec<u32>> = all.iter().map(needed).collect();
            each[0].iter().copied().filter(|c| each.iter().all(|e| e.contains(c))).collect()
        }
        _ => Vec::new(),
    }
}

/// Most characters of a match; alternatives with a loop without bound count nothing, and give their characters to `tail`.
fn longest(node: &Node, tail: &mut Vec<(u32, u32)>) -> Result<u32> {
    if unbounded(node) && !matches!(node, Node::Alternatives(_)) {
        characters(node, tail);
        return Ok(0);
    }
    Ok(match node {
        Node::Set(_) => 1,
        Node::Start | Node::End | Node::Look { .. } => 0,
        Node::Concat(all) => all.iter().map(|n| longest(n, tail)).sum::<Result<u32>>()?,
        Node::Repeat { body, max, .. } => longest(body, tail)? * max.unwrap_or(0),
        Node::Alternatives(all) => {
            all.iter().map(|n| longest(n, tail)).collect::<Result<Vec<_>>>()?.into_iter().max().unwrap_or(0)
        }
    })
}

fn unbounded(node: &Node) -> bool {
    match node {
        Node::Repeat { body, max, .. } => max.is_none() || unbounded(body),
        Node::Concat(all) | Node::Alternatives(all) => all.iter().any(unbounded),
        _ => false,
    }
}

fn characters(node: &Node, out: &mut Vec<(u32, u32)>) {
    match node {
        Node::Set(set) => out.extend(set),
        Node::Repeat { body, .. } => characters(body, out),
        Node::Concat(all) | Node::Alternatives(all) => all.iter().for_each(|n| characters(n, out)),
        Node::Start | Node::End | Node::Look { .. } => {}
    }
}

fn emit(node: &Node, sets: &mut Sets, code: &mut Vec<u32>) -> Result<()> {
    match node {
        Node::Set(set) if set.len() == 1 && set[0].0 == set[0].1 => code.extend([1, set[0].0]),
        Node::Set(set) => code.extend([2, sets.number(set)]),
        Node::Start => code.push(5),
        Node::End => code.push(6),
        Node::Concat(all) => all.iter().try_for_each(|n| emit(n, sets, code))?,
        Node::Alternatives(all) => emit_alternatives(all, sets, code)?,
        Node::Repeat { body, min, max } => emit_repeat(body, *min, *max, sets, code)?,
        Node::Look { behind, negative, body } => {
            let at = code.len();
            let width = if *behind { width(body)? } else { 0 };
            code.extend([7, u32::from(*behind) | u32::from(*negative) << 1, width, 0]);
            emit(body, sets, code)?;
            code.push(0);
            code[at + 3] = code.len() as u32;
        }
    }
    Ok(())
}

fn emit_alternatives(all: &[Node], sets: &mut Sets, code: &mut Vec<u32>) -> Result<()> {
    let mut exits = Vec::new();
    for (i, node) in all.iter().enumerate() {
        if i + 1 == all.len() {
            emit(node, sets, code)?;
            break;
        }
        let at = code.len();
        code.extend([3, at as u32 + 3, 0]);
        emit(node, sets, code)?;
        code.extend([4, 0]);
        exits.push(code.len() - 1);
        code[at + 2] = code.len() as u32;
    }
    for exit in exits {
        code[exit] = code.len() as u32;
    }
    Ok(())
}

fn emit_repeat(body: &Node, min: u32, max: Option<u32>, sets: &mut Sets, code: &mut Vec<u32>) -> Result<()> {
    ensure!(!edge(body, true).1, "a loop over something that can be empty");
    for _ in 0..min {
        emit(body, sets, code)?;
    }
    let at = code.len();
    let Some(max) = max else {
        code.extend([3, at as u32 + 3, 0]);
        emit(body, sets, code)?;
        code.extend([4, at as u32]);
        code[at + 2] = code.len() as u32;
        return Ok(());
    };
    let mut exits = Vec::new();
    for _ in min..max {
        let split = code.len();
        code.extend([3, split as u32 + 3, 0]);
        exits.push(split + 2);
        emit(body, sets, code)?;
    }
    for exit in exits {
        code[exit] = code.len() as u32;
    }
    Ok(())
}

/// Characters of a look-behind, which must be the same for all its alternatives.
fn width(node: &Node) -> Result<u32> {
    Ok(match node {
        Node::Set(_) => 1,
        Node::Start | Node::End | Node::Look { .. } => 0,
        Node::Concat(all) => all.iter().map(width).sum::<Result<u32>>()?,
        Node::Alternatives(all) => {
            let each = all.iter().map(width).collect::<Result<Vec<u32>>>()?;
            ensure!(each.iter().all(|w| *w == each[0]), "a look-behind of varying width");
            each[0]
        }
        Node::Repeat { body, min, max } if *max == Some(*min) => width(body)? * min,
        Node::Repeat { .. } => bail!("a look-behind of varying width"),
    })
}
