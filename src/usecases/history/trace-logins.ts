import { personReference } from '../../protocol/subject.ts'
import type { DurableStore } from '../../storage/durable-store.ts'
import type { LoginHistoryEntry } from '../../storage/login-history.ts'
import type { Clock } from '../../system/clock.ts'
import { type LoginTrace, openTrace, openTraceSealer } from './login-trace.ts'
import { historySeconds } from './read-history.ts'

/** A login with what only those may read who look into misuse; without a trace where it was sealed under another secret. */
export type TracedLogin = Omit<LoginHistoryEntry, 'sealedTrace' | 'personRef'> & Partial<Omit<LoginTrace, 'pid'>>

interface Needs {
  readonly environmentName: string
  readonly durable: DurableStore
  readonly subjectSecret: Uint8Array
  readonly clock: Clock
}

const most = 10_000

/** All logins of one person with address and session, newest first. That it was asked for is written in the journal (API-8). */
export const traceLogins =
  ({ environmentName, durable, subjectSecret, clock }: Needs) =>
  async (pid: string): Promise<readonly TracedLogin[]> => {
    const personRef = personReference(subjectSecret, pid)
    const nowSeconds = clock.nowSeconds()
    await durable.journal.append({
      atSeconds: nowSeconds,
      actor: { kind: 'operator', id: 'command line' },
      action: 'logins.traced',
      object: { kind: 'person', id: personRef },
      orgno: '',
      environment: environmentName,
    })
    const sealer = openTraceSealer(subjectSecret)
    const found = await durable.loginHistory.ofPerson(environmentName, personRef, {
      fromSeconds: nowSeconds - historySeconds,
      skip: 0,
      limit: most,
    })
    return found.map(({ sealedTrace, personRef: _known, ...login }) => {
      const trace = openTrace(sealer, sealedTrace, login.correlationId)
      return trace === undefined ? login : { ...login, ip: trace.ip, sessionRef: trace.sessionRef }
    })
  }
