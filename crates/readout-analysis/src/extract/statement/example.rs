//! The examples of the statement rules, with the notation in which what is found is shown.
//!
//! Enters: rule files of the crate; statements of one text. Leaves: examples by file; one line a statement.

use super::shown::SHOWN;
use crate::rules::{self, Example};
use readout_record::kind::Stance;
use readout_record::mention::StatementMention;
use serde::Deserialize;

#[derive(Deserialize)]
struct Examples {
    example: Vec<Example>,
}

/// All examples with the name of their file.
pub fn examples() -> Vec<(&'static str, Example)> {
    let files = [
        ("statements/cues.toml", include_str!("../../../rules/statements/cues.toml")),
        ("statements/speakers.toml", include_str!("../../../rules/statements/speakers.toml")),
        ("statements/stance.toml", include_str!("../../../rules/statements/stance.toml")),
        ("statements/quotations.toml", include_str!("../../../rules/statements/quotations.toml")),
        ("statements/chains.toml", include_str!("../../../rules/statements/chains.toml")),
        ("statements/nesting.toml", include_str!("../../../rules/statements/nesting.toml")),
        ("statements/transcripts.toml", include_str!("../../../rules/statements/transcripts.toml")),
        ("statements/words.toml", include_str!("../../../rules/statements/words.toml")),
        ("statements/headlines.toml", include_str!("../../../rules/statements/headlines.toml")),
    ];
    let read = |(name, text): (&'static str, &str)| {
        let file: Examples = rules::load(name, text);
        file.example.into_iter().map(move |example| (name, example)).collect::<Vec<_>>()
    };
    files.into_iter().flat_map(read).collect()
}

/// Statements as the examples write them: `> source | cue | content / content (direct) via link => stance, hearsay`.
pub fn shown(text: &str, mentions: &[StatementMention]) -> Vec<String> {
    mentions.iter().filter(|m| m.confidence >= SHOWN).map(|m| line(text, mentions, m)).collect()
}

fn line(text: &str, mentions: &[StatementMention], mention: &StatementMention) -> String {
    let depth = std::iter::successors(mention.parent, |&p| mentions.get(p).and_then(|m| m.parent)).take(9).count();
    let words = |span: Option<readout_record::span::Span>| span.map_or("-", |s| s.of(text));
    let content: Vec<&str> = mention.content.iter().map(|s| s.of(text)).collect();
    let mut out = format!("{} | {} | {}", words(mention.source), words(mention.cue), content.join(" / "));
    if depth > 0 {
        out.insert_str(0, &format!("{} ", ">".repeat(depth)));
    }
    if mention.direct {
        out.push_str(" (direct)");
    }
    if !mention.via.is_empty() {
        out.push_str(" via ");
        out.push_str(&mention.via.iter().map(|v| v.span.of(text)).collect::<Vec<_>>().join(", "));
    }
    if mention.stance != Stance::Asserts {
        out.push_str(&format!(" => {}", mention.stance));
    }
    if mention.hearsay {
        out.push_str(", hearsay");
    }
    out
}
