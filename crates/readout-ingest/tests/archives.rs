//! Web archives as a crawl leaves them: packed record by record, cut short, damaged, hostile.

mod common;

use common::{Folder, gzip};
use readout_ingest::input::{Ingested, Options, read_paths};
use readout_record::diagnostic::Severity;

/// A record of an archive.
fn record(kind: &str, url: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2031-06-03T10:00:00Z\r\nWARC-Target-URI: {url}\r\nContent-Type: application/http; msgtype={kind}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn answer(url: &str, status: &str, fields: &str, body: &[u8]) -> Vec<u8> {
    let block = [format!("HTTP/1.1 {status}\r\n{fields}\r\n\r\n").as_bytes(), body].concat();
    record("response", url, &block)
}

fn page(words: &str) -> Vec<u8> {
    format!("<!DOCTYPE html><html lang=en><head><title>{words}</title></head><body><article><h1>{words}</h1><p>The ministers of both states met on Monday and agreed to meet again, a spokesman said.</p><p>They spoke about the harbour for two hours.</p></article></body></html>").into_bytes()
}

const HTML: &str = "Content-Type: text/html; charset=utf-8";

/// A crawl: its own record, a request, three pages, a redirect, an image.
fn crawl() -> Vec<Vec<u8>> {
    vec![
        record("warcinfo", "", b"software: a crawler\r\n"),
        record("request", "https://post.example/a", b"GET /a HTTP/1.1\r\nHost: post.example\r\n\r\n"),
        answer("https://post.example/a", "200 OK", HTML, &page("Talks of the harbour end")),
        answer("https://post.example/b", "302 Found", "Location: /c", b""),
        answer("https://post.example/2031/06/02/c", "200 OK", HTML, &page("Talks of the strait begin")),
        answer("https://post.example/d.png", "200 OK", "Content-Type: image/png", b"\x89PNG\r\n\x1A\n\0"),
        answer(
            "https://wire.example/e",
            "200 OK",
            "Content-Type: text/html\r\nLast-Modified: Sun, 01 Jun 2031 09:00:00 GMT",
            &page("Talks of the ferry go on"),
        ),
    ]
}

fn titles(read: &Ingested) -> Vec<String> {
    read.documents.iter().map(|d| d.metadata.title.clone().unwrap_or_default()).collect()
}

#[test]
fn the_pages_of_an_archive_are_documents() {
    let folder = Folder::new();
    folder.write("plain.warc", &crawl().concat());
    folder.write("packed.warc.gz", &crawl().iter().flat_map(|r| gzip(r)).collect::<Vec<u8>>());
    folder.write("whole.warc.gz", &gzip(&crawl().concat()));
    folder.write("nameless", &gzip(&crawl().concat()));
    for name in ["plain.warc", "packed.warc.gz", "whole.warc.gz", "nameless"] {
        let read = folder.read(&[name]);
        assert_eq!(
            titles(&read),
            ["Talks of the harbour end", "Talks of the strait begin", "Talks of the ferry go on"],
            "{name}"
        );
        assert_eq!(folder.names(&read.documents), [3, 5, 7].map(|n| format!("{name}:{n}")));
        let dates: Vec<_> = read.documents.iter().map(|d| d.metadata.published.as_ref().map(|p| p.to_string())).collect();
        assert_eq!(dates, [Some("2031-06-03~".into()), Some("2031-06-02".into()), Some("2031-06-01~".into())], "{name}");
        assert_eq!(read.documents[0].metadata.url.as_deref(), Some("https://post.example/a"));
        assert_eq!(read.documents[2].metadata.publisher.as_deref(), Some("wire.example"));
        assert_eq!(read.diagnostics.len(), 1, "{:?}", read.diagnostics);
        assert_eq!(read.diagnostics[0].severity, Severity::Note);
        assert_eq!(read.diagnostics[0].message, "pages read: 3 of 7 records; 4 hold no page");
    }
}

#[test]
fn an_archive_that_is_cut_short_is_told_and_what_stands_before_is_kept() {
    let whole = crawl().concat();
    let packed: Vec<u8> = crawl().iter().flat_map(|r| gzip(r)).collect();
    for (name, bytes) in [("a.warc", &whole[..whole.len() - 60]), ("a.warc.gz", &packed[..packed.len() - 60])] {
        let folder = Folder::new();
        folder.write(name, bytes);
        let read = folder.read(&[name]);
        assert_eq!(titles(&read), ["Talks of the harbour end", "Talks of the strait begin"], "{name}");
        let errors: Vec<_> = read.diagnostics.iter().filter(|d| d.severity == Severity::Error).collect();
        assert_eq!(errors.len(), 1, "{:?}", read.diagnostics);
        assert_eq!(folder.local(&errors[0].input), name);
        assert!(errors[0].message.starts_with("is cut short in record 7 (https://wire.example/e: "), "{}", errors[0].message);
        assert!(errors[0].message.ends_with("; the 6 records before it are kept"), "{}", errors[0].message);
    }
}

#[test]
fn damage_in_the_packing_costs_only_what_follows() {
    let mut packed: Vec<u8> = crawl().iter().flat_map(|r| gzip(r)).collect();
    let at = crawl()[..4].iter().map(|r| gzip(r).len()).sum::<usize>();
    packed[at..at + 4].copy_from_slice(b"oops");
    let folder = Folder::new();
    folder.write("a.warc.gz", &packed);
    let read = folder.read(&["a.warc.gz"]);
    assert_eq!(titles(&read), ["Talks of the harbour end"]);
    assert!(read.diagnostics.iter().any(|d| d.message.starts_with("is damaged at record 5 (")), "{:?}", read.diagnostics);
}

#[test]
fn codings_of_an_answer_are_undone_and_its_charset_is_heeded() {
    let cyrillic =
        [&b"<html><body><p>"[..], &[0xCC, 0xE8, 0xED, 0xE8, 0xF1, 0xF2, 0xF0, 0xFB].repeat(6), b"</p></body></html>"].concat();
    let packed = gzip(&page("Talks of the harbour end"));
    let chunks = [format!("{:x}\r\n", packed.len()).as_bytes(), &packed, b"\r\n0\r\n\r\n"].concat();
    let archive = [
        answer("https://a.example/1", "200 OK", "Content-Type: text/html; charset=windows-1251", &cyrillic),
        answer(
            "https://a.example/2",
            "200 OK",
            &format!("{HTML}\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked"),
            &chunks,
        ),
        answer("https://a.example/3", "200 OK", &format!("{HTML}\r\nContent-Encoding: gzip"), &page("Talks of the strait begin")),
        answer("https://a.example/4", "200 OK", &format!("{HTML}\r\nContent-Encoding: br"), b"\xFF\xFE\x03\x91\x92"),
        answer("https://a.example/5", "200 OK", HTML, b"<html><body><script>x</script></body></html>"),
    ];
    let folder = Folder::new();
    folder.write("a.warc", &archive.concat());
    let read = folder.read(&["a.warc"]);
    assert!(read.documents[0].text.contains("Министры"), "{}", read.documents[0].text);
    assert_eq!(titles(&read)[1..], ["Talks of the harbour end", "Talks of the strait begin"]);
    let told: Vec<_> = read.diagnostics.iter().map(|d| (folder.local(&d.input), d.message.clone())).collect();
    assert!(told.iter().any(|(at, m)| at == "a.warc:4" && m.contains("Brotli")), "{told:?}");
    assert!(told.iter().any(|(at, m)| at == "a.warc" && m.contains("1 page has no report in it (record 5)")), "{told:?}");
}

#[test]
fn limits_hold_for_each_page_and_not_for_the_archive() {
    let bomb = gzip(&vec![b'a'; 4 << 20]);
    let mut records = crawl();
    records.push(answer("https://a.example/bomb", "200 OK", &format!("{HTML}\r\nContent-Encoding: gzip"), &bomb));
    records.push(answer("https://a.example/large", "200 OK", HTML, &vec![b'a'; 2 << 20]));
    records.push(answer("https://a.example/last", "200 OK", HTML, &page("Talks of the pier begin")));
    let folder = Folder::new();
    folder.write("a.warc.gz", &records.iter().flat_map(|r| gzip(r)).collect::<Vec<u8>>());
    let read = read_paths(&folder.paths(&["a.warc.gz"]), &Options { max_bytes: 1 << 20, ..Options::default() });
    assert_eq!(titles(&read).last().map(String::as_str), Some("Talks of the pier begin"));
    let told: Vec<_> = read.diagnostics.iter().map(|d| (folder.local(&d.input), d.message.clone())).collect();
    assert!(told.iter().any(|(at, m)| at == "a.warc.gz:8" && m == "is larger than 1 MiB (unpacked)"), "{told:?}");
    assert!(told.iter().any(|(at, m)| at == "a.warc.gz:9" && m.contains("more than 1 MiB; it is left out")), "{told:?}");
}

#[test]
fn what_only_bears_the_name_is_told() {
    let folder = Folder::new();
    folder.write("a.warc", b"Talks end\n\nThe ministers met on Monday.");
    folder.write("empty.warc", &record("warcinfo", "", b"software: a crawler\r\n"));
    let read = folder.read(&["a.warc", "empty.warc"]);
    let told: Vec<_> = read.diagnostics.iter().map(|d| (d.severity, d.message.as_str())).collect();
    assert_eq!(told[0], (Severity::Error, "is no web archive, though its name ends in .warc"));
    assert_eq!(told[1], (Severity::Error, "pages read: 0 of 1 records; 1 hold no page"));
}
