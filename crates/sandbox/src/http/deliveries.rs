//! Telling integrations of activities and of disks: the sandbox calls no host but those that whoever runs it allows, and this machine.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::mail::{self, Letter};
use super::outgoing::{self, NOT_ALLOWED, PATIENCE, Received, Sent};
use super::{Shared, scripts, signature};
use crate::activities::{self, Due, News};
use crate::clock::Moment;
use crate::error::ApiError;
use crate::store::notices::Notice;
use crate::store::{self, projects};

/// Where PagerDuty takes incidents.
const INCIDENTS: &str = "https://events.pagerduty.com/v2/enqueue";

/// How much of an answer goes into the log, in bytes.
const HEARD: usize = 2048;

/// How often it is looked whether something is due.
const PAUSE: Duration = Duration::from_secs(1);

/// How many are told before others get a turn.
const MOST: usize = 50;

/// How telling one went.
struct Outcome {
    log: Vec<String>,
    is_good: bool,
}

impl Shared {
    /// Tells what is due, one after another, and answers how many that were. Nothing is held meanwhile that others wait for.
    ///
    /// # Errors
    /// When what is due cannot be read, or how it went not be written.
    pub fn deliver(&self) -> Result<usize, ApiError> {
        for told in 0..MOST {
            let Some(due) = self.take_due()? else { return Ok(told) };
            let now = self.clock.now();
            let outcome = self.tell(&due, now);
            let mut connection = self.store.writer();
            let transaction = connection.transaction()?;
            activities::told(&transaction, &due, &outcome.log, outcome.is_good, self.clock.now())?;
            transaction.commit()?;
        }
        Ok(MOST)
    }

    fn take_due(&self) -> Result<Option<Due>, ApiError> {
        if !self.store.read(activities::are_waiting)? {
            return Ok(None);
        }
        let mut connection = self.store.writer();
        let now = self.clock.now();
        self.settle(&mut connection, now)?;
        let transaction = connection.transaction()?;
        let due = activities::take_due(&transaction, now)?;
        if due.is_some() {
            store::see(&transaction, now)?;
        }
        transaction.commit()?;
        Ok(due)
    }

    fn tell(&self, due: &Due, now: Moment) -> Outcome {
        let fact = |name: &str| due.integration.facts.get(name).and_then(Value::as_str).unwrap_or_default();
        let body = match &due.news {
            News::Activity(_, activity) => activity.whole(now, false, None),
            News::Disk(notice) => activities::health_body(notice),
        };
        match (due.integration.kind.as_str(), &due.news) {
            ("script", _) => {
                let (log, is_good) = scripts::run(fact("script"), &body, &self.deliver_to);
                Outcome { log, is_good }
            }
            ("health.email", News::Disk(notice)) => {
                self.mail(notice, fact("from_address"), due.integration.facts.get("recipients"))
            }
            ("health.slack", News::Disk(notice)) => {
                self.post_to_slack(&activities::message(notice, fact("channel")), &due.integration.bot_token)
            }
            ("health.pagerduty", News::Disk(notice)) => {
                self.call(INCIDENTS, &activities::incident(notice, fact("routing_key")), "")
            }
            _ => self.call(fact("url"), &body, fact("shared_key")),
        }
    }

    /// Posts it, signed where there is a key.
    fn call(&self, url: &str, body: &Value, key: &str) -> Outcome {
        let body = body.to_string();
        let mut headers = vec![("Content-Type", "application/json".to_owned())];
        let mut notes = Vec::new();
        if let Some(signature) = (!key.is_empty()).then(|| signature::sign(&body, key)).flatten() {
            notes.push(format!("Signed: {}", signature::HEADER));
            headers.push((signature::HEADER, signature));
        }
        self.post(url, &headers, body, notes, |answer, log| {
            let text = answer.body.get(..HEARD).unwrap_or(&answer.body);
            log.extend(String::from_utf8_lossy(text).lines().take(20).map(|line| format!("  {line}")));
            (200..300).contains(&answer.status)
        })
    }

    /// Posts a message with a bot's token, which the log does not have: nor has it what Slack answers beside its verdict.
    fn post_to_slack(&self, message: &Value, token: &str) -> Outcome {
        if token.is_empty() {
            return not_sent(vec!["There is no bot token: nothing was posted.".to_owned()]);
        }
        let url = format!("{}/chat.postMessage", self.slack_api);
        let headers = [
            ("Content-Type", "application/json; charset=utf-8".to_owned()),
            ("Authorization", format!("Bearer {token}")),
        ];
        self.post(&url, &headers, message.to_string(), Vec::new(), |answer, log| {
            // What Slack refuses is answered 200 as well.
            let verdict: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
            let is_good = answer.status == 200 && verdict.get("ok") == Some(&Value::Bool(true));
            if !is_good {
                let error = verdict.get("error").and_then(Value::as_str).filter(|error| is_error_code(error));
                log.push(format!("Slack posted nothing: {}", error.unwrap_or("its answer does not say why")));
            }
            is_good
        })
    }

