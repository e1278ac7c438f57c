import { setTimeout as pauseFor } from 'node:timers/promises'
import { Secret } from '../../protocol/secret.ts'
import type { Log } from '../../system/log.ts'
import type { OutgoingSms, SendFault, SmsSender } from '../sender.ts'

export interface SmsGatewayOptions {
  readonly url: string
  readonly token: Secret
  /** What the receiver sees as the sender: at most 11 letters and digits. */
  readonly sender: string
  readonly timeoutSeconds: number
  readonly log: Log
  /** What waits and gives up; a test gives its own. */
  readonly time?: GatewayTime
}

export interface GatewayTime {
  pause(seconds: number): Promise<unknown>
  /** A signal that ends a request after so many seconds. */
  timeout(seconds: number): AbortSignal
}

const realTime: GatewayTime = {
  pause: (seconds) => pauseFor(seconds * 1000),
  timeout: (seconds) => AbortSignal.timeout(seconds * 1000),
}

/** How long after it is first wanted, or after the try before, each try begins (ONB-97). */
const pausesSeconds = [0, 5, 20]
/** How long the gateway may keep a message that it cannot hand over. */
const timeToLiveSeconds = 3600
const longestAnswer = 10_000

type Answer = { readonly outcome: 'accepted'; readonly id: string } | SendFault

/** Sends by an HTTP gateway (ONB-185). What is sent is never logged, nor what the gateway answers in its own words. */
export function openSmsGateway(options: SmsGatewayOptions): SmsSender {
  const { time = realTime, log } = options
  return {
    async send(sms) {
      let answer: Answer = { outcome: 'unreachable', fault: 'not tried' }
      for (const seconds of pausesSeconds) {
        if (seconds > 0) await time.pause(seconds)
        answer = await ask(options, time, sms)
        if (answer.outcome !== 'unreachable') break
      }
      const fields = { code: sms.code, reference: sms.reference, to: lastDigits(sms.to) }
      if (answer.outcome === 'accepted') log.info({ ...fields, gateway: answer.id, result: 'accepted' }, 'sms sent')
      else log.error({ ...fields, result: answer.outcome, fault: answer.fault }, 'sms not sent')
      return answer
    },
  }
}

/** How a number may be logged. */
const lastDigits = (to: string): string => to.slice(-2)

async function ask(options: SmsGatewayOptions, time: GatewayTime, sms: OutgoingSms): Promise<Answer> {
  const body = Buffer.from(
    JSON.stringify({
      to: sms.to,
      from: options.sender,
      text: sms.text instanceof Secret ? sms.text.reveal() : sms.text,
      reference: sms.reference,
      ttl_s: timeToLiveSeconds,
    }),
  )
  try {
    const response = await fetch(options.url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${options.token.reveal()}`,
        'content-type': 'application/json',
        accept: 'application/json',
        // Two messages may have one reference; two tries of one message have this too.
        'idempotency-key': `${sms.code}-${sms.reference}`,
      },
      body,
      // Whoever the gateway points to is not the gateway: it does not get the password.
      redirect: 'manual',
      signal: time.timeout(options.timeoutSeconds),
    })
    return await readAnswer(response)
  } catch (error) {
    const isTimeOut = error instanceof Error && error.name === 'TimeoutError'
    return { outcome: 'unreachable', fault: isTimeOut ? 'the gateway did not answer in time' : 'no connection' }
  } finally {
    body.fill(0)
  }
}

async function readAnswer(response: Response): Promise<Answer> {
  const { status } = response
  if (status < 200 || status > 299) {
    await response.body?.cancel()
    return { outcome: status >= 500 ? 'unreachable' : 'refused', fault: `the gateway answered ${status}` }
  }
  const id = readId(await response.text())
  // It may well have been sent; only the gateway can tell, and the reference keeps a second try from being a second SMS.
  if (id === undefined) return { outcome: 'unreachable', fault: `the gateway answered ${status} without an id` }
  return { outcome: 'accepted', id }
}

function readId(text: string): string | undefined {
  if (text.length > longestAnswer) return undefined
  try {
    const { id } = JSON.parse(text) as { id?: unknown }
    const isId = (typeof id === 'string' && /^[\x21-\x7e]{1,200}$/.test(id)) || Number.isSafeInteger(id)
    return isId ? String(id) : undefined
  } catch {
    return undefined
  }
}
