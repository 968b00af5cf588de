//! The QR code of a login page (section 5): `countersign:scan?r=REQUEST_ID&s=SECRET`.

const SCHEME: &str = "countersign:scan?";

/// Whether a text is the code of a login page.
pub(super) fn is_login_code(text: &str) -> bool {
    text.starts_with(SCHEME)
}

/// How the code of one request begins; its secret follows.
pub(super) fn prefix(request: &str) -> String {
    format!("{SCHEME}r={request}&s=")
}
