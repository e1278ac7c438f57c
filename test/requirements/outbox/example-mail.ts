import type { NewMail, OutboxMail } from '../../../src/storage/outbox.ts'
import type { LogFields } from '../../../src/system/log.ts'

/** A mail that means nothing, for tests of what carries it. */
export const exampleMail = (changes: Partial<NewMail> = {}): NewMail => ({
  code: 'M-13',
  to: 'kari@etat.example',
  language: 'nb',
  subject: 'Klienthemmelighet på vei',
  text: 'Hei Kari, æøå.\n',
  ...changes,
})

/** The same as it comes out of the outbox. */
export const storedMail = (changes: Partial<OutboxMail> = {}): OutboxMail => ({
  ...exampleMail(),
  id: '11111111-2222-4333-8444-555555555555',
  status: 'READY',
  attempts: 1,
  nextAttemptAtSeconds: 0,
  createdAtSeconds: 0,
  releasedAtSeconds: 0,
  sentAtSeconds: null,
  lastFault: null,
  attachmentErased: false,
  ...changes,
})

/** A log that keeps its lines as text, to prove what is not in them. */
export function keptLog() {
  const lines: string[] = []
  const write = (level: string) => (fields: LogFields, message: string) =>
    void lines.push(JSON.stringify({ level, ...fields, message }))
  return { lines, log: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') } }
}
