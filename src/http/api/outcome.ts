import type { ApiCall } from './api-operation.ts'
import { ApiRefusal, refusalOfFaults } from './api-refusal.ts'
import type { ApiUseCases } from './api-use-cases.ts'
import type { DatedClient } from './describe.ts'

type Undone =
  | { readonly outcome: 'unknown' | 'stale' }
  | { readonly outcome: 'refused'; readonly faults: readonly Fault[] }
type Fault = Parameters<typeof refusalOfFaults>[0][number]

export const noSuchClient = (): ApiRefusal => new ApiRefusal(404, 'there is no such client')

/** What a use case did, or its refusal thrown. */
export function doneOrRefused<Outcome extends { readonly outcome: string }>(
  outcome: Outcome | Undone,
): Exclude<Outcome, Undone> {
  switch (outcome.outcome) {
    case 'unknown':
      throw noSuchClient()
    case 'stale':
      throw new ApiRefusal(412, 'the client has changed since; read it again and repeat the change (If-Match)')
    case 'refused':
      throw refusalOfFaults((outcome as Extract<Undone, { outcome: 'refused' }>).faults)
    default:
      return outcome as Exclude<Outcome, Undone>
  }
}

/** The client of the address, if the caller may see it; another organisation's is as unknown as none (REG-107). */
export async function seenClient(useCases: ApiUseCases, call: ApiCall): Promise<DatedClient> {
  const found = await useCases.read(call.caller.orgno, call.path.client_id ?? '')
  if (found === undefined) throw noSuchClient()
  return found
}

/** Present or not, `revisions` as use cases take it. */
export const revisionsOf = ({ revisions }: ApiCall) => (revisions === undefined ? {} : { revisions })

/** The revision of a client, for `If-Match` (REG-108). */
export const entityTag = ({ revision }: DatedClient) => ({ etag: `"${revision}"` })
