/**
 * What dies by itself. `position` grows with time of writing: the sweeper walks along it and needs no index on the time,
 * and new rows stand together on the last page. The key is a digest of environment, kind and id: the shorter the index,
 * the fewer pages a commit writes.
 */
export const expiringTables = `
  CREATE TABLE expiring (
    position INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    environment TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    taken INTEGER NOT NULL DEFAULT 0,
    value TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX expiring_key ON expiring (key);
`
