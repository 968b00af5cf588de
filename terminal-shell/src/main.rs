//! Countersign in a terminal.

fn main() {}
