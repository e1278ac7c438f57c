import type { Environment } from '../../config/environments.ts'
import type { Client, ClientKey } from '../../protocol/client.ts'
import { readClientKeys } from '../../protocol/client-key.ts'
import { readKeyText } from '../../protocol/client-key-text.ts'
import type { RegistrationFault } from '../../protocol/client-registration-fault.ts'
import { faultsOfStrictKeys } from '../../protocol/strict-profile.ts'
import { type ChangeClientNeeds, type ChangedClient, changeClient } from './change-client.ts'
import type { ClientActor } from './client-actor.ts'
import { isProduction } from './environment-registry.ts'
import { forbidden, hasSelfService, type Standing } from './standing.ts'

/** Judges the chain of a certificate that is registered with a key, and whose it is (REG-66). */
export type JudgeCertificate = (
  x5c: readonly string[],
  orgno: string,
) => Promise<{ readonly ok: true } | { readonly ok: false; readonly code: string; readonly reason: string }>

interface Needs extends ChangeClientNeeds {
  readonly standing: Standing
  readonly judgeCertificate: (environment: Environment) => JudgeCertificate
  readonly portalUrl: string
}

export interface KeyWriter {
  readonly environment: Environment
  readonly clientId: string
  readonly acting: ClientActor
  readonly revisions?: readonly number[]
}

/** From its end on a key is of no use, and is shown for this long (REG-65). */
const shownAfterEndSeconds = 30 * 86_400

/** The keys as owners see them. */
export const shownKeys = (client: Client, nowSeconds: number): readonly ClientKey[] =>
  client.jwks.filter(({ exp }) => exp > nowSeconds - shownAfterEndSeconds)

/** Writes keys of a client: the whole set, one, or none any more (REG-60…68). */
export const clientKeys = (needs: Needs) => {
  const change = changeClient(needs)

  /** `next` makes the new set from the present one; what it adds or changes is judged. */
  const write = async (
    writer: KeyWriter,
    action: string,
    next: (present: readonly ClientKey[], nowSeconds: number) => KeysOrFaults,
  ): Promise<ChangedClient> => {
    const { environment, clientId, acting, revisions } = writer
    const found = await needs.durable.environment(environment.name).clients.find(clientId)
    const faults =
      found === undefined
        ? []
        : [
            ...(await faultsOfProductionKeys(needs, environment, acting, found.thing)),
            ...(await faultsOfCertificates(
              needs,
              environment,
              found.thing,
              next(found.thing.jwks, needs.clock.nowSeconds()),
            )),
          ]
    return change(environment, clientId, acting, {
      action,
      right: 'edit',
      ...(revisions === undefined ? {} : { revisions }),
      work(client, nowSeconds) {
        if (faults.length > 0) return faults
        if (client.jwksUri !== undefined)
          return [
            { field: 'keys', message: 'are fetched from jwks_uri; ask the operator to take that away first (REG-67)' },
          ]
        const keys = next(client.jwks, nowSeconds)
        if (isFaults(keys)) return keys
        const tooWeak = faultsOfStrictKeys(client, keys, 'keys')
        if (tooWeak.length > 0) return tooWeak
        const firstAtSeconds = client.keysWritten?.firstAtSeconds ?? nowSeconds
        return { ...client, jwks: keys, keysWritten: { firstAtSeconds, lastAtSeconds: nowSeconds } }
      },
    })
  }

  return {
    /** REG-60: the whole set. */
    replace: (writer: KeyWriter, input: unknown) =>
      write(writer, 'client.keys_replaced', (former, nowSeconds) => readKeys(input, former, nowSeconds)),

    /** Adds one key, or renews the one with its `kid` (section 13.3). */
    put: (writer: KeyWriter, kid: string, input: unknown) => {
      const key = isRecord(input) ? { ...input, kid: input.kid ?? kid } : input
      return write(writer, 'client.key_put', (former, nowSeconds) =>
        isRecord(key) && key.kid !== kid
          ? [{ field: 'kid', message: 'differs from the one in the address' }]
          : withKey(key, former, nowSeconds),
      )
    },

    /** Adds a key that is a certificate, a public key or a JWK in text; answers its `kid` too. */
    async addText(writer: KeyWriter, text: string, kid: string | undefined) {
      const read = readKeyText(text, kid)
      const keys = (former: readonly ClientKey[], nowSeconds: number): KeysOrFaults =>
        read.ok ? withKey(read.jwk, former, nowSeconds) : [{ field: 'key', message: read.problem }]
      const changed = await write(writer, 'client.key_added', keys)
      return { ...changed, kid: read.ok ? String(read.jwk.kid) : '' }
    },

    removeAll: (writer: KeyWriter) => write(writer, 'client.keys_removed', () => []),

    /** 'no-such-key' when the client has none with this `kid` (REG-68). */
    async remove(writer: KeyWriter, kid: string): Promise<ChangedClient | { readonly outcome: 'no-such-key' }> {
      let isThere = true
      const changed = await write(writer, 'client.key_removed', (former) => {
        isThere = former.some((key) => key.kid === kid)
        return former.filter((key) => key.kid !== kid)
      })
      return isThere ? changed : { outcome: 'no-such-key' }
    },
  }
}

