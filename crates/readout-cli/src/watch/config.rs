//! The file that says what is watched.
//!
//! Enters: TOML. Leaves: sources, limits and where news go, or the line that is wrong and what to write there. It leaves alone: whether the sources exist.

use readout_fetch::address::Network;
use readout_fetch::fetcher::parsed;
use readout_fetch::limits::Limits;
use readout_record::edtf::{Date, Edtf};
use serde::Deserialize;
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;
use toml::Spanned;

/// What a file says.
#[derive(Debug)]
pub struct Config {
    /// The store; the command line goes before it.
    pub store: Option<PathBuf>,
    /// Between two rounds.
    pub every: Duration,
    /// What is watched, in the order of the kinds and of the file.
    pub sources: Vec<Source>,
    /// Of every fetch.
    pub limits: Limits,
    /// Where news are posted to.
    pub webhook: Option<Webhook>,
    /// The file that holds them as a feed.
    pub atom: Option<PathBuf>,
}

/// One thing that is watched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What it is.
    pub kind: Kind,
    /// Its address or path.
    pub place: String,
    /// Entries that are dated before are passed over.
    pub since: Option<Date>,
    /// Entries that are taken in one round, the newest first.
    pub most: usize,
}

/// What a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// RSS, Atom or JSON Feed.
    Feed,
    /// A sitemap, or a list of them.
    Sitemap,
    /// A folder of this machine.
    Folder,
}

/// Where news are posted to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Its address.
    pub url: String,
    /// What the posts are signed with.
    pub secret: String,
    /// Before the second try; twice as long before each further one.
    pub retry: Duration,
}

/// What is wrong with a file.
#[derive(Debug, PartialEq, Eq)]
pub struct ConfigError {
    file: String,
    line: usize,
    message: String,
    remedy: String,
}

