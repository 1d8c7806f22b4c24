//! How the server starts: with its own token, and not where it would do harm.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{Server, command, dist, refused};

const TOKEN: &str = "wheelhouse-demo-admin-token";

#[test]
fn each_data_folder_has_its_own_token_and_keeps_it() {
    let (dist, one, other) = (dist(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let first = Server::start(dist.path(), one.path());
    let (token, second) = (first.token.clone(), Server::start(dist.path(), other.path()).token.clone());
    assert!(token.len() >= 40 && token != second, "{token} {second}");
    first.exchange(&token).unwrap();
    first.exchange(TOKEN).unwrap_err();
    first.exchange(&second).unwrap_err();
    drop(first);
    let again = Server::start(dist.path(), one.path());
    assert_eq!(again.token, token);
    again.exchange(&token).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let kept = one.path().join("sign-in-token");
        assert_eq!(std::fs::read_to_string(&kept).unwrap().trim(), token);
        assert_eq!(std::fs::metadata(kept).unwrap().permissions().mode() & 0o777, 0o600);
        for name in ["sandbox.sqlite3", "sandbox.sqlite3-wal"] {
            assert_eq!(std::fs::metadata(one.path().join(name)).unwrap().permissions().mode() & 0o777, 0o600, "{name}");
        }
    }
}

#[test]
fn a_token_that_is_given_takes_the_place_of_the_kept_one_and_is_not_kept() {
    let (dist, data) = (dist(), tempfile::tempdir().unwrap());
    let folder = data.path().to_str().unwrap();
    let kept = Server::start(dist.path(), data.path()).token.clone();
    let given = Server::start_with(dist.path(), &["--data", folder, "--token", TOKEN, "--viewer-token", "look"]);
    assert_eq!(given.token, TOKEN);
    given.exchange(TOKEN).unwrap();
    given.exchange("look").unwrap();
    given.exchange(&kept).unwrap_err();
    drop(given);
    let without = Server::start(dist.path(), data.path());
    assert_eq!(without.token, kept);
    without.exchange(TOKEN).unwrap_err();
    without.exchange("look").unwrap_err();
    assert!(refused(dist.path(), &["--memory", "--token", ""]).contains("--token"));
    assert!(refused(dist.path(), &["--memory", "--oauth-client", "a:b"]).contains("ID:SECRET:REDIRECT_URI"));
}

#[test]
fn it_says_what_five_people_sign_in_with_when_it_is_asked_to() {
    let dist = dist();
    let mut server = Server::start_with(dist.path(), &["--memory", "--people"]);
    let token = server.token.clone();
    server.said("Git");
    let people: Vec<String> = (0..5).map(|_| server.said("")).collect();
    assert!(
        people[0].starts_with(&token) && people[0].ends_with("owner of the organization Lakeside Media"),
        "{people:?}"
    );
    for person in &people {
        server.exchange(person.split_once("  ").unwrap().0).unwrap();
    }
}

#[test]
fn a_second_server_on_the_same_data_refuses_in_words() {
    let (dist, data) = (dist(), tempfile::tempdir().unwrap());
    let first = Server::start(dist.path(), data.path());
    let said = refused(dist.path(), &["--data", data.path().to_str().unwrap()]);
    assert!(said.contains("another server uses the data") && said.contains(data.path().to_str().unwrap()), "{said}");
    first.exchange(&first.token).unwrap();
    drop(first);
    drop(Server::start(dist.path(), data.path()));
}

#[test]
fn what_cannot_be_opened_is_named() {
    let (dist, data) = (dist(), tempfile::tempdir().unwrap());
    let folder = data.path().to_str().unwrap();
    let file = data.path().join("sandbox.sqlite3");
    std::fs::write(&file, "no database, and longer than the head that one begins with: ".repeat(20)).unwrap();
    assert!(refused(dist.path(), &["--data", folder]).contains(file.to_str().unwrap()));
    std::fs::remove_file(&file).unwrap();
    let token = data.path().join("sign-in-token");
    std::fs::create_dir(&token).unwrap();
    assert!(refused(dist.path(), &["--data", folder]).contains(token.to_str().unwrap()));
    let under_a_file = dist.path().join("index.html").join("data");
    let under_a_file = under_a_file.to_str().unwrap();
    assert!(refused(dist.path(), &["--data", under_a_file]).contains(under_a_file));
    let none = data.path().join("none");
    assert!(refused(&none, &["--memory"]).contains(none.to_str().unwrap()));
}

#[test]
fn listening_beyond_this_machine_comes_with_a_warning() {
    let dist = dist();
    assert_eq!(Server::start_with(dist.path(), &["--memory", "--data-set", "empty"]).complaints(), "");
    let open = ["--memory", "--data-set", "empty", "--host", "0.0.0.0"];
    let said = Server::start_with(dist.path(), &open).complaints();
    assert!(said.contains("other machines can reach") && !said.contains("--test-controls"), "{said}");
    let said = Server::start_with(dist.path(), &[&open[..], &["--test-controls"]].concat()).complaints();
    assert!(said.contains("--test-controls"), "{said}");
}

#[test]
fn the_server_answers_for_its_own_names_only() {
    let dist = dist();
    let server = Server::start_with(dist.path(), &["--memory", "--data-set", "empty", "--allow-host", "known.example"]);
    let status = |name: &str, value: &str| {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        agent.get(&server.origin).header(name, value).call().unwrap().status().as_u16()
    };
    assert_eq!(status("host", "localhost"), 200);
    assert_eq!(status("host", "known.example"), 200);
    assert_eq!(status("host", "rebound.example"), 421);
    assert_eq!(status("origin", "https://elsewhere.example"), 403);
}

#[cfg(unix)]
#[test]
fn a_crowd_that_says_nothing_keeps_nobody_out_even_with_few_descriptors() {
    let dist = dist();
    let server = command(dist.path(), &["--memory"]);
    let mut few = std::process::Command::new("sh");
    few.args(["-c", "ulimit -n 128 && exec \"$0\" \"$@\""]).arg(server.get_program()).args(server.get_args());
    let server = Server::run(few);
    let address = server.origin.strip_prefix("http://").unwrap();
    let crowd: Vec<_> = (0..160).map(|_| std::net::TcpStream::connect(address).unwrap()).collect();
    let begun = std::time::Instant::now();
    server.exchange(&server.token).unwrap();
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
    drop(crowd);
}
