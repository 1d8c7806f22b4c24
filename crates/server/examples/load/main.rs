//! What the server bears. Times mean something on an idle machine and in a release build only.
//!
//! - `cargo xtask bench sandbox`: fifty clients send it ten thousand requests of many kinds over loopback, with the data on
//!   disk; it has to answer each, lose nothing of what it acknowledged, and answer the list of a thousand projects in time.
//! - `cargo xtask bench gateway`: what a gateway before it adds, and whether its memory stays as it is.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod client;
mod connection;
mod figures;
mod gateway;
mod lists;
mod overhead;
mod soak;
mod work;

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use client::{Client, Server};
use figures::{Figures, print_head};
use work::{Done, Worker};

const CLIENTS: usize = 50;
const REQUESTS: usize = 10_000;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let data = tempfile::tempdir().unwrap();
    let server = |binary: &String| Server::start(binary, data.path());
    let failures = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["sandbox", _] => sandbox(&server(&arguments[1])),
        ["gateway", _, seconds] => {
            gateway::measure(&server(&arguments[1]), &arguments[1], seconds.parse().expect("seconds"))
        }
        _ => panic!("it takes `sandbox` and the server's binary, or `gateway`, that, and the seconds of the soak"),
    };
    for failure in &failures {
        eprintln!("FAILED: {failure}");
    }
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn sandbox(server: &Server) -> Vec<String> {
    let admin = Client::of(server);
    [lists::measure(&admin), load(server, &admin)].concat()
}

/// Has all clients at work at once, and says what is wrong.
fn load(server: &Server, admin: &Client) -> Vec<String> {
    let projects = admin.projects(CLIENTS);
    let organizations = admin.organizations();
    let workers = projects.iter().enumerate();
    let workers = workers.map(|(number, project)| Worker::new(number, Client::of(server), project, &organizations));
    let workers: Vec<Worker> = workers.collect();
    let begun = Instant::now();
    let workers = workers.into_iter().map(|worker| thread::spawn(move || worker.work(REQUESTS / CLIENTS)));
    let workers: Vec<_> = workers.collect();
    let done: Vec<Done> = workers.into_iter().map(|worker| worker.join().unwrap()).collect();
    let took = begun.elapsed();
    let mut failures: Vec<String> = done.iter().flat_map(|done| done.failures.clone()).collect();
    let lost = done.iter().flat_map(|done| done.kept.missing(admin)).collect::<Vec<String>>();
    let refused: usize = done.iter().map(|done| done.refused).sum();
    let kept: usize = done.iter().map(|done| done.kept.len()).sum();
    let answered = print_times(&done);
    println!(
        "\n{answered} requests by {CLIENTS} clients in {:.1} s: {:.0} a second, {refused} refused as they have to be",
        took.as_secs_f64(),
        answered as f64 / took.as_secs_f64()
    );
    println!("{kept} things were written and looked at again, {} of them lost", lost.len());
    if answered != REQUESTS {
        failures.push(format!("{answered} of {REQUESTS} requests were answered"));
    }
    failures.extend(lost);
    failures
}

/// Prints what requests took, all and by kind, and says how many there were.
fn print_times(done: &[Done]) -> usize {
    let all = || done.iter().flat_map(|done| &done.times);
    let only = |is_read: bool| {
        let some = all().filter(|(kind, _)| kind.starts_with("GET") == is_read);
        Figures::of(some.map(|(_, time)| *time).collect())
    };
    print_head(&format!("{CLIENTS} clients at once"));
    only(true).print("reads");
    only(false).print("writes");
    let mut kinds: BTreeMap<&str, Vec<Duration>> = BTreeMap::new();
    for (kind, time) in all() {
        kinds.entry(kind).or_default().push(*time);
    }
    for (kind, times) in kinds {
        Figures::of(times).print(&format!("  {kind}"));
    }
    all().count()
}
