//! What people see of tokens, lemmas, sentences and entities, on sentences of our own.

use readout_english::model::English;
use readout_record::annotation::Annotations;
use std::sync::LazyLock;

static ENGLISH: LazyLock<English> = LazyLock::new(|| English::load().expect("the shipped model"));

fn tokens(text: &str) -> Vec<&str> {
    ENGLISH.annotate(text).tokens.iter().map(|t| t.span.of(text)).collect()
}

fn lemmas(text: &str) -> String {
    let lemmas: Vec<String> = ENGLISH.annotate(text).tokens.iter().map(|t| t.lemma.to_string()).collect();
    lemmas.join(" ")
}

#[test]
fn cuts_contractions_punctuation_and_money() {
    assert_eq!(tokens("They don't pay $5bn."), ["They", "do", "n't", "pay", "$", "5bn", "."]);
    assert_eq!(tokens("“We’ll wait,” she said."), ["“", "We", "’ll", "wait", ",", "”", "she", "said", "."]);
    assert_eq!(tokens("(the U.S.-led talks)"), ["(", "the", "U.S.-led", "talks", ")"]);
    assert_eq!(tokens("a truce—then war, 90km away"), ["a", "truce", "—", "then", "war", ",", "90", "km", "away"]);
}

#[test]
fn keeps_addresses_whole_and_smileys_together() {
    assert_eq!(tokens("See https://example.org/a?b=1, please :)"), ["See", "https://example.org/a?b=1", ",", "please", ":)"]);
    assert_eq!(tokens("write to desk@example.org."), ["write", "to", "desk@example.org", "."]);
}

#[test]
fn white_space_beyond_one_space_is_a_token() {
    assert_eq!(tokens("one  two\n\nthree "), ["one", " ", "two", "\n\n", "three"]);
    assert_eq!(tokens(" \t"), [" \t"]);
    assert!(tokens("").is_empty());
}

#[test]
fn finds_base_forms() {
    assert_eq!(lemmas("The ministers were meeting their allies."), "the minister be meet their ally .");
    assert_eq!(lemmas("She has taken better steps."), "she have take well step .");
    assert_eq!(lemmas("He won't go to Geneva."), "he will not go to Geneva .");
}

#[test]
fn finds_sentences_entities_and_subjects() {
    let text = "Anna Keller flew to Geneva on 4 May. Talks began at noon.";
    let found = ENGLISH.annotate(text);
    let sentences: Vec<usize> = found.sentences().iter().map(|s| s.len()).collect();
    assert_eq!(sentences, [9, 5]);
    let entities: Vec<(&str, &str)> = found.entities.iter().map(|e| (e.span.of(text), e.label)).collect();
    assert_eq!(entities, [("Anna Keller", "PERSON"), ("Geneva", "GPE"), ("4 May", "DATE"), ("noon", "TIME")]);
    let subject = &found.tokens[1];
    assert_eq!((subject.label, found.tokens[subject.head as usize].span.of(text)), ("nsubj", "flew"));
}

/// Texts that have broken tokenizers, parsers and memories.
fn hostile() -> Vec<String> {
    let short = [
        "",
        "\0",
        "a\0b",
        "\u{200b}",
        "e\u{301} İ ΣΑΣ ǅ",
        "שלום \u{202e}abc",
        "👩‍👩‍👧‍👦 🇺🇸",
        "\r\n\r\n",
        "日本語のテキスト。",
        "…… .. '' ``",
    ];
    let long = ["a", "(", ".", "a.", "@:", "\" ", "x\n", "don't "].map(|piece| piece.repeat(3000));
    short.into_iter().map(str::to_owned).chain(long).collect()
}

#[test]
fn reads_any_text_and_covers_it() {
    for text in hostile() {
        let found = ENGLISH.annotate(&text);
        let mut end = 0;
        for token in &found.tokens {
            assert!(matches!(&text[end..token.span.start()], "" | " "), "only single spaces lie between tokens");
            assert!((token.head as usize) < found.tokens.len());
            end = token.span.end();
        }
        assert!(matches!(&text[end..], "" | " "));
    }
}

#[test]
fn what_was_read_before_does_not_matter() {
    let texts = hostile();
    let used: Vec<Annotations> = texts.iter().map(|t| ENGLISH.annotate(t)).collect();
    let fresh = English::load().expect("the shipped model");
    for (text, used) in texts.iter().zip(&used).rev() {
        assert_eq!(fresh.annotate(text), *used);
    }
}

#[test]
fn equal_sentences_in_equal_surroundings_are_attributed_alike() {
    // Longer than a stretch of the encoder and than many windows; each paragraph is a window's worth or less.
    let text = "The envoy told reporters that the road was closed.\n\n".repeat(300);
    let found = ENGLISH.annotate(&text).attributions;
    assert_eq!(found.len(), 300);
    let shown = |a: &readout_record::annotation::Attribution| {
        (a.source.map(|s| s.of(&text)), a.cue.of(&text), a.content.iter().map(|s| s.of(&text)).collect::<Vec<_>>())
    };
    assert!(found.iter().all(|a| shown(a) == shown(&found[0])), "{:?}", shown(&found[0]));
}
