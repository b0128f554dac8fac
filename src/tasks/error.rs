//! Why a task is not done.

use crate::onepanel::cluster::GetTaskStatusError;
use crate::onepanel::models::{TaskStatus, TaskStatusStatus};
use crate::runtime::client;
use std::error::Error;
use std::fmt;

/// Why a task that was waited for is not known to have succeeded.
#[derive(Debug)]
#[non_exhaustive]
pub enum TaskError {
    /// The location is not that of a task.
    Location,
    /// The task has failed. Its last status has the reason and the steps that
    /// had succeeded.
    Failed(Box<TaskStatus>),
    /// The task was not over in time; this is its last status, if one came.
    /// It may end later.
    TooLate(Option<Box<TaskStatus>>),
    /// The task is in a state that the API does not document.
    Unknown(Box<TaskStatus>),
    /// The status cannot be asked for.
    Call(client::Error<GetTaskStatusError>),
}

impl fmt::Display for TaskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Location => f.write_str("the location is not that of a task"),
            Self::Failed(status) => {
                let (steps, total) = (status.steps.len(), status.total_steps);
                write!(f, "the task has failed after {steps} of {total} steps")?;
                match &status.error {
                    Some(error) => write!(f, ": {:?}", start(&error.error.description)),
                    None => Ok(()),
                }
            }
            Self::TooLate(None) => f.write_str("the task was not over in time"),
            Self::TooLate(Some(status)) => {
                let (steps, total) = (status.steps.len(), status.total_steps);
                write!(
                    f,
                    "the task was not over in time, after {steps} of {total} steps"
                )
            }
            Self::Unknown(status) => match &status.status {
                TaskStatusStatus::Unlisted(state) => {
                    write!(f, "the task is in the unknown state {:?}", start(state))
                }
                _ => f.write_str("the task is in an unknown state"),
            },
            Self::Call(error) => write!(f, "{error}"),
        }
    }
}

/// As much of what a service says as fits into a message.
fn start(text: &str) -> &str {
    let end = text.char_indices().nth(256);
    end.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

impl Error for TaskError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            // The error itself is what is displayed already.
            Self::Call(error) => error.source(),
            _ => None,
        }
    }
}
