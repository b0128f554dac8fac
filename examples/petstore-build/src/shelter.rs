//! The shelter: an ordinary type that implements the generated trait. What
//! it is given has been decoded and checked.

use crate::petstore::models::{NewPet, Pet, Problem};
use crate::petstore::pets::{
    CreatePetError, CreatePetSuccess, DeletePetError, GetPetError, ListPetsError, ListPetsParams,
    ListPetsSuccess,
};
use crate::petstore::server::{Options, PetsApi, Rejection, Reply, router_with};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Serves an empty shelter on a free port, and returns its URL.
pub async fn start() -> std::io::Result<String> {
    let options = Options::default().rejections(rejected);
    let app = router_with(Shelter::default(), options);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, app).await });
    Ok(url)
}

#[derive(Default)]
struct Shelter {
    pets: Mutex<BTreeMap<i64, Pet>>,
}

impl Shelter {
    fn pets(&self) -> MutexGuard<'_, BTreeMap<i64, Pet>> {
        self.pets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl PetsApi for Shelter {
    async fn list_pets(&self, params: ListPetsParams) -> Result<ListPetsSuccess, ListPetsError> {
        let wanted = params.tags.unwrap_or_default();
        let limit = usize::try_from(params.limit.unwrap_or(20)).unwrap_or(0);
        let after = params.after.unwrap_or(0);
        let pets = self.pets();
        let arrived = pets.values().filter(|pet| pet.number > after);
        let mut tagged = arrived.filter(|pet| wanted.iter().all(|tag| has_tag(pet, tag)));
        let body: Vec<_> = tagged.by_ref().take(limit).cloned().collect();
        let last = body.last().map(|pet| pet.number);
        let x_next = last.filter(|_| tagged.next().is_some());
        Ok(ListPetsSuccess { x_next, body })
    }

    async fn create_pet(&self, body: NewPet) -> Result<CreatePetSuccess, CreatePetError> {
        let mut pets = self.pets();
        let number = pets.keys().next_back().map_or(1, |last| last + 1);
        let pet = admit(number, body);
        pets.insert(number, pet.clone());
        Ok(CreatePetSuccess {
            location: format!("/v1/pets/{number}"),
            body: pet,
        })
    }

    async fn get_pet(&self, number: i64) -> Result<Pet, GetPetError> {
        self.pets()
            .get(&number)
            .cloned()
            .ok_or(GetPetError::NotFound)
    }

    async fn delete_pet(&self, number: i64) -> Result<(), DeletePetError> {
        match self.pets().remove(&number) {
            Some(_) => Ok(()),
            None => Err(DeletePetError::NotFound),
        }
    }
}

fn has_tag(pet: &Pet, tag: &String) -> bool {
    pet.tags.as_ref().is_some_and(|tags| tags.contains(tag))
}

fn admit(number: i64, pet: NewPet) -> Pet {
    Pet {
        number,
        name: pet.name,
        species: pet.species,
        diet: pet.diet,
        weight: pet.weight,
        born_at: pet.born_at,
        chip: pet.chip,
        tags: pet.tags,
        vaccinations: pet.vaccinations,
    }
}

/// What the router itself turns away looks as the description says.
fn rejected(rejection: &Rejection) -> Reply {
    let places = rejection
        .problems()
        .iter()
        .map(|problem| problem.to_string());
    let body = Problem {
        message: rejection.message().to_owned(),
        places: Some(places.collect()),
    };
    Reply::json(rejection.status(), &body)
}
