//! The page: what it holds, and what happens when it is used in a real browser.
//!
//! Enters: the records of `common`. Leaves: checks of the text of the page, and of clicks, keys, phones and hostile reports in Chromium.

mod common;

use common::browser::{Browser, DESK, ENTER, PHONE, Window};
use readout_record::check::Checked;
use readout_render::format::{Format, TerminalOptions};
use readout_render::formats::html::Html;
use serde_json::json;
use std::path::PathBuf;

/// What every mark of a page must be: found by its line, made of exactly the words, none of them empty.
const MARKS: &str = "
    const squeeze = (text) => text.replace(/\\s+/g, ' ').trim();
    const links = [...document.querySelectorAll('#record a[href^=\"#m\"]')];
    const lost = links.filter((a) => !document.getElementById(a.hash.slice(1)));
    const bare = [...document.querySelectorAll('#record .line, #record .side')].filter((li) => !li.querySelector('a.go[href]'));
    const wrong = [...document.querySelectorAll('#record .line')].filter((li) => {
        const quotes = [...li.querySelectorAll(':scope > .go q')].map((q) => squeeze(q.textContent));
        const marks = [...li.querySelectorAll(':scope > .refs a')].map((a) =>
            squeeze([...document.querySelectorAll(`[data-m=\"${a.hash.slice(2)}\"]`)].map((m) => m.textContent).join(' ')));
        return quotes.some((q) => !marks.some((m) => m.replace(/ /g, '').includes(q.replace(/ /g, ''))));
    });
    return [links.length > 0, lost.length, bare.length, wrong.map((li) => li.textContent)];";

fn html(record: &Checked) -> String {
    Html.render(record, TerminalOptions::default())
}

/// The page as a file, and its address.
fn page(name: &str, record: &Checked) -> String {
    let path: PathBuf = std::env::temp_dir().join(format!("readout-{}-{name}.html", std::process::id()));
    std::fs::write(&path, html(record)).expect("the page is written");
    format!("file://{}", path.display())
}

#[test]
fn the_page_fetches_nothing_and_allows_nothing_but_itself() {
    let page = html(&common::talks());
    for outside in ["http:", "https:", "src=", "@import", "url(", "<link", "<iframe", "<base"] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("default-src 'none'") && !page.contains("unsafe-inline"));
    assert_eq!(page, html(&common::talks()), "the same bytes again");
}

#[test]
fn hostile_text_stays_text() {
    let page = html(&common::hostile());
    assert_eq!(page.matches("<script").count(), 1, "the page's own");
    for broken_out in ["<img", "<style>*", "<!-- ]]", "<b>", "href=\"javascript", "href='javascript", "\u{202e}", "\u{1b}"] {
        assert!(!page.contains(broken_out), "{broken_out}");
    }
    assert!(page.contains("&lt;script&gt;document.title=&#39;pwned&#39;&lt;/script&gt;"));
}

#[test]
fn a_click_on_a_line_opens_its_words() {
    let Some(browser) = Browser::open(DESK) else { return };
    browser.go(&page("click", &common::talks()));
    assert_eq!(browser.run(MARKS), json!([true, 0, 0, []]));
    browser.click("section.promised .line .go");
    browser.wait("document.querySelector('mark.on') !== null");
    let seen = browser.run(
        "const mark = document.querySelector('mark.on'); const box = mark.getBoundingClientRect();
         return [mark.textContent, box.top > 0 && box.bottom < innerHeight, document.querySelectorAll('section.promised .line.on').length,
                 getComputedStyle(mark).backgroundColor !== 'rgba(0, 0, 0, 0)', document.documentElement.scrollWidth <= innerWidth];",
    );
    let words = "The two leaders agreed that the sluices of the Tarn dam will stay open for thirty days";
    assert_eq!(seen, json!([words, true, 1, true, true]));
}

#[test]
fn enter_opens_the_words_and_a_click_on_them_leads_back() {
    let Some(browser) = Browser::open(DESK) else { return };
    browser.go(&page("keys", &common::talks()));
    browser.type_on("section.said .line:nth-child(2) .go", ENTER);
    browser.wait("document.querySelector('mark.on') !== null");
    assert_eq!(
        browser.run("return document.querySelector('mark.on').textContent"),
        "Karsovian engineers had closed the northern sluice"
    );
    browser.click("#d3 p:last-of-type mark");
    let line =
        browser.run("return [document.activeElement.closest('main') !== null, document.activeElement.hash === location.hash]");
    assert_eq!(line, json!([true, true]));
}

#[test]
fn without_scripts_the_browser_itself_marks_the_words() {
    let Some(browser) = Browser::open(Window { scripts: false, ..DESK }) else { return };
    let page = page("plain", &common::hostile());
    browser.go(&page);
    let plain = browser.css("#m1", "background-color");
    browser.click(".summary .go");
    assert_ne!(browser.css("#m1", "background-color"), plain, "the words are marked");
    assert_eq!(
        browser.css("#d1 p:last-of-type mark", "background-color"),
        browser.css("#m1", "background-color"),
        "in all their pieces"
    );
}

#[test]
fn on_a_phone_the_words_come_up_over_the_record() {
    let Some(browser) = Browser::open(PHONE) else { return };
    browser.go(&page("phone", &common::talks()));
    assert_eq!(
        browser.run("return document.documentElement.scrollWidth <= innerWidth && innerWidth === 400"),
        true,
        "nothing sticks out"
    );
    browser.click("section.open .line .go");
    browser.wait("document.querySelector('mark.on') !== null");
    let seen = "const mark = document.querySelector('mark.on').getBoundingClientRect(), line = document.querySelector('.line.on').getBoundingClientRect();
                return [mark.top > innerHeight / 3 && mark.bottom < innerHeight, line.top >= 0 && line.top < innerHeight];";
    assert_eq!(browser.run(seen), json!([true, true]));
    browser.click("#reports .close");
    browser.wait("location.hash.startsWith('#l')");
    let closed =
        "return [location.hash.startsWith('#l'), getComputedStyle(document.getElementById('reports')).position === 'fixed',
                          document.getElementById(location.hash.slice(1)).getBoundingClientRect().top < innerHeight];";
    assert_eq!(browser.run(closed), json!([true, false, true]));
}

#[test]
fn hostile_reports_run_nothing() {
    let Some(browser) = Browser::open(DESK) else { return };
    browser.go(&page("hostile", &common::hostile()));
    assert!(browser.title().starts_with("Pact <script>document.title='pwned'</script>"), "{}", browser.title());
    let seen = browser.run(
        "return [document.scripts.length, document.images.length, performance.getEntriesByType('resource').length,
                 document.querySelectorAll('a[href^=\"javascript\"]').length, document.querySelectorAll('.report').length]",
    );
    assert_eq!(seen, json!([1, 0, 0, 0, 1]));
    assert_eq!(browser.run(MARKS), json!([true, 0, 0, []]));
    browser.click("section.open .line:nth-child(2) .go");
    browser.wait("document.querySelector('mark.on') !== null");
    let crossing = browser.run("return [...document.querySelectorAll('mark.on')].map((m) => m.textContent).join('')");
    assert!(
        crossing.as_str().is_some_and(|t| t.starts_with("no” |") && t.ends_with("<a href='javascript:document.title=1'>")),
        "{crossing}"
    );
}
