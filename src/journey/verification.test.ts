import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Client } from '../protocol/client.ts'
import {
  configurationHash,
  configurationOf,
  dutiesOf,
  newRunTests,
  testsToRepeat,
  verificationTests,
} from './verification.ts'

const client = {
  clientId: 'etat',
  integrationType: 'idporten',
  applicationType: 'web',
  tokenEndpointAuthMethod: 'client_secret_basic',
  codeChallengeMethod: 'S256',
  grantTypes: ['authorization_code'],
  scopes: ['openid', 'profile'],
  ssoDisabled: false,
  frontchannelLogoutUri: 'https://etaten.no/ut',
  frontchannelLogoutSessionRequired: true,
  onbehalfof: [],
} as unknown as Client

const answers = {
  levels: ['substantial'],
  promptLogin: false,
  uiLocales: false,
  onbehalfof: false,
  usersWithoutAccess: false,
  idleMinutes: 30,
} as const

const mandatory = (given: object = {}, change: object = {}): string =>
  dutiesOf({ ...answers, ...given }, { ...client, ...change })
    .filter(({ duty }) => duty === 'mandatory')
    .map(({ id }) => id)
    .join(' ')

test('VER-10 answers and registration decide which tests are mandatory', () => {
  assert.equal(mandatory(), 'T1 T3 T6 T7 T8')
  assert.equal(mandatory({ levels: ['high'] }), 'T2 T4 T6 T7 T8')
  assert.equal(mandatory({ levels: ['substantial', 'high'] }), 'T1 T2 T3 T4 T5 T6 T7 T8')
  assert.equal(mandatory({ promptLogin: true, uiLocales: true }), 'T1 T3 T6 T7 T8 T9 T11')
  assert.equal(mandatory({}, { onbehalfof: [{ active: true }] }), 'T1 T3 T6 T7 T8 T10', 'answered no, registered yes')
  const native = { applicationType: 'native', frontchannelLogoutUri: undefined }
  assert.equal(mandatory({}, native), 'T1 T3 T6 T8')
})

test('VER-11 a web client without an address for logout has failed T7 from the start', () => {
  const tests = newRunTests(answers, { ...client, frontchannelLogoutUri: undefined } as unknown as Client)
  assert.equal(tests.find(({ id }) => id === 'T7')?.status, 'FAILED')
})

test('VER-70 the hash covers what a report vouches for, in any order, and a change names its tests', () => {
  const before = configurationOf(client)
  const same = configurationOf({ ...client, scopes: ['profile', 'openid'], clientName: 'annet' })
  assert.equal(configurationHash(same), configurationHash(before))
  assert.match(configurationHash(before), /^sha256:[0-9a-f]{64}$/)
  const run = { configuration: before, tests: newRunTests(answers, client) }
  const repeat = (change: object): string => testsToRepeat(run, configurationOf({ ...client, ...change })).join(' ')
  assert.equal(repeat({}), '')
  assert.equal(repeat({ scopes: ['openid'] }), '')
  assert.equal(repeat({ codeChallengeMethod: 'none' }), 'T1')
  assert.equal(repeat({ ssoDisabled: true }), 'T1 T3 T7')
  assert.equal(repeat({ frontchannelLogoutSessionRequired: false }), 'T7')
  assert.equal(repeat({ onbehalfof: [{ active: true }] }), 'T10', 'a test that did not apply before')
  const all = repeat({ applicationType: 'browser' }).split(' ')
  assert.ok(all.includes('T1') && all.includes('T8') && all.length < verificationTests.length)
})
