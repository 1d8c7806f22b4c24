//! Whatever is sent to any operation: it is answered, in time and without a fault of the sandbox's own, and what is refused
//! has changed nothing. `HOSTILE_CASES=10000 cargo test -p wheelhouse-sandbox hostile::` tries as many; `HOSTILE_SEED` has
//! it try others.

mod edit;
mod request;
mod stage;
mod values;

use std::collections::BTreeMap;
use std::time::Duration;

use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

use self::stage::{Scene, Stage};
use crate::common::try_send;

/// How many requests are tried unless somebody asks for more.
const CASES: u32 = 600;

/// How long an answer may take, on a busy machine and in an unoptimized build.
const PATIENCE: Duration = Duration::from_secs(20);

/// After how many changes the data are brought back: what holds, holds whatever was done before, as long as most of it is
/// there.
const CHANGES: u32 = 12;

/// Tables that a refused request may write to: none. What is counted (which operations were done) is kept in memory.
const TOUCHED: &[&str] = &[];

fn number(variable: &str) -> Option<u32> {
    Some(std::env::var(variable).ok()?.parse().unwrap_or_else(|_| panic!("{variable} is a number")))
}

#[test]
fn whatever_is_sent_is_answered_and_what_is_refused_changes_nothing() {
    // Never dropped: a request that does not end would be waited for.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let runtime: &'static tokio::runtime::Runtime = Box::leak(Box::new(runtime));
    let stage = runtime.block_on(Stage::set());
    let mut scene = runtime.block_on(stage.open());
    let cases = number("HOSTILE_CASES").unwrap_or(CASES);
    let mut seed = [7; 32];
    seed[..4].copy_from_slice(&number("HOSTILE_SEED").unwrap_or_default().to_le_bytes());
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 2_000,
        max_global_rejects: cases,
        ..Config::default()
    };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed));
    let mut statuses: BTreeMap<u16, u32> = BTreeMap::new();
    let (seen, scene) = (std::cell::RefCell::new(&mut statuses), std::cell::RefCell::new(&mut scene));
    let outcome = runner.run(&request::plan(), |plan| {
        let mut scene = scene.borrow_mut();
        if scene.changes > CHANGES {
            **scene = runtime.block_on(stage.open());
        }
        let status = runtime.block_on(attempt(&mut scene, &stage, &plan))?;
        *seen.borrow_mut().entry(status).or_default() += 1;
        Ok(())
    });
    match outcome {
        Err(TestError::Fail(reason, plan)) => {
            let text = format!("{plan:?}");
            panic!("{reason}\n{}", text.chars().take(2_000).collect::<String>())
        }
        outcome => outcome.unwrap(),
    }
    println!("{cases} requests, by the status of their answers: {statuses:?}");
    // Neither is everything refused, nor is everything refused for the same reason.
    for status in [200, 201, 400, 404] {
        assert!(statuses.contains_key(&status), "{statuses:?}");
    }
}

/// Sends one request, and answers its status.
async fn attempt(scene: &mut Scene, stage: &Stage, plan: &request::Plan) -> Result<u16, TestCaseError> {
    let request = plan.request(&stage.goods, &scene.client.token);
    let Some((operation, request)) = request else { return Err(TestCaseError::reject("no address")) };
    let what = format!("{} as {} {}", operation.id, request.method(), request.uri());
    let what: String = what.chars().take(300).collect();
    let is_read = request.method() == "GET";
    let answer = tokio::time::timeout(PATIENCE, try_send(&scene.client.router, request));
    let answer = answer.await.map_err(|_| TestCaseError::fail(format!("{what}: no answer in {PATIENCE:?}")))?;
    let answer = answer.ok_or_else(|| TestCaseError::fail(format!("{what}: the connection was closed")))?;
    let status = answer.status.as_u16();
    if status >= 500 {
        return Err(TestCaseError::fail(format!("{what}: {status} {}", answer.text)));
    }
    let mut changed = scene.look();
    scene.changes += u32::from(!changed.is_empty());
    changed.retain(|name| !TOUCHED.contains(&name.as_str()));
    if (status >= 400 || is_read) && !changed.is_empty() {
        return Err(TestCaseError::fail(format!("{what}: {status}, and yet {changed:?} changed: {}", answer.text)));
    }
    Ok(status)
}
