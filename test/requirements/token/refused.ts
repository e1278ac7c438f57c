import assert from 'node:assert/strict'
import type { Answer } from '../../harness/user-agent.ts'

/** The answer is this OAuth error in the form that every error has (ERR-1), and says nothing more. */
export function assertRefused(answer: Answer, status: number, error: string): void {
  const body = answer.json()
  assert.deepEqual([answer.status, body.error], [status, error], answer.text)
  assert.deepEqual(Object.keys(body), ['error', 'error_description'])
  const reference = answer.headers.get('x-correlation-id')
  assert.match(String(body.error_description), /^[\x20-\x21\x23-\x5B\x5D-\x7E]+ \(ref: [A-Za-z0-9-]{8,64}\)$/)
  assert.ok(String(body.error_description).endsWith(` (ref: ${reference})`))
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  assert.equal(answer.headers.get('pragma'), 'no-cache')
  assert.match(answer.headers.get('content-type') ?? '', /^application\/json/)
}
