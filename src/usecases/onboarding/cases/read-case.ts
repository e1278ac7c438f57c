import type { Actor } from '../../../journey/actor.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { CaseFile, SupportCase } from '../../../journey/support-records.ts'
import type { ProtocolLogEntry } from '../../../storage/protocol-log.ts'
import { requireRight } from '../require-right.ts'
import { findCase } from './change-case.ts'
import { type SeenError, seenError } from './snapshot-case.ts'
import { environmentNamed, type SupportNeeds } from './support-needs.ts'

/** Cases of an organisation, newest first, for its members. */
export const listCases =
  (needs: SupportNeeds) =>
  async (actor: Actor, orgno: string): Promise<readonly SupportCase[]> => {
    requireRight(actor, 'case.read', orgno)
    const cases = await needs.durable.portal.cases.list({ orgno })
    return cases.map(({ thing }) => thing).toReversed()
  }

/** All cases, those that are open first, then the newest; for staff. */
export const listAllCases =
  (needs: SupportNeeds) =>
  async (actor: Actor): Promise<readonly SupportCase[]> => {
    requireRight(actor, 'queue.read', undefined)
    const cases = (await needs.durable.portal.cases.list()).map(({ thing }) => thing).toReversed()
    const isOver = ({ state }: SupportCase) => state === 'RESOLVED' || state === 'CLOSED'
    return [...cases.filter((one) => !isOver(one)), ...cases.filter(isOver)]
  }

/** One case as a member of its organisation sees it: without notes and snapshot. */
export const readCase =
  (needs: SupportNeeds) =>
  async (actor: Actor, orgno: string, caseNo: string): Promise<SupportCase> => {
    const { thing } = await findCase(needs.durable, actor, 'case.read', caseNo)
    if (thing.orgno !== orgno) refuse('not_found', 'the case is of another organisation')
    const { snapshot: _snapshot, ...shown } = thing
    return { ...shown, messages: thing.messages.filter(({ side }) => side !== 'internal') }
  }

/** What the protocol log has on a case at this moment: the references that were given, and the client's newest refusals. */
export interface CaseLog {
  readonly references: readonly { readonly reference: string; readonly events: readonly LogEvent[] }[]
  readonly recent: readonly SeenError[]
}

export interface LogEvent extends SeenError {
  readonly kind: ProtocolLogEntry['kind']
  readonly environment: string
  readonly clientId: string
}

/** One case with everything, for staff. The log holds no person. */
export const readCaseAsStaff =
  (needs: SupportNeeds) =>
  async (actor: Actor, caseNo: string): Promise<{ readonly about: SupportCase; readonly log: CaseLog }> => {
    requireRight(actor, 'queue.read', undefined)
    const about = (await needs.durable.portal.cases.find(caseNo))?.thing
    if (about === undefined) refuse('not_found', 'there is no such case')
    await needs.flushProtocolLog()
    const { protocolLog } = needs.durable
    const references = await Promise.all(
      about.correlationIds.map(async (reference) => ({
        reference,
        events: (await protocolLog.byReference(reference)).map(logEvent),
      })),
    )
    const environment = environmentNamed(needs, about.environment)
    const recent =
      environment === undefined || about.clientId === undefined
        ? []
        : await protocolLog.list({ environment: environment.name, clientId: about.clientId, kind: 'refused' }, 20)
    return { about, log: { references, recent: recent.map(seenError) } }
  }

const logEvent = (entry: ProtocolLogEntry): LogEvent => ({
  ...seenError(entry),
  kind: entry.kind,
  environment: entry.environment,
  clientId: entry.clientId,
})

/** The bytes of a file of a case, for whoever may read the case. */
export const readCaseFile =
  (needs: SupportNeeds) =>
  async (actor: Actor, caseNo: string, fileId: string): Promise<CaseFile> => {
    await findCase(needs.durable, actor, 'case.read', caseNo)
    const file = (await needs.durable.portal.caseFiles.find(fileId))?.thing
    if (file === undefined || file.caseNo !== caseNo) refuse('not_found', 'there is no such file')
    return file
  }
