use super::*;

#[test]
fn only_an_operation_below_an_address_of_the_desk_is_inside() {
    let read = |address: &str| {
        let (inside, uri) = read_address(&address.parse().unwrap())?;
        let id = match inside {
            Inside::Preview(id) => id.to_string(),
            Inside::Sitting(id) => ["together ", id.as_str()].concat(),
        };
        Some((id, uri.to_string()))
    };
    let inside = |id: &str, uri: &str| Some((id.to_owned(), uri.to_owned()));
    assert_eq!(read("/together/x1/api/draft"), inside("together x1", "/api/draft"));
    assert_eq!(read("/together/x1/stock"), None);
    // Neither of the two is reached through the other.
    assert_eq!(read("/preview/x1/together/x2/api/draft"), None);
    assert_eq!(read("/together/x1/preview/x2/api/draft"), None);
    assert_eq!(read("/preview/x1/api/pathway?language=fr"), inside("x1", "/api/pathway?language=fr"));
    assert_eq!(read("/preview/x1/api/session"), inside("x1", "/api/session"));
    for other in ["/preview/x1/pathway", "/preview/x1", "/preview//api/session", "/preview/X 1/api/session"] {
        let read = other.parse::<Uri>().ok().and_then(|uri| read_address(&uri));
        assert!(read.is_none(), "{other}");
    }
    assert_eq!(read("/api/preview/x1/api/session"), None);
    // What is inside stays inside: an address cannot leave by naming another.
    assert_eq!(read("/preview/x1/api/preview/x2/api/session"), inside("x1", "/api/preview/x2/api/session"));
}
