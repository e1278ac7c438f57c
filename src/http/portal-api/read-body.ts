import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { type Breach, refuse, refuseAll } from '../../journey/refusal.ts'

/** The body as the route's schema reads it. Refuses `media_type`, `bad_json` and every breach of the shape at once (§23). */
export function readBody(request: FastifyRequest, schema: z.ZodType | undefined): unknown {
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
  if (bytes.length === 0 && (schema === undefined || schema.safeParse(undefined).success)) return undefined
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase()
  if (type !== 'application/json') refuse('media_type', 'a body must be application/json')
  const value = readJson(bytes)
  const parsed = (schema ?? noBody).safeParse(value)
  if (parsed.success) return parsed.data
  const breaches = parsed.error.issues.flatMap((issue) => breachesOf(issue, value))
  // An unknown field makes the whole a bad request, whatever else there is.
  const unknown = breaches.filter(({ code }) => code === 'unknown_field')
  refuseAll([...unknown, ...breaches.filter((breach) => !unknown.includes(breach))])
  throw new Error('a shape was refused without a fault')
}

const noBody = { safeParse: (value: unknown) => ({ success: true as const, data: value }) } as unknown as z.ZodType

function readJson(bytes: Buffer): unknown {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // Told below, without what was sent.
  }
  return refuse('bad_json', 'the body must be a JSON object')
}

function breachesOf(issue: z.core.$ZodIssue, value: unknown): Breach[] {
  const field = fieldOf(issue.path)
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      code: 'unknown_field',
      field: fieldOf([...issue.path, key]),
      message: 'there is no such field',
    }))
  const at = field === '' ? {} : { field }
  if (issue.path.length > 0 && valueAt(value, issue.path) === undefined)
    return [{ code: 'required', ...at, message: 'the field is missing' }]
  if (issue.code === 'too_big' && issue.origin === 'string')
    return [{ code: 'too_long', ...at, message: 'too long', values: { most: String(issue.maximum) } }]
  if (issue.code === 'too_small' && issue.origin === 'string')
    return [{ code: 'too_short', ...at, message: 'too short', values: { fewest: String(issue.minimum) } }]
  return [{ code: 'invalid_value', ...at, message: issue.message, values: { why: issue.message } }]
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((at, part) => (at as Record<PropertyKey, unknown> | null | undefined)?.[part], value)

/** `redirect_uris[0]`, `credential_receiver.mobile`. */
const fieldOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (field, part) =>
      typeof part === 'number' ? `${field}[${part}]` : field === '' ? String(part) : `${field}.${String(part)}`,
    '',
  )
