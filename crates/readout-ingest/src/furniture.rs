//! Lines of a page that are no part of the report: share bars, teasers of other articles, sign-up boxes, credits, notices.
//!
//! Enters: a body, line by line, and the rules of `rules/furniture.toml`. Leaves: the body without those lines and phrases, each kept piece
//! with its place. It leaves alone: everything that a rule does not name; a sentence of the report must never go.

use crate::traced::{Traced, trim_range};
use regex::{Regex, RegexSet};
use serde::Deserialize;
use std::ops::Range;
use std::sync::LazyLock;

const RULES: &str = include_str!("../rules/furniture.toml");

/// How much goes where a rule's pattern matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Cut {
    /// The whole line, which the pattern must match from end to end.
    Line,
    /// The matched words inside a line, which stays.
    Phrase,
    /// The line and the next one, when that looks like the title of something else.
    LineAndTitle,
    /// The line and all lines after it that look like titles, up to the next sentence of the report.
    LineAndTitles,
    /// The line and everything after it.
    Rest,
}

/// One kind of furniture.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    #[cfg_attr(not(test), allow(dead_code, reason = "names the rule in tests"))]
    name: String,
    cut: Cut,
    patterns: Vec<String>,
    /// Texts of which something must go.
    #[cfg_attr(not(test), allow(dead_code, reason = "examples are tests"))]
    cuts: Vec<String>,
    /// Texts that must stay as they are.
    #[cfg_attr(not(test), allow(dead_code, reason = "examples are tests"))]
    keeps: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    rule: Vec<Rule>,
}

/// The rules, with their patterns compiled.
struct Rules {
    /// Patterns that match whole lines, with what each cuts.
    lines: RegexSet,
    cuts: Vec<Cut>,
    /// Patterns that match words inside lines: all at once to ask whether any does, and each to ask where.
    any_phrase: RegexSet,
    phrases: Vec<Regex>,
}

static LOADED: LazyLock<Rules> = LazyLock::new(|| compile(&parse()));

fn parse() -> Vec<Rule> {
    toml::from_str::<File>(RULES).expect("rules/furniture.toml is checked by a test").rule
}

fn compile(rules: &[Rule]) -> Rules {
    let of =
        |wanted: fn(Cut) -> bool| rules.iter().filter(move |r| wanted(r.cut)).flat_map(|r| r.patterns.iter().map(|p| (p, r.cut)));
    let whole: Vec<(String, Cut)> = of(|c| c != Cut::Phrase).map(|(p, cut)| (format!("(?i)^(?:{})$", plain(p)), cut)).collect();
    let lines = RegexSet::new(whole.iter().map(|(p, _)| p)).expect("patterns are checked by a test");
    let inside: Vec<String> = of(|c| c == Cut::Phrase).map(|(p, _)| format!("(?i){}", plain(p))).collect();
    let any_phrase = RegexSet::new(&inside).expect("patterns are checked by a test");
    let phrases = inside.iter().map(|p| Regex::new(p).expect("patterns are checked by a test")).collect();
    Rules { lines, cuts: whole.iter().map(|(_, cut)| *cut).collect(), any_phrase, phrases }
}

/// The pattern with edges of words taken in ASCII: others keep the engine from its fast way on lines that hold a curly quotation mark.
fn plain(pattern: &str) -> String {
    pattern.replace("\\b", "(?-u:\\b)")
}

/// Longest line that a rule for lines looks at, in bytes; longer ones are paragraphs of the report.
const LONGEST_LINE: usize = 600;
/// What must stand before a marker that ends the report, in bytes: below it the marker is a link at the head of the page.
const SMALLEST_REPORT: usize = 250;
/// Longest line that can be the title of another article, in bytes.
const LONGEST_TITLE: usize = 160;

/// The body without furniture, without white space at the edges of its lines, and with at most one empty line in a row.
pub fn without(body: &Traced) -> Traced {
    let lines: Vec<Range<usize>> = body.lines().into_iter().map(|l| trim_range(body.as_str(), l)).collect();
    let mut kept = Traced::default();
    let mut at = 0;
    let mut gap = false;
    while at < lines.len() {
        let line = lines[at].clone();
        if line.is_empty() {
            gap = true;
            at += 1;
            continue;
        }
        let mut words = Traced::default();
        push_without_phrases(&mut words, body, line.clone());
        if let Some(cut) = line_cut(words.as_str().trim()) {
            let cut = if cut == Cut::Rest && kept.as_str().len() < SMALLEST_REPORT { Cut::Line } else { cut };
            at = after(body.as_str(), &lines, at, cut);
            gap = true;
            continue;
        }
        if !words.is_blank() {
            if !kept.as_str().is_empty() {
                separate(&mut kept, body, gap, line.start);
            }
            kept.push_all(&words.trimmed());
            gap = false;
        }
        at += 1;
    }
    kept
}