    /// Hands a letter to the mail server.
    fn mail(&self, notice: &Notice, from: &str, to: Option<&Value>) -> Outcome {
        let Some(server) = &self.mail_server else {
            let why = "The sandbox has no mail server: its option --mail-server smtp://HOST[:PORT] names one.";
            return not_sent(vec![activities::health_sentence(notice), why.to_owned()]);
        };
        let mut log = vec![format!("Mail to {server}")];
        if !outgoing::may_call(&server.host, server.port, &self.deliver_to) {
            log.push(NOT_ALLOWED.to_owned());
            return not_sent(log);
        }
        let project = self.store.read(|connection| projects::get(connection, &notice.project_id)).ok().flatten();
        let title = project.map_or_else(|| notice.project_id.clone(), |project| project.title);
        let (subject, text) = activities::letter(notice, &title);
        let from = if from.is_empty() { mail::SENDER } else { from };
        let to = to.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
        log.push(format!("From {from}"));
        let letter = Letter { id: &notice.id, from, to, subject, text, at: notice.made_at };
        let is_good = mail::send(&letter, server, PATIENCE, &mut log);
        Outcome { log, is_good }
    }

    /// Posts a body, and has `judge` say whether the answer is a good one, and write down what it says.
    fn post(
        &self,
        url: &str,
        headers: &[(&str, String)],
        body: String,
        notes: Vec<String>,
        judge: impl FnOnce(&Received, &mut Vec<String>) -> bool,
    ) -> Outcome {
        let mut log = vec![format!("POST {url}")];
        log.extend(notes);
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        let sent = Sent { method: "POST".to_owned(), url: url.to_owned(), headers, body: Some(body) };
        match outgoing::send(&sent, &self.deliver_to) {
            Ok(answer) => {
                log.push(format!("Answered {}", answer.status));
                let is_good = judge(&answer, &mut log);
                Outcome { log, is_good }
            }
            Err(why) => {
                log.push(why);
                not_sent(log)
            }
        }
    }
}

/// Whether a text is one of Slack's names of errors, as `channel_not_found`, and not what somebody was sent.
fn is_error_code(text: &str) -> bool {
    text.len() <= 64 && text.bytes().all(|byte| byte == b'_' || byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

fn not_sent(log: Vec<String>) -> Outcome {
    Outcome { log, is_good: false }
}

/// Tells what becomes due, for as long as this is awaited.
pub async fn deliver(shared: Arc<Shared>) {
    loop {
        tokio::time::sleep(PAUSE).await;
        let worker = shared.clone();
        // What could not be told now, as with a full disk, is later.
        let _ = super::dispatch::blocking(move || worker.deliver()).await;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::seed;
    use crate::setup::{Options, Storage};
    use crate::store::users;

    #[test]
    fn what_was_under_way_when_the_process_ended_is_not_told_again() {
        let folder = tempfile::tempdir().unwrap();
        let open = || {
            let storage = Storage::Directory(folder.path().to_owned());
            Shared::open(Options { storage, test_controls: true, ..Options::default() }).unwrap()
        };
        let shared = open();
        {
            let mut connection = shared.store.writer();
            let transaction = connection.transaction().unwrap();
            let caller = users::get(&transaction, &seed::administrator()).unwrap().unwrap();
            let context = shared.context(&transaction, &caller, shared.clock.now());
            let changes = [("a".to_owned(), Some(Vec::new()))];
            crate::resources::push(&context, "shop4k2mq7xwa", "main", "Change a\n", &changes).unwrap();
            transaction.commit().unwrap();
        }
        shared.clock.advance(600 * 1_000_000);
        let due = shared.take_due().unwrap().unwrap();
        assert!(shared.take_due().unwrap().is_none(), "it is taken");
        drop(shared);
        let shared = open();
        shared.clock.advance(600 * 1_000_000);
        assert_eq!(shared.deliver().unwrap(), 0);
        let read = |connection: &rusqlite::Connection| {
            let filter = activities::Filter { kinds: vec!["integration.webhook"], count: 1, ..Default::default() };
            activities::list(connection, &due.integration.project_id, &filter, shared.clock.now())
        };
        let told = shared.store.read(read).unwrap();
        let told = told.first().unwrap().whole(shared.clock.now(), false, None);
        assert!(told.to_string().contains("Whether it arrived is not known"), "{told}");
    }
}
