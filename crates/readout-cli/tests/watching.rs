//! Watching as a desk does it: the program against a server on loopback, its store, its posts and its feed.
//!
//! Enters: feeds, sitemaps and pages of invented talks. Leaves: what a user and a receiver see, also after a failure and a stop.

#[path = "../../readout-fetch/tests/common/mod.rs"]
mod common;

use assert_cmd::Command;
use common::{Reply, Request, Server, html, reply};
use std::fs;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const CALL: &str = "<p>President Ilsa Marrow of Lethmark and Chancellor Teodor Venn of Karsovia talked by telephone for 90 minutes on Tuesday, officials said.</p><p>Marrow will open the locks by 30 June, her office said.</p>";

fn page(title: &str, date: &str, body: &str) -> Reply {
    html(&format!(
        "<!DOCTYPE html><html lang=en><head><title>{title}</title><meta property=\"og:site_name\" content=\"Northern Wire\"><meta property=\"article:published_time\" content=\"{date}\"></head><body><article><h1>{title}</h1>{body}</article></body></html>"
    ))
}

fn feed(root: &str, paths: &[&str]) -> String {
    let items: Vec<String> = paths.iter().map(|p| format!("<item><title>{p}</title><link>{root}{p}</link></item>")).collect();
    format!("<rss version=\"2.0\"><channel><title>Wire</title>{}</channel></rss>", items.concat())
}

/// A folder with a file of sources.
struct Desk(TempDir);

impl Desk {
    fn new(config: &str) -> Desk {
        let desk = Desk(TempDir::new().expect("a folder"));
        fs::write(desk.path("desk.toml"), config).expect("a file");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn watch(&self, args: &[&str]) -> (i32, String, String) {
        self.run(&[&["watch", "desk.toml", "--once"], args].concat())
    }

    fn run(&self, args: &[&str]) -> (i32, String, String) {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("readout"));
        let command =
            command.current_dir(self.0.path()).env("READOUT_WEBHOOK_SECRET", "key").env("XDG_DATA_HOME", self.path("data"));
        let output = command.args(args).output().expect("the program");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
    }
}

const ALLOWED: [&str; 2] = ["--allow-address", "127.0.0.1"];

/// Sources with short limits.
fn config(sources: &str) -> String {
    format!(
        "store = \"talks.sqlite\"\n[fetch]\ndelay = \"1ms\"\ntime = \"5s\"\npatience = \"50ms\"\nmax_kib = 64\nallow_addresses = [\"127.0.0.1\"]\n{sources}"
    )
}

/// A server whose pages know their own root.
fn server(answer: impl Fn(&str, &Request) -> Reply + Send + Sync + 'static) -> Server {
    Server::new(move |request| {
        let root = format!("http://{}", request.field("host").unwrap_or_default());
        if request.path == "/robots.txt" { reply(404, "", "") } else { answer(&root, request) }
    })
}

