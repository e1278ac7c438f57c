import { orderNeeds } from './compose-orders.ts'
import type { PortalGround } from './compose-portal-ground.ts'
import { largestMailBytes, mailIntakeMount } from './http/hooks/mail-intake.ts'
import { openPager } from './http/hooks/pager.ts'
import { addCaseDoors } from './http/portal/case-doors.ts'
import { addDraftDoors } from './http/portal/draft-doors.ts'
import { addOperatorCaseDoors } from './http/portal/operator-case-doors.ts'
import type { DoorGroup } from './http/portal/portal-site.ts'
import { shownEnvironment } from './http/portal/shown-environment.ts'
import type { SiteMount } from './http/portal/site-mount.ts'
import { openSpoolFolder } from './system/spool-folder.ts'
import { mailSupportTexts } from './texts/mail-support-text.ts'
import { answerCase, closeCase, isOpenForAnswers } from './usecases/onboarding/cases/answer-case.ts'
import { openCase } from './usecases/onboarding/cases/open-case.ts'
import {
  listAllCases,
  listCases,
  readCase,
  readCaseAsStaff,
  readCaseFile,
} from './usecases/onboarding/cases/read-case.ts'
import { confirmCase, readCaseLink, requestCase } from './usecases/onboarding/cases/request-case.ts'
import type { SupportNeeds } from './usecases/onboarding/cases/support-needs.ts'
import { forgetOldCases, sweepCases } from './usecases/onboarding/cases/sweep-cases.ts'
import {
  askCustomer,
  claimCase,
  noteCase,
  recordAnswer,
  resolveCase,
  takeOverCase,
  triageCase,
} from './usecases/onboarding/cases/work-case.ts'
import { readExposed, settleExposed } from './usecases/onboarding/exposed/settle-exposed.ts'
import type { OrderDrafts } from './usecases/onboarding/inbound/draft-from-mail.ts'
import {
  claimDraft,
  endDraft,
  listDrafts,
  listInboundMails,
  orderFromDraft,
  readDraft,
  readDraftLink,
  readInboundMail,
  settleInboundMail,
} from './usecases/onboarding/inbound/finish-draft.ts'
import { receiveMail } from './usecases/onboarding/inbound/receive-mail.ts'
import { draftOrder } from './usecases/onboarding/orders/draft-order.ts'
import { editOrder } from './usecases/onboarding/orders/edit-order.ts'
import { openPublicForms } from './usecases/onboarding/public-forms.ts'

const daySeconds = 86_400

/** Support cases, exposed secrets and mail that comes in (§16, §21). */
export function composeSupport(ground: PortalGround): {
  readonly group: DoorGroup
  readonly mounts: readonly SiteMount[]
} {
  const { settings, durable, clock, random, log, jobs } = ground
  const expiring = ground.expiringOf('portal')
  const needs: SupportNeeds = {
    durable,
    expiring,
    clock,
    random,
    environments: settings.environments,
    portalUrl: settings.portal.baseUrl,
    productName: settings.productName,
    words: mailSupportTexts,
    peppersOf: (name) => ground.secrets.get(name)?.peppers ?? [],
    page: openPager(settings.support.pagerUrl, log),
    written: ground.written,
    flushProtocolLog: ground.flushProtocolLog,
  }
  const ofOrders = orderNeeds(ground)
  const orders: OrderDrafts = { draft: draftOrder(ofOrders), edit: editOrder(ofOrders) }
  jobs.push({ name: 'support-cases', run: sweepCases(needs) })
  jobs.push({ name: 'exposed-secrets', run: settleExposed(needs) })
  jobs.push({ name: 'old-cases', run: onceADay(forgetOldCases(needs), () => clock.nowSeconds()) })
  const environments = settings.environments.map(shownEnvironment)
  const organisationName = async (orgno: string) => (await durable.organisations.find(orgno))?.thing.name
  return {
    mounts: openIntake(ground, needs, orders),
    group(app, doors) {
      addCaseDoors(
        app,
        doors,
        ground.offer('cases', {
          environments,
          nowSeconds: () => clock.nowSeconds(),
          publicForms: openPublicForms({ expiring, clock, random, sealer: ground.sealer }),
          organisationName,
          request: requestCase(needs),
          readLink: readCaseLink(needs),
          confirm: confirmCase(needs),
          list: listCases(needs),
          drafts: listDrafts(needs),
          open: openCase(needs),
          read: readCase(needs),
          answer: answerCase(needs),
          close: closeCase(needs),
          isOpenForAnswers,
          file: readCaseFile(needs),
        }),
      )
      addOperatorCaseDoors(app, doors, {
        environments,
        organisationName,
        list: listAllCases(needs),
        read: readCaseAsStaff(needs),
        triage: triageCase(needs),
        claim: ground.offer('claimCase', claimCase(needs)),
        takeOver: takeOverCase(needs),
        ask: askCustomer(needs),
        resolve: resolveCase(needs),
        note: noteCase(needs),
        recordAnswer: recordAnswer(needs),
        mails: listInboundMails(needs),
        mail: readInboundMail(needs),
        settleMail: settleInboundMail(needs),
        exposed: readExposed(needs),
      })
      addDraftDoors(app, doors, {
        organisationName,
        readLink: readDraftLink(needs),
        claim: claimDraft(needs),
        read: readDraft(needs),
        makeOrder: orderFromDraft(needs, orders),
        end: endDraft(needs),
      })
    },
  }
}

/** What lets mail in, each only where it is set: a folder that is read once a minute, and a signed call. */
function openIntake(
  { settings, clock, log, jobs }: PortalGround,
  needs: SupportNeeds,
  orders: OrderDrafts,
): readonly SiteMount[] {
  const { spool, hookSecret, trustedReceiver } = settings.inbound
  const receive = receiveMail({
    ...needs,
    trustedReceiver,
    ownAddresses: [settings.mail.from, settings.mail.replyTo, settings.support.email],
    orders,
  })
  if (spool !== undefined) {
    const folder = openSpoolFolder(spool, '.eml', largestMailBytes)
    const failed = (file: string, error: unknown) => log.error({ err: error, file }, 'a mail could not be read')
    jobs.push({ name: 'inbound-mail', run: () => folder.readAll(receive, failed) })
  }
  return hookSecret === undefined ? [] : [mailIntakeMount({ secret: hookSecret, clock, log, receive })]
}

/** A job that has nothing to do until the next day. */
function onceADay(work: () => Promise<void>, nowSeconds: () => number): () => Promise<void> {
  let doneOn = -1
  return async () => {
    const today = Math.floor(nowSeconds() / daySeconds)
    if (today === doneOn) return
    await work()
    doneOn = today
  }
}
