//! The command line as types.
//!
//! Enters: arguments. Leaves: what is wanted, or a message that says how to say it.

pub mod day;
pub mod questions;

use crate::formats::{FormatArgs, export_format};
use crate::place::StoreArgs;
use clap::{Args, Parser, Subcommand};
use day::day;
use questions::{CheckArgs, ContactsArgs, DiffArgs, DueArgs, SaidArgs, SearchArgs, StoriesArgs, ThingArgs};
use readout_fetch::address::Network;
use readout_record::edtf::Edtf;
use readout_render::export::Export;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  readout brief reports/                        the brief of all reports in a folder
  readout brief a.html b.txt --html brief.html  a page on which every line opens its words
  readout brief reports/ --json > record.json   the whole record
  curl -s https://example.org/a | readout brief - other.txt

Exit status: 0 done, 1 some input could not be read (it is named), 2 wrong use.";

const BRIEF_EXAMPLES: &str = "\
Examples:
  readout brief reports/
  readout brief reports/ --html brief.html --json > record.json
  readout brief wire.jsonl.gz ministry.html --as-of 2025-03-20
  cat report.txt | readout brief - other.html

Reports: .txt, .md, .html, .json, .jsonl, .warc, each also as .gz; folders are read with all that is in them.";

const EXPORT_EXAMPLES: &str = "\
Examples:
  readout export --format csv reports/ --out tables/            a folder of tables
  readout export --format csv --table events reports/           one of them
  readout export --format bibtex reports/ --out reports.bib
  readout export --format jsonl reports/ | jq 'select(.record == \"event\")'
  readout export --format csv --store talks.sqlite --out tables/";

const ADD_EXAMPLES: &str = "\
Examples:
  readout add reports/                          new reports into the store of this account
  readout add reports/ wire.jsonl --store talks.sqlite
  readout brief --store talks.sqlite            the brief of all that is in it

A report that is there already, by its content, is not read again. What has been told as added stays, whatever happens afterwards.";

const WATCH_EXAMPLES: &str = "\
Examples:
  readout watch desk.toml                       round after round, until it is stopped
  readout watch desk.toml --once                one round, for cron
  readout watch desk.toml --store talks.sqlite

The file names feeds, sitemaps and folders; \"Watching\" in the README shows one. A stop at any time loses nothing.";

const ANNOTATE_EXAMPLES: &str = "\
Examples:
  readout annotate report.html
  readout annotate --raw --conllu speech.txt
  readout annotate --raw texts.jsonl > tokens.jsonl      lines with \"id\" and \"text\"";

/// Reads reports on a negotiation and gives an evidence-linked record: who met, who said what, what was promised, where accounts differ.
#[derive(Parser)]
#[command(name = "readout", version, about, after_help = EXAMPLES, max_term_width = 110)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Subcommand)]
pub enum Command {
    /// Read reports and give the brief, on the terminal or as JSON, Markdown or a page.
    Brief(BriefArgs),
    /// Read reports and hand the record on in the form of another program: tables, bibliography, calendar, graph.
    Export(ExportArgs),
    /// Read new documents into the store and link them with what stands there.
    Add(AddArgs),
    /// Read what is new in feeds, sitemaps and folders into the store, again and again, and tell what it brings.
    Watch(WatchArgs),
    /// The stories in the store, newest first.
    Stories(StoriesArgs),
    /// A story, report, event, statement, promise or actor with its words.
    Show(ThingArgs),
    /// Which accounts say what a sentence says, which say otherwise, and which are silent; never who is right.
    Check(CheckArgs),
    /// What newer reports changed: events, figures, promises, differences between accounts, statements that a speaker made in other words.
    Diff(DiffArgs),
    /// Promises by deadline, with their status and what was reported since.
    Due(DueArgs),
    /// The contacts that took place: who has called, met or visited whom, newest first.
    Contacts(ContactsArgs),
    /// What a speaker said, in order of publication.
    Said(SaidArgs),
    /// The reports in the store that have some words, best first.
    Search(SearchArgs),
    /// Check the store, or copy it.
    Store(StoreCommand),
    /// Print what the English model says of texts: tokens, sentences, tags, parse, lemmas, entities.
    Annotate(AnnotateArgs),
    /// Print the JSON Schema of the record.
    Schema,
    /// Print completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// `readout brief`.
#[derive(Args)]
#[command(after_help = BRIEF_EXAMPLES)]
pub struct BriefArgs {
    /// Reports, folders of reports and addresses; - for standard input
    #[arg(required_unless_present = "store", conflicts_with = "store", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The brief of all that is in this store, in place of paths
    #[arg(long, value_name = "FILE")]
    pub store: Option<PathBuf>,
    /// How to give the brief.
    #[command(flatten)]
    pub formats: FormatArgs,
    /// The day that decides what is past its date, such as 2025-03-20; by default that of the newest report
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Edtf>,
    /// Where connections may go.
    #[command(flatten)]
    pub net: NetArgs,
    /// How to run.
    #[command(flatten)]
    pub run: RunArgs,
}

/// `readout export`.
#[derive(Args)]
#[command(after_help = EXPORT_EXAMPLES)]
pub struct ExportArgs {
    /// Reports and folders of reports; - for standard input
    #[arg(required_unless_present = "store", conflicts_with = "store", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// All that is in this store, in place of paths
    #[arg(long, value_name = "FILE")]
    pub store: Option<PathBuf>,
    /// The form to give
    #[arg(long, short, value_name = "FORMAT", value_parser = export_format())]
    pub format: &'static dyn Export,
    /// Only this table, of csv and parquet
    #[arg(long, value_name = "NAME")]
    pub table: Option<String>,
    /// The file to write, or the folder for several; by default standard output
    #[arg(long, short, value_name = "FILE_OR_DIR")]
    pub out: Option<PathBuf>,
    /// The day that decides what is past its date, such as 2025-03-20; by default that of the newest report
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Edtf>,
    /// What may be fetched.
    #[command(flatten)]
    pub net: NetArgs,
    /// How to run.
    #[command(flatten)]
    pub run: RunArgs,
}

/// `readout add`.
#[derive(Args)]
#[command(after_help = ADD_EXAMPLES)]
pub struct AddArgs {
    /// Reports, folders of reports and addresses; - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Which store.
    #[command(flatten)]
    pub store: StoreArgs,
    /// Documents that are kept in one go; it changes nothing in what the store holds
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = batch)]
    pub batch: usize,
    /// Where connections may go.
    #[command(flatten)]
    pub net: NetArgs,
    /// How to run.
    #[command(flatten)]
    pub run: RunArgs,
}

