/** What organisations have delegated, in the source that is for development (API-43). */
export const delegationTable = `
  CREATE TABLE delegation (
    environment TEXT NOT NULL,
    scope TEXT NOT NULL,
    consumer_orgno TEXT NOT NULL,
    supplier_orgno TEXT NOT NULL,
    origin TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (environment, scope, consumer_orgno, supplier_orgno)
  ) STRICT;
`
