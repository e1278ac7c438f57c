import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** What a mail server got, whole and read. */
export interface ReceivedMail {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: string
  readonly parsed: ParsedMail
  readonly user: string | undefined
  readonly secure: boolean
}

export interface MailServer {
  readonly port: number
  readonly received: ReceivedMail[]
  /** How many connections were made. */
  connections(): number
  /** The next answers to a receiver or to a message, in order; undefined is yes. */
  readonly toReceiver: (Error | undefined)[]
  readonly toMessage: (Error | undefined)[]
  close(): Promise<void>
}

/** An answer of a mail server, `451 4.3.0 busy`. */
export const answer = (responseCode: number, words: string): Error => Object.assign(new Error(words), { responseCode })

/** A mail server on this machine that keeps what it gets. */
export async function openMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const received: ReceivedMail[] = []
  const toReceiver: (Error | undefined)[] = []
  const toMessage: (Error | undefined)[] = []
  let connections = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: options.key === undefined ? ['STARTTLS'] : [],
    logger: false,
    onConnect(_session, done) {
      connections++
      done()
    },
    onAuth: ({ username, password }, _session, done) =>
      password === 'right' ? done(null, { user: username }) : done(answer(535, 'wrong password')),
    onRcptTo: (_address, _session, done) => done(toReceiver.shift() ?? null),
    async onData(stream, session, done) {
      const raw = Buffer.concat(await stream.toArray())
      const refusal = toMessage.shift()
      if (refusal !== undefined) return done(refusal)
      received.push({
        from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
        to: session.envelope.rcptTo.map(({ address }) => address),
        raw: raw.toString('latin1'),
        parsed: await simpleParser(raw),
        user: session.user,
        secure: session.secure,
      })
      done()
    },
    ...options,
  })
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    connections: () => connections,
    toReceiver,
    toMessage,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
