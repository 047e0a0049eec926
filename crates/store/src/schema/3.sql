-- Version 3 of the library: every column that refers to another table has an index. Where one is missing, each row
-- written to the other table costs a look at all rows that may refer to it.
CREATE INDEX articles_revision ON articles (revision);
CREATE INDEX former_ids_article ON former_ids (article);

-- What threads are listed by, so that their rows, which hold the records, are read for those that are shown alone.
CREATE INDEX threads_order ON threads (thread, changed, last_day);

-- What the passages of an entity are put in order by, without the rows of articles, which hold their texts.
CREATE INDEX articles_order ON articles (article, date, id, lang);

-- What articles are found by, without their outlines beside it.
CREATE INDEX outlines_features ON outlines (article, features) WHERE features IS NOT NULL;
