//! One line on standard error that tells how far a long run is.
//!
//! Enters: the names of stages and steps done. Leaves: nothing on fast runs (under a second) and where standard error is no terminal.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(1);
const PERIOD: Duration = Duration::from_millis(200);

#[derive(Default)]
struct State {
    stage: Mutex<&'static str>,
    done: AtomicUsize,
    total: AtomicUsize,
}

/// Progress of one run; the line is wiped when it is dropped.
pub struct Progress {
    state: Arc<State>,
    drawer: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins; draws only when not `quiet` and standard error is a terminal.
    pub fn new(quiet: bool) -> Progress {
        let state = Arc::new(State::default());
        let drawer = (!quiet && std::io::stderr().is_terminal()).then(|| {
            let (stop, stopped) = channel();
            let shared = Arc::clone(&state);
            (stop, std::thread::spawn(move || draw(&shared, &stopped)))
        });
        Progress { state, drawer }
    }

    /// Begins a stage of `total` steps; 0 where they are not known.
    pub fn stage(&self, name: &'static str, total: usize) {
        if let Ok(mut stage) = self.state.stage.lock() {
            *stage = name;
        }
        self.state.done.store(0, Ordering::Relaxed);
        self.state.total.store(total, Ordering::Relaxed);
    }

    /// Wipes the line for whoever writes meanwhile.
    pub fn pause<T>(&self, write: impl FnOnce() -> T) -> T {
        if self.drawer.is_some() {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
        write()
    }

    /// One step is done.
    pub fn step(&self) {
        self.state.done.fetch_add(1, Ordering::Relaxed);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((stop, drawer)) = self.drawer.take() {
            drop(stop);
            let _ = drawer.join();
        }
    }
}

fn draw(state: &State, stopped: &Receiver<()>) {
    let mut wait = PATIENCE;
    let mut drawn = false;
    while stopped.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
        wait = PERIOD;
        drawn = true;
        let stage = state.stage.lock().map(|s| *s).unwrap_or_default();
        let (done, total) = (state.done.load(Ordering::Relaxed), state.total.load(Ordering::Relaxed));
        let count = if total > 0 { format!(" {done} of {total}") } else { String::new() };
        let _ = write!(std::io::stderr(), "\r\x1b[K{stage}{count} …");
    }
    if drawn {
        let _ = write!(std::io::stderr(), "\r\x1b[K");
    }
}
