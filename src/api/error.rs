//! One type for everything that can go wrong with a request, in words for the person.

use wheelhouse_contract::{FieldError, Problem};

/// A request that did not do what it was for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiError {
    pub kind: ErrorKind,
    /// What the API said about it.
    pub problem: Problem,
    /// When what is shown all the same was read, in milliseconds since 1970, where it is from before.
    pub as_of: Option<i64>,
}

/// How the gateway ends what it says of a request that it could not pass on.
const NOTHING_DONE: &str = "Nothing was done.";
/// How it ends that of a write which it could not write down first.
const NOT_PASSED_ON: &str = "it was not passed on.";

/// What sort of failure it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// No answer came: no network, the server is down, or the answer was cut off.
    Network,
    /// A write that never got to the API, which cannot be reached: nothing was done.
    Unsent,
    /// No answer came in time.
    Timeout,
    /// The answer is not JSON where JSON was expected.
    Unreadable,
    /// Nobody is signed in, or the sign-in is no longer good.
    SignedOut,
    /// The API wants a sign-in that is fresher or stronger, and there was none.
    StepUp,
    /// An answer with this status.
    Status(u16),
    /// Too many requests; how many seconds to wait.
    Busy(u32),
    /// A link that leads away from the configured hosts.
    ForeignLink,
    /// Given up because nobody waits for it any more.
    Aborted,
}

/// What the person can do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    Retry,
    SignIn,
    /// Only somebody with more rights can help.
    AskForAccess,
    /// Correct what was entered.
    Correct,
    None,
}

impl From<ErrorKind> for ApiError {
    fn from(kind: ErrorKind) -> Self {
        Self { kind, problem: Problem::default(), as_of: None }
    }
}

impl ApiError {
    /// An error answer, read from its body.
    pub fn from_answer(status: u16, retry_after: Option<u32>, body: &str) -> Self {
        let problem = Problem::read(body);
        let kind = match status {
            502 if problem.message.ends_with(NOTHING_DONE) => return ErrorKind::Unsent.into(),
            401 => ErrorKind::SignedOut,
            429 => ErrorKind::Busy(retry_after.unwrap_or(5)),
            status => ErrorKind::Status(status),
        };
        Self { kind, problem, as_of: None }
    }

    /// The same of a request that never got to the API: of a read that cannot have done anything, only that it failed.
    pub(super) fn unsent(mut self, is_read: bool) -> Self {
        if matches!(self.kind, ErrorKind::Network | ErrorKind::Unsent) {
            self.kind = if is_read { ErrorKind::Network } else { ErrorKind::Unsent };
        }
        self
    }

    /// Whether it is sure that nothing was done.
    pub fn is_undone(&self) -> bool {
        self.kind == ErrorKind::Unsent || self.problem.message.ends_with(NOT_PASSED_ON)
    }

    pub fn is(&self, status: u16) -> bool {
        self.kind == ErrorKind::Status(status)
    }

    /// Whether the same read may well succeed a little later.
    pub fn is_passing(&self) -> bool {
        match self.kind {
            ErrorKind::Network | ErrorKind::Timeout | ErrorKind::Busy(_) => true,
            ErrorKind::Status(status) => status >= 500,
            _ => false,
        }
    }

