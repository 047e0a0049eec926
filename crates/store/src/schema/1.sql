-- Version 1 of the library. docs/library.md explains every column; a test holds the two together.
-- Other programs open this with the SQLite they have, so nothing newer than SQLite 3.31 (2020) stands here.

CREATE TABLE articles (
    article         INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    address         TEXT,
    revision        INTEGER NOT NULL REFERENCES revisions (revision) DEFERRABLE INITIALLY DEFERRED,
    path            TEXT NOT NULL,
    url             TEXT,
    canonical_url   TEXT,
    outlet          TEXT,
    outlet_domain   TEXT,
    outlet_country  TEXT,
    title           TEXT,
    subtitle        TEXT,
    authors         TEXT NOT NULL,
    date            TEXT,
    date_basis      TEXT NOT NULL,
    modified        TEXT,
    dateline        TEXT,
    section         TEXT,
    tags            TEXT NOT NULL,
    lang            TEXT NOT NULL,
    lang_confidence REAL NOT NULL,
    text            TEXT NOT NULL
);
CREATE INDEX articles_address ON articles (address);
CREATE INDEX articles_date ON articles (date);

CREATE TABLE revisions (
    revision   INTEGER PRIMARY KEY,
    article    INTEGER NOT NULL REFERENCES articles (article) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    number     INTEGER NOT NULL,
    id         TEXT NOT NULL,
    added      TEXT NOT NULL,
    path       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    charset    TEXT,
    given      TEXT NOT NULL,
    content    TEXT NOT NULL,
    page_bytes INTEGER NOT NULL,
    page       BLOB NOT NULL,
    document   BLOB NOT NULL,
    UNIQUE (article, number)
);
CREATE INDEX revisions_id ON revisions (id);

CREATE TABLE agencies (
    article  INTEGER NOT NULL REFERENCES articles (article) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (article, position)
) WITHOUT ROWID;
CREATE INDEX agencies_name ON agencies (name);

CREATE TABLE entities (
    entity  TEXT PRIMARY KEY,
    type    TEXT NOT NULL,
    name    TEXT NOT NULL,
    kb      TEXT,
    source  TEXT,
    country TEXT
) WITHOUT ROWID;

CREATE TABLE entity_names (
    entity TEXT NOT NULL REFERENCES entities (entity) ON DELETE CASCADE,
    lang   TEXT NOT NULL,
    name   TEXT NOT NULL,
    PRIMARY KEY (entity, lang, name)
) WITHOUT ROWID;
CREATE INDEX entity_names_name ON entity_names (name);

CREATE TABLE mentions (
    mention    INTEGER PRIMARY KEY,
    article    INTEGER NOT NULL REFERENCES articles (article) ON DELETE CASCADE,
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    surface    TEXT NOT NULL,
    type       TEXT NOT NULL,
    entity     TEXT REFERENCES entities (entity),
    rule       TEXT NOT NULL
);
CREATE INDEX mentions_article ON mentions (article);
CREATE INDEX mentions_entity ON mentions (entity);

CREATE TABLE times (
    time       INTEGER PRIMARY KEY,
    article    INTEGER NOT NULL REFERENCES articles (article) ON DELETE CASCADE,
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    surface    TEXT NOT NULL,
    value      TEXT,
    kind       TEXT NOT NULL,
    anchor     TEXT,
    rule       TEXT NOT NULL
);
CREATE INDEX times_article ON times (article);

CREATE TABLE statements (
    statement         INTEGER PRIMARY KEY,
    article           INTEGER NOT NULL REFERENCES articles (article) ON DELETE CASCADE,
    id                TEXT NOT NULL,
    mode              TEXT NOT NULL,
    class             TEXT NOT NULL,
    start_byte        INTEGER NOT NULL,
    end_byte          INTEGER NOT NULL,
    speaker           TEXT,
    speaker_entity    TEXT REFERENCES entities (entity),
    speaker_described INTEGER NOT NULL,
    content           TEXT NOT NULL,
    said_on           TEXT,
    refers_to         INTEGER REFERENCES statements (statement) ON DELETE SET NULL,
    confidence        REAL NOT NULL,
    rule              TEXT NOT NULL
);
CREATE INDEX statements_article ON statements (article);
CREATE INDEX statements_speaker ON statements (speaker_entity);
CREATE INDEX statements_refers ON statements (refers_to) WHERE refers_to IS NOT NULL;

