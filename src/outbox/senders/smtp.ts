import type { Secret } from '../../protocol/secret.ts'
import { type MailIdentity, outgoingMail } from '../message.ts'
import type { MailSender, SendFault } from '../sender.ts'

export interface SmtpOptions {
  readonly host: string
  readonly port: number
  readonly user?: string
  readonly password?: Secret
  /** `implicit`: TLS from the first byte on; `required`: STARTTLS or nothing; `none`: in clear, on the own machine. */
  readonly starttls: 'required' | 'implicit' | 'none'
  readonly timeoutSeconds: number
  /** How many connections are kept. */
  readonly pool: number
  /** PEM; trusted besides what the machine trusts. */
  readonly certificateAuthority?: string
  readonly dkim?: { readonly domain: string; readonly selector: string; readonly privateKey: Secret }
  readonly identity: MailIdentity
}

/** Sends by a mail server. It is connected to when there is something to send, and kept for what follows. */
export function openSmtpSender(options: SmtpOptions): MailSender {
  let transport: Transport | undefined
  return {
    async send(mail, messageId) {
      const outgoing = outgoingMail(mail, messageId, options.identity)
      if (outgoing === undefined) return { outcome: 'refused', fault: 'the receiver is not one mail address' }
      transport ??= await openTransport(options)
      const { attachment, envelope, headers, ...rest } = outgoing
      try {
        await transport.sendMail({
          ...rest,
          headers: { ...headers },
          envelope: { ...envelope, to: [envelope.to] },
          attachments: attachment === undefined ? [] : [{ ...attachment, contentDisposition: 'attachment' }],
        })
        return { outcome: 'accepted' }
      } catch (error) {
        return faultOf(error)
      }
    },
    close() {
      transport?.close()
      transport = undefined
    },
  }
}

type Transport = Awaited<ReturnType<typeof openTransport>>

async function openTransport(options: SmtpOptions) {
  // Loaded with the first mail: a cold start does not wait for it.
  const { createTransport } = await import('nodemailer')
  const { user, password, dkim } = options
  const timeout = options.timeoutSeconds * 1000
  return createTransport({
    host: options.host,
    port: options.port,
    secure: options.starttls === 'implicit',
    requireTLS: options.starttls === 'required',
    ignoreTLS: options.starttls === 'none',
    tls: {
      minVersion: 'TLSv1.2',
      ...(options.certificateAuthority === undefined ? {} : { ca: options.certificateAuthority }),
    },
    ...(user === undefined || password === undefined ? {} : { auth: { user, pass: password.reveal() } }),
    pool: true,
    maxConnections: options.pool,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout,
    dnsTimeout: timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(dkim === undefined
      ? {}
      : { dkim: { domainName: dkim.domain, keySelector: dkim.selector, privateKey: dkim.privateKey.reveal() } }),
  })
}

/**
 * For good is only what the server says of this receiver or this message with a number from 500 on; a refused login or
 * certificate is ours to correct, and the mail waits for that. Of the server's words only its numbers are kept: they
 * may repeat addresses (ONB-187).
 */
function faultOf(error: unknown): SendFault {
  const {
    code = 'unknown',
    responseCode = 0,
    response = '',
  } = error as Partial<{
    code: string
    responseCode: number
    response: string
  }>
  const numbers = /^\d{3}(?:[ -]\d\.\d{1,3}\.\d{1,3})?/.exec(String(response))?.[0]
  const fault = `the mail server did not take it: ${String(code)}${numbers === undefined ? '' : ` ${numbers}`}`
  const isOfThisMail = (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode >= 500
  return { outcome: isOfThisMail ? 'refused' : 'unreachable', fault }
}
