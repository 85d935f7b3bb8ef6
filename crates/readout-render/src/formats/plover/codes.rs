//! The terms of the PLOVER ontology for the event types and the reality of the record.
//!
//! Enters: the record's vocabulary. Leaves: codes, modes, contexts, quad codes. The codes are those of `readout-analysis/rules/events`, which a
//! test of the program holds them to.

use readout_record::kind::{EventType, Reality};

/// Root code of an event type; `None` for what the ontology has no code for.
pub fn code(kind: EventType) -> Option<&'static str> {
    Some(match kind {
        EventType::Agreement | EventType::Ceasefire | EventType::Invitation => "AGREE",
        EventType::PhoneCall | EventType::VideoCall | EventType::Meeting | EventType::Visit | EventType::Summit => "CONSULT",
        EventType::Negotiation | EventType::Mediation => "CONSULT",
        EventType::Signing => "SUPPORT",
        EventType::Resignation => "CONCEDE",
        EventType::Appointment | EventType::Publication | EventType::Vote => "COOPERATE",
        EventType::Aid => "AID",
        EventType::Withdrawal | EventType::PrisonerExchange | EventType::Release => "RETREAT",
        EventType::Threat => "THREATEN",
        EventType::Protest => "PROTEST",
        EventType::Sanction | EventType::Expulsion => "SANCTION",
        EventType::Arrest | EventType::Trial => "COERCE",
        EventType::Attack | EventType::Death => "ASSAULT",
        EventType::Invasion => "FIGHT",
        EventType::Statement | EventType::Other => return None,
    })
}

/// How it was done, where the type alone says so.
pub fn mode(kind: EventType) -> Option<&'static str> {
    match kind {
        EventType::PhoneCall | EventType::VideoCall => Some("phone"),
        EventType::Visit => Some("visit"),
        EventType::Withdrawal => Some("withdraw"),
        EventType::PrisonerExchange | EventType::Release => Some("release"),
        EventType::Resignation => Some("resign"),
        EventType::Arrest => Some("arrest"),
        _ => None,
    }
}

/// PLOVER's contexts for what has not, or not surely, taken place.
pub fn context(reality: Reality) -> Option<&'static str> {
    match reality {
        Reality::Planned => Some("future"),
        Reality::Proposed | Reality::Possible => Some("hypothetical"),
        Reality::Denied => Some("negation"),
        Reality::Happened | Reality::UnderWay => None,
    }
}

/// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
pub fn quad(code: &str) -> u8 {
    match code {
        "AGREE" | "CONSULT" | "SUPPORT" | "CONCEDE" => 1,
        "COOPERATE" | "AID" | "RETREAT" => 2,
        "THREATEN" | "SANCTION" => 3,
        _ => 4,
    }
}
