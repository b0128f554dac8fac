//! Addresses of the Internet Protocol.

use super::text_type;
use std::net::{Ipv4Addr, Ipv6Addr};

text_type! {
    /// An address such as `192.0.2.1` (RFC 2673, section 3.2).
    Ipv4, "ipv4", is_ipv4
}

text_type! {
    /// An address such as `2001:db8::7` (RFC 4291, section 2.2).
    Ipv6, "ipv6", is_ipv6
}

fn is_ipv4(text: &str) -> bool {
    text.parse::<Ipv4Addr>().is_ok()
}

fn is_ipv6(text: &str) -> bool {
    text.parse::<Ipv6Addr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::{is_ipv4, is_ipv6};

    #[test]
    fn addresses_have_one_form() {
        assert!(is_ipv4("192.0.2.1") && is_ipv6("2001:db8::7") && is_ipv6("::ffff:192.0.2.1"));
        for text in [
            "192.0.2",
            "192.0.2.01",
            "256.0.0.1",
            "0x7f.1",
            "192.0.2.1 ",
            "::1",
        ] {
            assert!(!is_ipv4(text), "{text}");
        }
        for text in ["12345::", "::1%eth0", "1:2:3", "::1::2", "192.0.2.1"] {
            assert!(!is_ipv6(text), "{text}");
        }
    }
}
