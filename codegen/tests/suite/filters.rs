//! Parts of descriptions: which operations, and with them which types.

use crate::scratch::{Run, Scratch};

const SPEC: &str = "openapi: 3.0.3
info: {title: Pet Store, version: \"1\"}
security: [{key: []}]
paths:
  /pets:
    get: {operationId: list_pets, tags: [pets, all], responses: {\"200\": {$ref: '#/components/responses/Pets'}}}
    post: {operationId: add_pet, tags: [pets], responses: {\"204\": {description: Done.}}}
  /pets/{id}:
    parameters: [{$ref: '#/components/parameters/Id'}]
    get: {tags: [pets], responses: {\"204\": {description: Done.}}}
  /pets-online: {get: {operationId: online, tags: [all], responses: {\"204\": {description: Done.}}}}
  /owners:
    get:
      operationId: list_owners
      tags: [owners]
      security: [{basic: []}]
      responses: {\"200\": {description: Done., content: {application/json: {schema: {$ref: '#/components/schemas/Owner'}}}}}
  /broken: {get: {operationId: broken, tags: [broken], parameters: [1], responses: {\"200\": {$ref: 'missing.yaml'}}}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: k}
    basic: {type: http, scheme: basic}
  parameters: {Id: {name: id, in: path, required: true, schema: {$ref: '#/components/schemas/Id'}}}
  responses: {Pets: {description: All., content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}}}
  schemas:
    Id: {type: string, enum: [a, b]}
    Pet: {type: object, required: [kind], properties: {kind: {type: string}, friend: {$ref: '#/components/schemas/Pet'}}, discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/Cat'}}}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {claws: {$ref: '#/components/schemas/Claws'}}}]}
    Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {bark: {type: string}}}]}
    Claws: {type: object, properties: {count: {type: integer}}}
    Owner: {type: object, properties: {name: {type: string}}}
    Unused: {type: array, items: {type: sting}}
";

fn generate(scratch: &Scratch, options: &[&str]) -> Run {
    scratch.write("spec.yaml", SPEC);
    let generate = ["generate", "spec.yaml", "--out", "out", "--module"];
    scratch.run(&[&generate[..], options].concat())
}

/// The methods and the types that are generated with the options.
fn generated(scratch: &Scratch, options: &[&str]) -> (String, String) {
    let run = generate(scratch, options);
    assert_eq!(run.code, Some(0), "{options:?}: {}", run.stderr);
    assert!(
        !run.stderr.contains("error["),
        "{options:?}: {}",
        run.stderr
    );
    let out = scratch.read("out/spec.rs");
    let between = |begin: &str, end: &str| {
        let found = out
            .split(begin)
            .skip(1)
            .filter_map(|rest| rest.split_once(end));
        let names = found.map(|(name, _)| name.to_owned());
        names.collect::<Vec<_>>()
    };
    let methods = between("pub static ", ": Operation = ");
    let known = ["Id", "Pet", "Cat", "Dog", "Claws", "Owner", "Unused"];
    let types = [
        between("pub struct ", " {"),
        between("pub enum ", " {"),
        between("pub type ", " ="),
    ];
    let mut types = types.concat();
    types.retain(|name| known.contains(&name.as_str()));
    types.sort();
    (methods.join(" ").to_lowercase(), types.join(" "))
}

#[test]
fn only_what_is_asked_for_is_generated_with_its_types() {
    let scratch = Scratch::new("filters");
    let of_pets = "Cat Claws Dog Pet";
    for (options, methods, types) in [
        (&["--tag", "owners"][..], "list_owners", "Owner"),
        (&["--tag", "all"], "list_pets online", of_pets),
        (&["--operation", "online"], "online", ""),
        (&["--operation", "GET /pets/{id}"], "get_pets_id", "Id"),
        (
            &["--path", "/pets"],
            "list_pets add_pet get_pets_id",
            "Cat Claws Dog Id Pet",
        ),
        (&["--path", "/pets/{id}/"], "get_pets_id", "Id"),
        (
            &["--tag", "owners", "--operation", "online"],
            "online list_owners",
            "Owner",
        ),
        (
            &["--tag", "pets", "--without-operation", "list_pets"],
            "add_pet get_pets_id",
            "Id",
        ),
        (
            &[
                "--without-path",
                "/pets",
                "--without-path",
                "/broken",
                "--without-tag",
                "owners",
            ],
            "online",
            "",
        ),
    ] {
        let expected = (methods.to_owned(), types.to_owned());
        assert_eq!(generated(&scratch, options), expected, "{options:?}");
    }
}

#[test]
fn credentials_that_nothing_needs_are_not_generated() {
    let scratch = Scratch::new("filters_security");
    generated(&scratch, &["--tag", "owners"]);
    let owners = scratch.read("out/spec.rs");
    generated(&scratch, &["--tag", "all"]);
    let all = scratch.read("out/spec.rs");
    assert!(all.contains("static KEY: ") && !all.contains("static BASIC: "));
    assert!(owners.contains("static BASIC: "), "{owners}");
}

#[test]
fn a_filter_that_names_nothing_is_an_error_with_what_was_meant() {
    let scratch = Scratch::new("filters_unmatched");
    for (option, name, meant) in [
        ("--tag", "owner", "`owners`"),
        ("--without-tag", "owner", "`owners`"),
        ("--operation", "list_owner", "`list_owners`"),
        ("--operation", "GET /owner", "`GET /owners`"),
        ("--path", "/pet", "`/pets`"),
    ] {
        let run = generate(&scratch, &[option, name]);
        assert_eq!(run.code, Some(1), "{option} {name}");
        assert!(
            run.stderr.contains("error[unmatched-filter]: "),
            "{}",
            run.stderr
        );
        let help = format!("  help: did you mean {meant}?");
        assert!(run.stderr.contains(&help), "{}", run.stderr);
    }
    assert!(!scratch.has("out"));
}

/// Which operations a path has that cannot be followed, nobody knows.
#[test]
fn a_path_that_cannot_be_followed_is_an_error_with_a_filter_too() {
    let scratch = Scratch::new("filter_lost_path");
    let spec = SPEC.replace("  /owners:\n", "  /lost: {$ref: lost.yaml}\n  /owners:\n");
    scratch.write("spec.yaml", spec);
    let run = scratch.run(&[
        "generate",
        "spec.yaml",
        "--out",
        "out",
        "--module",
        "--tag",
        "owners",
    ]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stderr.contains("/lost is left out"), "{}", run.stderr);
}

/// `x-` begins an extension where the specification allows one, but a usual
/// name among components, which go as others do where they are not needed.
#[test]
fn components_can_be_called_like_extensions() {
    let scratch = Scratch::new("filter_extensions");
    let spec = "openapi: 3.1.0\ninfo: {title: T, version: \"1\"}
paths:
  x-note: {get: 1}
  /one:
    get:
      operationId: one
      tags: [t]
      parameters: [{$ref: '#/components/parameters/x-request-id'}]
      responses: {x-note: 1, \"204\": {description: Done.}}
  /two: {get: {operationId: two, responses: {\"200\": {$ref: '#/components/responses/R'}}}}
components:
  parameters:
    x-request-id: {name: x-request-id, in: header, schema: {$ref: 'id.yaml#/Id'}}
  responses:
    R: {description: Done., headers: {x-rate: {$ref: '#/components/headers/x-rate'}}}
  headers:
    x-rate: {schema: {$ref: '#/components/schemas/Rate'}}
  schemas:
    Rate: {type: [integer, \"null\"]}
";
    scratch
        .write("spec.yaml", spec)
        .write("id.yaml", "Id: {type: [string, \"null\"]}\n");
    let generate = ["generate", "spec.yaml", "--out", "out", "--module"];
    for options in [&[][..], &["--tag", "t"][..]] {
        let run = scratch.run(&[&generate[..], options].concat());
        assert_eq!(run.code, Some(0), "{options:?}: {}", run.stderr);
        assert!(
            !run.stderr.contains("error["),
            "{options:?}: {}",
            run.stderr
        );
        let out = scratch.read("out/spec.rs");
        assert!(out.contains("x_request_id"), "{options:?}: {out}");
    }
}
