//! The `typ` of every statement: what its signature is for, and for nothing else (section 1 of the specification).

/// A device enrolls, by its device key.
pub const ENROLL_DEVICE: &str = "cs-enroll-device+jwt";
/// The same, by its user key.
pub const ENROLL_USER: &str = "cs-enroll-user+jwt";
/// The account that a server made.
pub const ACCOUNT: &str = "cs-account+jwt";
/// The open requests.
pub const REQUESTS: &str = "cs-requests+jwt";
/// One request.
pub const REQUEST: &str = "cs-request+jwt";
/// An approval, by the user key.
pub const APPROVE: &str = "cs-approve+jwt";
/// A denial, by the device key.
pub const DENY: &str = "cs-deny+jwt";
/// What became of an answer.
pub const OUTCOME: &str = "cs-outcome+jwt";
/// Asks for the counter, by the user key.
pub const RESUME: &str = "cs-resume+jwt";
/// The counter.
pub const COUNTER: &str = "cs-counter+jwt";
/// New keys, by the old user key.
pub const ROTATE: &str = "cs-rotate+jwt";
/// The same, by the new device key.
pub const ROTATE_DEVICE: &str = "cs-rotate-device+jwt";
/// The same, by the new user key.
pub const ROTATE_USER: &str = "cs-rotate-user+jwt";
/// A server's next key, by its old one.
pub const SERVER_KEY: &str = "cs-server-key+jwt";
/// The user's devices.
pub const DEVICES: &str = "cs-devices+jwt";
/// A call was carried out.
pub const DONE: &str = "cs-done+jwt";
/// The account has ended.
pub const ENDED: &str = "cs-ended+jwt";

/// Who signs a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignedBy {
    /// The phone's device key.
    Device,
    /// The phone's user key.
    User,
    /// The server's key.
    Server,
}

/// Every type with its signer, and whether its header carries the key itself (`jwk`) or names it (`kid`): the table of
/// section 1.
pub const TYPES: &[(&str, SignedBy, bool)] = &[
    (crate::jose::PROOF_TYPE, SignedBy::Device, true),
    (ENROLL_DEVICE, SignedBy::Device, true),
    (ENROLL_USER, SignedBy::User, true),
    (ACCOUNT, SignedBy::Server, true),
    (REQUESTS, SignedBy::Server, false),
    (REQUEST, SignedBy::Server, false),
    (APPROVE, SignedBy::User, false),
    (DENY, SignedBy::Device, false),
    (OUTCOME, SignedBy::Server, false),
    (RESUME, SignedBy::User, false),
    (COUNTER, SignedBy::Server, false),
    (ROTATE, SignedBy::User, false),
    (ROTATE_DEVICE, SignedBy::Device, true),
    (ROTATE_USER, SignedBy::User, true),
    (SERVER_KEY, SignedBy::Server, false),
    (DEVICES, SignedBy::Server, false),
    (DONE, SignedBy::Server, false),
    (ENDED, SignedBy::Server, false),
];
