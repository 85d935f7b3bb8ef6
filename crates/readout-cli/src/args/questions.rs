//! The arguments of the questions to a store.
//!
//! Enters: arguments. Leaves: what is asked, or a message that says how to ask it.

use super::day::day;
use crate::place::StoreArgs;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use readout_record::edtf::Edtf;
use readout_record::kind::{CommitmentStatus, EventType};

/// How an answer is given.
#[derive(Args, Clone, Debug)]
pub struct ShowArgs {
    /// Entries that are shown at most
    #[arg(long, value_name = "N", default_value_t = 30, conflicts_with = "all", value_parser = count)]
    pub limit: usize,
    /// Show all entries
    #[arg(long)]
    pub all: bool,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

impl ShowArgs {
    /// How many entries are shown; `None` for all.
    pub fn limit(&self) -> Option<usize> {
        (!self.all).then_some(self.limit)
    }
}

/// `readout due`.
#[derive(Args)]
pub struct DueArgs {
    /// The day that decides what is past its date, such as 2025-03-20; by default that of the newest report
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Edtf>,
    /// Only promises of this actor; a state stands for those who belong to it too
    #[arg(long, value_name = "ACTOR")]
    pub by: Option<String>,
    /// Only promises of this status; it can be given more than once
    #[arg(long, value_name = "STATUS", value_parser = status())]
    pub status: Vec<CommitmentStatus>,
    /// How to show them.
    #[command(flatten)]
    pub show: ShowArgs,
    /// Which store.
    #[command(flatten)]
    pub store: StoreArgs,
}

/// `readout contacts`.
#[derive(Args)]
pub struct ContactsArgs {
    /// Only contacts of these two: persons by name or surname, organisations, or states with those who belong to them
    #[arg(long, num_args = 2, value_names = ["A", "B"], action = clap::ArgAction::Set)]
    pub between: Vec<String>,
    /// Only contacts from this day on, such as 2025-03-20
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub since: Option<Edtf>,
    /// The day to which days are counted, such as 2025-03-20; by default that of the newest report
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Edtf>,
    /// How to show them.
    #[command(flatten)]
    pub show: ShowArgs,
    /// Which store.
    #[command(flatten)]
    pub store: StoreArgs,
}

/// `readout said`.
#[derive(Args)]
pub struct SaidArgs {
    /// The speaker, by name, surname or alias
    #[arg(long, value_name = "ACTOR")]
    pub by: String,
    /// Only statements with all of these words or beginnings of words
    #[arg(long, value_name = "WORDS")]
    pub about: Option<String>,
    /// Only statements that say in other words what an earlier one says
    #[arg(long)]
    pub changed: bool,
    /// How to show them; of many the latest are shown.
    #[command(flatten)]
    pub show: ShowArgs,
    /// Which store.
    #[command(flatten)]
    pub store: StoreArgs,
}

/// `readout diff`.
#[derive(Args)]
pub struct DiffArgs {
    /// The day, such as 2025-03-20: reports published on it or after it are the newer ones
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub since: Edtf,
    /// Count by the day on which reports were added to the store (UTC), not by that of publication
    #[arg(long)]
    pub added: bool,
    /// The day that decides what is past its date, such as 2025-03-20; by default that of the newest report
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Edtf>,
    /// How to show it; the limit is that of stories.
    #[command(flatten)]
    pub show: ShowArgs,
    /// Which store.
    #[command(flatten)]
    pub store: StoreArgs,
}

/// `readout check`.
#[derive(Args)]
pub struct CheckArgs {
    /// The sentence; the more names and days it tells, the fewer matters it can be about
    #[arg(value_name = "SENTENCE")]
    pub sentence: String,
    /// The day from which "on Tuesday" in the sentence is counted, such as 2025-03-20
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub date: Option<Edtf>,
    /// How to show it; the limit is that of stories
    #[command(flatten)]
    pub show: ShowArgs,
    /// Which store.
    #[command(flatten)]
    pub store: StoreArgs,
}

/// `readout stories`.
#[derive(Args)]
pub struct StoriesArgs {
    /// Only stories with a report published from this day on, such as 2025-03-20
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub since: Option<Edtf>,
    /// How to show them.
    #[command(flatten)]
    pub show: ShowArgs,
    /// Which store.
    #[command(flatten)]
    pub store: StoreArgs,
}

/// `readout show`.
#[derive(Args)]
pub struct ThingArgs {
    /// Id of a story, report, event, statement, promise or actor, as other answers give it; or the name of an actor
    #[arg(value_name = "ID_OR_NAME")]
    pub thing: String,
    /// The day that decides what is past its date, such as 2025-03-20; by default that of the newest report
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Edtf>,
    /// How to show it.
    #[command(flatten)]
    pub show: ShowArgs,
    /// Which store.
    #[command(flatten)]
    pub store: StoreArgs,
}

/// `readout search`.
#[derive(Args)]
pub struct SearchArgs {
    /// Words that a report must have, all of them; "words in a row" between quotation marks
    #[arg(value_name = "WORDS")]
    pub words: String,
    /// Only reports published from this day on, such as 2025-03-20
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub since: Option<Edtf>,
    /// Only reports published up to this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub until: Option<Edtf>,
    /// Only reports of this outlet, or of one whose name has these words
    #[arg(long, value_name = "OUTLET")]
    pub outlet: Option<String>,
    /// Only reports that cite this actor, or tell of an event or a promise of it
    #[arg(long, value_name = "ACTOR")]
    pub actor: Option<String>,
    /// Only reports that tell an event of this type, such as "phone call"
    #[arg(long = "type", value_name = "TYPE", value_parser = event_type())]
    pub kind: Option<EventType>,
    /// How to show them.
    #[command(flatten)]
    pub show: ShowArgs,
    /// Which store.
    #[command(flatten)]
    pub store: StoreArgs,
}

fn count(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|n| *n > 0).ok_or_else(|| "give a number from 1 on, or --all".to_owned())
}

fn status() -> impl TypedValueParser<Value = CommitmentStatus> {
    let named = |word: String| CommitmentStatus::ALL.iter().copied().find(|s| s.as_str() == word).ok_or("no such status");
    PossibleValuesParser::new(CommitmentStatus::ALL.iter().map(|s| s.as_str())).try_map(named)
}

fn event_type() -> impl TypedValueParser<Value = EventType> {
    let named = |word: String| EventType::ALL.iter().copied().find(|t| t.as_str() == word).ok_or("no such type");
    PossibleValuesParser::new(EventType::ALL.iter().map(|t| t.as_str())).try_map(named)
}
