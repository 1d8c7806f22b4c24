//! Mail, handed to a server by SMTP.

use std::error::Error as _;
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::Response;
use mail_builder::MessageBuilder;
use mail_builder::headers::raw::Raw;
use tokio::runtime;
use tokio::time::{Instant, timeout_at};

use crate::clock::Moment;
use crate::setup::MailServer;

/// How much of what a server says goes into the log, in characters.
const HEARD: usize = 200;

/// Who sends what names no sender.
pub const SENDER: &str = "wheelhouse-sandbox@localhost";

/// A message in plain text.
pub struct Letter<'a> {
    /// What no other message is called, in letters and digits.
    pub id: &'a str,
    pub from: &'a str,
    pub to: Vec<&'a str>,
    /// One line: control characters in it are sent as spaces.
    pub subject: String,
    pub text: String,
    pub at: Moment,
}

/// Hands a letter to a server, and answers whether it took it for everybody. How that went is added to the log, recipient by
/// recipient.
pub fn send(letter: &Letter<'_>, server: &MailServer, limit: Duration, log: &mut Vec<String>) -> bool {
    let sent = match runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => {
            let sent = runtime.block_on(within(limit, letter, server, log));
            // A name that is still being looked up is not waited for.
            runtime.shutdown_background();
            sent
        }
        Err(error) => Err(error.to_string()),
    };
    sent.unwrap_or_else(|why| {
        log.push(format!("Could not be delivered: {why}"));
        false
    })
}

async fn within(
    limit: Duration,
    letter: &Letter<'_>,
    server: &MailServer,
    log: &mut Vec<String>,
) -> Result<bool, String> {
    let end = Instant::now() + limit;
    let Ok(handed_over) = timeout_at(end, hand_over(letter, server, log)).await else {
        return Err(format!("the mail server took longer than {} seconds", limit.as_secs_f32()));
    };
    let (mut connection, is_for_all) = handed_over?;
    // What was taken stays so, whatever is answered to a goodbye.
    let _ = timeout_at(end, connection.quit()).await;
    Ok(is_for_all)
}

async fn hand_over(
    letter: &Letter<'_>,
    server: &MailServer,
    log: &mut Vec<String>,
) -> Result<(AsyncSmtpConnection, bool), String> {
    let at = (server.host.as_str(), server.port);
    let connected = AsyncSmtpConnection::connect_tokio1(at, None, &ClientId::default(), None, None).await;
    let mut connection = connected.map_err(|error| refusal(&error))?;
    let takes_all_letters = connection.server_info().supports_feature(Extension::SmtpUtfEight);
    let from = address(letter.from, takes_all_letters).map_err(|why| format!("from {}: {why}", letter.from))?;
    let more = match takes_all_letters {
        true => vec![MailParameter::SmtpUtfEight, MailParameter::Body(MailBodyParameter::EightBitMime)],
        false => Vec::new(),
    };
    connection.command(Mail::new(Some(from), more)).await.map_err(|error| refusal(&error))?;

    let mut taken = Vec::new();
    for to in &letter.to {
        let answered = match address(to, takes_all_letters) {
            Ok(address) => match connection.command(Rcpt::new(address, Vec::new())).await {
                Ok(answer) => Ok(answer),
                Err(error) if error.status().is_some() => Err(refusal(&error)),
                Err(error) => return Err(refusal(&error)),
            },
            Err(why) => Err(why.to_owned()),
        };
        match answered {
            Ok(answer) => {
                log.push(format!("To {to}: {}", said(&answer)));
                taken.push(*to);
            }
            Err(why) => log.push(format!("To {to}: refused, {why}")),
        }
    }
    if taken.is_empty() {
        return Ok((connection, false));
    }
    let is_for_all = taken.len() == letter.to.len();
    let message = written(letter, taken).map_err(|error| error.to_string())?;
    connection.command(Data).await.map_err(|error| refusal(&error))?;
    let answer = connection.message(&message).await.map_err(|error| refusal(&error))?;
    log.push(format!("Answered {}", said(&answer)));
    Ok((connection, is_for_all))
}

/// The message as it is sent, with its headers: to those alone who get it.
fn written(letter: &Letter<'_>, to: Vec<&str>) -> std::io::Result<Vec<u8>> {
    MessageBuilder::new()
        .from(letter.from)
        .to(to)
        .subject(letter.subject.replace(char::is_control, " "))
        .date(letter.at.micros().div_euclid(1_000_000))
        .message_id(format!("{}@localhost", letter.id))
        // Nobody's absence is to be told to a machine.
        .header("Auto-Submitted", Raw::new("auto-generated"))
        .text_body(letter.text.as_str())
        .write_to_vec()
}