/// The file in the README, with its hosts at the test server.
#[test]
fn the_file_in_the_readme_is_watched_and_everything_is_told_once() {
    let server = server(|root, r| match (r.path.as_str(), r.field("if-none-match")) {
        ("/world.rss", Some("\"1\"")) => reply(304, "", ""),
        ("/world.rss", _) => reply(200, "ETag: \"1\"\r\nContent-Type: application/rss+xml", feed(root, &["/call"])),
        ("/sitemap.xml", _) => reply(
            200,
            "",
            format!(
                "<urlset><url><loc>{root}/old</loc><lastmod>2031-05-01</lastmod></url><url><loc>{root}/answer</loc><lastmod>2031-06-04</lastmod></url></urlset>"
            ),
        ),
        ("/call", _) => page("Leaders of Lethmark and Karsovia talk", "2031-06-03", CALL),
        ("/answer", _) => page(
            "Karsovia on the talk of its Chancellor",
            "2031-06-04",
            "<p>Chancellor Teodor Venn and President Ilsa Marrow of Lethmark talked by telephone on Tuesday, the ministry of Karsovia said. The Chancellor invited the President to Karsovia.</p>",
        ),
        ("/hook", _) => reply(204, "", ""),
        _ => reply(404, "", ""),
    });
    let readme = include_str!("../../../README.md");
    let example = readme
        .split_once("## Watching")
        .and_then(|(_, rest)| rest.split("```toml\n").nth(1))
        .and_then(|rest| rest.split("```").next());
    let example = example.expect("the README shows a file").replace("delay = \"2s\"", "delay = \"1ms\"");
    let hosts = ["https://post.example", "https://ministry.example", "https://desk.example"];
    let desk = Desk::new(&hosts.iter().fold(example, |text, host| text.replace(host, &server.root)));
    fs::create_dir(desk.path("incoming")).expect("a folder");
    fs::write(desk.path("incoming/note.txt"), "Published: 2031-06-05\nSource: Harbour Post\n\nFerries to run again\n\nThe ferry company of Port Sorrel will run its boats again from Monday.\n").expect("a file");

    let (status, out, err) = desk.watch(&ALLOWED);
    assert_eq!((status, err.as_str()), (0, ""));
    for words in [
        "Leaders of Lethmark and Karsovia talk – Northern Wire, 2031-06-03",
        "Karsovia on the talk of its Chancellor",
        "Ferries to run again – Harbour Post, 2031-06-05",
        "phone call",
        "promise",
    ] {
        assert!(out.contains(words), "{words} is not in\n{out}");
    }
    assert!(!server.paths().contains(&"/old".to_owned()), "older than since");
    let posts: Vec<Request> = server.seen().into_iter().filter(|r| r.method == "POST").collect();
    assert!(!posts.is_empty());
    for post in &posts {
        let body = String::from_utf8_lossy(&post.body);
        let time = post.field("webhook-timestamp").and_then(|t| t.parse().ok()).unwrap_or(0);
        let signed = readout_fetch::post::signature("key", post.field("webhook-id").unwrap_or(""), time, &body);
        assert_eq!(post.field("webhook-signature"), Some(signed.as_str()));
        let body: serde_json::Value = serde_json::from_str(&body).expect("JSON");
        assert_eq!(body["type"], "story.news");
        for line in body["data"]["lines"].as_array().expect("lines") {
            assert!(line["evidence"].as_array().is_some_and(|e| !e.is_empty()), "{line}");
        }
    }
    let atom = fs::read(desk.path("news.atom")).expect("the feed");
    let read = readout_ingest::listing::feed::read(&atom, "https://desk.example/news.atom").expect("a sound feed");
    assert!(read.entries.iter().any(|e| e.url == format!("{}/call", server.root)), "{read:?}");

    let before = server.paths().len();
    assert_eq!(desk.watch(&ALLOWED), (0, String::new(), String::new()), "nothing is told twice");
    assert_eq!(server.paths()[before..], ["/world.rss", "/sitemap.xml"], "and no page fetched twice");
    assert!(server.seen().iter().any(|r| r.field("if-none-match") == Some("\"1\"")));
}

#[test]
fn addresses_that_are_not_public_are_refused_unless_allowed() {
    let server = server(|root, _| reply(200, "", feed(root, &["/a"])));
    let desk = Desk::new(&format!("store = \"talks.sqlite\"\n[[feed]]\nurl = \"{}/feed\"\n", server.root));
    let (status, out, err) = desk.watch(&[]);
    assert_eq!((status, out.as_str()), (1, ""));
    assert!(err.contains("127.0.0.1, which is at a loopback address") && err.contains("--allow-address"), "{err}");
    assert_eq!(server.seen().len(), 0);
}

