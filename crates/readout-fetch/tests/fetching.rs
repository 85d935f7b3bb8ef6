//! Fetching from a server that behaves well, badly and worse; all on loopback addresses.

mod common;

use common::{Reply, Request, Server, html, reply};
use flate2::Compression;
use flate2::write::GzEncoder;
use readout_fetch::answer::{Answer, Fetched, Validators};
use readout_fetch::fault::Fault;
use readout_fetch::fetcher::Fetcher;
use readout_fetch::limits::Limits;
use readout_fetch::post;
use std::io::Write;
use std::time::{Duration, Instant};

/// Short limits, with the test servers' addresses allowed.
fn limits() -> Limits {
    Limits {
        time: Duration::from_millis(1500),
        bytes: 64 << 10,
        delay: Duration::from_millis(1),
        patience: Duration::from_millis(300),
        allowed: vec!["127.0.0.1".parse().expect("an address"), "::1".parse().expect("an address")],
        ..Limits::default()
    }
}

fn get(address: &str) -> Result<Answer, Fault> {
    Fetcher::new(limits()).get(address, &Validators::default())
}

fn fetched(answer: Result<Answer, Fault>) -> Fetched {
    match answer {
        Ok(Answer::Fetched(fetched)) => fetched,
        other => panic!("no body but {other:?}"),
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(bytes).expect("packing");
    packer.finish().expect("packing")
}

/// A server without robots.txt.
fn server(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Server {
    Server::new(move |r| if r.path == "/robots.txt" { reply(404, "", "") } else { answer(r) })
}

#[test]
fn what_is_known_is_not_sent_again() {
    let server = server(|r| match (r.field("if-none-match"), r.field("if-modified-since")) {
        (Some("\"v1\""), Some("Tue, 03 Jun 2031 08:00:00 GMT")) => reply(304, "", ""),
        _ => reply(200, "Content-Type: text/xml\r\nETag: \"v1\"\r\nLast-Modified: Tue, 03 Jun 2031 08:00:00 GMT", "<rss/>"),
    });
    let mut fetcher = Fetcher::new(limits());
    let first = fetched(fetcher.get(&format!("{}/feed", server.root), &Validators::default()));
    assert_eq!((first.body.as_slice(), first.content_type.as_deref()), (&b"<rss/>"[..], Some("text/xml")));
    assert_eq!(fetcher.get(&format!("{}/feed", server.root), &first.validators), Ok(Answer::Unchanged));
    assert!(server.seen()[0].field("user-agent").is_some_and(|a| a.starts_with("readout/")));
    let odd = Server::new(|_| reply(304, "", ""));
    assert_eq!(get(&odd.root), Err(Fault::Status(304)), "nothing is known that could be unchanged");
}

#[test]
fn redirects_are_followed_within_limits() {
    let server = server(|r| match r.path.as_str() {
        "/a" => reply(301, "Location: b?x=1", ""),
        "/b?x=1" => reply(302, "Location: /c", ""),
        "/c" => html("here"),
        "/file" => reply(302, "Location: file:///etc/passwd", ""),
        "/lost" => reply(302, "", ""),
        _ => reply(302, "Location: /loop", ""),
    });
    let end = fetched(get(&format!("{}/a", server.root)));
    assert_eq!((end.url, end.body.as_slice()), (format!("{}/c", server.root), &b"here"[..]));
    assert_eq!(get(&format!("{}/loop", server.root)), Err(Fault::Redirects(5)));
    assert!(matches!(get(&format!("{}/file", server.root)), Err(Fault::Address(_))));
    assert_eq!(get(&format!("{}/lost", server.root)), Err(Fault::Status(302)));
}

#[test]
fn addresses_that_are_not_public_are_refused_at_first_and_on_the_way() {
    let server = server(|r| reply(302, &format!("Location: {}", r.path[1..].replace('_', "/")), ""));
    let open = Limits { allowed: Vec::new(), ..limits() };
    for address in
        [server.root.as_str(), "http://localhost/", "http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://0x7f000001/"]
    {
        let answer = Fetcher::new(open.clone()).get(address, &Validators::default());
        assert!(matches!(&answer, Err(Fault::Refused { kind, .. }) if kind == "loopback"), "{address}: {answer:?}");
    }
    assert_eq!(server.seen().len(), 0, "no request may have gone out");
    for inner in [
        "127.0.0.2",
        "[::ffff:127.0.0.2]",
        "169.254.169.254",
        "10.0.0.1",
        "192.168.1.1",
        "[fe80::1]",
        "[fd00:ec2::254]",
        "100.64.0.1",
    ] {
        let answer = get(&format!("{}/http:__{inner}_latest", server.root));
        assert!(matches!(answer, Err(Fault::Refused { .. })), "{inner}: {answer:?}");
    }
}

#[test]
fn ipv6_works_where_it_is_allowed() {
    let Ok(_) = std::net::TcpListener::bind(("::1", 0)) else { return };
    let server = Server::at("[::1]", |_| html("six"));
    assert_eq!(fetched(get(&server.root)).body, b"six");
}

#[test]
fn bodies_are_limited_in_size_and_time() {
    let bomb = gzip(&vec![b'a'; 8 << 20]);
    let server = server(move |r| match r.path.as_str() {
        "/large" => html(&"a".repeat(70_000)),
        "/fits" => reply(200, "Content-Encoding: gzip", gzip(&[b'a'; 60_000])),
        "/bomb" => reply(200, "Content-Encoding: gzip", &bomb),
        "/double" => reply(200, "Content-Encoding: gzip", gzip(&gzip(b"twice"))),
        "/odd" => reply(200, "Content-Encoding: br", "x"),
        "/broken" => reply(200, "Content-Encoding: gzip", b"\x1F\x8Bnot"),
        "/short" => Reply {
            pieces: vec![b"HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\nten bytes.".to_vec()],
            pause: Duration::ZERO,
            endless: false,
        },
        "/endless" => {
            Reply { pieces: vec![b"HTTP/1.1 200 X\r\n\r\n".to_vec(), vec![b'a'; 4096]], pause: Duration::ZERO, endless: true }
        }
        "/head" => Reply {
            pieces: vec![b"HTTP/1.1 200 X\r\n".to_vec(), b"X-Filler: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n".repeat(50)],
            pause: Duration::ZERO,
            endless: true,
        },
        _ => Reply {
            pieces: vec![b"HTTP/1.1 200 X\r\n\r\n".to_vec(), b"a".to_vec()],
            pause: Duration::from_millis(20),
            endless: true,
        },
    });
    let of = |path: &str| {
        let start = Instant::now();
        let limits = Limits { tries: 1, time: Duration::from_millis(400), ..limits() };
        let answer = Fetcher::new(limits).get(&format!("{}{path}", server.root), &Validators::default());
        assert!(start.elapsed() < Duration::from_secs(3), "{path}: {:?}", start.elapsed());
        answer
    };
    assert_eq!(fetched(of("/fits")).body.len(), 60_000);
    assert_eq!(fetched(of("/double")).body, gzip(b"twice"), "only one layer is undone");
    for path in ["/large", "/bomb", "/endless"] {
        assert_eq!(of(path), Err(Fault::TooLarge(64 << 10)), "{path}");
    }
    assert_eq!(of("/slow"), Err(Fault::TooSlow(Duration::from_millis(400))));
    for path in ["/odd", "/broken", "/short", "/head"] {
        assert!(matches!(of(path), Err(Fault::Damaged(_))), "{path}: {:?}", of(path));
    }
}

#[test]
fn robots_txt_is_heeded() {
    let server = Server::new(|r| match r.path.as_str() {
        "/robots.txt" => reply(200, "", "User-agent: *\nDisallow: /private\n"),
        "/away" => reply(302, "Location: /private/b", ""),
        _ => html("open"),
    });
    let mut fetcher = Fetcher::new(limits());
    let mut get = |path: &str| fetcher.get(&format!("{}{path}", server.root), &Validators::default());
    fetched(get("/news"));
    assert!(matches!(get("/private/a"), Err(Fault::Robots(_))));
    assert!(matches!(get("/away"), Err(Fault::Robots(_))));
    assert_eq!(server.paths(), ["/news", "/away"]);
    assert_eq!(server.seen().iter().filter(|r| r.path == "/robots.txt").count(), 1, "asked once");
    let failing = Server::new(|r| if r.path == "/robots.txt" { reply(500, "", "") } else { html("open") });
    let answer = super_short().get(&format!("{}/news", failing.root), &Validators::default());
    assert!(answer.as_ref().is_err_and(Fault::passes), "{answer:?}");
    assert_eq!(failing.paths(), [""; 0], "a host whose rules can't be had is left alone");
}

fn super_short() -> Fetcher {
    Fetcher::new(Limits { tries: 2, ..limits() })
}

#[test]
fn a_host_that_asks_for_time_gets_it() {
    use std::sync::atomic::{AtomicUsize, Ordering};
    let turns = AtomicUsize::new(0);
    let server = server(move |r| match (r.path.as_str(), turns.fetch_add(1, Ordering::Relaxed)) {
        ("/soon", 0) => reply(503, "Retry-After: 0", ""),
        ("/soon", 1) => reply(500, "", ""),
        ("/soon", _) => html("now"),
        _ => reply(429, "Retry-After: 3600", ""),
    });
    let mut fetcher = Fetcher::new(limits());
    assert_eq!(fetched(fetcher.get(&format!("{}/soon", server.root), &Validators::default())).body, b"now");
    let later = fetcher.get(&format!("{}/later", server.root), &Validators::default());
    assert_eq!(later, Err(Fault::Later { status: 429, wait: Duration::from_secs(3600) }));
    assert!(matches!(fetcher.get(&format!("{}/soon", server.root), &Validators::default()), Err(Fault::Later { .. })));
    assert_eq!(server.paths(), ["/soon", "/soon", "/soon", "/later"], "the host is left alone");
    let mut next = Fetcher::new(limits());
    next.take_over(fetcher.pauses());
    assert!(matches!(next.get(&format!("{}/soon", server.root), &Validators::default()), Err(Fault::Later { .. })));
    assert_eq!(server.paths().len(), 4, "after a stop too");
}

#[test]
fn requests_to_one_host_are_spaced() {
    let server = server(|_| html("x"));
    let mut fetcher = Fetcher::new(Limits { delay: Duration::from_millis(60), ..limits() });
    let start = Instant::now();
    for path in ["/a", "/b"] {
        fetched(fetcher.get(&format!("{}{path}", server.root), &Validators::default()));
    }
    assert!(start.elapsed() >= Duration::from_millis(120), "robots.txt, /a and /b: two waits between three requests");
}

#[test]
fn nobody_there_is_told() {
    let port = std::net::TcpListener::bind(("127.0.0.1", 0)).and_then(|l| l.local_addr()).expect("a port").port();
    assert!(matches!(get(&format!("http://127.0.0.1:{port}/")), Err(Fault::Unreachable(_))));
    let closing = Server::new(|_| Reply { pieces: vec![], pause: Duration::ZERO, endless: false });
    assert!(get(&closing.root).is_err_and(|f| f.passes()));
    let plain = server(|_| html("x"));
    assert!(get(&plain.root.replace("http:", "https:")).is_err_and(|f| f.passes()), "no TLS there");
}

#[test]
fn a_post_carries_a_signature_that_its_receiver_can_check() {
    let server = server(|r| if r.path == "/hook" { reply(204, "", "") } else { reply(410, "", "") });
    let fetcher = Fetcher::new(limits());
    let send = |path: &str| {
        post::deliver(fetcher.web(), &format!("{}{path}", server.root), "secret", "msg_1", 1_900_000_000, "{\"a\":1}")
    };
    assert_eq!(send("/hook"), Ok(()));
    assert_eq!(send("/gone"), Err(Fault::Status(410)));
    let got = &server.seen()[0];
    assert_eq!(
        (got.method.as_str(), got.body.as_slice(), got.field("content-type")),
        ("POST", &b"{\"a\":1}"[..], Some("application/json"))
    );
    assert_eq!(got.field("webhook-id"), Some("msg_1"));
    let (id, time) = (got.field("webhook-id").unwrap_or(""), got.field("webhook-timestamp").unwrap_or("").parse().unwrap_or(0));
    let expected = post::signature("secret", id, time, &String::from_utf8_lossy(&got.body));
    assert_eq!(got.field("webhook-signature"), Some(expected.as_str()));
    let closed = Fetcher::new(Limits { allowed: Vec::new(), ..limits() });
    let refused = post::deliver(closed.web(), &format!("{}/hook", server.root), "secret", "msg_1", 1, "{}");
    assert!(matches!(refused, Err(Fault::Refused { .. })), "a post goes to public addresses too, unless allowed");
}