/// `readout watch`.
#[derive(Args)]
#[command(after_help = WATCH_EXAMPLES)]
pub struct WatchArgs {
    /// What is watched, as TOML
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// One round
    #[arg(long)]
    pub once: bool,
    /// Which store.
    #[command(flatten)]
    pub store: StoreArgs,
    /// Where connections may go.
    #[command(flatten)]
    pub net: NetArgs,
    /// How to run.
    #[command(flatten)]
    pub run: RunArgs,
}

/// `readout store`.
#[derive(Args)]
pub struct StoreCommand {
    /// What to do.
    #[command(subcommand)]
    pub command: Upkeep,
}

/// What to do with the store.
#[derive(Subcommand)]
pub enum Upkeep {
    /// Check the file, every document and every piece of evidence.
    Check {
        /// Which store.
        #[command(flatten)]
        store: StoreArgs,
    },
    /// Copy the store to a new file, also while another run writes to it.
    Backup {
        /// The copy; it must not exist
        file: PathBuf,
        /// Which store.
        #[command(flatten)]
        store: StoreArgs,
    },
}

/// `readout annotate`.
#[derive(Args)]
#[command(after_help = ANNOTATE_EXAMPLES)]
pub struct AnnotateArgs {
    /// Texts; - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub paths: Vec<PathBuf>,
    /// Take each text as it stands: nothing cut, nothing put in front
    #[arg(long)]
    pub raw: bool,
    /// Print one JSON object a document and line; offsets in code points (the default)
    #[arg(long)]
    pub json: bool,
    /// Print CoNLL-U, without the tokens that are white space
    #[arg(long, conflicts_with = "json")]
    pub conllu: bool,
    /// The day of publication of texts that do not tell it, such as 2025-03-20: from it "on Tuesday" is counted
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub date: Option<Edtf>,
    /// How to run.
    #[command(flatten)]
    pub run: RunArgs,
}

/// Where connections may go.
#[derive(Args, Clone, Debug, Default)]
pub struct NetArgs {
    /// An address or network that may be fetched from though it is not public, such as 127.0.0.1 or 10.1.0.0/16
    #[arg(long, value_name = "NETWORK")]
    pub allow_address: Vec<Network>,
}

/// How to run; none of it changes what comes out.
#[derive(Args)]
pub struct RunArgs {
    /// Threads; by default one a core
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub jobs: Option<u16>,
    /// No progress and no notes; errors are still told
    #[arg(long, short)]
    pub quiet: bool,
    /// Largest input in MiB
    #[arg(long, value_name = "MIB", default_value_t = 64, value_parser = clap::value_parser!(u64).range(1..=65536))]
    pub max_size: u64,
}

fn batch(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|n| (1..=10_000).contains(n)).ok_or_else(|| "give a number from 1 to 10000".to_owned())
}
