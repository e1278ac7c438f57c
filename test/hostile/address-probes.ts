import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { basicHeader, openRelyingParty, submitTestId } from '../harness/relying-party.ts'
import { citizenA, citizenB, sharedSecret, standardSeed } from '../harness/standard-seed.ts'
import { type Answer, openUserAgent, send, type UserAgent } from '../harness/user-agent.ts'
import { consentSeed, readDialogue } from '../requirements/consent/dialogue.ts'
import { jwt, type Kinds, type KindsProbe, keys, post, probe, refused } from './kinds-world.ts'

/** Ways to write a place that is none of a service's: other machines, metadata of clouds, odd spellings, other schemes. */
const forbidden: readonly string[] = [
  'http://169.254.169.254/latest/meta-data/',
  'http://10.0.0.1/jwks',
  'http://192.168.1.1/jwks',
  'http://172.16.0.1/jwks',
  'http://100.64.0.1/jwks',
  'http://0.0.0.0/jwks',
  'http://[::]/jwks',
  'http://[fe80::1]/jwks',
  'http://[fd00::1]/jwks',
  'http://[64:ff9b::a00:1]/jwks',
  'http://224.0.0.1/jwks',
  'http://255.255.255.255/jwks',
]

/** What cannot even be registered: one place would have two spellings. */
const misspelt: readonly string[] = [
  'http://[::ffff:169.254.169.254]/',
  'http://[0:0:0:0:0:ffff:7f00:1]/',
  'http://167772161/jwks',
  'http://012.0.0.1/jwks',
  'http://0xa.0.0.1/jwks',
  'http://0xa000001/jwks',
  'http://10.1/jwks',
  'http://192.168.257/jwks',
  'http://user@web.example.no/jwks',
  'http://l\u24decalhost/jwks',
  'file:///etc/passwd',
  'gopher://web.example.no/jwks',
  'data:application/json,{}',
]

/** How a server of somebody else can misbehave, below one origin; redirects lead to the canary. */
export const misbehaviours = ['redirect', 'endless', 'huge', 'silent', 'reset', 'gzip', 'lies'] as const

