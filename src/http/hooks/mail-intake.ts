import type { FastifyInstance } from 'fastify'
import type { Secret } from '../../protocol/secret.ts'
import type { Clock } from '../../system/clock.ts'
import type { Log } from '../../system/log.ts'
import type { SiteMount } from '../portal/site-mount.ts'
import { isSignedCall } from './signed-body.ts'

export interface MailIntakeOptions {
  readonly secret: Secret
  readonly clock: Clock
  readonly log: Log
  /** Takes the raw message in; resolves with what it became. */
  readonly receive: (raw: Buffer) => Promise<string>
}

/** A message with the largest files that are taken. */
export const largestMailBytes = 15_000_000

/** `POST /hooks/mail`: a raw RFC 5322 message from the mail receiver, signed with a secret that both have (ONB-190). */
export const mailIntakeMount = (options: MailIntakeOptions): SiteMount => ({
  prefix: '/hooks/mail',
  register(app: FastifyInstance) {
    app.removeAllContentTypeParsers()
    app.addContentTypeParser(
      'message/rfc822',
      { parseAs: 'buffer', bodyLimit: largestMailBytes },
      (_request, body, done) => done(null, body),
    )
    app.setErrorHandler((failure, _request, reply) => {
      const status = (failure as { statusCode?: number }).statusCode ?? 500
      if (status >= 500)
        options.log.error({ fault: failure instanceof Error ? failure.name : 'unknown' }, 'a mail was not taken in')
      return reply.code(status).send({ error: status >= 500 ? 'server_error' : 'invalid_request' })
    })

    app.post('/', { bodyLimit: largestMailBytes }, async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      // The signature first: what is not signed is not worth reading.
      if (!isSignedCall(request, body, options.secret, options.clock.nowSeconds()))
        return reply.code(401).send({ error: 'invalid_signature' })
      const outcome = await options.receive(body)
      options.log.info({ outcome }, 'mail received')
      return reply.code(202).send({ outcome })
    })
  },
})
