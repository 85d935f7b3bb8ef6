//! Base forms by rules, exceptions and an index of words (WordNet's, by way of spaCy).
//!
//! Enters: a word with part of speech and morphology. Leaves: its lemma.

use crate::blob::{Blob, BlobError, Texts};
use crate::tables::Tables;
use compact_str::CompactString;

/// The tables of one part of speech.
struct Part {
    name: &'static str,
    rules: Vec<(&'static str, &'static str)>,
    words: Texts,
    forms: Texts,
    index: Texts,
}

/// Tables of all parts of speech.
pub struct Lemmatizer {
    parts: Vec<Part>,
}

impl Lemmatizer {
    /// Finds the tables.
    pub fn new(blob: &Blob) -> Result<Lemmatizer, BlobError> {
        let part = |name: &'static str| {
            let texts = |kind: &str| blob.texts(&format!("lemma.{name}.{kind}"));
            let rules = texts("rules")?;
            let rules = (0..rules.len() / 2).map(|i| (rules.get(i * 2), rules.get(i * 2 + 1))).collect();
            Ok(Part { name, rules, words: texts("words")?, forms: texts("forms")?, index: texts("index")? })
        };
        Ok(Lemmatizer { parts: blob.texts("lemma.parts")?.iter().map(part).collect::<Result<_, BlobError>>()? })
    }

    /// The lemma of a word; `lower` is the word in lower case, `pos` as in `NOUN`, `morph` as in `Number=Sing`.
    pub fn lemma(&self, word: &str, lower: &str, pos: &str, morph: &str, tables: &Tables) -> CompactString {
        if pos.is_empty() || pos == "SPACE" || is_base_form(pos, morph) {
            return lower.into();
        }
        match self.parts.iter().find(|part| part.name.eq_ignore_ascii_case(pos)) {
            Some(part) => part.lemma(word, lower, tables),
            None if pos == "PROPN" => word.into(),
            None => lower.into(),
        }
    }
}

/// Whether tag and morphology say that the word is in its base form.
fn is_base_form(pos: &str, morph: &str) -> bool {
    let feature = |name: &str| morph.split('|').find_map(|f| f.strip_prefix(name)?.strip_prefix('='));
    let (form, degree) = (feature("VerbForm"), feature("Degree"));
    let singular = pos == "NOUN" && feature("Number") == Some("Sing");
    let present = pos == "VERB" && form == Some("Fin") && feature("Tense") == Some("Pres") && feature("Number").is_none();
    singular || present || matches!(form, Some("Inf" | "None")) || degree == Some("Pos")
}

impl Part {
    /// Exceptions come first, then forms that the index knows (the last first), then forms that aren't all letters, then the others.
    fn lemma(&self, word: &str, lower: &str, tables: &Tables) -> CompactString {
        let mut forms: Vec<CompactString> = Vec::new();
        let mut unknown = None;
        for (old, new) in &self.rules {
            let Some(stem) = lower.strip_suffix(old) else { continue };
            let form = CompactString::from_iter([stem, new]);
            if form.is_empty() {
                continue;
            }
            if self.index.find(&form).is_some() {
                forms.insert(0, form);
            } else if !form.chars().all(|c| tables.is_alpha(c)) {
                forms.push(form);
            } else {
                unknown = unknown.or(Some(form));
            }
        }
        for form in self.words.find(lower).map_or("", |at| self.forms.get(at)).split('\t') {
            if !form.is_empty() && !forms.iter().any(|f| f == form) {
                forms.insert(0, form.into());
            }
        }
        forms.into_iter().next().or(unknown).unwrap_or_else(|| word.into())
    }
}
