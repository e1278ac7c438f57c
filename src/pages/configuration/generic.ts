import { endpointUrl } from '../../protocol/discovery.ts'
import type { ClientSheet } from './client-sheet.ts'
import { checkTheLevel, placeholderNotes } from './common-notes.ts'
import { placeholders } from './placeholders.ts'
import { jsonFile, markdownCode, shellQuoted } from './quote.ts'
import type { Recipe } from './recipe.ts'
import { levelsOf, postLogoutUriOf, redirectUriOf, scopeOf, uiLocales, usesKey, usesSecret } from './request-values.ts'

/** Whatever else speaks OpenID Connect: the values by the names of the standards. */
export const generic: Recipe = {
  id: 'generic',
  software: 'OpenID Connect',
  refuses: () => undefined,
  files: (sheet) => {
    const values = valuesOf(sheet)
    return [
      { name: 'portvakt.md', language: 'markdown', content: table(values) },
      { name: 'portvakt.json', language: 'json', content: jsonFile(Object.fromEntries(values)) },
      { name: 'portvakt.env', language: 'shell', content: environment(values) },
    ]
  },
  notes: (sheet) => [
    ...placeholderNotes(sheet),
    {
      nb: 'Bare autorisasjonskodeflyten finnes. Send alltid state og nonce, og kontroller dem; signaturen er RS256 med nøklene i jwks_uri.',
      nn: 'Berre autorisasjonskodeflyten finst. Send alltid state og nonce, og kontroller dei; signaturen er RS256 med nøklane i jwks_uri.',
      en: 'There is only the authorization code flow. Always send state and nonce, and check them; the signature is RS256 with the keys of jwks_uri.',
    },
    checkTheLevel,
  ],
}

type Value = readonly [name: string, value: string]

const optional = (name: string, value: string | undefined): readonly Value[] =>
  value === undefined ? [] : [[name, value]]

const valuesOf = (sheet: ClientSheet): readonly Value[] => [
  ['issuer', sheet.issuer],
  ['well_known', sheet.wellKnown],
  ['authorization_endpoint', endpointUrl(sheet.loginBase, '/authorize')],
  ['token_endpoint', endpointUrl(sheet.issuer, '/token')],
  ['userinfo_endpoint', endpointUrl(sheet.issuer, '/userinfo')],
  ['jwks_uri', endpointUrl(sheet.issuer, '/jwks.json')],
  ['end_session_endpoint', endpointUrl(sheet.loginBase, '/logout')],
  ['client_id', sheet.clientId],
  ['token_endpoint_auth_method', sheet.tokenEndpointAuthMethod],
  ...(usesSecret(sheet) ? ([['client_secret', placeholders.clientSecret]] as const) : []),
  ...(usesKey(sheet)
    ? ([
        ['private_key_file', placeholders.privateKeyFile],
        ['key_id', placeholders.keyId],
      ] as const)
    : []),
  ['redirect_uri', redirectUriOf(sheet)],
  ...optional('post_logout_redirect_uri', postLogoutUriOf(sheet)),
  ...optional('frontchannel_logout_uri', sheet.frontchannelLogoutUri),
  ['response_type', 'code'],
  ['scope', scopeOf(sheet)],
  ['acr_values', levelsOf(sheet)],
  ['ui_locales', uiLocales],
  ['code_challenge_method', 'S256'],
]

const table = (values: readonly Value[]): string =>
  `| | |\n|---|---|\n${values.map(([name, value]) => `| ${name} | ${markdownCode(value)} |\n`).join('')}`

const environment = (values: readonly Value[]): string =>
  values.map(([name, value]) => `OIDC_${name.toUpperCase()}=${shellQuoted(value)}\n`).join('')
