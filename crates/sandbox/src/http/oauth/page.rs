//! The page where somebody signs in to a program, and the one that says why they cannot. No script; the one style is named
//! by its hash.

use std::sync::LazyLock;

use axum::body::Body;
use axum::http::header::{self, HeaderValue};
use axum::http::{Response, StatusCode};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use super::asked::Asked;

const STYLE: &str = "body{font:1rem/1.5 system-ui,sans-serif;margin:0}main{max-width:26rem;margin:12vh auto;padding:0 1rem}\
h1{font-size:1.25rem}label{display:block;font-weight:600}input{box-sizing:border-box;width:100%;font:inherit;padding:.5rem;\
margin:.25rem 0 1rem}button{font:inherit;padding:.5rem 1.25rem;margin-right:.5rem}";

/// The style as policies name it.
static STYLE_HASH: LazyLock<String> = LazyLock::new(|| BASE64_STANDARD.encode(Sha256::digest(STYLE.as_bytes())));

/// The form. `wrong` says what was wrong with the token that was tried.
pub fn form(asked: &Asked<'_>, wrong: Option<&str>) -> Response<Body> {
    let hidden: String = asked
        .fields
        .iter()
        .map(|(name, value)| format!("<input type=\"hidden\" name=\"{name}\" value=\"{}\">", escaped(value)))
        .collect();
    let (alert, told) = match wrong {
        Some(wrong) => (
            format!("<p id=\"wrong\" role=\"alert\">{}</p>", escaped(wrong)),
            " aria-invalid=\"true\" aria-describedby=\"wrong\"",
        ),
        None => (String::new(), ""),
    };
    let text = format!(
        "<p>The program <strong>{}</strong> asks to act in your name. It is sent back to {} and never sees your token.</p>\
         {alert}<form method=\"post\" action=\"/auth/oauth2/authorize\">{hidden}<label for=\"api_token\">API token</label>\
         <input id=\"api_token\" name=\"api_token\" type=\"password\" autocomplete=\"current-password\" required \
         autofocus{told}><button name=\"decision\" value=\"allow\">Allow</button>\
         <button name=\"decision\" value=\"cancel\" formnovalidate>Cancel</button></form>",
        escaped(&asked.client.id),
        escaped(asked.client.origin()),
    );
    let status = if wrong.is_some() { StatusCode::FORBIDDEN } else { StatusCode::OK };
    // Some browsers hold what follows the form's answer to the policy as well, which is the way back.
    render(status, "Sign in to the sandbox", &text, &format!("'self' {}", asked.client.origin()))
}

/// Why there is no form.
pub fn refused(status: StatusCode, why: &str) -> Response<Body> {
    render(status, "You can’t sign in here", &format!("<p>{}</p>", escaped(why)), "'none'")
}

fn render(status: StatusCode, title: &str, text: &str, forms: &str) -> Response<Body> {
    // With `no-referrer`, which every answer of the server says, a form would come from nowhere and be refused.
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title} – Wheelhouse sandbox</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\">\
         <meta name=\"referrer\" content=\"same-origin\"><style>{STYLE}</style></head>\
         <body><main><h1>{title}</h1>{text}</main></body></html>\n"
    );
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action {forms}; frame-ancestors 'none'",
        *STYLE_HASH
    );
    let mut response = Response::new(Body::from(page));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}
