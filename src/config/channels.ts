import type { Secret } from '../protocol/secret.ts'

/** How mail leaves the house. */
export interface MailSettings {
  readonly from: string
  readonly replyTo: string
  readonly bounceAddress: string | undefined
  /** undefined: to the local mailbox. */
  readonly smtp: SmtpSettings | undefined
}

export interface SmtpSettings {
  readonly host: string
  readonly port: number
  readonly user: string | undefined
  readonly password: Secret | undefined
  readonly starttls: 'required' | 'implicit' | 'none'
  readonly certificateAuthority: string | undefined
  readonly timeoutSeconds: number
  readonly pool: number
  readonly dkim: { readonly domain: string; readonly selector: string; readonly privateKey: Secret } | undefined
}

/** How SMS leave the house. */
export interface SmsSettings {
  readonly allowedCountryCodes: readonly string[]
  /** undefined: to the local mailbox. */
  readonly gateway: SmsGatewaySettings | undefined
}

export interface SmsGatewaySettings {
  readonly url: string
  readonly token: Secret
  readonly sender: string
  readonly timeoutSeconds: number
  readonly callbackSecret: Secret | undefined
}

/** How mail comes in (§21); nothing of it is on unless set. */
export interface InboundSettings {
  /** Folder of `*.eml` files. */
  readonly spool: string | undefined
  readonly hookSecret: Secret | undefined
  /** The authserv-id whose word counts. */
  readonly trustedReceiver: string | undefined
}
