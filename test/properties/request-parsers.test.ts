import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { readAuthorizationRequest, readClientId, requireLoginClient } from '../../src/protocol/authorization-request.ts'
import { readAutomaticLogin } from '../../src/protocol/automatic-login.ts'
import { clientAuthenticationMethods } from '../../src/protocol/client.ts'
import { readCredentials, requireRegisteredMethod } from '../../src/protocol/client-authentication.ts'
import { isLanguage, matchUiLocales } from '../../src/protocol/language.ts'
import { levelsOfAssurance, readAcrValues, satisfies } from '../../src/protocol/level-of-assurance.ts'
import { postLogoutAddress, refuseRepeated, requestingClientId } from '../../src/protocol/logout-request.ts'
import { decodeFormComponent, type Parameters, readParameters } from '../../src/protocol/parameters.ts'
import { readCodeChallenge, verifyCodeVerifier } from '../../src/protocol/pkce.ts'
import { readMaxAge, readPrompt } from '../../src/protocol/prompt.ts'
import { appendToQuery, matchRedirectUri, requireRedirectUri } from '../../src/protocol/redirect-uri.ts'
import { narrowResources, readResources } from '../../src/protocol/resource.ts'
import { readResponseMode, responseModes } from '../../src/protocol/response-mode.ts'
import { readNarrowedScopes, readRequestedScopes } from '../../src/protocol/scope.ts'
import { isValidState } from '../../src/protocol/state.ts'
import { readGrantType, readTokenRequest } from '../../src/protocol/token-request.ts'
import { exampleClient, exampleScope } from '../contracts/examples.ts'
import { answered, hostileText, parameter, runs } from './arbitrary.ts'

const client = exampleClient('client-1')
const findScope = (name: string) => (name === 'etat:read' ? exampleScope(name) : undefined)
const pairs = fc.array(fc.tuple(hostileText, hostileText), { maxLength: 12 })
const encoded = (values: readonly (readonly [string, string])[]) =>
  values
    .map(([name, value]) => `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(value.toWellFormed())}`)
    .join('&')

/** Parameters that may hold anything, and often what is asked of them. */
const requests = fc
  .record({
    client_id: parameter('client-1'),
    redirect_uri: parameter('https://service.example/callback'),
    response_type: parameter('code', 'token'),
    scope: parameter('openid', 'openid profile', 'etat:read'),
    state: parameter('a'.repeat(10)),
    nonce: parameter('n-1'),
    code_challenge: parameter('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'),
    code_challenge_method: parameter('S256', 'plain'),
    prompt: parameter('none', 'login consent'),
    max_age: parameter('0', '10000'),
    acr_values: parameter('idporten-loa-high'),
    response_mode: parameter('query', 'form_post', 'fragment'),
    resource: parameter('https://api.example/'),
    onbehalfof: parameter('etat'),
    ui_locales: parameter('nn', 'se en'),
    login_hint: parameter('testid:x'),
  })
  .map((request) =>
    encoded(Object.entries(request).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))),
  )

const read = (text: string): Parameters => {
  const parameters = readParameters(text)
  assert.notEqual(parameters, 'malformed')
  return parameters as Parameters
}

test('HTTP-3 HTTP-5 a form is read as URLSearchParams reads it, whatever stands in it', () => {
  fc.assert(
    fc.property(pairs, (values) => {
      const text = encoded(values)
      const parameters = read(text)
      const oracle = new URLSearchParams(text)
      for (const name of new Set(oracle.keys())) {
        const all = oracle.getAll(name)
        assert.deepEqual(
          parameters.all(name),
          all.filter((value) => value !== ''),
        )
        assert.equal(parameters.isRepeated(name), all.length > 1)
        assert.equal(
          parameters.get(name),
          all.find((value) => value !== ''),
        )
      }
      assert.equal(parameters.get('never sent'), undefined)
    }),
    runs,
  )
})

test('HTTP-3 any text at all is a form or malformed, and never an exception', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const parameters = readParameters(text)
      if (parameters === 'malformed') return
      const repeated = parameters.firstRepeated()
      if (repeated !== undefined) assert.ok(parameters.isRepeated(repeated) && repeated !== 'resource')
    }),
    runs,
  )
})

