import { MachineFault } from './machine-fault.ts'
import { isOrganisationNumber } from './organisation-number.ts'
import { ProtocolError } from './protocol-error.ts'
import { readResources } from './resource.ts'

/** Longest `exp − iat`, and how far clocks may differ, in seconds (REG-92). */
const longestLifetime = 120
const clockTolerance = 10
const longestJti = 1024

/** Signature algorithms of the JWT grant (REG-90). */
export const machineAssertionAlgorithms = ['RS256', 'RS384', 'RS512'] as const

type Members = Readonly<Record<string, unknown>>
export type AssertionAlgorithm = (typeof machineAssertionAlgorithms)[number]

/** Which key an assertion says it was signed with. Nothing is proven yet. */
export type AssertedKey =
  | { readonly kind: 'key'; readonly alg: AssertionAlgorithm; readonly kid: string }
  | { readonly kind: 'certificate'; readonly alg: AssertionAlgorithm; readonly x5c: readonly string[] }

/**
 * The header of an assertion of the JWT grant (REG-92). A `kid` goes before `x5c`. `jku`, `jwk` and `x5u` are not looked
 * at. Throws `MachineFault`.
 */
export function readMachineHeader(header: Members): AssertedKey {
  const alg = machineAssertionAlgorithms.find((one) => one === header.alg)
  if (alg === undefined) throw new MachineFault('MP-124', 'alg must be RS256, RS384 or RS512')
  // RFC 7515 §4.1.11: extensions that a verifier must understand; there are none here.
  if (header.crit !== undefined) throw new MachineFault('MP-124', 'crit is not supported')
  const { kid, x5c } = header
  if (kid !== undefined && typeof kid !== 'string') throw new MachineFault('MP-121', 'kid must be text')
  if (kid !== undefined) return { kind: 'key', alg, kid }
  if (x5c === undefined) throw new MachineFault('MP-121', 'the header needs kid of a registered key, or x5c')
  const isList = Array.isArray(x5c) && x5c.length > 0 && x5c.every((entry) => typeof entry === 'string')
  if (!isList) throw new MachineFault('MP-123', 'x5c must be an array of certificates in base64, the leaf first')
  return { kind: 'certificate', alg, x5c }
}

/** What an assertion asks for, once its rules hold. */
export interface CheckedMachineAssertion {
  readonly jti: string
  /** From then on the assertion is dead by its own words, and its `jti` can be forgotten. */
  readonly expiresAtSeconds: number
  readonly scopes: readonly string[]
  readonly resources: readonly string[]
  /** The customer on whose behalf a supplier asks (API-41). */
  readonly consumerOrgno?: string
}

/** The client an assertion claims to come from; undefined when `iss` is no text. */
export const assertedIssuer = (claims: Members): string | undefined =>
  typeof claims.iss === 'string' && claims.iss !== '' ? claims.iss : undefined

/** `aud`, times, `jti`, `scope`, in the order of REG-95. Throws `MachineFault`, or `invalid_target` for `resource`. */
export function checkMachineClaims(
  claims: Members,
  facts: { readonly machineIssuer: string; readonly nowSeconds: number },
): CheckedMachineAssertion {
  checkAudience(claims.aud, facts.machineIssuer)
  const expiresAtSeconds = checkTimes(claims, facts.nowSeconds)
  const { jti } = claims
  if (typeof jti !== 'string' || jti === '' || jti.length > longestJti)
    throw new MachineFault('MP-012', `jti is required, text of 1 to ${longestJti} characters, a new one each time`)
  const { consumer_org: consumerOrgno } = claims
  if (consumerOrgno !== undefined && (typeof consumerOrgno !== 'string' || !isOrganisationNumber(consumerOrgno)))
    throw new MachineFault('MP-251', 'consumer_org must be an organisation number')
  return {
    jti,
    expiresAtSeconds,
    scopes: readScopes(claims.scope),
    resources: readAssertedResources(claims.resource),
    ...(consumerOrgno === undefined ? {} : { consumerOrgno }),
  }
}

/** The identifier with and without its slash (REG-90), alone or as the only element of an array. */
function checkAudience(aud: unknown, machineIssuer: string): void {
  const audience: unknown = Array.isArray(aud) && aud.length === 1 ? aud[0] : aud
  if (audience !== machineIssuer && audience !== machineIssuer.replace(/\/$/, ''))
    throw new MachineFault('MP-110', `aud must be ${machineIssuer}, and nothing else`)
}

function checkTimes({ iat, exp, nbf }: Members, nowSeconds: number): number {
  const refuse = (what: string): never => {
    throw new MachineFault('MP-130', what)
  }
  if (typeof exp !== 'number' || !Number.isFinite(exp)) return refuse('exp is required, in seconds')
  if (typeof iat !== 'number' || !Number.isFinite(iat)) return refuse('iat is required, in seconds')
  if (exp - iat > longestLifetime) refuse(`exp may be at most ${longestLifetime} seconds after iat`)
  if (exp <= nowSeconds - clockTolerance) refuse('the assertion has expired')
  if (iat > nowSeconds + clockTolerance) refuse('iat is in the future')
  if (nbf !== undefined && (typeof nbf !== 'number' || nbf > nowSeconds + clockTolerance))
    refuse('nbf is in the future')
  return Math.ceil(exp) + clockTolerance
}

function readScopes(scope: unknown): readonly string[] {
  const names = typeof scope === 'string' ? scope.split(' ').filter((name) => name !== '') : []
  if (names.length === 0)
    throw new ProtocolError('invalid_scope', 'the assertion needs the claim scope: one or more, separated by blanks')
  return [...new Set(names)]
}

function readAssertedResources(resource: unknown): readonly string[] {
  if (resource === undefined) return []
  const values: readonly unknown[] = Array.isArray(resource) ? resource : [resource]
  if (!values.every((value) => typeof value === 'string'))
    throw new ProtocolError('invalid_target', 'resource must be text or an array of texts')
  return readResources(values as readonly string[])
}
