/**
 * What the overview of granted access and the list of revoked tokens are found by. Only authorizations with API scopes have
 * `person_ref`, and only ended ones stand in the second index: a plain login pays for neither.
 */
export const grantedAccessColumns = `
  ALTER TABLE given_authorization ADD COLUMN client_id TEXT;
  ALTER TABLE given_authorization ADD COLUMN person_ref TEXT;
  ALTER TABLE given_authorization ADD COLUMN access_tokens TEXT;
  CREATE INDEX given_authorization_person ON given_authorization (person_ref) WHERE person_ref IS NOT NULL;
  CREATE INDEX given_authorization_revoked ON given_authorization (client_id, ended_at) WHERE ended_at IS NOT NULL;
`
