import { type Actor, systemActor } from '../../../journey/actor.ts'
import type { MailLanguage, PortalUser } from '../../../journey/records.ts'
import type { InboundMail } from '../../../journey/support-records.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { readFiles } from '../cases/read-files.ts'
import type { SupportNeeds } from '../cases/support-needs.ts'
import type { Exposure } from '../exposed/find-exposed.ts'
import { openQueueItem } from '../queue.ts'
import type { OrderDrafts } from './draft-from-mail.ts'
import type { ReceivedMail } from './read-mail.ts'

export interface InboundNeeds extends SupportNeeds {
  /** The authserv-id whose word on DMARC counts; undefined: nobody's. */
  readonly trustedReceiver: string | undefined
  /** Addresses of ours: what comes from them is never answered. */
  readonly ownAddresses: readonly string[]
  readonly orders: OrderDrafts
}

/** A mail that has been scanned and may be kept. */
export interface CleanMail extends Omit<ReceivedMail, 'files'> {
  readonly id: string
  readonly exposures: readonly Exposure[]
  readonly files: ReturnType<typeof readFiles>['files']
  readonly user: PortalUser | undefined
  readonly isAnswered: boolean
}

export const inboundActor = systemActor('inbound-mail')

/** Keeps the mail with what became of it; false when another process was first. */
export const keepMail = (
  { clock }: InboundNeeds,
  store: DurableStore,
  mail: CleanMail,
  outcome: InboundMail['outcome'],
  objectId: string,
  flags: readonly string[] = [],
): Promise<boolean> =>
  store.portal.inboundMails.add(
    {
      id: mail.id,
      from: mail.from,
      subject: mail.subject,
      text: mail.text,
      receivedAtSeconds: clock.nowSeconds(),
      outcome,
      objectId,
      flags,
    },
    clock.nowSeconds(),
  )

export const queueMail = (
  needs: InboundNeeds,
  store: DurableStore,
  mail: CleanMail,
  about: { readonly orgno: string; readonly environment: string; readonly flags: readonly string[] },
): Promise<void> =>
  openQueueItem(
    store,
    needs.random,
    { kind: 'inbound_mail', objectId: mail.id, title: mail.subject || mail.from, ...about },
    needs.clock.nowSeconds(),
  )

/** Who wrote, for the journal: a person only when the mail is proven to be theirs. */
export const mailActor = ({ user, dmarc }: CleanMail): Actor =>
  user !== undefined && dmarc === 'pass' ? userActor(user) : inboundActor

export const userActor = (user: PortalUser): Actor => ({
  kind: 'user',
  id: user.id,
  name: user.name,
  email: user.email,
  roles: user.roles,
  ...(user.testRoles === undefined ? {} : { testRoles: user.testRoles }),
  operatorRoles: [],
})

/** Of a stranger the words of the mail tell the language. */
export const languageOf = ({ user, text }: CleanMail): MailLanguage => {
  if (user !== undefined) return user.language
  const english = text.match(/\b(the|and|is|we|our|with)\b/gi)?.length ?? 0
  const norwegian = text.match(/\b(og|er|vi|ikke|ikkje|for|på|med|det)\b/gi)?.length ?? 0
  return english > norwegian ? 'en' : 'nb'
}
