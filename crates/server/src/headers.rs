//! What a browser is told about every answer.
//!
//! The pages need no script and load nothing from elsewhere, so everything is forbidden but their own styles,
//! which are allowed by hash ([CSP level 3](https://www.w3.org/TR/CSP3/)).

use crate::base64;
use axum::http::{HeaderName, HeaderValue, header};
use sha2::{Digest, Sha256};

/// What may be loaded and run where nothing needs to be.
pub(crate) const NOTHING: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// The headers that every answer has unless it sets its own.
pub(crate) const EVERYWHERE: [(HeaderName, HeaderValue); 6] = [
    (header::CONTENT_SECURITY_POLICY, NOTHING),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
];

/// Returns the policy for a page: nothing but the styles in its `style` elements.
pub(crate) fn policy_of(page: &str) -> HeaderValue {
    let mut hashes: Vec<String> = styles(page)
        .map(|style| format!(" 'sha256-{}'", base64::encode(&Sha256::digest(style.as_bytes()))))
        .collect();
    hashes.sort();
    hashes.dedup();
    let styles = if hashes.is_empty() { " 'none'".to_owned() } else { hashes.concat() };
    HeaderValue::from_str(&format!(
        "default-src 'none'; style-src{styles}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ))
    .unwrap_or(NOTHING)
}

/// Returns what stands in the `style` elements of a page that was written with lower-case tags.
fn styles(page: &str) -> impl Iterator<Item = &str> {
    page.split("<style").skip(1).filter_map(|rest| {
        let (_, content) = rest.split_once('>')?;
        Some(content.split_once("</style>")?.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, style_src: &str) {
        let policy = policy_of(page);
        let policy = policy.to_str().unwrap();
        assert!(policy.contains(&format!("style-src {style_src};")), "{policy}");
    }

    #[test]
    fn styles_are_allowed_by_their_hash() {
        // printf 'p{}' | openssl dgst -sha256 -binary | base64
        let hash = "'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='";
        check("<head><style>p{}</style></head>", hash);
        check("<style media=\"all\">p{}</style><style>p{}</style>", hash);
    }

    #[test]
    fn pages_without_styles_get_none() {
        for page in ["", "<p>क", "<style", "<style>", "<style>p{}"] {
            check(page, "'none'");
        }
    }
}
