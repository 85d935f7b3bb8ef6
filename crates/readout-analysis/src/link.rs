//! From mentions to instances: which mentions are one actor, one event, one commitment; where accounts cannot both hold.
//!
//! Enters: what was extracted from every document. Leaves: instances that list mentions. It leaves alone: order, weights and words for readers.

pub mod actors;
pub mod akin;
pub mod archive;
pub mod bodies;
pub mod body;
pub mod claims;
pub mod contrasts;
pub mod copies;
pub mod discrepancies;
pub mod events;
pub mod follow_ups;
pub mod issuer;
pub mod keys;
pub mod kinds;
pub mod linkage;
pub mod meanings;
pub mod name;
pub mod origin;
pub mod persons;
pub mod rewording;
pub mod same_event;
pub mod scopes;
pub mod stories;
pub mod subsequence;
pub mod tellings;
pub mod wording;
