//! The program `readout`.
//!
//! Enters: the command line. Leaves: output, messages and an exit status: 0 done, 1 some input could not be read, 2 wrong use.

mod add;
mod annotate;
mod annotation_line;
mod args;
mod ask;
mod brief;
mod changes;
mod conllu;
mod export;
mod fetching;
mod formats;
mod linking;
mod messages;
mod outcome;
mod output;
mod pipeline;
mod place;
mod progress;
mod reading;
mod upkeep;
mod watch;
mod writable;

use args::{Cli, Command};
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use outcome::{Failure, Outcome};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli.command) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Unread) => ExitCode::FAILURE,
        Err(Failure::Use(message)) => Cli::command().error(ErrorKind::ArgumentConflict, message).exit(),
        Err(Failure::Run(error)) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(Failure::Run(error)) => {
            eprintln!("readout: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<Outcome, Failure> {
    match command {
        Command::Brief(args) => brief::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Add(args) => add::run(&args),
        Command::Watch(args) => watch::run(&args),
        Command::Stories(args) => ask::stories(&args),
        Command::Show(args) => ask::show(&args),
        Command::Check(args) => ask::check(&args),
        Command::Diff(args) => ask::diff(&args),
        Command::Due(args) => ask::due(&args),
        Command::Contacts(args) => ask::contacts(&args),
        Command::Said(args) => ask::said(&args),
        Command::Search(args) => ask::search(&args),
        Command::Store(args) => upkeep::run(&args),
        Command::Annotate(args) => annotate::run(&args),
        Command::Schema => {
            let schema = serde_json::to_string_pretty(&readout_record::schema::schema())?;
            output::standard(&format!("{schema}\n"))?;
            Ok(Outcome::Done)
        }
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "readout", &mut script);
            output::standard(&String::from_utf8_lossy(&script))?;
            Ok(Outcome::Done)
        }
    }
}
