//! Serves a small Onezone until it is interrupted.

use small_onezone::onezone::runtime::server::serve;
use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use tokio::net::TcpListener;

const HELP: &str = "\
Serves a small Onezone on this machine, until it is interrupted.

  --port PORT       Where to listen; 8080 unless given, and 0 for any free port
  --database FILE   Where everything is kept; in memory unless given
  --help            Prints this

The first line that it prints is its address, the last one is `ready`. A new
zone has a user who may do everything, whose password and access token are told
once, in the lines between.
";

/// What the program was asked for.
struct Arguments {
    port: u16,
    database: Option<PathBuf>,
    help: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = match arguments(std::env::args_os().skip(1)) {
        Ok(arguments) if arguments.help => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Ok(arguments) => arguments,
        Err(problem) => {
            eprintln!("error: {problem}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    match run(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn Error + Send + Sync>> {
    let start = small_onezone::start(arguments.database.as_deref())?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, arguments.port));
    let listener = TcpListener::bind(address).await?;
    println!("http://{}", listener.local_addr()?);
    if let Some(administrator) = start.administrator {
        println!("username: {}", administrator.username);
        println!("password: {}", administrator.password);
        println!("token: {}", administrator.token);
    }
    println!("ready");
    let interrupted = async {
        // Where it cannot be waited for, the program ends without grace.
        let _ = tokio::signal::ctrl_c().await;
    };
    serve(listener, start.router).until(interrupted).await;
    Ok(())
}

fn arguments(words: impl Iterator<Item = std::ffi::OsString>) -> Result<Arguments, String> {
    let mut arguments = Arguments {
        port: 8080,
        database: None,
        help: false,
    };
    let mut words = words;
    while let Some(word) = words.next() {
        let mut value = || {
            let missing = || format!("`{}` needs a value", word.display());
            words.next().ok_or_else(missing)
        };
        match word.to_str() {
            Some("--help") => arguments.help = true,
            Some("--database") => arguments.database = Some(value()?.into()),
            Some("--port") => {
                let port = value()?;
                let number = port.to_str().and_then(|port| port.parse().ok());
                arguments.port = number.ok_or("`--port` needs a number from 0 to 65535")?;
            }
            _ => return Err(format!("there is no option `{}`", word.display())),
        }
    }
    Ok(arguments)
}
