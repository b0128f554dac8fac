//! Waiting for what Onepanel does in the background.

use crate::serve::serve;
use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use onedata::tasks::{Task, TaskError};
use onedata::{Connect, onepanel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A panel that tells these statuses one after the other, the last one again
/// and again, and the paths it was asked for.
async fn panel(statuses: &'static [&'static str]) -> (onepanel::Client, Arc<Mutex<Vec<String>>>) {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let record = Arc::clone(&asked);
    let url = serve(Router::new().fallback(move |request: Request| {
        let mut asked = record.lock().unwrap();
        asked.push(request.uri().to_string());
        let status = statuses.get(asked.len() - 1).or(statuses.last()).copied();
        async move {
            match status {
                Some(status) => ([("content-type", "application/json")], status).into_response(),
                None => StatusCode::NOT_FOUND.into_response(),
            }
        }
    }));
    let client = onepanel::Client::connect(&url.await).client().unwrap();
    (client, asked)
}

const RUNNING: &str = r#"{"status": "running", "steps": ["a"], "totalSteps": 3}"#;
const DONE: &str = r#"{"status": "ok", "steps": ["a", "b", "c"], "totalSteps": 3}"#;
const FAILED: &str = r#"{"status": "error", "steps": ["a"], "totalSteps": 3,
    "error": {"error": {"id": "x", "description": "no disk"}}}"#;
const LOCATION: &str = "/api/v3/onepanel/tasks/t-1";

fn quick<'a>(client: &'a onepanel::Client) -> Task<'a> {
    let task = Task::at(client, LOCATION).unwrap();
    task.interval(Duration::from_millis(20), Duration::from_millis(40))
}

#[tokio::test]
async fn a_task_is_asked_for_until_it_is_done() {
    let (client, asked) = panel(&[RUNNING, RUNNING, DONE]).await;
    let told = Mutex::new(Vec::new());
    let begun = Instant::now();
    let task = quick(&client).progress(|status| told.lock().unwrap().push(status.steps.len()));
    assert_eq!(task.id(), "t-1");
    assert_eq!(task.wait().await.unwrap().steps, ["a", "b", "c"]);
    assert!(begun.elapsed() >= Duration::from_millis(60));
    assert_eq!(*told.lock().unwrap(), [1, 1, 3]);
    assert_eq!(*asked.lock().unwrap(), [LOCATION; 3]);
}

#[tokio::test]
async fn a_task_that_fails_says_why() {
    let (client, _) = panel(&[RUNNING, FAILED]).await;
    let error = quick(&client).wait().await.unwrap_err();
    assert!(matches!(error, TaskError::Failed(_)), "{error:?}");
    let text = error.to_string();
    assert_eq!(text, "the task has failed after 1 of 3 steps: \"no disk\"");
    let (client, _) = panel(&[r#"{"status": "odd", "steps": [], "totalSteps": 3}"#]).await;
    let error = quick(&client).wait().await.unwrap_err();
    assert!(matches!(error, TaskError::Unknown(_)), "{error:?}");
    assert!(error.to_string().contains("\"odd\""), "{error}");
}

#[tokio::test]
async fn no_task_is_waited_for_longer_than_said() {
    let (client, asked) = panel(&[RUNNING]).await;
    let task = quick(&client).limit(Duration::from_millis(150));
    let error = task.wait().await.unwrap_err();
    let TaskError::TooLate(Some(last)) = error else {
        panic!("{error:?}");
    };
    assert_eq!(last.steps, ["a"]);
    assert!(asked.lock().unwrap().len() > 1);
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", silent.local_addr().unwrap());
    let client = onepanel::Client::connect(&url).client().unwrap();
    let task = quick(&client).limit(Duration::from_millis(50));
    let error = task.wait().await.unwrap_err();
    assert!(matches!(error, TaskError::TooLate(None)), "{error:?}");
}

#[tokio::test]
async fn what_is_no_task_is_an_error() {
    let (client, asked) = panel(&[]).await;
    let error = Task::at(&client, "/api/v3/onepanel/reports/t-1").unwrap_err();
    assert!(matches!(error, TaskError::Location), "{error:?}");
    assert!(asked.lock().unwrap().is_empty());
    let error = quick(&client).wait().await.unwrap_err();
    assert!(
        matches!(error, TaskError::Call(ref error) if error.status() == Some(404)),
        "{error:?}"
    );
}
