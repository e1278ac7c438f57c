import type { FastifyInstance } from 'fastify'
import type { Secret } from '../../protocol/secret.ts'
import type { Clock } from '../../system/clock.ts'
import type { Log } from '../../system/log.ts'
import type { SiteMount } from '../portal/site-mount.ts'
import { isSignedCall } from './signed-body.ts'

/** What an SMS gateway tells of a message that it took. */
export interface SmsReceipt {
  /** The id it gave when it accepted the message. */
  readonly id: string
  readonly status: 'delivered' | 'undeliverable' | 'expired'
}

export interface SmsReceiptsOptions {
  readonly secret: Secret
  readonly clock: Clock
  readonly log: Log
  /** An id that nobody knows is not an error (ONB-186). */
  readonly onReceipt: (receipt: SmsReceipt) => Promise<unknown>
}

const longestBodyBytes = 10_000

/** `POST /hooks/sms`: receipts of the SMS gateway, signed with a secret that both have (ONB-186). */
export const smsReceiptsMount = (options: SmsReceiptsOptions): SiteMount => ({
  prefix: '/hooks/sms',
  register(app: FastifyInstance) {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer', bodyLimit: longestBodyBytes },
      (_request, body, done) => done(null, body),
    )
    app.setErrorHandler((failure, _request, reply) => {
      const status = (failure as { statusCode?: number }).statusCode ?? 500
      if (status >= 500)
        options.log.error(
          { fault: failure instanceof Error ? failure.name : 'unknown' },
          'an SMS receipt was not taken',
        )
      return reply.code(status).send({ error: status >= 500 ? 'server_error' : 'invalid_request' })
    })

    app.post('/', async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      // The signature first: what is not signed is not worth an explanation.
      if (!isSignedCall(request, body, options.secret, options.clock.nowSeconds()))
        return reply.code(401).send({ error: 'invalid_signature' })
      const receipt = readReceipt(body)
      if (receipt === undefined) return reply.code(400).send({ error: 'invalid_request' })
      await options.onReceipt(receipt)
      options.log.info({ gateway: receipt.id, status: receipt.status }, 'sms receipt')
      return reply.code(202).send()
    })
  },
})

const statuses = ['delivered', 'undeliverable', 'expired'] as const

function readReceipt(body: Buffer): SmsReceipt | undefined {
  try {
    const { id, status } = Object(JSON.parse(body.toString('utf8'))) as { id?: unknown; status?: unknown }
    const known = statuses.find((each) => each === status)
    const isId = typeof id === 'string' ? /^[\x21-\x7e]{1,200}$/.test(id) : Number.isSafeInteger(id)
    return isId && known !== undefined ? { id: String(id), status: known } : undefined
  } catch {
    return undefined
  }
}
