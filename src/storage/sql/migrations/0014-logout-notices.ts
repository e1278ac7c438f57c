/** Services that are to hear of a logout. The first index holds only what waits; the rest is gone after a day. */
export const logoutNoticeTable = `
  CREATE TABLE logout_notice (
    place INTEGER PRIMARY KEY,
    environment TEXT NOT NULL,
    logout_ref TEXT NOT NULL,
    client_id TEXT NOT NULL,
    status TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    document TEXT
  ) STRICT;
  CREATE INDEX logout_notice_waiting ON logout_notice (environment, next_attempt_at) WHERE status = 'READY';
  CREATE INDEX logout_notice_logout ON logout_notice (environment, logout_ref);
  CREATE INDEX logout_notice_age ON logout_notice (environment, created_at);
`
