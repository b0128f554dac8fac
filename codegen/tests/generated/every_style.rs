//! What the client sends is what the server decodes, and back: every style of
//! parameter in every place, and bodies, with odd values, over loopback.

use crate::modules::every_style::client::{Client, Error};
use crate::modules::every_style::models::Thing;
use crate::modules::every_style::server::{DefaultApi, router};
use specwright_runtime::NoFailure;
use tokio::net::TcpListener;
use tokio::runtime::Builder;

/// How often each operation is called.
const CALLS: usize = 120;

pub struct Echo;

/// An operation that gives back what it takes: the handlers, and a test that calls them all.
macro_rules! echo {
    ($($operation:ident: $ty:ty, $place:ident;)*) => {
        impl DefaultApi for Echo {
            $(async fn $operation(&self, value: $ty) -> Result<$ty, NoFailure> {
                Ok(value)
            })*
        }

        async fn call_all(client: &Client, random: &mut fastrand::Rng) -> Vec<String> {
            let mut wrong = Vec::new();
            $(
                let mut refused = 0;
                for _ in 0..CALLS {
                    let value = <$ty as Odd>::odd(random, Place::$place);
                    match client.$operation(&value).await {
                        Ok(back) if *back == value => {}
                        Ok(back) => wrong.push(format!("{}: {value:?} became {:?}", stringify!($operation), *back)),
                        // What a style cannot carry must not be sent as something else.
                        Err(Error::InvalidRequest(_)) => refused += 1,
                        Err(error) => wrong.push(format!("{}: {value:?}: {error}", stringify!($operation))),
                    }
                }
                if refused > CALLS * 9 / 10 {
                    wrong.push(format!("{}: {refused} of {CALLS} refused", stringify!($operation)));
                }
            )*
            wrong
        }
    };
}

echo! {
    path_simple_text: String, path;
    path_simple_segments: String, path;
    path_simple_list: Vec<String>, path;
    path_simple_thing: Thing, path;
    path_simple_exploded_text: String, path;
    path_simple_exploded_list: Vec<String>, path;
    path_simple_exploded_thing: Thing, path;
    path_label_text: String, path;
    path_label_list: Vec<String>, path;
    path_label_thing: Thing, path;
    path_label_exploded_text: String, path;
    path_label_exploded_list: Vec<String>, path;
    path_label_exploded_thing: Thing, path;
    path_matrix_text: String, path;
    path_matrix_list: Vec<String>, path;
    path_matrix_thing: Thing, path;
    path_matrix_exploded_text: String, path;
    path_matrix_exploded_list: Vec<String>, path;
    path_matrix_exploded_thing: Thing, path;
    query_form_text: String, query;
    query_form_list: Vec<String>, query;
    query_form_thing: Thing, query;
    query_form_exploded_text: String, query;
    query_form_exploded_list: Vec<String>, query;
    query_form_exploded_thing: Thing, query;
    query_space_delimited_list: Vec<String>, query;
    query_space_delimited_thing: Thing, query;
    query_pipe_delimited_list: Vec<String>, query;
    query_pipe_delimited_thing: Thing, query;
    query_deep_object_exploded_thing: Thing, query;
    header_simple_text: String, header;
    header_simple_list: Vec<String>, header;
    header_simple_thing: Thing, header;
    header_simple_exploded_text: String, header;
    header_simple_exploded_list: Vec<String>, header;
    header_simple_exploded_thing: Thing, header;
    cookie_form_text: String, cookie;
    cookie_form_list: Vec<String>, cookie;
    cookie_form_thing: Thing, cookie;
    cookie_form_exploded_text: String, cookie;
    cookie_form_exploded_list: Vec<String>, cookie;
    cookie_form_exploded_thing: Thing, cookie;
    path_content: Thing, path;
    query_content: Thing, query;
    header_content: Thing, header;
    cookie_content: Thing, cookie;
    query_reserved_text: String, query;
    body_json: Thing, body;
    body_form: Thing, body;
    body_text: String, body;
}

/// Where a value goes.
#[derive(Clone, Copy)]
#[allow(non_camel_case_types, reason = "the words of descriptions")]
enum Place {
    path,
    query,
    header,
    cookie,
    body,
}

/// A value that is likely to go wrong on its way.
trait Odd {
    fn odd(random: &mut fastrand::Rng, place: Place) -> Self;
}

impl Odd for String {
    fn odd(random: &mut fastrand::Rng, place: Place) -> Self {
        const SIGNS: &[char] = &[
            'a',
            'Z',
            '0',
            ' ',
            '%',
            '&',
            '=',
            '+',
            ',',
            ';',
            '.',
            '/',
            '?',
            '#',
            ':',
            '@',
            '!',
            '$',
            '|',
            '~',
            '-',
            '_',
            '"',
            '\'',
            '(',
            ')',
            '*',
            '[',
            ']',
            '{',
            '}',
            '<',
            '>',
            '^',
            '`',
            '\\',
            'ü',
            'Ж',
            '語',
            '\u{1f600}',
            '\t',
            '\n',
            '\u{0}',
        ];
        // A path segment is never empty.
        let least = usize::from(matches!(place, Place::path));
        let length = random.usize(least..8);
        (0..length)
            .map(|_| SIGNS[random.usize(..SIGNS.len())])
            .collect()
    }
}

impl Odd for Vec<String> {
    fn odd(random: &mut fastrand::Rng, place: Place) -> Self {
        let length = random.usize(1..4);
        (0..length).map(|_| String::odd(random, place)).collect()
    }
}

impl Odd for Thing {
    fn odd(random: &mut fastrand::Rng, place: Place) -> Self {
        Self {
            name: String::odd(random, place),
            count: random.bool().then(|| random.i64(..)),
            flag: random.bool().then(|| random.bool()),
        }
    }
}

#[test]
fn what_is_sent_is_what_is_decoded() {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let app = router(Echo);
        tokio::spawn(specwright_runtime::server::serve(listener, app).into_future());
        let client = Client::builder(format!("http://{address}"))
            .build()
            .unwrap();
        let wrong = call_all(&client, &mut fastrand::Rng::with_seed(7)).await;
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}
