import assert from 'node:assert/strict'
import type { Answer } from '../harness/user-agent.ts'
import { etat, type House, type HouseProbe, markup, probe, stranger, theirClient, theirScope } from './house-world.ts'

interface Operation {
  readonly method: string
  readonly path: string
  readonly hasBody: boolean
  /** Whose tokens open it; none: it is open to all. */
  readonly tokens: readonly string[]
}

/** Every operation, as the published document lists them: a new one is tried by itself. */
async function operations({ api }: House): Promise<readonly Operation[]> {
  const document = (await api('GET', '/v3/api-docs')).json() as unknown as {
    paths: Record<string, Record<string, { requestBody?: unknown; security?: Record<string, unknown>[] }>>
  }
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { requestBody, security = [] }]) => ({
      method: method.toUpperCase(),
      path,
      hasBody: requestBody !== undefined,
      tokens: security.flatMap((one) => Object.keys(one)),
    })),
  )
}

/** The path with things of the attacked organisation in it. */
const filled = (path: string): string =>
  path
    .replace('{client_id}', theirClient)
    .replace('{orgnr}', etat)
    .replace('{consumer_orgno}', stranger)
    .replace(/\{\w+\}/g, 'x'.repeat(22)) + (path.startsWith('/scopes') ? `?scope=${theirScope}` : '')

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const json = { 'content-type': 'application/json' }

const call = (house: House, { method, path, hasBody }: Operation, headers: Record<string, string>, body = '{}') =>
  house.api(method, filled(path), hasBody ? { headers: { ...json, ...headers }, body } : { headers })

/** Every operation that a token opens, called with one that must not. */
const refusedTo = (
  what: string,
  headersOf: (house: House) => Promise<Record<string, string>> | Record<string, string>,
  which: (operation: Operation) => boolean = () => true,
): HouseProbe =>
  probe(`REG-98 API-9 no operation is opened by ${what}`, async (house) => {
    const headers = await headersOf(house)
    const answers: Answer[] = []
    for (const operation of await operations(house)) {
      if (operation.tokens.length === 0 || !which(operation)) continue
      const answer = await call(house, operation, headers)
      assert.ok([401, 403].includes(answer.status), `${operation.method} ${operation.path}: ${answer.status}`)
      answers.push(answer)
    }
    assert.ok(answers.length > 0)
    return answers
  })

