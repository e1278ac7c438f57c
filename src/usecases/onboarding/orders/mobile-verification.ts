import { createHmac, timingSafeEqual } from 'node:crypto'
import { normaliseMobile } from '../../../delivery/normalise-mobile.ts'
import { smsText } from '../../../delivery/sms-text.ts'
import type { Actor } from '../../../journey/actor.ts'
import type { MobileVerification } from '../../../journey/records.ts'
import { refuse } from '../../../journey/refusal.ts'
import { Secret } from '../../../protocol/secret.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { record } from '../record.ts'
import { findOrder } from './change-order.ts'
import { languageOf } from './order-mail.ts'
import { type OrderNeeds, usesSecret } from './order-needs.ts'

const codeSeconds = 600
const tries = 5
const codesAnHour = 3
const codesADay = 10
const validSeconds = 24 * 30 * 86_400
const field = 'credential_receiver.mobile'

const keyed = (needs: Pick<OrderNeeds, 'mobileKey'>, ...parts: readonly string[]): string =>
  createHmac('sha256', needs.mobileKey).update(parts.join('\n')).digest('base64url')

/** Has this person proven to hold this number within 24 months (ONB-87)? */
export async function isMobileVerified(
  needs: Pick<OrderNeeds, 'mobileKey'>,
  store: Pick<DurableStore, 'portal'>,
  of: { readonly orgno: string; readonly mobile: string; readonly email: string },
  nowSeconds: number,
): Promise<boolean> {
  const known = await store.portal.mobileVerifications.list({ lookup: keyed(needs, 'number', of.mobile) })
  const receiverRef = keyed(needs, 'receiver', of.email.toLowerCase())
  return known.some(
    ({ thing }) =>
      thing.orgno === of.orgno &&
      thing.receiverRef === receiverRef &&
      thing.verifiedAtSeconds !== undefined &&
      thing.verifiedAtSeconds > nowSeconds - validSeconds,
  )
}

/** The number as it is kept. Throws the refusal that the form shows (ONB-86). */
export function readMobile(needs: Pick<OrderNeeds, 'allowedCountryCodes'>, text: string): string {
  const read = normaliseMobile(text, needs.allowedCountryCodes)
  if (!read.ok) refuse(read.code, 'the mobile number cannot be used', { field })
  return read.mobile
}

/** Sends S-01 to the receiver's number, with limits against guessing and against being a nuisance (ONB-87). */
export const sendMobileCode =
  (needs: OrderNeeds) =>
  async (actor: Actor, orderNo: string): Promise<void> => {
    const nowSeconds = needs.clock.nowSeconds()
    const code = new Secret(String(needs.random.bytes(4).readUInt32BE(0) % 1_000_000).padStart(6, '0'))
    const sent = await needs.durable.transaction(async (store) => {
      const { order, mobile, email } = await numberOf(store, actor, orderNo)
      const numberRef = keyed(needs, 'number', mobile)
      const since = (seconds: number) => (made: MobileVerification) => made.createdAtSeconds > nowSeconds - seconds
      const ofNumber = (await store.portal.mobileVerifications.list({ lookup: numberRef })).map(({ thing }) => thing)
      const ofOrganisation = (await store.portal.mobileVerifications.list({ orgno: order.orgno })).map(
        ({ thing }) => thing,
      )
      if (
        ofNumber.filter(since(3600)).length >= codesAnHour ||
        ofOrganisation.filter(since(86_400)).length >= codesADay
      )
        refuse('code_locked', 'too many codes were sent', { field })
      const id = `MV-${needs.random.token(9)}`
      await store.portal.mobileVerifications.add(
        {
          id,
          orgno: order.orgno,
          userId: actor.id,
          numberRef,
          receiverRef: keyed(needs, 'receiver', email.toLowerCase()),
          codeHash: keyed(needs, 'code', id, mobile, code.reveal()),
          triesLeft: tries,
          createdAtSeconds: nowSeconds,
        },
        nowSeconds,
      )
      await record(
        store,
        actor,
        {
          action: 'mobile.code_sent',
          object: { kind: 'order', id: orderNo },
          orgno: order.orgno,
          after: { mobile: masked(mobile) },
        },
        nowSeconds,
      )
      return { id, mobile, language: await languageOf(store, order.orgno) }
    })
    const answer = await needs.smsSender.send({
      to: sent.mobile,
      text: smsText['S-01'](needs.smsIdentity, sent.language, { code }),
      reference: sent.id,
      code: 'S-01',
    })
    if (answer.outcome !== 'accepted')
      refuse('invalid_value', 'the SMS was not accepted', { field, values: { why: 'SMS' } })
  }

/** Takes the code that S-01 brought; five tries for each (ONB-87). */
export const confirmMobileCode =
  (needs: OrderNeeds) =>
  async (actor: Actor, orderNo: string, typed: string): Promise<void> => {
    const nowSeconds = needs.clock.nowSeconds()
    // A wrong try must stay counted, so it is told after the transaction.
    const left = await needs.durable.transaction(async (store): Promise<number | 'right'> => {
      const { order, mobile, email } = await numberOf(store, actor, orderNo)
      const { mobileVerifications } = store.portal
      const receiverRef = keyed(needs, 'receiver', email.toLowerCase())
      const sent = (await mobileVerifications.list({ lookup: keyed(needs, 'number', mobile) })).filter(
        ({ thing }) => thing.orgno === order.orgno && thing.receiverRef === receiverRef,
      )
      const latest = sent.at(-1)
      if (latest === undefined || latest.thing.createdAtSeconds <= nowSeconds - codeSeconds) return 0
      const { thing, revision } = latest
      if (thing.verifiedAtSeconds !== undefined) return 'right'
      if (thing.triesLeft <= 0) refuse('code_locked', 'too many wrong codes', { field: 'mobile_code' })
      const expected = Buffer.from(thing.codeHash)
      const given = Buffer.from(keyed(needs, 'code', thing.id, mobile, typed.replaceAll(/\s/g, '')))
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
        await mobileVerifications.change({ ...thing, triesLeft: thing.triesLeft - 1 }, revision, nowSeconds)
        return thing.triesLeft - 1
      }
      await mobileVerifications.change({ ...thing, verifiedAtSeconds: nowSeconds }, revision, nowSeconds)
      await record(
        store,
        actor,
        {
          action: 'mobile.verified',
          object: { kind: 'order', id: orderNo },
          orgno: order.orgno,
          after: { mobile: masked(mobile) },
        },
        nowSeconds,
      )
      return 'right'
    })
    if (left !== 'right')
      refuse('code_wrong', 'the code is wrong or too old', { field: 'mobile_code', values: { left: String(left) } })
  }

async function numberOf(store: DurableStore, actor: Actor, orderNo: string) {
  const { thing: order } = await findOrder(store, actor, 'order.place', orderNo)
  const { mobile, email } = order.fields.credentialReceiver ?? {}
  if (mobile === undefined || !usesSecret(order.fields.client.token_endpoint_auth_method))
    refuse('mobile_required', 'there is no number to send a code to', { field })
  if (email === undefined || email === '')
    refuse('required', 'the receiver must be named first', { field: 'credential_receiver.email' })
  return { order, mobile, email }
}

/** What may be told of a number: its last two digits. */
export const masked = (mobile: string): string => `…${mobile.slice(-2)}`
