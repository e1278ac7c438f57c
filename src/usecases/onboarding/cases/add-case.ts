import { makeReference } from '../../../delivery/references.ts'
import type { Actor } from '../../../journey/actor.ts'
import { type CaseFacts, isComplete, missingFacts } from '../../../journey/case-form.ts'
import type { Contact, MailLanguage } from '../../../journey/records.ts'
import type { SupportCase } from '../../../journey/support-records.ts'
import { afterWorkingTime, workingDaySeconds } from '../../../journey/working-time.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { isProduction } from '../../self-service/environment-registry.ts'
import { timeInOslo } from '../exposed/report-exposed.ts'
import { openQueueItem } from '../queue.ts'
import { record } from '../record.ts'
import { snapshotOf } from './snapshot-case.ts'
import { writeSupportMail } from './support-mail.ts'
import { environmentNamed, type SupportNeeds } from './support-needs.ts'

/** A file that has been judged and scanned. */
export interface KeptFile {
  readonly name: string
  readonly type: string
  readonly bytes: Buffer
}

/** A case as it came in, scanned already. */
export interface NewCase {
  readonly facts: CaseFacts
  /** Empty when the sender's organisation is not known. */
  readonly orgno: string
  readonly userId?: string
  readonly contact: Contact
  readonly language: MailLanguage
  readonly source: 'portal' | 'form' | 'mail'
  readonly files: readonly KeptFile[]
  readonly flags?: readonly string[]
  readonly messageId?: string
  /** false: nobody is answered, since a machine wrote. */
  readonly answered: boolean
}

/** Opens a case inside the transaction of who calls: record, files, snapshot, queue item, journal, M-21 (C-1, C-2). */
export async function addCase(
  needs: SupportNeeds,
  store: DurableStore,
  actor: Actor,
  intake: NewCase,
): Promise<SupportCase> {
  const nowSeconds = needs.clock.nowSeconds()
  const { facts, orgno } = intake
  const isMatched = await matches(needs, store, facts, orgno)
  const id = makeReference('CS', needs.random)
  const opened: SupportCase = {
    ...facts,
    id,
    state: isMatched ? 'TRIAGED' : 'NEW',
    orgno,
    contact: intake.contact,
    ...(intake.userId === undefined ? {} : { userId: intake.userId }),
    ...(intake.messageId === undefined ? {} : { lastMessageId: intake.messageId }),
    language: intake.language,
    source: intake.source,
    openedAtSeconds: nowSeconds,
    lastActivitySeconds: nowSeconds,
    stateSinceSeconds: nowSeconds,
    snapshot: { ...(await snapshotOf(needs, store, facts, nowSeconds)) },
    attachments: await addFiles(needs, store, { id, orgno }, intake.files, nowSeconds),
    messages: [],
  }
  if (!(await store.portal.cases.add(opened, nowSeconds))) throw new Error('the number of a case was drawn twice')
  const object = { kind: 'case', id }
  const about = { orgno, ...(facts.environment === undefined ? {} : { environment: facts.environment }) }
  const { category, severity, clientId } = facts
  await record(
    store,
    actor,
    {
      action: 'case.opened',
      object,
      ...about,
      after: { state: 'NEW', category, severity, ...(clientId === undefined ? {} : { clientId }) },
    },
    nowSeconds,
  )
  if (isMatched)
    await record(
      store,
      actor,
      { action: 'case.triaged', object, ...about, before: { state: 'NEW' }, after: { state: 'TRIAGED' } },
      nowSeconds,
    )
  await queueCase(needs, store, opened, nowSeconds, intake.flags)
  if (intake.answered) await acknowledge(needs, store, opened, nowSeconds)
  return opened
}

