//! Who cannot be meant by a pronoun or a description, whatever stands near: names in fronted phrases, in captions, in another scene.
//!
//! Enters: the grammatical view and tokens. Leaves: whether grammar or the layout of the page forbids that one stands for the other. It leaves alone:
//! who is meant.

use crate::grammar::{Grammar, is_verbal};
use crate::rules::{self, Example};
use readout_record::annotation::TokenIx;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The lists of `rules/speakers/antecedents.toml`; each is explained there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    caption_starts: Vec<String>,
    credits: Vec<String>,
    for_others: BTreeSet<String>,
    papers: BTreeSet<String>,
    numerous: BTreeSet<String>,
    blaming: BTreeSet<String>,
    participles_of_time: BTreeSet<String>,
    example: Vec<Example>,
}

static TABLE: LazyLock<Table> =
    LazyLock::new(|| rules::load("speakers/antecedents.toml", include_str!("../../rules/speakers/antecedents.toml")));

/// Longest caption, in bytes: a longer paragraph is a part of the report, however it ends.
const CAPTION: usize = 300;

/// The examples of the file.
pub fn examples() -> &'static [Example] {
    &TABLE.example
}

/// Whether a noun names one who acts or speaks for another: "a lawyer for Adler" is not Adler.
pub fn acts_for_others(noun: &str) -> bool {
    TABLE.for_others.contains(noun)
}

/// Whether a noun that can be cited names no person: "the report".
pub fn is_paper(noun: &str) -> bool {
    TABLE.papers.contains(noun)
}

/// Whether a report can tell of many who are called so: "the officer" of one scene is not that of another.
pub fn is_numerous(noun: &str) -> bool {
    TABLE.numerous.contains(noun)
}

/// Whether the name at `other` stands in a phrase put before the clause whose subject the pronoun `ix` is, so that grammar parts the two: "of Adler,
/// he said", "echoing Adler, he said". "After Adler left, he said" and "in Adler's speech, he said" may be told of one.
pub fn is_barred(g: &Grammar, ix: TokenIx, other: TokenIx) -> bool {
    let subject = matches!(g.label(ix), "nsubj" | "nsubjpass");
    let Some(verb) = g.head(ix).filter(|_| subject && other < ix) else { return false };
    if in_opening_participle(g, ix, other) {
        return true;
    }
    let path: Vec<TokenIx> = std::iter::once(other).chain(g.ancestors(other)).take_while(|&t| t != verb).collect();
    let Some(&top) = path.last() else { return false };
    let clause = |&t: &TokenIx| is_verbal(g.token(t)) && g.under(t, &["nsubj", "nsubjpass"]).next().is_some();
    let phrase = g.head(top) == Some(verb) && matches!(g.label(top), "prep" | "advcl");
    let owner = g.label(top) == "prep" && path.iter().any(|&t| g.label(t) == "poss");
    phrase && !owner && !path.iter().any(clause)
}

/// Whether a name stands in a participle that opens the sentence, up to the comma before its subject `ix`, however the model reads it: "praising Adler,
/// he", "saying that Adler was wrong, he".
fn in_opening_participle(g: &Grammar, ix: TokenIx, other: TokenIx) -> bool {
    let start = g.sentences[g.sentence(ix)].clone().find(|&t| g.token(t).pos != "SPACE").unwrap_or(ix);
    let opens = g.token(start).tag == "VBG" && !TABLE.participles_of_time.contains(&g.word(start).to_lowercase());
    let comma = ix.checked_sub(1).is_some_and(|t| g.word(t) == ",");
    opens && comma && start < other && !(start..ix - 1).any(|t| g.word(t) == ",")
}

/// The object of a verb of blame, where the clause of `ix` tells what that object did: "attacked Adler over a speech in which he said".
pub fn blamed(g: &Grammar, ix: TokenIx) -> Option<TokenIx> {
    let relative = g.ancestors(ix).find(|&t| is_verbal(g.token(t))).filter(|&t| g.label(t) == "relcl")?;
    let preposition = g.head(relative).filter(|&noun| g.label(noun) == "pobj").and_then(|noun| g.head(noun))?;
    let verb = g.head(preposition).filter(|&v| is_verbal(g.token(v)) && TABLE.blaming.contains(g.word(preposition)))?;
    g.under(verb, &["dobj"]).next().filter(|&object| object < ix)
}

/// Whether a sentence stands in the caption or the credit of a picture.
pub fn in_caption(g: &Grammar, sentence: usize) -> bool {
    let (text, at) = (g.text(), g.token(g.sentences[sentence].start).span.start());
    let start = text[..at].rfind("\n\n").map_or(0, |n| n + 2);
    let end = text[at..].trim_start().find("\n\n").map_or(text.len(), |n| text.len() - text[at..].trim_start().len() + n);
    is_caption(text[start.min(end)..end].trim())
}

/// Whether a paragraph is the caption or the credit of a picture: by the word that opens it, or the credit that ends it.
fn is_caption(paragraph: &str) -> bool {
    if paragraph.len() > CAPTION {
        return false;
    }
    let plain = paragraph.to_lowercase();
    let opened = TABLE.caption_starts.iter().any(|word| plain.starts_with(word.as_str()));
    let bare = plain.trim_end_matches([')', ']', '.']);
    let credited = |name: &String| {
        bare.strip_suffix(name.as_str()).is_some_and(|rest| {
            let rest = rest.trim_end();
            rest.is_empty() || rest.ends_with(['.', '!', '?', '/', '|', '(', '[', '©', '—']) || rest.ends_with("photo:")
        })
    };
    opened || !plain.ends_with('.') && TABLE.credits.iter().any(credited)
}

/// Whether two places of a text stand in one paragraph or in neighbours.
pub fn same_scene(text: &str, a: usize, b: usize) -> bool {
    text.get(a.min(b)..a.max(b)).is_none_or(|between| between.matches("\n\n").count() < 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_are_known_by_their_edges() {
        assert!(is_caption("Image caption The mayor opened the bridge in May"));
        assert!(is_caption("The mayor opens the bridge. Getty Images"));
        assert!(is_caption("GETTY"));
        assert!(!is_caption("The mayor told Reuters"));
        assert!(!is_caption("The image of the mayor was on every wall."));
    }
}