    /// What happened, in a few words.
    pub fn title(&self) -> &'static str {
        match self.kind {
            ErrorKind::Network | ErrorKind::Unsent => "The API can’t be reached",
            ErrorKind::Timeout | ErrorKind::Status(504) => "The API is taking too long to respond",
            ErrorKind::Unreadable => "The API sent an unreadable response",
            ErrorKind::SignedOut => "You are signed out",
            ErrorKind::StepUp => "A fresh sign-in is needed",
            ErrorKind::Busy(_) => "Too many requests",
            ErrorKind::ForeignLink => "This link points to another host",
            ErrorKind::Aborted => "Given up",
            ErrorKind::Status(400 | 422) => "The API rejected this request",
            ErrorKind::Status(402) => "Plan limit reached",
            ErrorKind::Status(403) => "You don’t have access to this",
            ErrorKind::Status(404) => "Not found",
            ErrorKind::Status(409) => "This conflicts with the current state",
            ErrorKind::Status(status) if status >= 500 => "The API failed",
            ErrorKind::Status(_) => "The API refused this",
        }
    }

    /// Why, if known, and what to do.
    pub fn text(&self) -> String {
        let advice = match self.kind {
            ErrorKind::Network => "Check your connection and try again.".to_owned(),
            ErrorKind::Unsent => "Nothing was sent. Check your connection and try again.".to_owned(),
            ErrorKind::Timeout => "Try again in a moment.".to_owned(),
            ErrorKind::Unreadable => "A proxy may have answered instead. Try again.".to_owned(),
            ErrorKind::SignedOut | ErrorKind::StepUp => "Sign in again to continue.".to_owned(),
            ErrorKind::Busy(seconds) => format!("Try again in {}.", wait_words(seconds)),
            ErrorKind::ForeignLink => "That host isn’t listed in config.json.".to_owned(),
            ErrorKind::Status(403) => "An admin of the project or organization can grant access.".to_owned(),
            ErrorKind::Status(404) => "It may have been deleted, or you may not have access to it.".to_owned(),
            ErrorKind::Status(status) if status >= 500 => format!("It responded with status {status}. Try again."),
            ErrorKind::Status(_) | ErrorKind::Aborted => String::new(),
        };
        match (self.problem.message.trim(), advice.is_empty()) {
            ("", _) => advice,
            (said, true) => said.to_owned(),
            (said, false) => format!("{} {advice}", sentence(said)),
        }
    }

    pub fn remedy(&self) -> Remedy {
        match self.kind {
            ErrorKind::SignedOut => Remedy::SignIn,
            ErrorKind::Status(400 | 409 | 422) => Remedy::Correct,
            ErrorKind::Status(402 | 403) => Remedy::AskForAccess,
            ErrorKind::ForeignLink => Remedy::None,
            ErrorKind::Unreadable | ErrorKind::StepUp | ErrorKind::Unsent => Remedy::Retry,
            _ if self.is_passing() => Remedy::Retry,
            _ => Remedy::None,
        }
    }

    /// The fields that the API named.
    pub fn fields(&self) -> &[FieldError] {
        &self.problem.fields
    }
}

/// A wait in its largest unit, rounded up: after it the wait is over.
fn wait_words(seconds: u32) -> String {
    match seconds {
        0..=119 => format!("{seconds} s"),
        120..=7_199 => format!("{} min", seconds.div_ceil(60)),
        _ => format!("{} h", seconds.div_ceil(3_600)),
    }
}

/// The text with a full stop at its end.
fn sentence(text: &str) -> String {
    if text.ends_with(['.', '!', '?', '…']) { text.to_owned() } else { format!("{text}.") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_never_shown() {
        let error = ApiError::from_answer(500, None, "<html><h1>oops</h1></html>");
        assert_eq!(error.text(), "It responded with status 500. Try again.");
        assert_eq!(error.remedy(), Remedy::Retry);
    }

    #[test]
    fn a_gateway_tells_that_nothing_was_done() {
        let said = |status, detail: &str| {
            let body = format!(r#"{{"status": {status}, "title": "Bad Gateway", "detail": "{detail}"}}"#);
            ApiError::from_answer(status, None, &body)
        };
        let unreachable = said(502, "The API cannot be reached. Nothing was done.");
        assert_eq!((unreachable.kind, unreachable.is_undone()), (ErrorKind::Unsent, true));
        assert_eq!(unreachable.text(), "Nothing was sent. Check your connection and try again.");
        assert_eq!(unreachable.unsent(true).kind, ErrorKind::Network);
        assert!(said(503, "The change could not be written down, so it was not passed on.").is_undone());
        for late in [said(504, "The API did not answer in time. What was asked may have been done."), said(502, "")] {
            assert!(!late.is_undone() && late.is_passing());
        }
    }

    #[test]
    fn the_apis_own_words_come_first() {
        let error = ApiError::from_answer(403, None, r#"{"message": "You need the admin role"}"#);
        assert_eq!(error.text(), "You need the admin role. An admin of the project or organization can grant access.");
        assert_eq!(error.remedy(), Remedy::AskForAccess);
    }

    #[test]
    fn waiting_is_counted_in_the_servers_seconds() {
        assert_eq!(ApiError::from_answer(429, Some(30), "").kind, ErrorKind::Busy(30));
        let said = |seconds| ApiError::from_answer(429, Some(seconds), "").text();
        assert_eq!(said(30), "Try again in 30 s.");
        assert_eq!(said(301), "Try again in 6 min.");
        assert_eq!(said(86_400), "Try again in 24 h.");
    }
}
