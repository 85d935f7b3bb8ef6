//! Web pages: main text and metadata.
//!
//! Enters: decoded HTML, whatever it is. Leaves: a draft with headline, body and metadata. It leaves alone: where the words stood in the page,
//! since entities and tags stand between them.

pub mod depth;
pub mod json_ld;
pub mod main_text;
pub mod metadata;
pub mod prune;
pub mod recover;
pub mod words;

use crate::draft::Draft;
use crate::traced::Traced;
use scraper::Html;

/// The draft of a page.
pub fn read(input: &str) -> Draft {
    let tame = depth::tamed(input);
    let page = Html::parse_document(&tame);
    let about = metadata::of(&page);
    let body = main_text::of(page);
    Draft {
        metadata: about.metadata,
        title: about.title.as_deref().map(Traced::made),
        body: Traced::made(&body),
        language: about.language,
        number: None,
    }
}

/// The draft of a piece of HTML that is known to be a report alone, such as the `html` of a JSON object; a whole page is read as one.
pub fn fragment(input: &str) -> Draft {
    let head: String = input.chars().take(2000).collect::<String>().to_ascii_lowercase();
    if head.contains("<html") || head.contains("<body") || head.contains("<!doctype") {
        return read(input);
    }
    let tame = depth::tamed(input);
    let body = words::of_page(&Html::parse_document(&tame));
    Draft { body: Traced::made(&body), ..Draft::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fragment_is_a_report_and_nothing_is_cut_but_tags() {
        let draft = fragment("<p>They met on <b>Monday</b>.</p><ul><li>One</li><li>Two</li></ul><script>alert(1)</script>");
        assert_eq!(draft.body.as_str(), "They met on Monday.\n\nOne\nTwo");
    }
}
