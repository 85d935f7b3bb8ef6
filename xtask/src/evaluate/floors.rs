//! The floors under the figures: `quality.toml` at the root of the workspace.
//!
//! Enters: the file and measured figures. Leaves: one line for every floor that is not met, with the value, the floor and where it stands.

use super::figure::Figure;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::path::Path;

/// One floor, or ceiling where less is better.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Floor {
    /// Area of the figure.
    area: String,
    /// Folder of the figure.
    folder: String,
    /// Metric of the figure.
    metric: String,
    /// Least value allowed.
    at_least: Option<f64>,
    /// Greatest value allowed.
    at_most: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Floors {
    floor: Vec<Floor>,
}

/// Every floor of the file.
pub fn read(path: &Path) -> Result<Vec<Floor>> {
    let text = std::fs::read_to_string(path).with_context(|| format!("can't read {}", path.display()))?;
    let floors: Floors = toml::from_str(&text).with_context(|| path.display().to_string())?;
    if let Some(bare) = floors.floor.iter().find(|f| f.at_least.is_none() && f.at_most.is_none()) {
        bail!("{}: {} {} {} has neither at_least nor at_most", path.display(), bare.area, bare.folder, bare.metric);
    }
    Ok(floors.floor)
}

/// What is not met among the floors of an area, figures that were not measured included.
pub fn missed(floors: &[Floor], area: &str, figures: &[Figure]) -> Vec<String> {
    floors.iter().filter(|f| f.area == area).filter_map(|floor| miss(floor, figures)).collect()
}

fn miss(floor: &Floor, figures: &[Figure]) -> Option<String> {
    let name = format!("{} {} {}", floor.area, floor.folder, floor.metric);
    let Some(figure) = figures.iter().find(|f| f.folder == floor.folder && f.metric == floor.metric) else {
        return Some(format!("{name}: was not measured; quality.toml sets a floor for it"));
    };
    let low =
        floor.at_least.filter(|least| figure.value < *least).map(|least| format!("{name}: {:.2} is below {least}", figure.value));
    let high =
        floor.at_most.filter(|most| figure.value > *most).map(|most| format!("{name}: {:.2} is above {most}", figure.value));
    let why = "; find what made it worse, or say in quality.toml why the floor moves";
    low.or(high).map(|fault| fault + why)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn floors(text: &str) -> Vec<Floor> {
        toml::from_str::<Floors>(text).unwrap().floor
    }

    fn figure(metric: &str, value: f64) -> Figure {
        Figure { area: "cases", folder: "cases".into(), metric: metric.into(), value, items: 9 }
    }

    const FLOORS: &str = r#"
        floor = [
            { area = "cases", folder = "cases", metric = "must", at_least = 60.0 },
            { area = "cases", folder = "cases", metric = "false discrepancies", at_most = 2.0 },
        ]"#;

    #[test]
    fn figures_at_the_floor_pass_and_those_beyond_are_named() {
        let floors = floors(FLOORS);
        assert!(missed(&floors, "cases", &[figure("must", 60.0), figure("false discrepancies", 2.0)]).is_empty());
        let told = missed(&floors, "cases", &[figure("must", 59.99), figure("false discrepancies", 3.0)]);
        assert!(told[0].starts_with("cases cases must: 59.99 is below 60"), "{told:?}");
        assert!(told[1].starts_with("cases cases false discrepancies: 3.00 is above 2"), "{told:?}");
    }

    #[test]
    fn a_figure_that_was_not_measured_is_a_miss_in_its_own_area_only() {
        let floors = floors(FLOORS);
        assert_eq!(missed(&floors, "cases", &[figure("must", 70.0)]).len(), 1);
        assert!(missed(&floors, "english", &[]).is_empty());
    }
}
