//! The portal as the server of the push protocol, over HTTP, on SQLite and on PostgreSQL.

mod answers;
mod attested;
mod calls;
mod factors;
mod kill;
mod life;
mod processes;
mod secrets;
mod wake_up;
