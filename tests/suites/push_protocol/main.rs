//! The push protocol, phone side: against a scripted server, against vectors that another program made, and against
//! whatever order events come in.

mod answers;
mod cast;
mod conformance;
mod domains;
mod events;
mod jws;
mod life_cycle;
mod modes;
mod vectors;