/// One line end, or two; taken from the body where they stand right before the line, so that runs stay whole.
fn separate(kept: &mut Traced, body: &Traced, gap: bool, start: usize) {
    let want = if gap { 2 } else { 1 };
    let ends = body.as_str()[..start].bytes().rev().take(want).take_while(|b| *b == b'\n').count();
    kept.push_made(&"\n".repeat(want - ends));
    kept.push_traced(body, start - ends..start);
}

/// What goes with a line, when it is furniture.
fn line_cut(line: &str) -> Option<Cut> {
    if line.len() > LONGEST_LINE {
        return None;
    }
    let line = line.replace('\u{A0}', " ");
    let mut cuts: Vec<Cut> = LOADED.lines.matches(line.trim()).iter().map(|i| LOADED.cuts[i]).collect();
    cuts.sort_by_key(|cut| *cut as u8);
    cuts.pop()
}

/// The first line after what `cut` takes at line `at`.
fn after(text: &str, lines: &[Range<usize>], at: usize, cut: Cut) -> usize {
    let next = |from: usize| (from..lines.len()).find(|i| !lines[*i].is_empty());
    let is_title = |i: usize| looks_like_title(&text[lines[i].clone()]);
    match cut {
        Cut::Line | Cut::Phrase => at + 1,
        Cut::Rest => lines.len(),
        Cut::LineAndTitle => next(at + 1).filter(|i| is_title(*i)).map_or(at + 1, |i| i + 1),
        Cut::LineAndTitles => {
            let mut end = at + 1;
            while let Some(i) = next(end).filter(|i| is_title(*i)) {
                end = i + 1;
            }
            end
        }
    }
}

/// Short, and not ended as a sentence of a report is.
pub fn looks_like_title(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '”', '’', '\'', ')', '»']);
    let quoted_end = bare.len() < line.len() && bare.ends_with(['!', '?']);
    let ended = quoted_end || bare.ends_with(['.', ':', ';', ',', '…']);
    line.len() <= LONGEST_TITLE && !ended
}

fn push_without_phrases(out: &mut Traced, body: &Traced, line: Range<usize>) {
    let text = &body.as_str()[line.clone()];
    let matching = LOADED.any_phrase.matches(text);
    let found = matching.iter().flat_map(|at| LOADED.phrases[at].captures_iter(text));
    let mut cuts: Vec<Range<usize>> = found.filter_map(|c| c.name("cut").or(c.get(0)).map(|m| m.range())).collect();
    cuts.sort_by_key(|c| (c.start, c.end));
    let mut from = 0;
    for cut in cuts {
        if cut.start >= from {
            out.push_traced(body, line.start + from..line.start + cut.start);
        }
        from = from.max(cut.end);
    }
    out.push_traced(body, line.start + from..line.end);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> String {
        without(&Traced::made(text)).as_str().to_owned()
    }

    #[test]
    fn every_rule_cuts_and_keeps_its_examples() {
        for rule in parse() {
            assert!(!rule.cuts.is_empty() && !rule.keeps.is_empty(), "{}: give examples of both kinds", rule.name);
            let alone = compile(std::slice::from_ref(&rule));
            for text in &rule.cuts {
                let hit = text.lines().any(|l| alone.lines.is_match(l) || alone.phrases.iter().any(|p| p.is_match(l)));
                assert!(hit, "{}: does not match {text:?}", rule.name);
                assert_ne!(cleaned(text), *text, "{}: leaves {text:?}", rule.name);
            }
            for text in &rule.keeps {
                assert_eq!(cleaned(text), *text, "{}: a sentence goes", rule.name);
            }
        }
    }

    #[test]
    fn what_stays_keeps_its_place() {
        let input = "Talks end\r\n\r\nNo time to read?\r\nGet a summary\r\n\r\nThey met on Monday.\r\nThey parted on Tuesday.";
        let body = crate::formats::text::lines(input, 0);
        let kept = without(&body);
        assert_eq!(kept.as_str(), "Talks end\n\nThey met on Monday.\nThey parted on Tuesday.");
        let (text, pieces) = kept.into_parts();
        for k in pieces {
            assert_eq!(text[k.text as usize..(k.text + k.len) as usize], input[k.input as usize..(k.input + k.len) as usize]);
        }
    }

    #[test]
    fn the_title_of_another_article_goes_with_its_marker_and_the_report_stays() {
        let text =
            "They met.\n\nPrevious Article\nTen recipes for a rainy day\nNext Article\nThe price of firewood\n\nThe talks go on.";
        assert_eq!(cleaned(text), "They met.\n\nThe talks go on.");
        assert_eq!(
            cleaned("Previous Article\nThe minister said that the talks would go on."),
            "The minister said that the talks would go on."
        );
    }
}
