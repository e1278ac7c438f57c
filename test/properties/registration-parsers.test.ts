import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readClientKeys, readFetchedKeys } from '../../src/protocol/client-key.ts'
import { readKeyText } from '../../src/protocol/client-key-text.ts'
import { readClientRegistration } from '../../src/protocol/client-registration.ts'
import { describeClient } from '../../src/protocol/client-registration-answer.ts'
import { dated, dateLength } from '../../src/protocol/dated.ts'
import { isMailAddress } from '../../src/protocol/mail-address.ts'
import { isOrganisationNumber } from '../../src/protocol/organisation-number.ts'
import { readScopeRegistration } from '../../src/protocol/scope-registration.ts'
import { readScopeRequest } from '../../src/protocol/scope-request.ts'
import { Secret } from '../../src/protocol/secret.ts'
import { type Inline, readSmallMarkdown } from '../../src/protocol/small-markdown.ts'
import { exampleScope } from '../contracts/examples.ts'
import { anyValue, hostileText, members, runs } from './arbitrary.ts'

const nowSeconds = 1_772_442_900
const context = {
  uriRules: { httpRedirects: 'accepted', localhostRedirects: 'accepted', unroutableHosts: 'accepted' },
  writer: 'owner',
  tokenOrgno: '310000019',
  mayActForOthers: false,
  existing: undefined,
  newClientId: 'made-here',
  findScope: (name: string) => (name === 'etat:read' ? exampleScope(name) : undefined),
  nowSeconds,
} as const

const fields = members(
  ...['client_id', 'client_name', 'client_orgno', 'description', 'integration_type', 'application_type'],
  ...[
    'token_endpoint_auth_method',
    'grant_types',
    'scopes',
    'redirect_uris',
    'post_logout_redirect_uris',
    'client_uri',
  ],
  ...[
    'frontchannel_logout_uri',
    'access_token_lifetime',
    'refresh_token_usage',
    'code_challenge_method',
    'sso_disabled',
  ],
  ...[
    'default_acr_values',
    'backchannel_logout_uri',
    'security_profile',
    'id_token_signed_response_alg',
    'jwks',
    'active',
  ],
)
const sound = {
  client_name: 'Service',
  client_orgno: '310000019',
  integration_type: 'idporten',
  redirect_uris: ['https://service.example.no/cb'],
}

test('REG-101 REG-140 any registration is judged, with every fault named by a field', () => {
  fc.assert(
    fc.property(fields, fc.boolean(), (sent, isSound) => {
      const request = isSound ? { ...sent, ...sound } : sent
      const registration = readClientRegistration(request, context)
      if (!registration.ok) {
        assert.ok(registration.faults.length > 0)
        for (const { field, message } of registration.faults) assert.ok(field !== '' && message !== '')
        return
      }
      assert.equal(registration.client.clientOrgno, '310000019')
      assert.ok(registration.client.redirectUris.length > 0)
    }),
    runs,
  )
})

test('REG-101 REG-102 a client that was read and is sent back unchanged is the same client', () => {
  const names = fc.constantFrom('browser', 'native', 'web')
  fc.assert(
    fc.property(names, fc.nat(86_400), fc.boolean(), (applicationType, lifetime, isolated) => {
      const first = readClientRegistration(
        { ...sound, application_type: applicationType, access_token_lifetime: lifetime, sso_disabled: isolated },
        context,
      )
      assert.ok(first.ok)
      const again = readClientRegistration(describeClient(first.client), { ...context, existing: first.client })
      assert.ok(again.ok)
      assert.deepEqual(again.client, first.client)
    }),
    runs,
  )
})

test('REG-61 REG-63 no key set makes the reader throw, and no private member is ever kept', () => {
  const key = members('kty', 'use', 'alg', 'kid', 'n', 'e', 'crv', 'x', 'y', 'd', 'k', 'exp', 'x5c')
  fc.assert(
    fc.property(
      fc.oneof(
        anyValue,
        fc.array(key, { maxLength: 6 }).map((keys) => ({ keys })),
      ),
      (input) => {
        const read = readClientKeys(input, { nowSeconds, former: [] })
        if (!read.ok) assert.ok(read.faults.length > 0)
        else for (const kept of read.keys) assert.ok(!('d' in kept) && !('k' in kept))
        for (const kept of readFetchedKeys(input, nowSeconds).keys) assert.ok(!('d' in kept) && !('k' in kept))
      },
    ),
    runs,
  )
})

test('REG-63 a text is a key or it is told what it must be, and a private key is never taken', () => {
  const texts = fc.oneof(
    hostileText,
    hostileText.map((text) => `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----`),
    hostileText.map((text) => `-----BEGIN PRIVATE KEY-----\n${text}`),
    members('kty', 'n', 'e').map((jwk) => JSON.stringify(jwk) ?? ''),
  )
  fc.assert(
    fc.property(texts, (text) => {
      const read = readKeyText(text, undefined)
      if (!read.ok) assert.match(read.problem, /^(must|is) /)
      assert.ok(!text.includes('PRIVATE KEY') || !read.ok)
    }),
    runs,
  )
})

