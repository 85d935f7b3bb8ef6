//! Rust source as the checks need it: without comments, strings and tests, and as the paths that it names.
//!
//! Enters: the text of a file. Leaves: paths with their lines: `["crate", "span", "Span"]`. Macros are read as plain text.

/// A path that the code names, in a `use` or in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Line, from 1.
    pub line: usize,
    /// Its parts.
    pub parts: Vec<String>,
}

/// One piece of code.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Word(String),
    Colons,
    Mark(char),
}

/// Every path of two parts or more that a file names outside comments, strings and its own test module, and every `use`.
pub fn paths(text: &str) -> Vec<Named> {
    let pieces = pieces(&without_tests(&code(text)));
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        match &pieces[at] {
            (line, Piece::Word(word)) if word == "use" => at = tree(&pieces, at + 1, &[], *line, &mut found),
            (_, Piece::Word(_)) if matches!(pieces.get(at + 1), Some((_, Piece::Colons))) => at = plain(&pieces, at, &mut found),
            _ => at += 1,
        }
    }
    found
}

/// Modules that a file declares as files of their own: `mod name;`.
pub fn children(text: &str) -> Vec<String> {
    let pieces = pieces(&without_tests(&code(text)));
    let declared = |w: &[(usize, Piece)]| match w {
        [(_, Piece::Word(word)), (_, Piece::Word(name)), (_, Piece::Mark(';'))] if word == "mod" => Some(name.clone()),
        _ => None,
    };
    pieces.windows(3).filter_map(declared).collect()
}

/// Reads `a::b::c` from `at` on; leaves the place after it.
fn plain(pieces: &[(usize, Piece)], at: usize, found: &mut Vec<Named>) -> usize {
    let mut parts = Vec::new();
    let mut next = at;
    while let Some((_, Piece::Word(word))) = pieces.get(next) {
        parts.push(word.clone());
        next += 1;
        match pieces.get(next) {
            Some((_, Piece::Colons)) => next += 1,
            _ => break,
        }
    }
    found.push(Named { line: pieces[at].0, parts });
    next.max(at + 1)
}

/// Reads the tree of a `use` from `at` on, below `stem`; leaves the place after it.
fn tree(pieces: &[(usize, Piece)], at: usize, stem: &[String], line: usize, found: &mut Vec<Named>) -> usize {
    let mut path = stem.to_vec();
    let mut at = at;
    while let Some((_, piece)) = pieces.get(at) {
        at += 1;
        match piece {
            Piece::Word(word) if word == "as" => at += 1,
            Piece::Word(word) => path.push(word.clone()),
            Piece::Mark('*') => path.push("*".into()),
            Piece::Mark('{') => {
                while !matches!(pieces.get(at), None | Some((_, Piece::Mark('}')))) {
                    at = tree(pieces, at, &path, line, found);
                    at += usize::from(matches!(pieces.get(at), Some((_, Piece::Mark(',')))));
                }
                return at + 1;
            }
            Piece::Mark(',' | '}') => {
                at -= 1;
                break;
            }
            Piece::Mark(';') => break,
            _ => {}
        }
    }
    if !path.is_empty() {
        found.push(Named { line, parts: path });
    }
    at
}

fn pieces(code: &str) -> Vec<(usize, Piece)> {
    let mut found = Vec::new();
    let mut line = 1;
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\n' {
            line += 1;
        } else if c.is_alphanumeric() || c == '_' {
            let mut word = String::from(c);
            while let Some(next) = chars.next_if(|c| c.is_alphanumeric() || *c == '_') {
                word.push(next);
            }
            found.push((line, Piece::Word(word)));
        } else if c == ':' && chars.next_if_eq(&':').is_some() {
            found.push((line, Piece::Colons));
        } else if !c.is_whitespace() {
            found.push((line, Piece::Mark(c)));
        }
    }
    found
}

/// The code before the file's test module, which by the custom of the house stands last.
fn without_tests(code: &str) -> String {
    let is_module = |at: &usize| {
        let rest = code[*at + "#[cfg(test)]".len()..].trim_start();
        rest.starts_with("mod ") && rest.find('{').is_some_and(|b| rest.find(';').is_none_or(|s| b < s))
    };
    let end = code.match_indices("#[cfg(test)]").map(|(at, _)| at).find(is_module);
    code[..end.unwrap_or(code.len())].to_owned()
}

/// The text with everything in comments and literals made blank; line breaks stay.
pub fn code(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = literal(rest).unwrap_or(0);
        if length > 0 {
            out.extend(rest[..length].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            rest = &rest[length..];
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
            // A word is taken whole, so that the r of `for` does not open a raw string.
            if c.is_alphanumeric() || c == '_' {
                let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
                out.push_str(&rest[..word]);
                rest = &rest[word..];
            }
        }
    }
    out
}

/// Length of the comment or literal that `rest` begins with.
fn literal(rest: &str) -> Option<usize> {
    let until = |from: usize, end: &str| rest[from..].find(end).map_or(rest.len(), |at| from + at + end.len());
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Some(until(2, "*/"));
    }
    let raw = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'));
    if let Some(inner) = raw.map(|r| r.trim_start_matches('#')).filter(|r| r.starts_with('"')) {
        let open = rest.len() - inner.len() + 1;
        let hashes = rest[..open].matches('#').count();
        return Some(until(open, &format!("\"{}", "#".repeat(hashes))));
    }
    if rest.starts_with('"') || rest.starts_with("b\"") {
        return Some(quoted(rest, '"'));
    }
    character(rest)
}

/// Length of a literal between marks, with `\` before a mark that is part of it.
fn quoted(rest: &str, mark: char) -> usize {
    let open = rest.find(mark).unwrap_or(0) + 1;
    let mut escaped = false;
    for (at, c) in rest[open..].char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == mark => return open + at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Length of a character literal; `None` for a lifetime.
fn character(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('\'')?;
    let first = inner.chars().next()?;
    let closed = inner[first.len_utf8()..].starts_with('\'');
    (first == '\\' || closed).then(|| quoted(rest, '\''))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Vec<String> {
        paths(text).into_iter().map(|n| format!("{} {}", n.line, n.parts.join("::"))).collect()
    }

    #[test]
    fn use_trees_are_taken_apart() {
        let text = "use crate::{a::{B, c::D as E}, f::*};\nuse super::g;\n";
        assert_eq!(named(text), ["1 crate::a::B", "1 crate::a::c::D", "1 crate::f::*", "2 super::g"]);
    }

    #[test]
    fn paths_in_place_count_and_those_in_comments_strings_and_tests_do_not() {
        let text = "// crate::no\nfn f<'a>() { crate::yes::g(\"crate::no\", '\"', r#\"crate::\"no\"#) }\n/* crate::no */\n#[cfg(test)]\nmod tests { use super::*; }\n";
        assert_eq!(named(text), ["2 crate::yes::g"]);
    }

    #[test]
    fn children_are_the_modules_with_files_of_their_own() {
        assert_eq!(children("pub mod a;\nmod b;\nmod c { mod d; }\n#[cfg(test)]\nmod tests { }"), ["a", "b", "d"]);
    }
}
