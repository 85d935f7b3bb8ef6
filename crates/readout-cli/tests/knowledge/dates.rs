//! Dates that the words of one clause leave open: a year that another report fixes, a day of the week of what is still to come.

use crate::ENGLISH;
use readout_analysis::{Options, analyse};
use readout_meaning::meaning::Meaning;
use readout_record::document::{Document, Metadata};
use readout_record::edtf::Edtf;
use readout_record::record::Event;

const UNDATED: &str = "President Ilsa Marrow of Norway and President Ana Pulido of Chile spoke by telephone on 12 February about the fishing \
    treaty. Marrow said the fishing treaty would help Norway and Chile.";

/// The call in the record of the undated report and others, each with its date of publication.
fn call(others: &[(&str, &str)]) -> Event {
    let report = |published: Option<&str>, text: &str| {
        let metadata = Metadata { published: published.and_then(Edtf::parse), ..Metadata::default() };
        Document::new(text.len().to_string(), metadata, "en".into(), text.into(), Vec::new())
    };
    let mut documents = vec![report(None, UNDATED)];
    documents.extend(others.iter().map(|(published, text)| report(Some(published), text)));
    let annotations = documents.iter().map(|d| ENGLISH.annotate(&d.text)).collect();
    let record = analyse(documents, annotations, &Meaning::new(), &Options::default());
    assert_eq!(record.stories.len(), 1, "one story");
    let told = |e: &Event| e.evidence.iter().any(|words| words.quote.contains("spoke by telephone"));
    record.events.into_iter().find(told).expect("the call")
}

fn shown(call: &Event) -> (Option<&str>, Option<&str>) {
    (call.date.as_ref().map(Edtf::as_str), call.year_by.as_ref().map(|words| words.quote.as_str()))
}

#[test]
fn another_report_of_the_story_fixes_the_year_with_its_words() {
    let other = "Norway wants the fishing treaty with Chile. On Wednesday Chile read the fishing treaty; President Ana Pulido of Chile and \
        President Ilsa Marrow of Norway wait.";
    assert_eq!(shown(&call(&[("2025-02-13", other)])), (Some("2025-02-12"), Some("Wednesday")));
}

#[test]
fn a_year_that_no_report_tells_stays_open() {
    let other = "Norway wants the fishing treaty with Chile. On Thursday Chile read the fishing treaty; President Ana Pulido of Chile and \
        President Ilsa Marrow of Norway wait.";
    assert_eq!(shown(&call(&[("2025-02-13", other)])), (Some("XXXX-02-12"), None));
}

#[test]
fn a_day_recalled_and_a_report_of_no_date_fix_none() {
    let other = "Norway wants the fishing treaty with Chile, which was first raised on 12 February 2004; President Ana Pulido of Chile and \
        President Ilsa Marrow of Norway wait.";
    assert_eq!(shown(&call(&[("2025-02-13", other)])), (Some("XXXX-02-12"), None));
    assert_eq!(shown(&call(&[("", other)])), (Some("XXXX-02-12"), None));
}

#[test]
fn two_years_for_one_day_fix_none() {
    let other = "Norway wants the fishing treaty with Chile. On 12 February Chile read the fishing treaty; President Ana Pulido of Chile and \
        President Ilsa Marrow of Norway wait.";
    let earlier = "President Ilsa Marrow of Norway and President Ana Pulido of Chile wait. On 12 February Chile read the fishing treaty with Norway.";
    assert_eq!(shown(&call(&[("2024-02-13", earlier), ("2025-02-13", other)])), (Some("XXXX-02-12"), None));
}

#[test]
fn a_weekday_of_what_is_called_for_lies_ahead() {
    let dates = |text: &str| -> Vec<Option<String>> {
        let metadata = Metadata { published: Edtf::parse("2024-05-16"), ..Metadata::default() };
        let document = Document::new("a".into(), metadata, "en".into(), text.into(), Vec::new());
        let record = analyse(vec![document], vec![ENGLISH.annotate(text)], &Meaning::new(), &Options::default());
        record.events.iter().map(|e| e.date.as_ref().map(|d| d.as_str().to_owned())).collect()
    };
    let rally = "Critics in Norway have called for a rally outside parliament on Saturday.";
    assert_eq!(dates(rally), [Some("2024-05-18".to_owned())]);
    let motion = "The motion against the president lapsed on Saturday for want of 200 votes.";
    assert_eq!(dates(motion), [Some("2024-05-11".to_owned())], "what lapsed is past, whatever it wanted");
}

#[test]
fn a_day_of_publication_that_is_only_about_right_places_no_day_of_the_week() {
    let of = |published: &str, when: &str| {
        let text = format!("President Ilsa Marrow of Norway and President Ana Pulido of Chile spoke by telephone {when}.");
        let metadata = Metadata { published: Edtf::parse(published), ..Metadata::default() };
        let report = Document::new("a".into(), metadata, "en".into(), text.clone(), Vec::new());
        let record = analyse(vec![report], vec![ENGLISH.annotate(&text)], &Meaning::new(), &Options::default());
        record.events[0].date.as_ref().map(|d| d.as_str().to_owned())
    };
    assert_eq!(of("2025-02-14", "on Tuesday").as_deref(), Some("2025-02-11"));
    assert_eq!(of("2025-02-14~", "on Tuesday"), None);
    assert_eq!(of("2025-02-14~", "on 11 February").as_deref(), Some("2025-02-11"));
}
