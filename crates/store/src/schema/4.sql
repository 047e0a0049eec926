-- Version 4 of the library: whom names name, as all articles together tell.
-- docs/library.md explains every column; a test holds the two together.

-- What names are compared by, for the program's own use.
CREATE TABLE cards (
    article INTEGER PRIMARY KEY REFERENCES articles (article) ON DELETE CASCADE,
    card    BLOB NOT NULL
);

CREATE TABLE identities (
    article    INTEGER NOT NULL REFERENCES articles (article) ON DELETE CASCADE,
    was        TEXT NOT NULL,
    entity     TEXT NOT NULL,
    name       TEXT NOT NULL,
    rule       TEXT NOT NULL,
    start_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    like_id    TEXT,
    like_start INTEGER,
    like_end   INTEGER,
    because    TEXT NOT NULL,
    PRIMARY KEY (article, was)
) WITHOUT ROWID;
CREATE INDEX identities_entity ON identities (entity);
CREATE INDEX identities_was ON identities (was);

CREATE VIEW who_is_who AS
SELECT i.name, i.rule, group_concat(DISTINCT m.surface) AS called, count(DISTINCT i.article) AS articles, i.entity
FROM identities AS i
JOIN mentions AS m ON m.article = i.article AND m.entity = i.entity
GROUP BY i.entity, i.rule;
