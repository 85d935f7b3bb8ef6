//! Which language a text is in.
//!
//! Enters: the text and what the input declares. Leaves: an ISO 639-1 code, or `und`. Function words and scripts decide; a general detector is
//! asked only where they say nothing. It leaves alone: texts in several languages, which count as the one with the most words.

use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

const RULES: &str = include_str!("../rules/languages.toml");
/// The code where no language can be told.
pub const UNKNOWN: &str = "und";
/// How much of a text is looked at, in bytes.
const LOOKED_AT: usize = 40_000;
/// Share of function words that running text has at least.
const RUNNING: f64 = 0.12;

/// From how many words on a text without function words is not in a language that has them.
const RUNNING_WORDS: usize = 40;

#[derive(Deserialize)]
struct Language {
    code: String,
    /// The commonest function words.
    words: String,
    /// Letters that other languages of the table hardly use.
    #[serde(default)]
    letters: String,
    #[cfg_attr(not(test), allow(dead_code, reason = "examples are tests"))]
    examples: Vec<String>,
}

#[derive(Deserialize)]
struct Script {
    code: String,
    /// First and last characters of ranges, in pairs.
    ranges: Vec<(char, char)>,
    #[cfg_attr(not(test), allow(dead_code, reason = "examples are tests"))]
    examples: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    language: Vec<Language>,
    script: Vec<Script>,
}

struct Tables {
    codes: Vec<String>,
    /// Function word to the languages that have it.
    words: HashMap<String, Vec<u8>>,
    letters: HashMap<char, u8>,
    scripts: Vec<Script>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let file = parse();
    let mut words: HashMap<String, Vec<u8>> = HashMap::new();
    let mut letters = HashMap::new();
    for (at, language) in file.language.iter().enumerate() {
        for word in language.words.split_whitespace() {
            words.entry(word.to_owned()).or_default().push(at as u8);
        }
        letters.extend(language.letters.chars().map(|c| (c, at as u8)));
    }
    Tables { codes: file.language.into_iter().map(|l| l.code).collect(), words, letters, scripts: file.script }
});

fn parse() -> File {
    toml::from_str(RULES).expect("rules/languages.toml is checked by a test")
}

/// The language of `text`; `declared` (`en`, `en-GB`) decides only where the text leaves it open.
pub fn of(text: &str, declared: Option<&str>) -> String {
    let text = head(text);
    if let Some(code) = by_script(text) {
        return code.to_owned();
    }
    let (words, counts) = count(text);
    let best = counts.iter().enumerate().max_by_key(|(at, n)| (**n, usize::MAX - at));
    let share = |n: usize| n as f64 / words.max(1) as f64;
    match best {
        Some((at, n)) if share(*n) >= RUNNING && *n > second(&counts, at) => TABLES.codes[at].clone(),
        _ => unsure(text, declared, words, &counts),
    }
}

fn second(counts: &[usize], best: usize) -> usize {
    counts.iter().enumerate().filter(|(at, _)| *at != best).map(|(_, n)| *n).max().unwrap_or(0)
}

/// Headlines, lists and names: the declared language where it is one, else a general detector where the text can be what it says.
fn unsure(text: &str, declared: Option<&str>, words: usize, counts: &[usize]) -> String {
    let declared = declared.and_then(code_of);
    let english = TABLES.codes.iter().position(|c| c == "en").map_or(0, |at| counts[at]);
    let most = counts.iter().max().copied().unwrap_or(0);
    if words == 0 {
        return UNKNOWN.into();
    }
    // Pages of every language are declared English by programs that were never told; running English text shows it.
    let running = words >= RUNNING_WORDS;
    if let Some(declared) = declared.filter(|d| !running || d != "en") {
        return declared;
    }
    let guess = whichlang::detect_language(text);
    if !running
        && guess == whichlang::Lang::Eng
        && english == most
        && text.chars().filter(|c| c.is_alphabetic()).all(|c| c < '\u{250}')
    {
        return "en".into();
    }
    let tied: Vec<&String> = TABLES.codes.iter().zip(counts).filter(|(_, n)| **n == most && most > 0).map(|(c, _)| c).collect();
    match tied.as_slice() {
        [one] if most >= 2 => (*one).clone(),
        _ => UNKNOWN.into(),
    }
}

