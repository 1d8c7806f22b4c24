//! `wheelhouse serve`: the console, with a gateway to an API that others run.

use std::error::Error;
use std::io::Write;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value};
use tokio::net::TcpListener;
use tokio::sync::watch;
use wheelhouse_server::console::{Console, Files};
use wheelhouse_server::gateway::{AllowList, Gateway, Keys, Limits, OAuthOptions, Options, SessionOptions};
use wheelhouse_server::guard::Guard;
use wheelhouse_server::security;
use wheelhouse_server::serve;
use wheelhouse_server::site::Site;
use wheelhouse_server::watch::{Lines, Watch};

use crate::args::{ServeArgs, SignInArg};

/// Serves until the process is asked to stop.
///
/// # Errors
/// When the console's files or another file cannot be read or written, or an address is taken.
pub async fn run(args: ServeArgs) -> Result<(), Box<dyn Error>> {
    let console = Console::load_with(Files::chosen(args.dist.as_deref()), config(&args).to_string())?;
    let gateway = Gateway::new(options(&args)?)?;
    let (listener, address) = listen(SocketAddr::new(args.host, args.port)).await?;
    let numbers = match args.metrics {
        Some(address) => Some(listen(address).await?),
        None => None,
    };
    announce(address, numbers.as_ref().map(|(_, address)| *address), &args);

    let watch = Watch::new(Some(Lines::new(std::io::stdout())));
    let (stop, stopped) = watch::channel(());
    let telling = numbers.map(|(listener, _)| {
        let router = security::everywhere(watch.numbers().merge(watch.health()), false);
        tokio::spawn(serve::serve(listener, router, serve::Limits::of_process(), ended(stopped)))
    });
    let public = args.public_url.as_ref().map(|url| url.host().to_owned());
    let names: Vec<String> = args.allow_host.iter().cloned().chain(public).collect();
    let guard = Guard::new(args.host, &names);
    let site = Site { console, gateway, guard, watch: watch.clone(), encrypted_only: args.hsts };
    let leaving = leave(watch.clone(), Duration::from_secs(args.drain));
    let outcome = serve::serve(listener, site.router(), serve::Limits::of_process(), leaving).await;
    drop(stop);
    if let Some(telling) = telling {
        telling.await??;
    }
    watch.finish();
    Ok(outcome?)
}

/// Resolves when the process was asked to stop and others had time to notice.
async fn leave(watch: Arc<Watch>, drain: Duration) {
    serve::asked_to_stop().await;
    watch.leave();
    tokio::time::sleep(drain).await;
}

/// Resolves when the other end is gone.
async fn ended(mut stopped: watch::Receiver<()>) {
    while stopped.changed().await.is_ok() {}
}

async fn listen(address: SocketAddr) -> Result<(TcpListener, SocketAddr), Box<dyn Error>> {
    let listener = TcpListener::bind(address).await.map_err(|error| format!("cannot listen on {address}: {error}"))?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

/// What the console is told.
fn config(args: &ServeArgs) -> Value {
    let told = [("api", "/api"), ("auth", "/auth"), ("known_as", &args.upstream_api.to_string())];
    let mut config = Map::from_iter(told.map(|(key, text)| (key.to_owned(), text.into())));
    if args.sign_in == SignInArg::Session {
        config.insert("sign_in".to_owned(), "session".into());
    }
    if args.oauth_client.is_some() {
        config.insert("login".to_owned(), "/auth/login".into());
    }
    if args.oauth_only {
        config.insert("login_only".to_owned(), true.into());
    }
    if args.read_only {
        config.insert("read_only".to_owned(), true.into());
    }
    Value::Object(config)
}

fn options(args: &ServeArgs) -> Result<Options, Box<dyn Error>> {
    let read = |path: &std::path::Path| {
        std::fs::read(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))
    };
    let minutes = |number: u64| Duration::from_secs(number.saturating_mul(60));
    let keys = match (args.sign_in, &args.session_keys) {
        (SignInArg::Session, Some(path)) => Some(Keys::read(&String::from_utf8_lossy(&read(path)?))?),
        (SignInArg::Session, None) => Some(Keys::random()),
        (SignInArg::Token, Some(_)) => return Err("--session-keys is for --sign-in session".into()),
        (SignInArg::Token, None) => None,
    };
    let allowed = AllowList { people: args.allow_person.clone(), organizations: args.allow_organization.clone() };
    if args.sign_in != SignInArg::Session && !allowed.is_empty() {
        return Err("--allow-person and --allow-organization are for --sign-in session".into());
    }
    let (idle, age) = (minutes(args.session_idle), minutes(args.session_age));
    let sessions = keys.map(|keys| SessionOptions { keys, idle, age });
    let oauth = oauth(args, |path| {
        let text = String::from_utf8(read(path)?).map_err(|_| format!("{} is no text", path.display()))?;
        Ok(text.trim_end_matches(['\r', '\n']).to_owned())
    })?;
    Ok(Options {
        aliases: args.upstream_alias.clone(),
        authorities: args.upstream_ca.as_deref().map(read).transpose()?,
        limits: Limits { body: args.max_body, answer: Duration::from_secs(args.answer_limit), ..Limits::default() },
        read_only: args.read_only,
        audit: args.audit_log.clone(),
        sessions,
        allowed,
        oauth,
        ..Options::new(args.upstream_api.clone(), args.upstream_auth.clone())
    })
}

