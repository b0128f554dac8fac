//! Calls the pet shelter that `shelter` serves, with the client that the
//! build script generates; or, asked to `serve`, leaves the calls to others.

mod shelter;

/// The API of the shelter.
pub mod petstore {
    include!(concat!(env!("OUT_DIR"), "/petstore.rs"));
}

use petstore::Client;
use petstore::client::Error;
use petstore::models::{Diet, Dry, Fresh, NewPet, Species};
use petstore::pets::{CreatePetError, DeletePetError, ListPetsParams};
use petstore::runtime::client::{Hook, HookError};
use petstore::runtime::http::{HeaderValue, Request};
use petstore::runtime::{Nullable, Operation, Payload, Wire};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome {
    let url = shelter::start().await?;
    if std::env::args().nth(1).as_deref() == Some("serve") {
        println!("{url}");
        return std::future::pending().await;
    }
    let client = Client::builder(&url)
        .timeout(Duration::from_secs(10))
        .hook(Visits::default())
        .build()?;
    create_pets(&client).await?;
    list_pages(&client).await?;
    break_rules(&client).await?;
    let_go(&client).await
}

/// Names each call, so that the server knows it by that name.
#[derive(Default)]
struct Visits(AtomicU32);

impl Hook for Visits {
    fn before(
        &self,
        _: &'static Operation,
        request: &mut Request<Payload>,
    ) -> Result<(), HookError> {
        let number = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        let name = HeaderValue::try_from(format!("visit-{number}"))?;
        request.headers_mut().insert("x-request-id", name);
        Ok(())
    }
}

/// Success has typed headers beside its body.
async fn create_pets(client: &Client) -> Outcome {
    // `kind` can only be `dry`, so the default is complete.
    let kibble = Dry {
        grams_per_day: 60,
        ..Dry::default()
    };
    for name in ["Tom", "Felix", "Minka"] {
        let mut pet = NewPet::new(name, Species::Cat, Diet::Dry(kibble.clone()));
        pet.tags = Some(vec!["calm".to_owned()]);
        pet.born_at = Some("2021-05-01T08:00:00Z".parse()?);
        let created = client.create_pet(&pet).await?;
        println!("{name} is at {}", created.location);
    }
    let fruit = Fresh {
        ingredients: vec!["mango".to_owned(), "seeds".to_owned()],
        ..Fresh::default()
    };
    let mut parrot = NewPet::new("Coco", Species::Parrot, Diet::Fresh(fruit));
    // `None` would leave the property out, this says that there is no chip.
    parrot.chip = Some(Nullable::Null);
    parrot.vaccinations = Some([("pox".to_owned(), 2)].into());
    let created = client.create_pet(&parrot).await?;
    match &created.body.diet {
        Diet::Fresh(fresh) => println!("Coco eats {}", fresh.ingredients.join(" and ")),
        Diet::Dry(dry) => println!("Coco eats {} g a day", dry.grams_per_day),
    }
    Ok(())
}

/// Optional parameters are a struct of which only some fields are set.
async fn list_pages(client: &Client) -> Outcome {
    let mut params = ListPetsParams {
        limit: Some(2),
        tags: Some(vec!["calm".to_owned()]),
        ..ListPetsParams::default()
    };
    loop {
        let page = client.list_pets(&params).await?;
        let names: Vec<_> = page.body.iter().map(|pet| pet.name.as_str()).collect();
        println!("a page: {}", names.join(", "));
        // The header `X-Next`.
        params.after = page.x_next;
        if page.x_next.is_none() {
            return Ok(());
        }
    }
}

/// Rules can be checked before a call; the server checks them in any case.
async fn break_rules(client: &Client) -> Outcome {
    let mut pet = NewPet::new("rex", "dragon".into(), Diet::Fresh(Fresh::default()));
    pet.weight = Some(0.0);
    pet.chip = Some(Nullable::Value("123".to_owned()));
    pet.tags = Some(vec!["big".to_owned(), "big".to_owned()]);
    pet.vaccinations = Some([("rabies".to_owned(), 0)].into());
    let Err(violations) = pet.validate() else {
        return Err("the pet breaks rules".into());
    };
    println!("rex breaks {} rules", violations.count());
    match client.create_pet(&pet).await {
        Err(Error::Api(CreatePetError::Other { status: 400, body }, _)) => {
            println!("the server says: {}", body.message);
            let places = body.places.unwrap_or_default();
            for place in &places {
                println!("  {place}");
            }
            match places.len() == violations.count() {
                true => Ok(()),
                false => Err("the server misses violations".into()),
            }
        }
        Err(other) => Err(other.into()),
        Ok(_) => Err("rex was taken in".into()),
    }
}

/// An answer without a body is `()`, a failure without one is a variant
/// without one.
async fn let_go(client: &Client) -> Outcome {
    client.delete_pet(1).await?;
    match client.delete_pet(1).await {
        Err(Error::Api(DeletePetError::NotFound, _)) => println!("pet 1 has left"),
        Err(other) => return Err(other.into()),
        Ok(_) => return Err("a pet left twice".into()),
    }
    let pet = client.get_pet(4).await?.into_value();
    let chip = match &pet.chip {
        None => "perhaps a chip",
        Some(Nullable::Null) => "no chip",
        Some(Nullable::Value(_)) => "a chip",
    };
    println!("{} ({}) is still there, with {chip}", pet.name, pet.species);
    Ok(())
}