/** C-2: a client that belongs to the sender's organisation, or a matter that is about no client at all. */
async function matches(needs: SupportNeeds, store: DurableStore, facts: CaseFacts, orgno: string): Promise<boolean> {
  if (orgno === '' || !isComplete(facts)) return false
  if (facts.clientId === undefined) return true
  const environment = environmentNamed(needs, facts.environment)
  if (environment === undefined) return false
  const client = (await store.environment(environment.name).clients.find(facts.clientId))?.thing
  return client !== undefined && (client.clientOrgno === orgno || client.supplierOrgno === orgno)
}

/** Puts a case before the operator; a production client that is down before everything else (ONB-154). */
export async function queueCase(
  needs: SupportNeeds,
  store: DurableStore,
  about: SupportCase,
  nowSeconds: number,
  flags: readonly string[] = [],
): Promise<void> {
  const urgent = isUrgent(needs, about)
  await openQueueItem(
    store,
    needs.random,
    {
      kind: 'support_case',
      orgno: about.orgno,
      environment: about.environment ?? '',
      objectId: about.id,
      title: about.subject,
      flags: [...flags, ...(about.severity === 'question' ? [] : [about.severity])],
      ...(urgent ? { targetSeconds: nowSeconds } : {}),
    },
    nowSeconds,
  )
}

/** A production client that is down. */
export const isUrgent = (needs: SupportNeeds, { severity, environment, clientId }: SupportCase): boolean => {
  const named = environmentNamed(needs, environment)
  return severity === 'down' && clientId !== undefined && named !== undefined && isProduction(named)
}

/** Wakes whoever is on watch, after the case has been kept. */
export async function pageIfUrgent(needs: SupportNeeds, opened: SupportCase): Promise<void> {
  if (!isUrgent(needs, opened)) return
  await needs.page({
    case: opened.id,
    severity: opened.severity,
    environment: opened.environment ?? '',
    client_id: opened.clientId ?? '',
  })
}

/** Keeps the bytes of files apart from their case; answers what the case says of them. */
export async function addFiles(
  needs: Pick<SupportNeeds, 'random'>,
  store: DurableStore,
  { id, orgno }: { readonly id: string; readonly orgno: string },
  files: readonly KeptFile[],
  nowSeconds: number,
): Promise<SupportCase['attachments']> {
  const kept = files.map((file) => ({ ...file, id: needs.random.token(12) }))
  for (const file of kept)
    await store.portal.caseFiles.add(
      { id: file.id, orgno, caseNo: id, name: file.name, type: file.type, base64: file.bytes.toString('base64') },
      nowSeconds,
    )
  return kept.map(({ id: fileId, name, type, bytes }) => ({ id: fileId, name, type, bytes: bytes.length }))
}

/** M-21: number, what is missing, when an answer can be expected (ONB-150, ONB-156). */
async function acknowledge(
  needs: SupportNeeds,
  store: DurableStore,
  opened: SupportCase,
  nowSeconds: number,
): Promise<void> {
  const words = needs.words(opened.language)
  const missing = missingFacts(opened).map((fact) => words(`part.missing-${fact}`))
  await writeSupportMail(
    needs,
    store,
    {
      mail: 'M-21',
      to: opened.contact.email,
      toName: opened.contact.name,
      language: opened.language,
      environmentName: opened.environment,
      orgno: opened.orgno,
      reference: opened.id,
      inReplyTo: opened.lastMessageId,
      values: {
        case: opened.id,
        subject: opened.subject,
        name: opened.contact.name,
        missing: missing.length === 0 ? words('part.missing-none') : missing.join('\n'),
        expected: timeInOslo(afterWorkingTime(nowSeconds, workingDaySeconds)),
        where: whereOf(needs, opened),
      },
    },
    nowSeconds,
  )
}

/** Members read and answer in the portal; others by mail alone, since they see nothing of the registry (ONB-151). */
export function whereOf(needs: SupportNeeds, { id, orgno, userId, language }: SupportCase): string {
  const words = needs.words(language)
  return orgno === '' || userId === undefined
    ? words('part.answer-by-mail', { case: id })
    : words('part.portal-link', { link: `${needs.portalUrl}/o/${orgno}/cases/${id}` })
}
