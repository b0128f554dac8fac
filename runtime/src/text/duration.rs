//! Durations (RFC 3339, appendix A, with the fractions of ISO 8601).

use super::text_type;

text_type! {
    /// A length of time, such as `P3DT12H` or `PT0.5S`: as RFC 3339 has it
    /// (appendix A), and the last number may have a fraction (ISO 8601).
    Duration, "duration", is_duration
}

fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else {
        return false;
    };
    let whole = without_fraction(rest);
    let rest = whole.as_deref().unwrap_or(rest);
    if let Some(weeks) = rest.strip_suffix('W') {
        return is_number(weeks);
    }
    match rest.split_once('T') {
        None => units(rest, "YMD"),
        Some((date, time)) => (date.is_empty() || units(date, "YMD")) && units(time, "HMS"),
    }
}

/// The text with a whole number instead of a last one that has a fraction.
fn without_fraction(text: &str) -> Option<String> {
    let (before, behind) = text.split_once(['.', ','])?;
    let unit = behind.trim_start_matches(|c: char| c.is_ascii_digit());
    let has_digits = unit.len() < behind.len() && before.ends_with(|c: char| c.is_ascii_digit());
    (has_digits && unit.len() == 1).then(|| format!("{before}{unit}"))
}

/// Whether the text is a number for each of some adjacent units, and at least
/// one.
fn units(text: &str, units: &str) -> bool {
    let mut rest = units;
    let mut is_first = true;
    let mut parts = text.split_inclusive(|c: char| c.is_ascii_alphabetic());
    !text.is_empty()
        && parts.all(|part| {
            let unit = part.chars().last().and_then(|unit| rest.find(unit));
            let Some(at) = unit.filter(|at| is_first || *at == 0) else {
                return false;
            };
            rest = &rest[at + 1..];
            is_first = false;
            is_number(&part[..part.len() - 1])
        })
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::is_duration;

    #[test]
    fn durations_have_adjacent_units() {
        for text in [
            "P4DT12H30M5S",
            "P4Y",
            "PT0S",
            "P1M",
            "PT1M",
            "PT36H",
            "P2W",
            "P1Y2M3D",
            "PT1H2M",
            "P123DT22H14M12.011S",
            "PT0,5H",
            "P1.5D",
        ] {
            assert!(is_duration(text), "{text}");
        }
        for text in [
            "", "P", "PT", "P1", "PT1D", "4DT12H", "P1YT", "P2D1Y", "P1Y2W", "P1D2H", "P2S",
            "PT1Y", "P1Y3D", "PT1H3S", "P-1D", "P1.5DT1H", "P.5D", "P1.D", "PT1.5.5S", "P१Y",
            "PTé", "Pé",
        ] {
            assert!(!is_duration(text), "{text}");
        }
    }
}
