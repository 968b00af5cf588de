//! HTTP as values: where a request goes, what it says, what came back. Nothing here sends a packet.
//!
//! A protocol makes an [`HttpRequest`] and reads an [`HttpResponse`]; [`ports::HttpClient`](crate::ports::HttpClient)
//! carries one to the other. What is no acceptable server, address or path cannot be built.

mod origin;
mod path;
mod reach;
mod request;
mod response;

pub use origin::{DevelopmentHttp, Host, HostScript, InvalidOrigin, Scheme, ServerOrigin};
pub use path::{InvalidPath, RequestPath};
pub use reach::Reach;
pub use request::{HttpRequest, LONGEST_WAIT, Method};
pub use response::{HttpResponse, ResponseTooLarge};

/// The most bytes that a body has, sent or received.
pub const BODY_LIMIT: usize = 64 * 1024;
