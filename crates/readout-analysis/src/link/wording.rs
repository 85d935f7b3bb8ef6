//! One remark quoted in different words: direct quotations of one speaker that are nearly, but not quite, the same.
//!
//! Enters: direct quotations with their speakers. Leaves: groups whose members share a remark, split into sides by wording. A shorter cut of the
//! same words, other punctuation and other capitals are no difference.

use crate::extract::spelling::one;
use crate::link::subsequence::common_in_order;
use readout_record::mention::DocumentIx;
use std::collections::{BTreeMap, BTreeSet};

/// A word of a quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As it is printed, in lower case.
    pub surface: String,
    /// Its lemma, in lower case.
    pub lemma: String,
    /// Whether it is a noun, a name, a full verb, an adjective or a number.
    pub content: bool,
}

/// A quotation as one document prints it.
#[derive(Clone, Debug)]
pub struct Quoted<'t> {
    /// Document.
    pub document: DocumentIx,
    /// The text.
    pub text: &'t str,
    /// Its words, punctuation left out.
    pub words: Vec<Word>,
    /// Actor that is quoted.
    pub speaker: Option<usize>,
    /// Whether the speaker is told by name; "the negotiator" and "he" may be anyone of the story.
    pub named: bool,
}

/// Fewest words that a remark must have to be compared.
const LEAST_WORDS: usize = 4;
/// Of a long remark so many words must be common, and such a share of the part that both cover.
const LEAST_COMMON: usize = 6;
const ALIKE: f64 = 0.75;
/// A short one may have this share of the shorter wording in common, with two words that tell what it is about and this share of those.
const ALIKE_SHORT: f64 = 0.6;
const ALIKE_CONTENT: f64 = 0.66;
/// Longest remark that is short.
const SHORT: usize = 14;
/// Most words that may stand for others in one place.
const LONGEST_GAP: usize = 3;
/// Letters of a word in which one more or less is a slip.
const LONG_WORD: usize = 9;
/// A word in more quotations than this leads to no remark.
const CROWD: usize = 30;

/// Pairs of quotations (by number) that are one remark in different wording.
pub fn differing(quotes: &[Quoted]) -> Vec<(usize, usize)> {
    // A remark that the other document prints in the same words is not reworded there, whatever else is said there in words like these.
    let told_there = |i: usize, j: usize| {
        quotes.iter().any(|q| {
            q.document == quotes[j].document && q.words.len() >= quotes[i].words.len() && is_cut(&q.words, &quotes[i].words)
        })
    };
    let comparable = |&(i, j): &(usize, usize)| {
        let (a, b) = (&quotes[i], &quotes[j]);
        let open = !edited(a.text) && !edited(b.text);
        let one = a.speaker.is_some() && a.speaker == b.speaker;
        let perhaps = a.named != b.named || (!a.named && !b.named && (a.speaker.is_none() || b.speaker.is_none()));
        let alike = a.document != b.document && open && (one || perhaps) && reworded(&a.words, &b.words, one);
        alike && !told_there(i, j) && !told_there(j, i)
    };
    sharing_words(quotes).into_iter().filter(comparable).collect()
}

/// Whether one of two wordings is the other, or a piece of it.
pub fn is_cut(a: &[Word], b: &[Word]) -> bool {
    let (shorter, longer) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let same = |part: &[Word]| part.iter().zip(shorter).all(|(x, y)| same_spelling(&x.surface, &y.surface));
    !shorter.is_empty() && longer.windows(shorter.len()).any(same)
}

/// Whether no more than the form of a word, or a letter, differs: "the knife" and "the knives".
pub fn is_trifle(a: &[Word], b: &[Word]) -> bool {
    let near = |x: &str, y: &str| {
        let (short, long) = if x.len() < y.len() { (x, y) } else { (y, x) };
        let (short, long): (Vec<char>, Vec<char>) = (short.chars().collect(), long.chars().collect());
        let before = short.iter().zip(&long).take_while(|(x, y)| x == y).count();
        short.len() > 3 && long.len() <= short.len() + 1 && short[before..] == long[long.len() - (short.len() - before)..]
    };
    a.len() == b.len() && a.iter().zip(b).all(|(x, y)| x.lemma == y.lemma || near(&x.surface, &y.surface))
}

