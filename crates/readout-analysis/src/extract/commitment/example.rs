//! The examples of the commitment rules, with the notation in which what is found is shown.
//!
//! Enters: rule files of the crate; commitments of one text. Leaves: examples by file; one line a commitment.

use crate::rules::{self, Example};
use readout_record::mention::{CommitmentMention, TimeMention};
use readout_record::span::Span;
use serde::Deserialize;

#[derive(Deserialize)]
struct Examples {
    example: Vec<Example>,
}

/// All examples with the name of their file.
pub fn examples() -> Vec<(&'static str, Example)> {
    let files = [
        ("commitments/patterns.toml", include_str!("../../../rules/commitments/patterns.toml")),
        ("commitments/words.toml", include_str!("../../../rules/commitments/words.toml")),
        ("commitments/lists.toml", include_str!("../../../rules/commitments/lists.toml")),
    ];
    let read = |(name, text): (&'static str, &str)| {
        let file: Examples = rules::load(name, text);
        file.example.into_iter().map(move |example| (name, example)).collect::<Vec<_>>()
    };
    files.into_iter().flat_map(read).collect()
}

/// Commitments as the examples write them: `strength | actor, actor | action; to RECIPIENT; by TIME; if CONDITION; negated`.
pub fn shown(text: &str, times: &[TimeMention], mentions: &[CommitmentMention]) -> Vec<String> {
    mentions.iter().map(|m| line(text, times, m)).collect()
}

fn line(text: &str, times: &[TimeMention], mention: &CommitmentMention) -> String {
    let names = |spans: &[(Span, usize)]| spans.iter().map(|(s, _)| s.of(text)).collect::<Vec<_>>().join(", ");
    let actors = if mention.actors.is_empty() { "-".into() } else { names(&mention.actors) };
    let mut out = format!("{} | {} | {}", mention.strength, actors, mention.action.of(text));
    if !mention.recipients.is_empty() {
        out.push_str(&format!("; to {}", names(&mention.recipients)));
    }
    if let Some(time) = mention.due.and_then(|d| times.get(d)) {
        out.push_str(&format!("; by {}", time.span.of(text)));
    }
    if let Some(condition) = mention.condition {
        out.push_str(&format!("; if {}", condition.of(text)));
    }
    if mention.negated {
        out.push_str("; negated");
    }
    out
}
