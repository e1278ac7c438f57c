import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { MailboxFrame } from '../../pages/mailbox/mailbox-frame.ts'
import type { Log } from '../../system/log.ts'
import { isFromForeignPage } from '../guards/is-from-foreign-page.ts'
import type { SiteMount } from '../portal/site-mount.ts'
import type { Mailbox } from './mailbox.ts'
import { addMailboxApi, refuse } from './mailbox-api.ts'
import { addMailboxPages } from './mailbox-pages.ts'

export interface MailboxMountOptions {
  readonly mailbox: Mailbox
  readonly frameOf: (request: FastifyRequest) => MailboxFrame
  /** Address of the site, to tell its own pages from others. */
  readonly baseUrl: string
  readonly log: Log
}

/** Path of the mailbox (ONB-181). */
export const mailboxHome = '/dev/outbox'

/** The local mailbox: a page for people, JSON for programs. Only where it is asked for, since it shows secrets (ONB-184). */
export function mailboxMount(options: MailboxMountOptions): SiteMount {
  const ownOrigin = new URL(options.baseUrl).origin
  return {
    prefix: mailboxHome,
    register(app: FastifyInstance) {
      app.addHook('onRequest', async (request, reply) => {
        if (request.method !== 'GET' && request.method !== 'HEAD' && isFromForeignPage(request, ownOrigin))
          return refuse(reply, 403, 'access_denied', 'pages of other sites may not do this; call it from a program')
      })
      app.setErrorHandler((failure, _request, reply) => answerFailure(failure, reply, options.log))
      addMailboxPages(app, options)
      addMailboxApi(app, options.mailbox)
    },
  }
}

/** What the server itself refuses, in words of ours. */
function answerFailure(failure: unknown, reply: FastifyReply, log: Log): FastifyReply {
  const status = (failure as { statusCode?: number }).statusCode ?? 500
  if (status === 415) return refuse(reply, 415, 'invalid_request', 'send application/json')
  if (status < 500) return refuse(reply, status, 'invalid_request', 'the request cannot be read')
  log.error({ site: 'portal', fault: failure instanceof Error ? failure.name : 'unknown' }, 'the mailbox failed')
  return refuse(reply, 500, 'server_error', 'the mailbox failed; the log tells more')
}