test('CAUTH-6 one form component decodes to what was encoded, and to nothing when it is broken', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const whole = text.toWellFormed()
      assert.equal(decodeFormComponent(encodeURIComponent(whole)), whole)
      assert.equal(decodeFormComponent(encodeURIComponent(whole).replaceAll('%20', '+')), whole)
      assert.ok(['string', 'undefined'].includes(typeof decodeFormComponent(text)))
    }),
    runs,
  )
})

test('AUTHZ-25 AUTHZ-30 prompt and max_age are read whole or refused', () => {
  fc.assert(
    fc.property(parameter('none', 'login', 'consent login', '0', '86400'), (text) => {
      const prompt = answered(() => readPrompt(text))
      if (prompt?.none === true) assert.ok(!prompt.login && !prompt.consent)
      const seconds = answered(() => readMaxAge(text))
      if (seconds !== undefined) assert.ok(Number.isSafeInteger(seconds) && seconds >= 0 && text === text?.trim())
    }),
    runs,
  )
})

test('AUTHZ-17 AUTHZ-18 CODE-7 of verifier and challenge only the pair that belongs together is accepted', () => {
  const verifiers = fc.string({ unit: fc.constantFrom(...'abzAZ019._~-'), minLength: 43, maxLength: 128 })
  fc.assert(
    fc.property(verifiers, hostileText, (verifier, other) => {
      const challenge = createHash('sha256').update(verifier).digest('base64url')
      assert.equal(readCodeChallenge(challenge, 'S256', true), challenge)
      verifyCodeVerifier(challenge, verifier)
      assert.throws(() => verifyCodeVerifier(challenge, other))
      const taken = answered(() => readCodeChallenge(other, 'S256', true))
      if (taken !== undefined) assert.match(taken, /^[A-Za-z0-9_-]{43}$/)
      assert.equal(answered(() => readCodeChallenge(challenge, other, true)) !== undefined, other === 'S256')
    }),
    runs,
  )
})

test('AUTHZ-23 AUTHZ-24 a state that is accepted comes back as it was sent, once encoded', () => {
  fc.assert(
    fc.property(fc.oneof(hostileText, fc.string({ maxLength: 1000 })), (state) => {
      const isPrintable = /^[\x20-\x7E]+$/.test(state) && state.length <= 4096
      assert.equal(isValidState(state), isPrintable)
      if (!isPrintable) return
      for (const base of ['https://a.example/cb', 'https://a.example/cb?x=1']) {
        const address = appendToQuery(base, [['state', state]])
        assert.ok(address.startsWith(base))
        assert.equal(new URL(address).searchParams.get('state'), state)
        assert.equal(decodeURIComponent(address.split('state=')[1] ?? ''), state)
      }
    }),
    runs,
  )
})

test('AUTHZ-13 AUTHZ-14 only a registered address is trusted, and only a loopback literal may change, in its port', () => {
  const registered = ['https://service.example/callback', 'http://127.0.0.1:0/done', 'no.example.app:/cb']
  const kinds = fc.constantFrom('web' as const, 'browser' as const, 'native' as const)
  const asked = fc.oneof(
    hostileText,
    fc.tuple(fc.constantFrom(...registered), hostileText).map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(asked, kinds, (uri, kind) => {
      const trusted = matchRedirectUri(registered, uri, kind)
      assert.equal(
        answered(() => requireRedirectUri(registered, uri, kind)),
        trusted,
      )
      if (trusted === undefined || registered.includes(uri)) return
      assert.equal(kind, 'native')
      assert.match(uri, /^http:\/\/127\.0\.0\.1(:[1-9]\d{0,4})?\/done$/)
    }),
    runs,
  )
})

test('AUTHZ-44 AUTHZ-45 CODE-3 audiences are absolute addresses without fragment, and never more than were authorized', () => {
  const values = fc.array(fc.oneof(hostileText, fc.webUrl(), fc.constant('urn:x:y')), { maxLength: 12 })
  fc.assert(
    fc.property(values, values, (asked, authorized) => {
      const resources = answered(() => readResources(asked))
      for (const value of resources ?? []) assert.ok(value.includes(':') && !value.includes('#') && value.length <= 512)
      for (const value of answered(() => narrowResources(asked, authorized)) ?? [])
        assert.ok(authorized.includes(value))
    }),
    runs,
  )
})

