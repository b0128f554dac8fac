//! SDK for the REST APIs of [Onedata](https://onedata.org), a distributed
//! data-management system.
//!
//! Each API is a module and a cargo feature: [`onezone`]. The features
//! `client` and `server` choose the sides.
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

#[cfg(feature = "onezone")]
pub use onedata_api::onezone;
pub use onedata_api::runtime;