/// One word but for a dropped "g" or, in a long word, one letter inside that is a slip: "slightlest" for "slightest".
fn same_spelling(a: &str, b: &str) -> bool {
    let (shorter, longer) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if a == b || (shorter.ends_with("in") && longer.strip_suffix('g') == Some(shorter)) {
        return true;
    }
    let (short, long): (Vec<char>, Vec<char>) = (shorter.chars().collect(), longer.chars().collect());
    let before = short.iter().zip(&long).take_while(|(x, y)| x == y).count();
    let slip = short.len() >= LONG_WORD && long.len() == short.len() + 1 && before >= 2 && before + 2 < short.len();
    slip && short[before..] == long[before + 1..]
}

/// Pairs that share two words that tell what they are about.
fn sharing_words(quotes: &[Quoted]) -> Vec<(usize, usize)> {
    let mut holders: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (i, quote) in quotes.iter().enumerate() {
        for word in quote.words.iter().filter(|w| w.content) {
            holders.entry(&word.lemma).or_default().insert(i);
        }
    }
    let mut pairs: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for held in holders.values().filter(|h| h.len() <= CROWD) {
        let held: Vec<usize> = held.iter().copied().collect();
        for (at, &i) in held.iter().enumerate() {
            held[at + 1..].iter().for_each(|&j| *pairs.entry((i, j)).or_default() += 1);
        }
    }
    pairs.into_iter().filter(|(_, shared)| *shared > 1).map(|(pair, _)| pair).collect()
}

/// Whether two word lists are one remark told in other words: of the part that both cover most is common and in order, yet a few words inside
/// stand for a few others, or stand in another form. `one` speaker is known to have said both.
fn reworded(a: &[Word], b: &[Word], one: bool) -> bool {
    if a.len().min(b.len()) < LEAST_WORDS || is_cut(a, b) {
        return false;
    }
    let common = held_together(common_in_order(a, b, |x, y| x.lemma == y.lemma), a);
    let (Some(&first), Some(&last)) = (common.first(), common.last()) else { return false };
    let covered = (last.0 - first.0 + 1).min(last.1 - first.1 + 1);
    let content = |words: &[Word]| words.iter().filter(|w| w.content).count();
    let shared = common.iter().filter(|(i, _)| a[*i].content).count();
    let run = common.windows(3).any(|w| (1..3).all(|i| w[i].0 == w[0].0 + i && w[i].1 == w[0].1 + i));
    let half = shared * 2 >= content(a).min(content(b));
    let long = run && half && common.len() >= LEAST_COMMON && common.len() as f64 / covered as f64 >= ALIKE;
    let (shorter, longer) = (a.len().min(b.len()), a.len().max(b.len()));
    let telling = shared >= 2 && shared as f64 / content(a).min(content(b)).max(1) as f64 >= ALIKE_CONTENT;
    let short = shorter <= SHORT && longer <= shorter * 3 / 2 && telling && common.len() as f64 / shorter as f64 >= ALIKE_SHORT;
    let (reaches, ends_near) =
        ((first.0 <= LONGEST_GAP, first.1 <= LONGEST_GAP), (a.len() - last.0 <= LONGEST_GAP, b.len() - last.1 <= LONGEST_GAP));
    let meet = common.len() * 2 >= shorter || (reaches.0 && ends_near.1) || (reaches.1 && ends_near.0);
    let long = long && meet;
    // One word for another and nothing else: "Water knows no flag" and "Water wears no flag" are one remark, whoever is cited.
    let swapped = a.len() == b.len() && common.len() + 1 == a.len() && shared >= 2 && first.0 == 0 && last.0 + 1 == a.len();
    let enough =
        if one { long || short } else { swapped || common.len() >= LEAST_COMMON && telling && (long || short) && shared >= 3 };
    let ends = replaced_end(first.0, first.1) || replaced_end(a.len() - 1 - last.0, b.len() - 1 - last.1);
    let altered = (one && short && ends)
        || common
            .windows(2)
            .any(|w| replaced(w[0], w[1]) && !written_apart(inside(a, w[0].0, w[1].0), inside(b, w[0].1, w[1].1)))
        || common.iter().any(|&(i, j)| inflected(&a[i], &b[j]));
    // "Your budget" is said to the chairman, and "the chairman's budget" to somebody else.
    let readdressed = common.windows(2).any(|w| {
        let (x, y) = (inside(a, w[0].0, w[1].0), inside(b, w[0].1, w[1].1));
        !x.is_empty() && !y.is_empty() && addressed(x) != addressed(y)
    });
    enough && altered && !readdressed && !common.windows(2).any(|w| long_gap(w[0], w[1]))
}

