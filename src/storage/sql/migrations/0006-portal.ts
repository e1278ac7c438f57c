/**
 * The service owner's journey: documents with the few names they are found by, and their former revisions. The journal
 * can be added to and read, nothing else: the database says no, whoever asks (ONB-171).
 */
export const portalTables = `
  CREATE TABLE portal_record (
    place INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    orgno TEXT NOT NULL,
    state TEXT NOT NULL,
    lookup TEXT NOT NULL,
    revision INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    document TEXT NOT NULL,
    UNIQUE (kind, id)
  ) STRICT;
  CREATE INDEX portal_record_orgno ON portal_record (kind, orgno, state);
  CREATE INDEX portal_record_state ON portal_record (kind, state);
  CREATE INDEX portal_record_lookup ON portal_record (kind, lookup);
  CREATE TABLE portal_revision (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    written_at INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (kind, id, revision)
  ) STRICT;
  CREATE TABLE journal (
    id INTEGER NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL,
    orgno TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    action TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id TEXT NOT NULL,
    document TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
  CREATE INDEX journal_orgno ON journal (orgno, id);
  CREATE INDEX journal_object ON journal (object_kind, object_id, id);
  CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
  CREATE TRIGGER journal_is_not_removed BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END;
`
