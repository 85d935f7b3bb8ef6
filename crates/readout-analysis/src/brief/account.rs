//! Whose account a document is: the office that publishes it, or the one who gives the statement.
//!
//! Enters: one document and the table of actors. Leaves: the actor that "we", "I" and what has no source at all stand for, where the document is one office's or one person's own
//! account; a news report has none.

use crate::extract::Extracted;
use crate::grammar::Grammar;
use crate::knowledge;
use crate::link::actors::{ActorIx, ActorTable};
use crate::link::name::fold;
use crate::rules;
use readout_record::kind::ActorKind;
use readout_record::mention::DocumentIx;
use serde::Deserialize;
use std::sync::LazyLock;

static TABLE: LazyLock<Table> =
    LazyLock::new(|| rules::load("speakers/accounts.toml", include_str!("../../rules/speakers/accounts.toml")));

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    offices: Vec<String>,
    outlets: Vec<String>,
    domains: Vec<String>,
    genres: Vec<String>,
    #[serde(rename = "example")]
    _example: Vec<rules::Example>,
}

/// Tokens at the head of a text among which "Statement by …" is looked for.
const HEAD: usize = 60;

/// The office whose account the whole document is.
pub fn office(g: &Grammar, table: &ActorTable, document: DocumentIx) -> Option<ActorIx> {
    let publisher = g.document.metadata.publisher.as_deref()?;
    if !is_office(publisher) {
        return None;
    }
    let words = format!(" {} ", fold(publisher).replace([',', '(', ')'], " "));
    let squeezed: String = fold(publisher).chars().filter(|c| c.is_alphanumeric()).collect();
    let address = !publisher.contains(' ');
    let named = |name: &str| {
        let name = fold(name);
        let plain: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
        if address {
            plain.len() >= 8 && squeezed.contains(&plain)
        } else {
            name.len() >= 2 && words.contains(&format!(" {name} "))
        }
    };
    let body =
        |kind: ActorKind| matches!(kind, ActorKind::Organisation | ActorKind::Office | ActorKind::State | ActorKind::Group);
    let instances = table.instances.iter().enumerate().filter(|(_, i)| body(i.kind));
    let length = |name: &String| if named(name) { name.len() } else { 0 };
    let fitting = instances.filter_map(|(ix, i)| {
        let here = i.mentions.iter().any(|(d, _)| *d == document);
        let longest = i.aliases.iter().chain([&i.name]).map(length).max().filter(|l| *l > 0)?;
        Some((here, longest, std::cmp::Reverse(ix)))
    });
    fitting.max().map(|(.., std::cmp::Reverse(ix))| ix)
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

fn is_office(publisher: &str) -> bool {
    let lower = publisher.to_lowercase();
    let words = format!(" {} ", lower.replace([',', '(', ')', '/'], " "));
    let holds = |list: &[String]| list.iter().any(|w| words.contains(&format!(" {w} ")));
    let domain = TABLE.domains.iter().any(|d| lower.ends_with(d.as_str()));
    knowledge::outlet(publisher).is_none() && !holds(&TABLE.outlets) && (domain || holds(&TABLE.offices))
}
