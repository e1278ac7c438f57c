import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parse } from 'yaml'
import type { ClientSheet } from './client-sheet.ts'
import { clientSheetMarkdown } from './client-sheet-markdown.ts'
import { configurationsFor } from './configurations.ts'
import { placeholders } from './placeholders.ts'
import { comment, markdownCode, phpQuoted, quoted, springQuoted } from './quote.ts'

const web: ClientSheet = {
  environment: { name: 'test', title: 'Testmiljø', kind: 'test' },
  issuer: 'https://test.example.no',
  loginBase: 'https://login.test.example.no',
  wellKnown: 'https://test.example.no/.well-known/openid-configuration',
  clientId: '3f6a7c9e-client',
  clientName: 'Søknad "A" | <b>\n#*/ ?>',
  integrationType: 'api_klient',
  applicationType: 'web',
  tokenEndpointAuthMethod: 'client_secret_basic',
  pkceDemanded: true,
  redirectUris: [`https://service.example.no/a'b"c$d/callback?x=%20|y`],
  postLogoutRedirectUris: ['https://service.example.no/ute'],
  frontchannelLogoutUri: 'https://service.example.no/fc',
  scopes: ['openid', 'profile', 'eks:soknad.read'],
  acrValues: ['idporten-loa-high'],
  lifetimes: { authorizationCode: 60, idToken: 120, accessToken: 300, refreshToken: 600, authorization: 7200 },
  networkUrl: 'https://portal.example.no/network',
  verificationUrl: 'https://portal.example.no/verify/3f6a7c9e',
  supportEmail: 'hjelp@example.no',
}
const key: ClientSheet = { ...web, tokenEndpointAuthMethod: 'private_key_jwt' }
const post: ClientSheet = { ...web, tokenEndpointAuthMethod: 'client_secret_post' }
const page: ClientSheet = { ...web, applicationType: 'browser', tokenEndpointAuthMethod: 'none' }
const app: ClientSheet = {
  ...page,
  applicationType: 'native',
  redirectUris: ['no.example.app:/callback'],
  postLogoutRedirectUris: [],
}

const fitting = (sheet: ClientSheet): readonly string[] =>
  configurationsFor(sheet)
    .filter((each) => each.supports(sheet) === undefined)
    .map((each) => each.id)

const filesOf = (id: string, sheet: ClientSheet): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (configurationsFor(sheet).find((each) => each.id === id)?.files ?? []).map((file) => [file.name, file.content]),
  )

const server = ['mod-auth-openidc', 'keycloak', 'spring-security', 'auth-js', 'openid-client', 'php-league', 'authlib']

test('ONB-61 each kind of client gets the softwares that fit it, and for the others the reason in three languages', () => {
  const sorted = (ids: readonly string[]) => [...ids].sort()
  assert.deepEqual(sorted(fitting(web)), sorted([...server, 'oauth2-proxy', 'generic']))
  assert.deepEqual(
    sorted(fitting(post)),
    sorted([...server, 'oauth2-proxy', 'aspnet-core', 'entra-external-id', 'generic']),
  )
  assert.deepEqual(sorted(fitting(key)), sorted([...server, 'aspnet-core', 'entra-external-id', 'generic']))
  assert.deepEqual(fitting(page), ['oidc-client-ts', 'generic'])
  assert.deepEqual(fitting(app), ['openid-client', 'appauth', 'generic'])
  for (const sheet of [
    { ...web, integrationType: 'maskinporten' as const },
    { ...web, redirectUris: [] },
  ])
    assert.deepEqual(fitting(sheet), [])
  for (const sheet of [web, post, key, page, app])
    for (const each of configurationsFor(sheet)) {
      const reasons = (['nb', 'nn', 'en'] as const).map((language) => each.supports(sheet, language))
      if (reasons[0] === undefined) assert.ok(each.files.length > 0, each.id)
      else {
        assert.equal(new Set(reasons).size, 3, `${each.id}: ${reasons[0]}`)
        assert.deepEqual([each.files, each.notes], [[], []])
      }
    }
})

test("ONB-61 every configuration holds the client's own values and asks for its level with PKCE", () => {
  for (const sheet of [web, post, key, page, app])
    for (const { id, files } of configurationsFor(sheet).filter((each) => each.files.length > 0)) {
      const text = files.map((file) => file.content).join('\n')
      assert.ok(text.includes(sheet.clientId), `${id}: client_id`)
      assert.ok(text.includes('test.example.no'), `${id}: issuer`)
      // Entra has fields for none of these; its notes say so.
      if (id === 'entra-external-id') continue
      assert.ok(text.includes('idporten-loa-high'), `${id}: acr_values`)
      const pkce = /S256|withPkce|UsePkce|usePKCE|'pkce'|PKCE \(S256\)/
      assert.match(text, pkce, `${id}: PKCE`)
    }
})

test('ONB-61 a secret, a private key and what is random are placeholders, and nothing else is', () => {
  const known: readonly string[] = Object.values(placeholders)
  for (const sheet of [web, post, key, page, app])
    for (const { id, files } of configurationsFor({ ...sheet, clientName: 'Tjeneste' })) {
      const found = files.flatMap((file) => file.content.match(/<[a-z]+_[a-z_]+>/g) ?? [])
      for (const placeholder of found) assert.ok(known.includes(placeholder), `${id}: ${placeholder}`)
      const secret = sheet.tokenEndpointAuthMethod.startsWith('client_secret')
      assert.equal(found.includes(placeholders.clientSecret), secret && files.length > 0, `${id}: secret`)
    }
})

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))

