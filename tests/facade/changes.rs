//! The changes in a space, as they come.

use crate::scripted::scripted;
use onedata::oneprovider::models::MetadataChangesStreamRequest;
use onedata::oneprovider::monitoring::GetSpaceChangesParams;
use onedata::{Connect, oneprovider};

#[tokio::test]
async fn changes_come_line_by_line_and_go_on_from_the_last_one() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close";
    let line = |seq: u32| format!(r#"{{"fileId": "f{seq}", "filePath": "/s/x", "seq": {seq}}}"#);
    let first = format!("{head}\r\n\r\n{}\n\n{}\n", line(7), line(9));
    let (url, heads) = scripted(vec![first, format!("{head}\r\n\r\n")]).await;
    let client = oneprovider::Client::connect(&url).client().unwrap();
    let wanted = MetadataChangesStreamRequest::default();
    let mut params = GetSpaceChangesParams::default();
    let mut files = Vec::new();
    for _ in 0..2 {
        let mut changes = client
            .get_space_changes("s1", &wanted, &params)
            .await
            .unwrap();
        while let Some(change) = changes.next().await {
            let change = change.unwrap();
            params.last_seq = Some(change.seq);
            files.push(change.file_id);
        }
    }
    assert_eq!(files, ["f7", "f9"]);
    let heads = heads.lock().unwrap();
    let path = "post /api/v3/oneprovider/changes/metadata/s1";
    assert!(heads[0].starts_with(&format!("{path} ")), "{}", heads[0]);
    assert!(
        heads[1].starts_with(&format!("{path}?last_seq=9 ")),
        "{}",
        heads[1]
    );
}
