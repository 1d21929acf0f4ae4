use super::*;

fn id() -> DocumentId {
    "cv".parse().unwrap()
}

/// Opens S3 with another value for one of the settings.
fn s3(url: &str) -> Result<Objects, String> {
    let [region, key_id, secret] = ["fr-par", "portal", "hunter2"].map(str::to_owned);
    Objects::in_s3(&S3Settings { url: url.to_owned(), region, key_id, secret })
}

#[tokio::test]
async fn a_folder_holds_one_whole_file_or_none() {
    let folder = tempfile::tempdir().unwrap();
    let objects = Objects::in_folder(folder.path().to_owned()).unwrap();
    let names = || {
        let entries = std::fs::read_dir(folder.path()).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect::<Vec<_>>()
    };
    // As a crash in the middle of writing leaves it: begun by the library itself, never ended.
    let mut begun = objects.store.put_multipart(&path_of(&id())).await.unwrap();
    begun.put_part(PutPayload::from_static(b"half")).await.unwrap();
    std::mem::forget(begun);
    assert_eq!(names(), ["cv#1"]);
    objects.put(&path_of(&id()), Bytes::from_static(b"all of it")).await.unwrap();
    assert_eq!(
        (names(), objects.get(&path_of(&id())).await),
        (vec!["cv".to_owned()], Ok(b"all of it".to_vec()))
    );

    let begun = objects.store.put_multipart(&path_of(&id())).await.unwrap();
    std::mem::forget(begun);
    objects.delete(&path_of(&id())).await.unwrap();
    objects.delete(&path_of(&id())).await.unwrap();
    assert_eq!((names(), objects.get(&path_of(&id())).await), (vec![], Err(Trouble::Absent)));
}

#[tokio::test]
async fn a_store_that_may_be_used_is_left_as_it_was() {
    let objects = Objects::in_memory();
    objects.try_out(Duration::from_secs(60)).await.unwrap();
    assert_eq!(objects.store.list_with_delimiter(None).await.unwrap().objects, []);
}

#[test]
fn an_address_names_a_bucket_and_goes_encrypted_to_other_machines() {
    for fine in
        ["http://127.0.0.1:9000/cv-portal", "http://localhost:9000/cv-portal/", "http://[::1]:9000/cv.portal"]
    {
        s3(fine).unwrap();
    }
    for wrong in [
        "cv-portal",
        "https://s3.example",
        "https://s3.example/",
        "https://s3.example/cv",
        "https://s3.example/folder/cv-portal",
        "https://portal:hunter2@s3.example/cv-portal",
        "https://s3.example/cv-portal?x=1",
        "http://s3.example/cv-portal",
        "ftp://s3.example/cv-portal",
        "s3://cv-portal",
    ] {
        let problem = s3(wrong).unwrap_err();
        assert!(problem.starts_with("S3_URL") && problem.contains("write"), "{wrong}: {problem}");
        assert!(!problem.contains("hunter2"), "{problem}");
    }
}

#[test]
fn what_is_secret_is_not_shown() {
    let objects = s3("http://127.0.0.1:9000/cv-portal").unwrap();
    assert!(!format!("{objects:?}").contains("hunter2"), "{objects:?}");
}

/// One of our own has every bucket that it is asked for, so this is what Amazon says.
#[test]
fn a_bucket_that_is_not_there_is_no_missing_file_and_an_ill_store_comes_back() {
    let said = |code: &str| format!("<Error><Code>{code}</Code><Message>hunter2</Message></Error>").into();
    let absent = |code| object_store::Error::NotFound { path: "cv".to_owned(), source: said(code) };
    assert_eq!(explain(&absent("NoSuchKey")), Trouble::Absent);
    assert_eq!(explain(&absent("NoSuchBucket")), Trouble::Refused("NoSuchBucket".to_owned()));
    let other = |code| object_store::Error::Generic { store: "S3", source: said(code) };
    assert_eq!(
        explain(&other("AuthorizationHeaderMalformed")).to_string(),
        "refused (AuthorizationHeaderMalformed)"
    );
    for ill in ["InternalError", "SlowDown", "ServiceUnavailable", "no <word>"] {
        assert_eq!(explain(&other(ill)), Trouble::Away, "{ill}");
    }
}