/// The client that the gateway is, where people sign in by OAuth. `read` reads the file with its secret.
fn oauth(
    args: &ServeArgs,
    read: impl FnOnce(&std::path::Path) -> Result<String, String>,
) -> Result<Option<OAuthOptions>, Box<dyn Error>> {
    let Some(client) = &args.oauth_client else {
        let others = [
            ("--oauth-secret-file", args.oauth_secret_file.is_some()),
            ("--oauth-scope", args.oauth_scope.is_some()),
            ("--public-url", args.public_url.is_some()),
            ("--oauth-authorize", args.oauth_authorize.is_some()),
            ("--oauth-issuer", args.oauth_issuer.is_some()),
            ("--oauth-only", args.oauth_only),
        ];
        return match others.iter().find(|(_, is_given)| *is_given) {
            Some((name, _)) => Err(format!("{name} is for --oauth-client, which is missing").into()),
            None => Ok(None),
        };
    };
    if args.sign_in != SignInArg::Session {
        return Err("--oauth-client is for --sign-in session".into());
    }
    let public = args.public_url.clone().ok_or("--oauth-client needs --public-url, for its redirect URI")?;
    let file = args.oauth_secret_file.as_deref().ok_or("--oauth-client needs --oauth-secret-file")?;
    let secret = read(file)?;
    if secret.is_empty() {
        return Err(format!("{} holds no secret", file.display()).into());
    }
    Ok(Some(OAuthOptions {
        scope: args.oauth_scope.clone(),
        authorize: args.oauth_authorize.clone(),
        issuer: args.oauth_issuer.clone(),
        only: args.oauth_only,
        ..OAuthOptions::new(client, &secret, public)
    }))
}

/// Says where the server is and where it leads. The log is on the other stream.
fn announce(address: SocketAddr, numbers: Option<SocketAddr>, args: &ServeArgs) {
    let mut text = format!(
        "Wheelhouse          http://{address}\nAPI                 {}\nSign-in             {}\n",
        args.upstream_api, args.upstream_auth
    );
    if let Some(numbers) = numbers {
        text += &format!("Metrics             http://{numbers}/metrics\n");
    }
    if let Some(public) = &args.public_url {
        text += &format!("Redirect URI        {public}/auth/callback\n");
    }
    if args.sign_in == SignInArg::Session && args.session_keys.is_none() {
        text += "Everybody signs in again after a restart: --session-keys has sessions outlive it.\n";
    }
    let listed = args.allow_person.len() + args.allow_organization.len();
    if listed > 0 {
        text += &format!("For some alone       {listed} people and organizations are listed\n");
    }
    if args.read_only {
        text += "Nothing can be changed through it.\n";
    }
    if !address.ip().is_loopback() {
        text += "Other machines can reach it, and it does not encrypt: put it behind what ends TLS.\n";
    }
    if !address.ip().is_loopback() && args.allow_host.is_empty() && args.public_url.is_none() {
        text += "It answers to addresses alone. Give it the name that people use with --allow-host.\n";
    }
    // Nobody reading it is no reason to stop.
    let _ = std::io::stderr().write_all(text.as_bytes());
}
