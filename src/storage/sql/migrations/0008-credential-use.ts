/** When a secret, key or certificate of a client was used: the first time, and the day of the last (REG-69, REG-74). */
export const credentialUseTable = `
  CREATE TABLE credential_use (
    environment TEXT NOT NULL,
    client_id TEXT NOT NULL,
    credential_id TEXT NOT NULL,
    first_used_at INTEGER NOT NULL,
    last_used_day TEXT NOT NULL,
    PRIMARY KEY (environment, client_id, credential_id)
  ) STRICT;
`
