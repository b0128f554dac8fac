//! Which servers are trusted, and what is presented to them.

use crate::client::transport::TransportError;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, WebPkiSupportedAlgorithms, ring};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use rustls_platform_verifier::Verifier;
use std::sync::{Arc, OnceLock};

type Problem = Box<dyn std::error::Error + Send + Sync>;

/// The settings of TLS.
#[derive(Default)]
pub(super) struct Tls {
    /// Certificates trusted besides those of the platform, each PEM.
    pub(super) roots: Vec<Vec<u8>>,
    /// What is presented to servers that ask: a chain and a key, both PEM.
    pub(super) identity: Option<(Vec<u8>, Vec<u8>)>,
    /// Whether every server is trusted.
    pub(super) accepts_any: bool,
    /// Made for the first connection that needs it: reading what the platform
    /// trusts takes milliseconds.
    made: OnceLock<Arc<ClientConfig>>,
}

impl Tls {
    /// Makes the settings now if they may be wrong.
    pub(super) fn check(&self) -> Result<(), TransportError> {
        if self.roots.is_empty() && self.identity.is_none() {
            return Ok(());
        }
        self.config().map(|_| ()).map_err(TransportError::other)
    }

    /// The settings as `rustls` takes them.
    pub(super) fn config(&self) -> Result<Arc<ClientConfig>, Problem> {
        if let Some(made) = self.made.get() {
            return Ok(Arc::clone(made));
        }
        let made = Arc::new(self.make()?);
        Ok(Arc::clone(self.made.get_or_init(|| made)))
    }

    fn make(&self) -> Result<ClientConfig, Problem> {
        let provider = CryptoProvider::get_default().cloned();
        let provider = provider.unwrap_or_else(|| Arc::new(ring::default_provider()));
        let config = ClientConfig::builder_with_provider(Arc::clone(&provider));
        let config = config.with_safe_default_protocol_versions()?;
        let verifier: Arc<dyn ServerCertVerifier> = match self.accepts_any {
            true => Arc::new(Anyone(provider.signature_verification_algorithms)),
            false => Arc::new(Verifier::new_with_extra_roots(self.all_roots()?, provider)?),
        };
        let config = config
            .dangerous()
            .with_custom_certificate_verifier(verifier);
        Ok(match &self.identity {
            None => config.with_no_client_auth(),
            Some((chain, key)) => {
                let key = PrivateKeyDer::from_pem_slice(key)
                    .map_err(|_| "the key of the client certificate is not PEM")?;
                config.with_client_auth_cert(certificates(chain)?, key)?
            }
        })
    }

    fn all_roots(&self) -> Result<Vec<CertificateDer<'static>>, Problem> {
        let mut all = Vec::new();
        for pem in &self.roots {
            all.extend(certificates(pem)?);
        }
        Ok(all)
    }
}

fn certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, Problem> {
    let all: Vec<_> = CertificateDer::pem_slice_iter(pem)
        .collect::<Result<_, _>>()
        .map_err(|_| "a certificate is not PEM")?;
    match all.is_empty() {
        true => Err("there is no certificate where one is given".into()),
        false => Ok(all),
    }
}

/// Trusts whatever certificate a server has, but only if it has its key.
#[derive(Debug)]
struct Anyone(WebPkiSupportedAlgorithms);

impl ServerCertVerifier for Anyone {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        rustls::crypto::verify_tls12_signature(message, certificate, signed, &self.0)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        rustls::crypto::verify_tls13_signature(message, certificate, signed, &self.0)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_schemes()
    }
}
