import assert from 'node:assert/strict'
import { createHash, createHmac, generateKeyPairSync, randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { type RunningGateway, startGateway } from '../harness/gateway.ts'
import { basicHeader, openRelyingParty, type RelyingParty, signToken } from '../harness/relying-party.ts'
import { openReceiver, type Receiver } from '../harness/site-receiver.ts'
import { assertionKey, sharedSecret, standardSeed } from '../harness/standard-seed.ts'
import { type Answer, openUserAgent, type Sending, send, type UserAgent } from '../harness/user-agent.ts'

/** What no page may show as markup and no log may show at all, whatever it was sent in. */
export const marker = '"><pv-probe onload=x>'
export const evil = 'https://evil.example/catch'

/** Everything a probe needs, one gateway for all of them. */
export interface World {
  readonly gateway: RunningGateway
  readonly issuer: string
  readonly web: RelyingParty
  readonly api: RelyingParty
  /** Must never be called by the gateway. */
  readonly canary: Receiver
  post(path: string, sending?: Sending): Promise<Answer>
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>
  /** A request for tokens with the credentials of `web`, unless the form or the headers say otherwise. */
  token(form: Readonly<Record<string, string | undefined>>, headers?: Readonly<Record<string, string>>): Promise<Answer>
  /** A fresh code of `web`, as the form that redeems it. */
  redemption(party?: RelyingParty): Promise<Record<string, string>>
  /** Bytes as they are; the answer's status, or 0 when the connection was closed without one. */
  raw(bytes: string): Promise<{ readonly status: number; readonly text: string }>
}

/** A row of the suite: what is tried, and what must come of it. All answers are judged by the rules for every answer as well. */
export interface Probe {
  readonly name: string
  readonly run: (world: World) => Promise<Answer | readonly Answer[] | undefined>
}

export const probe = (name: string, run: Probe['run']): Probe => ({ name, run })

const client = (clientId: string, changes: Record<string, unknown>) => ({
  client_id: clientId,
  client_name: `Tjeneste ${clientId}`,
  client_orgno: '310000019',
  integration_type: 'idporten',
  client_secret: sharedSecret,
  redirect_uris: [`https://${clientId}.example.no/callback`],
  ...changes,
})

export async function openWorld(): Promise<World & { close(): Promise<void> }> {
  const canary = await openReceiver()
  const seed = standardSeed([
    client('api-owner', {
      integration_type: 'api_klient',
      scopes: ['idporten:token.introspection'],
      redirect_uris: undefined,
    }),
    client('bound', { dpop_bound_access_tokens: true }),
    client('must-push', { require_pushed_authorization_requests: true }),
  ])
  const gateway = await startGateway({ seed })
  const { issuer } = gateway
  const web = openRelyingParty(issuer)
  const basic = { authorization: basicHeader('web', sharedSecret) }
  const world: World = {
    gateway,
    issuer,
    web,
    api: openRelyingParty(issuer, 'api', { scope: 'openid eks:opaque.read' }),
    canary,
    post: (path, sending = {}) => send(`${issuer}${path}`, { method: 'POST', ...sending }),
    get: (path, headers = {}) => send(`${issuer}${path}`, { headers }),
    token: (form, headers) => send(`${issuer}/token`, { form, headers: headers ?? basic }),
    async redemption(party = web) {
      const callback = await party.logIn(openUserAgent())
      return {
        grant_type: 'authorization_code',
        code: callback.searchParams.get('code') ?? '',
        redirect_uri: party.redirectUri,
        code_verifier: party.verifier,
      }
    },
    raw: (bytes) => sendBytes(issuer, bytes),
  }
  return {
    ...world,
    async close() {
      await gateway.stop()
      await canary.close()
    },
  }
}

function sendBytes(issuer: string, bytes: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(issuer).port), 'localhost')
    let text = ''
    const done = () => resolve({ status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1] ?? 0), text })
    socket.setEncoding('latin1')
    socket.on('data', (part) => {
      text += part
    })
    socket.on('error', done)
    socket.on('close', done)
    // Whatever waits for more than it gets is given up by us, not by the clock of the test.
    socket.setTimeout(700, () => socket.destroy())
    socket.write(bytes, 'latin1')
  })
}

