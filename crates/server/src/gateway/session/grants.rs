//! The grants of sessions that OAuth began, as this gateway knows them: exchanged once for all who need it.
//!
//! A refresh token may be good once, so an exchange that was begun is always brought to its end, also when nobody waits for
//! it any more; what it gave is kept for whoever comes with the former cookie.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::OwnedMutexGuard;

use super::super::clock::Clock;
use super::super::oauth::OAuth;
use super::super::refusal::Refusal;
use super::grant::{Grant, Margin};
use super::slots::{Slot, Slots};

/// How many seconds what an exchange gave is kept after its end: until every cookie from before it is gone.
const KEPT: i64 = 600;

/// How long an answer that is there waits to be told which tokens are the newest.
const SOON: Duration = Duration::from_millis(100);

/// What is known of one session.
#[derive(Default)]
struct Known {
    /// The newest.
    grant: Option<Grant>,
    /// Whether the session is over, by signing out or as sign-in says so.
    is_over: bool,
    /// How the last exchange failed, and when.
    failed: Option<(Instant, Refusal)>,
    /// Seconds since 1970.
    kept_until: i64,
}

impl Known {
    /// Takes over what a cookie says, where another gateway has exchanged since.
    fn meet(&mut self, held: &Grant, now: i64) {
        if self.grant.as_ref().is_none_or(|known| known.turn < held.turn) {
            *self = Self { grant: Some(held.clone()), ..Self::default() };
        }
        let ends = self.grant.as_ref().and_then(|grant| grant.access.as_ref()).map_or(now, |access| access.until);
        self.kept_until = ends.max(now).saturating_add(KEPT);
    }

    /// What can still be used where no exchange succeeded.
    fn lasting(&self, now: i64, refusal: &Refusal) -> Result<Grant, Refusal> {
        let lasts = |grant: &&Grant| grant.access.as_ref().is_some_and(|access| access.until > now);
        self.grant.as_ref().filter(lasts).cloned().ok_or_else(|| refusal.clone())
    }
}

/// By what sessions are told apart by.
#[derive(Debug)]
pub(super) struct Grants {
    slots: Slots<String, Known>,
    clock: Clock,
}

impl Grants {
    pub(super) fn new(clock: Clock) -> Self {
        Self { slots: Slots::default(), clock }
    }

    /// The session's newest grant, with an access token that lasts.
    pub(super) async fn get(&self, held: &Grant, oauth: &Arc<OAuth>, margin: Margin) -> Result<Grant, Refusal> {
        let asked = Instant::now();
        let mut known = self.slot(&held.id).lock_owned().await;
        let now = self.clock.now();
        known.meet(held, now);
        if known.is_over {
            return Err(Refusal::SignedOut);
        }
        match (&known.grant, &known.failed) {
            (Some(grant), _) if grant.fresh(now, margin).is_some() => return Ok(grant.clone()),
            // Others asked while this one waited, and it would hear the same.
            (_, Some((at, refusal))) if *at > asked => return known.lasting(now, refusal),
            _ => {}
        }
        let (oauth, clock) = (oauth.clone(), self.clock.clone());
        tokio::spawn(async move { exchange(known, &oauth, &clock).await }).await.map_err(|_| Refusal::Broken)?
    }

    /// The newest grant of a session that is not over, without asking anybody. Nothing while an exchange is under way, which
    /// no answer waits for that is there already.
    pub(super) async fn newest(&self, held: &Grant) -> Option<Grant> {
        let mut known = tokio::time::timeout(SOON, self.slot(&held.id).lock_owned()).await.ok()?;
        known.meet(held, self.clock.now());
        known.grant.clone().filter(|_| !known.is_over)
    }

    /// Forgets an access token that was refused. Another that has come since stays.
    pub(super) async fn refused(&self, held: &Grant, access_token: &str) {
        let mut known = self.slot(&held.id).lock_owned().await;
        known.meet(held, self.clock.now());
        if let Some(grant) = &mut known.grant
            && grant.access.as_ref().is_some_and(|access| access.token == access_token)
        {
            grant.access = None;
        }
    }

    /// Ends a session here, whatever cookie comes with it, and answers what is to be taken back.
    pub(super) async fn end(&self, held: &Grant) -> Grant {
        let mut known = self.slot(&held.id).lock_owned().await;
        known.meet(held, self.clock.now());
        known.is_over = true;
        let grant = known.grant.get_or_insert_with(|| held.clone());
        let last = grant.clone();
        // No cookie is newer than this.
        *grant = Grant { turn: u64::MAX, refresh: None, access: None, ..held.clone() };
        last
    }

    fn slot(&self, id: &str) -> Slot<Known> {
        let now = self.clock.now();
        self.slots.slot(id.to_owned(), |known| known.kept_until > now)
    }
}

/// Exchanges a session's refresh token, and notes what came of it.
async fn exchange(mut known: OwnedMutexGuard<Known>, oauth: &OAuth, clock: &Clock) -> Result<Grant, Refusal> {
    let refresh = known.grant.as_ref().and_then(|grant| grant.refresh.clone());
    let (Some(mut grant), Some(refresh)) = (known.grant.clone(), refresh) else {
        // What cannot be renewed is used to its end.
        let lasting = known.lasting(clock.now(), &Refusal::SignedOut);
        known.is_over = lasting.is_err();
        return lasting;
    };
    match oauth.renew(&refresh).await {
        Ok(given) => {
            grant.turn = grant.turn.saturating_add(1);
            grant.refresh = given.refresh.or(Some(refresh));
            grant.access = Some(given.access);
            known.meet(&grant, clock.now());
            Ok(grant)
        }
        Err(Refusal::SignedOut) => {
            known.is_over = true;
            Err(Refusal::SignedOut)
        }
        Err(refusal) => {
            let lasting = known.lasting(clock.now(), &refusal);
            known.failed = Some((Instant::now(), refusal));
            lasting
        }
    }
}
