-- Version 2 of the library: how articles fall into threads, what the threads claim, what changed, and corrections.
-- docs/library.md explains every column; a test holds the two together.

-- What stands beside the tables: a number or a blob by name.
CREATE TABLE state (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) WITHOUT ROWID;
INSERT INTO state (name, value) VALUES ('generation', 1);

ALTER TABLE articles ADD COLUMN changed INTEGER NOT NULL DEFAULT 1;
CREATE INDEX articles_changed ON articles (changed);
-- Holds what lists of outlets ask for, so that they need not read the texts.
CREATE INDEX articles_outlet ON articles (outlet, outlet_domain, outlet_country, lang, date);

CREATE TABLE outlines (
    article  INTEGER PRIMARY KEY REFERENCES articles (article) ON DELETE CASCADE,
    outline  BLOB NOT NULL,
    features BLOB
);
CREATE INDEX outlines_pending ON outlines (article) WHERE features IS NULL;
INSERT INTO outlines (article, outline) SELECT article, x'' FROM articles;

CREATE TABLE threads (
    thread       TEXT PRIMARY KEY,
    title        TEXT NOT NULL,
    first_day    TEXT,
    last_day     TEXT,
    articles     INTEGER NOT NULL,
    outlets      INTEGER NOT NULL,
    stories      INTEGER NOT NULL,
    origins      INTEGER NOT NULL,
    claims       INTEGER NOT NULL,
    single       INTEGER NOT NULL,
    corroborated INTEGER NOT NULL,
    disputed     INTEGER NOT NULL,
    revised      INTEGER NOT NULL,
    denied       INTEGER NOT NULL,
    silences     INTEGER NOT NULL,
    changed      INTEGER NOT NULL,
    made_of      TEXT NOT NULL,
    record       BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX threads_changed ON threads (changed);
CREATE INDEX threads_last_day ON threads (last_day);

CREATE TABLE stories (
    story    TEXT PRIMARY KEY,
    thread   TEXT NOT NULL REFERENCES threads (thread) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    title    TEXT NOT NULL,
    date     TEXT
) WITHOUT ROWID;
CREATE INDEX stories_thread ON stories (thread);
CREATE INDEX stories_date ON stories (date);

CREATE TABLE places (
    article    INTEGER PRIMARY KEY REFERENCES articles (article) ON DELETE CASCADE,
    story      TEXT NOT NULL REFERENCES stories (story) ON DELETE CASCADE,
    thread     TEXT NOT NULL REFERENCES threads (thread) ON DELETE CASCADE,
    copy_group TEXT
);
CREATE INDEX places_story ON places (story);
CREATE INDEX places_thread ON places (thread);

CREATE TABLE origins (
    thread TEXT NOT NULL REFERENCES threads (thread) ON DELETE CASCADE,
    origin TEXT NOT NULL,
    name   TEXT NOT NULL,
    kind   TEXT NOT NULL,
    entity TEXT,
    side   TEXT,
    PRIMARY KEY (thread, origin)
) WITHOUT ROWID;
CREATE INDEX origins_entity ON origins (entity);

CREATE TABLE claims (
    claim      INTEGER PRIMARY KEY,
    id         TEXT NOT NULL,
    thread     TEXT NOT NULL REFERENCES threads (thread) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    text       TEXT NOT NULL,
    support    TEXT NOT NULL,
    reason     TEXT NOT NULL,
    slots      TEXT NOT NULL,
    article    INTEGER NOT NULL REFERENCES articles (article) ON DELETE CASCADE,
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL
);
CREATE INDEX claims_id ON claims (id);
CREATE INDEX claims_thread ON claims (thread, position);
CREATE INDEX claims_article ON claims (article);

CREATE TABLE claim_values (
    claim     INTEGER NOT NULL REFERENCES claims (claim) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    value     REAL,
    value_max REAL,
    approx    TEXT NOT NULL,
    as_of     TEXT,
    relation  TEXT NOT NULL,
    origins   TEXT NOT NULL,
    PRIMARY KEY (claim, position)
) WITHOUT ROWID;

CREATE TABLE supports (
    claim      INTEGER NOT NULL REFERENCES claims (claim) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    article    INTEGER NOT NULL REFERENCES articles (article) ON DELETE CASCADE,
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    stance     TEXT NOT NULL,
    origin     TEXT NOT NULL,
    chain      TEXT NOT NULL,
    narrated   INTEGER NOT NULL,
    PRIMARY KEY (claim, position)
) WITHOUT ROWID;
CREATE INDEX supports_article ON supports (article);

CREATE TABLE silences (
    thread     TEXT NOT NULL REFERENCES threads (thread) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    claim      TEXT,
    source     TEXT NOT NULL,
    entity     TEXT,
    kind       TEXT NOT NULL,
    article    INTEGER NOT NULL REFERENCES articles (article) ON DELETE CASCADE,
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    PRIMARY KEY (thread, position)
) WITHOUT ROWID;
CREATE INDEX silences_article ON silences (article);
CREATE INDEX silences_entity ON silences (entity);

CREATE TABLE former_ids (
    id      TEXT PRIMARY KEY,
    kind    TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (article) ON DELETE CASCADE,
    now     TEXT,
    changed INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX former_ids_changed ON former_ids (changed);

CREATE TABLE changes (
    change     INTEGER PRIMARY KEY,
    generation INTEGER NOT NULL,
    at         TEXT NOT NULL,
    thread     TEXT NOT NULL,
    kind       TEXT NOT NULL,
    story      TEXT,
    article    TEXT,
    claim      TEXT,
    before     TEXT,
    after      TEXT
);
CREATE INDEX changes_thread ON changes (thread, generation);
CREATE INDEX changes_generation ON changes (generation);

CREATE TABLE corrections (
    correction    INTEGER PRIMARY KEY,
    kind          TEXT NOT NULL,
    what          TEXT NOT NULL,
    author        TEXT NOT NULL,
    reason        TEXT NOT NULL,
    at            TEXT NOT NULL,
    undone_by     TEXT,
    undone_reason TEXT,
    undone_at     TEXT
);

CREATE VIEW what_is_claimed AS
SELECT
    t.title AS thread_title, c.support, c.kind, c.text,
    (SELECT count(DISTINCT s.origin) FROM supports AS s WHERE s.claim = c.claim AND s.stance = 'asserts') AS origins,
    (SELECT count(DISTINCT s.article) FROM supports AS s WHERE s.claim = c.claim) AS articles,
    c.reason, a.outlet, a.title, a.url, c.id, c.thread
FROM claims AS c
JOIN threads AS t ON t.thread = c.thread
JOIN articles AS a ON a.article = c.article;

CREATE VIEW who_claims_what AS
SELECT
    c.id AS claim, c.text, c.support, o.name AS origin, o.kind AS origin_kind, o.side, s.stance, s.chain, a.date,
    a.outlet, a.title, a.url, a.id
FROM supports AS s
JOIN claims AS c ON c.claim = s.claim
JOIN origins AS o ON o.thread = c.thread AND o.origin = s.origin
JOIN articles AS a ON a.article = s.article;

CREATE VIEW who_is_silent AS
SELECT n.source, n.kind, c.text AS left_out, a.outlet, a.title, a.url, a.date, n.thread
FROM silences AS n
JOIN articles AS a ON a.article = n.article
LEFT JOIN claims AS c ON c.id = n.claim AND c.thread = n.thread;

CREATE VIEW same_copy AS
SELECT p.copy_group, count(*) OVER (PARTITION BY p.copy_group) AS articles, a.date, a.outlet, a.title, a.url, a.id
FROM places AS p
JOIN articles AS a ON a.article = p.article
WHERE p.copy_group IS NOT NULL;
