//! The certificate of a connection, for operations that ask for one.

use bytes::Bytes;
use std::fmt;

/// The certificate that a client has shown when it connected (`mutualTLS`).
///
/// What accepts TLS connections demands a certificate, checks that it is one
/// to trust, and puts this among the extensions of each request that comes
/// over the connection. Without it, an operation that asks for a certificate
/// answers 401. Whose certificate it is, and what that one may do, is for
/// [`Authenticate`](super::Authenticate) to say.
///
/// ```
/// use specwright_runtime::server::ClientCertificate;
///
/// # let (der, mut request) = (vec![0x30], specwright_runtime::http::Request::new(()));
/// request.extensions_mut().insert(ClientCertificate::new([der]));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ClientCertificate(Vec<Bytes>);

impl ClientCertificate {
    /// Certificates in DER (RFC 5280), the client's own first and then those
    /// that vouch for it. None at all counts as no certificate.
    pub fn new<C: Into<Bytes>>(chain: impl IntoIterator<Item = C>) -> Self {
        Self(chain.into_iter().map(Into::into).collect())
    }

    /// The client's own certificate, in DER.
    pub fn der(&self) -> Option<&Bytes> {
        self.0.first()
    }

    /// All certificates, the client's own first.
    pub fn chain(&self) -> &[Bytes] {
        &self.0
    }
}

impl fmt::Debug for ClientCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCertificate").finish_non_exhaustive()
    }
}
