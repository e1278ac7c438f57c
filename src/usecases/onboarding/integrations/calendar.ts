import type { Actor } from '../../../journey/actor.ts'
import { refuse } from '../../../journey/refusal.ts'
import { ticketId } from '../../../storage/tickets.ts'
import { record } from '../record.ts'
import { requireRight } from '../require-right.ts'
import { type Expiry, listExpiries } from './expiries.ts'
import type { IntegrationNeeds } from './integration-needs.ts'

type Needs = Pick<IntegrationNeeds, 'durable' | 'clock' | 'random' | 'environments'>

/** The organisation's calendar address: who has it reads the dates, so of its token only the hash is kept. */
const noteOf = (orgno: string): string => `calendar ${orgno}`

interface KeptCalendar {
  readonly hash: string
  readonly atSeconds: number
}

async function keptCalendar({ durable }: Pick<Needs, 'durable'>, orgno: string): Promise<KeptCalendar | undefined> {
  const note = await durable.notes.find(noteOf(orgno))
  return note === undefined || note === '' ? undefined : JSON.parse(note)
}

/** When the address was made; undefined when there is none. */
export const calendarMadeAt =
  (needs: Needs) =>
  async (actor: Actor, orgno: string): Promise<number | undefined> => {
    requireRight(actor, 'client.read', orgno, { inTestOnly: true })
    return (await keptCalendar(needs, orgno))?.atSeconds
  }

/** Makes a new address, whose token is answered this once; the former is worth nothing any more. */
export const makeCalendar =
  (needs: Needs) =>
  async (actor: Actor, orgno: string): Promise<string> => {
    requireRight(actor, 'client.write', orgno, { inTestOnly: true })
    const token = needs.random.token(32)
    await write(needs, actor, orgno, 'calendar.made', { hash: ticketId(token), atSeconds: needs.clock.nowSeconds() })
    return token
  }

export const revokeCalendar =
  (needs: Needs) =>
  async (actor: Actor, orgno: string): Promise<void> => {
    requireRight(actor, 'client.write', orgno, { inTestOnly: true })
    await write(needs, actor, orgno, 'calendar.revoked', undefined)
  }

const write = (
  needs: Needs,
  actor: Actor,
  orgno: string,
  action: string,
  calendar: KeptCalendar | undefined,
): Promise<void> =>
  needs.durable.transaction(async (store) => {
    await store.notes.save(noteOf(orgno), calendar === undefined ? '' : JSON.stringify(calendar))
    const object = { kind: 'organisation', id: orgno }
    await record(store, actor, { action, object, orgno }, needs.clock.nowSeconds())
  })

/** What ends for the organisation, for whoever has its address; refuses `not_found` for any other token. */
export const readCalendar =
  (needs: Needs) =>
  async (orgno: string, token: string): Promise<readonly Expiry[]> => {
    const kept = await keptCalendar(needs, orgno)
    if (kept === undefined || kept.hash !== ticketId(token)) refuse('not_found', 'there is no such calendar')
    return listExpiries(needs, orgno, needs.clock.nowSeconds())
  }