test('AUTHZ-50 a response mode is one of ours or refused', () => {
  fc.assert(
    fc.property(parameter('query', 'form_post', 'fragment', 'query.jwt'), (text) => {
      const mode = answered(() => readResponseMode(text))
      if (mode !== undefined) assert.ok(text === undefined ? mode === 'query' : responseModes.includes(mode))
    }),
    runs,
  )
})

test('SCOPE-18 RT-1 nothing is granted that was not asked for, is not registered or was not granted before', () => {
  fc.assert(
    fc.property(
      parameter('openid', 'openid profile email', 'profile openid'),
      parameter('openid'),
      (text, narrowed) => {
        const granted = answered(() => readRequestedScopes(text, client, findScope))
        if (granted === undefined) return
        assert.equal(new Set(granted).size, granted.length)
        for (const name of granted) assert.ok(client.scopes.includes(name) && text?.split(' ').includes(name))
        for (const name of answered(() => readNarrowedScopes(narrowed, granted)) ?? [])
          assert.ok(granted.includes(name))
      },
    ),
    runs,
  )
})

test('AUTHZ-41 LANG-1 whatever the list of languages, the answer is one of the four or none', () => {
  fc.assert(
    fc.property(parameter('nb-NO', 'no', 'se-NO en', 'de'), (text) => {
      const language = matchUiLocales(text)
      assert.ok(language === undefined || isLanguage(language))
    }),
    runs,
  )
})

test('AUTHZ-34 AUTHZ-37 a level that satisfies a request is never below every level that it names', () => {
  const rules = { tokenProfile: 'current', defaults: [], eidasEnabled: true } as const
  const lists = fc.array(fc.oneof(hostileText, fc.constantFrom<string>(...levelsOfAssurance)), { maxLength: 6 })
  fc.assert(
    fc.property(lists, fc.constantFrom(...levelsOfAssurance), (values, performed) => {
      const text = values.join(' ')
      const acceptable = answered(() => readAcrValues(text, rules))
      const named = levelsOfAssurance.filter((level) => text.split(' ').includes(level))
      assert.equal(acceptable === undefined, named.length === 0)
      if (acceptable === undefined || !satisfies(performed, acceptable)) return
      const isEnough = named.some((level) => satisfies(performed, readAcrValues(level, rules)))
      assert.ok(isEnough, `${performed} for ${text}`)
    }),
    runs,
  )
})

test('AUTHZ-46 a hint of automatic login names a level that exists, or is refused or passed over', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        hostileText,
        hostileText.map((rest) => `testid:${rest}`),
      ),
      (hint) => {
        const asked = answered(() => readAutomaticLogin(hint))
        if (asked === undefined) return
        assert.ok(hint.startsWith('testid:'))
        assert.equal(hint, `testid:${asked.pid}_${asked.acr}`)
      },
    ),
    runs,
  )
})

test('CAUTH-2 CAUTH-6 credentials are read in one way, or refused', () => {
  fc.assert(
    fc.property(
      parameter('Basic Y2xpZW50LTE6cw==', 'Bearer x', 'basic eA=='),
      fc.record({
        client_id: parameter('client-1'),
        client_secret: parameter('s'),
        client_assertion: parameter('a.b.c'),
        client_assertion_type: parameter('urn:ietf:params:oauth:client-assertion-type:jwt-bearer'),
      }),
      (header, form) => {
        const sent = Object.entries(form).flatMap(([name, value]) => (value ? [[name, value] as const] : []))
        const credentials = answered(() => readCredentials(header, read(encoded(sent))))
        if (credentials === undefined) return
        assert.equal(credentials.method === 'client_secret_basic', header !== undefined)
        for (const method of clientAuthenticationMethods)
          assert.equal(
            answered(() => requireRegisteredMethod(credentials.method, method) ?? true) !== undefined,
            method === credentials.method,
          )
      },
    ),
    runs,
  )
})