/// Whether words speak to somebody.
fn addressed(words: &[Word]) -> bool {
    words.iter().any(|w| matches!(w.surface.as_str(), "you" | "your" | "yours"))
}

/// The words between two places.
fn inside(words: &[Word], from: usize, to: usize) -> &[Word] {
    &words[from + 1..to]
}

/// The same letters in one word or in two, the same number in words and in figures, or a slip: "per cent" and "percent", "twenty-five" and "25".
fn written_apart(a: &[Word], b: &[Word]) -> bool {
    let parts = |words: &[Word]| -> Vec<String> { words.iter().flat_map(|w| w.surface.split('-')).map(one).collect() };
    let whole = |words: &[Word]| match parts(words).as_slice() {
        [tens, ones] if ones.len() == 1 && tens.len() == 2 && tens.ends_with('0') => format!("{}{ones}", &tens[..1]),
        [number, scale] => scaled(number, scale).unwrap_or_else(|| format!("{number}{scale}")),
        parts => parts.concat(),
    };
    same_spelling(&whole(a), &whole(b))
}

/// "1 million" in figures.
fn scaled(number: &str, scale: &str) -> Option<String> {
    let zeros = ["thousand", "million", "billion", "trillion"].iter().position(|s| *s == scale)?;
    Some((number.parse::<f64>().ok()? * 1000f64.powi(zeros as i32 + 1)).to_string())
}

/// At one end of both remarks a few words stand for a few others.
fn replaced_end(x: usize, y: usize) -> bool {
    (1..=LONGEST_GAP).contains(&x) && (1..=LONGEST_GAP).contains(&y)
}

/// One noun in two numbers: "the knife" and "the knives". Another spelling is none.
fn inflected(a: &Word, b: &Word) -> bool {
    let plural = |x: &str, y: &str| {
        x.strip_suffix('s').is_some_and(|stem| stem == y || stem.strip_suffix('e') == Some(y))
            || x.strip_suffix("ves").is_some_and(|stem| y.starts_with(stem))
    };
    a.content && a.surface != b.surface && (plural(&a.surface, &b.surface) || plural(&b.surface, &a.surface))
}

/// Between two shared words both have a few of their own. Words that only one has may be left out by the other.
fn replaced(from: (usize, usize), to: (usize, usize)) -> bool {
    let (x, y) = (to.0 - from.0 - 1, to.1 - from.1 - 1);
    (1..=LONGEST_GAP).contains(&x) && (1..=LONGEST_GAP).contains(&y)
}

fn long_gap(from: (usize, usize), to: (usize, usize)) -> bool {
    to.0 - from.0 - 1 > LONGEST_GAP && to.1 - from.1 - 1 > LONGEST_GAP
}

/// Quotations that are edited in the open: with words left out or put in.
fn edited(text: &str) -> bool {
    text.contains(['[', '(', '…']) || text.contains("...") || text.contains(". . .")
}

/// The common words without little ones at either end that stand apart from the rest.
fn held_together(mut common: Vec<(usize, usize)>, a: &[Word]) -> Vec<(usize, usize)> {
    let apart = |x: (usize, usize), y: (usize, usize)| y.0 - x.0 > 1 || y.1 - x.1 > 1;
    while common.len() > 1 && !a[common[common.len() - 1].0].content && apart(common[common.len() - 2], common[common.len() - 1])
    {
        common.pop();
    }
    while common.len() > 1 && !a[common[0].0].content && apart(common[0], common[1]) {
        common.remove(0);
    }
    common
}

#[cfg(test)]
mod tests {
    use super::*;

    const LITTLE: &[&str] = &[
        "a", "and", "by", "do", "does", "for", "in", "is", "my", "no", "not", "of", "shall", "that", "the", "was", "we", "will",
        "with",
    ];

