//! Good descriptions with random damage: whatever comes out, it is no panic.

use crate::cases::folder;
use crate::scratch::Scratch;
use specwright::Builder;
use std::fs;
use std::panic::catch_unwind;
use std::time::{Duration, Instant};

/// How long to go on; the order of damages is always the same.
const PATIENCE: Duration = Duration::from_secs(3);

#[test]
fn damaged_descriptions_never_panic() {
    let scratch = Scratch::new("mutation");
    let document = scratch.path().join("document.yaml");
    let good: Vec<Vec<u8>> = [
        "parameter_styles.yaml",
        "all_of.yaml",
        "responses.yaml",
        "recursion.yaml",
    ]
    .map(|name| fs::read(folder("ok").join(name)).unwrap())
    .into();
    let start = Instant::now();
    let mut random = Random(1);
    let mut rounds = 0;
    while start.elapsed() < PATIENCE && rounds < 5_000 {
        let mut text = good[random.below(good.len())].clone();
        for _ in 0..=random.below(3) {
            damage(&mut text, &mut random);
        }
        fs::write(&document, &text).unwrap();
        let builder = Builder::new(&document).out_dir(scratch.path()).name("out");
        let result = catch_unwind(move || builder.generate().is_ok());
        let text = String::from_utf8_lossy(&text);
        assert!(result.is_ok(), "round {rounds} panics:\n{text}");
        rounds += 1;
    }
    assert!(rounds > 20, "only {rounds} rounds");
}

fn damage(text: &mut Vec<u8>, random: &mut Random) {
    let at = random.below(text.len().max(1));
    let lines: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').collect();
    let line = random.below(lines.len().max(1));
    let mut lines: Vec<Vec<u8>> = lines.into_iter().map(<[u8]>::to_vec).collect();
    match random.below(7) {
        0 if at < text.len() => text[at] ^= 1 << random.below(7),
        1 if at < text.len() => _ = text.remove(at),
        2 => text.insert(at.min(text.len()), TELLING[random.below(TELLING.len())]),
        3 if at < text.len() => text.truncate(at),
        4 if line < lines.len() => {
            lines.remove(line);
            *text = lines.concat();
        }
        5 if line < lines.len() => {
            let other = random.below(lines.len());
            lines.swap(line, other);
            *text = lines.concat();
        }
        _ => swap_words(text, random),
    }
}

/// Bytes that mean something in YAML, JSON or a path.
const TELLING: &[u8] = b"{}[]:,#&*!|>'\"%@`-?/\\~ \n\t$0\x00\xff";

/// Puts one word in the place of another: valid more often than not.
fn swap_words(text: &mut Vec<u8>, random: &mut Random) {
    let whole = String::from_utf8_lossy(text).into_owned();
    let words: Vec<&str> = whole
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    if let Some(from) = words.get(random.below(words.len().max(1))) {
        let to = words[random.below(words.len())];
        *text = whole.replacen(from, to, 1 + random.below(3)).into_bytes();
    }
}

/// The generator `SplitMix64` (Steele, Lea and Flood, 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let number = usize::try_from((mixed ^ (mixed >> 31)) >> 1).unwrap_or_default();
        number.checked_rem(limit).unwrap_or_default()
    }
}
