//! What `--help` says.

/// What help is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    All,
    Generate,
    Bundle,
    Explain,
}

pub(super) fn text(topic: Topic) -> &'static str {
    match topic {
        Topic::All => ALL,
        Topic::Generate => GENERATE,
        Topic::Bundle => BUNDLE,
        Topic::Explain => EXPLAIN,
    }
}

const ALL: &str = "\
specwright: OpenAPI descriptions to Rust

Usage: specwright COMMAND

Commands:
  generate SPEC --out DIR   Write a crate with models, client and server
  bundle SPEC               Write a description in many files as one
  explain CODE              Say what the code of a diagnostic means

Options:
  -h, --help      Print help; after a command, help about it
  -V, --version   Print the version

Exit status: 0 done, 1 errors in the description as a whole or, with --strict,
in any part of it, or differences found by --check, 2 wrong usage.

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
      --overlay FILE       Apply an overlay (Overlay Specification 1.0) to
                           SPEC first; may be given again
      --tag TAG            Generate the operations with this tag only
      --operation ID       Generate this operation only: an id, or a method
                           and a path as in \"GET /users\"
      --path PREFIX        Generate the operations of this path, and those of
                           paths below it, only
      --without-tag TAG, --without-operation ID, --without-path PREFIX
                           Leave these out; all six may be given again, and
                           schemas that nothing else uses are left out too
      --module             Write one file to include in a crate of your own,
                           instead of a crate; --name is its name
      --workspace-member   Make the crate a member of the workspace around it
      --keep-unknown       Keep properties that a schema says nothing of, so
                           that they are sent back, instead of ignoring them
      --closed-enums       Let enumerations of strings refuse values that are
                           not listed, instead of keeping them
      --threads N          Work on N threads [default: as many as the machine
                           runs at once]; the files do not depend on it
      --check              Write nothing; fail if anything would change
      --strict             Fail if there is any warning or error; without it,
                           what has an error is left out, and the rest written
      --report FILE        Write as JSON, with places, which keywords generated
                           code does not enforce, and what was left out, and
                           print both in short
      --deny-loss          Fail if there is any of that
  -h, --help               Print help

Exit status: 0 done, 1 errors in the description as a whole or, with --strict,
in any part of it, or differences found by --check, 2 wrong usage.

Examples:
  specwright generate petstore.yaml --out petstore-api
  specwright generate petstore.yaml --out src/api --module --name petstore
  specwright generate petstore.yaml --out pets --tag pets --path /owners
";

const BUNDLE: &str = "\
Write a description in many files as one

Usage: specwright bundle SPEC [OPTIONS]

  SPEC   The root document: Swagger 2.0 or OpenAPI 3, as YAML or JSON. What it
         refers to in other files below its folder becomes a component, or
         stands where the reference was; nothing else changes.

Options:
  -o, --out FILE           Where to write, as YAML if FILE ends in .yaml or
                           .yml, else as JSON [default: JSON to the terminal]
      --root DIR           Let `$ref`s reach files below DIR
                           [default: the folder of SPEC]
      --overlay FILE       Apply an overlay (Overlay Specification 1.0) to
                           SPEC first; may be given again
  -h, --help               Print help

Exit status: 0 done, 1 a file cannot be read or a reference cannot be followed,
2 wrong usage.

Example:
  specwright bundle api/openapi.yaml --out openapi.json
";

const EXPLAIN: &str = "\
Say what the code of a diagnostic means

Usage: specwright explain CODE

Example:
  specwright explain unknown-ref
";