export type ClientKeys = ReturnType<typeof clientKeys>

type KeysOrFaults = readonly ClientKey[] | readonly RegistrationFault[]

const isFaults = (keys: KeysOrFaults): keys is readonly RegistrationFault[] =>
  keys.length > 0 && 'message' in (keys[0] as object)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function readKeys(input: unknown, former: readonly ClientKey[], nowSeconds: number): KeysOrFaults {
  const reading = readClientKeys(input, { nowSeconds, former })
  if (reading.ok) return reading.keys
  // The body is the set itself here.
  return reading.faults.map((fault) => ({ ...fault, field: fault.field.replace(/^jwks\.?/, '') || 'keys' }))
}

/** The set with one key more, or renewed. Of the others only those that live count: an ended one cannot be kept (REG-64). */
function withKey(input: unknown, former: readonly ClientKey[], nowSeconds: number): KeysOrFaults {
  const kid = isRecord(input) ? input.kid : undefined
  const others = former.filter((key) => key.kid !== kid && key.exp > nowSeconds)
  const set = readKeys({ keys: [...others, input] }, former, nowSeconds)
  if (!isFaults(set)) return set
  const place = `keys[${others.length}]`
  return set.map((fault) => ({ ...fault, field: fault.field.replace(place, '').replace(/^\./, '') || 'key' }))
}

async function faultsOfCertificates(
  needs: Needs,
  environment: Environment,
  client: Client,
  keys: KeysOrFaults,
): Promise<RegistrationFault[]> {
  if (isFaults(keys)) return []
  const judge = needs.judgeCertificate(environment)
  const faults: RegistrationFault[] = []
  for (const [index, { x5c }] of keys.entries()) {
    const judged = x5c === undefined ? undefined : await judge(x5c, client.clientOrgno)
    if (judged?.ok === false)
      faults.push({ field: `keys[${index}].x5c`, message: `${judged.code}: ${judged.reason} (REG-66)` })
  }
  return faults
}

/** Without self-service a production client renews keys it signs with, and nothing else (REG-151). */
async function faultsOfProductionKeys(
  needs: Needs,
  environment: Environment,
  acting: ClientActor,
  client: Client,
): Promise<RegistrationFault[]> {
  if (!isProduction(environment) || client.tokenEndpointAuthMethod === 'private_key_jwt') return []
  if (await hasSelfService(needs.standing, acting.orgno, client.integrationType)) return []
  return [forbidden(`keys of this client are changed by an order at ${needs.portalUrl} (REG-151)`)]
}
