//! What `--help` says.

/// What help is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    All,
    Generate,
    Explain,
}

pub(super) fn text(topic: Topic) -> &'static str {
    match topic {
        Topic::All => ALL,
        Topic::Generate => GENERATE,
        Topic::Explain => EXPLAIN,
    }
}

const ALL: &str = "\
specwright: OpenAPI descriptions to Rust

Usage: specwright COMMAND

Commands:
  generate SPEC --out DIR   Write a crate with models, client and server
  explain CODE              Say what the code of a diagnostic means

Options:
  -h, --help      Print help; after a command, help about it
  -V, --version   Print the version

Exit status: 0 done, 1 errors in the description or differences found by
--check, 2 wrong usage.

Example:
  specwright generate petstore.yaml --out petstore-api
  cd petstore-api && cargo doc --open
";

const GENERATE: &str = "\
Write a crate with models, client and server

Usage: specwright generate SPEC --out DIR [OPTIONS]

  SPEC   The root document: Swagger 2.0 or OpenAPI 3, as YAML or JSON. Files
         it refers to are read too, if they are below its folder.

Options:
  -o, --out DIR            Where to write; files that did not change keep
                           their time, and files of an earlier run that are no
                           longer generated are deleted
      --name CRATE         Name of the crate [default: from the API's title]
      --runtime PATH       Use the specwright-runtime in this folder instead
                           of the published one
      --root DIR           Let `$ref`s reach files below DIR
                           [default: the folder of SPEC]
      --module             Write one file to include in a crate of your own,
                           instead of a crate; --name is its name
      --workspace-member   Make the crate a member of the workspace around it
      --keep-unknown       Keep properties that a schema says nothing of, so
                           that they are sent back, instead of ignoring them
      --closed-enums       Let enumerations of strings refuse values that are
                           not listed, instead of keeping them
      --check              Write nothing; fail if anything would change
      --strict             Let warnings be errors
      --report FILE        Write which keywords generated code does not enforce,
                           with their places, as JSON, and print how many
      --deny-loss          Fail if there is any such keyword
  -h, --help               Print help

Exit status: 0 done, 1 errors in the description or differences found by
--check, 2 wrong usage.

Examples:
  specwright generate petstore.yaml --out petstore-api
  specwright generate petstore.yaml --out src/api --module --name petstore
";

const EXPLAIN: &str = "\
Say what the code of a diagnostic means

Usage: specwright explain CODE

Example:
  specwright explain unknown-ref
";
