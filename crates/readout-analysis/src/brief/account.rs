//! Whose account a document is: the office that publishes it, or the one who gives the statement.
//!
//! Enters: documents and the table of actors. Leaves: the actor that "we", "I" and what has no source at all stand for, where a document is one
//! office's or one person's own account; a news report has none.

use crate::extract::Extracted;
use crate::grammar::Grammar;
use crate::knowledge;
use crate::link::actors::{ActorIx, ActorTable};
use crate::link::name::fold;
use crate::rules;
use readout_record::annotation::TokenIx;
use readout_record::kind::ActorKind;
use readout_record::mention::DocumentIx;
use serde::Deserialize;
use std::cell::LazyCell;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static TABLE: LazyLock<Table> =
    LazyLock::new(|| rules::load("speakers/accounts.toml", include_str!("../../rules/speakers/accounts.toml")));

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    genres: Vec<String>,
    first_person: Vec<String>,
    #[serde(rename = "example")]
    _example: Vec<rules::Example>,
}

/// Tokens at the head of a text among which "Statement by …" is looked for.
const HEAD: usize = 60;

/// For each document the office whose account the whole of it is.
pub fn offices(grammars: &[Grammar], table: &ActorTable) -> Vec<Option<ActorIx>> {
    let mut known: BTreeMap<String, Vec<(usize, ActorIx)>> = BTreeMap::new();
    let names = LazyCell::new(|| Names::new(table));
    let office = |(document, g): (DocumentIx, &Grammar)| {
        let publisher = g.document.metadata.publisher.as_deref()?;
        if !knowledge::is_office(publisher) {
            return speaks_as_we(g).then(|| names.called(publisher)).flatten();
        }
        let fitting = known.entry(publisher.to_owned()).or_insert_with(|| names.fitting(publisher));
        let here = |ix: ActorIx| table.instances[ix].mentions.iter().any(|(d, _)| *d == document);
        let best = fitting.iter().map(|(length, ix)| (here(*ix), *length, Reverse(*ix))).max();
        best.map(|(.., Reverse(ix))| ix)
    };
    grammars.iter().enumerate().map(office).collect()
}

/// The names of all actors that can publish, folded, and their letters alone.
struct Names(Vec<(ActorIx, Vec<(String, String)>)>);

impl Names {
    fn new(table: &ActorTable) -> Names {
        let body =
            |kind: ActorKind| matches!(kind, ActorKind::Organisation | ActorKind::Office | ActorKind::State | ActorKind::Group);
        let forms = |name: &String| (fold(name), squeezed(name));
        let all = table.instances.iter().enumerate().filter(|(_, i)| body(i.kind));
        Names(all.map(|(ix, i)| (ix, i.aliases.iter().chain([&i.name]).map(forms).collect())).collect())
    }

    /// The organisation that goes by exactly that name.
    fn called(&self, publisher: &str) -> Option<ActorIx> {
        let wanted = fold(publisher);
        self.0.iter().find(|(_, names)| names.iter().any(|(name, _)| *name == wanted)).map(|(ix, _)| *ix)
    }

    /// The actors that a publisher's name holds, with the length of the longest name that it holds.
    fn fitting(&self, publisher: &str) -> Vec<(usize, ActorIx)> {
        let words = format!(" {} ", fold(publisher).replace([',', '(', ')'], " "));
        let (letters, address) = (squeezed(publisher), !publisher.contains(' '));
        let held = |(name, plain): &(String, String)| {
            let fits = if address {
                plain.len() >= 8 && letters.contains(plain)
            } else {
                name.len() >= 2 && words.contains(&format!(" {name} "))
            };
            fits.then_some(name.len())
        };
        self.0.iter().filter_map(|(ix, names)| Some((names.iter().filter_map(held).max()?, *ix))).collect()
    }
}

/// Whether a text speaks of "our organisation" or "our forces" outside quotations, as a body's own account does.
fn speaks_as_we(g: &Grammar) -> bool {
    let own = |t: usize| g.word(t).eq_ignore_ascii_case("our") && !g.quoted(t) && g.head(t).is_some_and(|h| is_body(g, h));
    (0..g.tokens().len()).any(own)
}

/// Whether a token is "I" or "we" in one of their forms.
pub fn is_first_person(g: &Grammar, token: TokenIx) -> bool {
    g.token(token).pos == "PRON" && TABLE.first_person.contains(&g.word(token).to_lowercase())
}

/// Whether a noun is one for a body as a whole: "our organisation", "our armed forces".
pub fn is_body(g: &Grammar, token: TokenIx) -> bool {
    let noun = g.lemma(token).to_lowercase();
    knowledge::actor_noun(&noun).is_some_and(|n| n.kind == ActorKind::Organisation) || noun == "force"
}

/// Letters and digits alone.
fn squeezed(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The person or office that gives the statement, where the head of the text says so.
pub fn author(g: &Grammar, found: &Extracted, table: &ActorTable, document: DocumentIx) -> Option<ActorIx> {
    let actors = &found.actors;
    let end = g.tokens().len().min(HEAD);
    let genre = |t: usize| TABLE.genres.iter().any(|genre| g.word(t).to_lowercase() == *genre);
    let at = (0..end).find(|&t| genre(t) && t + 1 < end && matches!(g.word(t + 1), "by" | "from" | "of"))?;
    let mention = (at + 2..end.min(at + 8)).take_while(|&t| !g.word(t).contains('\n')).find_map(|t| actors.at(t))?;
    let kind = actors.mentions[mention].kind;
    matches!(kind, ActorKind::Person | ActorKind::Office).then(|| table.of(document, mention))
}
