//! Real files of every format, read from disk as a user gives them.

mod common;

use common::Folder;
use readout_ingest::input::Options;
use readout_record::diagnostic::Severity;

const TEXT: &str = "Published: 2024-09-10\nSource: Harbour Post\n\nTalks end in Tarsk\n\nThe ministers of both states met on Monday.\n\nNo time to read?\nGet a summary\n\nThey agreed to meet again in May.\n";
const MARKDOWN: &str = "---\ntitle: Talks end in Tarsk\npublisher: Harbour Post\ndate: 2024-09-10\n---\n\n# Talks end in Tarsk\n\nThe ministers of *both* states met\non Monday.\n\nThey agreed to [meet again](https://a.example) in May.\n";
const HTML: &str = r##"<!DOCTYPE html><html lang="en"><head><title>Talks end in Tarsk | Harbour Post</title><meta property="og:site_name" content="Harbour Post">
<meta property="article:published_time" content="2024-09-10"></head><body><nav><a href="/">Home</a> <a href="/w">World</a></nav>
<article><h1>Talks end in Tarsk</h1><p>The ministers of both states met on Monday.</p><div class="share"><a href="#">Share on Facebook</a></div>
<p>They agreed to meet again in May.</p></article><aside><h4>Most read</h4><a href="/1">Ten soups for the winter</a></aside></body></html>"##;
const JSON: &str = r#"{"title": "Talks end in Tarsk", "publisher": "Harbour Post", "published": "2024-09-10", "text": "The ministers of both states met on Monday.\n\nThey agreed to meet again in May."}"#;
const RESULT: &str = "Talks end in Tarsk\n\nThe ministers of both states met on Monday.\n\nThey agreed to meet again in May.";

#[test]
fn every_format_gives_the_same_document() {
    for (name, content) in [
        ("a.txt", TEXT),
        ("a.md", MARKDOWN),
        ("a.html", HTML),
        ("a.htm", HTML),
        ("a.json", JSON),
        ("a.jsonl", JSON),
        ("a.ndjson", JSON),
    ] {
        for packed in [false, true] {
            let folder = Folder::new();
            let name = if packed { format!("{name}.gz") } else { name.to_owned() };
            folder.write(&name, &if packed { common::gzip(content.as_bytes()) } else { content.as_bytes().to_vec() });
            let read = folder.read(&[&name]);
            assert_eq!(read.diagnostics, [], "{name}");
            let document = &read.documents[0];
            assert_eq!(document.text, RESULT, "{name}");
            assert_eq!(document.metadata.title.as_deref(), Some("Talks end in Tarsk"), "{name}");
            assert_eq!(document.metadata.publisher.as_deref(), Some("Harbour Post"), "{name}");
            assert_eq!(document.metadata.published.as_ref().map(|p| p.as_str()), Some("2024-09-10"), "{name}");
            assert_eq!(document.language, "en", "{name}");
        }
    }
}

#[test]
fn formats_with_one_content_are_one_document() {
    let folder = Folder::new();
    for (name, content) in [("b.txt", TEXT), ("a.md", MARKDOWN), ("sub/c.json", JSON)] {
        folder.write(name, content.as_bytes());
    }
    let read = folder.read(&["."]);
    assert_eq!(read.documents.len(), 1);
    assert_eq!(folder.names(&read.documents), ["a.md"]);
    assert_eq!(read.documents[0].also_at.iter().map(|p| folder.local(p)).collect::<Vec<_>>(), ["b.txt", "sub/c.json"]);
}

#[test]
fn standard_input_shows_its_format() {
    for content in [TEXT, MARKDOWN, HTML, JSON] {
        let options = Options { stdin: Some(content.as_bytes().to_vec()), ..Options::default() };
        let read = readout_ingest::input::read_paths(&["-".into()], &options);
        assert_eq!(read.documents[0].text, RESULT);
        assert_eq!(read.documents[0].path, "-");
    }
}

