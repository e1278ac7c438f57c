import fc from 'fast-check'
import { ProtocolError } from '../../src/protocol/protocol-error.ts'

/** How often each property is tried, always with the same values: what is found concerns the commit that it is found in. */
export const runs = { numRuns: 300, seed: 20260302 } as const
export const manyRuns = { ...runs, numRuns: 1000 } as const

/** Texts that break parsers: every kind of character, and pieces that mean something somewhere. */
const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
  fc.constantFrom(
    ...['%', '%00', '%0d%0a', '%zz', '+', '&', '=', ';', ' ', '  ', '\n', '\0', '"', "'", '<', '>', '\\', '/', '//'],
    ...['..', ':', '@', '#', '?', ',', '[', ']', '{', '}', '*', '__proto__', 'constructor', 'toString', '\u202e', 'ﬀ'],
    ...[
      'openid',
      'profile',
      'none',
      'login',
      'S256',
      'plain',
      'https://',
      'http://127.0.0.1',
      'urn:',
      '0',
      '-1',
      '1e9',
    ],
  ),
)
export const hostileText = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))

/** A parameter: absent, often sensible, sometimes hostile. */
export const parameter = (...sensible: string[]) =>
  fc.option(fc.oneof(hostileText, fc.constantFrom(...sensible)), { nil: undefined })

/** Any JSON, and what JSON cannot say. */
export const anyValue = fc.oneof(
  fc.jsonValue() as fc.Arbitrary<unknown>,
  fc.constantFrom<unknown>(undefined, Number.NaN, Number.POSITIVE_INFINITY, -0, '', [], {}, [[]], 'x'.repeat(5000)),
)

/** Members by sensible names, with any values. */
export const members = (...names: string[]): fc.Arbitrary<Record<string, unknown>> =>
  fc.dictionary(fc.constantFrom(...names, '__proto__', 'constructor', 'other'), fc.oneof(anyValue, hostileText), {
    maxKeys: names.length,
  })

/** `error_description` of RFC 6749 §5.2, without quotation mark and backslash (ERR-1). */
const safeDescription = /^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/

/** What the parser answered, or undefined when it refused as it may: by a `ProtocolError` with a description that can be sent. */
export function answered<Answer>(parse: () => Answer): Answer | undefined {
  try {
    return parse()
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error
    if (!safeDescription.test(error.description)) throw new Error(`this cannot be sent: ${error.description}`)
    return undefined
  }
}
