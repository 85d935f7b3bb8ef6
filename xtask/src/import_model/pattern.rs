//! Python regular expressions, as the tokenizer of the model is written in them.
//!
//! Enters: the text of a pattern. Leaves: its syntax tree, with every set of characters as ranges of code points in Unicode 14 (that of
//! the Python which wrote the answers that the model is compared with). It leaves alone: what is never used there (groups that capture,
//! back references, lazy loops, flags but `u`), and refuses it.

use super::charset::{self, CharSet};
use anyhow::{Result, bail, ensure};

/// A regular expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// One character of a set.
    Set(CharSet),
    /// `^`
    Start,
    /// `$`
    End,
    /// `(?=..)`, `(?!..)`, `(?<=..)`, `(?<!..)`
    Look { behind: bool, negative: bool, body: Box<Node> },
    /// One after another.
    Concat(Vec<Node>),
    /// The first that leads to a match.
    Alternatives(Vec<Node>),
    /// As often as can be.
    Repeat { body: Box<Node>, min: u32, max: Option<u32> },
}

/// Reads a pattern.
pub fn parse(pattern: &str) -> Result<Node> {
    let mut reader = Reader { chars: pattern.chars().collect(), at: 0 };
    let node = reader.alternatives()?;
    ensure!(reader.at == reader.chars.len(), "unbalanced parenthesis at {}", reader.at);
    Ok(node)
}

struct Reader {
    chars: Vec<char>,
    at: usize,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn eat(&mut self, wanted: &str) -> bool {
        let found = wanted.chars().enumerate().all(|(i, c)| self.chars.get(self.at + i) == Some(&c));
        if found {
            self.at += wanted.chars().count();
        }
        found
    }

    fn next(&mut self) -> Result<char> {
        let Some(c) = self.peek() else { bail!("the pattern ends too early") };
        self.at += 1;
        Ok(c)
    }

    fn alternatives(&mut self) -> Result<Node> {
        let mut all = vec![self.concat()?];
        while self.eat("|") {
            all.push(self.concat()?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Node::Alternatives(all) })
    }

    fn concat(&mut self) -> Result<Node> {
        let mut all = Vec::new();
        while !matches!(self.peek(), None | Some('|' | ')')) {
            if self.eat("(?u)") {
                continue;
            }
            let atom = self.atom()?;
            all.push(self.repeat(atom)?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Node::Concat(all) })
    }

    fn atom(&mut self) -> Result<Node> {
        Ok(match self.next()? {
            '^' => Node::Start,
            '$' => Node::End,
            '(' => self.group()?,
            '[' => Node::Set(self.class()?),
            '\\' => Node::Set(self.escape()?),
            c @ ('*' | '+' | '?' | '.') => bail!("`{c}` can't stand at {}", self.at),
            c => Node::Set(charset::single(c)),
        })
    }

    fn group(&mut self) -> Result<Node> {
        let looks = [("?<=", true, false), ("?<!", true, true), ("?=", false, false), ("?!", false, true)];
        let look = looks.into_iter().find(|(mark, ..)| self.eat(mark));
        ensure!(look.is_some() || self.eat("?:"), "unknown kind of group at {}", self.at);
        let body = self.alternatives()?;
        ensure!(self.eat(")"), "a group stays open");
        Ok(match look {
            Some((_, behind, negative)) => Node::Look { behind, negative, body: Box::new(body) },
            None => body,
        })
    }

    fn repeat(&mut self, atom: Node) -> Result<Node> {
        let (min, max) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => return self.counted(atom),
            _ => return Ok(atom),
        };
        self.at += 1;
        self.repeated(atom, min, max)
    }

    fn counted(&mut self, atom: Node) -> Result<Node> {
        let close = self.chars[self.at..].iter().position(|&c| c == '}').unwrap_or(0) + self.at;
        let inside: String = self.chars[self.at + 1..close.max(self.at + 1)].iter().collect();
        let (min, max) = match inside.split_once(',') {
            Some((min, "")) => (min.parse()?, None),
            Some((min, max)) => (min.parse()?, Some(max.parse()?)),
            None => (inside.parse()?, Some(inside.parse()?)),
        };
        self.at = close + 1;
        self.repeated(atom, min, max)
    }

    fn repeated(&mut self, atom: Node, min: u32, max: Option<u32>) -> Result<Node> {
        ensure!(!matches!(self.peek(), Some('?' | '+' | '*')), "lazy and possessive loops are not known");
        Ok(Node::Repeat { body: Box::new(atom), min, max })
    }

    /// What follows a backslash, within and without a class.
    fn escape(&mut self) -> Result<CharSet> {
        Ok(match self.next()? {
            'd' => charset::decimal(),
            'w' => charset::word(),
            's' => charset::space(),
            'S' => charset::negate(&charset::space()),
            'u' => charset::single(self.hex(4)?),
            'U' => charset::single(self.hex(8)?),
            c if c.is_ascii_alphanumeric() => bail!("`\\{c}` is not known"),
            c => charset::single(c),
        })
    }

    fn hex(&mut self, digits: usize) -> Result<char> {
        let mut value = 0;
        for _ in 0..digits {
            let Some(digit) = self.next()?.to_digit(16) else { bail!("not a hexadecimal digit") };
            value = value * 16 + digit;
        }
        char::from_u32(value).ok_or_else(|| anyhow::anyhow!("{value:x} is no character"))
    }

    fn class(&mut self) -> Result<CharSet> {
        let negated = self.eat("^");
        let mut all = Vec::new();
        let mut first = true;
        while first || self.peek() != Some(']') {
            first = false;
            let from = self.class_item()?;
            let range = self.peek() == Some('-') && !matches!(self.chars.get(self.at + 1), None | Some(']'));
            match (range, from.as_slice()) {
                (true, &[(lo, one)]) if lo == one => {
                    self.at += 1;
                    let to = self.class_item()?;
                    ensure!(to.len() == 1 && to[0].0 == to[0].1 && to[0].0 >= lo, "bad range in a class");
                    all.push((lo, to[0].0));
                }
                _ => all.extend(from),
            }
        }
        self.at += 1;
        let set = charset::merged(all);
        Ok(if negated { charset::negate(&set) } else { set })
    }

    fn class_item(&mut self) -> Result<CharSet> {
        match self.next()? {
            '\\' => self.escape(),
            c => Ok(charset::single(c)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_sets_loops_and_looks() {
        let digits = Node::Set(vec![(48, 57)]);
        assert_eq!(parse("[0-9]").unwrap(), digits);
        assert_eq!(parse("[-a]").unwrap(), Node::Set(vec![(45, 45), (97, 97)]));
        assert_eq!(parse("[0-9]{2,}").unwrap(), Node::Repeat { body: Box::new(digits.clone()), min: 2, max: None });
        let look = Node::Look { behind: true, negative: false, body: Box::new(digits) };
        assert_eq!(parse("(?<=[0-9])").unwrap(), look);
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for pattern in ["(a)", "a*?", r"\1", "[a", "a)", "(?P<n>a)"] {
            assert!(parse(pattern).is_err(), "{pattern}");
        }
    }
}
