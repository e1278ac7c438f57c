/** The parameters of one request, decoded once. Empty values are absent (HTTP-5); unknown names do no harm (HTTP-6). */
export interface Parameters {
  /** The first non-empty value. */
  get(name: string): string | undefined
  /** All non-empty values, in the order they came. */
  all(name: string): readonly string[]
  /** Given more than once, counted as RFC 6749 §3.1 does: also when a value is empty (HTTP-4). */
  isRepeated(name: string): boolean
  /** The first repeated name, apart from `resource`, which may repeat. */
  firstRepeated(): string | undefined
}

const maximumParameters = 200

/**
 * Decodes `application/x-www-form-urlencoded` text, of a query or a body. Answers 'malformed' for percent-encoding that
 * is broken or is not UTF-8, and for more than 200 parameters: nothing can be trusted in such a request (AUTHZ-51 step 1).
 */
export function readParameters(encoded: string): Parameters | 'malformed' {
  const values = new Map<string, string[]>()
  let start = 0
  let seen = 0
  while (start < encoded.length) {
    let end = encoded.indexOf('&', start)
    if (end === -1) end = encoded.length
    if (end > start) {
      if (++seen > maximumParameters) return 'malformed'
      const equals = encoded.indexOf('=', start)
      const nameEnd = equals === -1 || equals > end ? end : equals
      const name = decodeFormComponent(encoded.slice(start, nameEnd))
      const value = nameEnd === end ? '' : decodeFormComponent(encoded.slice(nameEnd + 1, end))
      if (name === undefined || value === undefined) return 'malformed'
      const before = values.get(name)
      if (before === undefined) values.set(name, [value])
      else before.push(value)
    }
    start = end + 1
  }
  return parametersOf(values)
}

const parametersOf = (values: ReadonlyMap<string, string[]>): Parameters => ({
  get: (name) => values.get(name)?.find((value) => value !== ''),
  all: (name) => values.get(name)?.filter((value) => value !== '') ?? [],
  isRepeated: (name) => (values.get(name)?.length ?? 0) > 1,
  firstRepeated() {
    for (const [name, given] of values) if (given.length > 1 && name !== 'resource') return name
    return undefined
  },
})

/** One name or value, `+` read as a space; undefined when the encoding is broken or not UTF-8. */
export function decodeFormComponent(encoded: string): string | undefined {
  const spaced = encoded.includes('+') ? encoded.replaceAll('+', ' ') : encoded
  if (!spaced.includes('%')) return spaced
  try {
    return decodeURIComponent(spaced)
  } catch {
    return undefined
  }
}