#[test]
fn a_post_that_fails_is_sent_again_under_its_id() {
    let turns = AtomicUsize::new(0);
    let server = server(move |root, r| match r.path.as_str() {
        "/feed" => reply(200, "", feed(root, &["/call"])),
        "/call" => page("Leaders talk", "2031-06-03", CALL),
        _ if turns.fetch_add(1, Ordering::Relaxed) == 0 => reply(500, "", ""),
        _ => reply(200, "", ""),
    });
    let desk = Desk::new(&config(&format!(
        "[[feed]]\nurl = \"{0}/feed\"\n[webhook]\nurl = \"{0}/hook\"\nsecret = \"key\"\nretry = \"1ms\"\n",
        server.root
    )));
    let (status, out, err) = desk.watch(&[]);
    assert!(
        status == 1 && out.contains("Leaders talk") && err.contains("is answered with status 500; it is tried again"),
        "{out}{err}"
    );
    assert_eq!(desk.watch(&[]).0, 0);
    assert_eq!(desk.watch(&[]).0, 0);
    let posts: Vec<(Option<String>, Vec<u8>)> = server
        .seen()
        .into_iter()
        .filter(|r| r.method == "POST")
        .map(|r| (r.field("webhook-id").map(str::to_owned), r.body))
        .collect();
    assert_eq!(posts.len(), 2, "until it arrives, and no more");
    assert_eq!(posts[0], posts[1]);
}

#[test]
fn a_watch_that_is_killed_goes_on_where_it_was() {
    let slow = Arc::new(AtomicUsize::new(1));
    let hold = Arc::clone(&slow);
    let server = server(move |root, r| match r.path.as_str() {
        "/feed" => reply(200, "ETag: \"1\"", feed(root, &["/a", "/b"])),
        "/b" if hold.load(Ordering::Relaxed) == 1 => Reply {
            pieces: vec![b"HTTP/1.1 200 X\r\n\r\n".to_vec(), b"<".to_vec()],
            pause: Duration::from_millis(50),
            endless: true,
        },
        path => page(&format!("Leaders talk again {path}"), "2031-06-03", CALL),
    });
    let desk = Desk::new(&config(&format!("[[feed]]\nurl = \"{}/feed\"\n", server.root)));
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("readout"))
        .args(["watch", "desk.toml"])
        .current_dir(desk.0.path())
        .stdout(Stdio::null())
        .spawn()
        .expect("the program");
    let start = Instant::now();
    while !server.paths().contains(&"/b".to_owned()) && start.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(20));
    }
    child.kill().expect("a kill");
    child.wait().expect("its end");
    slow.store(0, Ordering::Relaxed);
    let (status, out, _) = desk.watch(&[]);
    assert_eq!(status, 0);
    assert!(out.contains("again /a") && out.contains("again /b"), "{out}");
    assert_eq!(desk.watch(&[]).1, "", "told once");
    assert_eq!(desk.run(&["store", "check", "--store", "talks.sqlite"]).0, 0);
}

#[test]
fn odd_entries_are_told_once_and_the_rest_goes_on() {
    let server = Server::new(|r| {
        let root = format!("http://{}", r.field("host").unwrap_or_default());
        match r.path.as_str() {
            "/robots.txt" => reply(200, "", "User-agent: *\nDisallow: /private\n"),
            "/feed" => reply(
                200,
                "",
                feed(&root, &["/paper.pdf", "/private/a", "/gone", "/endless", "/loop", "/inner", "/charset", "/good"]),
            ),
            "/broken" => reply(200, "Content-Type: text/html", "<html>no feed</html>"),
            "/paper.pdf" => reply(200, "Content-Type: text/html", "%PDF-1.7\n"),
            "/gone" => reply(410, "", ""),
            "/endless" => {
                Reply { pieces: vec![b"HTTP/1.1 200 X\r\n\r\n".to_vec(), vec![b'a'; 8192]], pause: Duration::ZERO, endless: true }
            }
            "/loop" => reply(302, "Location: /loop", ""),
            "/inner" => reply(302, "Location: http://169.254.169.254/latest/meta-data", ""),
            "/charset" => reply(
                200,
                "Content-Type: text/html; charset=nonsense",
                [&b"<html><head><title>Caf\xE9 talks</title></head><body><article><h1>Caf\xE9 talks</h1>"[..], CALL.as_bytes()]
                    .concat(),
            ),
            _ => page("Leaders talk", "2031-06-03", CALL),
        }
    });
    let desk = Desk::new(&config(&format!("[[feed]]\nurl = \"{0}/broken\"\n[[feed]]\nurl = \"{0}/feed\"\n", server.root)));
    let (status, out, err) = desk.watch(&[]);
    assert_eq!(status, 1);
    assert!(out.contains("Leaders talk") && out.contains("Café talks"), "{out}");
    for (path, words) in [
        ("/broken", "is no sound feed"),
        ("/paper.pdf", "is not text (PDF document)"),
        ("/private/a", "robots.txt"),
        ("/gone", "status 410"),
        ("/endless", "is larger than 65536 bytes"),
        ("/loop", "again and again"),
        ("/inner", "link-local"),
    ] {
        assert!(
            err.lines().any(|l| l.contains(&format!("{}{path}: ", server.root)) && l.contains(words)),
            "{path}: {words} is not in\n{err}"
        );
    }
    let again = desk.watch(&[]);
    assert_eq!((again.0, again.1.as_str(), again.2.as_str()), (0, "", ""), "a list that failed is left alone for a while, too");
}

