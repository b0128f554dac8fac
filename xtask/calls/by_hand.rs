//! What somebody would write for `items.yaml` with `reqwest`, `axum` and serde's derive.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Item {
    pub active: bool,
    pub count: i32,
    pub id: String,
    pub kind: String,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    pub owner: Owner,
    pub score: f64,
    pub tags: Vec<String>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Owner {
    pub id: i64,
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

pub fn item(index: usize) -> Item {
    Item {
        active: index % 2 == 0,
        count: 42,
        id: format!("item-{index}"),
        kind: "directory".to_owned(),
        name: "a name of usual size".to_owned(),
        note: Some("what somebody had to say about it".to_owned()),
        owner: Owner {
            id: 1_234_567_890_123,
            name: "Ada".to_owned(),
            email: None,
        },
        score: 0.8125,
        tags: ["first", "second", "third one"].map(str::to_owned).into(),
    }
}

type Items = Arc<Vec<Item>>;

pub fn router() -> Router {
    let items: Items = Arc::new((0..100).map(item).collect());
    Router::new()
        .route("/items/{id}", get(one))
        .route("/items", get(list).post(create))
        .with_state(items)
}

#[derive(Deserialize)]
struct OneQuery {
    verbose: Option<bool>,
}

async fn one(
    State(items): State<Items>,
    Path(id): Path<String>,
    Query(query): Query<OneQuery>,
) -> Result<Json<Item>, StatusCode> {
    let _ = query.verbose;
    let found = items.iter().find(|item| item.id == id);
    found.cloned().map(Json).ok_or(StatusCode::NOT_FOUND)
}

#[derive(Deserialize)]
struct ListQuery {
    limit: Option<i32>,
}

async fn list(
    State(items): State<Items>,
    Query(query): Query<ListQuery>,
) -> Result<Json<Vec<Item>>, StatusCode> {
    let limit = query.limit.unwrap_or(10);
    if !(1..=1000).contains(&limit) {
        return Err(StatusCode::UNPROCESSABLE_ENTITY);
    }
    Ok(Json(items.iter().take(limit as usize).cloned().collect()))
}

async fn create(Json(item): Json<Item>) -> Result<(StatusCode, Json<Item>), StatusCode> {
    let name = item.name.chars().count();
    if item.count < 0 || !(1..=200).contains(&name) || item.tags.len() > 100 {
        return Err(StatusCode::UNPROCESSABLE_ENTITY);
    }
    Ok((StatusCode::CREATED, Json(item)))
}

#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: reqwest::Url,
}

type Called<T> = Result<T, Box<dyn std::error::Error>>;

impl Client {
    pub fn new(base: &str) -> Called<Self> {
        let http = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(10))
            .timeout(Duration::from_secs(60))
            .build()?;
        let base = base.parse()?;
        Ok(Self { http, base })
    }

    pub async fn get_item(&self, id: &str, verbose: Option<bool>) -> Called<Item> {
        let mut url = self.base.clone();
        let mut path = url.path_segments_mut().map_err(|()| "not a base")?;
        path.push("items").push(id);
        drop(path);
        let query = [("verbose", verbose)];
        let sent = self.http.get(url).query(&query).send().await?;
        Ok(sent.error_for_status()?.json().await?)
    }

    pub async fn list_items(&self, limit: Option<i32>) -> Called<Vec<Item>> {
        let url = self.base.join("items")?;
        let query = [("limit", limit)];
        let sent = self.http.get(url).query(&query).send().await?;
        Ok(sent.error_for_status()?.json().await?)
    }

    pub async fn create_item(&self, item: &Item) -> Called<Item> {
        let url = self.base.join("items")?;
        let sent = self.http.post(url).json(item).send().await?;
        Ok(sent.error_for_status()?.json().await?)
    }
}
