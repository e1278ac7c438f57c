import assert from 'node:assert/strict'
import { connect } from 'node:net'
import type { RunningGateway } from '../../harness/gateway.ts'
import type { Answer } from '../../harness/user-agent.ts'

/** The parameters of an answer to the service, which must come as a redirect with a query to this address. */
export function parametersAt(answer: Answer, redirectUri: string): Record<string, string> {
  const location = answer.headers.get('location') ?? ''
  assert.equal(answer.status, 302, `${answer.status} ${location} ${answer.text.slice(0, 200)}`)
  assert.ok(location.startsWith(redirectUri), location)
  return Object.fromEntries(new URL(location).searchParams)
}

/** As `parametersAt`; the answer must be this error, say it with a reference, and hold nothing else. */
export function assertErrorRedirect(answer: Answer, redirectUri: string, error: string): Record<string, string> {
  const { error_description: description = '', iss, state, error: code, ...rest } = parametersAt(answer, redirectUri)
  assert.equal(code, error, description)
  assert.ok(description.endsWith(` (ref: ${answer.headers.get('x-correlation-id')})`), description)
  assert.match(description, /^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/)
  assert.deepEqual(rest, {})
  return { ...(iss === undefined ? {} : { iss }), ...(state === undefined ? {} : { state }) }
}

/** The gateway's own error page: no redirect, no cookie, the reference, and nothing of what was `sent`. */
export function assertErrorPage(answer: Answer, status: number, ...sent: readonly string[]): void {
  assert.equal(answer.status, status, answer.text.slice(0, 300))
  assert.equal(answer.headers.get('location'), null)
  assert.deepEqual(answer.headers.getSetCookie(), [])
  assert.equal(answer.headers.get('content-type'), 'text/html; charset=utf-8')
  const reference = answer.headers.get('x-correlation-id') ?? ''
  assert.match(reference, /^[A-Za-z0-9-]{8,64}$/)
  assert.ok(answer.text.includes(`<code>${reference}</code>`))
  for (const value of sent) assert.ok(!answer.text.includes(value), `reflects ${value}`)
  assert.doesNotMatch(answer.text, /node_modules|\bat .+\.ts:\d+|(?:Type|Range|Protocol)Error/)
}

/** The newest refusal that the gateway told of. */
export const lastRefusal = (gateway: RunningGateway) => {
  const refused = gateway.events.findLast((event) => event.kind === 'refused')
  assert.ok(refused?.kind === 'refused')
  return refused
}

/** Sends these very bytes (latin1) and resolves with everything that comes back until the connection closes. */
export function sendRaw(issuer: string, text: string): Promise<{ status: number; head: string; body: string }> {
  const { hostname, port } = new URL(issuer)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    let got = ''
    const deadline = setTimeout(() => {
      socket.destroy()
      reject(new Error(`no end within five seconds: ${got.slice(0, 200)}`))
    }, 5000)
    socket.on('data', (chunk) => {
      got += chunk
    })
    // The gateway may hang up while we still send; what it said before counts.
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearTimeout(deadline)
      const [head = '', body = ''] = got.split('\r\n\r\n', 2)
      resolve({ status: Number(head.slice(9, 12)), head, body })
    })
    socket.write(Buffer.from(text, 'latin1'))
  })
}
