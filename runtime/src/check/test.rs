//! Conditions that a type cannot express, on the wire form of a value.

use super::constraints::count;
use super::{Check, Number, Violations};
use crate::File;
use crate::wire::{Node, Token, Wire, canonical, tokens_from_json};

/// What a schema says of a value, tested keyword by keyword.
///
/// Generated code calls a method for each keyword (JSON Schema 2020-12); a
/// keyword about arrays, say, holds for every value that is none. Schemas
/// inside are functions, so that nothing is interpreted at run time.
#[derive(Debug)]
pub struct Test<'a> {
    pub(super) node: Node<'a>,
    pub(super) check: Check<'a>,
    /// The positions of the properties and items that a keyword has applied
    /// to, for `unevaluatedProperties` and `unevaluatedItems`.
    pub(super) evaluated: Vec<usize>,
}

/// A schema: a function that tests a value.
pub type Schema = fn(&mut Test<'_>);

/// The same where something beside the value decides what it does.
pub(super) type Tester<'s> = &'s dyn Fn(&mut Test<'_>);

/// The types of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `boolean`.
    Boolean,
    /// `integer`: a number with a zero fraction.
    Integer,
    /// `number`.
    Number,
    /// `string`, which a binary value is in a schema.
    String,
    /// `array`.
    Array,
    /// `object`.
    Object,
}

impl Kind {
    fn takes(self, token: &Token<'_>) -> bool {
        match self {
            Self::Null => matches!(token, Token::Null),
            Self::Boolean => matches!(token, Token::Bool(_)),
            Self::Integer => match token {
                Token::Signed(_) | Token::Unsigned(_) => true,
                Token::Float(value) => value.fract() == 0.0,
                _ => false,
            },
            Self::Number => is_number(token),
            Self::String => matches!(token, Token::String(_) | Token::Bytes(_)),
            Self::Array => matches!(token, Token::Array { .. }),
            Self::Object => matches!(token, Token::Object { .. } | Token::Form { .. }),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

fn is_number(token: &Token<'_>) -> bool {
    matches!(
        token,
        Token::Signed(_) | Token::Unsigned(_) | Token::Float(_)
    )
}

/// Keywords about the value as a whole, and those that combine schemas.
impl<'a> Test<'a> {
    pub(super) fn new(node: Node<'a>, check: Check<'a>) -> Self {
        Self {
            node,
            check,
            evaluated: Vec::new(),
        }
    }

    pub(super) fn require(&mut self, holds: bool, message: impl FnOnce() -> String) -> &mut Self {
        self.check.require(holds, message);
        self
    }

    /// What keywords have applied to until now, in order and taken out.
    pub(super) fn take_evaluated(&mut self) -> Vec<usize> {
        let mut evaluated = std::mem::take(&mut self.evaluated);
        evaluated.sort_unstable();
        evaluated
    }

    /// No value is allowed here (`false`).
    pub fn nothing(&mut self) -> &mut Self {
        self.require(false, || "is not allowed here".to_owned())
    }

    /// The value has one of these types (`type`).
    pub fn kind(&mut self, kinds: &[Kind]) -> &mut Self {
        let holds = kinds.iter().any(|kind| kind.takes(self.node.token()));
        self.require(holds, || {
            let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
            format!("must be {}", names.join(" or "))
        })
    }

    /// The value is one of these, as JSON texts (`enum`, `const`).
    pub fn listed(&mut self, values: &[&str]) -> &mut Self {
        let holds = match self.node.token() {
            Token::Null => values.contains(&"null"),
            Token::Bool(true) => values.contains(&"true"),
            Token::Bool(false) => values.contains(&"false"),
            Token::String(own) => values.iter().any(|text| is_string(text, own)),
            _ => {
                let own = canonical(self.node);
                values.iter().any(|text| is_value(text, &own))
            }
        };
        self.require(holds, || match values {
            [only] => format!("must be {only}"),
            several => format!("must be one of {}", several.join(", ")),
        })
    }

    /// The string has the format of the type (`format`).
    pub fn format<T: Wire>(&mut self) -> &mut Self {
        if matches!(self.node.token(), Token::String(_))
            && let Err(error) = T::decode(self.node)
        {
            self.check.violation(error.to_string());
        }
        self
    }

    /// The string has at least so many characters, or the binary value so
    /// many bytes (`minLength`).
    pub fn min_length(&mut self, least: usize) -> &mut Self {
        match self.node.token() {
            Token::Bytes(file) => {
                let holds = length(file).is_none_or(|length| length >= least);
                self.require(holds, || {
                    format!("must have at least {}", count(least, "byte"))
                })
            }
            _ => self.text(|check, text| _ = check.min_length(text, least)),
        }
    }

    /// The string has at most so many characters, or the binary value so
    /// many bytes (`maxLength`).
    pub fn max_length(&mut self, most: usize) -> &mut Self {
        match self.node.token() {
            Token::Bytes(file) => {
                let holds = length(file).is_none_or(|length| length <= most);
                self.require(holds, || {
                    format!("must have at most {}", count(most, "byte"))
                })
            }
            _ => self.text(|check, text| _ = check.max_length(text, most)),
        }
    }

    /// Part of the string matches (`pattern`).
    #[cfg(feature = "pattern")]
    pub fn pattern(&mut self, pattern: &super::Pattern) -> &mut Self {
        self.text(|check, text| _ = check.pattern(text, pattern))
    }

    fn text(&mut self, test: impl FnOnce(&mut Check<'_>, &str)) -> &mut Self {
        if let Token::String(text) = self.node.token() {
            test(&mut self.check, text);
        }
        self
    }

    /// The number is not less (`minimum`).
    pub fn minimum<T: Number>(&mut self, bound: T) -> &mut Self {
        self.number(|check, value| _ = check.minimum(value, bound))
    }

    /// The number is not greater (`maximum`).
    pub fn maximum<T: Number>(&mut self, bound: T) -> &mut Self {
        self.number(|check, value| _ = check.maximum(value, bound))
    }

    /// The number is greater (`exclusiveMinimum`).
    pub fn above<T: Number>(&mut self, bound: T) -> &mut Self {
        self.number(|check, value| _ = check.above(value, bound))
    }

    /// The number is less (`exclusiveMaximum`).
    pub fn below<T: Number>(&mut self, bound: T) -> &mut Self {
        self.number(|check, value| _ = check.below(value, bound))
    }

    /// The number is a multiple of an integer (`multipleOf`).
    pub fn multiple_of(&mut self, of: i128) -> &mut Self {
        match self.node.integer() {
            Ok(value) => {
                self.check.multiple_of(value, of);
                self
            }
            // A fraction, or beyond 128 bits, where a double has few digits.
            Err(_) => self.multiple_of_fraction(of as f64),
        }
    }

    /// The number is a multiple (`multipleOf`).
    pub fn multiple_of_fraction(&mut self, of: f64) -> &mut Self {
        self.number(|check, value| _ = check.multiple_of_fraction(value, of))
    }

    fn number<T: Number>(&mut self, test: impl FnOnce(&mut Check<'_>, T)) -> &mut Self {
        if is_number(self.node.token())
            && let Some(value) = T::read(self.node)
        {
            test(&mut self.check, value);
        }
        self
    }

    /// What [`also`](Self::also) does.
    pub fn also_by(&mut self, schema: Tester<'_>) -> &mut Self {
        let mut test = Test::new(self.node, self.check.here());
        schema(&mut test);
        let evaluated = test.evaluated;
        self.evaluated.extend(evaluated);
        self
    }

    /// What [`any_of`](Self::any_of) does.
    pub fn any_of_by(&mut self, count: usize, schema: &dyn Fn(usize, &mut Test<'_>)) -> &mut Self {
        let obeyed = self.obeyed(count, schema);
        self.require(obeyed > 0, || {
            "must obey at least one of the schemas of `anyOf`".to_owned()
        })
    }

    /// What [`one_of`](Self::one_of) does.
    pub fn one_of_by(&mut self, count: usize, schema: &dyn Fn(usize, &mut Test<'_>)) -> &mut Self {
        let obeyed = self.obeyed(count, schema);
        self.require(obeyed == 1, || {
            format!("must obey exactly one of the schemas of `oneOf`, but obeys {obeyed}")
        })
    }

    /// What [`not`](Self::not) does.
    pub fn not_by(&mut self, schema: Tester<'_>) -> &mut Self {
        let holds = passed(self.node, schema).is_none();
        self.require(holds, || "must not obey the schema of `not`".to_owned())
    }

    /// What [`choose`](Self::choose) does.
    pub fn choose_by(
        &mut self,
        condition: Tester<'_>,
        then: Tester<'_>,
        otherwise: Tester<'_>,
    ) -> &mut Self {
        match passed(self.node, condition) {
            Some(evaluated) => {
                self.evaluated.extend(evaluated);
                self.also_by(then)
            }
            None => self.also_by(otherwise),
        }
    }

    fn obeyed(&mut self, count: usize, schema: &dyn Fn(usize, &mut Test<'_>)) -> usize {
        let mut obeyed = 0;
        for at in 0..count {
            if let Some(evaluated) = passed(self.node, &|test| schema(at, test)) {
                self.evaluated.extend(evaluated);
                obeyed += 1;
            }
        }
        obeyed
    }
}

/// Whether a JSON text is this string.
fn is_string(json: &str, own: &str) -> bool {
    let inner = json
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    inner.is_some_and(|inner| match inner.contains('\\') {
        false => inner == own,
        true => serde_json::from_str::<String>(json).is_ok_and(|text| text == own),
    })
}

/// Whether a JSON text is the value with this canonical text.
fn is_value(json: &str, own: &str) -> bool {
    let tokens = tokens_from_json(json.as_bytes());
    tokens.is_ok_and(|tokens| canonical(Node::root(&tokens)) == own)
}

/// What a schema evaluates in a value, if the value obeys it.
pub(super) fn passed(node: Node<'_>, schema: Tester<'_>) -> Option<Vec<usize>> {
    let mut violations = Violations::default();
    let mut test = Test::new(node, Check::root(&mut violations));
    schema(&mut test);
    let evaluated = test.evaluated;
    (violations.count() == 0).then_some(evaluated)
}

/// How many bytes a file has; nobody knows of some that flow.
fn length(file: &File) -> Option<usize> {
    usize::try_from(file.length()?).ok()
}
