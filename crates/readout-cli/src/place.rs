//! Where the store is.
//!
//! Enters: `--store`, and where the platform keeps data of programs. Leaves: a path; its folder is made where the default one is missing.

use anyhow::{Context, bail};
use clap::Args;
use etcetera::BaseStrategy;
use std::path::PathBuf;

/// Which store.
#[derive(Args, Clone, Debug)]
pub struct StoreArgs {
    /// The store; by default readout/store.sqlite where the platform keeps data of programs
    #[arg(long, value_name = "FILE")]
    pub store: Option<PathBuf>,
}

impl StoreArgs {
    /// The path of the store.
    pub fn path(&self) -> anyhow::Result<PathBuf> {
        if let Some(path) = &self.store {
            return Ok(path.clone());
        }
        let Ok(platform) = etcetera::choose_base_strategy() else {
            bail!("there is no home folder to keep a store in; give --store FILE");
        };
        Ok(platform.data_dir().join("readout").join("store.sqlite"))
    }

    /// The path of a store that is to be written.
    pub fn path_to_write(&self) -> anyhow::Result<PathBuf> {
        let path = self.path()?;
        if let (None, Some(folder)) = (&self.store, path.parent()) {
            let failed = || format!("the folder {} can't be made; give --store FILE", folder.display());
            std::fs::create_dir_all(folder).with_context(failed)?;
        }
        Ok(path)
    }
}
