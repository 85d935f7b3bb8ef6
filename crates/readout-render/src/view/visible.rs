//! Characters that a reader does not see but a terminal or a browser obeys: controls, direction overrides, tags.
//!
//! Enters: text of a report, which may be hostile. Leaves: the same text with each such character shown by its code.

use std::borrow::Cow;

/// Whether the character acts on how text is shown without being seen. White space is none of them.
pub fn acts_unseen(c: char) -> bool {
    let control = c.is_control() && !c.is_whitespace();
    let direction = matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    control || direction || matches!(c, '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// The code of a character: `U+202E`.
pub fn code(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// The text with each such character as `⟨U+202E⟩`.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(acts_unseen) {
        return Cow::Borrowed(text);
    }
    let shown = |c: char| if acts_unseen(c) { format!("⟨{}⟩", code(c)) } else { c.to_string() };
    Cow::Owned(text.chars().map(shown).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_overrides_are_shown_and_scripts_stay() {
        assert_eq!(visible("\u{1b}[31mred\u{202e}"), "⟨U+001B⟩[31mred⟨U+202E⟩");
        assert_eq!(visible("Київ, القاهرة\n"), "Київ, القاهرة\n");
    }
}
