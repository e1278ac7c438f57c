import type { FastifyInstance, FastifyRequest } from 'fastify'
import { render } from '../../pages/html.ts'
import type { MailboxFrame } from '../../pages/mailbox/mailbox-frame.ts'
import { mailboxMessagePage, noMessagePage } from '../../pages/mailbox/mailbox-message-page.ts'
import { mailboxPage } from '../../pages/mailbox/mailbox-page.ts'
import { sendPage } from '../portal/site-server.ts'
import type { Mailbox } from './mailbox.ts'
import { entryOf } from './mailbox-api.ts'

interface Options {
  readonly mailbox: Mailbox
  readonly frameOf: (request: FastifyRequest) => MailboxFrame
}

/** What a mail's own HTML may do: look like something. No script, no form, nothing from elsewhere. */
const mailPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"

/** The mailbox for people; works without scripts (ONB-181). */
export function addMailboxPages(app: FastifyInstance, { mailbox, frameOf }: Options): void {
  app.get('/', async (request, reply) => {
    const query = request.query as Readonly<Record<string, unknown>>
    const filter = { to: textOf(query.to), code: textOf(query.code) }
    const all = mailbox.messages()
    const entries = all
      .filter(({ to }) => to.toLowerCase().includes(filter.to.toLowerCase()))
      .filter(({ code }) => filter.code === '' || code === filter.code)
      .map(entryOf)
    const codes = [...new Set(all.map(({ code }) => code))].sort()
    return sendPage(reply, 200, render(mailboxPage(frameOf(request), { entries, filter, codes })))
  })

  app.post('/clear', async (_request, reply) => {
    mailbox.clear()
    return reply.redirect('/dev/outbox', 303)
  })

  app.get<{ Params: { id: string } }>('/:id', async (request, reply) => {
    const message = mailbox.messages().find(({ id }) => id === request.params.id)
    if (message === undefined) return sendPage(reply, 404, render(noMessagePage(frameOf(request))))
    const policy = String(reply.getHeader('content-security-policy'))
    reply.header('content-security-policy', `${policy}; frame-src 'self'`)
    return sendPage(reply, 200, render(mailboxMessagePage(frameOf(request), entryOf(message))))
  })

  app.get<{ Params: { id: string } }>('/messages/:id/html', async (request, reply) => {
    const html = mailbox.messages().find(({ id }) => id === request.params.id)?.html
    reply.header('content-security-policy', mailPolicy)
    return sendPage(reply, html === undefined ? 404 : 200, html ?? '')
  })
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