impl fmt::Display for ConfigError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}; {}", self.file, self.line, self.message, self.remedy)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    store: Option<PathBuf>,
    every: Option<Spanned<String>>,
    #[serde(default)]
    feed: Vec<Listed>,
    #[serde(default)]
    sitemap: Vec<Listed>,
    #[serde(default)]
    folder: Vec<Folder>,
    #[serde(default)]
    fetch: Fetch,
    webhook: Option<Hook>,
    atom: Option<Atom>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    url: Spanned<String>,
    since: Option<Spanned<String>>,
    most: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Folder {
    path: PathBuf,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fetch {
    delay: Option<Spanned<String>>,
    time: Option<Spanned<String>>,
    patience: Option<Spanned<String>>,
    max_kib: Option<u64>,
    redirects: Option<usize>,
    tries: Option<u32>,
    #[serde(default)]
    allow_addresses: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hook {
    url: Spanned<String>,
    secret: Option<String>,
    secret_env: Option<Spanned<String>>,
    retry: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Atom {
    file: PathBuf,
}

/// Reads the text of `file`; `variable` looks up variables of the environment.
pub fn read(file: &Path, text: &str, variable: impl Fn(&str) -> Option<String>) -> Result<Config, ConfigError> {
    let reader = Reader { file, text };
    let raw: File = toml::from_str(text).map_err(|e| {
        let remedy = "see “Watching” in README.md for what may stand there";
        reader.error(e.span().unwrap_or(0..0), e.message().to_owned(), remedy)
    })?;
    let mut sources = reader.lists(Kind::Feed, &raw.feed)?;
    sources.extend(reader.lists(Kind::Sitemap, &raw.sitemap)?);
    sources.extend(raw.folder.iter().map(|f| reader.folder(f)));
    if sources.is_empty() {
        return Err(reader.error(0..0, "names nothing to watch".into(), "add a [[feed]], a [[sitemap]] or a [[folder]]"));
    }
    Ok(Config {
        store: raw.store.map(|s| reader.beside(&s)),
        every: reader.duration(raw.every.as_ref())?.unwrap_or(Duration::from_secs(900)),
        sources,
        limits: reader.limits(&raw.fetch)?,
        webhook: raw.webhook.map(|h| reader.webhook(h, variable)).transpose()?,
        atom: raw.atom.map(|a| reader.beside(&a.file)),
    })
}

struct Reader<'t> {
    file: &'t Path,
    text: &'t str,
}

impl Reader<'_> {
    fn error(&self, at: Range<usize>, message: String, remedy: &str) -> ConfigError {
        let before = self.text.get(..at.start).unwrap_or("");
        let line = before.matches('\n').count() + 1;
        ConfigError { file: self.file.display().to_string(), line, message, remedy: remedy.to_owned() }
    }

    /// A path of the file, which is meant from the folder that the file lies in.
    fn beside(&self, path: &Path) -> PathBuf {
        self.file.parent().unwrap_or(Path::new("")).join(path)
    }

    fn lists(&self, kind: Kind, listed: &[Listed]) -> Result<Vec<Source>, ConfigError> {
        let source = |l: &Listed| {
            let since = l.since.as_ref().map(|s| self.day(s)).transpose()?;
            Ok(Source { kind, place: self.address(&l.url)?, since, most: l.most.unwrap_or(50).max(1) })
        };
        listed.iter().map(source).collect()
    }

    fn folder(&self, folder: &Folder) -> Source {
        let place = self.beside(&folder.path).to_string_lossy().into_owned();
        Source { kind: Kind::Folder, place, since: None, most: usize::MAX }
    }

    fn address(&self, url: &Spanned<String>) -> Result<String, ConfigError> {
        let wrong =
            |fault: readout_fetch::fault::Fault| self.error(url.span(), format!("“{}” {fault}", url.get_ref()), fault.remedy());
        parsed(url.get_ref()).map(String::from).map_err(wrong)
    }

    fn day(&self, text: &Spanned<String>) -> Result<Date, ConfigError> {
        let date = Edtf::parse(text.get_ref()).and_then(|e| e.date()).filter(|d| d.day_number().is_some());
        date.ok_or_else(|| {
            self.error(text.span(), format!("“{}” is no day", text.get_ref()), "write year-month-day, such as \"2025-03-20\"")
        })
    }

    fn duration(&self, text: Option<&Spanned<String>>) -> Result<Option<Duration>, ConfigError> {
        let Some(text) = text else { return Ok(None) };
        let wrong = || {
            self.error(
                text.span(),
                format!("“{}” is no length of time", text.get_ref()),
                "write \"500ms\", \"30s\", \"15m\" or \"2h\"",
            )
        };
        duration(text.get_ref()).map(Some).ok_or_else(wrong)
    }

    fn limits(&self, fetch: &Fetch) -> Result<Limits, ConfigError> {
        let usual = Limits::default();
        let allowed = fetch
            .allow_addresses
            .iter()
            .map(|a| a.get_ref().parse::<Network>().map_err(|e| self.error(a.span(), e, "allow only what is yours")));
        Ok(Limits {
            time: self.duration(fetch.time.as_ref())?.unwrap_or(usual.time),
            delay: self.duration(fetch.delay.as_ref())?.unwrap_or(usual.delay),
            patience: self.duration(fetch.patience.as_ref())?.unwrap_or(usual.patience),
            bytes: fetch.max_kib.map_or(usual.bytes, |kib| kib.saturating_mul(1024)),
            redirects: fetch.redirects.unwrap_or(usual.redirects),
            tries: fetch.tries.unwrap_or(usual.tries).max(1),
            robots: true,
            allowed: allowed.collect::<Result<_, _>>()?,
        })
    }

    fn webhook(&self, hook: Hook, variable: impl Fn(&str) -> Option<String>) -> Result<Webhook, ConfigError> {
        let url = self.address(&hook.url)?;
        let retry = self.duration(hook.retry.as_ref())?.unwrap_or(Duration::from_secs(30));
        let secret = match (hook.secret, hook.secret_env) {
            (Some(secret), None) => secret,
            (None, Some(name)) => variable(name.get_ref()).filter(|s| !s.is_empty()).ok_or_else(|| {
                self.error(
                    name.span(),
                    format!("the environment has no {}", name.get_ref()),
                    "set it to the secret that the receiver knows",
                )
            })?,
            _ => {
                let remedy = "give either secret_env, the name of a variable, or secret";
                return Err(self.error(hook.url.span(), "the webhook has no one secret to sign with".into(), remedy));
            }
        };
        Ok(Webhook { url, secret, retry })
    }
}

/// `500ms`, `30s`, `15m`, `2h`, `1d`.
fn duration(text: &str) -> Option<Duration> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = (text[..end].parse::<u64>().ok()?, text[end..].trim());
    let seconds = |n: u64| number.checked_mul(n).map(Duration::from_secs);
    match unit {
        "ms" => Some(Duration::from_millis(number)),
        "s" => seconds(1),
        "m" | "min" => seconds(60),
        "h" => seconds(3600),
        "d" => seconds(86_400),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<Config, String> {
        read(Path::new("desk/watch.toml"), text, |name| (name == "SECRET").then(|| "key".into())).map_err(|e| e.to_string())
    }

    #[test]
    fn everything_that_a_file_may_say() {
        let config = of("store = \"talks.sqlite\"\nevery = \"2h\"\n[fetch]\ndelay = \"500ms\"\nmax_kib = 64\nallow_addresses = [\"10.1.0.0/16\"]\n\
            [[feed]]\nurl = \"https://post.example/feed\"\n[[sitemap]]\nurl = \"https://wire.example/map.xml\"\nsince = \"2031-06-01\"\nmost = 5\n\
            [[folder]]\npath = \"incoming\"\n[webhook]\nurl = \"https://desk.example/hook\"\nsecret_env = \"SECRET\"\n[atom]\nfile = \"news.atom\"\n").unwrap();
        assert_eq!((config.store, config.every), (Some(PathBuf::from("desk/talks.sqlite")), Duration::from_secs(7200)));
        assert_eq!(
            config.sources.iter().map(|s| (s.kind, s.most)).collect::<Vec<_>>(),
            [(Kind::Feed, 50), (Kind::Sitemap, 5), (Kind::Folder, usize::MAX)]
        );
        assert_eq!(config.sources[2].place, "desk/incoming");
        assert_eq!(
            (config.limits.delay, config.limits.bytes, config.limits.allowed.len()),
            (Duration::from_millis(500), 65_536, 1)
        );
        assert_eq!(
            config.webhook,
            Some(Webhook { url: "https://desk.example/hook".into(), secret: "key".into(), retry: Duration::from_secs(30) })
        );
        assert_eq!(config.atom, Some(PathBuf::from("desk/news.atom")));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let feed = "[[feed]]\nurl = \"https://post.example/feed\"\n";
        for (text, line, words) in [
            ("", 1, "names nothing to watch"),
            ("every = \"often\"\n[[feed]]\nurl = \"https://a.example\"", 1, "“often” is no length of time; write"),
            ("[[feed]]\nurl = \"ftp://post.example\"\n", 2, "is no address that can be fetched"),
            ("[[feed]]\nurl = \"https://a.example\"\nsince = \"June\"\n", 3, "“June” is no day"),
            ("[[feed]]\nlink = \"https://a.example\"\n", 2, "unknown field `link`"),
            ("[[feed]\n", 1, ""),
            (&format!("{feed}[fetch]\nallow_addresses = [\"here\"]\n"), 4, "“here” is no address or network"),
            (&format!("{feed}[webhook]\nurl = \"https://a.example\"\n"), 4, "no one secret"),
            (&format!("{feed}[webhook]\nurl = \"https://a.example\"\nsecret_env = \"NONE\"\n"), 5, "the environment has no NONE"),
        ] {
            let error = of(text).unwrap_err();
            assert!(error.starts_with(&format!("desk/watch.toml:{line}: ")) && error.contains(words), "{error}");
        }
    }
}
