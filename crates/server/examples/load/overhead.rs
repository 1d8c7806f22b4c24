//! The same reads straight to the sandbox and through the gateway, in turns.

use std::time::{Duration, Instant};

use hyper::body::Bytes;
use tokio::task::JoinSet;

use crate::connection::{Connection, Peer};
use crate::figures::{Figures, print_head};

/// How many connections are at work at once, in how many rounds, and how many requests each sends in one.
const LOADS: [(usize, usize, usize); 3] = [(1, 40, 50), (64, 20, 4), (512, 10, 2)];

/// Small answers and longer ones, as a page asks for.
const READS: [&str; 6] =
    ["", "/environments", "/environments/main", "/variables", "/environments/main/routes", "/activities?count=20"];

/// A way of asking, and what requests took on it.
struct Way<'a> {
    name: &'static str,
    peer: &'a Peer,
    times: Vec<Duration>,
}

impl Way<'_> {
    /// Has so many connections send the requests of a round, and says what is wrong. They are opened before, and closed
    /// after, since the sandbox takes only so many.
    async fn work(&mut self, connections: usize, projects: &[String], round: usize, requests: usize) -> Vec<String> {
        let mut open = Vec::new();
        for _ in 0..connections {
            open.push(self.peer.connect().await);
        }
        let mut working = JoinSet::new();
        for (number, connection) in open.into_iter().enumerate() {
            let path = |turn: usize| {
                let at = number + round * requests + turn;
                format!("/api/projects/{}{}", projects[at / READS.len() % projects.len()], READS[at % READS.len()])
            };
            working.spawn(read(connection, (0..requests).map(path).collect()));
        }
        let (times, failures): (Vec<_>, Vec<_>) = working.join_all().await.into_iter().unzip();
        self.times.extend(times.concat());
        failures.into_iter().flatten().map(|failure| format!("{}: {failure}", self.name)).collect()
    }
}

/// What reads took, one after another, up to the first that fails.
async fn read(mut connection: Connection, paths: Vec<String>) -> (Vec<Duration>, Option<String>) {
    let mut times = Vec::new();
    for path in paths {
        let asked = Instant::now();
        match connection.send("GET", &path, &Bytes::new()).await {
            Ok(200) => times.push(asked.elapsed()),
            Ok(status) => return (times, Some(format!("GET {path}: {status}"))),
            Err(error) => return (times, Some(error)),
        }
    }
    (times, None)
}

/// Prints what requests take on both ways, and says what failed.
pub async fn measure(direct: &Peer, through: &Peer, projects: &[String]) -> Vec<String> {
    let mut failures = Vec::new();
    for (connections, rounds, requests) in LOADS {
        let mut ways = [("direct", direct), ("through the gateway", through)].map(|(name, peer)| Way {
            name,
            peer,
            times: Vec::new(),
        });
        // What is done once is done before.
        for way in &mut ways {
            failures.extend(way.work(connections, projects, 0, requests).await);
            way.times.clear();
        }
        for round in 0..rounds {
            for way in &mut ways {
                failures.extend(way.work(connections, projects, round, requests).await);
            }
            // Nobody is always the first.
            ways.reverse();
        }
        ways.sort_by_key(|way| way.name);
        print_head(&format!("{connections} connections at once"));
        let [direct, through] = ways.map(|way| {
            let figures = Figures::of(way.times);
            figures.print(way.name);
            figures
        });
        let ratio = |of: fn(&Figures) -> Duration| of(&through).as_secs_f64() / of(&direct).as_secs_f64();
        println!("{:<58} {:>6} {:>11.2} {:>11.2}", "  ratio", "", ratio(Figures::median), ratio(Figures::most));
    }
    failures.truncate(20);
    failures
}
