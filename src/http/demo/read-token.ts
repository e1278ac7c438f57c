type JsonRecord = Readonly<Record<string, unknown>>

/** Header and payload of a signed token, to be shown. Nothing is checked here. Undefined when it is not such a token. */
export function readToken(token: string): { readonly header: JsonRecord; readonly payload: JsonRecord } | undefined {
  const parts = token.split('.')
  if (parts.length !== 3) return undefined
  const [header, payload] = parts.slice(0, 2).map(readPart)
  return header === undefined || payload === undefined ? undefined : { header, payload }
}

function readPart(part: string): JsonRecord | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof read === 'object' && read !== null ? (read as JsonRecord) : undefined
  } catch {
    return undefined
  }
}
