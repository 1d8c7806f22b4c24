//! What the server bears: `cargo xtask bench sandbox`. Fifty clients send it ten thousand requests of many kinds over
//! loopback, with the data on disk; it has to answer each, lose nothing of what it acknowledged, and answer the list of a
//! thousand projects in time. Times mean something on an idle machine and in a release build only.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod client;
mod work;

use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use client::{Client, Server};
use work::{Done, Worker};

const CLIENTS: usize = 50;
const REQUESTS: usize = 10_000;

/// The most that the list of a thousand projects may take, in half of the requests.
const LIST: Duration = Duration::from_millis(20);
const LIST_ROUNDS: usize = 50;

fn main() -> ExitCode {
    let binary = std::env::args().nth(1).expect("the server's binary");
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(&binary, data.path());
    let admin = Client::of(&server);
    let failures = [list(&admin), load(&server, &admin)].concat();
    for failure in &failures {
        eprintln!("FAILED: {failure}");
    }
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Asks for all projects, and says what is wrong.
fn list(admin: &Client) -> Vec<String> {
    let mut times = Vec::new();
    let mut failures = Vec::new();
    for _ in 0..LIST_ROUNDS {
        let asked = Instant::now();
        let answer = admin.send("GET", "/me", None).expect("the server answers");
        times.push(asked.elapsed());
        let found = answer.json()["projects"].as_array().map_or(0, Vec::len);
        if found != 1_000 {
            failures.push(format!("the list has {found} projects"));
        }
    }
    times.sort();
    let half = share(&times, 0.5);
    println!(
        "list of a thousand projects: median {}, 99th {}, budget {}",
        said(half),
        said(share(&times, 0.99)),
        said(LIST)
    );
    if half > LIST {
        failures.push(format!("the list of a thousand projects takes {}", said(half)));
    }
    failures
}

/// Has all clients at work at once, and says what is wrong.
fn load(server: &Server, admin: &Client) -> Vec<String> {
    let projects = admin.projects(CLIENTS);
    let organizations = admin.organizations();
    let begun = Instant::now();
    let workers = projects.iter().enumerate().map(|(number, project)| {
        let worker = Worker::new(number, Client::of(server), project, &organizations);
        thread::spawn(move || worker.work(REQUESTS / CLIENTS))
    });
    let workers: Vec<_> = workers.collect();
    let done: Vec<Done> = workers.into_iter().map(|worker| worker.join().unwrap()).collect();
    let took = begun.elapsed();
    let mut failures: Vec<String> = done.iter().flat_map(|done| done.failures.clone()).collect();
    let lost = done.iter().flat_map(|done| done.kept.missing(admin)).collect::<Vec<String>>();
    let mut times: Vec<Duration> = done.iter().flat_map(|done| done.times.iter().map(|(_, time)| *time)).collect();
    times.sort();
    let of = |is_read: bool| {
        let all = done.iter().flat_map(|done| &done.times).filter(|(read, _)| *read == is_read);
        let mut times: Vec<Duration> = all.map(|(_, time)| *time).collect();
        times.sort();
        times
    };
    let refused: usize = done.iter().map(|done| done.refused).sum();
    println!(
        "{} requests by {CLIENTS} clients in {:.1} s: {:.0} a second, {refused} refused as they should be",
        times.len(),
        took.as_secs_f64(),
        times.len() as f64 / took.as_secs_f64()
    );
    for (what, times) in [("all", times.clone()), ("reads", of(true)), ("writes", of(false))] {
        let (half, most) = (share(&times, 0.5), share(&times, 0.99));
        println!("{what}: {}, median {}, 99th {}", times.len(), said(half), said(most));
    }
    let acknowledged: usize = done.iter().map(|done| done.kept.len()).sum();
    println!("{acknowledged} things that were written last, {} lost", lost.len());
    if times.len() != REQUESTS {
        failures.push(format!("{} of {REQUESTS} requests were answered", times.len()));
    }
    failures.extend(lost);
    failures
}

/// The time within which this share of requests was answered; of none, none.
fn share(sorted: &[Duration], share: f64) -> Duration {
    let at = (sorted.len().saturating_sub(1) as f64 * share).round() as usize;
    sorted.get(at).copied().unwrap_or_default()
}

fn said(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}
