//! Decimal numbers as text.

use super::text_type;

text_type! {
    /// A decimal number of any size and precision, such as `-12.50`, which no
    /// binary number holds exactly.
    Decimal, "decimal", is_decimal
}

fn is_decimal(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    match text.split_once('.') {
        None => digits(text),
        Some((whole, fraction)) => digits(whole) && digits(fraction),
    }
}

#[cfg(test)]
mod tests {
    use super::is_decimal;

    #[test]
    fn decimals_are_digits_with_at_most_a_point() {
        for text in ["0", "-12.50", "+1", "00012345678901234567890.1"] {
            assert!(is_decimal(text), "{text}");
        }
        for text in ["", "-", ".5", "5.", "1e5", "1,5", "1.2.3", "NaN", "१"] {
            assert!(!is_decimal(text), "{text}");
        }
    }
}
