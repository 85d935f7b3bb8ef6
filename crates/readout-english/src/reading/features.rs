//! What the network sees of a word besides its vectors: numbers from the parse, from quotation marks and from letter case.
//!
//! Enters: annotations and words. Leaves: for each word a row of lemma numbers and a row of categories, as FORMAT.md defines each column.

use super::file::Header;
use super::words::Words;
use crate::blob::BlobError;
use foldhash::fast::FixedState;
use readout_record::annotation::Annotations;
use std::collections::HashMap;

/// Columns of lemma numbers.
pub const LEMMAS: usize = 7;

/// Columns of categories.
pub const CATEGORIES: usize = 16;

/// Steps that are climbed at most, against trees without end.
const DEPTH: usize = 64;

const OPENING: [&str; 3] = ["“", "\"", "``"];
const CLOSING: [&str; 3] = ["”", "\"", "''"];

type Numbers = HashMap<String, u16, FixedState>;

/// Numbers of the strings that training knew; 0 is for all others.
#[derive(PartialEq)]
pub struct Vocabulary {
    lemmas: Numbers,
    tags: Numbers,
    labels: Numbers,
    /// Entity label to the numbers of its first and of its further words.
    entities: HashMap<String, [u16; 2], FixedState>,
}

/// The rows of all words.
#[derive(Debug, Default)]
pub struct Features {
    /// Lemma numbers.
    pub lemmas: Vec<[u16; LEMMAS]>,
    /// Categories.
    pub categories: Vec<[u16; CATEGORIES]>,
}

impl Vocabulary {
    /// Reads the names of the header.
    pub fn new(header: &Header) -> Result<Vocabulary, BlobError> {
        let wrong = |name: &str| BlobError::Section(name.to_owned());
        let numbers = |names: &[String]| -> Result<Numbers, BlobError> {
            let number = |(at, name): (usize, &String)| Some((name.clone(), u16::try_from(at + 1).ok()?));
            names.iter().enumerate().map(number).collect::<Option<_>>().ok_or_else(|| wrong("vocabulary"))
        };
        let mut entities: HashMap<String, [u16; 2], FixedState> = HashMap::default();
        for (at, name) in (1..).zip(&header.entity_names) {
            let (place, label) = name.split_once('-').ok_or_else(|| wrong(name))?;
            entities.entry(label.to_owned()).or_default()[usize::from(place == "I")] = at;
        }
        if header.categories.len() != CATEGORIES {
            return Err(wrong("categories"));
        }
        let (lemmas, tags) = (numbers(&header.lemmas)?, numbers(&header.tag_names)?);
        Ok(Vocabulary { lemmas, tags, labels: numbers(&header.label_names)?, entities })
    }

    /// The features of a text.
    pub fn features(&self, text: &str, annotations: &Annotations, words: &Words) -> Features {
        let token = |word: usize| &annotations.tokens[words.token[word]];
        let each = 0..words.len();
        let lemma: Vec<u16> = each.clone().map(|w| self.lemma(&token(w).lemma)).collect();
        let tag: Vec<u16> = each.clone().map(|w| number(&self.tags, token(w).tag)).collect();
        let label: Vec<u16> = each.clone().map(|w| number(&self.labels, token(w).label)).collect();
        let entity = self.entities_of(annotations, words);
        let tree = Tree::new(words, |w| token(w).label);
        let marks = Marks::new(words, |w| token(w).span.of(text));
        let head = &words.head;
        let or_none = |values: &[u16], at: Option<usize>| at.map_or(0, |at| values[at]);
        let mut found = Features { lemmas: Vec::with_capacity(words.len()), categories: Vec::with_capacity(words.len()) };
        for w in each {
            let (up, over) = (head[w], head[head[w]]);
            let (outer, inner) = tree.governors[w];
            let (opened, closed) = (tree.opened[w], tree.closed[w]);
            let of_head = |at: Option<usize>| or_none(&lemma, at.map(|at| head[at]));
            found.lemmas.push([
                lemma[w],
                lemma[up],
                lemma[over],
                or_none(&lemma, outer),
                or_none(&lemma, inner),
                of_head(opened),
                of_head(closed),
            ]);
            found.categories.push([
                tag[w],
                label[w],
                entity[w],
                case(token(w).span.of(text)),
                marks.state[w],
                u16::from(marks.continued[w]),
                if words.opens_paragraph(w) { 2 } else { u16::from(words.sentence[w]) },
                tree.complements[w],
                distance(w, (up != w).then_some(up)),
                tag[up],
                label[up],
                label[over],
                distance(w, outer),
                distance(w, inner),
                or_none(&label, opened),
                or_none(&label, closed),
            ]);
        }
        found
    }

    /// Number of a lemma, in lower case and with every digit as 0.
    fn lemma(&self, lemma: &str) -> u16 {
        if lemma.bytes().all(|b| b.is_ascii_lowercase()) {
            return number(&self.lemmas, lemma);
        }
        let key: String = lemma.to_lowercase().chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        number(&self.lemmas, &key)
    }

    fn entities_of(&self, annotations: &Annotations, words: &Words) -> Vec<u16> {
        let mut of_token = vec![0; annotations.tokens.len()];
        for entity in &annotations.entities {
            let [first, further] = self.entities.get(entity.label).copied().unwrap_or_default();
            of_token[entity.first as usize..entity.end as usize].fill(further);
            of_token[entity.first as usize] = first;
        }
        words.token.iter().map(|&t| of_token[t]).collect()
    }
}

