//! Stands on both sides of generated code: it calls generated methods, and answers from behind generated
//! servers. `cargo xtask conformance spector` compiles this with what is generated, and with a driver for
//! each document that it generates beside; it is no part of xtask itself.

mod attended;
mod called;
mod drivers;
mod followed;
mod form;
mod items;
mod matching;
mod paged;
mod same;
mod served;
mod typed;
mod xml;

use std::env::args;

pub use called::{Answered, Case};
pub use served::{Caller, Served};

fn main() {
    match args().nth(1).as_deref() {
        Some("call") => called::run(),
        Some("serve") => served::run(),
        other => panic!("what is {other:?}?"),
    }
}
