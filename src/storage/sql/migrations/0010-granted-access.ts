/**
 * What the overview of granted access and the list of revoked tokens are found by. Only authorizations with API scopes have
 * `public_id` and `person_ref`, and only ended ones stand in the third index: a plain login pays for neither.
 */
export const grantedAccessColumns = `
  ALTER TABLE given_authorization ADD COLUMN client_id TEXT;
  ALTER TABLE given_authorization ADD COLUMN public_id TEXT;
  ALTER TABLE given_authorization ADD COLUMN person_ref TEXT;
  ALTER TABLE given_authorization ADD COLUMN access_tokens TEXT;
  CREATE UNIQUE INDEX given_authorization_public ON given_authorization (public_id) WHERE public_id IS NOT NULL;
  CREATE INDEX given_authorization_person ON given_authorization (person_ref) WHERE public_id IS NOT NULL;
  CREATE INDEX given_authorization_revoked ON given_authorization (client_id, ended_at) WHERE ended_at IS NOT NULL;
`
