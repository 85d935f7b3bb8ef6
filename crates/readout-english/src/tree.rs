//! Heads and labels of a document: crossing arcs put back, and where sentences begin.
//!
//! Enters: the parser's projective tree, in which a label `a||b` says that the real head is a `b` below the head. Leaves: the real tree.

use std::collections::BTreeMap;

/// Heads and labels, a token each.
pub struct Tree {
    /// Number of the head; a token's own number at a root.
    pub heads: Vec<u32>,
    /// Numbers of labels.
    pub labels: Vec<u16>,
}

/// Labels by number.
pub struct Labels {
    texts: Vec<&'static str>,
    /// For a label `a||b`, the numbers of `a` and `b`.
    lifted: Vec<Option<(u16, u16)>>,
}

impl Labels {
    /// Only `ROOT`.
    pub fn new() -> Labels {
        let mut labels = Labels { texts: Vec::new(), lifted: Vec::new() };
        labels.number("ROOT");
        labels
    }

    /// The number of `ROOT`.
    pub fn root(&self) -> u16 {
        0
    }

    /// The number of a label, new or known.
    pub fn number(&mut self, label: &'static str) -> u16 {
        if let Some(known) = self.texts.iter().position(|t| *t == label) {
            return known as u16;
        }
        let lifted = label.split_once("||").map(|(own, head)| (self.number(own), self.number(head)));
        self.texts.push(label);
        self.lifted.push(lifted);
        self.texts.len() as u16 - 1
    }

    /// The label of that number.
    pub fn text(&self, number: u16) -> &'static str {
        self.texts[number as usize]
    }

    /// All labels by number.
    pub fn texts(&self) -> &[&'static str] {
        &self.texts
    }
}

/// The leftmost and rightmost tokens below each token.
struct Edges {
    left: Vec<u32>,
    right: Vec<u32>,
}

/// Rounds after which edges are taken as they are.
const ROUNDS: usize = 12;

impl Tree {
    /// Puts crossing arcs back and finds where sentences begin.
    pub fn finish(&mut self, labels: &Labels, is_space: impl Fn(usize) -> bool) -> Vec<bool> {
        let mut edges = self.edges();
        if self.labels.iter().any(|l| labels.lifted[*l as usize].is_some()) {
            self.lift(labels, &edges, is_space);
            edges = self.edges();
        }
        let mut starts = vec![false; self.heads.len()];
        for (token, head) in self.heads.iter().enumerate() {
            if *head as usize == token {
                starts[edges.left[token] as usize] = true;
            }
        }
        starts
    }

    /// Spreads edges from children to heads until every head lies in the sentence of its children.
    fn edges(&self) -> Edges {
        let count = self.heads.len() as u32;
        let mut edges = Edges { left: (0..count).collect(), right: (0..count).collect() };
        for _ in 0..ROUNDS {
            (0..count as usize).for_each(|token| self.spread(token, &mut edges));
            (0..count as usize).rev().for_each(|token| self.spread(token, &mut edges));
            if self.is_within_sentences(&edges) {
                break;
            }
        }
        edges
    }

    fn spread(&self, token: usize, edges: &mut Edges) {
        let head = self.heads[token] as usize;
        edges.left[head] = edges.left[head].min(edges.left[token]);
        edges.right[head] = edges.right[head].max(edges.right[token]);
    }

    fn is_within_sentences(&self, edges: &Edges) -> bool {
        let count = self.heads.len();
        let mut starts = vec![false; count];
        for token in (0..count).filter(|t| self.heads[*t] as usize == *t) {
            starts[edges.left[token] as usize] = true;
        }
        let mut start = 0;
        for end in (1..count).filter(|t| starts[*t] || *t == count - 1) {
            // As in spaCy, the last token of a document is not looked at, and its sentence ends before the token that begins the next one, plus one.
            if self.heads[start..end].iter().any(|h| (*h as usize) < start || *h as usize > end) {
                return false;
            }
            start = end;
        }
        true
    }

    /// Gives tokens with a label `a||b` the label `a` and the head that it asks for, where there is one.
    fn lift(&mut self, labels: &Labels, edges: &Edges, is_space: impl Fn(usize) -> bool) {
        let mut children = Children::new(&self.heads);
        for token in 0..self.heads.len() {
            let Some((own, wanted)) = labels.lifted[self.labels[token] as usize] else { continue };
            if let Some(head) = self.find_head(token as u32, wanted, &children, edges, &is_space) {
                self.heads[token] = head;
                children.moved.entry(head).or_default().push(token as u32);
            }
            self.labels[token] = own;
        }
    }

    /// The first token labelled `wanted` below the head of `token`, level by level.
    fn find_head(
        &self,
        token: u32,
        wanted: u16,
        children: &Children,
        edges: &Edges,
        is_space: &impl Fn(usize) -> bool,
    ) -> Option<u32> {
        let mut level = vec![self.heads[token as usize]];
        while !level.is_empty() {
            let mut next = Vec::new();
            for parent in level {
                for child in children.of(parent, &self.heads, edges) {
                    if child == token || is_space(child as usize) {
                        continue;
                    }
                    if self.labels[child as usize] == wanted {
                        return Some(child);
                    }
                    next.push(child);
                }
            }
            level = next;
        }
        None
    }
}

/// Children of each token as the tree stood at first, and those that came later.
struct Children {
    ends: Vec<u32>,
    all: Vec<u32>,
    moved: BTreeMap<u32, Vec<u32>>,
}

impl Children {
    fn new(heads: &[u32]) -> Children {
        let mut ends = vec![0u32; heads.len() + 1];
        heads.iter().for_each(|h| ends[*h as usize + 1] += 1);
        for i in 1..ends.len() {
            ends[i] += ends[i - 1];
        }
        let mut next = ends.clone();
        let mut all = vec![0; heads.len()];
        for (child, head) in heads.iter().enumerate() {
            all[next[*head as usize] as usize] = child as u32;
            next[*head as usize] += 1;
        }
        Children { ends, all, moved: BTreeMap::new() }
    }

    /// Children of a token in order. As in spaCy, one that came later counts only inside the edges that the token had at first.
    fn of(&self, parent: u32, heads: &[u32], edges: &Edges) -> Vec<u32> {
        let (from, to) = (self.ends[parent as usize] as usize, self.ends[parent as usize + 1] as usize);
        let stayed = self.all[from..to].iter().copied().filter(|c| heads[*c as usize] == parent && *c != parent);
        let mut out: Vec<u32> = stayed.collect();
        if let Some(moved) = self.moved.get(&parent) {
            let within = edges.left[parent as usize]..=edges.right[parent as usize];
            out.extend(moved.iter().filter(|c| within.contains(c)));
            out.sort_unstable();
        }
        out
    }
}
