/**
 * What protocol requests led to, for the people of a service (retention 13 months), and logins by the day. `place` grows with
 * every row, so that the newest and the oldest are found without an index on the time.
 */
export const protocolLogTables = `
  CREATE TABLE protocol_log (
    place INTEGER PRIMARY KEY,
    environment TEXT NOT NULL,
    client_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    correlation_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX protocol_log_by_client ON protocol_log (environment, client_id, kind, place);
  CREATE INDEX protocol_log_by_reference ON protocol_log (correlation_id);
  CREATE TABLE login_count (
    environment TEXT NOT NULL,
    day TEXT NOT NULL,
    client_id TEXT NOT NULL,
    eid TEXT NOT NULL,
    logins INTEGER NOT NULL,
    PRIMARY KEY (environment, day, client_id, eid)
  ) STRICT;
`
