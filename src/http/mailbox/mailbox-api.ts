import type { FastifyInstance, FastifyReply } from 'fastify'
import type { MailboxEntry } from '../../pages/mailbox/mailbox-entry.ts'
import type { Mailbox, MailboxFault, MailboxMessage } from './mailbox.ts'
import { type MailboxFilter, matches, readFilter } from './mailbox-filter.ts'
import { openWaiting } from './waiting.ts'

const longestWaitSeconds = 30
const mostFaults = 1000
const modes: { readonly [Channel in MailboxFault['channel']]: readonly string[] } = {
  mail: ['refuse', 'timeout', 'bounce'],
  sms: ['refuse', 'timeout', 'receipt_failed'],
}

type Query = Readonly<Record<string, unknown>>
interface Named {
  readonly Params: { readonly id: string; readonly name: string }
}

/** The mailbox for programs (ONB-182, ONB-183). Paths are below the mailbox's own. */
export function addMailboxApi(app: FastifyInstance, mailbox: Mailbox): void {
  const waiting = openWaiting(mailbox)
  app.addHook('preClose', async () => waiting.end())
  app.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: 10_000 }, (_request, body, done) =>
    done(null, body),
  )
  const find = (id: string): MailboxMessage | undefined => mailbox.messages().find((message) => message.id === id)
  const notFound = (reply: FastifyReply): FastifyReply =>
    refuse(reply, 404, 'not_found', 'there is no such message, or no longer')

  app.get('/messages', async (request, reply) => {
    const filter = readFilter(request.query as Query)
    if (typeof filter === 'string') return refuse(reply, 400, 'invalid_request', filter)
    return reply.send({
      messages: mailbox
        .messages()
        .filter((message) => matches(filter, message))
        .map(entryOf),
    })
  })

  app.delete('/messages', async (_request, reply) => {
    mailbox.clear()
    return reply.code(204).send()
  })

  app.get('/messages/latest', async (request, reply) => {
    const query = request.query as Query
    const filter = readFilter(query)
    if (typeof filter === 'string') return refuse(reply, 400, 'invalid_request', filter)
    const waitSeconds = readWait(query.wait)
    if (waitSeconds === undefined)
      return refuse(reply, 400, 'invalid_request', `wait is a number of seconds up to ${longestWaitSeconds}`)
    const latest = await waiting.first(() => latestOf(mailbox, filter), waitSeconds, request.raw.socket)
    return latest === undefined ? notFound(reply) : reply.send(entryOf(latest))
  })

  app.get<Named>('/messages/:id', async (request, reply) => {
    const message = find(request.params.id)
    return message === undefined ? notFound(reply) : reply.send(entryOf(message))
  })

  app.get<Named>('/messages/:id/attachments/:name', async (request, reply) => {
    const { id, name } = request.params
    const attachment = find(id)?.attachments?.find((each) => each.name === name)
    if (attachment === undefined) return notFound(reply)
    return reply
      .type(attachment.type)
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
      .send(attachment.content)
  })

  app.post('/faults', async (request, reply) => {
    const fault = readFault(request.body)
    if (typeof fault === 'string') return refuse(reply, 400, 'invalid_request', fault)
    mailbox.fail(fault)
    return reply.code(204).send()
  })
}

/** A message as it is answered; its attachments by address. */
export const entryOf = ({ attachments, createdAtSeconds, ...message }: MailboxMessage): MailboxEntry => ({
  ...message,
  ...(attachments === undefined
    ? {}
    : {
        attachments: attachments.map(({ name, type, content }) => ({
          name,
          type,
          size: content.length,
          url: `/dev/outbox/messages/${message.id}/attachments/${encodeURIComponent(name)}`,
        })),
      }),
  created: new Date(createdAtSeconds * 1000).toISOString().replace('.000', ''),
})

const latestOf = (mailbox: Mailbox, filter: MailboxFilter): MailboxMessage | undefined =>
  mailbox.messages().find((message) => matches(filter, message))

/** Seconds; undefined if it is not a number that may be asked for. */
function readWait(asked: unknown): number | undefined {
  if (asked === undefined) return 0
  const seconds = typeof asked === 'string' && /^\d{1,2}$/.test(asked) ? Number(asked) : Number.NaN
  return seconds <= longestWaitSeconds ? seconds : undefined
}

/** A text says what is wrong. */
function readFault(body: unknown): MailboxFault | string {
  let asked: Query
  try {
    asked = Object(JSON.parse(String(body)))
  } catch {
    return 'the body must be JSON'
  }
  const { channel, mode, times = 1 } = asked
  if (channel !== 'mail' && channel !== 'sms') return 'channel is mail or sms'
  if (typeof mode !== 'string' || !modes[channel].includes(mode)) return `mode is one of ${modes[channel].join(', ')}`
  if (!Number.isInteger(times) || Number(times) < 0 || Number(times) > mostFaults)
    return `times is a whole number from 0 to ${mostFaults}`
  return { channel, mode, times } as MailboxFault
}

export const refuse = (reply: FastifyReply, status: number, error: string, description: string): FastifyReply =>
  reply.code(status).send({ error, error_description: description })