    /// Words of which those that are not little tell something; the lemma of a plural is its singular.
    fn words(text: &str) -> Vec<Word> {
        let split = text.to_lowercase().split(|c: char| !c.is_alphanumeric() && c != '\'').map(str::to_owned).collect::<Vec<_>>();
        let word = |w: String| Word {
            lemma: w.strip_suffix('s').unwrap_or(&w).to_owned(),
            content: !LITTLE.contains(&w.as_str()),
            surface: w,
        };
        split.into_iter().filter(|w| !w.is_empty()).map(word).collect()
    }

    fn check(a: &str, b: &str) -> bool {
        reworded(&words(a), &words(b), true)
    }

    #[test]
    fn a_replaced_word_is_a_difference() {
        assert!(check(
            "The river that we share does not ask for a passport",
            "The river that we share never asks for a passport"
        ));
        assert!(check(
            "We moved one stone, and that stone was not the wall",
            "We moved one rock, and that stone was not the wall"
        ));
        assert!(check("Water knows no flag", "Water wears no flag"), "a short one");
        assert!(check("Norway shall help Chad with boats", "Norway shall help Chad with bricks"), "at the end");
        assert!(check("A river does not ask for papers", "A river does not ask for paper"), "another number");
    }

    #[test]
    fn words_to_the_one_meant_are_another_remark() {
        let others = "I fear that the budget of Governor Weiss leaves the poor towns of Norway out in the cold";
        assert!(!check(others, "I fear that your budget leaves the poor towns of Norway out in the cold"));
        assert!(!check(
            "I fear that Weiss's budget leaves the poor towns out",
            "I fear that your budget leaves the poor towns out"
        ));
    }

    #[test]
    fn another_form_of_a_word_is_a_trifle() {
        let trifle = |a: &str, b: &str| is_trifle(&words(a), &words(b));
        assert!(trifle("The towns of Norway will pay", "The town of Norway will pay"));
        assert!(!trifle("We moved one stone", "We moved one rock"));
    }

    #[test]
    fn cuts_punctuation_and_other_remarks_are_none() {
        assert!(!check("The river does not ask for a passport, and neither do we", "The river does not ask for a passport"));
        assert!(!check("The river does not ask for a passport.", "“The river does not ask — for a passport!”"));
        assert!(!check("The river does not ask for a passport", "The bridge will be open by the end of May"));
        assert!(!check("We will not accept the plan", "We will not accept the visit"), "two remarks of one form");
        assert!(
            !check("The river does not, in my view, ask for a passport", "The river does not ask for a passport"),
            "words left out"
        );
        assert!(!check("We can have not the slightlest hope of rain", "We can have not the slightest hope of rain"), "a slip");
        assert!(!check("We had stopped askin for rain in June", "We had stopped asking for rain in June"), "a dropped letter");
        assert!(
            !check("The river is low, and grain goes over the bridge. It is not my bridge", "Grain goes over the bridge"),
            "a piece"
        );
        assert!(
            !check(
                "It is sad that Norway allows grain to go over the old bridge. There will never be an end of it if nobody acts",
                "Grain is going over the old bridge. That was not my wish"
            ),
            "two remarks on one matter"
        );
        assert!(!check("The river lost ten per cent of its water", "The river lost ten percent of its water"), "written apart");
        assert!(!check("The river cost us 2 million in March", "The river cost us 2000000 in March"), "in figures");
        assert!(!check("The river lost 20 5 boats in the flood", "The river lost 25 boats in the flood"), "a number");
    }

    #[test]
    fn somebody_without_a_name_may_be_the_speaker_of_a_long_remark_only() {
        let quote = |document, text: &'static str, speaker, named| Quoted { document, text, words: words(text), speaker, named };
        let long = ["The river that we share never asks for a passport", "The river that we share does not ask for a passport"];
        let pairs =
            |a: &'static str, b: &'static str| differing(&[quote(0, a, Some(1), true), quote(1, b, Some(2), false)]).len();
        let short = (pairs("Water knows no flag", "Water wears no flag"), pairs("Water knows no flag", "Water wears no hat"));
        assert_eq!((pairs(long[0], long[1]), short), (1, (1, 0)));
    }
}
