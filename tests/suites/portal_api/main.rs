//! The API for other applications, the demo application and the commands, over HTTP and against the real binary.

mod admin;
mod browser;
mod codes;
mod commands;
mod demo;
mod description;
mod hotp;
mod http;
mod keys;
mod known_browsers;
mod passwords;
mod push;