#[test]
fn a_long_list_is_taken_in_pieces_and_a_busy_host_left_alone() {
    let busy = Arc::new(AtomicUsize::new(0));
    let now = Arc::clone(&busy);
    let server = server(move |root, r| match r.path.as_str() {
        "/map" => {
            reply(200, "ETag: \"1\"", format!("<urlset><url><loc>{root}/a</loc></url><url><loc>{root}/b</loc></url></urlset>"))
        }
        _ if now.load(Ordering::Relaxed) == 1 => reply(429, "Retry-After: 3600", ""),
        path => page(&format!("Leaders talk {path}"), "2031-06-03", CALL),
    });
    let desk = Desk::new(&config(&format!("[[sitemap]]\nurl = \"{}/map\"\nmost = 1\n", server.root)));
    assert!(desk.watch(&[]).1.contains("talk /a"));
    busy.store(1, Ordering::Relaxed);
    let (status, out, err) = desk.watch(&[]);
    assert!(status == 1 && out.is_empty() && err.contains("status 429; the host is left alone for 3600 s"), "{err}");
    let asked = server.seen().len();
    assert_eq!(desk.watch(&[]).0, 1);
    assert_eq!(server.seen().len(), asked, "after a stop the host is still left alone");
}

#[test]
fn a_file_that_is_wrong_is_told_with_its_line() {
    let desk = Desk::new("every = \"often\"\n[[feed]]\nurl = \"https://post.example/feed\"\n");
    let (status, _, err) = desk.watch(&[]);
    assert_eq!(status, 2);
    assert!(err.contains("desk.toml:1: “often” is no length of time; write \"500ms\""), "{err}");
}

#[test]
fn addresses_are_read_where_a_user_gives_them() {
    let server = server(|_, r| if r.path == "/call" { page("Leaders talk", "2031-06-03", CALL) } else { reply(404, "", "") });
    let (call, gone) = (format!("{}/call", server.root), format!("{}/gone", server.root));
    let desk = Desk::new("");
    let (status, out, err) = desk.run(&["brief", &call, &gone, "--json", ALLOWED[0], ALLOWED[1]]);
    assert!(status == 1 && err.contains(&format!("{gone}: is answered with status 404; check the address")), "{err}");
    let record: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(
        (record["documents"][0]["path"].as_str(), record["documents"][0]["title"].as_str()),
        (Some(call.as_str()), Some("Leaders talk"))
    );
    let add = ["add", &call, "--store", "talks.sqlite", ALLOWED[0], ALLOWED[1]];
    assert!(desk.run(&add).1.contains(&format!("added  {call}")));
    assert!(desk.run(&add).1.contains(&format!("known  {call}")));
    let (status, _, err) = desk.run(&["add", &call, "--store", "talks.sqlite"]);
    assert!(status == 1 && err.contains("loopback"), "{err}");
}
