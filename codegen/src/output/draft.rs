//! Files that are yet to be laid out, and laying them out on all cores.

use super::join::join;
use super::{HEADER, OutputFile};
use crate::emit::Piece;
use crate::print;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Builder};

/// A file that is yet to be laid out.
pub(super) struct Draft<'a> {
    pub(super) path: String,
    pub(super) parts: Vec<Part<'a>>,
}

/// A part of a file, and how many modules around it are in the same file.
pub(super) enum Part<'a> {
    /// Items.
    Items(Piece<'a>, usize),
    /// The beginning of a module: the module without its items.
    Opening(Piece<'a>, usize),
    /// The end of a module.
    Closing(usize),
}

/// Few enough that all threads have work, and enough that taking it is cheap.
const PARTS_OF_A_JOB: usize = 16;

/// Room for code that is nested as deep as any description can be.
pub const STACK: usize = 16 << 20;

/// Lays out the files. The bytes do not depend on the number of threads.
pub(super) fn laid_out(drafts: &[Draft<'_>], threads: usize) -> Vec<OutputFile> {
    let jobs: Vec<&[Part<'_>]> = drafts
        .iter()
        .flat_map(|draft| draft.parts.chunks(PARTS_OF_A_JOB))
        .collect();
    let mut texts = in_parallel(&jobs, threads, |parts| text(parts)).into_iter();
    let file = |draft: &Draft<'_>| {
        let jobs = draft.parts.len().div_ceil(PARTS_OF_A_JOB);
        OutputFile {
            path: draft.path.clone(),
            contents: texts.by_ref().take(jobs).fold(HEADER.to_owned(), join),
        }
    };
    drafts.iter().map(file).collect()
}

fn text(parts: &[Part<'_>]) -> String {
    let text = |part: &Part<'_>| match part {
        Part::Items(piece, depth) => print::items(piece(), *depth),
        Part::Opening(piece, depth) => print::opening(piece(), *depth),
        Part::Closing(depth) => print::closing(*depth),
    };
    parts.iter().map(text).fold(String::new(), join)
}

/// What `work` makes of each job, in the order of the jobs.
fn in_parallel<T: Sync, R: Send>(
    jobs: &[T],
    threads: usize,
    work: impl Fn(&T) -> R + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            match jobs.get(at) {
                Some(job) => done.push((at, work(job))),
                None => return done,
            }
        }
    };
    let mut done = thread::scope(|scope| {
        // Where the system has no thread left, those that run do the work.
        let helpers: Vec<_> = (1..threads.min(jobs.len()))
            .map_while(|_| {
                Builder::new()
                    .stack_size(STACK)
                    .spawn_scoped(scope, take)
                    .ok()
            })
            .collect();
        let mut done = take();
        for helper in helpers {
            match helper.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}
