/**
 * Clients, scopes and test users of the environments, and the organisations of the portal (environment ''): the newest
 * revision in `registration`, all former ones in `registration_revision` (REG-5). `registry_version` is what caches
 * compare (ENV-5).
 */
export const registryTables = `
  CREATE TABLE registration (
    environment TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    revision INTEGER NOT NULL,
    origin TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (environment, kind, name)
  ) STRICT;
  CREATE TABLE registration_revision (
    environment TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    revision INTEGER NOT NULL,
    origin TEXT NOT NULL,
    written_at INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (environment, kind, name, revision)
  ) STRICT;
  CREATE TABLE registry_version (
    environment TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL
  ) STRICT;
`
