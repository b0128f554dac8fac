//! The table of codes. A code never changes its meaning.

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// What stands there cannot be generated.
    Error,
    /// Something was made up or left out.
    Warning,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $variant:ident $severity:ident $name:literal,)*) => {
        /// What a finding is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $variant,)*
        }

        impl Code {
            /// All codes, in the order of this table.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The stable name, such as `unknown-ref`.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// How much the finding matters.
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)*
                }
            }

            /// What the code means, for `specwright explain`.
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($doc),+),)*
                }
            }
        }
    };
}

codes! {
    /// The file cannot be read: it is missing, a directory, or not permitted.
    FileUnreadable Error "file-unreadable",
    /// The file is empty, or holds nothing but comments.
    FileEmpty Error "file-empty",
    /// The file is not UTF-8 text.
    FileNotText Error "file-not-text",
    /// The file is larger, deeper or expands to more than the budget allows.
    FileTooLarge Error "file-too-large",
    /// The file is not valid YAML or JSON.
    Syntax Error "syntax",
    /// An object gives one key twice; the last one counts.
    DuplicateKey Warning "duplicate-key",
    /// The document does not say which version of OpenAPI it follows, or follows one that is not supported.
    UnsupportedVersion Error "unsupported-version",
    /// A `$ref` names a place where nothing is.
    UnknownRef Error "unknown-ref",
    /// A `$ref` leads out of the root folder, or to another host.
    RefOutsideRoot Error "ref-outside-root",
    /// A chain of `$ref`s leads back to itself without ever reaching a definition.
    RefCycle Error "ref-cycle",
    /// A `$ref` names an object of another kind than stands here.
    RefKind Error "ref-kind",
    /// Keywords beside a `$ref` have no effect in OpenAPI 3.0.
    RefSiblings Warning "ref-siblings",
    /// A field does not have the type or the form that the specification asks for.
    InvalidField Error "invalid-field",
    /// A field that the specification requires is missing.
    MissingField Error "missing-field",
    /// The specification has no field of this name here; it is ignored.
    UnknownField Warning "unknown-field",
    /// Two operations have the same operation id; the second gets one made from its method and path.
    DuplicateOperationId Warning "duplicate-operation-id",
    /// An operation has no operation id; one is made from its method and path.
    MissingOperationId Warning "missing-operation-id",
    /// The path template has a parameter that the operation does not declare.
    UndeclaredPathParameter Error "undeclared-path-parameter",
    /// The operation declares a path parameter that its path template does not have.
    UnusedPathParameter Error "unused-path-parameter",
    /// A path parameter says that it is not required, which OpenAPI does not allow: it may be empty.
    OptionalPathParameter Warning "optional-path-parameter",
    /// An operation declares one parameter twice.
    DuplicateParameter Error "duplicate-parameter",
    /// A path does not begin with a slash, or its braces do not match.
    InvalidPath Error "invalid-path",
    /// Two paths differ in the names of their parameters only: a request that fits both reaches the first.
    DuplicatePath Warning "duplicate-path",
    /// A security requirement names a scheme that is not declared.
    UnknownSecurityScheme Error "unknown-security-scheme",
    /// What `x-specwright-pagination` says cannot be used: the operation has no pages.
    InvalidPagination Warning "invalid-pagination",
    /// What `x-specwright-command` says is neither a name nor a list of names: the operation has no further ones.
    InvalidCommand Warning "invalid-command",
    /// What `x-specwright-multi-segment` says cannot be used: a value of the parameter is one segment of the path.
    InvalidMultiSegment Warning "invalid-multi-segment",
    /// What `x-specwright-errors` says of the errors of the API cannot be used.
    InvalidErrorCatalogue Error "invalid-error-catalogue",
    /// The schema contains itself in a way that no value can satisfy.
    EndlessSchema Error "endless-schema",
    /// An option that says what to generate names nothing in the description.
    UnmatchedFilter Error "unmatched-filter",
    /// An overlay is meant for another document, or one of its actions selects nothing in this one.
    OverlayMismatch Warning "overlay-mismatch",
    /// An example or a default does not fit its schema; the mock server does not answer with it.
    InvalidExample Warning "invalid-example",
    /// The keyword is understood but generated code does not enforce it.
    NotEnforced Warning "not-enforced",
}

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
