//! The headers that go with every answer, whatever it is.

use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderName, HeaderValue, Response};
use axum::middleware;

/// What no page of ours uses.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), \
     encrypted-media=(), fullscreen=(), geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(), \
     idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), otp-credentials=(), payment=(), \
     picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), web-share=(), \
     xr-spatial-tracking=()";

/// What an answer may do that is no page: nothing, wherever it is shown.
const NOTHING: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Two years, after which a browser has to be told again to come by HTTPS alone.
const ENCRYPTED: &str = "max-age=63072000";

/// Those that say the same for all answers.
pub fn common() -> [(HeaderName, HeaderValue); 5] {
    [
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (HeaderName::from_static("permissions-policy"), HeaderValue::from_static(PERMISSIONS)),
        (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
        (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    ]
}

/// Every answer of the router with these headers, and the policy that lets nothing happen where it has none of its own.
/// With `encrypted_only`, browsers come by HTTPS alone afterwards.
pub fn everywhere(router: Router, encrypted_only: bool) -> Router {
    router.layer(middleware::map_response(move |mut response: Response<Body>| async move {
        let headers = response.headers_mut();
        for (name, value) in common() {
            headers.insert(name, value);
        }
        headers.entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(NOTHING));
        if encrypted_only {
            headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(ENCRYPTED));
        }
        response
    }))
}
