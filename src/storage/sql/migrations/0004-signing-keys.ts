export const signingKeyTables = `
  CREATE TABLE signing_key (
    environment TEXT NOT NULL,
    kid TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    signs_from INTEGER NOT NULL,
    retired_at INTEGER,
    public_jwk TEXT NOT NULL,
    x5c TEXT NOT NULL,
    private_key TEXT NOT NULL,
    PRIMARY KEY (environment, kid)
  ) STRICT;
`
