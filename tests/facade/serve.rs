//! A service that is a router.

use axum::Router;
use tokio::net::TcpListener;

/// Serves on a port of its own as long as the test's runtime is there, and
/// gives the URL.
pub async fn serve(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async { axum::serve(listener, router).await });
    format!("http://{address}")
}
