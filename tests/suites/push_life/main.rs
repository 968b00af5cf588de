//! Push approvals through the facade, as a shell uses it: a phone made of fakes, and a scripted server of our protocol.

mod any_order;
mod decisions;
mod ending;
mod enrollment;
mod life_cycle;
mod locked;
mod lost_answers;
mod observed;
mod phone;
mod replays;
mod rotation;
mod secrets;
mod storms;