fn address(text: &str, takes_all_letters: bool) -> Result<Address, &'static str> {
    let address = text.parse().map_err(|_| "no mail server takes such an address")?;
    if text.is_ascii() || takes_all_letters { Ok(address) } else { Err("the mail server takes ASCII addresses only") }
}

/// Why something was not done: what the server said, or what is wrong with the connection.
fn refusal(error: &Error) -> String {
    let why = error.source().map(ToString::to_string);
    match (error.status(), why) {
        (Some(code), why) => short(&format!("{code} {}", why.unwrap_or_default())),
        (None, Some(why)) => short(&why),
        (None, None) => error.to_string(),
    }
}

fn said(answer: &Response) -> String {
    short(&format!("{} {}", answer.code(), answer.first_line().unwrap_or_default()))
}

fn short(text: &str) -> String {
    let plain = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter });
    plain.take(HEARD).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::{BufRead, BufReader, Write};
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    /// Hands a letter to a server of which `serve` is the first connection, within a fifth of a second.
    fn hand_to(serve: impl FnOnce(std::net::TcpStream) + Send + 'static) -> (bool, String) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = MailServer::parse(&format!("smtp://{}", listener.local_addr().unwrap())).unwrap();
        let served = thread::spawn(move || serve(listener.accept().unwrap().0));
        let letter = Letter {
            id: "a1",
            from: SENDER,
            to: vec!["ops@example.com"],
            subject: "Full".to_owned(),
            text: "The disk is full.\n.\n".to_owned(),
            at: Moment::from_micros(0),
        };
        let mut log = Vec::new();
        let is_good = send(&letter, &server, Duration::from_millis(200), &mut log);
        served.join().unwrap();
        (is_good, log.join("\n"))
    }

    /// Answers line by line, and to the last one never: until the other side has gone.
    fn answer(stream: std::net::TcpStream, answers: &[&str]) {
        let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
        let mut stream = stream;
        for answer in answers {
            stream.write_all(answer.as_bytes()).unwrap();
            let _ = lines.next();
        }
        lines.for_each(drop);
    }

    #[test]
    fn a_server_that_hangs_is_left() {
        for answers in [&[][..], &["220 a\r\n", "250 a\r\n", "250 a\r\n"]] {
            let (is_good, log) = hand_to(|stream| answer(stream, answers));
            assert!(
                !is_good && log.ends_with("Could not be delivered: the mail server took longer than 0.2 seconds"),
                "{log}"
            );
        }
    }

    #[test]
    fn a_server_that_never_ends_its_answer_is_left() {
        let (is_good, log) = hand_to(|mut stream| while stream.write_all(b"2").is_ok() {});
        assert!(!is_good && log.starts_with("Could not be delivered"), "{log}");
    }

    #[test]
    fn what_was_taken_stays_so_without_a_goodbye() {
        let taken = &["220 a\r\n", "250 a\r\n", "250 a\r\n", "250 a\r\n", "354 a\r\n", "250 b\r\n"];
        let (is_good, log) = hand_to(|stream| answer(stream, taken));
        assert!(is_good && log.ends_with("Answered 250 b"), "{log}");
    }

    #[test]
    fn no_name_adds_a_header_or_a_command() {
        let letter = |from| Letter {
            id: "a1",
            from,
            to: Vec::new(),
            subject: "Full\r\nBcc: spy@example.com\r\n\r\nText".to_owned(),
            text: String::new(),
            at: Moment::from_micros(0),
        };
        let message = written(&letter(SENDER), vec!["a@example.com\r\nBcc: spy@example.com"]).unwrap();
        let message = String::from_utf8(message).unwrap();
        let head = message.split_once("\r\n\r\n").unwrap().0;
        assert!(head.contains("Subject: Full  Bcc: spy@example.com    Text"), "{message}");
        assert!(!head.contains("\r\nBcc"), "{message}");
        for text in ["a@example.com\r\nRCPT TO:<spy@example.com>", "a> SIZE=1 <b@example.com", "\"a\r\nb\"@example.com"]
        {
            assert!(address(text, true).is_err(), "{text:?}");
        }
    }
}
