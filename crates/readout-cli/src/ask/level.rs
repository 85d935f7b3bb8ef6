//! How high the holder of an office stands.
//!
//! Enters: an office as a report names it. Leaves: a level, where the lists of titles tell one. It leaves alone: whose office it is.

use readout_analysis::knowledge::{TitleKind, title};
use readout_store::questions::contacts::Level;

/// The level of an office. A deputy stands one below; of former ones nothing is told.
pub fn of(office: &str) -> Option<Level> {
    let office = office.to_lowercase();
    let office = office.trim();
    let found = title(office)?;
    let prefixed = !office.starts_with(found.name.trim_end_matches('s')) || found.name.starts_with("vice");
    let former = office.starts_with("former") || office.starts_with("ex-");
    match found.kind {
        _ if former => None,
        TitleKind::Head if !prefixed => Some(Level::Leaders),
        TitleKind::Head => Some(Level::Ministers),
        TitleKind::Minister if !prefixed => Some(Level::Ministers),
        TitleKind::Minister | TitleKind::Diplomat | TitleKind::Military | TitleKind::Official => Some(Level::Officials),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deputies_stand_below_and_former_holders_nowhere() {
        assert_eq!(of("Prime Minister"), Some(Level::Leaders));
        assert_eq!(of("Vice President"), Some(Level::Ministers));
        assert_eq!(of("Foreign Minister"), Some(Level::Ministers));
        assert_eq!(of("deputy foreign minister"), Some(Level::Officials));
        assert_eq!(of("ambassador"), Some(Level::Officials));
        assert_eq!(of("former president"), None);
        assert_eq!(of("spokesperson"), None);
    }
}
