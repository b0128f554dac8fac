//! Real descriptions: each operation takes a request that is made from the
//! description, and answers as it promises.

use specwright::mock::{Mock, Sample, SampleValue};
use specwright_runtime::client::{ApiClient, Builder, Core, Credential, Retry};
use specwright_runtime::operation::{Location, SchemeKind, SecurityScheme};
use specwright_runtime::{Bytes, NoFailure};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A client of any API.
struct Raw(Core);

impl ApiClient for Raw {
    type Auth = Credential;

    const BASE_PATH: &'static str = "";

    fn from_core(core: Core) -> Self {
        Self(core)
    }
}

fn credential(scheme: &'static SecurityScheme) -> Credential {
    match scheme.kind {
        SchemeKind::Basic => Credential::basic(scheme, "user", "password"),
        SchemeKind::Bearer | SchemeKind::OAuth2 { .. } => Credential::bearer(scheme, "token"),
        SchemeKind::ApiKey { .. } | SchemeKind::Other(_) => Credential::api_key(scheme, "key"),
        SchemeKind::MutualTls => Credential::certificate(scheme),
    }
}

fn client(url: &str, samples: &[Result<Sample, String>]) -> Raw {
    let builder = Builder::<Raw>::new(url).retry(Retry::never()).redirects(0);
    let mut builder = builder.timeout(Duration::from_secs(20));
    let mut known: Vec<&str> = Vec::new();
    let operations = samples.iter().flatten().map(|sample| sample.operation);
    for scheme in operations.flat_map(|one| one.security.iter().copied().flatten()) {
        if !known.contains(&scheme.name) {
            known.push(scheme.name);
            builder = builder.auth(credential(scheme));
        }
    }
    builder.build().unwrap()
}

/// Makes the call; the status of the answer.
async fn call(client: &Raw, sample: &Sample) -> Result<u16, String> {
    let mut request = client.0.request(sample.operation);
    for (location, name, value) in &sample.parameters {
        request = match location {
            Location::Path => request.path(name, value),
            Location::Query => request.query(name, value),
            Location::Header => request.header(name, value),
            Location::Cookie => request.cookie(name, value),
        };
    }
    let body: Option<&SampleValue> = sample.body.as_ref();
    match request.optional_body(body).call::<Bytes, NoFailure>().await {
        Ok(answer) => Ok(answer.status()),
        Err(error) => error.status().ok_or_else(|| format!("{error:?}")),
    }
}

fn descriptions() -> Vec<PathBuf> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let Ok(entries) = std::fs::read_dir(&corpus) else {
        eprintln!("skipped: there is no {}", corpus.display());
        return Vec::new();
    };
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.is_file() && !path.ends_with("manifest.json"));
    found.sort();
    found
}

/// Those of more than a megabyte take their time without optimization:
/// `MOCK_CORPUS_ALL=1` calls them too.
fn is_left_out(path: &Path) -> bool {
    let is_large = std::fs::metadata(path).unwrap().len() > 1_000_000;
    is_large && std::env::var_os("MOCK_CORPUS_ALL").is_none()
}

#[test]
fn every_operation_takes_a_valid_request() {
    let (mut wrong, mut refused, mut accepted) = (Vec::new(), Vec::new(), 0);
    for path in descriptions().iter().filter(|path| !is_left_out(path)) {
        let mock = Mock::new(path).seed(1);
        let api = mock.load().unwrap();
        let server = mock.start().unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let samples = api.samples();
        let client = client(&format!("{}{}", server.url(), api.base_path()), &samples);
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_all().build().unwrap();
        for sample in &samples {
            let (id, called) = match sample {
                Err(reason) => ("", Err(reason.clone())),
                Ok(sample) => (sample.operation.id, runtime.block_on(call(&client, sample))),
            };
            match called {
                Ok(200..=399) => accepted += 1,
                Ok(status @ 400..=499) => refused.push(format!("{name} {id}: {status}")),
                other => wrong.push(format!("{name} {id}: {other:?}")),
            }
        }
        println!("{name}: {} operations", samples.len());
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
    // A few parameters cannot tell a text from a list of one, and what has no
    // success but a switch of protocols is answered as it fails.
    assert!(refused.len() * 100 <= accepted, "{}", refused.join("\n"));
}
