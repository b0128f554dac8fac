//! The shelter: an ordinary type that implements the generated trait. What
//! it is given has been decoded and checked. One is made for each request, so
//! that it knows who asks.

use crate::petstore::models::{NewPet, Pet, Problem};
use crate::petstore::pets::{
    CreatePetError, CreatePetSuccess, DeletePetError, GetPetError, ListPetsError, ListPetsParams,
    ListPetsSuccess,
};
use crate::petstore::runtime::server::serve;
use crate::petstore::server::{
    Context, Failed, Options, PetsApi, Rejection, Reply, Undocumented, router_per_request,
};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

/// Serves an empty shelter on a free port, and returns its URL.
pub async fn start() -> std::io::Result<String> {
    let options = Options::default().rejections(rejected);
    let pets = Pets::default();
    let shelter = move |context| Shelter {
        pets: Arc::clone(&pets),
        context,
    };
    let app = router_per_request(shelter, options);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(serve(listener, app).into_future());
    Ok(url)
}

type Pets = Arc<Mutex<BTreeMap<i64, Pet>>>;

/// The shelter as one request sees it.
struct Shelter {
    pets: Pets,
    context: Context,
}

impl Shelter {
    /// The pets. A failure that the description does not document is an answer
    /// of status 500, and what has happened goes to the log only.
    fn pets(&self) -> Result<MutexGuard<'_, BTreeMap<i64, Pet>>, Rejection> {
        let pets = self.pets.lock();
        pets.map_err(|_| Rejection::failed("a request has ended amid a change"))
    }

    /// A line in the log.
    fn note(&self, what: &str) {
        let who = self.context.request_id().unwrap_or("somebody");
        eprintln!("shelter: {who} {what}");
    }
}

impl PetsApi<Undocumented> for Shelter {
    async fn list_pets(
        &self,
        params: ListPetsParams,
    ) -> Result<ListPetsSuccess, Failed<ListPetsError>> {
        let wanted = params.tags.unwrap_or_default();
        let limit = usize::try_from(params.limit.unwrap_or(20)).unwrap_or(0);
        let after = params.after.unwrap_or(0);
        let pets = self.pets()?;
        let arrived = pets.values().filter(|pet| pet.number > after);
        let mut tagged = arrived.filter(|pet| wanted.iter().all(|tag| has_tag(pet, tag)));
        let body: Vec<_> = tagged.by_ref().take(limit).cloned().collect();
        let last = body.last().map(|pet| pet.number);
        let x_next = last.filter(|_| tagged.next().is_some());
        Ok(ListPetsSuccess { x_next, body })
    }

    async fn create_pet(&self, body: NewPet) -> Result<CreatePetSuccess, Failed<CreatePetError>> {
        let mut pets = self.pets()?;
        let number = pets.keys().next_back().map_or(1, |last| last + 1);
        let pet = admit(number, body);
        pets.insert(number, pet.clone());
        self.note(&format!("brings {}", pet.name));
        Ok(CreatePetSuccess {
            location: format!("/v1/pets/{number}"),
            body: pet,
        })
    }

    async fn get_pet(&self, number: i64) -> Result<Pet, Failed<GetPetError>> {
        let pet = self.pets()?.get(&number).cloned();
        Ok(pet.ok_or(GetPetError::NotFound)?)
    }

    async fn delete_pet(&self, number: i64) -> Result<(), Failed<DeletePetError>> {
        let pet = self.pets()?.remove(&number);
        let pet = pet.ok_or(DeletePetError::NotFound)?;
        self.note(&format!("takes {}", pet.name));
        Ok(())
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