#[test]
fn kept_pieces_cut_the_same_words_from_the_input() {
    let folder = Folder::new();
    for (name, content) in [("crlf.txt", TEXT.replace('\n', "\r\n")), ("a.txt", TEXT.to_owned()), ("a.md", MARKDOWN.to_owned())] {
        folder.write(name, content.as_bytes());
        let document = &folder.read(&[name]).documents[0];
        assert!(!document.kept.is_empty());
        let places: usize = document.kept.iter().map(|k| k.len as usize).sum();
        assert!(places * 10 >= document.text.len() * 9, "{name}: nearly all words have their place");
        for k in &document.kept {
            let words = &document.text[k.text as usize..(k.text + k.len) as usize];
            assert_eq!(words, &content[k.input as usize..(k.input + k.len) as usize], "{name}");
        }
    }
}

#[test]
fn lines_of_json_have_their_number_and_bad_ones_are_told() {
    let folder = Folder::new();
    let lines = "{\"id\": \"x\", \"text\": \"They met on Monday and parted.\"}\n\n{\"title\": \"No text\"}\n{\"text\": \"They met again on Friday.\"\n{\"text\": \"They signed the paper on Sunday.\"}\n";
    folder.write("a.jsonl", lines.as_bytes());
    let read = folder.read(&["a.jsonl"]);
    assert_eq!(folder.names(&read.documents), ["a.jsonl:1", "a.jsonl:5"]);
    assert!(read.documents[0].id.starts_with("d-"), "the id comes from the content");
    let told: Vec<String> = read.diagnostics.iter().map(|d| folder.local(&d.input)).collect();
    assert_eq!(told, ["a.jsonl:3", "a.jsonl:4"]);
    assert!(read.diagnostics.iter().all(|d| d.severity == Severity::Error && !d.remedy.is_empty()));
}

#[test]
fn raw_reading_takes_the_text_as_it_is() {
    let folder = Folder::new();
    folder.write(
        "a.jsonl",
        b"{\"id\": \"x-1\", \"text\": \"Advertisement\\r\\n They  met.\"}\n{\"text\": \"b\"}\n{\"id\": 7, \"text\": \"c\"}\n",
    );
    folder.write("a.txt", TEXT.as_bytes());
    let raw = folder.raw("a.jsonl");
    let texts: Vec<(String, &str)> = raw.texts.iter().map(|t| (folder.local(&t.id), t.text.as_str())).collect();
    assert_eq!(texts, [("x-1".into(), "Advertisement\r\n They  met."), ("a.jsonl:2".into(), "b"), ("7".into(), "c")]);
    assert_eq!(folder.raw("a.txt").texts[0].text, TEXT);
}

#[test]
fn charsets_and_wide_characters_are_read() {
    let folder = Folder::new();
    let wide: Vec<u8> = std::iter::once(0xFEFF)
        .chain("Talks end in Tarsk\r\n\r\nThe ministers met on Monday – at last.".encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    folder.write("wide.txt", &wide);
    folder.write("old.html", b"<html><head><meta charset=windows-1252><title>The caf\xE9 talks in Tarsk</title></head><body><p>The ministers met in the caf\xE9 on Monday and said \x93yes\x94 to the paper of the League.</p></body></html>");
    let read = folder.read(&["."]);
    assert_eq!(read.documents[0].metadata.title.as_deref(), Some("The café talks in Tarsk"));
    assert!(read.documents[0].text.ends_with("said “yes” to the paper of the League."), "{}", read.documents[0].text);
    assert!(read.documents[1].text.ends_with("Monday – at last."));
}

#[test]
fn a_foreign_report_stays_and_is_told() {
    let folder = Folder::new();
    folder.write(
        "a.txt",
        "Les deux présidents se sont entretenus par téléphone pendant une heure et ont convenu de poursuivre les négociations."
            .as_bytes(),
    );
    let read = folder.read(&["a.txt"]);
    assert_eq!(read.documents[0].language, "fr");
    assert!(!read.documents[0].is_english());
    assert_eq!(read.diagnostics[0].severity, Severity::Note);
    assert!(read.diagnostics[0].to_string().contains("is not in English (language fr)"));
}
