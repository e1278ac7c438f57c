import { createPublicKey, X509Certificate } from 'node:crypto'
import { type ClientKey, publicMembersOf } from './client.ts'
import type { RegistrationFault } from './client-registration-fault.ts'
import { isPointOfP256, isRsaModulus, privateMembersIn } from './public-key.ts'

export const keyLifetimeSeconds = 365 * 86_400
export const mostKeys = 5
/** Of a key set that the client publishes itself (REG-67). */
const mostFetchedKeys = 20
/** A key that is stated again without a time of its own is renewed when less than this is left (K-8). */
const renewalSeconds = 30 * 86_400

const rsaAlgorithms = ['RS256', 'RS384', 'RS512', 'PS256'] as const
const algorithms = [...rsaAlgorithms, 'ES256']

export interface KeyReading {
  readonly nowSeconds: number
  /** Keys that the client has; one that is unchanged and given no `exp` keeps its own (REG-161). */
  readonly former: readonly ClientKey[]
}

/**
 * Reads a whole key set `{"keys": […]}` (REG-60…66). Answers the keys as they are kept, or every fault. Chain and
 * revocation of a certificate are judged where it is used; here it is only bound to its key.
 */
export function readClientKeys(
  input: unknown,
  reading: KeyReading,
):
  | { readonly ok: true; readonly keys: readonly ClientKey[] }
  | { readonly ok: false; readonly faults: RegistrationFault[] } {
  const faults: RegistrationFault[] = []
  const list = isRecord(input) ? input.keys : undefined
  if (!Array.isArray(list)) return refuse('jwks', 'must be a key set, {"keys": […]} (REG-60)')
  if (list.length === 0) return refuse('jwks.keys', 'must have at least one key; delete the set instead (REG-60)')
  if (list.length > mostKeys) return refuse('jwks.keys', `must have at most ${mostKeys} keys (REG-60)`)
  const keys: ClientKey[] = []
  for (const [index, entry] of list.entries()) {
    const found: RegistrationFault[] = []
    const key = readKey(entry, `jwks.keys[${index}]`, reading, found)
    if (key !== undefined && keys.some((other) => other.kid === key.kid))
      found.push({ field: `jwks.keys[${index}].kid`, message: 'is used by another key of this client (REG-62)' })
    else if (key !== undefined) keys.push(key)
    faults.push(...found)
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, keys }
}

/**
 * Reads a key set as a client publishes it (REG-67): the keys that are fit to verify its signatures, and why others are not. A
 * key for another use or of another kind harms nobody there; a set that cannot be read has no keys.
 */
export function readFetchedKeys(
  input: unknown,
  nowSeconds: number,
): { readonly keys: readonly ClientKey[]; readonly faults: readonly RegistrationFault[] } {
  const list = isRecord(input) ? input.keys : undefined
  if (!Array.isArray(list)) return { keys: [], faults: refuse('jwks', 'must be a key set, {"keys": […]}').faults }
  if (list.length > mostFetchedKeys)
    return { keys: [], faults: refuse('jwks.keys', `must have at most ${mostFetchedKeys} keys (REG-67)`).faults }
  const faults: RegistrationFault[] = []
  const keys = new Map<string, ClientKey>()
  for (const [index, entry] of list.entries()) {
    const found: RegistrationFault[] = []
    const key = readKey(entry, `jwks.keys[${index}]`, { nowSeconds, former: [] }, found)
    if (key !== undefined && !keys.has(key.kid)) keys.set(key.kid, key)
    faults.push(...found)
  }
  return { keys: [...keys.values()], faults }
}

