//! Sets of characters as sorted, disjoint ranges of code points.
//!
//! Enters: names of Unicode properties. Leaves: sets as Python 3.11 sees them, whose Unicode is 14.0.

/// Sorted ranges of code points, both ends inside, none touching.
pub type CharSet = Vec<(u32, u32)>;

/// Characters that are digits in Python's `str.isdigit` without being decimal (Unicode 14, Numeric_Type=Digit).
const DIGITS_NOT_DECIMAL: &[(u32, u32)] = &[
    (0xb2, 0xb3),
    (0xb9, 0xb9),
    (0x1369, 0x1371),
    (0x19da, 0x19da),
    (0x2070, 0x2070),
    (0x2074, 0x2079),
    (0x2080, 0x2089),
    (0x2460, 0x2468),
    (0x2474, 0x247c),
    (0x2488, 0x2490),
    (0x24ea, 0x24ea),
    (0x24f5, 0x24fd),
    (0x24ff, 0x24ff),
    (0x2776, 0x277e),
    (0x2780, 0x2788),
    (0x278a, 0x2792),
    (0x10a40, 0x10a43),
    (0x10e60, 0x10e68),
    (0x11052, 0x1105a),
    (0x1f100, 0x1f10a),
];

/// The set of one character.
pub fn single(c: char) -> CharSet {
    vec![(c as u32, c as u32)]
}

/// Sorts ranges and joins those that touch.
pub fn merged(mut ranges: Vec<(u32, u32)>) -> CharSet {
    ranges.sort_unstable();
    let mut out: CharSet = Vec::new();
    for (lo, hi) in ranges {
        match out.last_mut() {
            Some(last) if lo <= last.1.saturating_add(1) => last.1 = last.1.max(hi),
            _ => out.push((lo, hi)),
        }
    }
    out
}

/// Every other code point.
pub fn negate(set: &CharSet) -> CharSet {
    let mut out = Vec::new();
    let mut next = 0;
    for &(lo, hi) in set {
        if lo > next {
            out.push((next, lo - 1));
        }
        next = hi + 1;
    }
    if next <= 0x10ffff {
        out.push((next, 0x10ffff));
    }
    out
}

/// `str.isalpha`: all kinds of letters.
pub fn alpha() -> CharSet {
    unicode(r"[\p{L}&&\p{age:14.0}]")
}

/// `str.isdecimal` and `\d`.
pub fn decimal() -> CharSet {
    unicode(r"[\p{Nd}&&\p{age:14.0}]")
}

/// `str.isdigit`.
pub fn digit() -> CharSet {
    let mut all = decimal();
    all.extend(DIGITS_NOT_DECIMAL);
    merged(all)
}

/// `str.isupper` of a single character.
pub fn upper() -> CharSet {
    unicode(r"[\p{Uppercase}&&\p{age:14.0}]")
}

/// Characters that `str.lower` changes.
pub fn lowered() -> CharSet {
    unicode(r"[\p{Changes_When_Lowercased}&&\p{age:14.0}]")
}

/// `\w`
pub fn word() -> CharSet {
    unicode(r"[[\p{L}\p{N}_]&&\p{age:14.0}]")
}

/// `str.isspace` and `\s`: white space and the four separators of ASCII.
pub fn space() -> CharSet {
    unicode(r"[\p{White_Space}\x1c-\x1f]")
}

/// The ranges of a class in the syntax of the `regex` crate.
fn unicode(class: &str) -> CharSet {
    let hir = regex_syntax::parse(class).expect("the classes in this file are well formed");
    match hir.kind() {
        regex_syntax::hir::HirKind::Class(regex_syntax::hir::Class::Unicode(set)) => {
            merged(set.iter().map(|r| (r.start() as u32, r.end() as u32)).collect())
        }
        kind => unreachable!("a class became {kind:?}"),
    }
}
