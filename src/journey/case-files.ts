import { type Found, scanText } from './scan-text.ts'

export const caseFileKinds = {
  png: 'image/png',
  jpg: 'image/jpeg',
  pdf: 'application/pdf',
  txt: 'text/plain',
  har: 'application/json',
} as const
export type CaseFileKind = keyof typeof caseFileKinds

export const mostCaseFiles = 5
export const mostCaseFileBytes = 5_000_000

/** A file as it may be kept, or why it may not. */
export type CaseFileReading =
  | { readonly ok: true; readonly kind: CaseFileKind; readonly bytes: Buffer; readonly found: readonly Found[] }
  | { readonly ok: false; readonly why: 'kind' | 'size' | 'secret'; readonly found: readonly Found[] }

/**
 * Judges a file by its content, never by its name (§16.1). Text is scanned and comes back without what was found; an HTTP archive is
 * first stripped of cookies, authorization headers and bodies. A picture or PDF with a credential in its bytes is
 * refused, since it cannot be mended; what is drawn in a picture cannot be found.
 */
export function readCaseFile(bytes: Buffer): CaseFileReading {
  if (bytes.length === 0) return { ok: false, why: 'kind', found: [] }
  if (bytes.length > mostCaseFileBytes) return { ok: false, why: 'size', found: [] }
  const kind = kindOf(bytes)
  if (kind === undefined) return { ok: false, why: 'kind', found: [] }
  if (kind === 'txt' || kind === 'har') {
    const text = bytes.toString('utf8')
    const scanned = scanText(kind === 'har' ? strippedArchive(text) : text)
    return { ok: true, kind, bytes: Buffer.from(scanned.text, 'utf8'), found: scanned.found }
  }
  // Among random bytes eleven digits are only digits.
  const found = scanText(bytes.toString('latin1')).found.filter(
    (one) => one.kind !== 'national_id' && one.kind !== 'code',
  )
  return found.length > 0 ? { ok: false, why: 'secret', found } : { ok: true, kind, bytes, found: [] }
}

function kindOf(bytes: Buffer): CaseFileKind | undefined {
  const begins = (...signature: number[]) => signature.every((byte, index) => bytes[index] === byte)
  if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png'
  if (begins(0xff, 0xd8, 0xff)) return 'jpg'
  if (begins(0x25, 0x50, 0x44, 0x46, 0x2d)) return 'pdf'
  const text = textOf(bytes)
  if (text === undefined) return undefined
  return entriesOf(text) === undefined ? 'txt' : 'har'
}

/** Valid UTF-8 without control characters, save tabs and line ends. */
function textOf(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    return /[\u0000-\u0008\u000e-\u001f]/.test(text) ? undefined : text
  } catch {
    return undefined
  }
}

interface Archive {
  log: { entries: Record<string, unknown>[] }
}

function entriesOf(text: string): Archive | undefined {
  if (!/^\s*\{/.test(text)) return undefined
  try {
    const archive = JSON.parse(text) as { log?: { entries?: unknown } }
    return Array.isArray(archive.log?.entries) ? (archive as Archive) : undefined
  } catch {
    return undefined
  }
}

const secretHeaders = /^(cookie|set-cookie|authorization|proxy-authorization|x-csrf-token|x-api-key)$/i

function strippedArchive(text: string): string {
  const archive = entriesOf(text)
  if (archive === undefined) return text
  const entries = archive.log.entries.map((entry) => ({
    startedDateTime: entry.startedDateTime,
    time: entry.time,
    request: strippedMessage(entry.request),
    response: strippedMessage(entry.response),
  }))
  return JSON.stringify({ log: { entries } }, undefined, 1)
}

/** Only what is known to be harmless is kept: browsers add members of their own. */
function strippedMessage(message: unknown): Record<string, unknown> {
  const { method, url, httpVersion, status, statusText, redirectURL, headers } = Object(message) as Record<
    string,
    unknown
  >
  return {
    method,
    url,
    httpVersion,
    status,
    statusText,
    redirectURL,
    headers: (Array.isArray(headers) ? headers : [])
      .map((header) => Object(header) as { name?: unknown; value?: unknown })
      .filter(({ name }) => typeof name === 'string' && !secretHeaders.test(name))
      .map(({ name, value }) => ({ name, value })),
  }
}
