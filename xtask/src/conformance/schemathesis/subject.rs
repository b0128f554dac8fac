//! The servers that are tested: those of the examples, and mocks of real descriptions.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use specwright::command::{self, Exit};

use super::WORK;
use crate::conformance::part;
use crate::corpus::documents::FOLDER;
use crate::failure::Failure;
use crate::service::Service;
use crate::terminal::{Progress, print};

/// A server that is tested.
pub struct Subject {
    /// As people call it.
    pub name: &'static str,
    /// What it promises.
    pub description: PathBuf,
    /// The server.
    pub service: Service,
    /// Whether it is a mock, which has many operations.
    pub is_mock: bool,
}

/// Real descriptions that a mock serves, and their files. What they do not say is in overlays beside the
/// settings, one for all and one for each, with the reasons.
const MOCKED: [(&str, &str); 3] = [
    ("paypal", "paypal-orders.json"),
    ("spotify", "spotify.yaml"),
    ("train-travel", "train-travel.yaml"),
];

/// What lets callers of mocks in, as the settings have it.
const SECRET: &str = "secret";

/// Starts all servers.
///
/// # Errors
///
/// When one cannot run.
pub fn all(root: &Path) -> Result<Vec<Subject>, Failure> {
    let onezone = root.join(WORK).join("onezone.json");
    part::GROUPS.write(root, &onezone)?;
    let petstore = root.join("examples/petstore-build/petstore.yaml");
    let mut all = vec![
        example(root, "onezone", part::GROUPS.example, onezone)?,
        example(root, "petstore", "petstore-build", petstore)?,
    ];
    if !root.join(FOLDER).is_dir() {
        print(&format!(
            "no mocks are tested: there are no descriptions at {FOLDER}\n"
        ));
        return Ok(all);
    }
    for (name, file) in MOCKED {
        all.push(mock(root, name, file)?);
    }
    Ok(all)
}

fn example(
    root: &Path,
    name: &'static str,
    example: &str,
    description: PathBuf,
) -> Result<Subject, Failure> {
    Progress::start().stage(&format!("building the server of {name}"));
    Ok(Subject {
        name,
        description,
        service: Service::example(root, example, &["serve"])?,
        is_mock: false,
    })
}

fn mock(root: &Path, name: &'static str, file: &str) -> Result<Subject, Failure> {
    Progress::start().stage(&format!("starting the mock of {name}"));
    let overlay = |name| root.join(format!("xtask/schemathesis/{name}.overlay.yaml"));
    let description = root.join(WORK).join(format!("{name}.json"));
    let words: [OsString; 8] = [
        "bundle".into(),
        root.join(FOLDER).join(file).into(),
        "--overlay".into(),
        overlay("mocks").into(),
        "--overlay".into(),
        overlay(name).into(),
        "--out".into(),
        description.clone().into(),
    ];
    if command::run(words) != Exit::Done {
        return Err(Failure::Failed(format!("cannot amend {file}")));
    }
    let service = Service::mock(root, &description, SECRET)?;
    Ok(Subject {
        name,
        description,
        service,
        is_mock: true,
    })
}
