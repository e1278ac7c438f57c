import type { Environment } from '../../config/environments.ts'
import { chapterOf } from '../../journey/terms.ts'
import type { Client, OnBehalfOf } from '../../protocol/client.ts'
import type { RegistrationFault } from '../../protocol/client-registration-fault.ts'
import { type ClientRequest, FieldReader } from '../../protocol/client-registration-fields.ts'
import { mostOnBehalfOf, readEntry } from '../../protocol/client-registration-onbehalfof.ts'
import { typeRules } from '../../protocol/client-registration-types.ts'
import { delegatedScopeOf } from '../../protocol/delegated-scope.ts'
import type { FindScope } from '../../protocol/scope.ts'
import { type ChangeClientNeeds, type ChangedClient, changeClient } from './change-client.ts'
import type { ClientActor } from './client-actor.ts'
import { isProduction } from './environment-registry.ts'
import type { Standing } from './standing.ts'

interface Needs extends ChangeClientNeeds {
  readonly standing: Standing
}

export interface OnBehalfOfWriter {
  readonly environment: Environment
  readonly clientId: string
  readonly acting: ClientActor
  readonly shapeFaults: readonly RegistrationFault[]
}

type Changed = ChangedClient | { readonly outcome: 'no-such-entry' }

/** Writes the public bodies that a client speaks for, one at a time (section 10.2). */
export const onBehalfOf = (needs: Needs) => {
  const change = changeClient(needs)
  const entryOf = (client: Client, value: string) => client.onbehalfof.find((entry) => entry.onbehalfof === value)

  /** In production an entry works when its body has accepted the terms, and not before (ONB-43). */
  const mayBeActive = async ({ environment, clientId }: OnBehalfOfWriter, orgno: string): Promise<boolean> => {
    if (!isProduction(environment)) return true
    const found = await needs.durable.environment(environment.name).clients.find(clientId)
    return found !== undefined && (await needs.standing.hasAccepted(orgno, chapterOf(found.thing.integrationType)))
  }

  const scopesOf = async ({ environment }: OnBehalfOfWriter) =>
    new Map((await needs.durable.environment(environment.name).scopes.list()).map(({ thing }) => [thing.name, thing]))

  return {
    async add(writer: OnBehalfOfWriter, request: ClientRequest): Promise<ChangedClient> {
      const read = readRequest(request, writer.shapeFaults)
      const active = await mayBeActive(writer, read.entry.orgno)
      const scopes = await scopesOf(writer)
      return change(writer.environment, writer.clientId, writer.acting, {
        action: 'client.onbehalfof_added',
        right: 'edit',
        work(client, nowSeconds) {
          const faults = [...read.faults, ...faultsOfPlace(client, read.entry, (name) => scopes.get(name))]
          if (faults.length > 0) return faults
          const times = { createdAtSeconds: nowSeconds, updatedAtSeconds: nowSeconds }
          return { ...client, onbehalfof: [...client.onbehalfof, { ...read.entry, active, ...times }] }
        },
      })
    },

    async replace(writer: OnBehalfOfWriter, value: string, request: ClientRequest): Promise<Changed> {
      const isReopening = request.active === true
      let isThere = true
      const found = await needs.durable.environment(writer.environment.name).clients.find(writer.clientId)
      const former = found === undefined ? undefined : entryOf(found.thing, value)
      const read = readRequest(
        { orgno: former?.orgno, ...request, onbehalfof: request.onbehalfof ?? value },
        writer.shapeFaults,
      )
      const mayOpen = await mayBeActive(writer, former?.orgno ?? '')
      const changed = await change(writer.environment, writer.clientId, writer.acting, {
        action: 'client.onbehalfof_updated',
        right: 'edit',
        work(client, nowSeconds) {
          const present = entryOf(client, value)
          isThere = present !== undefined
          if (present === undefined) return client
          const faults = [...read.faults]
          if (read.entry.onbehalfof !== value)
            faults.push({ field: 'onbehalfof', message: 'cannot change (section 10.2)' })
          if (read.entry.orgno !== present.orgno)
            faults.push({ field: 'orgno', message: 'cannot change (section 10.2)' })
          if (faults.length > 0) return faults
          const active = present.active || (isReopening && mayOpen)
          const logo = present.logo === undefined ? {} : { logo: present.logo }
          const next = { ...read.entry, active, ...logo, ...timesOf(present), updatedAtSeconds: nowSeconds }
          return { ...client, onbehalfof: client.onbehalfof.map((entry) => (entry === present ? next : entry)) }
        },
      })
      return isThere ? changed : { outcome: 'no-such-entry' }
    },

    /** Nothing is removed: the entry is closed and its name stays taken (REG-4). Closing twice does no harm. */
    async close(writer: OnBehalfOfWriter, value: string): Promise<Changed> {
      let isThere = true
      const changed = await change(writer.environment, writer.clientId, writer.acting, {
        action: 'client.onbehalfof_closed',
        right: 'close',
        work(client, nowSeconds) {
          const present = entryOf(client, value)
          isThere = present !== undefined
          if (present?.active !== true) return client
          const next = { ...present, active: false, updatedAtSeconds: nowSeconds }
          return { ...client, onbehalfof: client.onbehalfof.map((entry) => (entry === present ? next : entry)) }
        },
      })
      return isThere ? changed : { outcome: 'no-such-entry' }
    },
  }
}

export type OnBehalfOfEntries = ReturnType<typeof onBehalfOf>

const timesOf = (entry: OnBehalfOf) =>
  entry.createdAtSeconds === undefined ? {} : { createdAtSeconds: entry.createdAtSeconds }

function readRequest(request: ClientRequest, shapeFaults: readonly RegistrationFault[]) {
  // What owners cannot write is passed over (REG-101): whether an entry is active follows from the terms.
  const reader = new FieldReader({ ...request, active: undefined })
  const entry = readEntry(reader)
  const misshapen = new Set(shapeFaults.map(({ field }) => field))
  return { entry, faults: [...shapeFaults, ...reader.faults.filter(({ field }) => !misshapen.has(field))] }
}

function faultsOfPlace(client: Client, entry: OnBehalfOf, findScope: FindScope): RegistrationFault[] {
  const faults: RegistrationFault[] = []
  const delegated = delegatedScopeOf(client.scopes, findScope)
  if (delegated !== undefined)
    faults.push({ field: 'onbehalfof', message: `cannot be combined with ${delegated}, which is delegated (API-42)` })
  if (typeRules[client.integrationType]?.kind !== 'login')
    faults.push({ field: 'onbehalfof', message: 'is for login clients only (REG-115)' })
  if (client.onbehalfof.some(({ onbehalfof }) => onbehalfof === entry.onbehalfof))
    faults.push({ field: 'onbehalfof', message: 'is taken in this client (section 10.2)', kind: 'conflict' })
  if (client.onbehalfof.length >= mostOnBehalfOf)
    faults.push({ field: 'onbehalfof', message: `a client has at most ${mostOnBehalfOf} entries (REG-115)` })
  return faults
}
