//! The same with what is generated from `items.yaml`.

use crate::by_hand;
use items::default::{GetItemError, GetItemParams, ListItemsParams};
use items::models::{Item, Owner};
use items::runtime::{self as rt, NoFailure};
use items::server::DefaultApi;

pub fn item(index: usize) -> Item {
    let item = by_hand::item(index);
    let owner = Owner {
        id: item.owner.id,
        name: item.owner.name,
        email: item.owner.email,
    };
    Item {
        active: item.active,
        count: item.count,
        id: item.id,
        kind: item.kind,
        name: item.name,
        note: item.note,
        owner,
        score: item.score,
        tags: item.tags,
    }
}

struct Items(Vec<Item>);

impl DefaultApi for Items {
    async fn get_item(&self, id: String, params: GetItemParams) -> Result<Item, GetItemError> {
        let _ = params.verbose;
        let found = self.0.iter().find(|item| item.id == id);
        found.cloned().ok_or(GetItemError::NotFound)
    }

    async fn list_items(&self, params: ListItemsParams) -> Result<Vec<Item>, NoFailure> {
        let limit = params.limit.unwrap_or(10);
        Ok(self.0.iter().take(limit as usize).cloned().collect())
    }

    async fn create_item(&self, body: Item) -> Result<Item, NoFailure> {
        Ok(body)
    }
}

pub fn router() -> rt::axum::Router {
    items::server::router(Items((0..100).map(item).collect()))
}
