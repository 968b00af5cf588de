//! The portal as the server of the push protocol, over HTTP, on SQLite and on PostgreSQL.

mod answers;
mod apple;
mod attested;
mod calls;
mod factors;
mod google;
mod kill;
mod life;
mod processes;
mod secrets;
mod service;
mod wake_up;
