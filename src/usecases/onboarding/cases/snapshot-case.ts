import type { CaseFacts } from '../../../journey/case-form.ts'
import { scanText } from '../../../journey/scan-text.ts'
import { chapterOf } from '../../../journey/terms.ts'
import { describeClient } from '../../../protocol/client-registration-answer.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { ProtocolLogEntry } from '../../../storage/protocol-log.ts'
import { termsStatus } from '../terms/terms-status.ts'
import { environmentNamed, type SupportNeeds } from './support-needs.ts'

const errorsWithinSeconds = 7 * 86_400
const mostErrors = 20

/** One refused request, as staff see it. */
export interface SeenError {
  readonly atSeconds: number
  readonly endpoint: string
  readonly code: string
  readonly description: string
  readonly correlationId: string
}

/** What staff get to see of the client, as it was when the case was opened (ONB-152). */
export interface CaseSnapshot {
  readonly takenAtSeconds: number
  /** By the names of the API, without secrets. */
  readonly registration?: Readonly<Record<string, unknown>>
  readonly errors: readonly SeenError[]
  readonly terms?: string
  readonly orders: readonly { readonly number: string; readonly state: string }[]
}

/** Takes the snapshot, inside the transaction that opens the case. */
export async function snapshotOf(
  needs: SupportNeeds,
  store: DurableStore,
  facts: CaseFacts,
  nowSeconds: number,
): Promise<CaseSnapshot> {
  const environment = environmentNamed(needs, facts.environment)
  const { clientId } = facts
  if (environment === undefined || clientId === undefined) return { takenAtSeconds: nowSeconds, errors: [], orders: [] }
  const client = (await store.environment(environment.name).clients.find(clientId))?.thing
  if (client === undefined) return { takenAtSeconds: nowSeconds, errors: [], orders: [] }
  const entries = await store.protocolLog.list(
    {
      environment: environment.name,
      clientId,
      kind: 'refused',
      fromSeconds: nowSeconds - errorsWithinSeconds,
      untilSeconds: nowSeconds + 1,
    },
    mostErrors,
  )
  const standing = await termsStatus(store, client.clientOrgno, chapterOf(client.integrationType), {
    nowSeconds,
    realProduction: environment.kind === 'prod',
  })
  const orders = (await store.portal.orders.list({ orgno: client.clientOrgno })).map(({ thing }) => thing)
  return {
    takenAtSeconds: nowSeconds,
    registration: describeClient(client),
    errors: entries.map(seenError),
    terms: standing.status,
    orders: orders
      .filter((order) => order.testClientId === clientId || order.clientId === clientId)
      .map(({ id, state }) => ({ number: id, state })),
  }
}

/** What of an entry of the log may be shown; scanned once more, since an address may hold anything. */
export const seenError = ({ atSeconds, correlationId, details }: ProtocolLogEntry): SeenError => ({
  atSeconds,
  endpoint: String(details.endpoint ?? ''),
  code: String(details.code ?? ''),
  description: scanText([details.description, details.sentRedirectUri].filter(Boolean).join(' – ')).text,
  correlationId,
})
