//! Mail that tells of disks, at a server that takes it by SMTP.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use wheelhouse_sandbox::{MailServer, Options, Sandbox};

use crate::common::{Client, DONE, SHOP};

/// What a server took: who sends it, to whom, and the message.
#[derive(Clone, Debug)]
struct Taken {
    from: String,
    to: Vec<String>,
    message: String,
}

type Inbox = Arc<Mutex<Vec<Taken>>>;

/// A mail server on its own port that offers `more` and knows nobody whose name begins with `nobody`.
async fn mail_server(more: &'static str) -> (MailServer, Inbox) {
    let inbox = Inbox::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let server = MailServer::parse(&format!("smtp://{}", listener.local_addr().unwrap())).unwrap();
    let heard = inbox.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(converse(stream, more, heard.clone()));
        }
    });
    (server, inbox)
}

async fn converse(stream: TcpStream, more: &'static str, inbox: Inbox) {
    let mut stream = BufReader::new(stream);
    let (mut from, mut to) = (String::new(), Vec::new());
    let mut answer = "220 mail.test\r\n".to_owned();
    loop {
        stream.write_all(answer.as_bytes()).await.unwrap();
        let line = line(&mut stream).await;
        let inside = |start: &str| line.strip_prefix(start).unwrap().split_once('>').unwrap().0.to_owned();
        answer = match line.trim_end().split([' ', ':']).next().unwrap() {
            "EHLO" => format!("250-mail.test\r\n250 {more}\r\n"),
            "MAIL" => {
                from = inside("MAIL FROM:<");
                "250 2.1.0 Go on\r\n".to_owned()
            }
            "RCPT" if line.contains("<nobody") => {
                "550-5.1.1 No such user\r\n550 5.1.1 Ask the postmaster\r\n".to_owned()
            }
            "RCPT" => {
                to.push(inside("RCPT TO:<"));
                "250 2.1.5 Fine\r\n".to_owned()
            }
            "DATA" => {
                stream.write_all(b"354 Go on\r\n").await.unwrap();
                let mut message = String::new();
                while !message.ends_with("\r\n.\r\n") {
                    message += &self::line(&mut stream).await;
                }
                let taken = Taken { from: std::mem::take(&mut from), to: std::mem::take(&mut to), message };
                inbox.lock().unwrap().push(taken);
                "250 2.0.0 Queued\r\n".to_owned()
            }
            "QUIT" => return,
            _ => panic!("{line}"),
        };
    }
}

async fn line(stream: &mut BufReader<TcpStream>) -> String {
    let mut line = String::new();
    stream.read_line(&mut line).await.unwrap();
    assert!(line.ends_with("\r\n"), "{line:?}");
    line
}

async fn client(options: Options) -> Client {
    let client = Client::admin(&Sandbox::open(Options { test_controls: true, ..options }).unwrap()).await;
    client.advance(DONE).await;
    client
}

impl Client {
    /// Has the disk of a database fill up, and integrations be told.
    async fn fill(&self) {
        let written = json!({"service": "db", "size_bytes": 3_400_i64 << 20});
        self.control("POST", &format!("data/{SHOP}/staging"), written).await.ok();
        self.deliver().await;
        self.advance(1.0).await;
    }

    async fn mail(&self, recipients: &[&str], from: Value) -> String {
        self.integrate(json!({"type": "health.email", "recipients": recipients, "from_address": from})).await
    }

    /// How telling an integration went: whether it did, in a sentence, and its log.
    async fn how(&self, integration: &str) -> (bool, String, String) {
        let [how] = self.told(integration).await.try_into().unwrap();
        let text = how["text"].as_str().unwrap().to_owned();
        (how["result"] == "success", text, self.log(&how).await)
    }
}

