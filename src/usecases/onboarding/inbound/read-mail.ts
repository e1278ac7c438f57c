import { hash } from 'node:crypto'
import type { Email } from 'postal-mime'
import { plainName } from '../../../journey/case-form.ts'
import { bareEmail, domainOf, isEmailAddress } from '../../../journey/email-address.ts'
import type { GivenFile } from '../cases/read-files.ts'

/** A mail as it came, read. Nothing in it has been scanned yet. */
export interface ReceivedMail {
  /** Its Message-ID, or a hash of the whole where it has none. */
  readonly messageId: string
  /** One address; empty when there is none that could be answered. */
  readonly from: string
  readonly fromName: string
  readonly subject: string
  readonly text: string
  /** Message-IDs that it answers, without angle brackets. */
  readonly references: readonly string[]
  readonly files: readonly GivenFile[]
  /** Written by a machine: it gets no answer (ONB-194). */
  readonly isAutomatic: boolean
  /** What the trusted receiver found; `unknown` without its word. */
  readonly dmarc: 'pass' | 'fail' | 'unknown'
}

const mostCharacters = 100_000
const mostFiles = 5

/** Reads a raw RFC 5322 message. `trustedReceiver` is the authserv-id whose Authentication-Results count (ONB-192). */
export async function readMail(raw: Buffer, trustedReceiver: string | undefined): Promise<ReceivedMail> {
  // Loaded with the first mail: a start must not wait for it.
  const { default: PostalMime } = await import('postal-mime')
  const email = await PostalMime.parse(raw, { maxNestingDepth: 30, maxHeadersSize: 200_000, maxRfc822NestingDepth: 1 })
  const from = bareEmail(email.from?.address ?? '')
  return {
    messageId: email.messageId ?? `<${hash('sha256', raw, 'hex')}@without-message-id>`,
    from: isEmailAddress(from) ? from : '',
    fromName: plainName(email.from?.name ?? ''),
    subject: (email.subject ?? '').replace(/\s+/g, ' ').trim().slice(0, 300),
    text: (email.text ?? plainText((email.html ?? '').slice(0, mostCharacters / 2))).slice(0, mostCharacters),
    references: [...`${email.inReplyTo ?? ''} ${email.references ?? ''}`.matchAll(/<([^<>\s]+)>/g)].map(
      ([, id = '']) => id,
    ),
    files: email.attachments
      .filter(({ related, content }) => related !== true && typeof content !== 'string')
      .slice(0, mostFiles)
      .map(({ filename, content }) => ({
        name: filename ?? 'file',
        bytes: Buffer.from(content as Uint8Array),
      })),
    isAutomatic: isAutomatic(email),
    dmarc: dmarcOf(email, from, trustedReceiver),
  }
}

const headerOf = ({ headers }: Email, name: string): string =>
  (headers.find(({ key }) => key === name)?.value ?? '').trim().toLowerCase()

/** ONB-194; lists and notices of delivery too, since an answer to them reaches nobody. */
function isAutomatic(email: Email): boolean {
  const submitted = headerOf(email, 'auto-submitted')
  return (
    (submitted !== '' && submitted !== 'no') ||
    /^(bulk|junk|list)/.test(headerOf(email, 'precedence')) ||
    headerOf(email, 'return-path') === '<>' ||
    headerOf(email, 'list-id') !== '' ||
    /^(mailer-daemon|postmaster|no-?reply)@/.test(bareEmail(email.from?.address ?? ''))
  )
}

/**
 * The receiver puts its word on top of what came with the mail, so only the first header counts; one that the sender wrote
 * stands below it. It must be about the domain that the mail says it is from, and there must be one such sender only.
 */
function dmarcOf(email: Email, from: string, trustedReceiver: string | undefined): ReceivedMail['dmarc'] {
  if (trustedReceiver === undefined || email.headers.filter(({ key }) => key === 'from').length !== 1) return 'unknown'
  const first = email.headers.find(({ key }) => key === 'authentication-results')?.value.replace(/\([^()]*\)/g, ' ')
  const [receiver = '', ...results] = (first ?? '').split(';').map((part) => part.trim().toLowerCase())
  if (receiver.split(/\s+/)[0] !== trustedReceiver.toLowerCase()) return 'unknown'
  const dmarc = results.find((result) => /^dmarc\s*=/.test(result))
  const verdict = /^dmarc\s*=\s*(\w+)/.exec(dmarc ?? '')?.[1]
  const about = /header\.from\s*=\s*([^\s;]+)/.exec(dmarc ?? '')?.[1]
  if (verdict === 'pass') return about === domainOf(from) ? 'pass' : 'unknown'
  return verdict === 'fail' ? 'fail' : 'unknown'
}

const plainText = (html: string): string =>
  html
    .replace(/<(style|script)[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<(br|\/p|\/div|\/tr|\/li)\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
