//! Running the scripts that follow activities: JavaScript that has the activity, `console` and a `fetch` that waits for
//! its answer, and nothing else of this machine.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Instant;

use rquickjs::{CatchResultExt, CaughtError, Context, Ctx, Function, Runtime};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::outgoing::{self, PATIENCE, Sent};

/// What a script finds around it.
const PRELUDE: &str = include_str!("prelude.js");

/// How much memory a script may have, and how much of it for calls within calls, in bytes.
const MEMORY: usize = 32 << 20;
const STACK: usize = 256 << 10;

/// How many lines a script writes at most, and how long they are, in characters.
const LINES: usize = 200;
const LINE: usize = 2_000;

/// How many addresses a script calls at most.
const CALLS: usize = 10;

type Log = Rc<RefCell<Vec<String>>>;

/// What `fetch` asks for.
#[derive(Deserialize)]
struct Asked {
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: Option<String>,
}

/// What `fetch` is told.
#[derive(Serialize)]
#[serde(untagged)]
enum Told {
    Answer { status: u16, headers: Vec<(String, String)>, body: String },
    Failed { failed: String },
}

/// Runs a script for an activity: what it wrote, and whether it ended well. It ends after ten seconds, whatever it does.
pub fn run(script: &str, activity: &Value, allowed: &[String]) -> (Vec<String>, bool) {
    let log = Log::default();
    let outcome = execute(script, activity, allowed.to_vec(), &log);
    let mut lines = log.take();
    let is_good = outcome.is_ok();
    lines.extend(outcome.err());
    if lines.is_empty() {
        lines.push("The script ended and wrote nothing.".to_owned());
    }
    (lines, is_good)
}

fn execute(script: &str, activity: &Value, allowed: Vec<String>, log: &Log) -> Result<(), String> {
    let began = Instant::now();
    let failed = |error: rquickjs::Error| format!("The script could not be run: {error}");
    let runtime = Runtime::new().map_err(failed)?;
    runtime.set_memory_limit(MEMORY);
    runtime.set_max_stack_size(STACK);
    runtime.set_interrupt_handler(Some(Box::new(move || began.elapsed() > PATIENCE)));
    let context = Context::full(&runtime).map_err(failed)?;
    context.with(|context| {
        let outcome = surround(&context, activity, allowed, log)
            .and_then(|()| context.eval::<rquickjs::Value<'_>, _>(script).map(|_| ()));
        outcome.catch(&context).map_err(|error| match began.elapsed() > PATIENCE {
            true => format!("The script was ended after {} s.", PATIENCE.as_secs()),
            false => said(error),
        })
    })?;
    // What was promised happens as well.
    while runtime.is_job_pending() && began.elapsed() <= PATIENCE {
        runtime.execute_pending_job().map_err(|error| format!("A promise of the script failed: {error}"))?;
    }
    Ok(())
}

/// An error as other engines write it: its kind, what it says, and where it was.
fn said(error: CaughtError<'_>) -> String {
    let CaughtError::Exception(exception) = error else { return error.to_string().trim_end().to_owned() };
    let kind: String = exception.as_object().get("name").unwrap_or_else(|_| "Error".to_owned());
    let (message, stack) = (exception.message().unwrap_or_default(), exception.stack().unwrap_or_default());
    format!("{kind}: {message}\n{stack}").trim_end().to_owned()
}

/// Puts around the script what it may use.
fn surround<'js>(context: &Ctx<'js>, activity: &Value, allowed: Vec<String>, log: &Log) -> rquickjs::Result<()> {
    let lines = log.clone();
    let print = Function::new(context.clone(), move |text: String| {
        let mut lines = lines.borrow_mut();
        for line in text.split('\n') {
            match lines.len() {
                0..LINES => lines.push(line.chars().take(LINE).collect()),
                LINES => lines.push("… and more lines than are kept.".to_owned()),
                _ => {}
            }
        }
    })?;
    let calls = RefCell::new(0);
    let send = Function::new(context.clone(), move |asked: String| {
        let told = match calls.replace_with(|calls| *calls + 1) {
            0..CALLS => call(&asked, &allowed),
            _ => Told::Failed { failed: format!("A script calls {CALLS} addresses at most.") },
        };
        serde_json::to_string(&told).unwrap_or_default()
    })?;
    let prelude: Function<'js> = context.eval(PRELUDE)?;
    prelude.call((print, send, activity.to_string()))
}

fn call(asked: &str, allowed: &[String]) -> Told {
    let asked: Asked = match serde_json::from_str(asked) {
        Ok(asked) => asked,
        Err(error) => return Told::Failed { failed: format!("fetch was not understood: {error}") },
    };
    let Asked { method, url, headers, body } = asked;
    match outgoing::send(&Sent { method, url, headers, body }, allowed) {
        Ok(answer) => Told::Answer {
            status: answer.status,
            headers: answer.headers,
            body: String::from_utf8_lossy(&answer.body).into_owned(),
        },
        Err(failed) => Told::Failed { failed },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::run;

    fn ran(script: &str) -> (String, bool) {
        let (lines, is_good) = run(script, &json!({"type": "environment.push", "log": "a\nb"}), &[]);
        (lines.join("\n"), is_good)
    }

    #[test]
    fn a_script_has_the_activity_and_writes() {
        let said =
            ran("console.log('of', activity.type, {lines: activity.log.split('\\n').length}); console.warn('a\\nb')");
        assert_eq!(said, ("of environment.push {\"lines\":2}\na\nb".to_owned(), true));
        assert_eq!(ran("1"), ("The script ended and wrote nothing.".to_owned(), true));
        assert_eq!(ran("Promise.resolve('later').then(console.log)").0, "later");
    }

    #[test]
    fn what_goes_wrong_is_said_with_what_was_written_before() {
        for (script, says) in [
            ("console.log('before'); nothing.here", "before\nReferenceError: nothing is not defined"),
            ("throw new TypeError('no')", "TypeError: no"),
            ("throw 'a text'", "a text"),
            ("if (", "SyntaxError: "),
            ("fetch('https://example.com/')", "Not allowed"),
            ("fetch()", "Not allowed"),
            ("require('fs')", "require is not defined"),
        ] {
            let (said, is_good) = ran(script);
            assert!(!is_good && said.contains(says), "{script}: {said}");
        }
    }

    #[test]
    fn a_script_that_wants_everything_ends() {
        for (script, says) in [
            ("const all = []; for (;;) all.push('x'.repeat(1e6))", "memory"),
            ("const deep = () => deep() + 1; deep()", "stack"),
            ("for (let i = 0; i < 1000; i += 1) console.log('y'.repeat(5000)); throw 1", "… and more lines"),
        ] {
            let (said, is_good) = ran(script);
            assert!(!is_good && said.contains(says), "{script}: {}", said.chars().take(300).collect::<String>());
            assert!(said.len() < 500_000);
        }
    }
}
