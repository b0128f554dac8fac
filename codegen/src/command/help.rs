//! What `--help` says.

/// What help is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    All,
    Generate,
    Bundle,
    Explain,
    #[cfg(feature = "mock")]
    Mock,
}

pub(super) fn text(topic: Topic) -> &'static str {
    match topic {
        Topic::All => ALL,
        Topic::Generate => GENERATE,
        Topic::Bundle => BUNDLE,
        Topic::Explain => EXPLAIN,
        #[cfg(feature = "mock")]
        Topic::Mock => MOCK,
    }
}

const ALL: &str = "\
specwright: OpenAPI descriptions to Rust

Usage: specwright COMMAND

Commands:
  generate SPEC --out DIR   Write a crate with models, client and server
  bundle SPEC               Write a description in many files as one
  mock SPEC                 Serve examples, or values made up by the schemas
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
      --cli                Write what a command line needs, too: the module
                           `cli`, and a cargo feature of this name
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
      --tag TAG, --operation ID, --path PREFIX
                           Keep these operations only, and the components
                           that they need
      --without-tag TAG, --without-operation ID, --without-path PREFIX
                           Leave these operations out
  -h, --help               Print help

Exit status: 0 done, 1 a file cannot be read or a reference cannot be followed,
2 wrong usage.

Examples:
  specwright bundle api/openapi.yaml --out openapi.json
  specwright bundle api/openapi.yaml --tag pets --out pets.yaml
";

const EXPLAIN: &str = "\
Say what the code of a diagnostic means

Usage: specwright explain CODE

Example:
  specwright explain unknown-ref
";

#[cfg(feature = "mock")]
const MOCK: &str = "\
Serve examples, or values made up by the schemas

Usage: specwright mock SPEC [OPTIONS]

  SPEC   The root document: Swagger 2.0 or OpenAPI 3, as YAML or JSON. Files
         it refers to are read too, if they are below its folder.

Each operation answers with its first success: with its example if that fits
the schema, else with values drawn from the schema, which are the same for the
same seed. Requests are decoded and checked as a generated server does it; one
that is not valid is refused with the reasons: with the failure that is
documented for the status, else as problem details (RFC 9457). Operations with
security want credentials of the right kind, with any value unless there is a
secret.

A request can ask for another answer (RFC 7240), and the answer says in
`Preference-Applied` what it got:
  Prefer: code=404       The response that is documented for this status
  Prefer: example=NAME   The example with this name
  Prefer: dynamic=true   Values drawn from the schema, no examples

Options:
      --port N             Where to listen; 0 is a port that is free
                           [default: 8080]
      --host ADDRESS       The address to listen on [default: 127.0.0.1, which
                           other machines cannot reach]
      --seed S             What values are drawn by [default: 0]
      --secret SECRET      The password, key or token that lets callers in; with
                           any other, the answer is a 401
      --quiet              No line on standard error for each request
      --root DIR           Let `$ref`s reach files below DIR
                           [default: the folder of SPEC]
      --overlay FILE       Apply an overlay (Overlay Specification 1.0) to
                           SPEC first; may be given again
      --tag TAG, --operation ID, --path PREFIX
                           Serve these operations only
      --without-tag TAG, --without-operation ID, --without-path PREFIX
                           Leave these out; all six may be given again
      --closed-enums       Refuse values that an enumeration does not list when
                           they are read, rather than when they are checked
      --keep-unknown       Keep properties that a schema says nothing of
      --strict             Fail if there is any warning or error
  -h, --help               Print help

On a terminal it lists the operations; elsewhere the one line on standard
output is the URL of the server. It runs until it is interrupted (Ctrl-C).

Exit status: 0 interrupted, 1 errors in the description as a whole or, with
--strict, in any part of it, or an address that cannot be used, 2 wrong usage.

Examples:
  specwright mock petstore.yaml
  specwright mock petstore.yaml --port 0 --seed 7 --quiet
  curl -H \"Prefer: code=404\" http://127.0.0.1:8080/pets/1
";
