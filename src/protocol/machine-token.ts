import type { Client } from './client.ts'

/** An organisation as tokens and the APIs name it (ISO 6523). */
export interface NamedOrganisation {
  readonly authority: 'iso6523-actorid-upis'
  readonly ID: string
}

const organisation = (orgno: string): NamedOrganisation => ({ authority: 'iso6523-actorid-upis', ID: `0192:${orgno}` })

export interface MachineTokenFacts {
  readonly machineIssuer: string
  readonly client: Client
  readonly clientAmr: string
  readonly scopes: readonly string[]
  readonly resources: readonly string[]
  /** Whom the client's organisation speaks for, and who said that it may (API-41). */
  readonly delegation?: { readonly consumerOrgno: string; readonly source: string }
  readonly jti: string
  readonly issuedAtSeconds: number
  readonly expiresAtSeconds: number
}

/** Claims of an access token for a machine: whom it speaks for, never a person (REG-94). */
export function machineTokenClaims(facts: MachineTokenFacts): Readonly<Record<string, unknown>> {
  const { client, delegation, resources } = facts
  const supplier = delegation === undefined ? client.supplierOrgno : client.clientOrgno
  return {
    iss: facts.machineIssuer,
    client_id: client.clientId,
    client_amr: facts.clientAmr,
    token_type: 'Bearer',
    scope: facts.scopes.join(' '),
    consumer: organisation(delegation?.consumerOrgno ?? client.clientOrgno),
    ...(supplier === undefined ? {} : { supplier: organisation(supplier) }),
    ...(delegation === undefined ? {} : { delegation_source: delegation.source }),
    ...(resources.length === 0 ? {} : { aud: resources.length === 1 ? resources[0] : resources }),
    iat: facts.issuedAtSeconds,
    exp: facts.expiresAtSeconds,
    jti: facts.jti,
  }
}

/** Who calls an API of the gateway, by the access token. */
export interface MachineCaller {
  /** The organisation that acts: the supplier of a delegated token, else the consumer (API-6). */
  readonly orgno: string
  readonly clientId: string
  readonly scopes: readonly string[]
}

/**
 * Reads the claims of a token whose signature held: this issuer's, not expired, for a machine (REG-98). undefined for
 * every other token.
 */
export function readMachineToken(
  claims: Readonly<Record<string, unknown>>,
  facts: { readonly machineIssuer: string; readonly nowSeconds: number },
): MachineCaller | undefined {
  const { iss, exp, scope, client_id: clientId } = claims
  const orgno = orgnoOf(claims.supplier) ?? orgnoOf(claims.consumer)
  if (iss !== facts.machineIssuer || typeof exp !== 'number' || exp <= facts.nowSeconds) return undefined
  if (typeof scope !== 'string' || typeof clientId !== 'string' || orgno === undefined) return undefined
  return { orgno, clientId, scopes: scope.split(' ') }
}

function orgnoOf(named: unknown): string | undefined {
  const id = (named as Partial<NamedOrganisation> | undefined)?.ID
  return typeof id === 'string' ? /^0192:([0-9]{9})$/.exec(id)?.[1] : undefined
}
