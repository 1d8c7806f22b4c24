//! The command line.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::builder::{NonEmptyStringValueParser, RangedU64ValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use wheelhouse_sandbox::{MailServer, OAuthClient, Options};
use wheelhouse_server::gateway::{Endpoint, Invalid, Upstream};
use wheelhouse_server::guard;

/// An admin console for the Platform.sh API.
#[derive(Debug, Parser)]
#[command(name = "wheelhouse", version)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the console together with its own API: nothing it does reaches a real project.
    Sandbox(Box<SandboxArgs>),
    /// Serve the console together with a way to an API, and to nothing else.
    Serve(Box<ServeArgs>),
}

#[derive(Debug, clap::Args)]
pub struct SandboxArgs {
    /// The folder of the built console.
    #[cfg_attr(feature = "embedded", doc = "The one in this program is not used then.")]
    #[arg(long, value_name = "DIR")]
    #[cfg_attr(not(feature = "embedded"), arg(default_value = "dist"))]
    pub dist: Option<PathBuf>,
    /// The port to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 7070)]
    pub port: u16,
    /// The address to listen on. The sandbox is made for one person's machine.
    #[arg(long, default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// Answer requests for this host name as well, and those of pages from there. Repeat it for more.
    #[arg(long, value_name = "NAME", value_parser = guard::name)]
    pub allow_host: Vec<String>,
    /// What the administrator signs in with, in place of the token that the data folder keeps.
    #[arg(long, value_parser = NonEmptyStringValueParser::new())]
    pub token: Option<String>,
    /// What the user who may only look signs in with, in place of a token that follows from the administrator's.
    #[arg(long, value_name = "TOKEN", value_parser = NonEmptyStringValueParser::new())]
    pub viewer_token: Option<String>,
    /// Print what five people of the demo's data sign in with: from the owner of an organization to somebody who may only look.
    #[arg(long)]
    pub people: bool,
    /// Let projects begin with a Git repository in this folder of the machine. Repeat it for more.
    #[arg(long, value_name = "DIR")]
    pub allow_repositories: Vec<PathBuf>,
    /// Deliver what webhooks, PagerDuty, Slack and people by mail are to be told to this host as well, beside this machine. Repeat it for more.
    #[arg(long, value_name = "HOST[:PORT]")]
    pub allow_deliveries: Vec<String>,
    /// Let people sign in to this client by OAuth, with its secret and exactly this redirect URI. Repeat it for more.
    #[arg(long, value_name = "ID:SECRET:REDIRECT_URI", value_parser = OAuthClient::parse)]
    pub oauth_client: Vec<OAuthClient>,
    /// Where Slack's API is. Slack's own is called only if --allow-deliveries names slack.com.
    #[arg(long, value_name = "URL", default_value = Options::SLACK_API, value_parser = base)]
    pub slack_api: String,
    /// Hand mail to this server, without encryption or sign-in. Beside this machine, --allow-deliveries has to name it.
    #[arg(long, value_name = "smtp://HOST[:PORT]", value_parser = MailServer::parse)]
    pub mail_server: Option<MailServer>,
    /// Keep the data in this folder.
    #[arg(long, value_name = "DIR", default_value = "data", conflicts_with = "memory")]
    pub data: PathBuf,
    /// Keep the data in memory: it is gone when the server stops.
    #[arg(long)]
    pub memory: bool,
    /// What is there at the first start.
    #[arg(long, value_enum, default_value_t = DataSetArg::Demo)]
    pub data_set: DataSetArg,
    /// What the time that activities take is multiplied by: 0.5 is twice as fast, 2 half as fast.
    #[arg(long, default_value_t = 1.0, value_name = "FACTOR")]
    pub pace: f64,
    /// Mount `/_sandbox`, by which tests count, break, reset and set the clock. Anyone who reaches
    /// the server can use it.
    #[arg(long)]
    pub test_controls: bool,
}

/// A base address where tokens may be sent, without the slash at its end.
fn base(text: &str) -> Result<String, Invalid> {
    Upstream::parse(text).map(|_| text.trim_end_matches('/').to_owned())
}

