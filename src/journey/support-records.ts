import type { Contact, MailLanguage } from './records.ts'

export const caseCategories = [
  'login',
  'logout',
  'token',
  'registration',
  'order',
  'delivery',
  'test_users',
  'terms',
  'account',
  'incident',
  'other',
] as const
export type CaseCategory = (typeof caseCategories)[number]
export type CaseState = 'NEW' | 'TRIAGED' | 'IN_PROGRESS' | 'WAITING_CUSTOMER' | 'RESOLVED' | 'CLOSED'

/** A support case. `id` is its number, `CS-…` (§16.1). */
export interface SupportCase {
  readonly id: string
  readonly state: CaseState
  /** Empty when the sender's organisation is not known. */
  readonly orgno: string
  readonly clientId?: string
  readonly environment?: string
  readonly category: CaseCategory
  readonly severity: 'question' | 'degraded' | 'down'
  readonly subject: string
  readonly description: string
  readonly occurredAt?: string
  readonly correlationIds: readonly string[]
  readonly contact: Contact
  readonly userId?: string
  readonly language: MailLanguage
  readonly openedAtSeconds: number
  readonly lastActivitySeconds: number
  readonly claimer?: { readonly userId: string; readonly name: string; readonly atSeconds: number }
  /** What the program attached for staff at opening (ONB-152). */
  readonly snapshot?: Readonly<Record<string, unknown>>
  /** What files there are; their bytes are CaseFiles, which are kept for a shorter time. */
  readonly attachments: readonly {
    readonly id: string
    readonly name: string
    readonly type: string
    readonly bytes: number
  }[]
  readonly messages: readonly {
    readonly atSeconds: number
    readonly byName: string
    readonly side: 'customer' | 'operator' | 'internal'
    readonly text: string
  }[]
  readonly source?: 'portal' | 'form' | 'mail'
  /** Since when the present state has lasted: what time-outs count from (C-7, C-9). */
  readonly stateSinceSeconds?: number
  readonly remindedAtSeconds?: number
  /** Message-ID of the contact's newest mail, for answering in its thread. */
  readonly lastMessageId?: string
}

/** A file of a case, judged and scanned. Looked up by the case's number. */
export interface CaseFile {
  readonly id: string
  readonly orgno: string
  readonly caseNo: string
  readonly name: string
  readonly type: string
  readonly base64: string
}

/** A mail that came in, without what was removed from it; `id` is the hash of its Message-ID, so that it counts once (ONB-190). */
export interface InboundMail {
  readonly id: string
  readonly from: string
  readonly subject: string
  readonly text: string
  readonly receivedAtSeconds: number
  readonly outcome: 'case' | 'case-message' | 'draft' | 'queue' | 'ignored'
  /** Number or id of what it became. */
  readonly objectId: string
  readonly flags: readonly string[]
}
