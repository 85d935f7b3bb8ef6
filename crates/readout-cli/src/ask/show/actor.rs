//! An actor with its names, offices, stories, last contacts, last statements and promises.
//!
//! Enters: the ids that the store has for it. Leaves: its page.

use crate::ask::words::names;
use crate::ask::{contacts, due, said, stories};
use readout_record::edtf::Edtf;
use readout_store::error::Result;
use readout_store::questions::contacts::{Contacts, Level, Question as ContactsQuestion, contacts as contacts_of};
use readout_store::questions::due::{Due, Question as DueQuestion, due as due_of};
use readout_store::questions::names::{Ids, listed};
use readout_store::questions::profile::{Known, Profile, profile};
use readout_store::questions::stories::{Stories, of_actors};
use readout_store::store::Store;
use serde::Serialize;

/// Entries of each kind.
const SHOWN: usize = 5;

/// An actor.
#[derive(Serialize)]
pub struct Page {
    kind: &'static str,
    profile: Profile,
    stories: Stories,
    contacts: Contacts,
    said: said::Answer,
    due: Due,
}

/// The page of an actor.
pub fn page(store: &Store, ids: &Ids, as_of: Option<&Edtf>, level: fn(&str) -> Option<Level>) -> Result<Page> {
    let limit = Some(SHOWN);
    let sides = [ids.clone()];
    Ok(Page {
        kind: "actor",
        profile: profile(store, ids, SHOWN as i64)?,
        stories: of_actors(store, &listed(ids), limit)?,
        contacts: contacts_of(store, &ContactsQuestion { sides: &sides, since: None, as_of, limit }, level)?,
        said: said::of(store, ids, |_| true, false, limit)?,
        due: due_of(store, &DueQuestion { as_of, by: Some(ids), status: &[], within: None, limit })?,
    })
}

/// The page as text.
pub fn text(page: &Page) -> String {
    let known = |all: &[Known]| all.iter().map(|k| format!("{} ({})", k.told, k.stories)).collect::<Vec<_>>().join("; ");
    let ids = names(page.profile.ids.iter().take(SHOWN).map(String::as_str));
    let head = format!("{}  {ids}\n  named in stories: {}\n", page.profile.kind, known(&page.profile.names));
    let roles = known(&page.profile.roles);
    let roles = if roles.is_empty() { String::new() } else { format!("  told as: {roles}\n") };
    let parts = [
        ("stories", stories::text(&page.stories)),
        ("contacts", contacts::text(&page.contacts)),
        ("statements", said::text(&page.said)),
        ("promises", due::text(&page.due)),
    ];
    parts.into_iter().fold(head + &roles, |text, (heading, part)| format!("{text}\n{}\n{part}", heading.to_uppercase()))
}
