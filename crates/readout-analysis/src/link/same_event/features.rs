//! What two tellings have in common, as numbers.
//!
//! Enters: two tellings and their company. Leaves: one number for each name in `NAMES`, in that order; the same whichever telling comes first.

use super::company::Company;
use super::told::{Lemmas, Told};
use readout_record::meaning::likeness;

/// How many numbers.
pub const COUNT: usize = 33;

/// What each number tells; the weights name them too.
pub const NAMES: [&str; COUNT] = [
    "lemma equal",
    "name in common",
    "lemmas begin alike",
    "name alone",
    "name in sentence",
    "sentence",
    "documents by words",
    "documents by sentences",
    "documents by meaning",
    "documents mixed",
    "documents here",
    "parts in common",
    "parts unknown",
    "times in common",
    "times differ",
    "names in common",
    "names unknown",
    "names differ",
    "others in common",
    "numbers in common",
    "numbers differ",
    "one document",
    "one sentence",
    "sentences apart",
    "two verbs",
    "two nouns",
    "rarity of lemma",
    "name alone and documents",
    "lemma and documents",
    "lemma and parts",
    "name in sentence and parts",
    "name more than sentence",
    "name alone and parts",
];

/// The numbers of a pair.
pub fn features(a: &Told, b: &Told, company: &Company) -> [f32; COUNT] {
    let flag = |yes: bool| f32::from(u8::from(yes));
    let lemma = flag(a.lemma == b.lemma);
    let alone = likeness(&a.vectors.alone, &b.vectors.alone);
    let within = likeness(&a.vectors.within, &b.vectors.within);
    let around = likeness(&a.vectors.around, &b.vectors.around);
    let parts = company.common(&a.parts, &b.parts);
    let one = a.document == b.document;
    let apart = flag(!one);
    let alike = company.alike(a.document, b.document);
    let here = if one { 0.0 } else { company.alike_here(a.document, b.document).clamp(-4.0, 4.0) };
    let distance = a.sentence.abs_diff(b.sentence).min(10) as f32 / 10.0;
    [
        lemma,
        company.common(&a.named, &b.named),
        begin_alike(&a.lemma, &b.lemma),
        alone,
        within,
        around,
        alike.words * apart,
        alike.sentences * apart,
        alike.meaning * apart,
        alike.mixed() * apart,
        here,
        parts,
        flag(a.parts.is_empty() || b.parts.is_empty()),
        company.common(&a.times, &b.times),
        flag(differ(&a.times, &b.times)),
        company.common(&a.names, &b.names),
        flag(a.names.is_empty() || b.names.is_empty()),
        flag(differ(&a.names, &b.names)),
        company.common(&a.others, &b.others),
        company.common(&a.numbers, &b.numbers),
        flag(differ(&a.numbers, &b.numbers)),
        flag(one),
        flag(one && a.sentence == b.sentence),
        distance * flag(one),
        flag(a.verbal && b.verbal),
        flag(!a.verbal && !b.verbal),
        company.rarity(&a.lemma).min(company.rarity(&b.lemma)),
        alone * alike.mixed() * apart,
        lemma * alike.mixed() * apart,
        lemma * parts,
        within * parts,
        within - around,
        alone * parts,
    ]
}

/// Both tell something, and nothing of it is the same.
fn differ(a: &Lemmas, b: &Lemmas) -> bool {
    !a.is_empty() && !b.is_empty() && a.is_disjoint(b)
}

/// The share of the longer word that both begin with: "withdraw", "withdrawal".
fn begin_alike(a: &str, b: &str) -> f32 {
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let longer = a.chars().count().max(b.chars().count()).max(1);
    common as f32 / longer as f32
}
