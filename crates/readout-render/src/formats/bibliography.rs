//! The documents as entries of a bibliography: what BibTeX and CSL-JSON share.
//!
//! Enters: a document. Leaves: its web address where it has one, and a note on what it copies or credits and where it was read.

use readout_record::record::DocumentEntry;

/// The address, where it is one of the web; others could run something.
pub fn web_address(document: &DocumentEntry) -> Option<&str> {
    let url = document.url.as_deref()?;
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let sound = !rest.is_empty()
        && !url.contains(|c: char| c.is_control() || c.is_whitespace() || matches!(c, '"' | '<' | '>' | '{' | '}' | '\\'));
    sound.then_some(url)
}

/// `Credits Northern Wire. Copy of d-3. Read from reports/a.html.`
pub fn note(document: &DocumentEntry) -> String {
    let credits = document.origin.iter().map(|origin| format!("Credits {origin}. "));
    let copy = document.copy_of.iter().map(|id| format!("Copy of {id}. "));
    credits.chain(copy).chain([format!("Read from {}.", document.path)]).collect()
}
