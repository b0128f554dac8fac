//! Writes figures as people read them: counts in groups of three digits, durations and sizes with a unit.

const MEBIBYTE: f64 = 1024.0 * 1024.0;

/// A whole number with its digits in groups.
pub fn count(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A duration, with as many digits as tell anything.
pub fn seconds(seconds: f64) -> String {
    match seconds {
        short if short < 10.0 => format!("{short:.2} s"),
        middling if middling < 100.0 => format!("{middling:.1} s"),
        long => format!("{long:.0} s"),
    }
}

/// A size in memory or on disk, in mebibytes.
pub fn mebibytes(bytes: u64) -> String {
    // Exact to far more memory than there is.
    let size = bytes as f64 / MEBIBYTE;
    if size < 10.0 {
        format!("{size:.1} MiB")
    } else {
        format!("{} MiB", count(size.round() as usize))
    }
}

/// How many times `ours` goes into `theirs`.
pub fn times(factor: f64) -> String {
    if factor < 10.0 {
        format!("{factor:.2}x")
    } else {
        format!("{factor:.1}x")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_for_people() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(seconds(0.317), "0.32 s");
        assert_eq!(seconds(31.71), "31.7 s");
        assert_eq!(seconds(317.1), "317 s");
        assert_eq!(mebibytes(1_572_864), "1.5 MiB");
        assert_eq!(mebibytes(3 << 30), "3,072 MiB");
        assert_eq!(times(3.25), "3.25x");
        assert_eq!(times(14.15), "14.2x");
    }
}
