//! Proxies and certificates.

use super::{HttpTransport, HttpTransportBuilder};
use crate::client::transport::{Limits, Transport, TransportError};
use crate::stream::Payload;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::crypto::ring;
use rustls::pki_types::PrivateKeyDer;
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};
use std::error::Error as _;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::JoinHandle;

/// Serves one connection, and gives what `serve` makes of it.
fn once<T: Send + 'static>(
    serve: impl FnOnce(TcpStream) -> T + Send + 'static,
) -> (SocketAddr, JoinHandle<T>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let served = std::thread::spawn(move || serve(listener.accept().unwrap().0));
    (address, served)
}

/// Reads a request up to the end of its headers, in small letters.
fn head(stream: &mut impl Read) -> String {
    let mut read = Vec::new();
    let mut byte = [0];
    while !read.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|count| count == 1) {
        read.push(byte[0]);
    }
    String::from_utf8(read).unwrap().to_lowercase()
}

fn answer(stream: &mut impl Write) {
    let text = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok";
    stream.write_all(text.as_bytes()).unwrap();
    stream.flush().unwrap();
}

fn get(builder: HttpTransportBuilder, url: &str) -> Result<String, TransportError> {
    let transport: HttpTransport = builder.build()?;
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().unwrap().block_on(async {
        let mut request = http::Request::new(Payload::default());
        *request.uri_mut() = url.parse().unwrap();
        let answer = transport.send(request, &Limits::default()).await?;
        let body = answer.into_body().bytes().await;
        let body = body.map_err(TransportError::other)?;
        Ok(String::from_utf8(body.to_vec()).unwrap())
    })
}

fn builder() -> HttpTransportBuilder {
    HttpTransport::builder().without_proxy()
}

/// A server's end of TLS for the name `a.test`, which may want to see one of
/// the client's certificates.
fn secured(
    stream: TcpStream,
    own: &CertifiedKey<rcgen::KeyPair>,
    wanted: Option<&CertifiedKey<rcgen::KeyPair>>,
) -> StreamOwned<ServerConnection, TcpStream> {
    let provider = Arc::new(ring::default_provider());
    let config = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .unwrap();
    let config = match wanted {
        None => config.with_no_client_auth(),
        Some(wanted) => {
            let mut roots = RootCertStore::empty();
            roots.add(wanted.cert.der().clone()).unwrap();
            let roots = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
            config.with_client_cert_verifier(roots.build().unwrap())
        }
    };
    let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap();
    let config = config.with_single_cert(vec![own.cert.der().clone()], key);
    let connection = ServerConnection::new(Arc::new(config.unwrap())).unwrap();
    StreamOwned::new(connection, stream)
}

fn certified(name: &str) -> CertifiedKey<rcgen::KeyPair> {
    generate_simple_self_signed([name.to_owned()]).unwrap()
}

#[test]
fn a_proxy_is_sent_whole_urls_and_told_who_sends_them() {
    let (proxy, served) = once(|mut stream| {
        let head = head(&mut stream);
        answer(&mut stream);
        head
    });
    let builder = builder().proxy(format!("http://user:secret@{proxy}"));
    assert_eq!(get(builder, "http://a.test/x?y").unwrap(), "ok");
    let head = served.join().unwrap();
    assert!(
        head.starts_with("get http://a.test/x?y http/1.1\r\n"),
        "{head}"
    );
    assert!(head.contains("host: a.test\r\n"), "{head}");
    // `user:secret`, but in small letters.
    assert!(
        head.contains("proxy-authorization: basic dxnlcjpzzwnyzxq=\r\n"),
        "{head}"
    );
}

