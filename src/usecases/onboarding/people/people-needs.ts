import type { MailLanguage, OneTimeLink } from '../../../journey/records.ts'
import type { Role } from '../../../journey/roles.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import type { Clock } from '../../../system/clock.ts'
import type { Random } from '../../../system/random.ts'
import type { MailWords } from '../mail-words.ts'
import { writeMail } from '../write-mail.ts'

/** What the use cases of people and organisations need. */
export interface PeopleNeeds {
  readonly durable: DurableStore
  readonly clock: Clock
  readonly random: Random
  readonly mail: PeopleMail
  /** Address of the portal, without a slash at the end. */
  readonly portalUrl: string
}

/** What giving roles needs besides. */
export interface RoleNeeds extends PeopleNeeds {
  /** Is any environment real production? Then simulated acceptances of the terms count for nothing (ONB-33). */
  readonly realProduction: boolean
}

/** What a mail says has changed. */
export type ChangeKey = `what.${
  | 'locked'
  | 'unlocked'
  | 'removed'
  | 'dormant-warning'
  | 'dormant'
  | 'roles'
  | 'contact-added'
  | 'contact-removed'}`

export type PeopleMailKey =
  | `M-01.${'subject' | 'registered' | 'asked'}`
  | `M-02.${'subject' | 'text' | 'domain'}`
  | `M-03.${'subject' | 'text' | 'staff'}`
  | `M-14.${'subject' | 'text'}`
  | `M-19.${'suspended-subject' | 'suspended' | 'reinstated-subject' | 'reinstated'}`
  | `M-20.${'subject' | 'text'}`
  | `M-24.${'subject' | 'text'}`
  | `role.${Role}`
  | ChangeKey

export interface Receiver {
  readonly email: string
  readonly name?: string
  readonly language: MailLanguage
}

export interface PeopleLetter {
  readonly code: 'M-01' | 'M-02' | 'M-03' | 'M-14' | 'M-19' | 'M-20' | 'M-24'
  readonly to: Receiver
  readonly subject: PeopleMailKey
  readonly text: PeopleMailKey
  readonly values: Readonly<Record<string, string>>
  /** Filled in as `{what}`, in the receiver's language. */
  readonly what?: ChangeKey
  /** Filled in as `{roles}`, in the receiver's language. */
  readonly roles?: readonly Role[]
  readonly orgno?: string
}

/** Writes one mail about people or organisations, in the transaction of what it tells (ONB-161). */
export type PeopleMail = (
  store: Pick<DurableStore, 'outbox'>,
  letter: PeopleLetter,
  nowSeconds: number,
) => Promise<string>

export function openPeopleMail(productName: string, words: MailWords<PeopleMailKey>): PeopleMail {
  const write = writeMail(productName)
  return (store, { code, to, subject, text, values, what, roles, orgno }, nowSeconds) => {
    const say = words(to.language)
    const all = {
      product: productName,
      name: to.name ?? to.email,
      ...values,
      ...(what === undefined ? {} : { what: say(what, values) }),
      ...(roles === undefined ? {} : { roles: roles.map((role) => say(`role.${role}`)).join(', ') }),
    }
    return write(
      store,
      {
        code,
        to: to.email,
        ...(to.name === undefined ? {} : { toName: to.name }),
        language: to.language,
        subject: say(subject, all),
        text: say(text, all),
        ...(orgno === undefined ? {} : { orgno }),
      },
      nowSeconds,
    )
  }
}

/** Links that may wait in one mailbox: who asks again and again fills it with mails. */
const mostOpenLinks = 5
const hourSeconds = 3600

/** Whether this address has been sent enough links for now. */
export async function isFlooded(
  store: DurableStore,
  email: string,
  purpose: OneTimeLink['purpose'],
  nowSeconds: number,
): Promise<boolean> {
  const links = await store.portal.links.list({ lookup: email })
  const recent = links.filter(
    ({ thing }) => thing.purpose === purpose && thing.createdAtSeconds > nowSeconds - hourSeconds,
  )
  return recent.length >= mostOpenLinks
}
