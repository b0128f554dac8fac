//! SDK for the REST APIs of [Onedata](https://onedata.org), a distributed
//! data-management system.
//!
//! Each API is a module and a cargo feature: [`onezone`], where users, groups
//! and spaces are, [`oneprovider`], where files are, and [`onepanel`], by which
//! both are administered. The features `client` and `server` choose the sides.
#![cfg_attr(
    feature = "client",
    doc = r#"
```no_run
use onedata::onezone;

# async fn example(token: String) -> Result<(), Box<dyn std::error::Error>> {
let zone = onezone::Client::builder("https://zone.example.org")
    .auth(onezone::Auth::bearer(token))
    .build()?;
let group = zone.get_user_group("59fec3bd894eef1cdae81623f477e370").await?;
println!("{} is a {}", group.name, group.r#type);
# Ok(())
# }
```
"#
)]

#[cfg(feature = "onepanel")]
pub use onedata_api::onepanel;
#[cfg(feature = "oneprovider")]
pub use onedata_api::oneprovider;
#[cfg(feature = "onezone")]
pub use onedata_api::onezone;
pub use onedata_api::runtime;

#[cfg(all(
    feature = "client",
    not(all(target_family = "wasm", target_os = "unknown"))
))]
mod connect;
#[cfg(all(feature = "client", feature = "oneprovider"))]
pub mod files;
#[cfg(all(
    feature = "client",
    feature = "onepanel",
    not(all(target_family = "wasm", target_os = "unknown"))
))]
pub mod tasks;

#[cfg(all(
    feature = "client",
    not(all(target_family = "wasm", target_os = "unknown"))
))]
pub use connect::{Connect, ConnectError, Connection};
