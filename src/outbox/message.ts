import { isMailAddress } from '../protocol/mail-address.ts'
import type { OutboxMail } from '../storage/outbox.ts'

/** Who the house is in its mails. */
export interface MailIdentity {
  readonly fromName: string
  /** One address, as are the other two. */
  readonly from: string
  readonly replyTo?: string
  /** Where bounces go; each mail gets its own form of it, `bounce+<id>@…` (ONB-166). */
  readonly bounceAddress?: string
}

/** A mail as it goes over the wire: every address one address, every header one line. */
export interface OutgoingMail {
  readonly messageId: string
  readonly from: NamedAddress
  readonly replyTo?: string
  readonly to: NamedAddress
  /** Given apart, so that no program derives a receiver from a header. */
  readonly envelope: { readonly from: string; readonly to: string }
  readonly subject: string
  readonly text: string
  readonly html?: string
  readonly inReplyTo?: string
  readonly headers: Readonly<Record<string, string>>
  readonly attachment?: { readonly filename: string; readonly contentType: string; readonly content: Buffer }
}

interface NamedAddress {
  readonly name: string
  readonly address: string
}

/** The same at every try, since it is made from the id in the outbox (ONB-165). */
export const messageIdOf = (mailId: string, from: string): string => `<${mailId}@${domainOf(from)}>`

/** undefined: the mail cannot be sent, since its receiver is not one address. */
export function outgoingMail(mail: OutboxMail, messageId: string, identity: MailIdentity): OutgoingMail | undefined {
  if (!isMailAddress(mail.to)) return undefined
  const { attachment, inReplyTo } = mail
  return {
    messageId,
    from: { name: oneLine(identity.fromName), address: identity.from },
    ...(identity.replyTo === undefined ? {} : { replyTo: identity.replyTo }),
    to: { name: oneLine(mail.toName ?? ''), address: mail.to },
    envelope: { from: envelopeSender(mail.id, identity), to: mail.to },
    subject: oneLine(mail.subject),
    text: mail.text,
    ...(mail.html === undefined ? {} : { html: mail.html }),
    ...(inReplyTo !== undefined && /^<[\x21-\x3b\x3d\x3f-\x7e]+>$/.test(inReplyTo) ? { inReplyTo } : {}),
    headers: {
      // Keeps holiday notices from answering, and answers from answering each other (ONB-112).
      'Auto-Submitted': 'auto-generated',
      ...(mail.reference === undefined ? {} : { 'X-Reference': oneLine(mail.reference) }),
    },
    ...(attachment === undefined
      ? {}
      : {
          attachment: {
            filename: oneLine(attachment.name),
            contentType: oneLine(attachment.type),
            content: Buffer.from(attachment.base64, 'base64'),
          },
        }),
  }
}

function envelopeSender(mailId: string, { bounceAddress, from }: MailIdentity): string {
  if (bounceAddress === undefined) return from
  const at = bounceAddress.lastIndexOf('@')
  return `${bounceAddress.slice(0, at)}+${mailId}${bounceAddress.slice(at)}`
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1)
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what may not reach a header
const oneLine = (text: string): string => text.replaceAll(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim()
