//! The golden modules, each with what its description is about.

/// Additional properties.
#[path = "../cases/ok/additional_properties.rs"]
pub mod additional_properties;
/// allOf.
#[path = "../cases/ok/all_of.rs"]
pub mod all_of;
/// allOf.
#[path = "../cases/ok/all_of_merged.rs"]
pub mod all_of_merged;
/// anyOf.
#[path = "../cases/ok/any_of.rs"]
pub mod any_of;
/// Arrays.
#[path = "../cases/ok/arrays.rs"]
pub mod arrays;
/// A base that does not list its subtypes.
#[path = "../cases/ok/inheritance.rs"]
pub mod inheritance;
/// Choices of whoever generates.
#[path = "../cases/ok/kept_and_closed.rs"]
pub mod kept_and_closed;
/// A body that is one of several files.
#[path = "../cases/ok/choice_of_files.rs"]
pub mod choice_of_files;
/// What a command line says, too.
#[path = "../cases/ok/command_line.rs"]
pub mod command_line;
/// JSON bodies.
#[path = "../cases/ok/bodies.rs"]
pub mod bodies;
/// What a type cannot say.
#[path = "../cases/ok/conditions.rs"]
pub mod conditions;
/// Kinds of credentials.
#[path = "../cases/ok/credential_kinds.rs"]
pub mod credential_kinds;
/// Credentials.
#[path = "../cases/ok/credentials.rs"]
pub mod credentials;
/// Deprecated.
#[path = "../cases/ok/deprecated.rs"]
pub mod deprecated;
/// Discriminators.
#[path = "../cases/ok/discriminator.rs"]
pub mod discriminator;
/// Documentation.
#[path = "../cases/ok/documentation.rs"]
pub mod documentation;
/// Errors by their ids.
#[path = "../cases/ok/listed_errors.rs"]
pub mod listed_errors;
/// Nothing but errors.
#[path = "../cases/ok/errors_alone.rs"]
pub mod errors_alone;
/// Names of fields.
#[path = "../cases/ok/field_names.rs"]
pub mod field_names;
/// Files that flow in forms.
#[path = "../cases/ok/file_uploads.rs"]
pub mod file_uploads;
/// Bodies that flow in some of their media types.
#[path = "../cases/ok/flowing_choices.rs"]
pub mod flowing_choices;
/// Formats.
#[path = "../cases/ok/formats.rs"]
pub mod formats;
/// Text that must stay text.
#[path = "../cases/ok/hostile_text.rs"]
pub mod hostile_text;
/// Bodies that are not JSON.
#[path = "../cases/ok/media_types.rs"]
pub mod media_types;
/// Defaults of parameters.
#[path = "../cases/ok/parameter_defaults.rs"]
pub mod parameter_defaults;
/// Forms with files.
#[path = "../cases/ok/multipart.rs"]
pub mod multipart;
/// Numbers.
#[path = "../cases/ok/numbers.rs"]
pub mod numbers;
/// Enumerations of other types.
#[path = "../cases/ok/numeric_enums.rs"]
pub mod numeric_enums;
/// oneOf.
#[path = "../cases/ok/one_of.rs"]
pub mod one_of;
/// oneOf with inline branches.
#[path = "../cases/ok/one_of_inline.rs"]
pub mod one_of_inline;
/// Parameters that are one value or a list.
#[path = "../cases/ok/one_or_many.rs"]
pub mod one_or_many;
/// OpenAPI 3.1.
#[path = "../cases/ok/openapi31.rs"]
pub mod openapi31;
/// Names of operations.
#[path = "../cases/ok/operation_names.rs"]
pub mod operation_names;
/// Servers of paths and operations.
#[path = "../cases/ok/operation_servers.rs"]
pub mod operation_servers;
/// Names of parameters.
#[path = "../cases/ok/parameter_names.rs"]
pub mod parameter_names;
/// Parameter styles.
#[path = "../cases/ok/parameter_styles.rs"]
pub mod parameter_styles;
/// Patterns.
#[path = "../cases/ok/patterns.rs"]
pub mod patterns;
/// Presence.
#[path = "../cases/ok/presence.rs"]
pub mod presence;
/// readOnly and writeOnly.
#[path = "../cases/ok/read_only.rs"]
pub mod read_only;
/// Recursion.
#[path = "../cases/ok/recursion.rs"]
pub mod recursion;
/// Responses.
#[path = "../cases/ok/responses.rs"]
pub mod responses;
/// Server URLs.
#[path = "../cases/ok/server_urls.rs"]
pub mod server_urls;
/// Several media types for one body.
#[path = "../cases/ok/several_media_types.rs"]
pub mod several_media_types;
/// Operations with one response or none.
#[path = "../cases/ok/sole_responses.rs"]
pub mod sole_responses;
/// String enumerations.
#[path = "../cases/ok/string_enums.rs"]
pub mod string_enums;
/// A base and its subtypes.
#[path = "../cases/ok/subtypes.rs"]
pub mod subtypes;
/// Swagger 2.0.
#[path = "../cases/ok/swagger2.rs"]
pub mod swagger2;
/// Names of tags.
#[path = "../cases/ok/tag_names.rs"]
pub mod tag_names;
/// Names of types.
#[path = "../cases/ok/type_names.rs"]
pub mod type_names;
/// Schemas without a type.
#[path = "../cases/ok/untyped.rs"]
pub mod untyped;
/// Names of enumerated values.
#[path = "../cases/ok/value_names.rs"]
pub mod value_names;
/// Several files.
#[path = "../cases/ok/multi_file.rs"]
pub mod multi_file;
/// One name in several files.
#[path = "../cases/ok/same_name.rs"]
pub mod same_name;
/// Inline schemas that say the same: aliases of one definition.
#[path = "../cases/ok/same_schemas.rs"]
pub mod same_schemas;
/// allOf that no value, or few, can satisfy.
#[path = "../cases/ok/all_of_conflicts.rs"]
pub mod all_of_conflicts;
/// References to anything anywhere.
#[path = "../cases/ok/deep_refs.rs"]
pub mod deep_refs;
/// Empty schemas.
#[path = "../cases/ok/empty.rs"]
pub mod empty;
/// What is left when parts have errors.
#[path = "../cases/ok/left_out.rs"]
pub mod left_out;
/// Mutual TLS.
#[path = "../cases/ok/mutual_tls.rs"]
pub mod mutual_tls;
/// Null in all places.
#[path = "../cases/ok/nullable_places.rs"]
pub mod nullable_places;
/// Numbers beyond every type.
#[path = "../cases/ok/odd_numbers.rs"]
pub mod odd_numbers;
/// Parameters of odd names and schemas.
#[path = "../cases/ok/odd_parameters.rs"]
pub mod odd_parameters;
/// YAML as people write it.
#[path = "../cases/ok/odd_yaml.rs"]
pub mod odd_yaml;
/// Recursion through any keyword.
#[path = "../cases/ok/recursion_everywhere.rs"]
pub mod recursion_everywhere;
/// Operations and tags with names that are taken.
#[path = "../cases/ok/reserved_operation_names.rs"]
pub mod reserved_operation_names;
/// Schemas with names that are taken.
#[path = "../cases/ok/reserved_type_names.rs"]
pub mod reserved_type_names;
/// Ranges of which all statuses are described.
#[path = "../cases/ok/status_ranges.rs"]
pub mod status_ranges;
/// Keywords beside those that combine schemas.
#[path = "../cases/ok/beside_others.rs"]
pub mod beside_others;
/// Every style in every place.
#[path = "../cases/ok/every_style.rs"]
pub mod every_style;
/// Path parameters of several segments.
#[path = "../cases/ok/multi_segment.rs"]
pub mod multi_segment;
/// Bodies in XML.
#[path = "../cases/ok/xml_bodies.rs"]
pub mod xml_bodies;
/// XML whose description leaves things out.
#[path = "../cases/ok/xml_unwrapped.rs"]
pub mod xml_unwrapped;
/// Merge patches.
#[path = "../cases/ok/merge_patch.rs"]
pub mod merge_patch;
/// Forms with styles.
#[path = "../cases/ok/form_styles.rs"]
pub mod form_styles;
/// Bodies that flow.
#[path = "../cases/ok/streams.rs"]
pub mod streams;
/// Lists that come page by page.
#[path = "../cases/ok/pagination.rs"]
pub mod pagination;
