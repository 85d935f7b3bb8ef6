//! Numbers in words and figures: "one and a half", "three dozen", "1.5 billion", "tens of thousands", "half a million".
//!
//! Enters: items. Leaves: the number that begins at an item, with where it ends. It leaves alone: units, bounds, what is counted.

use super::item::{Item, Kind, figure};
use super::lexicon::{LEXICON, Lexicon, NumberWord, Phrase};

/// Above this, words that look like a number are none.
const LARGEST: f64 = 1e15;

/// A number and the item after its last.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// Item after the last.
    pub end: usize,
    /// What it is worth.
    pub value: f64,
    /// Least and greatest worth of a vague number; both equal `value` otherwise.
    pub low: Option<f64>,
    /// See `low`.
    pub high: Option<f64>,
    /// Whether it names no figure.
    pub vague: bool,
    /// Whether it is written in figures.
    pub figures: bool,
    /// The scale words in it, multiplied: 1e9 for "1.5 billion".
    pub scale: f64,
}

impl Number {
    fn exact(end: usize, value: f64, figures: bool) -> Number {
        Number { end, value, low: Some(value), high: Some(value), vague: false, figures, scale: 1.0 }
    }

    /// The number `factor` times, ending at item `end`.
    pub fn times(self, end: usize, factor: f64) -> Number {
        let scale = |n: Option<f64>| n.map(|n| n * factor);
        Number {
            end,
            value: self.value * factor,
            low: scale(self.low),
            high: scale(self.high),
            scale: self.scale * factor,
            ..self
        }
    }
}

/// The longest phrase of `list` that begins at item `at`: its length and what it stands for.
pub fn phrase_at(items: &[Item], at: usize, list: &[Phrase]) -> Option<(usize, usize)> {
    let fits = |words: &[String]| {
        items.get(at..at + words.len()).is_some_and(|window| {
            window.iter().zip(words).all(|(item, word)| item.word == word.as_str()) && window[1..].iter().all(|i| !i.parted)
        })
    };
    list.iter().find(|(words, _)| fits(words)).map(|(words, number)| (words.len(), *number))
}

/// The number that begins at item `at`.
pub fn number_at(items: &[Item], at: usize) -> Option<Number> {
    let lexicon = &*LEXICON;
    let item = items.get(at)?;
    let number = match item.kind {
        Kind::Figure => figures_at(items, at, lexicon),
        _ => vague_at(items, at, lexicon).or_else(|| half_at(items, at)).or_else(|| words_at(items, at, lexicon)),
    }?;
    Some(scaled(items, number, lexicon)).filter(|n| n.value < LARGEST)
}

/// `5,000`, `1.5bn`, `2½`.
fn figures_at(items: &[Item], at: usize, lexicon: &Lexicon) -> Option<Number> {
    let number = spaced_at(items, at).or_else(|| Some(Number::exact(at + 1, figure(&items[at].word)?, true)))?;
    let value = number.value;
    let Some(next) = items.get(number.end) else { return Some(number) };
    if next.glued {
        if let Some(factor) = lexicon.figure_scales.get(&*next.word) {
            return Some(number.times(number.end + 1, *factor));
        }
        if let Some(NumberWord::Fraction(part)) = lexicon.numbers.get(&*next.word).filter(|_| next.kind == Kind::Mark) {
            return Some(Number::exact(number.end + 1, value + part, true));
        }
    }
    let part = simple_fraction(items, number.end).filter(|_| value.fract() == 0.0 && !next.glued && !next.parted);
    Some(part.map_or(number, |part| Number::exact(number.end + 3, value + part, true)))
}

/// `1/2` in figures: less than one, with small parts.
fn simple_fraction(items: &[Item], at: usize) -> Option<f64> {
    let [above, slash, below] = items.get(at..at + 3)? else { return None };
    let (above, below) = (figure(&above.word)?, figure(&below.word).filter(|_| slash.word == "/" && slash.glued && below.glued)?);
    (0.0 < above && above < below && below <= 16.0).then(|| above / below)
}

/// "340 000": groups of three with spaces between.
fn spaced_at(items: &[Item], at: usize) -> Option<Number> {
    let digits = |i: usize| items.get(i).map(|i| &*i.word).filter(|w| w.bytes().all(|b| b.is_ascii_digit()));
    let mut end = at + 1;
    let mut text = digits(at).filter(|w| w.len() <= 3 && !w.starts_with('0'))?.to_owned();
    while let Some(group) = digits(end).filter(|w| w.len() == 3 && !items[end].glued && !items[end].parted) {
        text.push_str(group);
        end += 1;
    }
    (end > at + 1).then(|| Some(Number::exact(end, text.parse().ok()?, true)))?
}

/// "several", "dozens of"; the "of" is left out where a scale does not follow.
fn vague_at(items: &[Item], at: usize, lexicon: &Lexicon) -> Option<Number> {
    let (len, number) = phrase_at(items, at, lexicon.vague_phrases.get(&*items[at].word)?)?;
    let vague = &lexicon.vague[number];
    Some(Number {
        end: at + len,
        value: vague.value,
        low: Some(vague.low),
        high: vague.high,
        vague: true,
        figures: false,
        scale: 1.0,
    })
}

