//! HTTP/2: what a server may send in it, and whose fault its errors are.

use super::HEADER_BYTES;
use crate::ports::HttpError;
use std::error::Error;

/// Any answer fits into the window of its stream, with room to see that one is too large.
const WINDOW: u32 = 2 * 64 * 1024;
const FRAME: u32 = 16 * 1024;

/// Bounds windows, frames and headers.
pub(super) fn bounded(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    builder
        .http2_adaptive_window(false)
        .http2_initial_stream_window_size(WINDOW)
        .http2_initial_connection_window_size(2 * WINDOW)
        .http2_max_frame_size(FRAME)
        .http2_max_header_list_size(HEADER_BYTES)
}

/// What an error of HTTP/2 says: a server that goes away or gives a stream up is tried again; one that breaks the rules is not.
pub(super) fn said_by(error: &(dyn Error + 'static)) -> Option<HttpError> {
    let http2 = error.downcast_ref::<h2::Error>()?;
    (!http2.is_io() && !http2.is_remote()).then_some(HttpError::ProtocolViolation)
}
