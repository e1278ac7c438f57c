import type { z } from 'zod'
import type { RegistrationFault } from '../../protocol/client-registration-fault.ts'
import { ApiRefusal } from './api-refusal.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** A request whose shape was judged: what is wrong of it, and the fields that the rules can judge further. */
export interface Shape {
  readonly request: JsonObject
  readonly faults: readonly RegistrationFault[]
}

/** Throws when the body is no JSON object; other faults are told together with those of the rules (REG-140). */
export function readShape(schema: z.ZodType, body: unknown): Shape {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new ApiRefusal(400, 'the body must be a JSON object')
  const parsed = schema.safeParse(body)
  if (parsed.success) return { request: body as JsonObject, faults: [] }
  const faults = parsed.error.issues.map((issue) => ({ field: fieldOf(issue.path), message: messageOf(issue) }))
  const misshapen = new Set(parsed.error.issues.map(({ path }) => path[0]))
  const request = Object.fromEntries(Object.entries(body).filter(([name]) => !misshapen.has(name)))
  return { request, faults }
}

/** `redirect_uris[0]`. */
const fieldOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (field, part) =>
      typeof part === 'number' ? `${field}[${part}]` : field === '' ? String(part) : `${field}.${String(part)}`,
    '',
  )

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  int: 'a whole number',
  number: 'a whole number',
}

const messageOf = (issue: z.core.$ZodIssue): string => {
  const expected = issue.code === 'invalid_type' ? kinds[issue.expected] : undefined
  return `must be ${expected ?? 'a whole number'}`
}
