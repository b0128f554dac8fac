//! The clients, of which both call the server that was written by hand.

use crate::turns::{Turn, take};
use crate::{Task, Way, by_hand, generated, runtime, serve};
use items::default::{GetItemParams, ListItemsParams};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Instant;
use tokio::task::LocalSet;

#[derive(Clone)]
struct Clients {
    by_hand: by_hand::Client,
    generated: items::Client,
    sent_by_hand: by_hand::Item,
    sent_generated: items::models::Item,
}

pub fn measure(rounds: usize) {
    let base = format!("http://{}", serve(Way::ByHand));
    let clients = Clients {
        by_hand: by_hand::Client::new(&base).expect("a client"),
        generated: items::Client::builder(&base).build().expect("a client"),
        sent_by_hand: by_hand::item(7),
        sent_generated: generated::item(7),
    };
    let runtime = runtime();
    take("client", rounds, |way, task, at_once, end| {
        let latencies = Rc::new(RefCell::new(Vec::new()));
        let start = Instant::now();
        let local = LocalSet::new();
        for _ in 0..at_once {
            let (clients, latencies) = (clients.clone(), Rc::clone(&latencies));
            local.spawn_local(async move {
                while Instant::now() < end {
                    let began = Instant::now();
                    clients.call(way, task).await;
                    latencies.borrow_mut().push(began.elapsed());
                }
            });
        }
        runtime.block_on(local);
        let seconds = start.elapsed().as_secs_f64();
        let latencies = latencies.take();
        Turn { seconds, latencies }
    });
}

impl Clients {
    /// One call; what it gives is looked at, so that nobody saves work.
    async fn call(&self, way: Way, task: Task) {
        let (ours, theirs) = (&self.generated, &self.by_hand);
        match (way, task) {
            (Way::ByHand, Task::Get) => {
                let item = theirs.get_item("item-7", Some(true)).await;
                assert_eq!(item.expect("an item").id, "item-7");
            }
            (Way::Generated, Task::Get) => {
                let params = GetItemParams {
                    verbose: Some(true),
                };
                let item = ours.get_item("item-7", &params).await;
                assert_eq!(item.expect("an item").id, "item-7");
            }
            (Way::ByHand, Task::List) => {
                let items = theirs.list_items(Some(100)).await;
                assert_eq!(items.expect("items").len(), 100);
            }
            (Way::Generated, Task::List) => {
                let params = ListItemsParams { limit: Some(100) };
                let items = ours.list_items(&params).await;
                assert_eq!(items.expect("items").len(), 100);
            }
            (Way::ByHand, Task::Create) => {
                let item = theirs.create_item(&self.sent_by_hand).await;
                assert_eq!(item.expect("an item").id, "item-7");
            }
            (Way::Generated, Task::Create) => {
                let item = ours.create_item(&self.sent_generated).await;
                assert_eq!(item.expect("an item").id, "item-7");
            }
        }
    }
}