/** What holds of every answer, whatever was sent. */
export function judge(answer: Answer, { issuer }: World): void {
  assert.ok(answer.status < 500, `status ${answer.status}: ${answer.text.slice(0, 200)}`)
  assert.match(answer.headers.get('x-correlation-id') ?? '', /^[A-Za-z0-9-]{8,64}$/)
  assert.ok(!answer.text.includes('<pv-probe'), 'markup of the request came back as markup')
  const type = answer.headers.get('content-type') ?? ''
  if (type.includes('json') && answer.status >= 400) {
    const { error, error_description: description } = answer.json()
    assert.match(String(error), /^[a-z_]+$/)
    assert.match(String(description), /^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/)
    assert.match(answer.headers.get('cache-control') ?? '', /no-store/)
  }
  if (type.includes('html')) {
    const policy = answer.headers.get('content-security-policy') ?? ''
    assert.match(policy, /frame-ancestors 'none'/)
    assert.doesNotMatch(policy, /script-src[^;]*'unsafe-inline'/)
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff')
    assert.match(answer.headers.get('cache-control') ?? '', /no-store/)
  }
  // The choice of language is no secret, and scripts of services may read it (LANG-2).
  for (const line of answer.headers.getSetCookie())
    if (!line.startsWith('IDPORTEN_SELECTED_LANGUAGE=')) assert.match(line, /HttpOnly/i)
  const location = answer.headers.get('location')
  if (location === null) return
  assert.doesNotMatch(location, /[\r\n]/)
  const host = new URL(location, issuer).hostname
  assert.ok(host === 'localhost' || host.endsWith('.example.no') || host === '', `led to ${host}`)
}

export const refused = (answer: Answer, code: string, status = 400): Answer => {
  assert.equal(answer.status, status, answer.text.slice(0, 300))
  assert.equal(answer.json().error, code)
  return answer
}

/** A page of ours, and no redirect anywhere. */
export const page = (answer: Answer, status = 400): Answer => {
  assert.equal(answer.status, status, answer.text.slice(0, 300))
  assert.equal(answer.headers.get('location'), null)
  assert.match(answer.headers.get('content-type') ?? '', /html/)
  return answer
}

/** An error on its way back to the service: `error`, `iss`, the state if it can be given back, and no code. */
export const toldToService = (answer: Answer, code: string): Answer => {
  const address = answer.location()
  assert.equal(address.host, 'web.example.no')
  assert.equal(address.searchParams.get('error'), code)
  assert.deepEqual(
    [...address.searchParams.keys()].filter((name) => !['error', 'error_description', 'iss', 'state'].includes(name)),
    [],
  )
  return answer
}

/** A client assertion of `web-key`, right but for the changes. */
export function assertion(
  world: World,
  claims: Readonly<Record<string, unknown>> = {},
  header: Readonly<Record<string, unknown>> = {},
): string {
  const now = world.gateway.clock.nowSeconds()
  const said = {
    iss: 'web-key',
    sub: 'web-key',
    aud: world.issuer,
    iat: now,
    exp: now + 60,
    jti: randomUUID(),
    ...claims,
  }
  return signToken(present({ alg: 'RS256', kid: 'key-1', ...header }), present(said), assertionKey.privateKey)
}

/** The same claims under a MAC whose key is the public key: what a verifier that trusts `alg` would believe. */
export function macAssertion(world: World): string {
  const [, payload = ''] = assertion(world).split('.')
  const header = Buffer.from(JSON.stringify({ alg: 'HS256', kid: 'key-1' })).toString('base64url')
  const key = assertionKey.publicKey.export({ type: 'spki', format: 'pem' })
  const signed = `${header}.${payload}`
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
}

/** Signed with a key that nobody registered. */
export function foreignAssertion(world: World, header: Readonly<Record<string, unknown>> = {}): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const [, payload = ''] = assertion(world).split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
  return signToken(present({ alg: 'RS256', kid: 'key-1', ...header }), claims, privateKey)
}

const present = (members: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))

export const byAssertion = (token: string, form: Readonly<Record<string, string>> = {}) => ({
  grant_type: 'refresh_token',
  refresh_token: 'none',
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion: token,
  ...form,
})

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url')

export type { Answer, UserAgent }
export { basicHeader, openUserAgent, sharedSecret }
