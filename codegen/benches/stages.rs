//! How long each stage takes, and that it takes twice as long for twice as
//! many operations: `cargo bench -p specwright`.
//!
//! The description is synthetic; a run needs no file of others.

// Without its description a benchmark has nothing to measure.
#![allow(missing_docs, clippy::panic)]

#[path = "../tests/suite/synthetic.rs"]
mod synthetic;

use divan::Bencher;
use divan::counter::ItemsCount;
use proc_macro2::TokenStream;
use specwright::stages::{Emitted, Loaded, Lowered};
use std::path::PathBuf;

/// Tags, of 20 resources with two operations each.
const TAGS: &[usize] = &[5, 10, 20];
const RESOURCES: usize = 20;

fn main() {
    divan::main();
}

/// A file with the description; each benchmark has its own.
fn written(name: &str, version: &str, tags: usize) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}{tags}.json"));
    let text = synthetic::description(version, tags, RESOURCES);
    std::fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    path
}

fn loaded(name: &str, version: &str, tags: usize) -> Loaded {
    Loaded::from_file(&written(name, version, tags))
        .unwrap_or_else(|diagnostics| panic!("{diagnostics}"))
}

fn operations(tags: usize) -> ItemsCount {
    ItemsCount::new(2 * tags * RESOURCES)
}

#[divan::bench(args = TAGS)]
fn load(bencher: Bencher<'_, '_>, tags: usize) {
    let path = written("load", "3.0.3", tags);
    bencher
        .counter(operations(tags))
        .bench(|| Loaded::from_file(&path).is_ok());
}

/// The same where the document must be brought to OpenAPI 3.0.
#[divan::bench(args = TAGS)]
fn load_and_normalize(bencher: Bencher<'_, '_>, tags: usize) {
    let path = written("normalize", "3.1.0", tags);
    bencher
        .counter(operations(tags))
        .bench(|| Loaded::from_file(&path).is_ok());
}

#[divan::bench(args = TAGS)]
fn lower(bencher: Bencher<'_, '_>, tags: usize) {
    let loaded = loaded("lower", "3.0.3", tags);
    bencher
        .counter(operations(tags))
        .bench_local(|| Lowered::new(&loaded));
}

#[divan::bench(args = TAGS)]
fn emit(bencher: Bencher<'_, '_>, tags: usize) {
    let lowered = Lowered::new(&loaded("emit", "3.0.3", tags));
    bencher
        .counter(operations(tags))
        .bench_local(|| Emitted::new(&lowered));
}

#[divan::bench(args = TAGS)]
fn format(bencher: Bencher<'_, '_>, tags: usize) {
    let emitted = Emitted::new(&Lowered::new(&loaded("format", "3.0.3", tags)));
    bencher
        .counter(operations(tags))
        .bench_local(|| emitted.format());
}

/// What syn and prettyplease take for the same tokens.
#[divan::bench(args = TAGS)]
fn format_by_prettyplease(bencher: Bencher<'_, '_>, tags: usize) {
    let emitted = Emitted::new(&Lowered::new(&loaded("pretty", "3.0.3", tags)));
    let text = |tokens: &TokenStream| {
        let file = syn::parse2(tokens.clone()).unwrap_or_else(|error| panic!("{error}"));
        prettyplease::unparse(&file).len()
    };
    bencher
        .counter(operations(tags))
        .bench_local(|| emitted.tokens().iter().map(text).sum::<usize>());
}

/// Emitting and formatting as the command does it.
#[divan::bench(args = [1, 2])]
fn output_on_threads(bencher: Bencher<'_, '_>, threads: usize) {
    let tags = 10;
    let lowered = Lowered::new(&loaded(&format!("threads{threads}x"), "3.0.3", tags));
    bencher
        .counter(operations(tags))
        .bench_local(|| lowered.output(threads));
}
