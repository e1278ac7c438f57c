import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type RunningGateway, startGateway } from '../../harness/gateway.ts'
import { basicHeader, openRelyingParty } from '../../harness/relying-party.ts'
import { sharedSecret, standardSeed } from '../../harness/standard-seed.ts'
import { type Answer, openUserAgent, send } from '../../harness/user-agent.ts'

/** What each test starts from: a web client of its own, so that one test's change is not another's. */
const client = (client_id: string, more: Record<string, unknown> = {}) => ({
  client_id,
  client_name: `Tjeneste ${client_id}`,
  client_orgno: '310000019',
  integration_type: 'idporten',
  client_secret: sharedSecret,
  redirect_uris: [`https://${client_id}.example.no/callback`],
  post_logout_redirect_uris: [`https://${client_id}.example.no/logged-out`],
  ...more,
})
const names = ['moving', 'closing', 'turning-public', 'changing-method', 'repeating']
const seedOf = (...clients: Record<string, unknown>[]) => ({ version: 1, environment: 'test', clients })

let gateway: RunningGateway
before(async () => {
  gateway = await startGateway({ seed: standardSeed(names.map((name) => client(name))) })
})
after(() => gateway.stop())
beforeEach(() => gateway.clock.forward(61)) // Failures of one test do not slow down the next.

const reseed = async (...clients: Record<string, unknown>[]): Promise<void> =>
  assert.deepEqual(await gateway.reseed(seedOf(...clients)), [])

/** `invalid_grant` says that the client was let through. */
const knock = (form: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> =>
  send(`${gateway.issuer}/token`, {
    form: { grant_type: 'refresh_token', refresh_token: 'nobody-has-this', ...form },
    headers,
  })
const withBasic = (id: string) => knock({}, { authorization: basicHeader(id, sharedSecret) })
const withPost = (id: string) => knock({ client_id: id, client_secret: sharedSecret })
const errorOf = async (answer: Promise<Answer>): Promise<unknown[]> => {
  const { status, json } = await answer
  return [status, json().error]
}

test('REG-3 a written change counts at once at the authorization, token and logout endpoints', async () => {
  const moved = 'https://moved.example.no/callback'
  const party = openRelyingParty(gateway.issuer, 'moving')
  const browser = openUserAgent()
  const { id_token } = await party.tokens(browser)
  assert.equal((await party.authorize(openUserAgent(), { redirect_uri: moved })).status, 400)
  const secret = 'another-secret-of-this-client'
  await reseed(
    client('moving', {
      redirect_uris: [moved],
      post_logout_redirect_uris: ['https://moved.example.no/out'],
      client_secret: secret,
    }),
  )
  const selector = await party.authorize(openUserAgent(), { redirect_uri: moved })
  assert.equal(selector.location().pathname, '/authorize/selector')
  assert.equal((await party.authorize(openUserAgent())).status, 400, 'the former address')
  assert.deepEqual(await errorOf(withBasic('moving')), [401, 'invalid_client'])
  const authorization = basicHeader('moving', secret)
  assert.deepEqual(await errorOf(knock({}, { authorization })), [400, 'invalid_grant'])
  const logout = (to: string) =>
    browser.send(
      `${gateway.issuer}/logout?${new URLSearchParams({ id_token_hint: `${id_token}`, post_logout_redirect_uri: to })}`,
    )
  assert.equal((await logout('https://moved.example.no/out')).location().href, 'https://moved.example.no/out')
})

test('REG-4 a closed client can neither log in nor redeem a code that it got before, and can be opened again', async () => {
  const party = openRelyingParty(gateway.issuer, 'closing')
  const callback = await party.logIn(openUserAgent())
  await reseed(client('closing', { active: false }))
  assert.equal((await party.authorize(openUserAgent())).status, 400)
  assert.deepEqual(await errorOf(party.redeem(callback)), [401, 'invalid_client'])
  await reseed(client('closing', { active: true }))
  assert.equal((await party.authorize(openUserAgent())).location().pathname, '/authorize/selector')
})

test('REG-17 a web client that becomes a browser client loses its secret, also when it becomes a web client again', async () => {
  const { client_secret: _, ...withoutSecret } = client('turning-public')
  await reseed({ ...withoutSecret, application_type: 'browser' })
  assert.deepEqual(await errorOf(withBasic('turning-public')), [401, 'invalid_client'])
  assert.deepEqual(await errorOf(knock({ client_id: 'turning-public' })), [400, 'invalid_grant'])
  await reseed(withoutSecret)
  assert.deepEqual(await errorOf(withBasic('turning-public')), [401, 'invalid_client'])
  const faults = await gateway.reseed(seedOf(client('turning-public', { application_type: 'native' })))
  assert.match(faults.join(), /clients\[0\]\.client_secret: .*REG-17/)
})

test('REG-18 between basic and post the secret stays and only the registered way counts; any other method ends it', async () => {
  const { client_secret: _, ...withoutSecret } = client('changing-method')
  assert.deepEqual(await errorOf(withBasic('changing-method')), [400, 'invalid_grant'])
  assert.deepEqual(await errorOf(withPost('changing-method')), [401, 'invalid_client'])
  await reseed({ ...withoutSecret, token_endpoint_auth_method: 'client_secret_post' })
  assert.deepEqual(await errorOf(withPost('changing-method')), [400, 'invalid_grant'])
  assert.deepEqual(await errorOf(withBasic('changing-method')), [401, 'invalid_client'])
  await reseed({ ...withoutSecret, token_endpoint_auth_method: 'private_key_jwt' })
  await reseed({ ...withoutSecret, token_endpoint_auth_method: 'client_secret_post' })
  assert.deepEqual(await errorOf(withPost('changing-method')), [401, 'invalid_client'])
})

test('REG-30 another than the registered method is refused without a hint to the caller, and the event tells the owner', async () => {
  const answer = await withPost('repeating')
  assert.deepEqual([answer.status, answer.json().error], [401, 'invalid_client'])
  const reference = answer.headers.get('x-correlation-id') ?? ''
  const event = gateway.events.find(({ correlationId }) => correlationId === reference)
  assert.ok(event?.kind === 'refused', JSON.stringify(event))
  assert.deepEqual(
    [event.clientId, event.code, event.description],
    [
      'repeating',
      'invalid_client',
      'the client is registered for client_secret_basic and was presented with client_secret_post',
    ],
  )
  const wrongSecret = await knock({}, { authorization: basicHeader('repeating', 'wrong') })
  const withoutReference = ({ headers, json }: Answer) =>
    String(json().error_description).replace(headers.get('x-correlation-id') ?? '', '')
  assert.equal(withoutReference(answer), withoutReference(wrongSecret))
})

test('REG-32 a public client sends its id and nothing else', async () => {
  assert.deepEqual(await errorOf(knock({ client_id: 'spa' })), [400, 'invalid_grant'])
  assert.deepEqual(await errorOf(withPost('spa')), [401, 'invalid_client'])
  assert.deepEqual(await errorOf(withBasic('app')), [401, 'invalid_client'])
})