#[test]
fn what_is_encrypted_goes_through_a_tunnel() {
    let own = certified("a.test");
    let pem = own.cert.pem();
    let (proxy, served) = once(move |mut stream| {
        let asked = head(&mut stream);
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
        let mut stream = secured(stream, &own, None);
        let inside = head(&mut stream);
        answer(&mut stream);
        (asked, inside)
    });
    let builder = builder().proxy(format!("http://user:secret@{proxy}"));
    let builder = builder.root_certificates(pem);
    assert_eq!(get(builder, "https://a.test/x?y").unwrap(), "ok");
    let (asked, inside) = served.join().unwrap();
    assert!(
        asked.starts_with("connect a.test:443 http/1.1\r\n"),
        "{asked}"
    );
    assert!(asked.contains("proxy-authorization: basic "), "{asked}");
    assert!(inside.starts_with("get /x?y http/1.1\r\n"), "{inside}");
    assert!(!inside.contains("proxy-authorization"), "{inside}");
}

#[test]
fn a_socks_proxy_is_told_the_name() {
    let (proxy, served) = once(|mut stream| {
        let mut greeting = [0; 3];
        stream.read_exact(&mut greeting).unwrap();
        stream.write_all(&[5, 0]).unwrap();
        let mut request = [0; 5 + "a.test".len() + 2];
        stream.read_exact(&mut request).unwrap();
        stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).unwrap();
        let head = head(&mut stream);
        answer(&mut stream);
        (request, head)
    });
    let builder = builder().proxy(format!("socks5h://{proxy}"));
    assert_eq!(get(builder, "http://a.test/x").unwrap(), "ok");
    let (request, head) = served.join().unwrap();
    assert_eq!(request[..5], [5, 1, 0, 3, 6]);
    assert_eq!(&request[5..11], b"a.test");
    assert!(head.starts_with("get /x http/1.1\r\n"), "{head}");
}

#[test]
fn only_servers_that_are_trusted_get_a_request() {
    let own = certified("127.0.0.1");
    let pem = own.cert.pem();
    let serve = move || {
        let own = certified("127.0.0.1");
        once(move |stream| {
            let mut stream = secured(stream, &own, None);
            let head = head(&mut stream);
            if !head.is_empty() {
                answer(&mut stream);
            }
            head
        })
    };
    for builder in [builder(), builder().root_certificates(pem)] {
        let (address, served) = serve();
        let error = get(builder, &format!("https://{address}/x")).unwrap_err();
        assert!(error.is_connect(), "{error:?}");
        assert_eq!(served.join().unwrap(), "");
    }
    let (address, served) = serve();
    let any = builder().danger_accept_any_certificate();
    assert_eq!(get(any, &format!("https://{address}/x")).unwrap(), "ok");
    assert!(served.join().unwrap().starts_with("get /x "));
}

#[test]
fn a_certificate_is_presented_to_who_asks() {
    let (own, client) = (certified("localhost"), certified("client.test"));
    let (root, chain) = (own.cert.pem(), client.cert.pem());
    let key = client.signing_key.serialize_pem();
    let (address, served) = once(move |stream| {
        let mut stream = secured(stream, &own, Some(&client));
        let head = head(&mut stream);
        answer(&mut stream);
        (head, stream.conn.peer_certificates().map(<[_]>::len))
    });
    let builder = builder()
        .root_certificates(root)
        .client_certificate(chain, key);
    let url = format!("https://localhost:{}/x", address.port());
    assert_eq!(get(builder, &url).unwrap(), "ok");
    let (head, presented) = served.join().unwrap();
    assert!(head.starts_with("get /x "), "{head}");
    assert_eq!(presented, Some(1));
}

#[test]
fn settings_that_cannot_be_used_are_refused() {
    let pem = || certified("a.test").cert.pem();
    for (builder, problem) in [
        (builder().root_certificates("no"), "there is no certificate"),
        (builder().client_certificate(pem(), "no"), "not PEM"),
        (builder().proxy("::"), "the proxy is not a URL"),
    ] {
        let error = builder.build().unwrap_err();
        let source = error.source().unwrap().to_string();
        assert!(source.contains(problem), "{source}");
    }
}
