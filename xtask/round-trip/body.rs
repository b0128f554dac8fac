//! Bodies, as they can be kept and compared.

use http::header::CONTENT_TYPE;
use specwright_runtime as rt;
use specwright_runtime::stream::StreamError;

use crate::same::is_same;

/// The bytes of a body, and their media type.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// What it is said to be.
    pub media_type: String,
    /// What is in it.
    pub bytes: rt::Bytes,
}

impl Body {
    /// The body of a reply, if it has one.
    ///
    /// # Errors
    /// If it flows, and breaks off.
    pub async fn of(mut reply: rt::Reply) -> Result<Option<Self>, StreamError> {
        let media_type = reply.headers().get(CONTENT_TYPE);
        let media_type = media_type.and_then(|value| value.to_str().ok());
        let Some(media_type) = media_type.map(str::to_owned) else {
            return Ok(None);
        };
        let bytes = reply.payload().bytes().await?;
        Ok(Some(Self { media_type, bytes }))
    }

    /// A reply with this body.
    pub fn reply(&self, status: u16) -> rt::Reply {
        let mut response = http::Response::new(self.bytes.clone());
        *response.status_mut() = http::StatusCode::from_u16(status).expect("a status");
        let media_type = self.media_type.parse().expect("a media type");
        response.headers_mut().insert(CONTENT_TYPE, media_type);
        rt::Reply::from(response)
    }

    /// Whether two are the same: as JSON where they are JSON, else byte by byte.
    pub fn is(&self, other: &Self) -> bool {
        let json = |body: &Self| serde_json::from_slice(&body.bytes).ok();
        self.bytes == other.bytes
            || matches!((json(self), json(other)), (Some(one), Some(other)) if is_same(&one, &other))
    }
}

/// Bodies in words, for people.
pub fn shown(body: Option<&Body>) -> String {
    let Some(body) = body else {
        return "nothing".to_owned();
    };
    let text = String::from_utf8_lossy(&body.bytes);
    let end = text
        .char_indices()
        .nth(400)
        .map_or(text.len(), |(at, _)| at);
    format!("{} `{}`", body.media_type, &text[..end])
}
