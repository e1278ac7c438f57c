import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { sentRecord, shownUri } from '../../../src/protocol/sent-record.ts'
import { citizenA } from '../../harness/standard-seed.ts'

const record = (query: string, more: Partial<Parameters<typeof sentRecord>[0]> = {}) =>
  sentRecord({ query, body: '', ...more })
const form = (values: Readonly<Record<string, string>>) => new URLSearchParams(values).toString()
const part = (members: object) => Buffer.from(JSON.stringify(members)).toString('base64url')

test('EXPL-6 what opens something or says who somebody is is never in the record, wherever it was sent', () => {
  const secret = 'Zm9yIG5vYm9keSBlbHNlIHRvIHNlZQ'
  const hidden = [
    'code',
    'code_verifier',
    'client_secret',
    'refresh_token',
    'access_token',
    'token',
    'request_uri',
    'state',
    'nonce',
    'login_hint',
    'password',
    'unknown_parameter',
    'client_assertion',
    'request',
    'assertion',
    'id_token_hint',
  ]
  for (const name of hidden)
    for (const sent of [record(form({ [name]: secret })), record('', { body: form({ [name]: secret }) })])
      assert.ok(!JSON.stringify(sent).includes(secret), name)
  for (const authorization of [`Basic ${secret}`, `Bearer ${secret}`, secret, `${secret} x`])
    assert.ok(!JSON.stringify(record('', { authorization })).includes(secret))
  const jwt = `${part({ alg: 'RS256', kid: 'k' })}.${part({ iss: 'web', pid: citizenA, name: secret })}.${secret}`
  for (const name of ['client_assertion', 'request', 'id_token_hint', 'scope', 'state', 'redirect_uri'])
    assert.ok(!JSON.stringify(record(form({ [name]: jwt }))).includes(secret), name)
  assert.ok(!JSON.stringify(record('', { dpop: jwt })).includes(secret))
})

test('EXPL-6 a national id is left out of every value and name, however it is written', () => {
  const written = [
    citizenA,
    `${citizenA.slice(0, 6)} ${citizenA.slice(6)}`,
    `${citizenA.slice(0, 6)}-${citizenA.slice(6)}`,
    `x${citizenA}y`,
    [...citizenA].map((digit) => `%${digit.charCodeAt(0).toString(16)}`).join(''),
  ]
  for (const pid of written)
    for (const name of [
      'scope',
      'redirect_uri',
      'client_id',
      'resource',
      'acr_values',
      'ui_locales',
      'login_hint',
      'odd',
    ]) {
      const query = `${name}=${pid.includes('%') ? pid : encodeURIComponent(`https://a.no/${pid}`)}&p${encodeURIComponent(pid)}=1`
      const digits = JSON.stringify(record(query)).replaceAll(/[ -]/g, '')
      assert.ok(!digits.includes(citizenA), `${name} ${pid}: ${digits}`)
    }
  assert.equal(shownUri(`https://a.no/${citizenA}/x?id=${citizenA}&b=c#d=${citizenA}`), 'https://a.no/…/x?id=…&b=…')
})

test('EXPL-6 what a developer compares is told as it was sent', () => {
  const claims = {
    iss: 'web',
    sub: 'web',
    aud: ['https://one', 'https://two'],
    iat: 1_772_442_900,
    exp: 1_772_443_020,
    jti: 'j',
  }
  const assertion = `${part({ alg: 'PS256', kid: 'key-1', typ: 'JWT' })}.${part(claims)}.signature`
  assert.deepEqual(
    record(
      'client_id=web&scope=openid+profile&prompt=none&resource=https%3A%2F%2Fa.no%2Fapi&resource=urn%3Ax&state=&client_id=web',
      { body: form({ client_assertion: assertion }), authorization: 'Basic abc' },
    ),
    {
      'header Authorization': 'Basic (not shown)',
      client_id: 'web | web',
      scope: 'openid profile',
      prompt: 'none',
      resource: 'https://a.no/api | urn:x',
      state: '(empty)',
      client_assertion:
        'alg PS256, typ JWT, kid key-1, iss web, sub web, aud ["https://one","https://two"], iat 1772442900, exp 1772443020, jti present',
    },
  )
})

test('EXPL-6 whatever is sent, the record is small, printable and made without a fault', () => {
  let seed = 'begin'
  const chance = (below: number): number => {
    seed = createHash('sha256').update(seed).digest('hex')
    return Number.parseInt(seed.slice(0, 8), 16) % below
  }
  const names = [
    'scope',
    'client_id',
    'redirect_uri',
    'client_assertion',
    '__proto__',
    'constructor',
    'å',
    'a b',
    '',
    'x'.repeat(99),
  ]
  const pieces = [
    '%',
    '%41',
    '%ff',
    '+',
    '&',
    '=',
    '\r\n',
    '\0',
    'é',
    '💥',
    'eyJ',
    '.',
    '"',
    '\\',
    '<script>',
    'a'.repeat(500),
    citizenA,
  ]
  for (let times = 0; times < 400; times++) {
    const query = Array.from(
      { length: chance(60) },
      () =>
        `${names[chance(names.length)]}=${Array.from({ length: chance(5) }, () => pieces[chance(pieces.length)]).join('')}`,
    ).join('&')
    const sent = record(query, { dpop: pieces[chance(pieces.length)], authorization: pieces[chance(pieces.length)] })
    const text = JSON.stringify(sent)
    assert.ok(text.length < 40_000 && Object.keys(sent).length <= 40, `${text.length}`)
    assert.match(text, /^[\x20-\x7E…]+$/)
    assert.ok(!text.includes(citizenA))
  }
})
