import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { citizenA } from '../harness/standard-seed.ts'
import { type Answer, openUserAgent, send } from '../harness/user-agent.ts'
import { jwt, type Kinds, type KindsProbe, post, probe, refused } from './kinds-world.ts'

const afterLogout = 'https://signer.example.no/logged-out'

/** What a requestor can hold, made anew for each probe. */
const kinds = {
  id_token: async (world) => (await world.tokens()).id_token,
  'access token': async (world) => (await world.tokens()).access_token,
  'opaque access token': async (world) => (await world.tokens(undefined, 'eks:opaque.read')).access_token,
  'refresh token': async (world) => (await world.tokens()).refresh_token,
  code: async ({ party }) => (await party.logIn(openUserAgent())).searchParams.get('code') ?? '',
  async 'logout token'(world) {
    const browser = openUserAgent()
    await world.tokens(browser)
    const before = world.told.told('signer').length
    await browser.send(`${world.issuer}/logout`)
    return (await world.told.toldTimes('signer', before + 1)).logoutToken
  },
  'client assertion': async (world) => world.assertion(),
  'assertion of a machine': async (world) => jwt({ alg: 'RS256', kid: 'key-rs' }, machineClaims(world)),
  async 'token of a machine'(world) {
    const assertion = jwt({ alg: 'RS256', kid: 'key-rs' }, machineClaims(world))
    const answer = await post(world, '/machine/token', { grant_type: machineGrant, assertion })
    assert.equal(answer.status, 200, answer.text)
    return String(answer.json().access_token)
  },
  'request object': async (world) => requestObject(world),
  'DPoP proof': (world) => world.proof('/token'),
  async 'pushed handle'(world) {
    const form = Object.fromEntries(new URL(world.party.authorizeUrl()).searchParams)
    const answer = await post(world, '/par', world.byAssertion(form))
    return String(answer.json().request_uri)
  },
} satisfies Record<string, (world: Kinds) => Promise<string | undefined>>
type Kind = keyof typeof kinds

const machineGrant = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const machineClaims = ({ issuer, gateway }: Kinds) => {
  const iat = gateway.clock.nowSeconds()
  return { iss: 'maskin', aud: `${issuer}/machine/`, scope: 'eks:maskin', iat, exp: iat + 60, jti: randomUUID() }
}
const requestObject = ({ party, issuer, gateway }: Kinds) => {
  const iat = gateway.clock.nowSeconds()
  const asked = Object.fromEntries(new URL(party.authorizeUrl()).searchParams)
  return jwt(
    { alg: 'RS256', kid: 'key-rs', typ: 'oauth-authz-req+jwt' },
    { ...asked, iss: 'signer', aud: issuer, iat, exp: iat + 60, jti: randomUUID() },
  )
}

interface Place {
  /** What belongs there. */
  readonly right: readonly Kind[]
  /** Puts the value there, and proves that nothing came of it. */
  readonly refuses: (world: Kinds, value: string) => Promise<Answer>
}

/** What a page leads on with; the form that switches its language only carries what was sent. */
const wayBack = /(?:href|action|content|data-[a-z-]+)="[^"]*signer\.example\.no\/logged-out/

async function loggedOutWith({ party, issuer }: Kinds, hint: string): Promise<Answer> {
  const browser = openUserAgent()
  await party.logIn(browser)
  const query = new URLSearchParams({ id_token_hint: hint, post_logout_redirect_uri: afterLogout })
  return browser.send(`${issuer}/logout?${query}`)
}

/** No login and no code: an error page, or an error at the client. */
const unanswered = (answer: Answer): Answer => {
  const location = answer.headers.get('location')
  if (location === null) assert.equal(answer.status, 400)
  else {
    const to = new URL(location)
    assert.equal(to.host, 'signer.example.no')
    assert.match(to.searchParams.get('error') ?? '', /^invalid_request/)
  }
  return answer
}

