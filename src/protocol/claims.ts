import { type Client, knowsSid } from './client.ts'
import type { Language } from './language.ts'
import { acrClaim, type LevelOfAssurance } from './level-of-assurance.ts'

/** What is known of a login when tokens are made from it. `pid` is absent in pseudonymous authorizations (PSEU-1). */
export interface LoginFacts {
  readonly issuer: string
  readonly subject: string
  readonly pid?: string
  readonly acr: LevelOfAssurance
  readonly amr: string
  readonly authTimeSeconds: number
  readonly locale: Language
  readonly sid: string | null
  readonly onbehalfof: string | null
}

const legacyAmr: Readonly<Record<string, string>> = { 'BankID Mobil': 'BankID-mobil' }

/** The id_token's claims (IDT-3…15). Nothing that IDT-16 and IDT-17 forbid can come in: they are written out one by one. */
export function idTokenClaims(
  login: LoginFacts,
  client: Client,
  token: {
    readonly jti: string
    readonly nonce?: string
    readonly issuedAtSeconds: number
    readonly lifetimeSeconds: number
  },
): Readonly<Record<string, unknown>> {
  const legacy = client.tokenProfile === 'legacy2018'
  const claims: Record<string, unknown> = { iss: login.issuer, aud: client.clientId, sub: login.subject }
  // A lean id_token tells who it was and no more; the rest is read at /userinfo.
  if (login.pid !== undefined && client.leanIdToken !== true) claims.pid = login.pid
  claims.acr = acrClaim(login.acr, client.tokenProfile)
  claims.amr = legacy ? (legacyAmr[login.amr] ?? login.amr) : [login.amr]
  claims.auth_time = login.authTimeSeconds
  claims.iat = token.issuedAtSeconds
  claims.exp = token.issuedAtSeconds + token.lifetimeSeconds
  claims.jti = token.jti
  if (client.leanIdToken !== true) claims.locale = login.locale
  if (token.nonce !== undefined) claims.nonce = token.nonce
  if (login.sid !== null && knowsSid(client)) claims.sid = login.sid
  if (login.onbehalfof !== null) {
    claims.client_onbehalfof = login.onbehalfof
    if (legacy) claims.aud_onbehalfof = login.onbehalfof
  }
  return claims
}

/** The claims of a self-contained access token (AT-5…17). */
export function accessTokenClaims(
  login: LoginFacts,
  client: Client,
  token: {
    readonly jti: string
    readonly scopes: readonly string[]
    readonly clientAmr: string
    readonly audience: readonly string[]
    /** Thumbprint of the key that the token is bound to. */
    readonly jkt?: string
    readonly issuedAtSeconds: number
    readonly expiresAtSeconds: number
  },
): Readonly<Record<string, unknown>> {
  const claims: Record<string, unknown> = { iss: login.issuer, sub: login.subject }
  if (login.pid !== undefined) claims.pid = login.pid
  claims.acr = acrClaim(login.acr, client.tokenProfile)
  claims.scope = token.scopes.join(' ')
  // One audience is a string, several an array, none is left out (AUD-1, AUD-2).
  if (token.audience.length > 0) claims.aud = token.audience.length === 1 ? token.audience[0] : token.audience
  claims.client_id = client.clientId
  claims.client_amr = token.clientAmr
  claims.consumer = organisationClaim(client.clientOrgno)
  if (client.supplierOrgno !== undefined) claims.supplier = organisationClaim(client.supplierOrgno)
  claims.client_orgno = client.clientOrgno
  claims.iat = token.issuedAtSeconds
  claims.exp = token.expiresAtSeconds
  claims.jti = token.jti
  if (token.jkt !== undefined) claims.cnf = { jkt: token.jkt }
  if (client.tokenProfile === 'legacy2018') claims.token_type = token.jkt === undefined ? 'Bearer' : 'DPoP'
  return claims
}

/** An organisation in the notation of ISO 6523, authority 0192 (AT-12). */
const organisationClaim = (orgno: string) => ({ authority: 'iso6523-actorid-upis', ID: `0192:${orgno}` })
