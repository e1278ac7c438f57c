import type { Actor } from '../../../journey/actor.ts'
import { bareEmail, isEmailAddress } from '../../../journey/email-address.ts'
import {
  type MailLanguage,
  type NotificationPurpose,
  notificationPurposes,
  type Organisation,
} from '../../../journey/records.ts'
import { type Breach, refuseAll } from '../../../journey/refusal.ts'
import type { ChangeKey, PeopleNeeds } from '../people/people-needs.ts'
import { editOrganisation } from './change-organisation.ts'

const mostAddress = 500

/** Name, language, address and whether colleagues come in by themselves. */
export const saveFacts =
  ({ durable, clock }: PeopleNeeds) =>
  (
    actor: Actor,
    orgno: string,
    asked: {
      readonly name: string
      readonly language: MailLanguage
      readonly address: string
      readonly openForColleagues: boolean
      /** Of the organisation that the caller has read. */
      readonly expectedRevision?: number
    },
  ): Promise<void> =>
    durable.transaction(async (store) => {
      const [name, address] = [asked.name.trim(), asked.address.trim()]
      refuseAll([
        ...(name === '' ? [{ code: 'required', field: 'name', message: 'a name is required' } as const] : []),
        ...tooLong('name', name, 200),
        ...tooLong('address', address, mostAddress),
      ])
      const { language, openForColleagues } = asked
      await editOrganisation(
        store,
        actor,
        orgno,
        () => ({ name, language, address, openForColleagues }),
        clock.nowSeconds(),
        asked.expectedRevision,
      )
    })

/** Where the invoice goes (§4.1). */
export const saveBilling =
  ({ durable, clock }: PeopleNeeds) =>
  (
    actor: Actor,
    orgno: string,
    asked: {
      readonly invoiceAddress: string
      readonly reference: string
      readonly purchaseOrder: string
      readonly expectedRevision?: number
    },
  ): Promise<void> =>
    durable.transaction(async (store) => {
      const [invoiceAddress, reference, purchaseOrder] = [
        asked.invoiceAddress.trim(),
        asked.reference.trim(),
        asked.purchaseOrder.trim(),
      ]
      refuseAll([
        ...(invoiceAddress === ''
          ? [{ code: 'required', field: 'invoiceAddress', message: 'where the invoice goes' } as const]
          : []),
        ...(reference === ''
          ? [{ code: 'required', field: 'reference', message: 'what the invoice is marked with' } as const]
          : []),
        ...tooLong('invoiceAddress', invoiceAddress, mostAddress),
        ...tooLong('reference', reference, 100),
        ...tooLong('purchaseOrder', purchaseOrder, 100),
      ])
      const billing = { invoiceAddress, reference, ...(purchaseOrder === '' ? {} : { purchaseOrder }) }
      await editOrganisation(store, actor, orgno, () => ({ billing }), clock.nowSeconds(), asked.expectedRevision)
    })

export interface AskedPoint {
  readonly purpose: string
  readonly name: string
  readonly email: string
  readonly phone: string
}

/** Adds who is told about one kind of news (ONB-132). Of technical and security points the new address is told (ONB-136). */
export const addPoint =
  (needs: PeopleNeeds) =>
  (actor: Actor, orgno: string, asked: AskedPoint): Promise<void> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const point = judgePoint(asked)
      const { organisation } = await editOrganisation(
        store,
        actor,
        orgno,
        ({ notificationPoints }) => ({
          notificationPoints: [...notificationPoints.filter((one) => !isSame(one, point)), point],
        }),
        nowSeconds,
      )
      await tellPoint(needs, store, actor, organisation, point, 'what.contact-added', nowSeconds)
    })

/** Removes one; the address that is no longer told is told so (ONB-136). */
export const removePoint =
  (needs: PeopleNeeds) =>
  (actor: Actor, orgno: string, asked: { readonly purpose: string; readonly email: string }): Promise<void> =>
    needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const { former, organisation } = await editOrganisation(
        store,
        actor,
        orgno,
        ({ notificationPoints }) => ({ notificationPoints: notificationPoints.filter((one) => !isSame(one, asked)) }),
        nowSeconds,
      )
      for (const gone of former.notificationPoints.filter((one) => isSame(one, asked)))
        await tellPoint(needs, store, actor, organisation, gone, 'what.contact-removed', nowSeconds)
    })

const isSame = (one: { purpose: string; email: string }, other: { purpose: string; email: string }): boolean =>
  one.purpose === other.purpose && one.email.toLowerCase() === other.email.toLowerCase()

type Point = Organisation['notificationPoints'][number]

function judgePoint(asked: AskedPoint): Point {
  const breaches: Breach[] = []
  const purpose = notificationPurposes.find((one) => one === asked.purpose)
  const [name, email, phone] = [asked.name.trim(), bareEmail(asked.email), asked.phone.trim()]
  if (purpose === undefined) breaches.push({ code: 'required', field: 'purpose', message: 'what it is for' })
  if (name === '') breaches.push({ code: 'required', field: 'pointName', message: 'a name is required' })
  if (email === '') breaches.push({ code: 'required', field: 'pointEmail', message: 'an address is required' })
  else if (!isEmailAddress(email))
    breaches.push({ code: 'email_invalid', field: 'pointEmail', message: 'not an e-mail address' })
  if (phone !== '' && !/^\+?[0-9 ]{5,20}$/.test(phone))
    breaches.push({ code: 'invalid_value', field: 'pointPhone', message: 'digits', values: { why: '+47 22 22 22 22' } })
  breaches.push(...tooLong('pointName', name, 100))
  refuseAll(breaches)
  return { purpose: purpose as NotificationPurpose, name, email, ...(phone === '' ? {} : { phone }) }
}

async function tellPoint(
  needs: PeopleNeeds,
  store: Parameters<PeopleNeeds['mail']>[0],
  actor: Actor,
  { name, orgno, language }: Organisation,
  point: Point,
  what: ChangeKey,
  nowSeconds: number,
): Promise<void> {
  if (point.purpose !== 'technical' && point.purpose !== 'security') return
  await needs.mail(
    store,
    {
      code: 'M-24',
      to: { email: point.email, name: point.name, language },
      subject: 'M-24.subject',
      text: 'M-24.text',
      what,
      values: { by: actor.name, organisation: name },
      orgno,
    },
    nowSeconds,
  )
}

const tooLong = (field: string, text: string, most: number): readonly Breach[] =>
  text.length > most
    ? [{ code: 'too_long', field, message: `at most ${most} characters`, values: { most: String(most) } }]
    : []
