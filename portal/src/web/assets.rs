//! Style sheet, scripts and icons, built into the program. Their addresses carry a digest, so that a browser keeps them
//! for good and still has the new ones after an update.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use countersign::crypto::sha256;
use data_encoding::HEXLOWER;
use std::sync::LazyLock;

const STYLE: &str = concat!(
    include_str!("../../assets/style/tokens.css"),
    include_str!("../../assets/style/page.css"),
    include_str!("../../assets/style/controls.css"),
    include_str!("../../assets/style/parts.css"),
    include_str!("../../assets/style/moments.css"),
);

/// Name, media type, content.
const FILES: [(&str, &str, &str); 6] = [
    ("style.css", "text/css; charset=utf-8", STYLE),
    ("page.js", SCRIPT, include_str!("../../assets/script/page.js")),
    ("live.js", SCRIPT, include_str!("../../assets/script/live.js")),
    ("enroll.js", SCRIPT, include_str!("../../assets/script/enroll.js")),
    ("icons.svg", PICTURE, include_str!("../../assets/icons.svg")),
    ("mark.svg", PICTURE, include_str!("../../assets/mark.svg")),
];
const SCRIPT: &str = "text/javascript; charset=utf-8";
const PICTURE: &str = "image/svg+xml";

/// A digest over all of them: one changes, and all addresses do.
static DIGEST: LazyLock<String> = LazyLock::new(|| {
    let parts: Vec<&[u8]> =
        FILES.iter().flat_map(|(name, _, content)| [name.as_bytes(), content.as_bytes()]).collect();
    let digest = sha256(&parts);
    HEXLOWER.encode(digest.get(..8).unwrap_or_default())
});

/// The path of an asset, below the portal's root.
pub(crate) fn path(name: &str) -> String {
    debug_assert!(FILES.iter().any(|(known, ..)| *known == name), "there is no asset {name}");
    format!("/assets/{}/{name}", *DIGEST)
}

/// `GET /assets/{digest}/{name}`. An address of another version gives the present one, not to be kept.
pub(crate) async fn serve(Path((digest, name)): Path<(String, String)>) -> Response {
    let Some((_, media_type, content)) = FILES.iter().find(|(known, ..)| *known == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let keep = if digest == *DIGEST { "public, max-age=31536000, immutable" } else { "no-store" };
    ([(header::CONTENT_TYPE, *media_type), (header::CACHE_CONTROL, keep)], *content).into_response()
}
