/** The tables as the statements see them; made by migrations/. */
export interface Tables {
  registration: {
    environment: string
    kind: string
    name: string
    revision: number
    origin: string
    created_at: number
    updated_at: number
    document: string
  }
  registration_revision: {
    environment: string
    kind: string
    name: string
    revision: number
    origin: string
    written_at: number
    document: string
  }
  registry_version: { environment: string; version: number }
  given_authorization: {
    environment: string
    authorization_id: string
    session_ref: string | null
    ends_with_session: number
    ended_at: number | null
    gone_at: number
    refresh_hash: string | null
    refresh_expires_at: number | null
    id_token_issued_at: number | null
    document: string
  }
  note: { name: string; value: string }
  signing_key: {
    environment: string
    kid: string
    created_at: number
    signs_from: number
    retired_at: number | null
    public_jwk: string
    x5c: string
    private_key: string
  }
}
