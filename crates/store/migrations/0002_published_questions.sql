-- Every version of the questions that was ever shown: a draft and a sent answer keep their wording when the content
-- moves on.

CREATE TABLE questionnaire_version (
    -- Version of the content with a digest of its texts: the same version always has the same document.
    version TEXT NOT NULL,
    -- BCP 47 tag.
    language TEXT NOT NULL,
    -- JSON of domain::questionnaire::Questionnaire.
    document TEXT NOT NULL,
    published_at BIGINT NOT NULL,
    PRIMARY KEY (version, language)
);

-- What is true of this deployment as a whole, each named once.
CREATE TABLE deployment (
    -- 'key-fingerprint': which secret key the hashes and encrypted columns of this database were made with.
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
