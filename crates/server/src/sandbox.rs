//! `wheelhouse sandbox`: the console, with an API that keeps its own state.

use std::error::Error;
use std::io::Write;
use std::net::SocketAddr;

use tokio::net::TcpListener;
use wheelhouse_sandbox::{DataSet, Options, Sandbox, Storage};
use wheelhouse_server::console::{Console, Files};
use wheelhouse_server::guard::Guard;
use wheelhouse_server::security;
use wheelhouse_server::serve::{self, Limits};

use crate::args::{DataSetArg, SandboxArgs};

/// Serves until the process is asked to stop.
///
/// # Errors
/// When the console's files or the data cannot be opened, or the address is taken.
pub async fn run(args: SandboxArgs) -> Result<(), Box<dyn Error>> {
    let console = Console::load(Files::chosen(args.dist.as_deref()))?;
    let storage = if args.memory { Storage::Memory } else { Storage::Directory(args.data.clone()) };
    let sandbox = Sandbox::open(Options {
        storage,
        data_set: data_set(args.data_set),
        pace: args.pace,
        test_controls: args.test_controls,
        token: args.token.clone(),
        viewer_token: args.viewer_token.clone(),
        repositories: args.allow_repositories.clone(),
        deliveries: args.allow_deliveries.clone(),
        clients: args.oauth_client.clone(),
        slack_api: args.slack_api.clone(),
        mail_server: args.mail_server.clone(),
    })?;
    let listener = TcpListener::bind((args.host, args.port))
        .await
        .map_err(|error| format!("cannot listen on {}:{}: {error}", args.host, args.port))?;

    let address = listener.local_addr()?;
    announce(address, &sandbox, &args);
    tokio::spawn(sandbox.clone().deliver());
    let app = sandbox.router().fallback_service(console.router());
    let app = security::everywhere(Guard::new(args.host, &args.allow_host).protect(app), false);
    serve::serve(listener, app, Limits::of_process(), serve::asked_to_stop()).await?;
    Ok(())
}

/// Says where the server is and how to sign in. Nobody reading it is no reason to stop.
fn announce(address: SocketAddr, sandbox: &Sandbox, args: &SandboxArgs) {
    let (token, viewer) = (sandbox.sign_in_token(), sandbox.viewer_token());
    let data = if args.memory { "in memory, until this stops".to_owned() } else { args.data.display().to_string() };
    let text = format!(
        "Wheelhouse sandbox  http://{address}\nSign in with        {token}\nTo look only        {viewer}\nData                {data}\nGit                 http://{address}/git/PROJECT.git, the token as password\n"
    );
    let people: String = match args.people {
        true => sandbox.people().iter().map(|(name, what, token)| format!("{token}  {name}: {what}\n")).collect(),
        false => String::new(),
    };
    if let Some(warning) = warning(address, args.test_controls) {
        let _ = std::io::stderr().write_all(warning.as_bytes());
    }
    let _ = std::io::stdout().write_all((text + &people).as_bytes());
}

/// What whoever starts a server that others can reach should know.
fn warning(address: SocketAddr, test_controls: bool) -> Option<String> {
    if address.ip().is_loopback() {
        return None;
    }
    let controls = if test_controls {
        " With --test-controls, anyone who reaches it can read and reset its data without a token."
    } else {
        ""
    };
    Some(format!(
        "Warning: other machines can reach {address}. What is sent there is not encrypted, tokens included, and the \
         sandbox is made for one person's machine.{controls}\n"
    ))
}

fn data_set(arg: DataSetArg) -> DataSet {
    match arg {
        DataSetArg::Demo => DataSet::Demo,
        DataSetArg::Large => DataSet::Large,
        DataSetArg::Crowd => DataSet::Crowd,
        DataSetArg::Empty => DataSet::Empty,
    }
}