/// "half a", "half an": half of what follows.
fn half_at(items: &[Item], at: usize) -> Option<Number> {
    let is = |i: usize, words: &[&str]| items.get(i).is_some_and(|i| words.contains(&&*i.word));
    let joint = usize::from(is(at + 1, &["-"]));
    if is(at, &["half"]) && is(at + 1 + joint, &["a", "an"]) {
        let hyphen = usize::from(is(at + 2 + joint, &["-"]));
        return Some(Number::exact(at + 2 + joint + hyphen, 0.5, false));
    }
    let quarter = is(at, &["a"]) && is(at + 1, &["quarter"]) || is(at, &["three"]) && is(at + 1, &["quarters"]);
    if quarter && is(at + 2, &["of"]) && is(at + 3, &["a", "an"]) {
        return Some(Number::exact(at + 4, if is(at, &["a"]) { 0.25 } else { 0.75 }, false));
    }
    let article = usize::from(is(at, &["a", "an"]) && is(at + 1, &["half"]));
    let start = at + article;
    let unit = start + 1 + usize::from(is(start + 1, &["-"]));
    let halved = items.get(unit).is_some_and(|i| LEXICON.halved.contains_key(&*i.word));
    (is(start, &["half"]) && halved).then(|| Number::exact(unit, 0.5, false))
}

/// Numbers spelled out: "two hundred and fifty", "twenty-five", "a hundred", "one and a half".
fn words_at(items: &[Item], at: usize, lexicon: &Lexicon) -> Option<Number> {
    let word = |i: usize| items.get(i).and_then(|i| lexicon.numbers.get(&*i.word)).copied();
    let (mut total, mut current, mut end, mut seen) = (0.0, 0.0, at, None);
    if matches!(&*items[at].word, "a" | "an") && matches!(word(at + 1), Some(NumberWord::Scale(_))) {
        (current, end, seen) = (1.0, at + 1, Some(NumberWord::One(1.0)));
    }
    loop {
        let joint = joint_at(items, end, seen, &word);
        match (word(end + joint), seen) {
            (Some(NumberWord::One(n)), None | Some(NumberWord::Scale(_))) => current += n,
            (Some(NumberWord::One(n)), Some(NumberWord::Ten(_))) if (1.0..10.0).contains(&n) => current += n,
            (Some(NumberWord::Ten(n)), None | Some(NumberWord::Scale(_))) => current += n,
            (Some(NumberWord::Scale(n)), Some(_)) if n < 1000.0 => current *= n,
            (Some(NumberWord::Scale(n)), Some(_)) if total > 0.0 && total < n => {
                (total, current) = ((total + current) * n, 0.0);
            }
            (Some(NumberWord::Scale(n)), Some(_)) => {
                total += current * n;
                current = 0.0;
            }
            _ => break,
        }
        seen = word(end + joint);
        end += joint + 1;
    }
    seen.is_some().then(|| Number::exact(end, total + current, false))
}

/// 1 where a hyphen or an "and" inside a number stands at `end`, else 0.
fn joint_at(items: &[Item], end: usize, seen: Option<NumberWord>, word: &impl Fn(usize) -> Option<NumberWord>) -> usize {
    let Some(item) = items.get(end) else { return 0 };
    let inside = match &*item.word {
        "-" => item.glued && matches!((seen, word(end + 1)), (Some(NumberWord::Ten(_)), Some(NumberWord::One(_)))),
        "and" => {
            matches!(seen, Some(NumberWord::Scale(_))) && matches!(word(end + 1), Some(NumberWord::One(_) | NumberWord::Ten(_)))
        }
        _ => false,
    };
    usize::from(inside)
}

/// "and a half" and the scales behind a number: "two and a half million", "1.5 billion", "several hundred".
fn scaled(items: &[Item], number: Number, lexicon: &Lexicon) -> Number {
    let mut number = number;
    if let Some((end, part)) = and_a_half(items, number.end, lexicon) {
        number = Number::exact(end, number.value + part, number.figures);
    }
    while let Some(NumberWord::Scale(factor)) = items.get(number.end).and_then(|i| lexicon.numbers.get(&*i.word)) {
        number = number.times(number.end + 1, *factor);
    }
    number
}

/// The end and worth of "and a half" at item `at`; hyphens may stand for the spaces.
pub fn and_a_half(items: &[Item], at: usize, lexicon: &Lexicon) -> Option<(usize, f64)> {
    let mut words = items.iter().enumerate().skip(at).filter(|(_, i)| i.word != "-").take(3);
    let and = words.next().filter(|(_, i)| i.word == "and" || i.word == "&");
    let article = words.next().filter(|(_, i)| matches!(&*i.word, "a" | "one"));
    let (last, fraction) = words.next().filter(|_| and.is_some() && article.is_some())?;
    match lexicon.numbers.get(&*fraction.word) {
        Some(NumberWord::Fraction(part)) => Some((last + 1, *part)),
        _ => None,
    }
}
