import { browserName } from '../../protocol/browser-name.ts'
import { personReference } from '../../protocol/subject.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { LoginHistoryEntry } from '../../storage/login-history.ts'
import type { Clock } from '../../system/clock.ts'
import type { Log } from '../../system/log.ts'
import type { Sealer } from '../../system/sealer.ts'
import type { EndedLogin, LoginHistory } from './login-history.ts'
import { openTraceSealer, sealTrace } from './login-trace.ts'

/** Writes logins down in batches, for the citizens and for the services they went to. */
export interface HistoryRecorder {
  /** The way in for one environment; persons are known by a keyed hash made with its secret. */
  of(environmentName: string, subjectSecret: Uint8Array): LoginHistory
  /** Writes what was noted. One flush at a time; another waits for it. */
  flush(): Promise<void>
}

interface Needs {
  readonly durable: Pick<DurableStore, 'organisations' | 'loginHistory'>
  readonly clock: Clock
  readonly log: Log
}

interface Noted {
  readonly environmentName: string
  readonly subjectSecret: Uint8Array
  readonly sealer: Sealer
  readonly atSeconds: number
  readonly login: EndedLogin
}

/** More than the store takes in a second: then the newest are lost, and the log says so. */
const mostWaiting = 20_000
/** Few at a time: requests are answered between two batches. */
const batchSize = 100

export function openHistoryRecorder(needs: Needs): HistoryRecorder {
  const { durable, log } = needs
  let waiting: Noted[] = []
  let lost = 0
  let underWay: Promise<void> = Promise.resolve()
  const writeAll = async (): Promise<void> => {
    if (lost > 0) log.warn({ lost }, 'logins came faster than their history could be written down')
    lost = 0
    const nameOf = openNames(durable)
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchSize)
      waiting = waiting.slice(batchSize)
      try {
        const entries: LoginHistoryEntry[] = []
        for (const noted of batch) entries.push(await entryOf(noted, nameOf))
        await durable.loginHistory.append(entries)
      } catch (error) {
        log.error({ err: error, lost: batch.length }, 'the history of logins could not be written down')
      }
    }
  }
  return {
    of(environmentName, subjectSecret) {
      const sealer = openTraceSealer(subjectSecret)
      return {
        note(login) {
          if (waiting.length >= mostWaiting) lost += 1
          else waiting.push({ environmentName, subjectSecret, sealer, atSeconds: needs.clock.nowSeconds(), login })
        },
      }
    },
    flush() {
      if (waiting.length > 0) underWay = underWay.then(writeAll)
      return underWay
    },
  }
}

type NameOf = (orgno: string) => Promise<string>

/** Names of organisations, each asked for once a flush. */
function openNames(durable: Pick<DurableStore, 'organisations'>): NameOf {
  const names = new Map<string, string>()
  return async (orgno) => {
    const known = names.get(orgno)
    if (known !== undefined) return known
    // An organisation that the register does not know is told by its number.
    const name = (await durable.organisations.find(orgno))?.thing.name ?? orgno
    names.set(orgno, name)
    return name
  }
}

async function entryOf({ environmentName, subjectSecret, sealer, atSeconds, login }: Noted, nameOf: NameOf) {
  const { client } = login
  const customer = client.onbehalfof.find(({ onbehalfof }) => onbehalfof === login.onbehalfof)
  return {
    environment: environmentName,
    personRef: login.personRef ?? personReference(subjectSecret, login.pid),
    atSeconds,
    clientId: client.clientId,
    clientName: client.clientName,
    ownerOrgno: client.clientOrgno,
    ownerName: await nameOf(client.clientOrgno),
    ...(customer === undefined ? {} : { onbehalfof: { orgno: customer.orgno, name: customer.name } }),
    ...(login.eid === undefined ? {} : { eid: login.eid }),
    acr: login.acr,
    result: login.result,
    ...(login.fault === undefined ? {} : { fault: login.fault }),
    ...browserName(login.userAgent),
    correlationId: login.correlationId,
    sealedTrace: sealTrace(sealer, login),
  }
}
