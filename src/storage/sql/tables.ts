import type { Generated } from 'kysely'

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
    client_id: string | null
    person_ref: string | null
    access_tokens: string | null
    former_refresh: string | null
    refresh_jkt: string | null
  }
  scope_access: {
    environment: string
    scope: string
    consumer_orgno: string
    state: string
    origin: string
    created_at: number
    updated_at: number
    told_at: number | null
  }
  delegation: {
    environment: string
    scope: string
    consumer_orgno: string
    supplier_orgno: string
    origin: string
    created_at: number
  }
  credential_use: {
    environment: string
    client_id: string
    credential_id: string
    first_used_at: number
    last_used_day: string
  }
  protocol_log: {
    place: Generated<number>
    environment: string
    client_id: string
    at: number
    correlation_id: string
    kind: string
    document: string
  }
  login_count: { environment: string; day: string; client_id: string; eid: string; logins: number }
  login_history: {
    place: Generated<number>
    environment: string
    person_ref: string
    at: number
    owner_orgno: string
    onbehalfof_orgno: string
    result: string
    document: string
  }
  logo: { environment: string; hash: string; png: string }
  note: { name: string; value: string }
  logout_notice: {
    place: Generated<number>
    environment: string
    logout_ref: string
    client_id: string
    status: string
    attempts: number
    failures: number
    next_attempt_at: number
    created_at: number
    document: string | null
  }
  signing_key: {
    environment: string
    kid: string
    created_at: number
    signs_from: number
    retired_at: number | null
    public_jwk: string
    x5c: string
    private_key: string
    alg: string
    compromised_at: number | null
  }
  portal_record: {
    place: Generated<number>
    kind: string
    id: string
    orgno: string
    state: string
    lookup: string
    revision: number
    created_at: number
    updated_at: number
    document: string
  }
  portal_revision: { kind: string; id: string; revision: number; written_at: number; document: string }
  journal: {
    id: number
    at: number
    orgno: string
    actor_id: string
    action: string
    object_kind: string
    object_id: string
    document: string
    prev_hash: string
    hash: string
  }
  outbox_mail: {
    place: Generated<number>
    id: string
    code: string
    status: string
    orgno: string | null
    thread: string | null
    reference: string | null
    attempts: number
    next_attempt_at: number
    created_at: number
    released_at: number | null
    sent_at: number | null
    last_fault: string | null
    document: string
    body: string | null
    attachment: string | null
    had_attachment: number
  }
}
