//! `wheelhouse sandbox`: the console, with an API that keeps its own state.

use std::error::Error;
use std::io::Write;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal;
use wheelhouse_sandbox::{DataSet, Options, Sandbox, Storage};
use wheelhouse_server::console::Console;

use crate::args::{DataSetArg, SandboxArgs};

/// How long requests under way may take once the server was asked to stop.
const FAREWELL: Duration = Duration::from_secs(3);

/// Serves until the process is asked to stop.
///
/// # Errors
/// When the console's files or the data cannot be opened, or the address is taken.
pub async fn run(args: SandboxArgs) -> Result<(), Box<dyn Error>> {
    let console = Console::load(&args.dist)?;
    let storage = if args.memory { Storage::Memory } else { Storage::Directory(args.data.clone()) };
    let sandbox = Sandbox::open(Options {
        storage,
        data_set: data_set(args.data_set),
        pace: args.pace,
        test_controls: args.test_controls,
    })?;
    let listener = TcpListener::bind((args.host, args.port))
        .await
        .map_err(|error| format!("cannot listen on {}:{}: {error}", args.host, args.port))?;

    announce(&listener, &sandbox, &args)?;
    let app = sandbox.router().fallback_service(console.router());
    let serving = axum::serve(listener, app).with_graceful_shutdown(asked_to_stop());
    // A request that never ends must not keep the process alive.
    let overdue = async {
        asked_to_stop().await;
        tokio::time::sleep(FAREWELL).await;
    };
    tokio::select! {
        outcome = serving => outcome?,
        () = overdue => {}
    }
    Ok(())
}

/// Says where the server is and how to sign in. Nobody reading it is no reason to stop.
///
/// # Errors
/// When the listener does not know its own address.
fn announce(listener: &TcpListener, sandbox: &Sandbox, args: &SandboxArgs) -> std::io::Result<()> {
    let address = listener.local_addr()?;
    let token = sandbox.sign_in_token();
    let data = if args.memory { "in memory, until this stops".to_owned() } else { args.data.display().to_string() };
    let text =
        format!("Wheelhouse sandbox  http://{address}\nSign in with        {token}\nData                {data}\n");
    let _ = std::io::stdout().write_all(text.as_bytes());
    Ok(())
}

fn data_set(arg: DataSetArg) -> DataSet {
    match arg {
        DataSetArg::Demo => DataSet::Demo,
        DataSetArg::Large => DataSet::Large,
        DataSetArg::Empty => DataSet::Empty,
    }
}

/// Resolves at ctrl-c, and on Unix at SIGTERM as sent by service managers.
async fn asked_to_stop() {
    let interrupt = async {
        // Without a handler the default one ends the process: waiting for ever is right then.
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut terminate) => {
                terminate.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
