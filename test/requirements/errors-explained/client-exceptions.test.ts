import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { clientWarnings, warningLine } from '../../../src/protocol/client-warnings.ts'
import { clientExceptionsTexts } from '../../../src/texts/client-exceptions-text.ts'
import { exampleClient } from '../../contracts/examples.ts'
import { type RunningPortal, startPortalProgram } from '../../harness/portal-program.ts'
import { openPortalUser, type PortalPerson } from '../../harness/portal-user.ts'
import { type ApiProgram, clientRequest, startApi } from '../self-service-api/api-program.ts'

const orgno = '310000019'
const clientPage = `/o/${orgno}/clients/test/unntak`

let api: ApiProgram
let program: RunningPortal
let admin: PortalPerson
before(async () => {
  api = await startApi()
  program = await startPortalProgram({
    seed: {
      organisations: [{ orgno, name: 'Eksempeletaten', kind: 'public', email_domains: ['etaten.no'] }],
      users: [
        { email: 'ada@etaten.no', name: 'Ada Admin', pid: '20914695016', roles: { [orgno]: ['integration_admin'] } },
      ],
      clients: [
        {
          client_id: 'unntak',
          client_name: 'Unntakstjenesten',
          client_orgno: orgno,
          integration_type: 'idporten',
          client_secret: 'a secret that is long enough',
          redirect_uris: ['https://unntak.example.no/callback'],
        },
      ],
    },
  })
  admin = await openPortalUser(program, '20914695016')
})
after(async () => {
  await api.stop()
  await program.stop()
})

const example = exampleClient('one')

test('EXC-3 a client that follows the rules has no warning, and each exception has one of its own', () => {
  assert.deepEqual(clientWarnings(example), [])
  const refresh = { grantTypes: ['authorization_code', 'refresh_token'], refreshTokenUsage: 'REUSE' } as const
  for (const [changes, expected] of [
    [{ codeChallengeMethod: 'none' }, ['no-pkce']],
    [{ leanIdToken: true }, ['lean-id-token']],
    [{ leanIdToken: true, scopes: ['openid'] }, ['lean-without-profile']],
    [{ tokenProfile: 'legacy2018' }, ['legacy-profile']],
    [refresh, ['reused-refresh-token']],
    [{ refreshTokenUsage: 'REUSE' }, []],
    [{ ...refresh, dpopBoundAccessTokens: true }, []],
    [{ ...refresh, securityProfile: 'fapi2' }, []],
    [{ redirectUris: ['http://etaten.lan/cb'] }, ['plain-http']],
    [{ redirectUris: ['http://localhost:3000/cb', 'http://127.0.0.1/cb', 'http://[::1]/cb', 'no.etat.app:/cb'] }, []],
    [{ accessTokenLifetime: 3601 }, ['long-access-token']],
    [{ accessTokenLifetime: 3600, authorizationLifetime: 31 * 86_400 }, []],
    [{ authorizationLifetime: 31 * 86_400 + 1 }, ['long-authorization']],
    [{ jwksUri: 'https://etaten.no/jwks' }, ['remote-keys']],
    [{ codeChallengeMethod: 'none', leanIdToken: true }, ['no-pkce', 'lean-id-token']],
    [{ integrationType: 'maskinporten', codeChallengeMethod: 'none' }, []],
  ] as const)
    assert.deepEqual(clientWarnings({ ...example, ...changes }), expected, JSON.stringify(changes))
})

test('EXC-3 every warning is one line of ASCII for a header, and words in three languages for a page', () => {
  const worst = { codeChallengeMethod: 'none', leanIdToken: true, tokenProfile: 'legacy2018' } as const
  const all = [
    ...clientWarnings({ ...example, ...worst, redirectUris: ['http://a.lan'], accessTokenLifetime: 86_400 }),
    ...clientWarnings({ ...example, scopes: ['openid'], leanIdToken: true, jwksUri: 'https://a.no' }),
    ...clientWarnings({
      ...example,
      grantTypes: ['refresh_token'],
      refreshTokenUsage: 'REUSE',
      authorizationLifetime: 31_536_000,
    }),
  ]
  assert.equal(new Set(all).size, 9)
  for (const code of all) {
    assert.match(warningLine(code), /^[\x20\x21\x23-\x5B\x5D-\x7E]{20,200}$/, code)
    const words = (['nb', 'nn', 'en'] as const).map((language) => clientExceptionsTexts(language)(`warning.${code}`))
    assert.equal(new Set(words).size, 3, code)
  }
})

