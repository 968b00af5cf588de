//! The built app in a real pseudo-terminal, and what a person sees of it.

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read as _, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// How long a text may take to appear before it counts as one that never does. Not a measure of anything.
const NEVER: Duration = Duration::from_secs(60);

/// The app, its screen, and its keyboard.
pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    /// Kept open: the app ends when its terminal does.
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    /// Every byte that the app ever wrote.
    written: Vec<u8>,
}

impl Terminal {
    /// Starts the app in a terminal of `rows` and `columns`, with `folder` as its data folder, on a machine without a
    /// keyring.
    pub(crate) fn start(folder: &Path, language: &str, (rows, columns): (u16, u16)) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_countersign"));
        command.env("COUNTERSIGN_HOME", folder);
        command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        command.env("LC_ALL", language);
        command.env("COUNTERSIGN_DEVELOPMENT_HTTP", "1");
        Self::run(command, (rows, columns))
    }

    /// Starts `countersign demo`, whose temporary folder is made in `folder`.
    pub(crate) fn demo(folder: &Path, arguments: &[&str]) -> Self {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_countersign"));
        command.arg("demo");
        command.args(arguments);
        command.env("TMPDIR", folder);
        command.env("LC_ALL", "C");
        Self::run(command, (40, 120))
    }

    fn run(mut command: CommandBuilder, (rows, columns): (u16, u16)) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pty = native_pty_system().openpty(size).unwrap();
        command.env("TERM", "xterm-256color");
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let keyboard = pty.master.take_writer().unwrap();
        let mut reader = pty.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let screen = vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0);
        Self { child, master: pty.master, keyboard, output, screen, written: Vec::new() }
    }

    /// Types `keys`.
    pub(crate) fn types(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
    }

    /// Waits until every one of `texts` is on the screen at once.
    pub(crate) fn sees(&mut self, texts: &[&str]) {
        self.waits_for(&format!("{texts:?}"), |screen| {
            texts.iter().all(|text| screen.contains(text)).then_some(())
        });
    }

    /// Waits until `found` finds something on the screen.
    pub(crate) fn waits_for<T>(&mut self, what: &str, found: impl Fn(&str) -> Option<T>) -> T {
        loop {
            let contents = self.screen.screen().contents();
            if let Some(it) = found(&contents) {
                return it;
            }
            let Ok(bytes) = self.output.recv_timeout(NEVER) else {
                panic!("no {what} in\n{contents}");
            };
            self.screen.process(&bytes);
            self.written.extend(bytes);
        }
    }

    /// Whether the app ever wrote `text`, escape sequences included.
    pub(crate) fn was_sent(&self, text: &str) -> bool {
        self.written.windows(text.len()).any(|window| window == text.as_bytes())
    }

    /// How the terminal is set: what it echoes, whether it gives whole lines.
    pub(crate) fn settings(&self) -> String {
        format!("{:?}", self.master.get_termios().unwrap())
    }

    /// Waits for the app's end and says whether it was a good one.
    pub(crate) fn ends(mut self) -> bool {
        self.exit_code() == 0
    }

    /// Waits for the end and gives its exit code.
    pub(crate) fn exit_code(&mut self) -> u32 {
        self.child.wait().unwrap().exit_code()
    }
}
