//! Lists that come page by page, from a generated server over loopback.

use crate::loopback::serve;
use crate::modules::pagination::client::{Client, Error};
use crate::modules::pagination::default::*;
use crate::modules::pagination::models::*;
use crate::modules::pagination::operations;
use crate::modules::pagination::server::{DefaultApi, router};
use specwright_runtime::axum::Router;
use specwright_runtime::axum::extract::Path;
use specwright_runtime::axum::routing::get;
use specwright_runtime::client::{Items, Pages, PagingProblem};
use specwright_runtime::http::HeaderMap;
use specwright_runtime::server::respond;
use specwright_runtime::{NoFailure, Nullable, Outcome, Wire};
use std::fmt::Debug;

/// How many users, entries and so on there are.
const ALL: usize = 7;
/// How many are on a page, whatever is asked for.
const SIZE: usize = 3;

struct Lists;

/// What is on the page that begins with this one, and where the next begins.
fn page<T>(from: usize, item: impl Fn(usize) -> T) -> (Vec<T>, Option<usize>) {
    let end = ALL.min(from + SIZE);
    let items = (from..end).map(item).collect();
    (items, (end < ALL).then_some(end))
}

fn user(at: usize) -> User {
    User {
        id: format!("u{at}"),
    }
}

fn number(text: Option<String>) -> usize {
    text.map_or(0, |text| {
        text.trim_start_matches(['t', 'u']).parse().unwrap()
    })
}

fn from(at: Option<i64>) -> usize {
    at.unwrap_or(0).try_into().unwrap()
}

impl DefaultApi for Lists {
    async fn list_users(&self, params: ListUsersParams) -> Result<UserPage, ListUsersError> {
        if params.page_token.as_deref() == Some("none") {
            return Err(ListUsersError::BadRequest);
        }
        let (items, next) = page(number(params.page_token), user);
        let next_page_token = next.map(|at| format!("t{at}"));
        Ok(UserPage {
            items,
            next_page_token,
        })
    }

    async fn list_events(&self, params: ListEventsParams) -> Result<ListEventsSuccess, NoFailure> {
        let (body, next) = page(from(params.page), |at| format!("e{at}"));
        let link = next.map(|at| format!("</events?page={at}>; rel=\"next\", </>; rel=home"));
        Ok(ListEventsSuccess { link, body })
    }

    async fn list_children(
        &self,
        body: Option<ListChildrenBody>,
    ) -> Result<ListChildrenSuccessBody, NoFailure> {
        let (children, next) = page(number(body.and_then(|body| body.token)), user);
        let token = next.map_or(Nullable::Null, |at| Nullable::Value(format!("t{at}")));
        Ok(ListChildrenSuccessBody {
            children,
            is_last: next.is_none(),
            next_page_token: Some(token),
        })
    }

    async fn list_log(&self, params: ListLogParams) -> Result<ListLogSuccessBody, NoFailure> {
        let (entries, next) = page(from(params.offset), |at| format!("l{at}"));
        Ok(ListLogSuccessBody {
            entries: Some(entries),
            is_last: params.limit.map(|_| next.is_none()),
        })
    }

    async fn list_charges(
        &self,
        params: ListChargesParams,
    ) -> Result<ListChargesSuccessBody, NoFailure> {
        let from = params
            .starting_after
            .map_or(0, |after| number(Some(after)) + 1);
        let (data, next) = page(from, user);
        Ok(ListChargesSuccessBody {
            data,
            has_more: next.is_some(),
        })
    }

    async fn list_tracks(&self, _: ListTracksParams) -> Result<ListTracksSuccessBody, NoFailure> {
        let next = "https://evil.example/tracks".parse().unwrap();
        Ok(ListTracksSuccessBody {
            tracks: Some(vec![1]),
            links: Some(ListTracksSuccessBodyLinks { next: Some(next) }),
        })
    }

    async fn list_archive(
        &self,
        params: ListArchiveParams,
    ) -> Result<ListArchiveSuccessBody, NoFailure> {
        let (rows, next) = page(from(params.sheet) * SIZE, |at| format!("r{at}"));
        Ok(ListArchiveSuccessBody {
            result: Some(ListArchiveSuccessBodyResult {
                rows: Some(rows),
                on: Some(next.is_some()),
            }),
        })
    }

    async fn list_feed(&self, params: ListFeedParams) -> Result<ListFeedSuccessBody, NoFailure> {
        let since = params.since.unwrap_or(0);
        Ok(ListFeedSuccessBody {
            until: (since < 5).then_some(since + 1),
        })
    }

    async fn list_audit(
        &self,
        _: String,
        params: ListAuditParams,
    ) -> Result<ListAuditSuccess, NoFailure> {
        let (body, next) = page(number(params.x_continuation_token), |at| format!("a{at}"));
        Ok(ListAuditSuccess {
            x_next_token: next.map(|at| format!("t{at}")),
            body,
        })
    }

    async fn list_jobs(&self, params: ListJobsParams) -> Result<ListJobsSuccess, NoFailure> {
        let (body, next) = page(from(params.x_from), |at| format!("j{at}"));
        let x_until = next.map(|at| at.try_into().unwrap());
        Ok(ListJobsSuccess { x_until, body })
    }

