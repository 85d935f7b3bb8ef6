//! The state of the parser: stack, buffer, arcs.
//!
//! Enters: moves. Leaves: which moves are allowed, which tokens the network is to look at, and at the end the tree.

use crate::tree::Tree;

/// Tokens that a state looks at: first two of the buffer, top three of the stack, and three of their children.
pub const FEATURES: usize = 8;

/// No token.
pub const NONE: u32 = u32::MAX;

/// Kinds of moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Push the first token of the buffer.
    Shift,
    /// Pop the stack; a token that has no head goes back to the buffer.
    Reduce,
    /// The first of the buffer becomes head of the top of the stack, which is popped.
    Left,
    /// The top of the stack becomes head of the first of the buffer, which is pushed.
    Right,
    /// A sentence begins after the first of the buffer.
    Break,
}

impl Kind {
    /// The kind with that letter.
    pub fn new(letter: &str) -> Option<Kind> {
        Some(match letter {
            "S" => Kind::Shift,
            "D" => Kind::Reduce,
            "L" => Kind::Left,
            "R" => Kind::Right,
            "B" => Kind::Break,
            _ => return None,
        })
    }
}

/// Stack, buffer and arcs. The buffer is what was put back (last first), then all tokens from `next` on.
pub struct State {
    stack: Vec<u32>,
    back: Vec<u32>,
    next: u32,
    count: u32,
    heads: Vec<u32>,
    labels: Vec<u16>,
    once_back: Vec<bool>,
    starts: Vec<bool>,
    last_left: Vec<u32>,
    last_right: Vec<u32>,
    /// The child that was last before this one on the same side of its head.
    sibling: Vec<u32>,
}

impl State {
    /// All tokens in the buffer; a sentence begins at the first.
    pub fn new(count: usize, root: u16) -> State {
        let none = || vec![NONE; count];
        let mut starts = vec![false; count];
        starts.iter_mut().take(1).for_each(|first| *first = true);
        State {
            stack: Vec::new(),
            back: Vec::new(),
            next: 0,
            count: count as u32,
            heads: none(),
            labels: vec![root; count],
            once_back: vec![false; count],
            starts,
            last_left: none(),
            last_right: none(),
            sibling: none(),
        }
    }

    /// Whether nothing is left.
    pub fn is_final(&self) -> bool {
        self.stack.is_empty() && self.left() == 0
    }

    fn left(&self) -> usize {
        (self.count - self.next) as usize + self.back.len()
    }

    fn buffer(&self, at: usize) -> u32 {
        match self.back.len().checked_sub(at + 1) {
            Some(place) => self.back[place],
            None => {
                let token = self.next as usize + at - self.back.len();
                if token < self.count as usize { token as u32 } else { NONE }
            }
        }
    }

    fn stacked(&self, at: usize) -> u32 {
        self.stack.len().checked_sub(at + 1).map_or(NONE, |place| self.stack[place])
    }

    fn of(list: &[u32], token: u32) -> u32 {
        list.get(token as usize).copied().unwrap_or(NONE)
    }

    /// The tokens that the network looks at.
    pub fn features(&self) -> [u32; FEATURES] {
        let (b, s) = (self.buffer(0), self.stacked(0));
        let children = [Self::of(&self.last_left, b), Self::of(&self.last_left, s), Self::of(&self.last_right, s)];
        [b, self.buffer(1), s, self.stacked(1), self.stacked(2), children[0], children[1], children[2]]
    }

    /// Whether a kind of move is allowed.
    pub fn allows(&self, kind: Kind) -> bool {
        let b = self.buffer(0) as usize;
        let starts = self.starts.get(b) == Some(&true);
        let empty = self.stack.is_empty();
        match kind {
            Kind::Shift => empty || (self.left() >= 2 && !starts && !self.once_back[b]),
            Kind::Reduce => !empty,
            Kind::Left | Kind::Right => !empty && self.left() > 0 && !starts,
            Kind::Break => {
                let second = self.buffer(1) as usize;
                self.left() >= 2 && second == b + 1 && !self.starts[second]
            }
        }
    }

    /// Makes a move that is allowed.
    pub fn apply(&mut self, kind: Kind, label: u16) {
        match kind {
            Kind::Shift => self.push(),
            Kind::Reduce => self.reduce(),
            Kind::Left => {
                let b = self.buffer(0);
                if let Some(child) = self.stack.pop() {
                    self.add_arc(b, child, label);
                }
                self.once_back[b as usize] = false;
            }
            Kind::Right => {
                self.add_arc(self.stacked(0), self.buffer(0), label);
                self.push();
            }
            Kind::Break => {
                let second = self.buffer(1) as usize;
                self.starts[second] = true;
            }
        }
    }

    fn push(&mut self) {
        let token = self.back.pop().unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        self.stack.push(token);
    }

    fn reduce(&mut self) {
        let alone = self.stack.len() == 1;
        if let Some(top) = self.stack.pop()
            && !alone
            && self.heads[top as usize] == NONE
        {
            self.once_back[top as usize] = true;
            self.back.push(top);
        }
    }

    /// A token that had a head is always the last child on that side of it: whatever came after it on the stack is gone.
    fn add_arc(&mut self, head: u32, child: u32, label: u16) {
        let before = self.heads[child as usize];
        if before != NONE {
            let last = if before > child { &mut self.last_left } else { &mut self.last_right };
            if last[before as usize] == child {
                last[before as usize] = self.sibling[child as usize];
            }
        }
        let last = if head > child { &mut self.last_left } else { &mut self.last_right };
        self.sibling[child as usize] = std::mem::replace(&mut last[head as usize], child);
        self.heads[child as usize] = head;
        self.labels[child as usize] = label;
    }

    /// Heads and labels; a token without a head is its own.
    pub fn into_tree(self) -> Tree {
        let heads = self.heads.iter().zip(0..).map(|(head, own)| if *head == NONE { own } else { *head }).collect();
        Tree { heads, labels: self.labels }
    }
}
