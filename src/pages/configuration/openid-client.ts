import type { ClientSheet } from './client-sheet.ts'
import { checkTheLevel, placeholderNotes } from './common-notes.ts'
import { placeholders } from './placeholders.ts'
import { comment, quoted } from './quote.ts'
import type { Recipe } from './recipe.ts'
import {
  isPlainHttp,
  levelsOf,
  postLogoutUriOf,
  redirectUriOf,
  scopeOf,
  uiLocales,
  usesKey,
  usesSecret,
} from './request-values.ts'

/** The library for Node.js; of all here it fits every kind of client that can run it. */
export const openidClient: Recipe = {
  id: 'openid-client',
  software: 'openid-client (Node.js)',
  refuses: (sheet) =>
    sheet.applicationType === 'browser'
      ? {
          nb: 'openid-client er for Node.js. I nettleseren passer oidc-client-ts.',
          nn: 'openid-client er for Node.js. I nettlesaren passar oidc-client-ts.',
          en: 'openid-client is for Node.js. In the browser, oidc-client-ts fits.',
        }
      : undefined,
  files: (sheet) => [{ name: 'login.mjs', language: 'javascript', content: content(sheet) }, ...environmentFile(sheet)],
  notes: (sheet) => [
    ...placeholderNotes(sheet),
    {
      nb: 'Kjør med openid-client 6: beginLogin gir adressen personen sendes til og det som må ligge i økten til finishLogin.',
      nn: 'Køyr med openid-client 6: beginLogin gir adressa personen blir send til og det som må liggje i økta til finishLogin.',
      en: 'Made for openid-client 6: beginLogin gives the address the person is sent to, and what the session keeps for finishLogin.',
    },
    checkTheLevel,
  ],
}

const environmentFile = (sheet: ClientSheet) =>
  usesSecret(sheet)
    ? [{ name: '.env', language: 'shell', content: `OIDC_CLIENT_SECRET='${placeholders.clientSecret}'\n` }]
    : []

const authentications = {
  client_secret_basic: 'openid.ClientSecretBasic(process.env.OIDC_CLIENT_SECRET)',
  client_secret_post: 'openid.ClientSecretPost(process.env.OIDC_CLIENT_SECRET)',
  private_key_jwt: `openid.PrivateKeyJwt({ key: privateKey, kid: '${placeholders.keyId}' })`,
  none: 'openid.None()',
} as const

const readKey = `
const pem = await readFile('${placeholders.privateKeyFile}', 'utf8')
const der = createPrivateKey(pem).export({ format: 'der', type: 'pkcs8' })
const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
const privateKey = await crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign'])
`

function content(sheet: ClientSheet): string {
  const key = usesKey(sheet)
  const plain = isPlainHttp(sheet.issuer)
  const after = postLogoutUriOf(sheet)
  return `// ${comment(sheet.clientName)}, ${comment(sheet.environment.title)}
${key ? `import { createPrivateKey } from 'node:crypto'\nimport { readFile } from 'node:fs/promises'\n` : ''}import * as openid from 'openid-client'

const redirectUri = ${quoted(redirectUriOf(sheet))}
${key ? readKey : ''}
const configuration = await openid.discovery(
  new URL(${quoted(sheet.issuer)}),
  ${quoted(sheet.clientId)},
  undefined,
  ${authentications[sheet.tokenEndpointAuthMethod]},
  { execute: [${plain ? 'openid.allowInsecureRequests, ' : ''}openid.enableNonRepudiationChecks] },
)

/** Send the person to \`url\`, and keep \`expected\` in the session. */
export async function beginLogin() {
  const expected = {
    pkceCodeVerifier: openid.randomPKCECodeVerifier(),
    expectedState: openid.randomState(),
    expectedNonce: openid.randomNonce(),
  }
  const url = openid.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: ${quoted(scopeOf(sheet))},
    acr_values: ${quoted(levelsOf(sheet))},
    ui_locales: ${quoted(uiLocales)},
    code_challenge: await openid.calculatePKCECodeChallenge(expected.pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expected.expectedState,
    nonce: expected.expectedNonce,
  })
  return { url, expected }
}

/** \`callbackUrl\` is the whole address that the person came back to. */
export async function finishLogin(callbackUrl, expected) {
  const tokens = await openid.authorizationCodeGrant(configuration, new URL(callbackUrl), { ...expected, idTokenExpected: true })
  return { claims: tokens.claims(), idToken: tokens.id_token, accessToken: tokens.access_token }
}

/** Where to send the person to log out everywhere; end your own session first. */
export const logoutUrl = (idToken) =>
  openid.buildEndSessionUrl(configuration, {
    id_token_hint: idToken,${after === undefined ? '' : `\n    post_logout_redirect_uri: ${quoted(after)},`}
  })
`
}