const places: Readonly<Record<string, Place>> = {
  'access token': {
    right: ['access token', 'opaque access token'],
    async refuses({ issuer }, value) {
      const answer = await send(`${issuer}/userinfo`, { headers: { authorization: `Bearer ${value}` } })
      assert.equal(answer.status, 401)
      return answer
    },
  },
  'bound access token': {
    right: [],
    async refuses(world, value) {
      const headers = { authorization: `DPoP ${value}`, dpop: await world.proof('/userinfo', value) }
      const answer = await send(`${world.issuer}/userinfo`, { headers })
      assert.equal(answer.status, 401)
      return answer
    },
  },
  'id_token_hint of a login': {
    right: ['id_token'],
    refuses: async ({ party }, value) =>
      unanswered(await party.authorize(openUserAgent(), { id_token_hint: value, prompt: 'none' })),
  },
  'id_token_hint of a logout': {
    right: ['id_token'],
    async refuses(world, value) {
      const answer = await loggedOutWith(world, value)
      assert.doesNotMatch(answer.text, wayBack)
      assert.equal(answer.headers.get('location'), null)
      return answer
    },
  },
  'client assertion': {
    right: ['client assertion'],
    refuses: async (world, value) =>
      refused(
        await post(world, '/token', world.byAssertion({ grant_type: 'refresh_token', refresh_token: 'x' }, value)),
        'invalid_client',
        'invalid_request',
      ),
  },
  'request object at PAR': {
    right: ['request object'],
    refuses: async (world, value) =>
      refused(
        await post(world, '/par', world.byAssertion({ client_id: 'signer', request: value })),
        'invalid_request_object',
      ),
  },
  'request object in the address': {
    right: ['request object'],
    refuses: async ({ party }, value) => unanswered(await party.authorize(openUserAgent(), { request: value })),
  },
  request_uri: {
    right: ['pushed handle'],
    async refuses({ party }, value) {
      const answer = await party.authorize(openUserAgent(), { request_uri: value })
      const error = answer.headers.get('location') === null ? '' : answer.location().searchParams.get('error')
      assert.ok(answer.status === 400 || error === 'request_uri_not_supported', `${answer.status} ${error}`)
      return answer
    },
  },
  'DPoP proof': {
    right: ['DPoP proof'],
    refuses: async (world, value) =>
      refused(
        await post(world, '/token', world.byAssertion({ grant_type: 'refresh_token', refresh_token: 'x' }), {
          dpop: value,
        }),
        'invalid_dpop_proof',
      ),
  },
  'refresh token': {
    right: ['refresh token'],
    refuses: async (world, value) =>
      refused(
        await post(world, '/token', world.byAssertion({ grant_type: 'refresh_token', refresh_token: value })),
        'invalid_grant',
      ),
  },
  code: {
    right: ['code'],
    refuses: async (world, value) =>
      refused(
        await post(
          world,
          '/token',
          world.byAssertion({
            grant_type: 'authorization_code',
            code: value,
            redirect_uri: world.party.redirectUri,
            code_verifier: world.party.verifier,
          }),
        ),
        'invalid_grant',
      ),
  },
  'assertion of a machine': {
    right: ['assertion of a machine'],
    refuses: async (world, value) =>
      refused(
        await post(world, '/machine/token', { grant_type: machineGrant, assertion: value }),
        'invalid_grant',
        'invalid_client',
        'invalid_request',
      ),
  },
}

/** Every kind in every place that another kind belongs in. */
const confused: readonly KindsProbe[] = Object.entries(places).flatMap(([place, { right, refuses }]) =>
  (Object.keys(kinds) as Kind[])
    .filter((kind) => !right.includes(kind))
    .map((kind) =>
      probe(`AT-21 no ${kind} is taken for a ${place}`, async (world) => {
        // So that nobody is slowed down for what failed before.
        world.gateway.clock.forward(61)
        const value = await kinds[kind](world)
        assert.ok(value !== undefined && value.length > 20)
        return refuses(world, value)
      }),
    ),
)

export const kindsProbes: readonly KindsProbe[] = [
  ...confused,
  probe('LOGOUT-3 an id_token as hint leads back, so the refusals of the others say something', async (world) => {
    const { id_token: hint = '' } = await world.tokens()
    const answer = await loggedOutWith(world, hint)
    assert.match(answer.text, wayBack)
    return answer
  }),
  ...['/token', '/par', '/introspect', '/revoke', '/userinfo', '/machine/token', '/authorize', '/logout'].map((path) =>
    probe(`HTTP-18 the name of a parameter of ${path} that comes twice is neither told nor logged`, async (world) => {
      const answer = await send(world.issuer + path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `${citizenA}=1&${citizenA}=2&grant_type=x`,
      })
      const seen = answer.status === 303 ? await send(answer.location().href) : answer
      assert.ok(!seen.text.includes(citizenA), seen.text.slice(0, 300))
      const from = `${seen.headers.get('x-correlation-id')}`
      assert.equal(
        world.gateway.logLines.find((line) => line.includes(from) && line.includes(citizenA)),
        undefined,
      )
      return seen
    }),
  ),
]
