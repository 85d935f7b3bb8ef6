//! One remark quoted in different words: direct quotations of one speaker that are nearly, but not quite, the same.
//!
//! Enters: direct quotations with their speakers. Leaves: groups whose members share a remark, split into sides by wording. A shorter cut of the
//! same words, other punctuation and other capitals are no difference.

use readout_record::mention::DocumentIx;
use readout_record::span::Span;
use std::collections::{BTreeMap, BTreeSet};

/// A quotation as one document prints it.
#[derive(Clone, Debug)]
pub struct Quoted<'t> {
    /// Document.
    pub document: DocumentIx,
    /// Where it stands.
    pub span: Span,
    /// The words.
    pub text: &'t str,
    /// Actor that is quoted.
    pub speaker: Option<usize>,
}

/// What two quotations must have in common to be one remark: with less they may be two remarks of one kind.
struct Measure {
    /// Fewest words of either.
    words: usize,
    /// Fewest words in common.
    common: usize,
    /// Least share of the common words in the part that both cover.
    alike: f64,
}

/// Where both are known to be said by one speaker.
const ONE_SPEAKER: Measure = Measure { words: 4, common: 3, alike: 0.6 };
/// Where it is not known of both who says them.
const UNKNOWN: Measure = Measure { words: 5, common: 4, alike: 0.66 };
/// Most words that may stand for others in one place.
const LONGEST_GAP: usize = 3;
/// Most words that may stand for others at an end, where one remark may simply go on otherwise.
const LONGEST_END: usize = 3;
/// A run of words in more quotations than this is a turn of phrase and leads to no remark.
const CROWD: usize = 30;

/// Pairs of quotations (by number) that are one remark in different wording.
pub fn differing(quotes: &[Quoted]) -> Vec<(usize, usize)> {
    let words: Vec<Vec<String>> = quotes.iter().map(|q| words(q.text)).collect();
    let comparable = |&(i, j): &(usize, usize)| {
        let other_document = quotes[i].document != quotes[j].document;
        let open = !edited(quotes[i].text) && !edited(quotes[j].text);
        let measure = match (quotes[i].speaker, quotes[j].speaker) {
            (Some(a), Some(b)) if a == b => &ONE_SPEAKER,
            _ => &UNKNOWN,
        };
        other_document && open && reworded(&words[i], &words[j], measure)
    };
    sharing_a_run(&words).into_iter().filter(comparable).collect()
}

/// Pairs that share three words in a row: a remark that is told again nearly always does, and few others do.
fn sharing_a_run(words: &[Vec<String>]) -> Vec<(usize, usize)> {
    let mut runs: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    for (i, list) in words.iter().enumerate() {
        for run in list.windows(3) {
            let holders = runs.entry(run).or_default();
            if holders.last() != Some(&i) {
                holders.push(i);
            }
        }
    }
    let mut pairs = BTreeSet::new();
    for holders in runs.values().filter(|h| h.len() <= CROWD) {
        for (at, &i) in holders.iter().enumerate() {
            pairs.extend(holders[at + 1..].iter().map(|&j| (i, j)));
        }
    }
    pairs.into_iter().collect()
}

/// The words in lower case, contractions written out and abbreviations without their dots.
fn words(text: &str) -> Vec<String> {
    let plain = text.replace('’', "'").to_lowercase();
    let tokens = plain.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '.')).map(|w| w.replace('.', ""));
    tokens.flat_map(|w| written_out(w.trim_matches('\''))).filter(|w| !w.is_empty()).collect()
}

fn written_out(word: &str) -> Vec<String> {
    const ENDINGS: &[(&str, &str)] =
        &[("n't", "not"), ("'re", "are"), ("'m", "am"), ("'ll", "will"), ("'ve", "have"), ("'d", "would")];
    const BEFORE_IS: &[&str] = &["it", "that", "there", "what", "he", "she", "here", "who"];
    match word {
        "can't" | "cannot" => return vec!["can".into(), "not".into()],
        "won't" => return vec!["will".into(), "not".into()],
        _ => {}
    }
    let ending = ENDINGS.iter().find_map(|(e, full)| Some((word.strip_suffix(e)?, *full)));
    let is = || word.strip_suffix("'s").filter(|stem| BEFORE_IS.contains(stem)).map(|stem| (stem, "is"));
    match ending.or_else(is) {
        Some((stem, full)) => vec![stem.to_owned(), full.to_owned()],
        None => vec![word.to_owned()],
    }
}

/// Whether two word lists are one remark told in other words: of the part that both cover most is common and in order, yet a few words inside
/// it or at one of its ends stand for a few others.
fn reworded(a: &[String], b: &[String], measure: &Measure) -> bool {
    if a.len().min(b.len()) < measure.words {
        return false;
    }
    let common = common_in_order(a, b);
    let (Some(&first), Some(&last)) = (common.first(), common.last()) else { return false };
    let ends = replaced_end(first.0, first.1) || replaced_end(a.len() - 1 - last.0, b.len() - 1 - last.1);
    let covered = (last.0 - first.0 + 1).min(last.1 - first.1 + 1) + usize::from(ends);
    let most = 2 * common.len() >= a.len().min(b.len());
    let enough = most && common.len() >= measure.common && common.len() as f64 / covered as f64 >= measure.alike;
    let differs = ends || common.windows(2).any(|w| replaced(w[0], w[1]));
    enough && differs && !common.windows(2).any(|w| long_gap(w[0], w[1]))
}

/// At a common end of both remarks a few words stand for a few others.
fn replaced_end(x: usize, y: usize) -> bool {
    (1..=LONGEST_END).contains(&x) && (1..=LONGEST_END).contains(&y)
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

/// The longest common subsequence as pairs of places.
fn common_in_order(a: &[String], b: &[String]) -> Vec<(usize, usize)> {
    let mut best = vec![vec![0u16; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            best[i][j] = if a[i] == b[j] { best[i + 1][j + 1] + 1 } else { best[i + 1][j].max(best[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[i + 1][j] >= best[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str) -> bool {
        reworded(&words(a), &words(b), &UNKNOWN)
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
    }

    #[test]
    fn cuts_punctuation_and_other_remarks_are_none() {
        assert!(!check("The river does not ask for a passport, and neither do we", "The river does not ask for a passport"));
        assert!(!check("The river does not ask for a passport.", "“The river does not ask — for a passport!”"));
        assert!(!check("The river does not ask for a passport", "The bridge will be open by the end of May"));
        assert!(!check("It's the river that does not ask for a passport", "It is the river that doesn't ask for a passport"));
        assert!(
            !check("The river does not, in my view, ask for a passport", "The river does not ask for a passport"),
            "words left out"
        );
    }
}