test('EXC-3 the API tells of exceptions in X-Registration-Warning, with the client made', async () => {
  const made = await api.call('POST', '/clients', {
    ...clientRequest,
    lean_id_token: true,
    refresh_token_usage: 'REUSE',
  })
  assert.equal(made.status, 200, made.text)
  assert.match(String(made.headers.get('x-registration-warning')), /lean_id_token: .*; refresh_token_usage REUSE: /)
  const plain = await api.call('POST', '/clients', clientRequest)
  assert.equal(plain.headers.get('x-registration-warning'), null)
})

test('EXC-3 EXC-4 the form of a client has every protection and exception, explained, and its page warns until it is mended', async () => {
  const form = await admin.get(`${clientPage}/edit`)
  assert.match(form.words, /Sikkerhet Alt her er strengere enn standarden/)
  assert.match(form.words, /Unntak Unntak finnes for programvare som ikke kan bedre/)
  for (const name of [
    'security-profile',
    'id-token-signed-response-alg',
    'dpop-bound-access-tokens',
    'require-pushed-authorization-requests',
    'require-signed-request-object',
    'require-nonce',
    'lean-id-token',
    'backchannel-logout-uri',
    'code-challenge-method',
    'refresh-token-usage',
  ])
    assert.match(form.html, new RegExp(`aria-describedby="f-${name}-help"`), name)
  assert.doesNotMatch((await admin.get(clientPage)).html, /data-warning/)
  const saved = await admin.submit(form, `${clientPage}/edit`, {
    id_token_signed_response_alg: 'ES256',
    require_nonce: 'yes',
    lean_id_token: 'yes',
    code_challenge_method: 'none',
    backchannel_logout_uri: 'https://unntak.example.no/backchannel',
    backchannel_logout_session_required: 'yes',
  })
  assert.equal(saved.path, clientPage, saved.words)
  assert.deepEqual([...saved.html.matchAll(/data-warning="([^"]+)"/g)].map(([, code]) => code).sort(), [
    'lean-id-token',
    'no-pkce',
  ])
  assert.match(saved.words, /PKCE er slått av\. Den som får tak i en kode/)
  for (const [field, value] of [
    ['id_token_signed_response_alg', 'ES256'],
    ['require_nonce', 'true'],
    ['lean_id_token', 'true'],
    ['backchannel_logout_uri', 'https://unntak.example.no/backchannel'],
    ['backchannel_logout_session_required', 'true'],
  ] as const)
    assert.match(saved.html, new RegExp(`<code>${field}</code></th><td><code>${value}</code>`), field)

  const sheet = await admin.get(`${clientPage}/configuration`)
  assert.match(
    sheet.words,
    /Avviker fra standarden \| `id_token_signed_response_alg ES256`.*require_nonce true.*lean_id_token true/,
  )
  assert.match(sheet.words, /backchannel_logout_uri\) \| `https:\/\/unntak\.example\.no\/backchannel`/)

  const again = await admin.get(`${clientPage}/edit`)
  const edited = again.forms.find(({ action }) => action.endsWith('/edit'))
  const filled: Partial<Record<string, string>> = Object.fromEntries(edited?.fields ?? [])
  assert.deepEqual(
    [
      filled.id_token_signed_response_alg,
      filled.require_nonce,
      filled.lean_id_token,
      filled.require_signed_request_object,
    ],
    ['ES256', 'yes', 'yes', undefined],
  )
  const mended = await admin.submit(again, `${clientPage}/edit`, {
    id_token_signed_response_alg: 'RS256',
    require_nonce: undefined,
    lean_id_token: undefined,
    code_challenge_method: 'S256',
    backchannel_logout_uri: '',
    backchannel_logout_session_required: undefined,
  })
  assert.doesNotMatch(mended.html, /data-warning/)
  for (const field of ['require_nonce', 'lean_id_token', 'backchannel_logout_session_required'])
    assert.match(mended.html, new RegExp(`<code>${field}</code></th><td><code>false</code>`), field)
  assert.doesNotMatch(/<table[\s\S]*?<\/table>/.exec(mended.html)?.[0] ?? '', /backchannel_logout_uri/)
})
