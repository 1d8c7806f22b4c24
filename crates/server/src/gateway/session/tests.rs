//! Which cookies are sessions, for how long, and what has room in them.
#![allow(clippy::unwrap_used)]

use axum::http::header::COOKIE;

use super::cookie::ROOM;
use super::*;
use crate::gateway::noise;

const HOUR: i64 = 3600;

fn sessions() -> Sessions {
    let keys = Keys::read(&format!("a {}", "1".repeat(64))).unwrap();
    let (idle, age) = (Duration::from_secs(3600), Duration::from_secs(7200));
    Sessions::new(SessionOptions { keys, idle, age }, None, None, Clock::default())
}

fn found(sessions: &Sessions, session: &Session, now: i64) -> bool {
    let mut headers = HeaderMap::new();
    let value = format!("other=1; {COOKIE_NAME}={}", sessions.keys.seal(session).unwrap());
    headers.insert(COOKIE, value.parse().unwrap());
    sessions.of(&headers, now).is_some()
}

#[test]
fn a_session_ends_unused_and_in_the_end_always() {
    let sessions = sessions();
    let at = |begun, used| Session { holds: Holds::ApiToken("token".to_owned()), begun, used };
    assert!(found(&sessions, &at(0, 0), HOUR - 1));
    assert!(!found(&sessions, &at(0, 0), HOUR));
    assert!(found(&sessions, &at(0, HOUR), 2 * HOUR - 1));
    assert!(!found(&sessions, &at(0, HOUR + 10), 2 * HOUR));
    assert!(!found(&sessions, &at(0, HOUR), 0), "from the future");
    assert!(!found(&sessions, &at(HOUR, 0), HOUR), "used before it began");
}

#[test]
fn a_session_that_is_used_goes_on() {
    let sessions = sessions();
    let mut session = Session { holds: Holds::ApiToken("token".to_owned()), begun: 0, used: 0 };
    assert!(!sessions.note_use(&mut session, 60));
    assert!(sessions.note_use(&mut session, HOUR - 1));
    let cookie = sessions.cookie(&session, HOUR - 1).unwrap();
    assert!(cookie.to_str().unwrap().contains("; Max-Age=3600;"));
    assert!(found(&sessions, &session, 2 * HOUR - 2));
    assert!(sessions.note_use(&mut session, 2 * HOUR - 60));
    let cookie = sessions.cookie(&session, 2 * HOUR - 60).unwrap();
    assert!(cookie.to_str().unwrap().contains("; Max-Age=60;"));
}

fn of_a_grant(refresh: Option<usize>, access: usize) -> Session {
    let letters = |length: usize| "t".repeat(length);
    let grant = Grant {
        id: "a".to_owned(),
        who: "b".to_owned(),
        turn: 0,
        refresh: refresh.map(letters),
        access: Some(Access::new(letters(access), 0, 900)),
    };
    Session { holds: Holds::Grant(grant), begun: 0, used: 0 }
}

#[test]
fn what_cannot_be_renewed_ends_with_its_access_token() {
    let sessions = sessions();
    assert!(found(&sessions, &of_a_grant(None, 9), 899));
    assert!(!found(&sessions, &of_a_grant(None, 9), 900));
    assert!(found(&sessions, &of_a_grant(Some(9), 9), 900));
}

#[test]
fn an_access_token_that_has_no_room_in_the_cookie_is_left_out_and_a_refresh_token_is_not() {
    let sessions = sessions();
    let held = |session: &Session| {
        let cookie = sessions.cookie(session, 0)?;
        let text = cookie.to_str().unwrap().to_owned();
        assert!(text.len() <= ROOM, "{}", text.len());
        match sessions.keys.open(text.split(['=', ';']).nth(1).unwrap()).unwrap().holds {
            Holds::Grant(grant) => Some((grant.refresh.is_some(), grant.access.is_some())),
            Holds::ApiToken(_) => None,
        }
    };
    assert_eq!(held(&of_a_grant(Some(1000), 1500)), Some((true, true)));
    assert_eq!(held(&of_a_grant(Some(1000), 2500)), Some((true, false)));
    assert_eq!(held(&of_a_grant(Some(4000), 100)), None);
    assert_eq!(held(&of_a_grant(None, 4000)), None);
}

#[test]
fn of_two_cookies_none_is_taken() {
    let sessions = sessions();
    let sealed =
        sessions.keys.seal(&Session { holds: Holds::ApiToken("token".to_owned()), begun: 0, used: 0 }).unwrap();
    for text in [format!("{COOKIE_NAME}={sealed}; {COOKIE_NAME}=x"), format!("{COOKIE_NAME}=x; {COOKIE_NAME}={sealed}")]
    {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, text.parse().unwrap());
        assert!(sessions.of(&headers, 0).is_none());
    }
}

#[test]
fn fuzzed_cookies_are_nobodys() {
    let (sessions, now) = (sessions(), 1_800_000_000);
    let session = Session { holds: Holds::ApiToken("t".to_owned()), begun: now - 10, used: now - 5 };
    let cookie = format!("a=b; {COOKIE_NAME}={}; c", sessions.keys.seal(&session).unwrap());
    let words = ["; ", "=", COOKIE_NAME, "a.", "\u{e9}", "\"", ","];
    let made = [cookie.into_bytes()];
    let make = |noise: &mut noise::Noise| {
        let pair = |bytes: Vec<u8>| HeaderValue::from_bytes(&bytes).ok().map(|value| (COOKIE, value));
        HeaderMap::from_iter((0..=noise.below(2)).filter_map(|_| pair(noise.changed(&made, &words))))
    };
    noise::try_all(10_000, make, |headers| {
        // What was changed beside it leaves it as it was.
        assert!(sessions.of(headers, now).is_none_or(|found| found == session));
    });
}