CREATE TABLE statement_links (
    statement INTEGER NOT NULL REFERENCES statements (statement) ON DELETE CASCADE,
    position  INTEGER NOT NULL,
    name      TEXT NOT NULL,
    entity    TEXT REFERENCES entities (entity),
    role      TEXT NOT NULL,
    explicit  INTEGER NOT NULL,
    PRIMARY KEY (statement, position)
) WITHOUT ROWID;
CREATE INDEX statement_links_entity ON statement_links (entity);

CREATE TABLE quantities (
    quantity      INTEGER PRIMARY KEY,
    article       INTEGER NOT NULL REFERENCES articles (article) ON DELETE CASCADE,
    start_byte    INTEGER NOT NULL,
    end_byte      INTEGER NOT NULL,
    surface       TEXT NOT NULL,
    value         REAL,
    value_max     REAL,
    approx        TEXT NOT NULL,
    kind          TEXT NOT NULL,
    unit          TEXT,
    counted       TEXT,
    counted_head  TEXT,
    counted_class TEXT,
    what          TEXT,
    negated       INTEGER NOT NULL,
    statement     INTEGER REFERENCES statements (statement) ON DELETE SET NULL,
    rule          TEXT NOT NULL
);
CREATE INDEX quantities_article ON quantities (article);
CREATE INDEX quantities_statement ON quantities (statement) WHERE statement IS NOT NULL;

CREATE TABLE events (
    event          INTEGER PRIMARY KEY,
    article        INTEGER NOT NULL REFERENCES articles (article) ON DELETE CASCADE,
    id             TEXT NOT NULL,
    start_byte     INTEGER NOT NULL,
    end_byte       INTEGER NOT NULL,
    trigger        TEXT NOT NULL,
    type           TEXT NOT NULL,
    mode           TEXT,
    context        TEXT NOT NULL,
    place          TEXT,
    date           TEXT,
    date_precision TEXT,
    certainty      TEXT NOT NULL,
    statement      INTEGER REFERENCES statements (statement) ON DELETE SET NULL,
    rule           TEXT NOT NULL
);
CREATE INDEX events_article ON events (article);
CREATE INDEX events_statement ON events (statement) WHERE statement IS NOT NULL;

CREATE TABLE event_actors (
    event    INTEGER NOT NULL REFERENCES events (event) ON DELETE CASCADE,
    part     TEXT NOT NULL,
    position INTEGER NOT NULL,
    name     TEXT NOT NULL,
    entity   TEXT REFERENCES entities (entity),
    code     TEXT,
    sector   TEXT,
    PRIMARY KEY (event, part, position)
) WITHOUT ROWID;
CREATE INDEX event_actors_entity ON event_actors (entity);

CREATE TABLE set_aside (
    path   TEXT NOT NULL,
    reason TEXT NOT NULL,
    advice TEXT NOT NULL,
    added  TEXT NOT NULL,
    PRIMARY KEY (path, reason)
) WITHOUT ROWID;

CREATE VIEW who_said_what AS
SELECT
    a.date, a.outlet, coalesce(e.name, s.speaker) AS who, s.mode, s.content AS what, s.said_on,
    (SELECT group_concat(l.name, ' > ')
       FROM (SELECT name FROM statement_links WHERE statement = s.statement ORDER BY position) AS l) AS chain,
    a.title, a.url, a.id
FROM statements AS s
JOIN articles AS a ON a.article = s.article
LEFT JOIN entities AS e ON e.entity = s.speaker_entity;

CREATE VIEW by_agency AS
SELECT g.name AS agency, 'credit' AS known_from, a.date, a.outlet, a.title, a.url, a.id
FROM agencies AS g
JOIN articles AS a ON a.article = g.article
UNION
SELECT l.name, 'chain', a.date, a.outlet, a.title, a.url, a.id
FROM statement_links AS l
JOIN statements AS s ON s.statement = l.statement
JOIN articles AS a ON a.article = s.article
WHERE l.role = 'agency';

CREATE VIEW how_many AS
SELECT
    a.date, a.outlet, q.what, q.counted, q.value, q.value_max, q.approx, q.unit, q.surface,
    coalesce(e.name, s.speaker) AS according_to, a.title, a.url, a.id
FROM quantities AS q
JOIN articles AS a ON a.article = q.article
LEFT JOIN statements AS s ON s.statement = q.statement
LEFT JOIN entities AS e ON e.entity = s.speaker_entity;

CREATE VIEW what_changed AS
SELECT a.outlet, a.title, a.url, r.number, r.added, r.page_bytes, r.revision = a.revision AS is_current, r.id
FROM revisions AS r
JOIN articles AS a ON a.article = r.article
WHERE (SELECT count(*) FROM revisions AS other WHERE other.article = r.article) > 1;
