//! Stands on both sides of a generated API: every operation is called through the generated client, and
//! answered from behind the generated traits. What is sent and answered is drawn from the description, and
//! must come out on the other side as it went in.
//!
//! Arguments: the name of an API and its description, again and again. It prints a line of JSON for each.
//! `cargo xtask conformance round-trip` compiles this with what is generated, and with a driver for each
//! API; it is no part of xtask itself.

mod body;
mod called;
mod drivers;
mod exchanges;
mod same;
mod served;
mod typed;

use std::io::{Write as _, stdout};

pub use called::{Answered, Case};
pub use served::{Caller, Served};

/// What is generated to call an API and to stand behind it.
pub struct Driver {
    /// The API.
    pub name: &'static str,
    /// Makes a call.
    pub call: fn(&Case) -> Answered,
    /// A router for all operations.
    pub serve: fn(&Served) -> axum::Router,
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    for pair in words.chunks_exact(2) {
        let driver = drivers::ALL.iter().find(|driver| driver.name == pair[0]);
        let driver = driver.expect("the name of an API");
        let told = exchanges::run(driver, &pair[1]);
        writeln!(stdout(), "{told}").expect("somebody listens");
    }
}