export async function openMisbehaving(canaryOrigin: () => string) {
  const server = createServer((request, response) => {
    const kind = (request.url ?? '/').slice(1)
    if (kind === 'redirect') return response.writeHead(302, { location: `${canaryOrigin()}/jwks` }).end()
    if (kind === 'huge') return response.writeHead(200).end('x'.repeat(5_000_000))
    if (kind === 'reset') return request.socket.destroy()
    if (kind === 'lies') return response.writeHead(200, { 'content-length': '9' }).end('{"keys":')
    if (kind === 'gzip') return response.writeHead(200, { 'content-encoding': 'gzip' }).end(Buffer.alloc(1000))
    if (kind !== 'endless') return undefined
    response.writeHead(200)
    const drip = setInterval(() => response.write(' '), 100)
    return response.on('close', () => clearInterval(drip))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((closed) => {
        server.closeAllConnections()
        server.close(() => closed())
      }),
  }
}

/** A client for each address, which it is said to publish its keys at. */
export const fetchingClients = (origin: string): Record<string, unknown>[] =>
  [...forbidden, ...misbehaviours.map((kind) => `${origin}/${kind}`)].map((jwks_uri, index) => ({
    client_id: `fetch-${index}`,
    client_name: `Tjeneste ${index}`,
    client_orgno: '310000019',
    integration_type: 'idporten',
    token_endpoint_auth_method: 'private_key_jwt',
    redirect_uris: [`https://fetch-${index}.example.no/callback`],
    jwks_uri,
  }))

const asksAs = async (world: Kinds, index: number): Promise<Answer> => {
  const clientId = `fetch-${index}`
  const assertion = jwt({ alg: 'RS256', kid: 'key-rs' }, world.claims({ iss: clientId, sub: clientId }))
  const form = { grant_type: 'refresh_token', refresh_token: 'x', client_id: clientId }
  const answer = await post(world, '/token', world.byAssertion(form, assertion))
  // Where it was not read to the caller is told, why only the log.
  assert.doesNotMatch(answer.text, /169|ECONN|public|redirect|answered|bytes|time/)
  assert.deepEqual(world.canary.received, [])
  return refused(answer, 'invalid_client')
}

const lege = ({ issuer }: Kinds) => openRelyingParty(issuer, 'lege', { scope: 'openid eks:sykmelding.read' })

async function dialogueOf(world: Kinds, browser: UserAgent, pid = citizenA, scope?: string, party = lege(world)) {
  // Asked for always, whatever another probe agreed to.
  const begun = await party.authorize(browser, { prompt: 'consent', ...(scope === undefined ? {} : { scope }) })
  const next = begun.location()
  const reached =
    next.pathname === '/authorize/selector' ? (await submitTestId(browser, next, { pid })).location() : next
  assert.equal(reached.pathname, '/authorize/consent')
  return readDialogue(browser, reached)
}

const gaveNothing = (answer: Answer): Answer => {
  assert.doesNotMatch(`${answer.headers.get('location')}`, /[?&]code=/)
  return answer
}

export const addressProbes: readonly KindsProbe[] = [
  ...[...forbidden, ...misbehaviours].map((what, index) =>
    probe(`FETCH-1 FETCH-3 keys are not read from ${what}`, (world) => asksAs(world, index)),
  ),
  ...['jwks_uri', 'backchannel_logout_uri'].flatMap((name) =>
    misspelt.map((address) =>
      probe(`RU-1 FETCH-1 ${address} cannot be registered as ${name}`, async ({ gateway }) => {
        const [web] = standardSeed().clients
        const client = { ...web, client_id: 'misspelt', client_secret: undefined, [name]: address }
        const keyed = name === 'jwks_uri' ? { ...client, token_endpoint_auth_method: 'private_key_jwt' } : client
        const faults = await gateway.reseed({ version: 1, environment: 'test', clients: [keyed] })
        assert.ok(
          faults.some((fault) => fault.includes(name)),
          faults.join(' '),
        )
        return []
      }),
    ),
  ),
  probe('REG-67 a key that the client did not publish is not taken from its header', async (world) => {
    const jwk = keys['key-rs'].publicKey.export({ format: 'jwk' })
    const header = { alg: 'RS256', kid: 'key-rs', jwk, jku: `${world.canary.origin}/jwks` }
    const claims = world.claims({ iss: 'fetch-0', sub: 'fetch-0' })
    const form = { grant_type: 'refresh_token', refresh_token: 'x', client_id: 'fetch-0' }
    return refused(await post(world, '/token', world.byAssertion(form, jwt(header, claims))), 'invalid_client')
  }),

  probe('CONS-3 a yes with more scopes in the form grants what was shown and no more', async (world) => {
    const browser = openUserAgent()
    const party = lege(world)
    const { press } = await dialogueOf(world, browser, citizenB, undefined, party)
    const more = 'openid eks:sykmelding.read eks:sykmelding.write eks:helse.read'
    const answer = await press('accept', {
      scope: more,
      scopes: more,
      client_id: 'web',
      redirect_uri: world.canary.origin,
    })
    assert.equal(answer.location().host, 'lege.example.no')
    const tokens = await party.redeem(answer.location())
    assert.equal(tokens.json().scope, 'openid eks:sykmelding.read')
    const again = await press('accept')
    return [answer, tokens, gaveNothing(again)]
  }),
  ...(
    [
      ['no seal', { seal: undefined }],
      ['a seal of letters', { seal: 'A'.repeat(43) }],
      ['a decision in capitals', { decision: 'ACCEPT' }],
      ['another language than was read', { shown: 'en' }],
      ['a language that is none', { shown: '__proto__' }],
    ] as const
  ).map(([what, changes]) =>
    probe(`CONS-3 a yes with ${what} gives nothing`, async (world) => {
      const { press } = await dialogueOf(world, openUserAgent())
      const answer = await press('accept', changes)
      // Where the language falls back to the one that was read, the seal is right and so is the answer.
      return changes && 'shown' in changes && changes.shown === '__proto__' ? answer : gaveNothing(answer)
    }),
  ),
  probe('CONS-3 the seal of one dialogue answers no other', async (world) => {
    const browser = openUserAgent()
    const first = await dialogueOf(world, browser)
    const second = await dialogueOf(world, browser, citizenA, 'openid eks:sykmelding.write')
    const seal = /name="seal" value="([^"]*)"/.exec(first.page.text)?.[1]
    return gaveNothing(await second.press('accept', { seal }))
  }),
  probe('PAGE-24 a yes from another browser gives nothing, also with a session of its own', async (world) => {
    const { url, page } = await dialogueOf(world, openUserAgent())
    const thief = openUserAgent()
    await dialogueOf(world, thief, citizenB)
    const seal = /name="seal" value="([^"]*)"/.exec(page.text)?.[1]
    return gaveNothing(await thief.send(url.href, { form: { seal, shown: 'nb', decision: 'accept' } }))
  }),
  probe('CONS-3 a yes after the logout gives nothing', async (world) => {
    const browser = openUserAgent()
    const { press } = await dialogueOf(world, browser)
    const out = await browser.send(`${world.issuer}/logout`)
    return [out, gaveNothing(await press('accept'))]
  }),
  probe('CONS-3 a link is no yes', async (world) => {
    const browser = openUserAgent()
    const { url, page } = await dialogueOf(world, browser)
    const seal = /name="seal" value="([^"]*)"/.exec(page.text)?.[1] ?? ''
    return gaveNothing(
      await browser.send(`${url.href}&${new URLSearchParams({ seal, shown: 'nb', decision: 'accept' })}`),
    )
  }),
  probe('AUTHZ-27 prompt=none shows no dialogue and gives nothing', async (world) => {
    const browser = openUserAgent()
    await dialogueOf(world, browser)
    const answer = await lege(world).authorize(browser, { prompt: 'none', scope: 'openid eks:sykmelding.write' })
    assert.equal(answer.location().searchParams.get('error'), 'consent_required')
    return gaveNothing(answer)
  }),
  ...['', 'x', 'A'.repeat(50), '__proto__', '../state', `${'A'.repeat(49)}%00`, 'A'.repeat(5000)].map((handle) =>
    probe(`LOUT-3 the logout ${handle.slice(0, 12)} of ${handle.length} letters is nobody’s`, async ({ issuer }) => {
      const state = await openUserAgent().send(`${issuer}/logout/state?logout=${handle}`)
      assert.equal(state.status, 404)
      const done = await openUserAgent().send(`${issuer}/logout/done?logout=${handle}&called=0.1.2`)
      assert.doesNotMatch(done.text, /Tjeneste [a-z0-9-]+<|Legeappen|som signerer/)
      return [state, done]
    }),
  ),
  probe('REG-4 CLI-2 nothing that a client had under way is worth anything once it is closed', async (world) => {
    const { gateway, issuer } = world
    const party = openRelyingParty(issuer, 'lege', { scope: 'openid profile' })
    const tokens = await party.tokens(openUserAgent())
    const callback = await party.logIn(openUserAgent())
    const browser = openUserAgent()
    const { press } = await dialogueOf(world, browser)
    const waiting = openUserAgent()
    const selector = (await party.authorize(waiting)).location()
    const basic = { authorization: basicHeader('lege', sharedSecret) }
    const pushed = await post(world, '/par', Object.fromEntries(new URL(party.authorizeUrl()).searchParams), basic)
    assert.equal(pushed.status, 201, pushed.text)
    const found = (consentSeed() as { clients: { client_id?: string }[] }).clients.find(
      ({ client_id }) => client_id === 'lege',
    )
    const lege = (active: boolean) => ({ version: 1, environment: 'test', clients: [{ ...found, active }] })
    assert.deepEqual(await gateway.reseed(lege(false)), [])
    try {
      const handle = new URLSearchParams({ client_id: 'lege', request_uri: String(pushed.json().request_uri) })
      const answers = [
        refused(await party.redeem(callback), 'invalid_client'),
        refused(await party.refresh(tokens.refresh_token ?? ''), 'invalid_client'),
        await send(`${issuer}/userinfo`, { headers: { authorization: `Bearer ${tokens.access_token}` } }),
        await waiting.send(`${issuer}/authorize?${handle}`),
        await waiting.send(selector.href),
        await press('accept'),
      ]
      for (const answer of answers)
        assert.ok(answer.status >= 400, `${answer.status} ${answer.headers.get('location')}`)
      return answers.map(gaveNothing)
    } finally {
      assert.deepEqual(await gateway.reseed(lege(true)), [])
    }
  }),
]