const isOf = (token: string) => (operation: Operation) => operation.tokens.includes(token)
const unsigned = (token: string) => {
  const claims = token.split('.')[1] ?? ''
  return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`
}

/** The claims are changed, the signature stays. */
function withScope(token: string): string {
  const [header = '', claims = '', signature = ''] = token.split('.')
  const said = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>
  const changed = { ...said, consumer: { authority: 'iso6523-actorid-upis', ID: `0192:${etat}` } }
  return `${header}.${Buffer.from(JSON.stringify(changed)).toString('base64url')}.${signature}`
}

const bodies: Readonly<Record<string, string>> = {
  'broken JSON': '{"a":',
  'a list': '[]',
  'a number': '1',
  null: 'null',
  'a byte order mark': '\ufeff{}',
  'names of prototypes': '{"__proto__":{"active":true},"constructor":{"prototype":{"x":1}},"hasOwnProperty":1}',
  'names twice': '{"client_name":"a","client_name":"b","prefix":"eks","prefix":"x"}',
  'a deep nest': '['.repeat(50_000),
  'a deep nest in a field': `{"client_name":${'['.repeat(5000)}${']'.repeat(5000)}}`,
  'numbers for texts': '{"client_name":1,"redirect_uris":{"0":"x"},"scopes":[1],"prefix":[],"description":{}}',
  'a number beyond all': '{"access_token_lifetime":1e999,"at_max_age":-1e400,"refresh_token_lifetime":1.5}',
  'half a character': '{"client_name":"\\ud800","description":"\\u0000","prefix":"\\ud800"}',
  markup: JSON.stringify({ client_name: markup, description: markup, prefix: markup, subscope: markup, pid: markup }),
  'a long text': JSON.stringify({ client_name: 'x'.repeat(400_000), description: 'y'.repeat(100_000) }),
  'twenty thousand entries': JSON.stringify({ redirect_uris: Array.from({ length: 20_000 }, () => 'https://a.no/') }),
  'more than the limit': JSON.stringify({ client_name: 'x'.repeat(600_000) }),
}

export const apiProbes: readonly HouseProbe[] = [
  refusedTo('no token', () => ({})),
  refusedTo('a word', () => bearer('word')),
  refusedTo('Basic', () => ({ authorization: `Basic ${Buffer.from('maskin:x').toString('base64')}` })),
  refusedTo('an id_token', ({ citizen }) => bearer(citizen.id_token ?? '')),
  refusedTo('a refresh token', ({ citizen }) => bearer(citizen.refresh_token ?? '')),
  refusedTo('the token of another environment', async ({ machineToken }) =>
    bearer(await machineToken(etat, 'prod-sim')),
  ),
  refusedTo('a token without a signature', async ({ machineToken }) => bearer(unsigned(await machineToken(etat)))),
  refusedTo('a token with claims that were changed', async ({ machineToken }) =>
    bearer(withScope(await machineToken(stranger))),
  ),
  refusedTo('a token of a machine with the scheme DPoP', async ({ machineToken }) => ({
    authorization: `DPoP ${await machineToken(etat)}`,
  })),
  refusedTo('the token of a citizen with the scheme DPoP and no proof', ({ citizen }) => ({
    authorization: `DPoP ${citizen.access_token}`,
  })),
  refusedTo(
    'the token of a citizen where a machine must ask',
    ({ citizen }) => bearer(citizen.access_token ?? ''),
    (operation) => !isOf('userToken')(operation),
  ),
  refusedTo(
    'the token of a machine where a citizen must ask',
    async ({ machineToken }) => bearer(await machineToken(etat)),
    (operation) => !isOf('machineToken')(operation),
  ),
  probe('ONB-18 what is named in a path is nobody’s but its owner’s', async (house) => {
    const headers = bearer(await house.machineToken(stranger))
    const answers: Answer[] = []
    for (const operation of await operations(house)) {
      if (operation.tokens.length === 0 || !/\{|^\/scopes$|^\/scopes\/access/.test(operation.path)) continue
      const answer = await call(house, operation, headers)
      const said = `${operation.method} ${operation.path}: ${answer.status} ${answer.text.slice(0, 200)}`
      assert.ok(answer.status >= 400 || answer.text === '[]', said)
      assert.doesNotMatch(answer.text, /Tjenesten|Etaten|redirect_uris|"scopes"/, said)
      answers.push(answer)
    }
    assert.ok(answers.length > 25)
    const own = await house.api('GET', `/clients/${theirClient}`, { headers: bearer(await house.machineToken(etat)) })
    assert.equal(own.json().active, true)
    return [...answers, own]
  }),
  probe('REG-107 a client of others looks like one that never was', async (house) => {
    const headers = bearer(await house.machineToken(stranger))
    const answers = [theirClient, 'never-was'].map((id) => house.api('GET', `/clients/${id}`, { headers }))
    const [theirs, none] = await Promise.all(answers)
    assert.ok(theirs !== undefined && none !== undefined)
    const shape = ({ text, status }: Answer) => [
      status,
      text.replaceAll(/[0-9a-f-]{36}|\d{4}-\d\d-\d\dT[^"]*|etat-tjeneste|never-was/g, ''),
    ]
    assert.deepEqual(shape(theirs), shape(none))
    return [theirs, none]
  }),
  ...Object.entries(bodies).map(([what, body]) =>
    probe(`REG-106 a body of ${what} is refused by every operation that takes one`, async (house) => {
      const machine = bearer(await house.machineToken(etat))
      const answers: Answer[] = []
      for (const operation of (await operations(house)).filter(({ hasBody }) => hasBody)) {
        const answer = await call(house, operation, machine, body)
        assert.ok(answer.status >= 400, `${operation.method} ${operation.path}: ${answer.status}`)
        answers.push(answer)
      }
      return answers
    }),
  ),
  ...['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonx', ''].map((type) =>
    probe(`REG-100 a body that calls itself ${type || 'nothing'} is no JSON`, async (house) => {
      const headers = { ...bearer(await house.machineToken(etat)), 'content-type': type }
      const answer = await house.api('POST', '/clients', { headers, body: '{}' })
      assert.ok([400, 415].includes(answer.status), `${answer.status}`)
      return [answer]
    }),
  ),
  ...['PATCH', 'OPTIONS', 'PUT', 'DELETE'].map((method) =>
    probe(`REG-106 ${method} is no method of the list of clients`, async (house) => {
      const answer = await house.api(method, '/clients', { headers: bearer(await house.machineToken(etat)) })
      assert.equal(answer.status, 405)
      assert.ok(answer.headers.get('allow'))
      return [answer]
    }),
  ),
  ...[
    `/clients/${theirClient}%00`,
    `/clients/..%2f..%2fclients%2f${theirClient}`,
    `/clients/${theirClient}%2fjwks`,
    '/clients/%ff',
    `/clients/${encodeURIComponent(markup)}`,
    '/clients/__proto__',
    `/clients/${'x'.repeat(6000)}`,
    `//clients/${theirClient}`,
    `/api/v1/api/v1/clients/${theirClient}`,
    `/scopes/scope?scope=${theirScope}&scope=x`,
    `/clients?inactive=true&inactive=%00&__proto__=1`,
    `/revokelist?client_id=${theirClient}&client_id=x`,
    `/organizations/${etat}%0d%0aX-Evil:1`,
    `/errors/${encodeURIComponent(markup)}`,
    '/clients/authorizations?pid=14838541241',
    '/innlogginger/logg/idporten?pid=14838541241',
  ].map((path) =>
    probe(`REG-106 ${path.slice(0, 60)} tells people of another organisation nothing`, async (house) => {
      const answer = await house.api('GET', path, { headers: bearer(await house.machineToken(stranger)) })
      assert.doesNotMatch(answer.text, /Tjenesten|etat-tjeneste",|14838541241/)
      return [answer]
    }),
  ),
  probe('API-57 what is asked about a person is not in the log', async (house) => {
    const headers = { ...json, ...bearer(await house.machineToken(etat)) }
    const answers = [
      await house.api('POST', '/clients/authorizations', { headers, body: '{"pid":"14838541241"}' }),
      await house.api('POST', '/clients/authorizations?pid=14838541241', { headers, body: '{"pid":"14838541241"}' }),
    ]
    assert.equal(
      house.program.gateway.logLines.find((line) => line.includes('14838541241')),
      undefined,
    )
    return answers
  }),
]
