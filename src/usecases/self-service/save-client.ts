import type { Environment } from '../../config/environments.ts'
import { chapterOf } from '../../journey/terms.ts'
import type { Client, IntegrationType, StoredSecret } from '../../protocol/client.ts'
import { readClientRegistration } from '../../protocol/client-registration.ts'
import type { RegistrationFault } from '../../protocol/client-registration-fault.ts'
import type { ClientRequest } from '../../protocol/client-registration-fields.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { Origin } from '../../storage/records.ts'
import type { Clock } from '../../system/clock.ts'
import type { Random } from '../../system/random.ts'
import { hasAcceptedTerms } from '../onboarding/terms/require-terms.ts'
import { type EnvironmentRegistry, isProduction, openEnvironmentRegistry } from './environment-registry.ts'
import { type Written, writeClient } from './write-client.ts'

interface Needs {
  readonly durable: DurableStore
  readonly clock: Clock
  readonly random: Random
  readonly environments: readonly Environment[]
}

/** Who writes, and by what right. */
export interface ClientWriter {
  readonly origin: Origin
  readonly role: 'owner' | 'operator'
  /** The organisation that asks (REG-22). */
  readonly orgno: string
  readonly mayActForOthers: boolean
}

export interface SaveClientCommand {
  /** The fields as the API names them. */
  readonly request: ClientRequest
  readonly writer: ClientWriter
  /** The client that is replaced; absent: a new one is made. */
  readonly replaces?: string
  /** Secrets that stand instead of those it has; only a seed brings them (REG-70). */
  readonly secrets?: readonly StoredSecret[]
  /** Breaches that were found in the shape of the request: nothing is written with any, and all are told together. */
  readonly shapeFaults?: readonly RegistrationFault[]
  /** A last word on the client as it would be kept, for callers with less freedom than its owner (REG-151). */
  readonly judge?: (client: Client, existing: Client | undefined) => readonly RegistrationFault[]
  /** Types that are switched on, if not the usual ones (REG-11). */
  readonly enabledTypes?: readonly IntegrationType[]
}

export type SavedClient =
  | { readonly outcome: Written; readonly client: Client; readonly warnings: readonly string[] }
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'refused'; readonly faults: readonly RegistrationFault[] }

/**
 * The one way a registration is made or replaced, whoever asks (REG-2). `environmentName` must be of this installation.
 * All breaches are told together; nothing is written with any of them (REG-140).
 */
export const saveClient =
  (needs: Needs) =>
  (environmentName: string, command: SaveClientCommand): Promise<SavedClient> =>
    needs.durable.transaction(async (store) => {
      const environment = needs.environments.find(({ name }) => name === environmentName)
      if (environment === undefined) throw new Error(`there is no environment ${environmentName}; see the settings`)
      const registry = await openEnvironmentRegistry(store, environment, needs.environments)
      return saveClientIn(registry, command, needs.clock.nowSeconds(), newClientId(needs.random))
    })

/** `saveClient` inside a transaction that writes more than one client. */
export async function saveClientIn(
  registry: EnvironmentRegistry,
  command: SaveClientCommand,
  nowSeconds: number,
  clientIdIfNone: string,
): Promise<SavedClient> {
  const { environment, shelves } = registry
  const existing = command.replaces === undefined ? undefined : await shelves.clients.find(command.replaces)
  if (command.replaces !== undefined && existing === undefined) return { outcome: 'unknown' }
  const { role, orgno, mayActForOthers, origin } = command.writer
  const registration = readClientRegistration(command.request, {
    uriRules: { ...environment.rules, httpsLocalhost: environment.httpsLocalhost === true },
    ...(command.enabledTypes === undefined ? {} : { enabledTypes: command.enabledTypes }),
    writer: role,
    tokenOrgno: orgno,
    mayActForOthers,
    existing: existing?.thing,
    newClientId: clientIdIfNone,
    findScope: (name) => registry.scopes.get(name),
    nowSeconds,
  })
  const client = registration.ok ? registration.client : undefined
  const askedId = client?.clientId ?? asText(command.request.client_id)
  const owner = client?.clientOrgno ?? asText(command.request.client_orgno) ?? orgno
  const isNew = existing === undefined
  const idFaults =
    isNew && askedId !== undefined ? await faultsOfNewId(registry, askedId, owner, askedId !== clientIdIfNone) : []
  const otherFaults =
    client === undefined
      ? []
      : [
          ...faultsOfSecrets(client, command.secrets),
          ...(command.judge?.(client, existing?.thing) ?? []),
          ...(await faultsOfTerms(registry, client, existing?.thing, origin, nowSeconds)),
        ]
  const faults = withShapeFaults(command.shapeFaults ?? [], [
    ...(registration.ok ? [] : registration.faults),
    ...idFaults,
    ...otherFaults,
  ])
  if (!registration.ok || faults.length > 0) return { outcome: 'refused', faults }
  const complete =
    command.secrets === undefined ? registration.client : { ...registration.client, secrets: command.secrets }
  const outcome = await writeClient(shelves, complete, origin, nowSeconds)
  registry.clientIds.set(complete.clientId.toLowerCase(), complete.clientId)
  return { outcome, client: complete, warnings: registration.warnings }
}

