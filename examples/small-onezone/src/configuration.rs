//! What everyone may know about the zone.

use crate::errors::OnedataError;
use crate::failure::Failure;
use crate::onezone::models::Configuration;

/// The keywords that spaces can have, by category.
const TAGS: &[(&str, &[&str])] = &[
    ("general", &["demo", "private", "public"]),
    ("science", &["biology", "chemistry", "climate", "physics"]),
];

/// The public configuration.
pub fn get() -> Configuration {
    let tags = TAGS.iter().map(|(category, tags)| {
        let tags = tags.iter().map(|tag| (*tag).to_owned());
        ((*category).to_owned(), tags.collect())
    });
    Configuration {
        name: "Small Onezone".to_owned(),
        domain: "localhost".to_owned(),
        version: "21.02.7".to_owned(),
        build: concat!("small-onezone-", env!("CARGO_PKG_VERSION")).to_owned(),
        available_space_tags: tags.collect(),
        // No providers, and no identity providers.
        ..Default::default()
    }
}

/// Makes sure that spaces can have these keywords.
///
/// # Errors
/// `badValueListNotAllowed` if one cannot be used.
pub fn must_be_tags(tags: Option<&[String]>) -> Result<(), Failure> {
    let known = || TAGS.iter().flat_map(|(_, tags)| *tags);
    let is_known = |tag: &String| known().any(|known| known == tag);
    match tags.is_none_or(|tags| tags.iter().all(is_known)) {
        true => Ok(()),
        false => {
            let error = OnedataError::BadValueListNotAllowed {
                key: Some("tags".to_owned()),
                allowed: Some(known().map(|tag| (*tag).to_owned()).collect()),
            };
            Err(Failure::because(
                error,
                "the zone does not have all of these tags",
            ))
        }
    }
}

/// Makes sure that nothing of a Marketplace is asked for: there is none.
///
/// # Errors
/// `spaceMarketplaceDisabled` if something is.
pub fn must_not_advertise(advertised: Option<bool>, contact: Option<&str>) -> Result<(), Failure> {
    match advertised.unwrap_or(false) || contact.is_some_and(|contact| !contact.is_empty()) {
        true => Err(Failure::because(
            OnedataError::SpaceMarketplaceDisabled,
            "the zone has no Marketplace",
        )),
        false => Ok(()),
    }
}
