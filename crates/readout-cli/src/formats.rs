//! An option for each output format of the registry, and the names of its exports.
//!
//! Enters: the registry and the command line. Leaves: the formats that are wanted and where each goes.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use readout_render::export::Export;
use readout_render::format::{Format, Target};
use readout_render::registry::{DEFAULT, EXPORTS, FORMATS};
use std::path::{Path, PathBuf};

/// A format and where it goes; `None` for standard output.
pub type Chosen<'f> = (&'static dyn Format, Option<&'f Path>);

/// The formats that are wanted, each with its file, `None` for standard output.
pub struct FormatArgs(Vec<(&'static dyn Format, Option<PathBuf>)>);

impl FormatArgs {
    /// The formats, the terminal's where none is wanted; an error where two of them would go to standard output.
    pub fn chosen(&self) -> Result<Vec<Chosen<'_>>, String> {
        if self.0.is_empty() {
            return Ok(vec![(DEFAULT, None)]);
        }
        let standard: Vec<String> =
            self.0.iter().filter(|(_, file)| file.is_none()).map(|(f, _)| format!("--{}", f.name())).collect();
        if standard.len() > 1 {
            return Err(format!("only one of {} can go to standard output", standard.join(" and ")));
        }
        Ok(self.0.iter().map(|(format, file)| (*format, file.as_deref())).collect())
    }
}

/// Takes the name of an export.
pub fn export_format() -> impl TypedValueParser<Value = &'static dyn Export> {
    let names = EXPORTS.iter().map(|e| PossibleValue::new(e.name()).help(e.help()));
    let named = |name: String| EXPORTS.iter().copied().find(|e| e.name() == name).ok_or("no such format");
    PossibleValuesParser::new(names).try_map(named)
}

impl clap::Args for FormatArgs {
    fn augment_args(command: Command) -> Command {
        FORMATS.iter().fold(command, |command, format| command.arg(option(*format)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

fn option(format: &'static dyn Format) -> Arg {
    let arg = Arg::new(format.name()).long(format.name()).help(format.help());
    match format.target() {
        Target::Standard => arg.action(ArgAction::SetTrue),
        Target::File => arg.value_name("FILE").value_parser(value_parser!(PathBuf)),
    }
}

impl clap::FromArgMatches for FormatArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<FormatArgs, clap::Error> {
        Ok(FormatArgs(FORMATS.iter().filter_map(|format| Some((*format, wanted(*format, matches)?))).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn wanted(format: &dyn Format, matches: &ArgMatches) -> Option<Option<PathBuf>> {
    match format.target() {
        Target::Standard => matches.get_flag(format.name()).then_some(None),
        Target::File => {
            let file = matches.get_one::<PathBuf>(format.name())?;
            Some((file.as_os_str() != "-").then(|| file.clone()))
        }
    }
}
