//! Work that Onepanel does in the background: [`Task`] waits for its end.

mod error;

pub use error::TaskError;

use crate::onepanel::Client;
use crate::onepanel::models::{TaskStatus, TaskStatusStatus};
use std::fmt;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout_at};

/// A task of Onepanel, and how to wait for it.
///
/// ```no_run
/// use onedata::onepanel::models::ZoneConfiguration;
/// use onedata::{onepanel, tasks::Task};
///
/// # async fn example(panel: &onepanel::Client, zone: ZoneConfiguration)
/// # -> Result<(), Box<dyn std::error::Error>> {
/// let started = panel.configure_zone(zone).await?;
/// Task::at(panel, &started.location)?
///     .progress(|status| println!("{} of {} steps", status.steps.len(), status.total_steps))
///     .wait()
///     .await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is asked until the task is waited for"]
pub struct Task<'a> {
    client: &'a Client,
    id: String,
    first: Duration,
    longest: Duration,
    limit: Duration,
    listener: Option<Listener<'a>>,
}

/// Who is told each status.
type Listener<'a> = Box<dyn FnMut(&TaskStatus) + Send + 'a>;

impl<'a> Task<'a> {
    /// The task that is at this location: a path or a URL, as the answers have
    /// it that start tasks.
    ///
    /// # Errors
    /// If no task is there.
    pub fn at(client: &'a Client, location: &str) -> Result<Self, TaskError> {
        let id = id(location).ok_or(TaskError::Location)?;
        Ok(Self {
            client,
            id: id.to_owned(),
            first: Duration::from_secs(1),
            longest: Duration::from_secs(10),
            limit: Duration::from_secs(60 * 60),
            listener: None,
        })
    }

    /// The identifier of the task.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Asks for the first time at once, again after `first`, and then after
    /// times each twice as long as the one before, up to `longest`: 1 s and 10
    /// s unless set.
    pub fn interval(mut self, first: Duration, longest: Duration) -> Self {
        (self.first, self.longest) = (first, longest);
        self
    }

    /// Waits no longer than this: an hour unless set.
    pub fn limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Tells each status that comes.
    pub fn progress(mut self, listener: impl FnMut(&TaskStatus) + Send + 'a) -> Self {
        self.listener = Some(Box::new(listener));
        self
    }

    /// Waits until the task has succeeded, and gives its last status. The task
    /// itself goes on whether it is waited for or not.
    ///
    /// # Errors
    /// If the task fails, does not end in time, or cannot be asked for.
    pub async fn wait(mut self) -> Result<TaskStatus, TaskError> {
        // A limit beyond what the clock can tell is none.
        let deadline = Instant::now().checked_add(self.limit);
        let mut interval = self.first.min(self.longest).max(SHORTEST);
        let mut last = None;
        loop {
            let call = self.client.get_task_status(&self.id);
            let answer = within(deadline, call.into_future()).await;
            let Some(answer) = answer else {
                return Err(TaskError::TooLate(last));
            };
            let status = answer.map_err(TaskError::Call)?.into_value();
            if let Some(listener) = &mut self.listener {
                listener(&status);
            }
            match status.status {
                TaskStatusStatus::Ok => return Ok(status),
                TaskStatusStatus::Error => return Err(TaskError::Failed(Box::new(status))),
                TaskStatusStatus::Running => last = Some(Box::new(status)),
                TaskStatusStatus::Unlisted(_) => return Err(TaskError::Unknown(Box::new(status))),
            }
            if within(deadline, sleep(interval)).await.is_none() {
                return Err(TaskError::TooLate(last));
            }
            interval = interval.saturating_mul(2).min(self.longest.max(SHORTEST));
        }
    }
}

/// No service is asked more often than this.
const SHORTEST: Duration = Duration::from_millis(10);

/// What the work gives, unless the time is over before.
async fn within<T>(deadline: Option<Instant>, work: impl Future<Output = T>) -> Option<T> {
    match deadline {
        Some(deadline) => timeout_at(deadline, work).await.ok(),
        None => Some(work.await),
    }
}

/// The identifier in the location of a task.
fn id(location: &str) -> Option<&str> {
    let path = location.split(['?', '#']).next()?;
    let (before, id) = path.rsplit_once('/')?;
    let is_task = before == "tasks" || before.ends_with("/tasks");
    let is_plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    (is_task && !id.is_empty() && id.bytes().all(is_plain)).then_some(id)
}

impl fmt::Debug for Task<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Task")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::id;

    #[test]
    fn only_locations_of_tasks_name_tasks() {
        for location in [
            "/api/v3/onepanel/tasks/a-B_1",
            "https://panel.test:9443/api/v3/onepanel/tasks/a-B_1?x#y",
            "tasks/a-B_1",
        ] {
            assert_eq!(id(location), Some("a-B_1"), "{location}");
        }
        for location in [
            "",
            "a",
            "/tasks/",
            "/tasks",
            "/reports/a",
            "/subtasks/a",
            "/tasks/a/b",
            "/tasks/a%2Fb",
            "/x?/tasks/a",
        ] {
            assert_eq!(id(location), None, "{location}");
        }
    }
}
