//! The examples of the time rules, run through the English model, and what a reader may rely on whatever the text.

use crate::ENGLISH;
use readout_analysis::extract::{quantity, time};
use readout_analysis::grammar::Grammar;
use readout_record::document::{Document, Metadata};
use readout_record::edtf::{Date, Edtf};

/// Times of a text in the notation of the examples.
fn times(text: &str, published: Option<&str>) -> Vec<String> {
    let document = Document::new("example".into(), Metadata::default(), "en".into(), text.into(), Vec::new());
    let annotations = ENGLISH.annotate(text);
    let published = published.map(|p| Edtf::parse(p).expect("examples give sound dates"));
    let found = time::times(&Grammar::new(&document, &annotations), published.as_ref());
    found.iter().map(|m| time::notation(text, m)).collect()
}

#[test]
fn every_time_rule_file_finds_what_its_examples_say() {
    let mut wrong = Vec::new();
    for (file, example) in time::examples() {
        let found = times(&example.text, example.published.as_deref());
        if found != example.finds {
            wrong.push(format!("{file}: {}\n  wanted {:?}\n  found  {:?}", example.text, example.finds, found));
        }
    }
    assert!(time::examples().len() >= 120);
    assert!(wrong.is_empty(), "{} examples fail:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_date_is_the_same_in_every_wording() {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let mut day = Date::ymd(2023, 1, 5).expect("a day");
    for _ in 0..40 {
        let (y, m, d) = (day.year.unwrap_or(0), day.month.unwrap_or(1), day.day.unwrap_or(1));
        let name = MONTHS[usize::from(m) - 1];
        let short = &name[..3];
        for words in [
            format!("{d} {name} {y}"),
            format!("{name} {d}, {y}"),
            format!("{d} {short} {y}"),
            format!("the {d}th of {name} {y}"),
            format!("{y:04}-{m:02}-{d:02}"),
        ] {
            let found = times(&format!("The two ministers met on {words} in Vienna."), None);
            assert_eq!(found, [format!("{words} => {day}")]);
        }
        day = day.plus_days(53).expect("a day");
    }
}

#[test]
fn a_weekday_in_the_past_is_within_five_days_before_publication_or_placed_nowhere() {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let published = Date::ymd(2025, 2, 27).expect("a day");
    for back in 0..7 {
        let told = published.plus_days(-back).expect("a day");
        let name = DAYS[usize::from(told.weekday().expect("known"))];
        let found = times(&format!("The two presidents spoke by telephone on {name}."), Some(&published.to_string()));
        let wanted = if back < 6 { told.to_string() } else { format!("{} (nowhere)", told.plus_days(7).expect("a day")) };
        assert_eq!(found, [format!("{name} => {wanted}")]);
    }
}

#[test]
fn odd_texts_find_nothing_and_break_nothing() {
    for text in [
        "",
        " ",
        "\n\n",
        "9:",
        "99:99",
        "31/31/2025",
        "0000-00-00",
        "12.",
        "in",
        "’",
        "ago",
        "a half of the",
        "2025-02-30",
        "½",
        "–",
    ] {
        let found = times(text, Some("2025-02-13"));
        assert!(found.iter().all(|f| !f.contains("2025-02-30")), "{text:?} gave {found:?}");
    }
}

/// Words that time and quantity rules speak of, in an order that nobody writes.
fn jumble(seed: u64) -> String {
    const WORDS: &[&str] = &[
        "in",
        "on",
        "the",
        "last",
        "next",
        "this",
        "Tuesday",
        "March",
        "May",
        "12",
        "30",
        "2025",
        "99",
        "31",
        "th",
        "of",
        "ago",
        "later",
        "million",
        "hundred",
        "half",
        "an",
        "a",
        "hour",
        "days",
        "years",
        "century",
        "and",
        "-",
        "/",
        ":",
        "9:30",
        "p.m.",
        "GMT",
        "within",
        "week",
        "end",
        "early",
        "$",
        "%",
        "dozens",
        "between",
        "to",
        "about",
        "Easter",
        "first",
        "quarter",
        "999999999",
        "1,000",
        "’s",
        "\n\n",
        ",",
        ".",
        "every",
        "night",
    ];
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut text = String::new();
    for _ in 0..60 {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        text.push_str(WORDS[(state >> 33) as usize % WORDS.len()]);
        text.push_str(if state >> 62 == 0 { "" } else { " " });
    }
    text
}

#[test]
fn jumbled_words_give_sound_spans_in_order_and_the_same_again() {
    for seed in 1..=150 {
        let text = jumble(seed);
        let document = Document::new("jumble".into(), Metadata::default(), "en".into(), text.clone(), Vec::new());
        let annotations = ENGLISH.annotate(&text);
        let grammar = Grammar::new(&document, &annotations);
        let published = Edtf::parse("2025-02-13");
        let found = time::times(&grammar, published.as_ref());
        assert!(found.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()), "{text:?}");
        assert!(found.iter().all(|m| !m.value.is_empty() && !m.span.of(&text).is_empty()), "{text:?}");
        assert_eq!(found, time::times(&grammar, published.as_ref()));
        let amounts = quantity::quantities(&grammar);
        assert!(amounts.windows(2).all(|pair| pair[0].span.end() <= pair[1].span.start()), "{text:?}");
        for (a, b) in amounts.iter().zip(amounts.iter().skip(1)) {
            let (a, b) = (&a.quantity, &b.quantity);
            assert!(quantity::can_both_hold(a, a), "{text:?}: {a:?} contradicts itself");
            assert_eq!(quantity::can_both_hold(a, b), quantity::can_both_hold(b, a), "{text:?}");
        }
    }
}