test('SCOPE-1 API-15 any scope is judged, and one that passes has a prefix with an owner', () => {
  const scopes = members(
    ...['name', 'prefix', 'subscope', 'description', 'long_description', 'description#nn', 'visibility', 'token_type'],
    ...['at_max_age', 'access', 'allowed_integration_types', 'requires_user_consent', 'enforced_aud_for_access_token'],
  )
  const named = fc.option(fc.tuple(fc.constantFrom('etat', 'idporten', 'nobody'), hostileText), { nil: undefined })
  fc.assert(
    fc.property(scopes, named, (sent, name) => {
      const request = name === undefined ? sent : { ...sent, name: `${name[0]}:${name[1]}`, description: 'Les' }
      const ownerOf = (prefix: string) => (prefix === 'etat' ? '310000019' : undefined)
      const read = readScopeRegistration(request, ownerOf)
      if (!read.ok) return assert.ok(read.faults.length > 0)
      assert.match(read.scope.name, /^etat:[\x21\x23-\x5B\x5D-\x7E]{1,191}$/)
      assert.equal(read.scope.ownerOrgno, '310000019')
    }),
    runs,
  )
})

test('API-21 API-24 any scope of an owner is judged, and a name comes from its prefix and never changes', () => {
  const sent = members('prefix', 'subscope', 'name', 'description', 'visibility', 'delegation_source', 'active')
  const named = fc.tuple(fc.constantFrom('etat', 'etat:', 'andre', 'krr'), hostileText)
  const scopeContext = {
    orgno: '310000019',
    ownerOf: (prefix: string) => (prefix === 'etat' ? '310000019' : '999999999'),
    findSameName: () => undefined,
    findClient: () => undefined,
    clients: () => [],
    isDelegationSource: () => false,
  }
  fc.assert(
    fc.property(sent, named, fc.boolean(), (request, [prefix, subscope], isNew) => {
      const existing = isNew ? undefined : exampleScope('etat:read')
      const read = readScopeRequest({ ...request, prefix, subscope, description: 'Les' }, { ...scopeContext, existing })
      if (!read.ok) return assert.ok(read.faults.length > 0)
      assert.equal(read.scope.name, isNew ? `etat:${subscope}` : 'etat:read')
    }),
    runs,
  )
})

test('SCOPE-8 CONS-2 whatever an owner writes becomes paragraphs, bold, italic and https links, and loses no letter', () => {
  const pieces = fc.array(
    fc.oneof(hostileText, fc.constantFrom('**', '*', '_', '[', '](https://a.no/)', '](javascript:x)', '\n\n', '\\')),
    { maxLength: 20 },
  )
  fc.assert(
    fc.property(
      pieces.map((parts) => parts.join('')),
      (source) => {
        const seen = (inlines: readonly Inline[]): void => {
          for (const inline of inlines) {
            assert.ok(['text', 'bold', 'italic', 'link'].includes(inline.kind))
            if (inline.kind === 'link') {
              assert.equal(new URL(inline.address).protocol, 'https:')
              assert.equal(new URL(inline.address).host, inline.host)
            }
            if (inline.kind !== 'text') seen(inline.inside)
          }
        }
        for (const paragraph of readSmallMarkdown(source)) seen(paragraph)
      },
    ),
    runs,
  )
})

test('REG-22 of the nine-digit numbers with one beginning at most one last digit holds', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10_000_000, max: 99_999_999 }), hostileText, (beginning, text) => {
      const good = [...'0123456789'].filter((digit) => isOrganisationNumber(`${beginning}${digit}`))
      assert.ok(good.length <= 1)
      if (isOrganisationNumber(text)) assert.match(text, /^[0-9]{9}$/)
    }),
    runs,
  )
})

test('what passes for a mail address has one at sign, and nothing that ends a header', () => {
  fc.assert(
    fc.property(fc.oneof(hostileText, fc.emailAddress()), (text) => {
      if (!isMailAddress(text)) return
      assert.equal(text.split('@').length, 2)
      assert.doesNotMatch(text, /[\s\p{Cc}<>,;]/u)
    }),
    runs,
  )
})

test('dated texts sort as their times do', () => {
  const seconds = fc.integer({ min: 0, max: 36 ** dateLength - 1 })
  fc.assert(
    fc.property(seconds, seconds, (one, other) => {
      assert.equal(dated(one).length, dateLength)
      assert.equal(Math.sign(one - other), dated(one) < dated(other) ? -1 : dated(one) > dated(other) ? 1 : 0)
    }),
    runs,
  )
})

test('HTTP-18 a secret prints itself in no way', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 12, unit: fc.constantFrom(...'qwxz') }), (value) => {
      const secret = new Secret(value)
      const told = `${secret} ${JSON.stringify({ secret })} ${String(secret)}`
      assert.ok(!told.includes(value))
      assert.equal(secret.reveal(), value)
    }),
    runs,
  )
})
