//! The portal's program, for suites and benches that start it as a process and kill it.

fn main() -> std::process::ExitCode {
    countersign_portal::commands::run()
}