/// Somebody on a list. Nobody goes by nothing.
fn listed(text: &str) -> Result<String, Invalid> {
    let text = text.trim();
    if text.is_empty() { Err(Invalid("nobody is named".to_owned())) } else { Ok(text.to_owned()) }
}

#[derive(Debug, clap::Args)]
pub struct ServeArgs {
    /// Read from this TOML file what neither the command line nor the environment says. Its keys are the names of these
    /// options: `allow-host = ["console.example.com"]`.
    #[arg(long, value_name = "FILE", env = "WHEELHOUSE_CONFIG")]
    pub config: Option<PathBuf>,
    /// The API: `https://api.example.com`, with a path where it has one.
    #[arg(long, value_name = "URL", env = "WHEELHOUSE_UPSTREAM_API", value_parser = Upstream::parse)]
    pub upstream_api: Upstream,
    /// Sign-in: the address that /oauth2/token is appended to.
    #[arg(long, value_name = "URL", env = "WHEELHOUSE_UPSTREAM_AUTH", value_parser = Upstream::parse)]
    pub upstream_auth: Upstream,
    /// Another address under which answers name the API, such as that of a region: its links become the gateway's.
    /// Repeat it for more, or separate them by commas.
    #[arg(
        long, value_name = "URL", env = "WHEELHOUSE_UPSTREAM_ALIASES", value_parser = Upstream::parse,
        value_delimiter = ','
    )]
    pub upstream_alias: Vec<Upstream>,
    /// Trust the authorities in this file as well, beside the public ones (PEM).
    #[arg(long, value_name = "FILE", env = "WHEELHOUSE_UPSTREAM_CA")]
    pub upstream_ca: Option<PathBuf>,
    /// The folder of the built console.
    #[cfg_attr(feature = "embedded", doc = "The one in this program is not used then.")]
    #[arg(long, value_name = "DIR", env = "WHEELHOUSE_DIST")]
    #[cfg_attr(not(feature = "embedded"), arg(default_value = "dist"))]
    pub dist: Option<PathBuf>,
    /// The port to listen on; 0 takes a free one.
    #[arg(long, env = "WHEELHOUSE_PORT", default_value_t = 7080)]
    pub port: u16,
    /// The address to listen on.
    #[arg(long, env = "WHEELHOUSE_HOST", default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// Answer requests for this host name, and those of pages from there: the name in people's address bars. Repeat it
    /// for more, or separate them by commas.
    #[arg(
        long, value_name = "NAME", env = "WHEELHOUSE_ALLOW_HOSTS", value_parser = guard::name, value_delimiter = ','
    )]
    pub allow_host: Vec<String>,
    /// Let in this person and whom else is listed, and nobody beside: by ID, email address or username, as the API says who
    /// is signed in. IDs are safest: they never change hands. Repeat it for more, or separate them by commas.
    #[arg(
        long, value_name = "ID|EMAIL|USERNAME", env = "WHEELHOUSE_ALLOW_PEOPLE", value_parser = listed,
        value_delimiter = ','
    )]
    pub allow_person: Vec<String>,
    /// Let in whoever belongs to this organization, beside those of --allow-person: by ID or name. Repeat it for more, or
    /// separate them by commas.
    #[arg(
        long, value_name = "ID|NAME", env = "WHEELHOUSE_ALLOW_ORGANIZATIONS", value_parser = listed,
        value_delimiter = ','
    )]
    pub allow_organization: Vec<String>,
    /// Refuse everything that changes something.
    #[arg(long, env = "WHEELHOUSE_READ_ONLY")]
    pub read_only: bool,
    /// Append a line of JSON to this file before each write leaves, and one when it was answered.
    #[arg(long, value_name = "FILE", env = "WHEELHOUSE_AUDIT_LOG")]
    pub audit_log: Option<PathBuf>,
    /// Where API tokens are while people are signed in.
    #[arg(long, value_enum, env = "WHEELHOUSE_SIGN_IN", default_value_t = SignInArg::Session)]
    pub sign_in: SignInArg,
    /// Seal sessions under the keys of this file: lines of a name and 64 hexadecimal digits. The first key seals, all of
    /// them open. Without it they end with this process, and no other gateway knows them.
    #[arg(long, value_name = "FILE", env = "WHEELHOUSE_SESSION_KEYS")]
    pub session_keys: Option<PathBuf>,
    /// Minutes that a session may lie unused.
    #[arg(long, value_name = "MINUTES", env = "WHEELHOUSE_SESSION_IDLE", default_value_t = 120, value_parser = RangedU64ValueParser::<u64>::new().range(1..=525_600))]
    pub session_idle: u64,
    /// Minutes that a session lasts at most.
    #[arg(long, value_name = "MINUTES", env = "WHEELHOUSE_SESSION_AGE", default_value_t = 720, value_parser = RangedU64ValueParser::<u64>::new().range(1..=525_600))]
    pub session_age: u64,
    /// Let people sign in by OAuth, with the gateway as this client: authorization codes with PKCE.
    #[arg(long, value_name = "ID", env = "WHEELHOUSE_OAUTH_CLIENT")]
    pub oauth_client: Option<String>,
    /// The file with the client's secret.
    #[arg(long, value_name = "FILE", env = "WHEELHOUSE_OAUTH_SECRET_FILE")]
    pub oauth_secret_file: Option<PathBuf>,
    /// What is asked for, separated by spaces. `offline_access` has many servers give a refresh token, and `openid` has
    /// logs know people.
    #[arg(long, value_name = "SCOPE", env = "WHEELHOUSE_OAUTH_SCOPE")]
    pub oauth_scope: Option<String>,
    /// Where people reach this console: `https://console.example.com`. The client's redirect URI is /auth/callback there.
    #[arg(long, value_name = "URL", env = "WHEELHOUSE_PUBLIC_URL", value_parser = Upstream::parse)]
    pub public_url: Option<Upstream>,
    /// The authorization endpoint, where it is not /oauth2/authorize below sign-in.
    #[arg(long, value_name = "URL", env = "WHEELHOUSE_OAUTH_AUTHORIZE", value_parser = Endpoint::parse)]
    pub oauth_authorize: Option<Endpoint>,
    /// The issuer that the server's answers name, where it is not the address of sign-in.
    #[arg(long, value_name = "URL", env = "WHEELHOUSE_OAUTH_ISSUER")]
    pub oauth_issuer: Option<String>,
    /// Take no API tokens any more: who signs in does so by OAuth.
    #[arg(long, env = "WHEELHOUSE_OAUTH_ONLY")]
    pub oauth_only: bool,
    /// Answer /metrics at this address, for Prometheus, beside /healthz and /readyz.
    #[arg(long, value_name = "HOST:PORT", env = "WHEELHOUSE_METRICS")]
    pub metrics: Option<SocketAddr>,
    /// Have browsers come by HTTPS alone from their first visit on. For what is served by HTTPS under this name for good.
    #[arg(long, env = "WHEELHOUSE_HSTS")]
    pub hsts: bool,
    /// The greatest body of a request, in bytes.
    #[arg(long, value_name = "BYTES", env = "WHEELHOUSE_MAX_BODY", default_value_t = 10 * 1024 * 1024)]
    pub max_body: u64,
    /// Seconds that the API may take until it answers.
    #[arg(long, value_name = "SECONDS", env = "WHEELHOUSE_ANSWER_LIMIT", default_value_t = 100, value_parser = RangedU64ValueParser::<u64>::new().range(1..=3600))]
    pub answer_limit: u64,
    /// Seconds to go on answering after being asked to stop, while /readyz says no: for balancers to notice.
    #[arg(long, value_name = "SECONDS", env = "WHEELHOUSE_DRAIN", default_value_t = 0, value_parser = RangedU64ValueParser::<u64>::new().range(0..=3600))]
    pub drain: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SignInArg {
    /// Sealed in a cookie that no script can read. Browsers take it by HTTPS, and from this machine.
    Session,
    /// In the memory of the console's page, which exchanges it itself.
    Token,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum DataSetArg {
    /// A believable team.
    Demo,
    /// Twenty organizations and a thousand projects.
    Large,
    /// An organization of a thousand members and two hundred projects.
    Crowd,
    /// Nothing but an account.
    Empty,
}
