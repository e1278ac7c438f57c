/**
 * Who was given access to which scope, and who owns a prefix. Until now accesses stood in the scope's document and a prefix
 * belonged to whoever owned a scope with it: both are taken over.
 */
export const scopeAccessTables = `
  CREATE TABLE scope_access (
    environment TEXT NOT NULL,
    scope TEXT NOT NULL,
    consumer_orgno TEXT NOT NULL,
    state TEXT NOT NULL,
    origin TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    told_at INTEGER,
    PRIMARY KEY (environment, scope, consumer_orgno)
  ) STRICT;
  CREATE INDEX scope_access_consumer ON scope_access (environment, consumer_orgno, scope);
  CREATE INDEX scope_access_untold ON scope_access (environment, updated_at) WHERE told_at IS NULL;
  INSERT INTO scope_access
    SELECT environment, name, granted.value, 'APPROVED', origin, created_at, updated_at, updated_at
    FROM registration, json_each(registration.document, '$.access') AS granted WHERE kind = 'scope';
  INSERT INTO registration
    SELECT environment, 'prefix', prefix, 1, min(origin), min(created_at), min(created_at),
      json_object('prefix', prefix, 'ownerOrgno', owner)
    FROM (
      SELECT environment, origin, created_at, substr(name, 1, instr(name, ':') - 1) AS prefix,
        json_extract(document, '$.ownerOrgno') AS owner
      FROM registration WHERE kind = 'scope'
    ) GROUP BY environment, prefix;
`
