import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertionAlgorithms, checkAssertionClaims, readAssertionHeader } from '../../src/protocol/client-assertion.ts'
import {
  checkProofClaims,
  proofAlgorithms,
  readDpopJkt,
  readProofHeader,
  readProofKey,
} from '../../src/protocol/dpop.ts'
import { assertedIssuer, checkMachineClaims, readMachineHeader } from '../../src/protocol/machine-assertion.ts'
import { MachineFault } from '../../src/protocol/machine-fault.ts'
import { checkMachineScopes } from '../../src/protocol/machine-scopes.ts'
import { readMachineToken } from '../../src/protocol/machine-token.ts'
import {
  checkRequestObjectClaims,
  parametersOfRequestObject,
  readRequestObjectHeader,
  requestObjectAlgorithms,
} from '../../src/protocol/request-object.ts'
import { exampleClient, exampleScope } from '../contracts/examples.ts'
import { answered, anyValue, hostileText, manyRuns, members, runs } from './arbitrary.ts'

const nowSeconds = 1_772_442_900
const times = fc.oneof(anyValue, fc.integer({ min: nowSeconds - 700, max: nowSeconds + 700 }))
const headers = fc
  .tuple(
    members('typ', 'kid', 'x5c', 'crit', 'jwk', 'jku', 'x5u'),
    fc.oneof(hostileText, fc.constantFrom('none', 'HS256', 'RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'rs256')),
    fc.boolean(),
  )
  .map(([header, alg, hasKid]): Record<string, unknown> => ({ ...header, alg, ...(hasKid ? { kid: 'k-1' } : {}) }))

test('CAUTH-14 CAUTH-15 a header is taken with an algorithm of ours only, and never brings a key of its own', () => {
  fc.assert(
    fc.property(headers, fc.boolean(), (header, hasRegisteredKeys) => {
      const key = answered(() => readAssertionHeader(header, { hasRegisteredKeys }))
      if (key === undefined) return
      assert.ok((assertionAlgorithms as readonly unknown[]).includes(header.alg))
      assert.equal(key.kind, hasRegisteredKeys ? 'registered' : 'certificate')
      assert.equal(header.crit, undefined)
    }),
    runs,
  )
})

test('CAUTH-10 CAUTH-11 CAUTH-12 claims that pass are of the client, for us, and of now', () => {
  const claims = fc.record(
    {
      iss: fc.oneof(anyValue, fc.constant('client-1')),
      sub: fc.oneof(anyValue, fc.constant('client-1')),
      aud: fc.oneof(
        anyValue,
        fc.constantFrom<unknown>('https://op.example', ['https://op.example'], ['https://op.example', 'x']),
      ),
      exp: times,
      iat: times,
      nbf: fc.option(times, { nil: undefined }),
      jti: fc.option(fc.oneof(anyValue, hostileText), { nil: undefined }),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(claims, (sent) => {
      const facts = { clientId: 'client-1', audiences: ['https://op.example'], nowSeconds }
      const checked = answered(() => checkAssertionClaims(sent, facts))
      if (checked === undefined) return
      assert.equal(sent.iss, 'client-1')
      assert.equal(sent.sub, 'client-1')
      assert.ok([sent.aud].flat().every((audience) => audience === 'https://op.example'))
      assert.ok(checked.expiresAtSeconds > nowSeconds && checked.expiresAtSeconds <= nowSeconds + 141)
    }),
    manyRuns,
  )
})

test('RO-3 RO-9 the header of a request object names a registered key and an algorithm of ours', () => {
  fc.assert(
    fc.property(headers, (header) => {
      const kid = answered(() => readRequestObjectHeader(header))
      if (kid === undefined) return
      assert.equal(kid, header.kid)
      assert.ok((requestObjectAlgorithms as readonly unknown[]).includes(header.alg))
    }),
    runs,
  )
})

test('RO-4 RO-5 RO-7 claims of a request object that pass are of the client, for us, and of now', () => {
  const claims = fc.record(
    {
      iss: fc.oneof(anyValue, fc.constant('client-1')),
      aud: fc.oneof(anyValue, fc.constantFrom<unknown>('https://op.example', ['https://op.example'])),
      client_id: fc.oneof(anyValue, fc.constant('client-1')),
      exp: times,
      iat: fc.option(times, { nil: undefined }),
      nbf: fc.option(times, { nil: undefined }),
      jti: fc.option(fc.oneof(anyValue, hostileText), { nil: undefined }),
      request: fc.option(anyValue, { nil: undefined, freq: 2 }),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(claims, (sent) => {
      const facts = { clientId: 'client-1', issuer: 'https://op.example', nowSeconds }
      const checked = answered(() => checkRequestObjectClaims(sent, facts))
      if (checked === undefined) return
      assert.equal(sent.iss, 'client-1')
      assert.equal(sent.client_id, 'client-1')
      assert.equal(sent.request, undefined)
      assert.ok(checked.expiresAtSeconds > nowSeconds)
    }),
    manyRuns,
  )
})

test('RO-8 the parameters of a request object are those of its claims, once each, save resource', () => {
  const claims = members('redirect_uri', 'scope', 'state', 'nonce', 'max_age', 'resource', 'prompt')
  fc.assert(
    fc.property(claims, (sent) => {
      const parameters = answered(() => parametersOfRequestObject(sent))
      if (parameters === undefined) return
      assert.equal(parameters.firstRepeated(), undefined)
      for (const name of ['redirect_uri', 'scope', 'state', 'nonce', 'prompt'])
        if (Object.hasOwn(sent, name) && sent[name] !== undefined)
          assert.equal(parameters.get(name) ?? '', String(sent[name]).toWellFormed())
    }),
    runs,
  )
})

test('RFC9449-4.3 a proof that passes has an asymmetric algorithm and a public key, and is of this request and of now', () => {
  const key = members('kty', 'crv', 'x', 'y', 'n', 'e', 'd', 'k')
  const proofHeaders = fc.record({
    typ: fc.oneof(anyValue, fc.constant('dpop+jwt')),
    alg: fc.oneof(hostileText, fc.constantFrom('ES256', 'PS256', 'none', 'HS256')),
    jwk: fc.oneof(anyValue, key),
  })
  const claims = fc.record({
    jti: fc.oneof(anyValue, fc.constant('j-1')),
    htm: fc.oneof(hostileText, fc.constantFrom('POST', 'post')),
    htu: fc.oneof(
      hostileText,
      fc.webUrl(),
      fc.constantFrom('https://op.example/token', 'https://op.example/token?x#y'),
    ),
    iat: times,
    ath: fc.oneof(anyValue, fc.constant(createHash('sha256').update('token').digest('base64url'))),
  })
  fc.assert(
    fc.property(proofHeaders, claims, fc.boolean(), (header, sent, hasToken) => {
      const proofKey = answered(() => readProofKey(header))
      if (proofKey !== undefined) {
        assert.ok((proofAlgorithms as readonly string[]).includes(proofKey.alg))
        assert.ok(!('d' in proofKey) && !('k' in proofKey))
      }
      const request = { method: 'POST', url: 'https://op.example/token', ...(hasToken ? { accessToken: 'token' } : {}) }
      const checked = answered(() => checkProofClaims(sent, request, nowSeconds))
      if (checked === undefined) return
      assert.equal(sent.htm, 'POST')
      assert.equal(new URL(sent.htu).pathname, '/token')
      assert.equal(new URL(sent.htu).host, 'op.example')
      assert.ok(checked.expiresAtSeconds >= nowSeconds)
    }),
    manyRuns,
  )
})

test('RFC9449-10 one proof a request, and a thumbprint of 43 characters', () => {
  fc.assert(
    fc.property(fc.oneof(hostileText, fc.array(hostileText)), (value) => {
      const proof = answered(() => readProofHeader(value))
      if (proof !== undefined) assert.ok(!proof.includes(',') && proof === value)
      if (typeof value !== 'string') return
      const thumbprint = answered(() => readDpopJkt(value))
      if (thumbprint !== undefined) assert.match(thumbprint, /^[A-Za-z0-9_-]{43}$/)
    }),
    runs,
  )
})

const machineAnswered = <Answer>(parse: () => Answer): Answer | undefined => {
  try {
    return answered(parse)
  } catch (error) {
    if (error instanceof MachineFault) return undefined
    throw error
  }
}

test('REG-92 REG-95 an assertion of a machine that passes is for us and of now', () => {
  const claims = fc.record(
    {
      iss: anyValue,
      aud: fc.oneof(anyValue, fc.constantFrom<unknown>('https://op.example/machine/', ['https://op.example/machine'])),
      exp: times,
      iat: times,
      jti: fc.oneof(anyValue, fc.constant('j-1')),
      scope: fc.oneof(anyValue, fc.constantFrom('etat:read', 'etat:read etat:write')),
      resource: fc.option(fc.oneof(anyValue, fc.webUrl()), { nil: undefined }),
      consumer_org: fc.option(fc.oneof(anyValue, fc.constant('999999999')), { nil: undefined }),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(headers, claims, (header, sent) => {
      const key = machineAnswered(() => readMachineHeader(header))
      if (key !== undefined) assert.equal(key.alg, header.alg)
      const issuer = assertedIssuer(sent)
      assert.equal(issuer !== undefined, typeof sent.iss === 'string' && sent.iss !== '')
      const checked = machineAnswered(() =>
        checkMachineClaims(sent, { machineIssuer: 'https://op.example/machine/', nowSeconds }),
      )
      if (checked === undefined) return
      assert.ok(checked.scopes.length > 0 && checked.expiresAtSeconds > nowSeconds && checked.jti !== '')
    }),
    manyRuns,
  )
})

test('API-30 a machine gets a scope only if it is registered, active, of its kind and open to its organisation', () => {
  const names = fc.array(fc.oneof(hostileText, fc.constantFrom('etat:read', 'etat:closed', 'etat:other')), {
    maxLength: 4,
  })
  const client = {
    ...exampleClient('client-1'),
    integrationType: 'maskinporten',
    scopes: ['etat:read', 'etat:closed'],
  } as const
  const findScope = (name: string) =>
    name.startsWith('etat:')
      ? { ...exampleScope(name), active: name !== 'etat:closed', allowedIntegrationTypes: [], accessibleForAll: true }
      : undefined
  fc.assert(
    fc.property(names, fc.option(fc.constant('999999999'), { nil: undefined }), (asked, consumer) => {
      const needed = machineAnswered(() => checkMachineScopes(asked, client, findScope, consumer))
      if (needed === undefined) return
      for (const name of asked) assert.equal(name, 'etat:read')
      assert.deepEqual(needed, [])
    }),
    runs,
  )
})

test('REG-98 only claims of this machine issuer that have not expired name a caller', () => {
  const claims = fc.record(
    {
      iss: fc.oneof(anyValue, fc.constant('https://op.example/machine/')),
      exp: times,
      scope: anyValue,
      client_id: anyValue,
      consumer: fc.oneof(anyValue, fc.constant({ ID: '0192:999999999' })),
      supplier: fc.option(anyValue, { nil: undefined }),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(claims, (sent) => {
      const caller = readMachineToken(sent, { machineIssuer: 'https://op.example/machine/', nowSeconds })
      if (caller === undefined) return
      assert.equal(sent.iss, 'https://op.example/machine/')
      assert.match(caller.orgno, /^[0-9]{9}$/)
      assert.ok((sent.exp as number) > nowSeconds)
    }),
    manyRuns,
  )
})