const refuse = (field: string, message: string) => ({ ok: false as const, faults: [{ field, message }] })

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function readKey(
  entry: unknown,
  field: string,
  reading: KeyReading,
  faults: RegistrationFault[],
): ClientKey | undefined {
  const fault = (member: string, message: string): void => {
    faults.push({ field: member === '' ? field : `${field}.${member}`, message })
  }
  if (!isRecord(entry)) return void fault('', 'must be a JSON Web Key (REG-61)')
  const exposed = privateMembersIn(entry)
  if (exposed.length > 0)
    return void fault(
      '',
      `holds private members (${exposed.join(', ')}); treat the key as exposed, make a new one and send its public part (REG-63)`,
    )
  if (entry.use !== 'sig') fault('use', 'must be sig (REG-61)')
  if (typeof entry.kid !== 'string' || !/^[A-Za-z0-9._-]{1,255}$/.test(entry.kid))
    fault('kid', 'must be 1 to 255 characters of A-Z a-z 0-9 . _ - (REG-61)')
  const members = entry.kty === 'EC' ? readCurveMembers(entry, fault) : readRsaMembers(entry, fault)
  if (entry.exp !== undefined && entry.exp !== null && !Number.isSafeInteger(entry.exp))
    fault('exp', 'must be whole seconds since 1970 (REG-61)')
  const certificates = readCertificates(entry.x5c, fault)
  if (faults.length > 0 || members === undefined) return undefined
  const key: ClientKey = { ...members, use: 'sig', kid: entry.kid as string, exp: 0 }
  const former = reading.former.find((one) => one.kid === key.kid && one.alg === key.alg && isSameKey(one, key))
  const asked = (entry.exp as number | null | undefined) ?? keptExpiry(former, reading.nowSeconds)
  let exp = Math.min(asked ?? Number.MAX_SAFE_INTEGER, reading.nowSeconds + keyLifetimeSeconds)
  const leaf = certificates?.[0]
  if (leaf !== undefined) {
    if (!leaf.publicKey.equals(createPublicKey({ key: publicMembersOf(key), format: 'jwk' })))
      return void fault('x5c', 'the certificate is for another key than the registered one (REG-66)')
    exp = Math.min(exp, Math.floor(Date.parse(leaf.validTo) / 1000))
  }
  if (exp <= reading.nowSeconds)
    return void fault('exp', 'the key or its certificate has expired; send a newer one (REG-64)')
  return { ...key, exp, ...(certificates === undefined ? {} : { x5c: entry.x5c as readonly string[] }) }
}

type Fault = (member: string, message: string) => void

/** The members of an RSA key; undefined when one of them has a fault. */
function readRsaMembers(entry: Record<string, unknown>, fault: Fault) {
  const alg = rsaAlgorithms.find((one) => one === entry.alg)
  const { n, e } = entry
  if (entry.kty !== 'RSA') fault('kty', 'must be RSA or EC (REG-61)')
  if (alg === undefined)
    fault('alg', `must be one of ${algorithms.join(', ')}; ES256 for an EC key, the others for RSA (REG-61)`)
  const isGoodModulus = isRsaModulus(n)
  if (!isGoodModulus) fault('n', 'must be a modulus of 2048 to 4096 bits, base64url (REG-61)')
  if (e !== 'AQAB') fault('e', 'must be AQAB, which is 65537 (REG-61)')
  if (entry.kty !== 'RSA' || alg === undefined || !isGoodModulus || e !== 'AQAB') return undefined
  return { kty: entry.kty, alg, n, e } as const
}

/** The members of a key on the curve P-256; undefined when one of them has a fault. */
function readCurveMembers({ alg, crv, x, y }: Record<string, unknown>, fault: Fault) {
  if (alg !== 'ES256') fault('alg', 'must be ES256 for an EC key (REG-61)')
  if (crv !== 'P-256') fault('crv', 'must be P-256 (REG-61)')
  if (alg !== 'ES256' || crv !== 'P-256') return undefined
  const point = { x, y }
  if (!isPointOfP256(point))
    return void fault('x', 'x and y must be a point of P-256, 32 bytes each, base64url (REG-61)')
  return { kty: 'EC', alg, crv, ...point } as const
}

const isSameKey = (one: ClientKey, other: ClientKey): boolean =>
  JSON.stringify(publicMembersOf(one)) === JSON.stringify(publicMembersOf(other))

const keptExpiry = (former: ClientKey | undefined, nowSeconds: number): number | undefined =>
  former !== undefined && former.exp - nowSeconds >= renewalSeconds ? former.exp : undefined

function readCertificates(
  x5c: unknown,
  fault: (member: string, message: string) => void,
): readonly X509Certificate[] | undefined {
  if (x5c === undefined || x5c === null) return undefined
  const isList = Array.isArray(x5c) && x5c.length >= 1 && x5c.length <= 5
  if (!isList) return void fault('x5c', 'must be 1 to 5 certificates, the leaf first (REG-61)')
  try {
    return x5c.map((text) => new X509Certificate(Buffer.from(String(text), 'base64')))
  } catch {
    return void fault('x5c', 'must be certificates in base64 DER (REG-61)')
  }
}
