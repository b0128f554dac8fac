//! Good descriptions with random damage: whatever comes out, it is no panic
//! and, if it is code, it is Rust.

use crate::cases::{all, folder};
use crate::scratch::Scratch;
use serde_json::{Value, json};
use specwright::Builder;
use std::fs;
use std::panic::catch_unwind;
use std::path::Path;
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
        survives(&scratch, &document, rounds);
        rounds += 1;
    }
    assert!(rounds > 20, "only {rounds} rounds");
}

/// The same with damage that leaves the syntax as it is, so that it reaches
/// further.
#[test]
fn damaged_objects_never_panic() {
    let scratch = Scratch::new("mutation_objects");
    let document = scratch.path().join("document.json");
    let read = |name: &str| fs::read_to_string(folder("ok").join(name)).unwrap();
    let cases = all("ok");
    let good: Vec<Value> = cases
        .iter()
        .filter(|case| !case.document.contains('/'))
        .filter_map(|case| serde_yaml::from_str(&read(&case.document)).ok())
        .collect();
    assert!(good.len() > 40, "only {} descriptions", good.len());
    let start = Instant::now();
    let mut random = Random(2);
    let mut rounds = 0;
    while start.elapsed() < PATIENCE && rounds < 5_000 {
        let mut tree = good[random.below(good.len())].clone();
        for _ in 0..=random.below(4) {
            let other = pick(&mut good[random.below(good.len())].clone(), &mut random).clone();
            change(pick(&mut tree, &mut random), other, &mut random);
        }
        fs::write(&document, tree.to_string()).unwrap();
        survives(&scratch, &document, rounds);
        rounds += 1;
    }
    assert!(rounds > 20, "only {rounds} rounds");
}

/// Fails if generation panics or its output is no Rust.
fn survives(scratch: &Scratch, document: &Path, round: usize) {
    let builder = Builder::new(document).out_dir(scratch.path()).name("out");
    let result = catch_unwind(move || builder.generate().is_ok());
    let text = || String::from_utf8_lossy(&fs::read(document).unwrap()).into_owned();
    match result {
        Ok(true) => {
            let file = syn::parse_file(&scratch.read("out.rs"));
            assert!(file.is_ok(), "round {round} is no Rust:\n{}", text());
        }
        Ok(false) => {}
        Err(_) => panic!("round {round} panics:\n{}", text()),
    }
}

/// A value somewhere in the tree.
fn pick<'a>(tree: &'a mut Value, random: &mut Random) -> &'a mut Value {
    let size = match &*tree {
        Value::Object(fields) => fields.len(),
        Value::Array(items) => items.len(),
        _ => 0,
    };
    if size == 0 || random.below(6) == 0 {
        return tree;
    }
    let at = random.below(size);
    let child = match tree {
        Value::Object(fields) => fields.values_mut().nth(at),
        Value::Array(items) => items.get_mut(at),
        _ => None,
    };
    pick(child.unwrap(), random)
}

/// Drops a field, gives it another name, or puts another value in the place
/// of this one.
fn change(value: &mut Value, other: Value, random: &mut Random) {
    let name = NAMES[random.below(NAMES.len())];
    match value {
        Value::Object(fields) if !fields.is_empty() && random.below(3) > 0 => {
            let key = fields
                .keys()
                .nth(random.below(fields.len()))
                .unwrap()
                .clone();
            let field = fields.remove(&key).unwrap();
            match random.below(4) {
                0 => {}
                1 => _ = fields.insert(name.to_owned(), field),
                2 => _ = fields.insert(key, other),
                _ => {
                    fields.insert(name.to_owned(), field.clone());
                    fields.insert(key, field);
                }
            }
        }
        Value::Array(items) if random.below(2) == 0 => items.push(other),
        value => {
            *value = match random.below(9) {
                0 => Value::Null,
                1 => json!([]),
                2 => json!({}),
                3 => json!(name),
                4 => json!(-1),
                5 => json!(1e300),
                6 => json!(true),
                7 => json!({"$ref": format!("#/components/schemas/{name}")}),
                _ => other,
            }
        }
    }
}

/// Names that mean something to OpenAPI, to Rust or to no one.
const NAMES: &[&str] = &[
    "",
    "$ref",
    "type",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "items",
    "properties",
    "required",
    "enum",
    "default",
    "nullable",
    "additionalProperties",
    "discriminator",
    "propertyName",
    "mapping",
    "pattern",
    "format",
    "get",
    "parameters",
    "schema",
    "content",
    "headers",
    "security",
    "default",
    "200",
    "4XX",
    "/a/{b}",
    "#/x",
    "Self",
    "self",
    "Option",
    "Pet",
    "r#fn",
    "👍",
    "a b",
    "-1",
];

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
