//! Long numbered lists, the rest behind a fold.
//!
//! Enters: list items as HTML. Leaves: the list, numbered throughout.

/// The items, the first `shown` of them in sight.
pub fn numbered(items: &[String], shown: usize) -> String {
    let (first, rest) = items.split_at(items.len().min(shown));
    let mut out = format!("<ol>\n{}</ol>\n", first.concat());
    if !rest.is_empty() {
        let start = first.len() + 1;
        out += &format!(
            "<details><summary>{} more</summary>\n<ol start=\"{start}\">\n{}</ol></details>\n",
            rest.len(),
            rest.concat()
        );
    }
    out
}
