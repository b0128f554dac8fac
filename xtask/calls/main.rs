//! Measures the generated client and server of `items.yaml` beside those that somebody wrote by hand, in turn and
//! in one process: calls per second and latency. It prints a line of JSON for each round.

mod by_hand;
mod client;
mod generated;
mod server;
mod turns;

use std::net::SocketAddr;
use std::thread;

/// A way to serve and to call.
#[derive(Clone, Copy)]
pub enum Way {
    ByHand,
    Generated,
}

impl Way {
    pub const ALL: [Self; 2] = [Self::ByHand, Self::Generated];

    pub fn name(self) -> &'static str {
        match self {
            Self::ByHand => "by hand",
            Self::Generated => "generated",
        }
    }
}

/// What is called.
#[derive(Clone, Copy)]
pub enum Task {
    /// One item is read.
    Get,
    /// A hundred items are read.
    List,
    /// One item is sent, and comes back.
    Create,
}

impl Task {
    pub const ALL: [Self; 3] = [Self::Get, Self::List, Self::Create];

    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "get one",
            Self::List => "list 100",
            Self::Create => "create one",
        }
    }
}

fn main() {
    let rounds = std::env::args().nth(1).and_then(|word| word.parse().ok());
    let rounds: usize = rounds.expect("the number of rounds");
    stay_on_core(0);
    client::measure(rounds);
    server::measure(rounds);
}

/// Serves on a thread of its own, and gives the address.
fn serve(way: Way) -> SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    listener.set_nonblocking(true).expect("a socket");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        stay_on_core(1);
        runtime().block_on(async move {
            let listener = tokio::net::TcpListener::from_std(listener).expect("a socket");
            let listener = axum::serve::ListenerExt::tap_io(listener, |stream| {
                stream.set_nodelay(true).expect("a socket");
            });
            let router = match way {
                Way::ByHand => by_hand::router(),
                Way::Generated => generated::router(),
            };
            axum::serve(listener, router).await.expect("a server");
        })
    });
    address
}

/// Keeps this thread on a core, if there are so many: where the system puts both sides of a call decides more about its
/// time than how they are written.
fn stay_on_core(index: usize) {
    let cores = core_affinity::get_core_ids().unwrap_or_default();
    if let Some(core) = cores.get(index) {
        core_affinity::set_for_current(*core);
    }
}

/// One thread, so that one side cannot take the time of the other.
fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().expect("a runtime")
}
