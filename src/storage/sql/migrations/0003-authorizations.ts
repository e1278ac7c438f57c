/**
 * `gone_at` is the earlier of expiry and end: one index serves the sweeper, and grows at its right edge. The index by
 * session holds only what a logout would end (LOGOUT-12).
 */
export const authorizationTables = `
  CREATE TABLE given_authorization (
    environment TEXT NOT NULL,
    authorization_id TEXT NOT NULL,
    session_ref TEXT,
    ends_with_session INTEGER NOT NULL,
    ended_at INTEGER,
    gone_at INTEGER NOT NULL,
    refresh_hash TEXT,
    refresh_expires_at INTEGER,
    id_token_issued_at INTEGER,
    document TEXT NOT NULL,
    PRIMARY KEY (authorization_id, environment)
  ) STRICT;
  CREATE INDEX given_authorization_session ON given_authorization (session_ref)
    WHERE ends_with_session = 1 AND ended_at IS NULL;
  CREATE INDEX given_authorization_gone ON given_authorization (environment, gone_at);
`
