//! A small web server on a loopback address, which answers as each test wants and keeps what it was asked.

#![allow(dead_code, reason = "each test file uses a part")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// A request as it came.
#[derive(Clone, Debug, Default)]
pub struct Request {
    pub method: String,
    pub path: String,
    pub fields: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Request {
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }
}

/// An answer: pieces that are sent one after another, with a pause after each.
pub struct Reply {
    pub pieces: Vec<Vec<u8>>,
    pub pause: Duration,
    /// The last piece is sent until nobody reads.
    pub endless: bool,
}

/// A whole answer with its length.
pub fn reply(status: u16, fields: &str, body: impl AsRef<[u8]>) -> Reply {
    let body = body.as_ref();
    let fields = if fields.is_empty() { String::new() } else { format!("{fields}\r\n") };
    let head = format!("HTTP/1.1 {status} X\r\n{fields}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    Reply { pieces: vec![[head.as_bytes(), body].concat()], pause: Duration::ZERO, endless: false }
}

pub fn html(body: &str) -> Reply {
    reply(200, "Content-Type: text/html; charset=utf-8", body)
}

pub struct Server {
    /// `http://127.0.0.1:PORT`
    pub root: String,
    pub port: u16,
    seen: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    pub fn new(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Server {
        Server::at("127.0.0.1", answer)
    }

    pub fn at(host: &str, answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Server {
        let listener = TcpListener::bind((host.trim_matches(['[', ']']), 0)).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (kept, answer) = (Arc::clone(&seen), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (kept, answer) = (Arc::clone(&kept), Arc::clone(&answer));
                thread::spawn(move || serve(stream, &kept, &*answer));
            }
        });
        Server { root: format!("http://{host}:{port}"), port, seen }
    }

    pub fn seen(&self) -> Vec<Request> {
        self.seen.lock().expect("requests").clone()
    }

    /// Paths that were asked for, without robots.txt.
    pub fn paths(&self) -> Vec<String> {
        self.seen().into_iter().map(|r| r.path).filter(|p| p != "/robots.txt").collect()
    }
}

fn serve(mut stream: TcpStream, seen: &Mutex<Vec<Request>>, answer: &dyn Fn(&Request) -> Reply) {
    let Some(request) = read(&stream) else { return };
    seen.lock().expect("requests").push(request.clone());
    let reply = answer(&request);
    for piece in &reply.pieces {
        if stream.write_all(piece).and_then(|()| stream.flush()).is_err() {
            return;
        }
        thread::sleep(reply.pause);
    }
    while reply.endless && reply.pieces.last().is_some_and(|last| stream.write_all(last).is_ok()) {
        thread::sleep(reply.pause);
    }
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split(' ');
    let mut request = Request { method: words.next()?.to_owned(), path: words.next()?.to_owned(), ..Request::default() };
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        request.fields.push((name.to_owned(), value.trim().to_owned()));
    }
    let length = request.field("content-length").and_then(|l| l.parse().ok()).unwrap_or(0);
    request.body.resize(length, 0);
    reader.read_exact(&mut request.body).ok()?;
    Some(request)
}
