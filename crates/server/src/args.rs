//! The command line.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// An admin console for the Platform.sh API.
#[derive(Debug, Parser)]
#[command(name = "wheelhouse", version)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the console together with an API of its own: nothing it does reaches a real project.
    Sandbox(SandboxArgs),
}

#[derive(Debug, clap::Args)]
pub struct SandboxArgs {
    /// The folder of the built console.
    #[arg(long, value_name = "DIR", default_value = "dist")]
    pub dist: PathBuf,
    /// The port to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 7070)]
    pub port: u16,
    /// The address to listen on. The sandbox is made for one person's machine.
    #[arg(long, default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// Answer requests for this host name as well, and those of pages from there. Repeat it for more.
    #[arg(long, value_name = "NAME")]
    pub allow_host: Vec<String>,
    /// What the administrator signs in with, in place of the token that the data folder keeps.
    #[arg(long, value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub token: Option<String>,
    /// What the user who may only look signs in with, in place of a token that follows from the administrator's.
    #[arg(long, value_name = "TOKEN", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub viewer_token: Option<String>,
    /// Let projects begin with a Git repository in this folder of the machine. Repeat it for more.
    #[arg(long, value_name = "DIR")]
    pub allow_repositories: Vec<PathBuf>,
    /// Deliver what webhooks are to be told to this host as well, beside this machine. Repeat it for more.
    #[arg(long, value_name = "HOST[:PORT]")]
    pub allow_deliveries: Vec<String>,
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