test('CONFIG-3 YAML, JSON, Java, PHP and comments read every string back as it was', () => {
  fc.assert(
    fc.property(text, (value) => {
      const whole = value.toWellFormed()
      assert.equal(parse(`value: ${quoted(value)}\n`).value, whole)
      assert.equal(JSON.parse(quoted(value)), whole)
      assert.equal(
        parse(`value: ${springQuoted(value)}\n`).value.replaceAll('\\${', () => '${'),
        whole,
      )
      assert.equal(
        phpQuoted(value)
          .slice(1, -1)
          .replaceAll(/\\([\\'])/g, '$1'),
        whole,
      )
      assert.doesNotMatch(comment(value), /[\p{Cc}\u2028\u2029]|\*\//u)
      // In a comment of Apache, a backslash at the end of the line would take the next line with it.
      assert.ok(comment(value).endsWith('"'))
    }),
  )
})

test('CONFIG-3 a cell of Markdown keeps a value whole and in its cell', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('`', '|', '\\', ' ', 'a', '<') }), (value) => {
      const cell = markdownCode(value)
      assert.doesNotMatch(cell, /(?<!\\)\|/)
      const [, fence = '', inner = ''] = /^(`+)([\s\S]*)\1$/.exec(cell) ?? []
      assert.ok(!inner.includes(fence), 'the fence is longer than any run inside')
    }),
  )
})

test('CONFIG-4 values with quotes and dollars stand unharmed in JSON, YAML and the generic files', () => {
  const [redirectUri] = web.redirectUris
  const spring = parse(filesOf('spring-security', web)['application.yml'] ?? '')
  const registration = spring.spring.security.oauth2.client.registration.portvakt
  assert.equal(registration['redirect-uri'], redirectUri)
  assert.deepEqual(registration.scope, web.scopes)
  assert.equal(JSON.parse(filesOf('generic', web)['portvakt.json'] ?? '').redirect_uri, redirectUri)
  const { Portvakt } = JSON.parse(filesOf('aspnet-core', post)['appsettings.json'] ?? '')
  assert.deepEqual([Portvakt.ClientId, Portvakt.Scope], [web.clientId, web.scopes])
  const { config } = JSON.parse(filesOf('keycloak', web)['identity-provider.json'] ?? '')
  assert.equal(config.clientAuthMethod, 'client_secret_basic')
  assert.equal(new URL(config.authorizationUrl).searchParams.get('acr_values'), 'idporten-loa-high')
})

test('CONFIG-10 Keycloak and Auth.js take their name from the registered address, else say which one to register', () => {
  const ready = { ...web, redirectUris: ['https://k.example.no/realms/by/broker/porten/endpoint'] }
  assert.equal(JSON.parse(filesOf('keycloak', ready)['identity-provider.json'] ?? '').alias, 'porten')
  const notes = (id: string, sheet: ClientSheet) =>
    (configurationsFor(sheet).find((each) => each.id === id)?.notes ?? []).map((note) => note.en).join('\n')
  assert.doesNotMatch(notes('keycloak', ready), /Register that address/)
  assert.match(notes('keycloak', web), /broker\/portvakt\/endpoint\. Register that address/)
  const own = { ...web, redirectUris: ['https://s.example.no/api/auth/callback/porten'] }
  assert.match(filesOf('auth-js', own)['auth.config.mjs'] ?? '', /basePath: "\/api\/auth"[\s\S]*id: "porten"/)
  assert.match(notes('auth-js', web), /service\.example\.no\/auth\/callback\/portvakt\. Register that address/)
})

test('ONB-60 the client sheet holds every value in each language, and nothing that is secret', () => {
  for (const language of ['nb', 'nn', 'en'] as const) {
    const sheet = clientSheetMarkdown({ ...web, machineWellKnown: 'https://machine.example.no/wk' }, language)
    const values = [
      ...['Testmiljø', web.issuer, web.loginBase, web.wellKnown, 'https://machine.example.no/wk', web.clientId],
      ...['api\\_klient', 'client_secret_basic', 'S256', web.postLogoutRedirectUris[0], web.frontchannelLogoutUri],
      ...['eks:soknad.read', 'idporten-loa-high', 'access_token 300', 'refresh_token 600', 'authorization 7200'],
      ...[web.networkUrl, web.verificationUrl, web.supportEmail],
    ]
    for (const value of values) assert.ok(sheet.includes(String(value).replace('\\_', '_')), `${language}: ${value}`)
    const rows = sheet.split('\n').filter((line) => line.startsWith('|'))
    for (const row of rows) assert.equal(row.replaceAll('\\|', '').split('|').length, 4, row)
    assert.doesNotMatch(sheet, /<client_secret>|<private_key/)
    assert.ok(!sheet.includes('<b>'), 'a name is no markup')
  }
  const titles = (['nb', 'nn', 'en'] as const).map((language) => clientSheetMarkdown(web, language))
  assert.equal(new Set(titles).size, 3)
})
