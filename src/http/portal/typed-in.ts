import type { FastifyRequest } from 'fastify'
import { refuse } from '../../journey/refusal.ts'

/** What was typed into a field of the posted form; empty for a field that is not there. */
export const typedIn =
  (request: FastifyRequest) =>
  (name: string): string =>
    (request.form.get(name) ?? '').replace(/\r\n/g, '\n')

/** What cannot be undone is confirmed by typing what it is done to (field `confirmation`). */
export function requireTyped(typed: string, expected: string): void {
  if (typed.trim().toLowerCase() !== expected.trim().toLowerCase())
    refuse('confirmation_wrong', 'the confirmation is not the same text', {
      field: 'confirmation',
      values: { expected },
    })
}