/// The ISO 639-1 code of a language tag such as `en-GB` or `pt_BR`.
pub fn code_of(tag: &str) -> Option<String> {
    let code = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
    (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())).then_some(code)
}

fn head(text: &str) -> &str {
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The language of a script that has one language of its own, when more than half of the letters are in it.
fn by_script(text: &str) -> Option<&'static str> {
    let mut letters = 0_usize;
    let mut found: BTreeMap<usize, usize> = BTreeMap::new();
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        if c < '\u{370}' {
            continue;
        }
        let holds = |s: &Script| s.ranges.iter().any(|(from, to)| (*from..=*to).contains(&c));
        if let Some(at) = TABLES.scripts.iter().position(holds) {
            *found.entry(at).or_default() += 1;
        }
    }
    // Kana among Chinese characters is Japanese, however few: the table lists it before them.
    let total: usize = found.values().sum();
    let first = found.iter().find(|(_, n)| **n * 20 >= total)?;
    (total * 2 > letters).then(|| TABLES.scripts[*first.0].code.as_str())
}

/// Number of words, and for each language how many of them are its function words.
fn count(text: &str) -> (usize, Vec<usize>) {
    let mut counts = vec![0; TABLES.codes.len()];
    let mut words = 0;
    for word in text.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '’').filter(|w| !w.is_empty()) {
        words += 1;
        let lower = word.to_lowercase();
        for at in TABLES.words.get(&lower).into_iter().flatten() {
            counts[*at as usize] += 1;
        }
        if let Some(at) = lower.chars().find_map(|c| TABLES.letters.get(&c)) {
            counts[*at as usize] += 1;
        }
    }
    (words, counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_is_told_by_its_examples() {
        let file = parse();
        let languages = file.language.iter().map(|l| (&l.code, &l.examples));
        for (code, examples) in languages.chain(file.script.iter().map(|s| (&s.code, &s.examples))) {
            assert!(!examples.is_empty(), "{code}: give an example");
            for text in examples {
                assert_eq!(of(text, None), *code, "{text}");
                assert_eq!(of(text, Some("en")), *code, "declared English: {text}");
            }
        }
    }

    #[test]
    fn short_english_is_english() {
        for text in [
            "Talks end without a deal",
            "Ministers meet in Geneva, agree to meet again in May",
            "Kremlin confirms phone call",
            "The two presidents spoke by phone for half an hour.",
            "Readout of President Smith's call with Prime Minister Ilić",
        ] {
            assert_eq!(of(text, None), "en", "{text}");
        }
    }

    #[test]
    fn names_and_numbers_are_no_language_unless_declared() {
        assert_eq!(of("12 34 56", None), "und");
        assert_eq!(of("", Some("en")), "und");
        assert_eq!(of("Krasniqi, Ilić, Verhoeven", Some("en-GB")), "en");
    }

    #[test]
    fn a_declaration_does_not_make_another_language_english() {
        let finnish = "Presidentit puhuivat puhelimessa tunnin ajan ja sopivat jatkavansa neuvotteluja. Ministeri sanoi, ettei maa allekirjoita \
            sopimusta ennen kuin vangit on vapautettu. Neuvottelut jatkuvat maanantaina pääkaupungissa, kertoi tiedottaja. Sopimuksen yksityiskohdista \
            ei ole vielä kerrottu julkisuuteen, mutta lähteiden mukaan rajaa siirretään kaksi kilometriä.";
        assert_ne!(of(finnish, Some("en")), "en");
        assert_eq!(of(finnish, Some("fi")), "fi");
    }

    #[test]
    fn quotations_in_another_language_do_not_turn_a_report() {
        let text = "The minister said “nous ne sommes pas d'accord avec la proposition” and left the room before the others had finished.";
        assert_eq!(of(text, None), "en");
    }
}
