//! Strings: words, and texts with a format.

use super::Refusal;
use super::pattern::{self, LONGEST};
use crate::ir::{Constraint, Text};
use fastrand::Rng;

/// A string that obeys constraints; which of several patterns are obeyed is
/// left to trial.
pub(super) fn string(
    rng: &mut Rng,
    format: Option<&str>,
    constraints: &[&'static Constraint],
) -> Result<String, Refusal> {
    let (mut least, mut most) = (0, usize::MAX);
    let mut patterns = Vec::new();
    for constraint in constraints {
        match constraint {
            Constraint::Only(only) => return Ok(only.clone()),
            Constraint::MinLength(length) => least = least.max(*length),
            Constraint::MaxLength(length) => most = most.min(*length),
            Constraint::Pattern(pattern) => patterns.push(pattern),
            Constraint::Minimum(_)
            | Constraint::Maximum(_)
            | Constraint::Above(_)
            | Constraint::Below(_)
            | Constraint::MultipleOf(_)
            | Constraint::MinItems(_)
            | Constraint::MaxItems(_)
            | Constraint::UniqueItems
            | Constraint::MinProperties(_)
            | Constraint::MaxProperties(_)
            | Constraint::Condition(_) => {}
        }
    }
    if least > most {
        let reason = format!("at least {least} characters and at most {most} cannot be");
        return Err(Refusal::new(reason));
    }
    if least > LONGEST {
        let reason = format!("{least} characters are more than the {LONGEST} that are made");
        return Err(Refusal::new(reason));
    }
    let pattern = match patterns.len() {
        0 => None,
        count => Some(patterns[rng.usize(..count)]),
    };
    let Some(pattern) = pattern else {
        let usual = match format.and_then(|format| named(rng, format)) {
            Some(text) => text,
            None => word(rng),
        };
        return Ok(fitted(rng, usual, least, most));
    };
    // Sometimes short, sometimes about as long as it has to be.
    let more = match rng.u8(..3) {
        0 => 0,
        1 => least.min(LONGEST),
        _ => rng.usize(..=least.clamp(4, LONGEST)),
    };
    let mut text = pattern::matching(rng, pattern, more)?;
    let length = text.chars().count();
    if length < least && !pattern.ends_with('$') {
        text = fitted(rng, text, least, most);
    }
    Ok(text)
}

/// A text of a length within bounds that begins like another.
fn fitted(rng: &mut Rng, mut text: String, least: usize, most: usize) -> String {
    let mut length = text.chars().count();
    while length < least {
        text.push(rng.lowercase());
        length += 1;
    }
    match text.char_indices().nth(most) {
        Some((end, _)) => text[..end].to_owned(),
        None => text,
    }
}

/// A word that can be spoken.
pub(super) fn word(rng: &mut Rng) -> String {
    const SYLLABLES: &[&str] = &[
        "ba", "do", "fe", "ga", "hi", "ka", "lo", "mi", "na", "pe", "ra", "so", "ta", "vu", "we",
        "zo",
    ];
    let count = rng.usize(2..=4);
    (0..count)
        .map(|_| SYLLABLES[rng.usize(..SYLLABLES.len())])
        .collect()
}

/// Some words.
pub(super) fn words(rng: &mut Rng, count: usize) -> String {
    let words: Vec<String> = (0..count).map(|_| word(rng)).collect();
    words.join(" ")
}

/// A text with a format that has a type of its own.
pub(super) fn formatted(rng: &mut Rng, format: Text) -> String {
    match format {
        Text::DateTime => format!("{}T{}", date(rng), time(rng)),
        Text::Date => date(rng),
        Text::Time => time(rng),
        Text::Duration => format!("PT{}M{}S", rng.u8(1..60), rng.u8(..60)),
        Text::Uuid => uuid(rng),
        Text::Uri => format!("https://example.com/{}", word(rng)),
        Text::Ipv4 => format!("192.0.2.{}", rng.u8(1..255)),
        Text::Ipv6 => format!("2001:db8::{:x}", rng.u16(1..)),
        Text::Decimal => format!("{}.{:02}", rng.u32(..1_000), rng.u8(..100)),
        Text::Base64 => base64(rng),
        Text::Secret => words(rng, 2).replace(' ', "-"),
    }
}

/// A text with a format that is an annotation, as JSON Schema has them.
fn named(rng: &mut Rng, format: &str) -> Option<String> {
    Some(match format {
        "email" | "idn-email" => format!("{}@example.com", word(rng)),
        "hostname" | "idn-hostname" => format!("{}.example.com", word(rng)),
        "ip" => formatted(rng, Text::Ipv4),
        "uri-reference" | "iri-reference" => format!("/{}", word(rng)),
        "iri" | "url" => formatted(rng, Text::Uri),
        "uri-template" => format!("/{}/{{id}}", word(rng)),
        "json-pointer" => format!("/{}", word(rng)),
        "relative-json-pointer" => format!("0/{}", word(rng)),
        "regex" => format!("^{}$", word(rng)),
        _ => return None,
    })
}

fn date(rng: &mut Rng) -> String {
    let (year, month, day) = (rng.u16(2000..2030), rng.u8(1..=12), rng.u8(1..=28));
    format!("{year}-{month:02}-{day:02}")
}

fn time(rng: &mut Rng) -> String {
    let (hour, minute, second) = (rng.u8(..24), rng.u8(..60), rng.u8(..60));
    format!("{hour:02}:{minute:02}:{second:02}Z")
}

/// Version 4, variant 1 (RFC 9562).
fn uuid(rng: &mut Rng) -> String {
    let digits = format!("{:032x}", rng.u128(..));
    let variant = ["8", "9", "a", "b"][rng.usize(..4)];
    format!(
        "{}-{}-4{}-{variant}{}-{}",
        &digits[..8],
        &digits[8..12],
        &digits[13..16],
        &digits[17..20],
        &digits[20..]
    )
}

/// Groups of three bytes, so that no padding is needed.
fn base64(rng: &mut Rng) -> String {
    (0..4 * rng.usize(1..4))
        .map(|_| rng.alphanumeric())
        .collect()
}
