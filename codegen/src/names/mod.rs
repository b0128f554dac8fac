//! Identifiers. Nothing else in the generator makes one.
//!
//! The contract: an identifier made here
//!
//! - is valid Rust and not a keyword (a keyword becomes a raw identifier
//!   where Rust has one, else it gets a trailing underscore);
//! - is unique in its [`Scope`];
//! - has the case that Rust expects (`snake_case`, `UpperCamelCase`,
//!   `SCREAMING_SNAKE_CASE`);
//! - depends on the names before it in its scope only, and within one
//!   [`Scope::claim_all`] a text that already is the identifier comes first:
//!   what is added behind changes nothing before it;
//! - never is the name of a type or trait that generated code uses without
//!   a path (`Option`, `String`, `Clone` …).

mod words;

use proc_macro2::Span;
use quote::ToTokens;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// An identifier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ident(String);

impl Ident {
    /// The identifier without `r#`, to make a string or a file name of.
    pub fn plain(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }

    /// An identifier that continues this one: `Pet` and `Error` make
    /// `PetError`.
    pub fn with_suffix(&self, suffix: &str) -> Self {
        guarded(format!("{}{suffix}", self.plain()))
    }

    /// An identifier of the generator's own, such as the name of a module
    /// that every crate has.
    pub fn fixed(name: &'static str) -> Self {
        guarded(name.to_owned())
    }

    fn token(&self) -> proc_macro2::Ident {
        match self.0.strip_prefix("r#") {
            Some(raw) => proc_macro2::Ident::new_raw(raw, Span::call_site()),
            None => proc_macro2::Ident::new(&self.0, Span::call_site()),
        }
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ToTokens for Ident {
    fn to_tokens(&self, tokens: &mut proc_macro2::TokenStream) {
        self.token().to_tokens(tokens);
    }
}

/// How an identifier is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `snake_case`: fields, methods, modules.
    Snake,
    /// `UpperCamelCase`: types and traits.
    Camel,
    /// `UpperCamelCase`: variants. They are never named without their type,
    /// so that they may have the names that types may not.
    Variant,
    /// `SCREAMING_SNAKE_CASE`: statics.
    Constant,
}

/// Names that generated code uses without a path, so that no type may take
/// them.
const USED_TYPES: &[&str] = &[
    "Box",
    "Clone",
    "Debug",
    "Default",
    "Eq",
    "Err",
    "From",
    "Into",
    "None",
    "Ok",
    "Option",
    "PartialEq",
    "Result",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "Vec",
    "ToString",
    "Drop",
    "Fn",
    "FnMut",
    "FnOnce",
    "Iterator",
    "Copy",
    "Sized",
    "Unpin",
    "AsRef",
    "AsMut",
    "ToOwned",
    "TryFrom",
    "TryInto",
    "IntoIterator",
    "Extend",
    "DoubleEndedIterator",
    "ExactSizeIterator",
    "FromIterator",
    "Ord",
    "PartialOrd",
    "Hash",
];

/// What cargo features cannot be called: a generated crate has features of
/// these names already, or a dependency that makes one.
pub const FEATURES: &[&str] = &[
    "blocking",
    "cli",
    "client",
    "default",
    "serde",
    "server",
    "specwright_runtime",
];

/// Where identifiers must differ from one another.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    taken: BTreeSet<String>,
    /// The last number tried behind each name, since hundreds of names may
    /// differ in their numbers only.
    numbers: BTreeMap<String, usize>,
}

impl Scope {
    /// A scope in which `names` are taken.
    pub fn with(names: &[&str]) -> Self {
        Self {
            taken: names.iter().map(|name| (*name).to_owned()).collect(),
            ..Self::default()
        }
    }

    /// An identifier for `text`.
    pub fn claim(&mut self, text: &str, case: Case) -> Ident {
        let wanted = written(text, case);
        self.claim_exact(&wanted)
    }

    /// Identifiers for all `texts`, those that need no change first.
    pub fn claim_all(&mut self, texts: &[&str], case: Case) -> Vec<Ident> {
        let mut idents = vec![None; texts.len()];
        let wanted: Vec<String> = texts.iter().map(|text| written(text, case)).collect();
        for needs_change in [false, true] {
            for ((text, wanted), ident) in texts.iter().zip(&wanted).zip(&mut idents) {
                if (wanted != text) == needs_change {
                    *ident = Some(self.claim_exact(wanted));
                }
            }
        }
        idents.into_iter().flatten().collect()
    }