fn number(numbers: &Numbers, name: &str) -> u16 {
    numbers.get(name).copied().unwrap_or(0)
}

/// What the parse says of each word.
struct Tree {
    /// The word that governs the outermost clause of speech it stands in, and the innermost complement.
    governors: Vec<(Option<usize>, Option<usize>)>,
    /// The highest word whose words begin here.
    opened: Vec<Option<usize>>,
    /// The highest word whose words end here.
    closed: Vec<Option<usize>>,
    /// 1 where it governs a clause of speech, 2 an open complement, 3 both.
    complements: Vec<u16>,
}

impl Tree {
    fn new<'l>(words: &Words, label: impl Fn(usize) -> &'l str) -> Tree {
        let head = &words.head;
        let (mut governors, mut complements) = (Vec::with_capacity(head.len()), vec![0; head.len()]);
        let (mut left, mut right): (Vec<usize>, Vec<usize>) = ((0..head.len()).collect(), (0..head.len()).collect());
        for w in 0..head.len() {
            let (mut outer, mut inner) = (None, None);
            for at in climb(head, w) {
                let name = label(at);
                let clause = matches!(name, "ccomp" | "parataxis");
                if inner.is_none() && (clause || matches!(name, "xcomp" | "acl")) {
                    inner = Some(head[at]);
                }
                if clause {
                    outer = Some(head[at]);
                }
                left[head[at]] = left[head[at]].min(w);
                right[head[at]] = right[head[at]].max(w);
            }
            governors.push((outer, inner));
            if head[w] != w {
                complements[head[w]] |= match label(w) {
                    "ccomp" | "parataxis" => 1,
                    "xcomp" => 2,
                    _ => 0,
                };
            }
        }
        Tree { governors, opened: highest(head, &left), closed: highest(head, &right), complements }
    }
}

/// The word and what is above it, as far as something governs each.
fn climb(head: &[usize], from: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(from), |&at| Some(head[at])).take(DEPTH).take_while(|&at| head[at] != at)
}

/// For each word at which its own words end (on the side of `edge`), the highest word of which that is so.
fn highest(head: &[usize], edge: &[usize]) -> Vec<Option<usize>> {
    let top = |word: usize| {
        let mut at = word;
        while head[at] != at && edge[head[at]] == word {
            at = head[at];
        }
        at
    };
    (0..head.len()).map(|word| (edge[word] == word).then(|| top(word))).collect()
}

/// What quotation marks say of each word, paragraph by paragraph.
struct Marks {
    /// 1 between marks, 2 after a mark that nothing closes, 3 the same where the next paragraph goes on, 4 the opening mark, 5 the closing one.
    state: Vec<u16>,
    /// Whether the quotation goes on from the paragraph before.
    continued: Vec<bool>,
}

impl Marks {
    fn new<'t>(words: &Words, word: impl Fn(usize) -> &'t str) -> Marks {
        let mut marks = Marks { state: vec![0; words.len()], continued: vec![false; words.len()] };
        let (mut carried, mut start) = (false, 0);
        while start < words.len() {
            let end = words.paragraph_end(start);
            carried = marks.paragraph(start, end, carried, &word) && end < words.len() && OPENING.contains(&word(end));
            if carried {
                marks.state[start..end].iter_mut().filter(|s| **s == 2).for_each(|s| *s = 3);
            }
            start = end;
        }
        marks
    }

    /// One paragraph; says whether a quotation is open at its end.
    fn paragraph<'t>(&mut self, start: usize, end: usize, carried: bool, word: impl Fn(usize) -> &'t str) -> bool {
        let mut open: Option<usize> = None;
        for at in start..end {
            match open {
                Some(from) if CLOSING.contains(&word(at)) => {
                    self.state[from..=at].fill(1);
                    (self.state[from], self.state[at]) = (4, 5);
                    self.continued[from..=at].fill(carried && from == start);
                    open = None;
                }
                _ if OPENING.contains(&word(at)) => {
                    if let Some(from) = open {
                        self.state[from..at].fill(2);
                    }
                    open = Some(at);
                }
                _ => {}
            }
        }
        if let Some(from) = open {
            self.state[from..end].fill(2);
            self.continued[from..end].fill(carried && from == start);
        }
        open.is_some()
    }
}

/// 0 no letter first, 1 a digit first, 2 no capital, 3 the first letter alone, 4 all letters, 5 otherwise.
fn case(word: &str) -> u16 {
    match word.chars().next() {
        Some(first) if first.is_alphabetic() => {}
        Some('0'..='9') => return 1,
        _ => return 0,
    }
    let mut letters = word.chars().filter(|c| c.is_alphabetic()).map(char::is_uppercase);
    let first = letters.next().unwrap_or(false);
    let (all, any) = letters.fold((true, false), |(all, any), upper| (all && upper, any || upper));
    match (first, any) {
        (false, false) => 2,
        (true, false) => 3,
        (true, true) if all => 4,
        _ => 5,
    }
}

/// 0 for none, else 1 + the bucket of the distance.
fn distance(from: usize, to: Option<usize>) -> u16 {
    to.map_or(0, |to| 1 + bucket(to as isize - from as isize) as u16)
}

/// 0 to 3 exactly, then two to each doubling, 11 at most; 12 more for a step backwards.
pub fn bucket(steps: isize) -> usize {
    let size = steps.unsigned_abs();
    let far = 4 + [6, 8, 12, 16, 23, 32, 46].iter().filter(|edge| **edge <= size).count();
    (if size < 4 { size } else { far }) + if steps < 0 { 12 } else { 0 }
}
