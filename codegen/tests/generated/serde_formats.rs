//! The `serde` traits say what the wire form says, in JSON and in YAML.

use crate::modules::additional_properties::models::{Closed, Open};
use crate::modules::arrays::models::Holder;
use crate::modules::formats::models::Formats;
use crate::modules::numbers::models::Numbers;
use crate::modules::one_of::models::{Pet, Scalar};
use crate::modules::presence::models::Presence;
use crate::modules::recursion::models::Json;
use crate::modules::string_enums::models::Size;
use crate::wire::{read, refused, written};
use serde::Serialize;
use serde::de::DeserializeOwned;
use specwright_runtime::Wire;
use std::fmt::Debug;

fn agrees<T: Wire + Serialize + DeserializeOwned + PartialEq + Debug>(json: &str) {
    let value: T = read(json);
    assert_eq!(written(&value), json);
    assert_eq!(serde_json::to_string(&value).unwrap(), json);
    assert_eq!(serde_json::from_str::<T>(json).unwrap(), value);
    assert_eq!(
        serde_json::from_reader::<_, T>(json.as_bytes()).unwrap(),
        value
    );
    let tree = serde_json::to_value(&value).unwrap();
    assert_eq!(serde_json::from_value::<T>(tree).unwrap(), value);
    let yaml = serde_yaml::to_string(&value).unwrap();
    assert_eq!(serde_yaml::from_str::<T>(&yaml).unwrap(), value);
}

#[test]
fn all_formats_agree() {
    agrees::<Presence>(r#"{"always":"a","nullable":null,"both":null}"#);
    agrees::<Open>(r#"{"id":"1","x":[1,{"y":null},-2.5]}"#);
    agrees::<Numbers>(
        r#"{"int64":-9223372036854775808,"uint64":18446744073709551615,"float":1.5}"#,
    );
    agrees::<Holder>(r#"{"ruled":["ab"],"matrix":[[0.5],[]]}"#);
    agrees::<Size>("\"unlisted\"");
    agrees::<Scalar>("[\"a\",\"b\"]");
    agrees::<Pet>(r#"{"meows":false}"#);
    agrees::<Json>(r#"["a",{"json":[]}]"#);
    agrees::<Formats>(r#"{"date_time":"2024-02-29T12:00:00Z","byte":"aGk=","password":"p"}"#);
}

#[test]
fn all_formats_give_the_same_reason() {
    let json = r#"{"id":"1","x":1}"#;
    let reason = refused::<Closed>(json);
    let by_json = serde_json::from_str::<Closed>(json)
        .unwrap_err()
        .to_string();
    let by_yaml = serde_yaml::from_str::<Closed>("id: '1'\nx: 1\n")
        .unwrap_err()
        .to_string();
    assert!(by_json.starts_with(&reason), "{by_json}");
    assert!(by_yaml.contains(&reason), "{by_yaml}");
}
