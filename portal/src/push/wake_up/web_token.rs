//! JSON Web Tokens (RFC 7519) as services want them: each with its own algorithm and header.

use countersign::crypto::{SecretBytes, SignatureError};
use data_encoding::BASE64URL_NOPAD;
use serde_json::Value;

/// The compact form (RFC 7515 §7.1) of `claims`, signed by `sign` with the algorithm that `header` names. Whoever has it
/// can act as the portal until its time is over.
pub(super) fn web_token(
    header: &Value,
    claims: &Value,
    sign: impl FnOnce(&[u8]) -> Result<Vec<u8>, SignatureError>,
) -> Result<SecretBytes, SignatureError> {
    let encoded = |part: &Value| BASE64URL_NOPAD.encode(part.to_string().as_bytes());
    let mut token = format!("{}.{}", encoded(header), encoded(claims));
    let signature = sign(token.as_bytes())?;
    token.push('.');
    token.push_str(&BASE64URL_NOPAD.encode(&signature));
    Ok(SecretBytes::new(token.into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_signature_is_over_header_and_claims() {
        let signed = |input: &[u8]| {
            assert_eq!(input, b"eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJtZSJ9");
            Ok(vec![0xfb, 0xff])
        };
        let token = web_token(&json!({"alg": "ES256"}), &json!({"iss": "me"}), signed).unwrap();
        assert_eq!(token.expose(), b"eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJtZSJ9.-_8");
        let failed = web_token(&json!({}), &json!({}), |_| Err(SignatureError::SigningFailed));
        assert_eq!(failed.err(), Some(SignatureError::SigningFailed));
    }
}
