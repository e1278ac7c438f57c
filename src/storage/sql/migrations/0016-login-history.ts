/**
 * Logins of citizens, for themselves and for the services they logged in to (retention 12 months). `place` grows with every row,
 * so that the oldest are found without an index on the time.
 */
export const loginHistoryTable = `
  CREATE TABLE login_history (
    place INTEGER PRIMARY KEY,
    environment TEXT NOT NULL,
    person_ref TEXT NOT NULL,
    at INTEGER NOT NULL,
    owner_orgno TEXT NOT NULL,
    onbehalfof_orgno TEXT NOT NULL,
    result TEXT NOT NULL,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX login_history_of_person ON login_history (environment, person_ref, at);
`
