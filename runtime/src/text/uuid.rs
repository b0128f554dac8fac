//! UUIDs (RFC 9562).

use super::text_type;

text_type! {
    /// A universally unique identifier in its text form, such as
    /// `2eb8aa08-aa98-11ea-b4aa-73b441d16380` (RFC 9562, section 4).
    Uuid, "uuid", is_uuid
}

fn is_uuid(text: &str) -> bool {
    let is_hyphen = |at: usize| matches!(at, 8 | 13 | 18 | 23);
    text.len() == 36
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| match is_hyphen(at) {
                true => byte == b'-',
                false => byte.is_ascii_hexdigit(),
            })
}

#[cfg(test)]
mod tests {
    use super::is_uuid;

    #[test]
    fn uuids_have_one_form() {
        assert!(is_uuid("2EB8AA08-aa98-11ea-b4aa-73b441d16380"));
        assert!(!is_uuid("2eb8aa08aa9811eab4aa73b441d16380"));
        assert!(!is_uuid("2eb8aa08-aa98-11ea-b4aa-73b441d1638g"));
    }
}
