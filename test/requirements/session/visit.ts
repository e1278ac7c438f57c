import { decodeToken, type Parameters, type RelyingParty } from '../../harness/relying-party.ts'
import type { UserAgent } from '../../harness/user-agent.ts'

export type Claims = Readonly<Record<string, unknown>>

/** What a service meets when it sends this browser to the gateway: the login pages, a refusal, or an id_token at once. */
export type Visit = 'login pages' | { readonly error: string } | { readonly claims: Claims }

export async function visit(party: RelyingParty, browser: UserAgent, changes: Parameters = {}): Promise<Visit> {
  const location = (await party.authorize(browser, changes)).location()
  if (location.pathname === '/authorize/selector') return 'login pages'
  const error = location.searchParams.get('error')
  if (error !== null) return { error }
  const answer = await party.redeem(location)
  if (answer.status !== 200) throw new Error(`no tokens: ${answer.status} ${answer.text}`)
  return { claims: claimsOf(answer.json().id_token) }
}

/** The claims of a visit that had to be answered without a page. */
export async function claimsAtOnce(party: RelyingParty, browser: UserAgent, changes: Parameters = {}): Promise<Claims> {
  const met = await visit(party, browser, changes)
  if (met === 'login pages' || 'error' in met) throw new Error(`not answered at once: ${JSON.stringify(met)}`)
  return met.claims
}

/** Logs in with TestID and redeems the code: the claims of the id_token. */
export const logInClaims = async (
  party: RelyingParty,
  browser: UserAgent,
  changes: Parameters = {},
  person: { readonly pid?: string; readonly acr?: string } = {},
): Promise<Claims> => claimsOf((await party.tokens(browser, changes, person)).id_token)

export const claimsOf = (idToken: unknown): Claims => decodeToken(String(idToken)).claims

export const sessionCookie = 'portvakt-test-session'
export const browserCookie = 'portvakt-test-browser'
export const substantial = 'idporten-loa-substantial'
export const high = 'idporten-loa-high'