test('CAUTH-6 id and secret in Basic come out as they were encoded', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.string(), (clientId, secret) => {
      const form = (text: string) => encodeURIComponent(text.toWellFormed())
      const header = `Basic ${Buffer.from(`${form(clientId)}:${form(secret)}`).toString('base64')}`
      const credentials = readCredentials(header, read(''))
      assert.deepEqual(credentials, {
        method: 'client_secret_basic',
        clientId: clientId.toWellFormed(),
        secret: secret.toWellFormed(),
      })
    }),
    runs,
  )
})

test('AUTHZ-51 any authorization request is judged, and a judged one holds only what the rules allow', () => {
  const rules = {
    findScope,
    eidasEnabled: false,
    hint: { outcome: 'none' },
    origin: { pushed: false, signed: false },
  } as const
  fc.assert(
    fc.property(requests, (text) => {
      const parameters = read(text)
      answered(() => readClientId(parameters))
      const request = answered(() => readAuthorizationRequest(parameters, client, rules))
      if (request === undefined) return
      assert.ok(client.redirectUris.includes(request.redirectUri))
      assert.match(request.codeChallenge ?? '', /^[A-Za-z0-9_-]{43}$/)
      assert.ok(request.scopes.length > 0 && request.scopes.every((name) => client.scopes.includes(name)))
      assert.ok(request.state === undefined || isValidState(request.state))
    }),
    runs,
  )
})

test('AUTHZ-51 a request that holds all that is asked for is accepted, whatever unknown parameters come along', () => {
  const rules = {
    findScope,
    eidasEnabled: false,
    hint: { outcome: 'none' },
    origin: { pushed: false, signed: false },
  } as const
  const good = {
    client_id: 'client-1',
    redirect_uri: 'https://service.example/callback',
    response_type: 'code',
    scope: 'openid',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  }
  fc.assert(
    fc.property(
      fc.dictionary(
        hostileText.map((name) => `x-${name.toWellFormed()}`),
        hostileText,
        { maxKeys: 5 },
      ),
      (more) => {
        const parameters = read(encoded(Object.entries({ ...more, ...good })))
        assert.equal(readClientId(parameters), requireLoginClient(client).clientId)
        assert.deepEqual(readAuthorizationRequest(parameters, client, rules).scopes, ['openid'])
      },
    ),
    runs,
  )
})

test('TOK-1 a token request names a grant that exists, or is refused', () => {
  const form = fc.record({
    grant_type: parameter('authorization_code', 'refresh_token', 'password'),
    code: parameter('c'),
    redirect_uri: parameter('https://service.example/callback'),
    refresh_token: parameter('r'),
  })
  fc.assert(
    fc.property(form, (sent) => {
      const parameters = read(
        encoded(Object.entries(sent).flatMap(([name, value]) => (value ? [[name, value] as const] : []))),
      )
      const type = answered(() => readGrantType(parameters))
      assert.equal(type !== undefined, sent.grant_type === 'authorization_code' || sent.grant_type === 'refresh_token')
      if (type === undefined) return
      const request = answered(() => readTokenRequest(type, parameters))
      if (request !== undefined) assert.ok('code' in request ? request.code !== '' : request.refreshToken !== '')
    }),
    runs,
  )
})

test('LOGOUT-4 LOGOUT-7 whatever is sent, a logout leads to a registered address or to our own page', () => {
  const own = { ...client, postLogoutRedirectUris: ['https://service.example/out?x=1'] }
  const sent = fc.record({
    post_logout_redirect_uri: parameter('https://service.example/out?x=1'),
    state: parameter('farewell'),
  })
  fc.assert(
    fc.property(sent, parameter('a'), parameter('a', 'b'), (form, hinted, clientId) => {
      const parameters = read(
        encoded(Object.entries(form).flatMap(([name, value]) => (value ? [[name, value] as const] : []))),
      )
      answered(() => refuseRepeated(parameters))
      const address = postLogoutAddress(parameters, own)
      if (address !== undefined) assert.ok(address.startsWith('https://service.example/out?x=1'))
      assert.equal(postLogoutAddress(parameters, undefined), undefined)
      const asking = requestingClientId(hinted, clientId)
      assert.ok(asking === undefined || asking === hinted || asking === clientId)
      if (hinted !== undefined && clientId !== undefined) assert.equal(asking, hinted === clientId ? hinted : undefined)
    }),
    runs,
  )
})
