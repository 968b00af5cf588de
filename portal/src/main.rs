//! The portal as a program: `countersign-portal serve`, and commands for administrators.

fn main() -> std::process::ExitCode {
    countersign_portal::commands::run()
}
