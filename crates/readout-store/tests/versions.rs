//! A store that this program cannot know is refused, and nothing in it is altered.
//!
//! Enters: files of SQLite. Leaves: messages that name the file and the remedy.

use readout_store::store::Store;
use rusqlite::Connection;
use tempfile::TempDir;

#[test]
fn a_store_of_a_newer_version_and_another_database_are_refused() {
    let folder = TempDir::new().expect("a folder");
    let newer = folder.path().join("newer.sqlite");
    drop(Store::write(&newer).expect("a store"));
    let open = Connection::open(&newer).expect("a file");
    open.pragma_update(None, "user_version", 99).expect("a version");
    drop(open);
    let other = folder.path().join("other.sqlite");
    Connection::open(&other).and_then(|c| c.execute_batch("CREATE TABLE notes (note TEXT)")).expect("a database");
    for (file, told) in [
        (&newer, "was written by a newer version of Readout (schema 99); use that version"),
        (&other, "is a database, but not a store of Readout; give the path of a store"),
    ] {
        for opened in [Store::read(file).map(drop), Store::write(file).map(drop)] {
            let message = opened.expect_err("a refusal").to_string();
            assert!(message.starts_with(&format!("{}: ", file.display())) && message.contains(told), "{message}");
        }
    }
}
