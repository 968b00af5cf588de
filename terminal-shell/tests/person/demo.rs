//! A demo that is ended by Ctrl-C: nothing of it stays.

use crate::terminal::Terminal;
use std::net::TcpStream;
use std::path::Path;

const CONTROL_C: &str = "\x03";

/// What is in the folder for temporary files.
fn left(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// `127.0.0.1:PORT` of the portal, once it is told whole.
fn address(screen: &str) -> Option<String> {
    let (_, rest) = screen.split_once("http://")?;
    let end = rest.find(|letter: char| letter != '.' && letter != ':' && !letter.is_ascii_digit())?;
    rest.get(..end).map(str::to_owned)
}

#[test]
fn a_demo_that_is_ended_leaves_no_portal_no_folder_and_the_terminal_as_it_was() {
    // Waiting for a browser, Ctrl-C is how it ends; on the guided path, it ends before its time.
    for (arguments, exit_code) in [(&[] as &[&str], 0), (&["--auto"], 9)] {
        let folder = tempfile::tempdir().unwrap();
        let mut demo = Terminal::demo(folder.path(), arguments);
        let settings = demo.settings();
        let address = demo.waits_for("address", address);
        assert!(TcpStream::connect(&address).is_ok(), "the portal is there");
        assert_eq!(left(folder.path()).len(), 1, "{:?}", left(folder.path()));
        demo.types(CONTROL_C);
        assert_eq!(demo.exit_code(), exit_code, "{arguments:?}");
        assert!(TcpStream::connect(&address).is_err(), "the portal has ended");
        assert_eq!(left(folder.path()), [""; 0], "its folder is gone");
        assert_eq!(demo.settings(), settings);
        assert!(!demo.was_sent("\x1b[?1049h"), "it draws no screen of its own that would have to be left");
    }
}