/** What the rules say of a new client of `orgno`, by its owner, without writing one. Its id is not looked at (ONB-56). */
export function faultsOfNewClient(
  { environment, scopes }: EnvironmentRegistry,
  request: ClientRequest,
  orgno: string,
  nowSeconds: number,
): readonly RegistrationFault[] {
  const registration = readClientRegistration(
    { ...request, client_id: undefined, client_orgno: orgno },
    {
      uriRules: { ...environment.rules, httpsLocalhost: environment.httpsLocalhost === true },
      writer: 'owner',
      tokenOrgno: orgno,
      mayActForOthers: false,
      existing: undefined,
      newClientId: 'new-client',
      findScope: (name) => scopes.get(name),
      nowSeconds,
    },
  )
  return registration.ok ? [] : registration.faults
}

/** A field whose shape is wrong was not judged further: what the rules say of it follows from that and is left out. */
const withShapeFaults = (
  shape: readonly RegistrationFault[],
  faults: readonly RegistrationFault[],
): readonly RegistrationFault[] => {
  const fieldOf = ({ field }: RegistrationFault) => field.split(/[[.]/, 1)[0]
  const misshapen = new Set(shape.map(fieldOf))
  return [...shape, ...faults.filter((fault) => !misshapen.has(fieldOf(fault)))]
}

const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** What an id breaks that only the registry can tell (REG-1, REG-20, REG-21). */
async function faultsOfNewId(
  registry: EnvironmentRegistry,
  clientId: string,
  owner: string,
  isChosen: boolean,
): Promise<RegistrationFault[]> {
  const fault = (message: string, kind?: 'conflict'): RegistrationFault[] => [
    { field: 'client_id', message, ...(kind === undefined ? {} : { kind }) },
  ]
  const taken = registry.clientIds.get(clientId.toLowerCase())
  if (taken === clientId) return fault('is taken, and never given to another registration (REG-4, REG-20)', 'conflict')
  if (taken !== undefined) return fault('differs only in letter case from one that exists (REG-21)', 'conflict')
  let isKnownInTest = false
  for (const other of registry.environments) {
    if (other.name === registry.environment.name) continue
    const there = await registry.store.environment(other.name).clients.find(clientId)
    if (there === undefined) continue
    if (there.thing.clientOrgno !== owner)
      return fault('belongs to another organisation in another environment (REG-1)', 'conflict')
    if (!isProduction(other)) isKnownInTest = true
  }
  // An installation without a test environment has nothing to compare with.
  const hasTest = registry.environments.some((environment) => !isProduction(environment))
  if (isChosen && isProduction(registry.environment) && hasTest && !isKnownInTest)
    return fault('can be chosen in production only if the same owner has it in a test environment (REG-20)')
  return []
}

/**
 * A production client does not become active before its owner has accepted the terms: judged here, in the transaction
 * that writes it, whoever asks (ONB-42, ONB-43). A seed may do it where production is played, so that a demonstration
 * begins with clients that work; in real production it may not.
 */
async function faultsOfTerms(
  { store, environment }: EnvironmentRegistry,
  client: Client,
  former: Client | undefined,
  origin: Origin,
  nowSeconds: number,
): Promise<RegistrationFault[]> {
  if (!client.active || former?.active === true || (origin === 'seed' && environment.kind !== 'prod')) return []
  const chapter = chapterOf(client.integrationType)
  if (await hasAcceptedTerms(store, environment, client.clientOrgno, chapter, nowSeconds)) return []
  return [
    {
      field: 'active',
      message: `${client.clientOrgno} has not accepted the terms (${chapter}) that are in force (ONB-42)`,
      kind: 'forbidden',
    },
  ]
}

function faultsOfSecrets(client: Client, secrets: readonly StoredSecret[] | undefined): RegistrationFault[] {
  if (secrets === undefined || secrets.length === 0) return []
  const usesSecret = client.tokenEndpointAuthMethod.startsWith('client_secret_')
  return usesSecret
    ? []
    : [
        {
          field: 'client_secret',
          message: `is not for token_endpoint_auth_method ${client.tokenEndpointAuthMethod} (REG-17, REG-18)`,
        },
      ]
}

/** A random UUID of version 4 (REG-20). */
export function newClientId(random: Random): string {
  const bytes = Buffer.from(random.token(16), 'base64url')
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
