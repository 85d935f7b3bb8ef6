//! A browser driven over WebDriver: Chromium and its chromedriver, spoken to over a plain socket.
//!
//! Enters: a page and what to do on it. Leaves: what a user would see. Where there is no browser, says so and gives none.
#![allow(dead_code, reason = "each test file uses a part")]

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The key for Enter in WebDriver.
pub const ENTER: &str = "\u{E007}";

/// A browser window; closed when dropped.
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
    profile: PathBuf,
}

/// How the window is to be.
#[derive(Clone, Copy)]
pub struct Window {
    /// Width in CSS pixels.
    pub width: u32,
    /// Height in CSS pixels.
    pub height: u32,
    /// Whether pages may run scripts.
    pub scripts: bool,
}

/// A desk.
pub const DESK: Window = Window { width: 1300, height: 900, scripts: true };
/// A phone.
pub const PHONE: Window = Window { width: 400, height: 800, scripts: true };

impl Browser {
    /// Opens a window, or says aloud that the test is skipped. With `READOUT_REQUIRE_BROWSER` set, a missing browser fails the test.
    pub fn open(window: Window) -> Option<Browser> {
        let program = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
            .into_iter()
            .find(|p| Path::new(p).exists());
        let driver = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let (Some(program), Ok(mut driver)) = (program, driver) else {
            assert!(std::env::var_os("READOUT_REQUIRE_BROWSER").is_none(), "chromium and chromedriver are not installed");
            eprintln!("SKIPPED: no chromium with chromedriver here (Debian: apt-get install chromium chromium-driver)");
            return None;
        };
        let port = port(&mut driver);
        let profile = std::env::temp_dir().join(format!("readout-browser-{}-{port}", std::process::id()));
        let mut browser = Browser { driver, port, session: String::new(), profile };
        let options = browser.options(program, window);
        let capabilities = json!({"capabilities": {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options}}});
        let answer = browser.ask("POST", "/session", capabilities);
        browser.session = answer["sessionId"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned();
        Some(browser)
    }

    fn options(&self, program: &str, window: Window) -> Value {
        let mut args: Vec<String> = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
        ]
        .map(String::from)
        .to_vec();
        args.push(format!("--user-data-dir={}", self.profile.display()));
        let metrics = json!({"width": window.width, "height": window.height, "pixelRatio": 1.0, "touch": false, "mobile": false});
        let mut options = json!({"binary": program, "args": args, "mobileEmulation": {"deviceMetrics": metrics}});
        if !window.scripts {
            options["prefs"] = json!({"profile.managed_default_content_settings.javascript": 2});
        }
        options
    }

    /// Opens a page.
    pub fn go(&self, url: &str) {
        self.ask("POST", &self.at("/url"), json!({"url": url}));
    }

    /// The title of the page.
    pub fn title(&self) -> String {
        self.ask("GET", &self.at("/title"), Value::Null).as_str().unwrap_or_default().to_owned()
    }

    /// What a piece of JavaScript returns on the page.
    pub fn run(&self, script: &str) -> Value {
        self.ask("POST", &self.at("/execute/sync"), json!({"script": script, "args": []}))
    }

    /// Waits until a piece of JavaScript returns true; fails after ten seconds.
    pub fn wait(&self, condition: &str) {
        for _ in 0..200 {
            if self.run(&format!("return {condition}")) == true {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("never true: {condition}");
    }

    /// Clicks on the first element of a CSS selector.
    pub fn click(&self, selector: &str) {
        let element = self.element(selector);
        self.ask("POST", &self.at(&format!("/element/{element}/click")), json!({}));
    }

    /// Types on the first element of a CSS selector.
    pub fn type_on(&self, selector: &str, keys: &str) {
        let element = self.element(selector);
        self.ask("POST", &self.at(&format!("/element/{element}/value")), json!({"text": keys}));
    }

    /// The computed value of a style property of the first element of a CSS selector.
    pub fn css(&self, selector: &str, property: &str) -> String {
        let element = self.element(selector);
        self.ask("GET", &self.at(&format!("/element/{element}/css/{property}")), Value::Null)
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    fn element(&self, selector: &str) -> String {
        let found = self.ask("POST", &self.at("/element"), json!({"using": "css selector", "value": selector}));
        let id = found.as_object().and_then(|o| o.values().next()).and_then(Value::as_str);
        id.unwrap_or_else(|| panic!("no {selector}: {found}")).to_owned()
    }

    fn at(&self, path: &str) -> String {
        format!("/session/{}{path}", self.session)
    }

    /// One request; the `value` of the answer.
    fn ask(&self, method: &str, path: &str, body: Value) -> Value {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let mut socket = TcpStream::connect(("127.0.0.1", self.port)).expect("chromedriver listens");
        let length = body.len();
        write!(
            socket,
            "{method} {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}",
            self.port
        )
        .expect("chromedriver takes the request");
        let body = body_of(socket);
        let mut answer: Value = serde_json::from_slice(&body).unwrap_or_else(|e| panic!("{path}: {e}"));
        let value = answer["value"].take();
        assert!(value.get("error").is_none(), "{method} {path}: {value}");
        value
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() && !std::thread::panicking() {
            self.ask("DELETE", &self.at(""), Value::Null);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
    }
}

/// The body of an answer, as long as its head says; the driver keeps the connection open.
fn body_of(socket: TcpStream) -> Vec<u8> {
    socket.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout can be set");
    let mut reader = BufReader::new(socket);
    let (mut length, mut line) = (0, String::new());
    while reader.read_line(&mut line).expect("chromedriver answers") > 2 {
        if let Some((name, value)) = line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("content-length")) {
            length = value.trim().parse().unwrap_or_else(|_| panic!("{name}: {value}"));
        }
        line.clear();
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("chromedriver answers in full");
    body
}

fn port(driver: &mut Child) -> u16 {
    let out = BufReader::new(driver.stdout.take().expect("its output is read"));
    let line = out
        .lines()
        .map_while(Result::ok)
        .find(|line| line.contains("started successfully on port"))
        .expect("chromedriver starts");
    line.trim_end_matches('.').rsplit(' ').next().and_then(|p| p.parse().ok()).expect("it names its port")
}
