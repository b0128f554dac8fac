//! A zone that runs, and clients of its users.

use onedata::onezone::models::{Group, GroupType, UserCreateRequest};
use onedata::onezone::{Auth, Client};
use onedata::runtime::client::Error;
use onedata::{Connect, OnedataError};
use std::fmt::Debug;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// The program. It ends when this is dropped.
pub struct Served {
    process: Child,
    pub url: String,
    /// The administrator's token, where the zone is new.
    pub token: Option<String>,
    output: BufReader<ChildStdout>,
}

impl Served {
    /// A new zone in memory.
    pub fn start() -> Self {
        Self::run(&[])
    }

    /// The zone in a file.
    pub fn keep_in(file: &Path) -> Self {
        Self::run(&["--database", file.to_str().unwrap()])
    }

    fn run(arguments: &[&str]) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_small-onezone"))
            .args(["--port", "0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(process.stdout.take().unwrap());
        let mut served = Self {
            process,
            url: String::new(),
            token: None,
            output,
        };
        served.url = served.line();
        // A zone that is not new says nothing more, and `ready` is the end.
        loop {
            let line = served.line();
            if line == "ready" {
                return served;
            }
            if let Some(token) = line.strip_prefix("token: ") {
                served.token = Some(token.to_owned());
            }
        }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        assert!(line.ends_with('\n'), "the program has ended");
        line.trim_end().to_owned()
    }

    /// The client of whoever has a token.
    pub fn by_token(&self, token: &str) -> Client {
        let connection = Client::connect(&self.url).token(token);
        connection.client().unwrap()
    }

    /// The client of whoever has a password.
    pub fn by_password(&self, username: &str, password: &str) -> Client {
        let connection = Client::connect(&self.url).auth(Auth::basic(username, password));
        connection.client().unwrap()
    }

    /// The client of the administrator.
    pub fn admin(&self) -> Client {
        self.by_token(self.token.as_ref().unwrap())
    }

    /// A new user with a token, by identifier and client.
    pub async fn user(&self, username: &str) -> (String, Client) {
        let request = UserCreateRequest {
            username: Some(username.to_owned()),
            full_name: Some(format!("{username} the user")),
            password: Some(PASSWORD.to_owned()),
        };
        let created = self.admin().create_user(&request).await.unwrap();
        let id = last(&created.location);
        let named = onedata::onezone::models::NamedTokenCreateRequest {
            name: "for tests".to_owned(),
            ..Default::default()
        };
        let by_password = self.by_password(username, PASSWORD);
        let token = by_password.create_named_token_for_current_user(&named);
        let token = token.await.unwrap();
        (id, self.by_token(&token.body.token))
    }

    /// Asks the program to end, and says whether it did so with success.
    #[cfg(unix)]
    pub fn interrupt(mut self) -> bool {
        let id = self.process.id().to_string();
        let sent = Command::new("kill").args(["-INT", &id]).status().unwrap();
        sent.success() && self.process.wait().unwrap().success()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The password of all users.
pub const PASSWORD: &str = "correct horse";

/// The identifier at the end of a location.
pub fn last(location: &str) -> String {
    location.rsplit('/').next().unwrap().to_owned()
}

/// The group that a user founds.
pub async fn group(client: &Client, name: &str) -> String {
    let group = Group::new(name, GroupType::Team);
    last(&client.create_user_group(&group).await.unwrap().location)
}

/// Why a call was refused: the status, and the error of Onedata.
#[track_caller]
pub fn refused<T: Debug, E>(result: Result<T, Error<E>>) -> (u16, OnedataError) {
    let Err(error) = result else {
        panic!("the call is not refused");
    };
    let reported = error.reported::<OnedataError>();
    (error.status().unwrap(), reported.unwrap().error)
}

/// What a call is answered with where a privilege lacks.
pub const FORBIDDEN: (u16, OnedataError) = (403, OnedataError::Forbidden);

/// The id of the error for which somebody is not let in.
#[track_caller]
pub fn shut_out<T: Debug, E>(result: Result<T, Error<E>>) -> String {
    let (status, error) = refused(result);
    let OnedataError::Unauthorized { auth_error } = error else {
        panic!("{error}");
    };
    assert_eq!(status, 401);
    auth_error.unwrap().error.id().to_owned()
}
