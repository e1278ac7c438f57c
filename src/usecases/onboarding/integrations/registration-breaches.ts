import type { Breach, RefusalCode } from '../../../journey/refusal.ts'
import type { RegistrationFault } from '../../../protocol/client-registration-fault.ts'

/** Id of the rule that a message of the registry ends with: its words in the reader's language are found by it. */
export const ruleOf = (message: string): string => /\(([A-Z]+-\d+)[^()]*\)$/.exec(message)?.[1] ?? ''

/** Field of the forms that a fault belongs to, and which line of it: `redirect_uris[1]` → `redirect_uris`, line 2. */
function placeOf(field: string): { readonly field: string; readonly line?: string } {
  const [, name = '', index] = /^([A-Za-z_]*)(?:\[(\d+)\])?/.exec(field) ?? []
  return { field: name, ...(index === undefined ? {} : { line: String(Number(index) + 1) }) }
}

function codeOf({ field, message }: RegistrationFault): RefusalCode {
  if (message.includes('REG-63') || message.includes('is a private key')) return 'private_key_received'
  const certificate = /^(certificate_(?:untrusted|expired|orgno_mismatch|revoked))/.exec(message)?.[1]
  if (certificate !== undefined) return certificate as RefusalCode
  if (/^(key|keys|jwks|kid|x5c)\b/.test(field)) return 'key_invalid'
  return /^(redirect_uris|post_logout_redirect_uris|frontchannel_logout_uri)/.test(field)
    ? 'redirect_uri_invalid'
    : 'client_invalid'
}

/** What the registry found wrong, as the journey tells it: by field, with the rule's id for its text in the reader's language. */
export const registrationBreaches = (faults: readonly RegistrationFault[], lines?: FormLines): Breach[] =>
  faults.map((fault) => {
    const { field, line } = placeOf(fault.field)
    const shown = line === undefined ? undefined : lines?.[field]?.[Number(line) - 1]
    return {
      code: codeOf(fault),
      message: `${fault.field} ${fault.message}`,
      ...(field === '' ? {} : { field: /^(keys|jwks|kid|x5c)$/.test(field) ? 'key' : field }),
      values: {
        why: fault.message,
        rule: ruleOf(fault.message),
        ...(shown === undefined ? {} : { what: shown }),
      },
    }
  })

/** What was typed in fields with one value a line, so that the message can say which. */
export type FormLines = Readonly<Record<string, readonly string[] | undefined>>
