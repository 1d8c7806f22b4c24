//! The few words that a browser is shown on its way through signing in. No script and no style: the policy of answers that
//! are no page of the console lets neither happen.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, Response, StatusCode};

/// Has the browser go to a page of the console by itself.
///
/// A redirect would not do: it would still be part of the way from the sign-in server's site, on which browsers leave
/// `SameSite=Strict` cookies out. A page of this site that goes on is this site's own doing.
pub(in super::super) fn onward(next: &str) -> Response<Body> {
    let next = escaped(next);
    let head = format!("<meta http-equiv=\"refresh\" content=\"0;url={next}\">");
    render(StatusCode::OK, "Signed in", &head, &format!("<p><a href=\"{next}\">Continue to the console</a></p>"))
}

/// Says why signing in came to nothing, with the words of the sign-in server where there are some.
pub(in super::super) fn failed(status: StatusCode, why: &str, told: Option<&str>) -> Response<Body> {
    let told = told.map(|told| format!("<p>The sign-in server said: <q>{}</q></p>", escaped(told)));
    let text = format!(
        "<p>{}</p>{}<p><a href=\"/\">Back to the console</a></p>",
        escaped(why),
        told.as_deref().unwrap_or_default()
    );
    render(status, "Sign-in didn’t work", "", &text)
}

fn render(status: StatusCode, title: &str, head: &str, text: &str) -> Response<Body> {
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title} – Wheelhouse</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\">\
         {head}</head><body><main><h1>{title}</h1>{text}</main></body></html>\n"
    );
    let mut response = Response::new(Body::from(page));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(escaped("<a href='x'>\"&\"</a>"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;&quot;&lt;/a&gt;");
    }
}
