//! Parity with the model as PyTorch computes it (`training/meaning.py` wrote the fixture), and the same bytes whatever the company and the machine.

use readout_meaning::meaning::Meaning;
use readout_record::meaning::{Asked, Encoder, Outcome, Vector, WIDTH, likeness};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    text: String,
    pieces: Vec<u32>,
    words: (usize, usize),
    whole: Vec<f32>,
    within: Vec<f32>,
}

static MEANING: Meaning = Meaning::new();

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("minilm.json")).expect("a sound fixture")
}

fn vector(values: &[f32]) -> Vector {
    let mut vector = [0.0; WIDTH];
    vector.copy_from_slice(values);
    vector
}

#[test]
fn texts_and_words_have_the_vectors_of_the_model() {
    for case in cases() {
        let reading = &MEANING.read(&[&case.text])[0];
        assert_eq!(reading.pieces.len(), case.pieces.len(), "{}", case.text);
        let whole = likeness(&reading.whole(), &vector(&case.whole));
        let within = likeness(&reading.within(&[case.words]), &vector(&case.within));
        assert!(whole > 0.9998 && within > 0.9995, "{whole} {within} {}", case.text);
    }
}

#[test]
fn a_text_reads_the_same_in_any_company_and_on_any_machine() {
    let cases = cases();
    let texts: Vec<&str> = cases.iter().map(|c| c.text.as_str()).collect();
    let alone: Vec<Vector> = texts.iter().flat_map(|t| MEANING.embed(&[t])).collect();
    assert_eq!(MEANING.embed(&texts), alone);
    assert_eq!(Meaning::plain().embed(&texts[..3]), alone[..3]);
}

#[test]
fn what_means_the_same_is_alike() {
    let texts = cases().into_iter().map(|c| c.text).collect::<Vec<_>>();
    let vectors = MEANING.embed(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(likeness(&vectors[0], &vectors[1]) > likeness(&vectors[0], &vectors[5]) + 0.3);
    assert!(likeness(&vectors[2], &vectors[3]) > likeness(&vectors[2], &vectors[5]) + 0.3);
}

#[test]
fn nothing_and_too_much_are_read_too() {
    assert_eq!(MEANING.read(&[]).len(), 0);
    assert_eq!(MEANING.read(&[""])[0].states.len(), 2);
    assert_eq!(MEANING.read(&[&"talks ".repeat(5000)])[0].states.len(), 256);
}

/// The vector of some words of a text as its event.
fn event(text: &str, words: &str) -> Vector {
    let start = text.find(words).expect("words of the text");
    MEANING.read_events(&[text])[0].within(&[(start, start + words.len())])
}

#[test]
fn words_that_tell_one_event_are_alike_and_others_of_one_sentence_are_not() {
    let signed = event("Norland and Sudria signed a ceasefire in Geneva on Tuesday after a week of talks.", "signed");
    let signing = event("The signing of the truce between Norland and Sudria ended months of fighting.", "signing");
    let talks = event("Norland and Sudria signed a ceasefire in Geneva on Tuesday after a week of talks.", "talks");
    let (same, other) = (likeness(&signed, &signing), likeness(&signed, &talks));
    assert!(same > other + 0.3, "{same} {other}");
}

#[test]
fn events_read_the_same_on_any_machine() {
    let text = "The two envoys met in Muscat on Friday.";
    assert_eq!(Meaning::plain().read_events(&[text])[0].states, MEANING.read_events(&[text, text])[1].states);
}

/// What a later sentence tells of a promise to reopen a bridge.
fn told(meaning: &Meaning, later: &str) -> Outcome {
    let promise = "Ministry of Transport: reopen the Karvan bridge to lorries by the end of May";
    let told = "The ministry said it would reopen the Karvan bridge to lorries by the end of May.";
    meaning.outcomes(&[Asked { promise, told, later }])[0]
}

#[test]
fn what_became_of_a_promise_is_told_in_other_words() {
    let done = told(&MEANING, "Lorries have been rolling over the Karvan bridge since Tuesday, a week late.");
    let undone = told(&MEANING, "May came and went, and no lorry has been let onto the bridge.");
    let nothing = told(&MEANING, "The ministry also reviews the salaries of teachers in the north.");
    assert!(
        done.kept + done.partly > 0.5 && undone.not_done + undone.broken > 0.5 && nothing.nothing > 0.8,
        "{done:?} {undone:?} {nothing:?}"
    );
    let sum = done.nothing + done.kept + done.partly + done.not_done + done.broken + done.withdrawn + done.extended;
    assert!((sum - 1.0).abs() < 1e-5);
}

#[test]
fn outcomes_read_the_same_in_any_company_and_on_any_machine() {
    let later = "The bridge is still shut.";
    let asked = |later| Asked { promise: "Chad: open the bridge", told: "Chad will open the bridge.", later };
    let both = MEANING.outcomes(&[asked("Talks went on for hours on the salaries of teachers in the north."), asked(later)]);
    assert_eq!(both[1], MEANING.outcomes(&[asked(later)])[0]);
    assert_eq!(told(&MEANING, later), told(&Meaning::plain(), later));
    assert!(MEANING.outcomes(&[]).is_empty());
}

#[test]
fn layers_that_are_none_are_refused() {
    assert!(Meaning::with_outcomes(b"no layers").is_err());
    assert!(Meaning::with_outcomes(include_bytes!("../model/outcomes.safetensors")).is_ok());
    assert!(Meaning::with_events(b"no layers").is_err());
    assert!(Meaning::with_events(include_bytes!("../model/events.safetensors")).is_ok());
}