    /// This very name, or the name with the first number that makes it
    /// unique.
    fn claim_exact(&mut self, wanted: &str) -> Ident {
        if self.taken.insert(wanted.to_owned()) {
            return guarded(wanted.to_owned());
        }
        let separator = match wanted.ends_with(|c: char| c.is_ascii_digit()) {
            true => "_",
            false => "",
        };
        let number = self.numbers.entry(wanted.to_owned()).or_insert(1);
        loop {
            *number += 1;
            let candidate = format!("{wanted}{separator}{number}");
            if self.taken.insert(candidate.clone()) {
                return guarded(candidate);
            }
        }
    }
}

/// The name of a cargo feature for a module, unique in `scope`: words with
/// `-` between them, which is never the name of a module.
pub fn feature(module: &Ident, scope: &mut Scope) -> String {
    let name = scope.claim(module.plain(), Case::Snake);
    name.plain().trim_matches('_').replace('_', "-")
}

/// The text in a case, valid but for keywords.
fn written(text: &str, case: Case) -> String {
    let words = words::of(text);
    match case {
        Case::Snake => words::snake(&words),
        Case::Constant => words::snake(&words).to_uppercase(),
        Case::Variant => words::camel(&words),
        Case::Camel => {
            let name = words::camel(&words);
            if USED_TYPES.contains(&name.as_str()) {
                format!("{name}Model")
            } else {
                name
            }
        }
    }
}

/// The name, raw or with an underscore where it is a keyword.
fn guarded(name: String) -> Ident {
    match name.as_str() {
        "self" | "Self" | "super" | "crate" | "_" => Ident(format!("{name}_")),
        _ if words::is_identifier(&name) && !is_keyword(&name) => Ident(name),
        _ => Ident(format!("r#{name}")),
    }
}

/// Strict and reserved keywords of all editions (Rust reference, Keywords).
fn is_keyword(name: &str) -> bool {
    const KEYWORDS: &[&str] = &[
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do",
        "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in",
        "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
        "return", "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe",
        "unsized", "use", "virtual", "where", "while", "yield",
    ];
    KEYWORDS.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::{Case, Scope};

    fn one(text: &str, case: Case) -> String {
        Scope::default().claim(text, case).to_string()
    }

    #[test]
    fn follows_the_case() {
        assert_eq!(one("groupId", Case::Snake), "group_id");
        assert_eq!(one("group-id", Case::Camel), "GroupId");
        assert_eq!(one("get_user_group", Case::Constant), "GET_USER_GROUP");
        assert_eq!(one("X-Auth-Token", Case::Snake), "x_auth_token");
    }

    #[test]
    fn abbreviations_are_one_word() {
        for (text, name) in [
            ("QoS", "qos"),
            ("Archive and QoS", "archive_and_qos"),
            ("QoS_2", "qos_2"),
            ("getQoS", "get_qo_s"),
            ("QoSStatus", "qo_s_status"),
            ("OptionA", "option_a"),
            ("IDs", "ids"),
            ("DropletIDs", "droplet_ids"),
            ("IPsInUse", "ips_in_use"),
            ("reservedIPs_get", "reserved_ips_get"),
            ("ISsue", "i_ssue"),
            ("HTTPServer", "http_server"),
        ] {
            assert_eq!(one(text, Case::Snake), name, "{text}");
        }
        assert_eq!(one("QoS", Case::Camel), "QoS");
    }

    #[test]
    fn keywords_and_used_names_are_avoided() {
        assert_eq!(one("type", Case::Snake), "r#type");
        assert_eq!(one("self", Case::Snake), "self_");
        assert_eq!(one("Self", Case::Camel), "SelfModel");
        assert_eq!(one("option", Case::Camel), "OptionModel");
        assert_eq!(one("none", Case::Variant), "None");
        assert_eq!(one("self", Case::Variant), "Self_");
    }

    #[test]
    fn symbols_digits_and_scripts_have_names() {
        assert_eq!(one(">=", Case::Camel), "GreaterThanOrEqual");
        assert_eq!(one("+1", Case::Camel), "Plus1");
        assert_eq!(one("-1", Case::Camel), "Minus1");
        assert_eq!(one("", Case::Camel), "Empty");
        assert_eq!(one("404", Case::Camel), "_404");
        assert_eq!(one("2fa", Case::Snake), "_2fa");
        assert_eq!(one("größe", Case::Snake), "größe");
        assert_eq!(one("名前", Case::Camel), "名前");
        assert_eq!(one("🎉", Case::Camel), "U1F389");
    }

    #[test]
    fn names_in_a_scope_differ() {
        let mut scope = Scope::default();
        let names = scope.claim_all(&["foo-bar", "fooBar", "foo_bar", "v1", "V1"], Case::Snake);
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        assert_eq!(names, ["foo_bar2", "foo_bar3", "foo_bar", "v1", "v1_2"]);
    }
}
