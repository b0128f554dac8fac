//! The command `specwright`; what it does is in the library.

use std::process::ExitCode;

/// Code is millions of small tokens before it is text: with the allocator of
/// the C library a third of the time goes into making and dropping them.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    specwright::command::run(std::env::args_os().skip(1)).into()
}