/// What a header says, unfolded.
fn header(message: &str, name: &str) -> String {
    let head = message.split_once("\r\n\r\n").unwrap().0.replace("\r\n ", " ");
    let found: Vec<_> = head.lines().filter_map(|line| line.strip_prefix(&format!("{name}: "))).collect();
    let [value] = found.as_slice() else { panic!("{name}: {found:?}") };
    (*value).to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn mail_reaches_every_recipient() {
    let (server, inbox) = mail_server("8BITMIME").await;
    let client = client(Options { mail_server: Some(server.clone()), ..Options::default() }).await;
    let mail = client.mail(&["ops@example.com", "night@example.com"], Value::Null).await;
    let theirs = client.mail(&["ops@example.com"], json!("alerts@example.com")).await;
    client.fill().await;
    let mut taken = inbox.lock().unwrap().clone();
    taken.sort_by_key(|taken| taken.to.len());
    let [of_theirs, of_ours] = taken.as_slice() else { panic!("{taken:?}") };
    assert_eq!(
        (of_theirs.from.as_str(), of_ours.from.as_str()),
        ("alerts@example.com", "wheelhouse-sandbox@localhost")
    );
    assert_eq!(of_ours.to, ["ops@example.com", "night@example.com"]);
    let message = &of_ours.message;
    assert_eq!(header(message, "From"), "<wheelhouse-sandbox@localhost>");
    assert_eq!(header(message, "To"), "<ops@example.com>, <night@example.com>");
    assert_eq!(header(message, "Subject"), "[Lakeside Shop] The disk of db in staging fills up");
    assert!(header(message, "Content-Type").starts_with("text/plain"));
    assert!(header(message, "Date").ends_with("+0000"), "{message}");
    let ids = [message, &of_theirs.message].map(|message| header(message, "Message-ID"));
    assert!(ids.iter().all(|id| id.starts_with('<') && id.ends_with("@localhost>")) && ids[0] != ids[1], "{ids:?}");
    let text = "The disk of db in staging fills up: 16% are free.\r\n\r\nProject: Lakeside Shop (shop4k2mq7xwa)\r\n";
    assert!(message.contains(&format!("\r\n\r\n{text}")), "{message}");

    let (is_good, text, log) = client.how(&mail).await;
    assert!(is_good);
    assert_eq!(text, "Told all recipients by email of the disk of db (warning)");
    let says = format!(
        "Mail to {server}\nFrom wheelhouse-sandbox@localhost\nTo ops@example.com: 250 2.1.5 Fine\n\
         To night@example.com: 250 2.1.5 Fine\nAnswered 250 2.0.0 Queued\n"
    );
    assert!(log.contains(&says), "{log}");
    assert!(client.how(&theirs).await.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_recipient_keeps_the_mail_from_no_other() {
    let (server, inbox) = mail_server("8BITMIME").await;
    let client = client(Options { mail_server: Some(server), ..Options::default() }).await;
    let some = client.mail(&["nobody@example.com", "ops@example.com", "jürgen@example.com"], Value::Null).await;
    let none = client.mail(&["nobody@example.com"], Value::Null).await;
    client.fill().await;
    let [taken] = inbox.lock().unwrap().clone().try_into().unwrap();
    assert_eq!(
        (taken.to, header(&taken.message, "To")),
        (vec!["ops@example.com".to_owned()], "<ops@example.com>".to_owned())
    );
    let (is_good, text, log) = client.how(&some).await;
    assert!(!is_good);
    assert_eq!(text, "Could not tell all recipients by email of the disk of db (warning)");
    for says in [
        "To nobody@example.com: refused, 550 5.1.1 No such user Ask the postmaster\n",
        "To ops@example.com: 250 2.1.5 Fine\n",
        "To jürgen@example.com: refused, the mail server takes ASCII addresses only\n",
        "Answered 250 2.0.0 Queued\n",
    ] {
        assert!(log.contains(says), "{log}");
    }
    let (is_good, _, log) = client.how(&none).await;
    assert!(!is_good && !log.contains("Answered"), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn names_beyond_ascii_arrive_and_are_no_headers() {
    let (server, inbox) = mail_server("SMTPUTF8").await;
    let client = client(Options { mail_server: Some(server), ..Options::default() }).await;
    client.patch(&format!("/projects/{SHOP}"), json!({"title": "Käseladen\r\nBcc: spy@example.com"})).await.ok();
    let mail = client.mail(&["jürgen@example.com"], Value::Null).await;
    client.advance(DONE).await;
    client.fill().await;
    let [taken] = inbox.lock().unwrap().clone().try_into().unwrap();
    assert_eq!(taken.to, ["jürgen@example.com"]);
    assert_eq!(header(&taken.message, "To"), "<jürgen@example.com>");
    let subject = header(&taken.message, "Subject");
    assert!(subject.starts_with("=?utf-8?") && subject.is_ascii(), "{subject}");
    let head = taken.message.split_once("\r\n\r\n").unwrap().0;
    assert!(!head.contains("\r\nBcc"), "{head}");
    assert!(client.how(&mail).await.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_elsewhere_has_to_be_allowed() {
    let elsewhere = || Some(MailServer::parse("smtp://mail.invalid:1025").unwrap());
    for (deliveries, says) in [
        (Vec::new(), "Mail to smtp://mail.invalid:1025\nNot allowed: the sandbox calls this machine only"),
        (vec!["mail.invalid:1025".to_owned()], "Could not be delivered: "),
    ] {
        let client = client(Options { mail_server: elsewhere(), deliveries, ..Options::default() }).await;
        let mail = client.mail(&["ops@example.com"], Value::Null).await;
        client.fill().await;
        let (is_good, _, log) = client.how(&mail).await;
        assert!(!is_good && log.contains(says), "{log}");
    }
}