    async fn search(&self, body: SearchBody) -> Result<SearchSuccessBody, NoFailure> {
        Ok(hits(&body.query, 0))
    }

    async fn list_shelves(
        &self,
        params: ListShelvesParams,
    ) -> Result<ListShelvesSuccessBody, NoFailure> {
        let (shelves, _) = page(0, |at| format!("s{at}"));
        let next = params.limit.is_none().then(|| "shelves?limit=1".to_owned());
        Ok(ListShelvesSuccessBody { shelves, next })
    }

    async fn list_turns(&self, _: ListTurnsParams) -> Result<ListTurnsSuccessBody, NoFailure> {
        Ok(ListTurnsSuccessBody::default())
    }

    async fn list_files(&self, params: ListFilesParams) -> Result<Files, NoFailure> {
        let (names, next) = page(number(params.marker), |at| format!("f{at}"));
        let next_marker = next.map(|at| format!("t{at}"));
        Ok(Files { names, next_marker })
    }

    async fn list_numbers(&self, _: ListNumbersParams) -> Result<Vec<i64>, NoFailure> {
        Ok(vec![1])
    }
}

/// What a search finds, beginning with this one.
fn hits(query: &str, from: usize) -> SearchSuccessBody {
    let (hits, next) = page(from, user);
    let next_link = next.map(|at| format!("/search/{query}/{at}"));
    SearchSuccessBody { hits, next_link }
}

/// The server, and the pages that its answers lead to.
fn lists() -> Router {
    let more = |Path((query, at)): Path<(String, usize)>, headers: HeaderMap| async move {
        let found: Result<_, NoFailure> = Ok(hits(&query, at));
        respond(&operations::SEARCH, &headers, found)
    };
    router(Lists).route("/search/{query}/{at}", get(more))
}

async fn all<T: Wire + Debug, E: Outcome + Debug>(mut items: Items<T, E>) -> Vec<T> {
    let mut all = Vec::new();
    while let Some(item) = items.next().await {
        all.push(item.unwrap());
    }
    all
}

async fn count<S: Outcome + Debug, E: Outcome + Debug>(mut pages: Pages<S, E>) -> usize {
    let mut count = 0;
    while let Some(page) = pages.next().await {
        page.unwrap();
        count += 1;
    }
    count
}

fn texts(letter: char) -> Vec<String> {
    (0..ALL).map(|at| format!("{letter}{at}")).collect()
}

#[test]
fn all_items_come_however_pages_are_asked_for() {
    serve(lists(), async |url| {
        let client = Client::builder(&url).build().unwrap();
        let users: Vec<_> = (0..ALL).map(user).collect();
        let call = || {
            client.list_users(&ListUsersParams {
                limit: Some(3),
                ..Default::default()
            })
        };
        assert_eq!(all(call().items()).await, users);
        assert_eq!(count(call().pages()).await, 3);
        assert_eq!(call().await.unwrap().items.len(), SIZE);
        let events = client.list_events(&ListEventsParams { page: None });
        assert_eq!(all(events.items()).await, texts('e'));
        assert_eq!(all(client.list_children(None).items()).await, users);
        for limit in [None, Some(3)] {
            let log = client.list_log(&ListLogParams {
                offset: None,
                limit,
            });
            assert_eq!(all(log.items()).await, texts('l'));
        }
        let charges = client.list_charges(&ListChargesParams::default());
        assert_eq!(all(charges.items()).await, users);
        let archive = client.list_archive(&ListArchiveParams::default());
        assert_eq!(all(archive.items()).await, texts('r'));
        let feed = client.list_feed(&ListFeedParams::default());
        assert_eq!(count(feed.pages()).await, 6);
        let audit = client.list_audit("who", &ListAuditParams::default());
        assert_eq!(all(audit.items()).await, texts('a'));
        let jobs = client.list_jobs(&ListJobsParams::default());
        assert_eq!(all(jobs.items()).await, texts('j'));
        let found = client.search(&SearchBody {
            query: "x".to_owned(),
        });
        assert_eq!(all(found.items()).await, users);
        let shelves = client.list_shelves(&ListShelvesParams::default());
        assert_eq!(count(shelves.pages()).await, 2);
        let files = client.list_files(&ListFilesParams::default());
        assert_eq!(all(files.items()).await, texts('f'));
        let numbers = client.list_numbers(&ListNumbersParams::default()).await;
        assert_eq!(*numbers.unwrap(), [1]);
    });
}

#[test]
fn an_error_ends_the_list() {
    serve(router(Lists), async |url| {
        let client = Client::builder(&url).build().unwrap();
        let page_token = Some("none".to_owned());
        let mut users = client
            .list_users(&ListUsersParams {
                page_token,
                limit: None,
            })
            .items();
        let refused = users.next().await;
        assert!(matches!(
            refused,
            Some(Err(Error::Api(ListUsersError::BadRequest, _)))
        ));
        assert!(users.next().await.is_none());
        let mut tracks = client.list_tracks(&ListTracksParams::default()).items();
        assert!(matches!(tracks.next().await, Some(Ok(1))));
        match tracks.next().await {
            Some(Err(Error::Paging(error))) => {
                assert_eq!(error.problem(), PagingProblem::Elsewhere);
            }
            other => panic!("{other:?}"),
        }
        assert!(tracks.next().await.is_none());
    });
}
