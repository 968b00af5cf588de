//! The facade, used as a shell uses it, on fakes of every port: from the first launch to the tenth wrong PIN.

mod accounts;
mod codes;
mod device;
mod enrollment;
mod locking;
mod observer;
mod setup;
