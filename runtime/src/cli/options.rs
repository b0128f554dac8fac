//! The options, in one table: what is read, what help says, and what shells
//! complete.

/// What an option is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opt {
    Host,
    User,
    Token,
    Header,
    Accept,
    ContentType,
    Body,
    Output,
    Include,
    DryRun,
    ShowSecrets,
    Force,
    Insecure,
    CaCert,
    Timeout,
    Retry,
    NoColor,
    Completion,
    About,
    Version,
    Help,
    /// What completion scripts call; help does not show it.
    Complete,
}

/// An option: what it is for, its names, what its value is, and its help.
pub(super) struct Entry {
    pub(super) opt: Opt,
    pub(super) short: &'static str,
    pub(super) long: &'static str,
    /// What help calls its value; it has none if that is empty.
    pub(super) value: &'static str,
    pub(super) help: &'static str,
}

const fn entry(
    opt: Opt,
    short: &'static str,
    long: &'static str,
    value: &'static str,
    help: &'static str,
) -> Entry {
    Entry {
        opt,
        short,
        long,
        value,
        help,
    }
}

/// All options, in the order of the help.
pub(super) const ALL: &[Entry] = &[
    entry(
        Opt::Host,
        "",
        "--host",
        "URL",
        "Where the server is: scheme, host and port",
    ),
    entry(
        Opt::User,
        "-u",
        "--user",
        "NAME:PASSWORD",
        "User name and password",
    ),
    entry(Opt::Token, "", "--token", "TOKEN", "Access token or key"),
    entry(
        Opt::Header,
        "-H",
        "--header",
        "NAME:VALUE",
        "Send a header, like Header:value",
    ),
    entry(
        Opt::Accept,
        "-ac",
        "--accept",
        "TYPE",
        "Media type to ask for: json, yaml, text, xml, bin, … or in full",
    ),
    entry(
        Opt::ContentType,
        "-ct",
        "--content-type",
        "TYPE",
        "Media type of the body, likewise",
    ),
    entry(
        Opt::Body,
        "",
        "--body",
        "BODY",
        "The whole body as it is, or @FILE",
    ),
    entry(
        Opt::Output,
        "-o",
        "--output",
        "FILE",
        "Write the body of the answer to FILE",
    ),
    entry(
        Opt::Include,
        "-i",
        "--include",
        "",
        "Print status and headers of the answer, too",
    ),
    entry(
        Opt::DryRun,
        "",
        "--dry-run",
        "",
        "Print the call as a curl command, and send nothing",
    ),
    entry(
        Opt::ShowSecrets,
        "",
        "--show-secrets",
        "",
        "Do not hide credentials in it",
    ),
    entry(
        Opt::Force,
        "",
        "--force",
        "",
        "Send in spite of missing parameters and values that do not fit",
    ),
    entry(
        Opt::Insecure,
        "-k",
        "--insecure",
        "",
        "Accept any certificate: whoever is in between can read all",
    ),
    entry(
        Opt::CaCert,
        "",
        "--cacert",
        "FILE",
        "Trust the certificates in FILE (PEM), too",
    ),
    entry(
        Opt::Timeout,
        "",
        "--timeout",
        "SECONDS",
        "Wait so long for an answer, and in silence for more of it",
    ),
    entry(
        Opt::Retry,
        "",
        "--retry",
        "N",
        "Try again up to N times where that is safe [default: 2]",
    ),
    entry(Opt::NoColor, "-nc", "--no-color", "", "No colours"),
    entry(
        Opt::Completion,
        "",
        "--completion",
        "SHELL",
        "Print a completion script for bash, zsh or fish",
    ),
    entry(Opt::About, "", "--about", "", "Print licence and contact"),
    entry(Opt::Version, "-V", "--version", "", "Print the version"),
    entry(
        Opt::Help,
        "-h",
        "--help",
        "",
        "Print help; with an operation, help about it",
    ),
    entry(Opt::Complete, "", "--complete", "LINE", ""),
];

impl Entry {
    /// Whether this is one of its names.
    pub(super) fn is_called(&self, name: &str) -> bool {
        !name.is_empty() && (self.short == name || self.long == name)
    }

    pub(super) fn takes_value(&self) -> bool {
        !self.value.is_empty()
    }

    /// Whether people are told of it.
    pub(super) fn is_public(&self) -> bool {
        !self.help.is_empty()
    }

    /// Its names.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        [self.short, self.long]
            .into_iter()
            .filter(|name| !name.is_empty())
    }
}

/// The option of this name.
pub(super) fn find(name: &str) -> Option<&'static Entry> {
    ALL.iter().find(|entry| entry.is_called(name))
}
