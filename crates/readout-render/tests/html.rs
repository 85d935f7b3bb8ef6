//! x
mod common;
use readout_render::format::{Format, TerminalOptions};
use readout_render::formats::html::Html;
#[test]
fn dump() {
    std::fs::write("/tmp/render/talks.html", Html.render(&common::talks(), TerminalOptions::default())).unwrap();
    std::fs::write("/tmp/render/hostile.html", Html.render(&common::hostile(), TerminalOptions::default())).unwrap();
}
