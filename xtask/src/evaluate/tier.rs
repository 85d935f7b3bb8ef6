//! How right the surest attributions are: cue and source against gold, exactly and by a shared word.
//!
//! Enters: what was found in each text, and its gold. Leaves: the share of the sure tier that is right, and how much of the gold speech it holds.

use readout_analysis::extract::statement::shown::SURE;
use serde_json::Value;

/// Cues of speech, by which the tier's reach is measured.
const SPEECH: [&str; 40] = [
    "accused",
    "acknowledged",
    "according",
    "added",
    "adding",
    "announced",
    "argued",
    "argues",
    "asked",
    "called",
    "claimed",
    "claims",
    "confirmed",
    "conceded",
    "declared",
    "denied",
    "explained",
    "insisted",
    "insists",
    "noted",
    "notes",
    "promised",
    "replied",
    "reported",
    "responded",
    "said",
    "say",
    "saying",
    "says",
    "stated",
    "suggested",
    "tell",
    "telling",
    "tells",
    "testified",
    "told",
    "tweeted",
    "urged",
    "warned",
    "wrote",
];

/// Counts over texts.
#[derive(Default)]
pub struct Tier {
    sure: usize,
    exact: usize,
    right: usize,
    speech: usize,
    held: usize,
}

/// An attribution's spans in code points.
struct Spans {
    source: Vec<(usize, usize)>,
    cue: Vec<(usize, usize)>,
}

impl Tier {
    /// Counts one text.
    pub fn count(&mut self, text: &str, gold: &[Value], found: &[Value]) {
        let letters: Vec<char> = text.chars().collect();
        let gold: Vec<Spans> = gold.iter().map(spans).collect();
        let sure = |a: &&Value| a["confidence"].as_f64().unwrap_or(0.0) >= f64::from(SURE);
        let sure: Vec<Spans> = found.iter().filter(sure).map(spans).collect();
        self.sure += sure.len();
        self.right += sure.iter().filter(|a| gold.iter().any(|g| fits(a, g))).count();
        let same = |a: &&Spans| {
            gold.iter().any(|g| {
                words(&letters, &a.cue) == words(&letters, &g.cue) && words(&letters, &a.source) == words(&letters, &g.source)
            })
        };
        self.exact += sure.iter().filter(same).count();
        for g in gold.iter().filter(|g| is_speech(&letters, g)) {
            self.speech += 1;
            self.held += usize::from(sure.iter().any(|a| fits(a, g)));
        }
    }

    /// Share of the tier with exactly the gold's cue and source, share with words of both, share of gold speech that it holds: percent and items.
    pub fn figures(&self) -> [(&'static str, f64, usize); 3] {
        let share = |part: usize, all: usize| 100.0 * part as f64 / all.max(1) as f64;
        [
            ("sure tier exact", share(self.exact, self.sure), self.sure),
            ("sure tier overlap", share(self.right, self.sure), self.sure),
            ("sure tier holds of speech", share(self.held, self.speech), self.speech),
        ]
    }
}

fn spans(attribution: &Value) -> Spans {
    let pairs = |role: &str| {
        let list = attribution[role].as_array().map(Vec::as_slice).unwrap_or_default();
        let number = |pair: &Value, at: usize| pair[at].as_u64().unwrap_or(0) as usize;
        list.iter().map(|pair| (number(pair, 0), number(pair, 1))).collect()
    };
    Spans { source: pairs("source"), cue: pairs("cue") }
}

fn fits(found: &Spans, gold: &Spans) -> bool {
    let shares = |a: &[(usize, usize)], b: &[(usize, usize)]| a.iter().any(|x| b.iter().any(|y| x.0 < y.1 && y.0 < x.1));
    let none = found.source.is_empty() && gold.source.is_empty();
    shares(&found.cue, &gold.cue) && (none || shares(&found.source, &gold.source))
}

/// Places of letters and digits.
fn words(letters: &[char], spans: &[(usize, usize)]) -> Vec<usize> {
    let within = |span: &(usize, usize)| {
        (span.0..span.1.min(letters.len())).filter(|&at| letters[at].is_alphanumeric()).collect::<Vec<_>>()
    };
    spans.iter().flat_map(within).collect()
}

fn is_speech(letters: &[char], gold: &Spans) -> bool {
    let text = |span: &(usize, usize)| letters.get(span.0..span.1).unwrap_or_default().iter().collect::<String>().to_lowercase();
    gold.cue.iter().any(|span| text(span).split_whitespace().any(|word| SPEECH.contains(&word)))
}
