//! Order: scores to weights between 0 and 1, and lists sorted by them.
//!
//! Enters: entries with scores. Leaves: ranked lists. What matters how much to a reader stands here, in one place.

use readout_record::kind::{EventType, Reality};

/// Three decimals: enough to rank, and the same on every machine.
pub fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// Sorts entries by score, highest first, ties by `key`, and gives each its weight: the score as a share of the highest.
pub fn ranked<T, K: Ord>(mut entries: Vec<(f64, T)>, key: impl Fn(&T) -> K, mut weigh: impl FnMut(&mut T, f64)) -> Vec<T> {
    let top = entries.iter().map(|(score, _)| *score).fold(f64::MIN_POSITIVE, f64::max);
    for (score, _) in &mut entries {
        *score = rounded((*score / top).clamp(0.0, 1.0));
    }
    entries.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| key(&a.1).cmp(&key(&b.1))));
    let with_weight = entries.into_iter().map(|(score, mut entry)| {
        weigh(&mut entry, score);
        entry
    });
    with_weight.collect()
}

/// How much an event of a type matters to a reader of negotiations.
pub fn importance(kind: EventType) -> f64 {
    use EventType::*;
    match kind {
        PhoneCall | VideoCall | Meeting | Summit | Negotiation => 1.0,
        Agreement | Signing | Ceasefire | PrisonerExchange | Withdrawal | Release => 0.95,
        Invitation | Attack | Invasion | Mediation => 0.85,
        Visit | Sanction | Expulsion | Aid | Threat | Vote => 0.75,
        Arrest | Trial | Appointment | Resignation | Protest | Death => 0.6,
        Statement | Publication | Other => 0.45,
    }
}

/// How much the reality of an event counts.
pub fn certainty(reality: Reality) -> f64 {
    match reality {
        Reality::Happened | Reality::UnderWay => 1.0,
        Reality::Planned => 0.9,
        Reality::Denied => 0.8,
        Reality::Proposed => 0.75,
        Reality::Possible => 0.5,
    }
}
