import type { ClientSheet } from './client-sheet.ts'
import { checkTheLevel, noFrontChannel, placeholderNotes, registerAddress } from './common-notes.ts'
import { placeholders } from './placeholders.ts'
import { comment, quoted, shellQuoted } from './quote.ts'
import type { Recipe } from './recipe.ts'
import { serverSoftware } from './refusals.ts'
import {
  addressParts,
  levelsOf,
  postLogoutUriOf,
  redirectUriOf,
  scopeOf,
  uiLocales,
  usesKey,
  usesSecret,
} from './request-values.ts'
import type { Words } from './words.ts'

// Auth.js builds its own redirect_uri: {basePath}/callback/{id of the provider}.
const ownCallback = /^(https?:\/\/[^/?#]+)(.*)\/callback\/([A-Za-z0-9._-]+)$/i

/** Auth.js in any framework: Next.js, SvelteKit, Express and others take the same configuration. */
export const authJs: Recipe = {
  id: 'auth-js',
  software: 'Auth.js',
  refuses: serverSoftware('Auth.js', ['client_secret_basic', 'client_secret_post', 'private_key_jwt']),
  files: (sheet) => [
    { name: 'auth.config.mjs', language: 'javascript', content: content(sheet) },
    { name: '.env', language: 'shell', content: environmentFile(sheet) },
  ],
  notes: (sheet) => [
    ...placeholderNotes(sheet),
    ...callbackNotes(sheet),
    logoutNote,
    checkTheLevel,
    noFrontChannel('Auth.js'),
  ],
}

function callbackParts(sheet: ClientSheet) {
  const [uri, origin, basePath, providerId] = ownCallback.exec(redirectUriOf(sheet, ownCallback)) ?? []
  if (uri !== undefined && providerId !== undefined)
    return { origin: origin ?? '', basePath: basePath || '/', providerId, registered: true }
  const ownOrigin = addressParts(redirectUriOf(sheet))?.origin ?? 'http://localhost:3000'
  return { origin: ownOrigin, basePath: '/auth', providerId: 'portvakt', registered: false }
}

function callbackNotes(sheet: ClientSheet): readonly Words[] {
  const { origin, basePath, providerId, registered } = callbackParts(sheet)
  return registered ? [] : [registerAddress('Auth.js', `${origin}${basePath}/callback/${providerId}`)]
}

const logoutNote: Words = {
  nb: 'signOut avslutter bare økten i Auth.js. Send personen til logoutUrl(idToken) etterpå, ellers lever økten i porten videre.',
  nn: 'signOut avsluttar berre økta i Auth.js. Send personen til logoutUrl(idToken) etterpå, elles lever økta i porten vidare.',
  en: 'signOut ends the session of Auth.js only. Send the person to logoutUrl(idToken) afterwards, or the session at the gateway lives on.',
}

const environmentFile = (sheet: ClientSheet): string =>
  [
    `AUTH_SECRET='${placeholders.random}'`,
    `AUTH_URL=${shellQuoted(`${callbackParts(sheet).origin}${callbackParts(sheet).basePath}`)}`,
    ...(usesSecret(sheet) ? [`OIDC_CLIENT_SECRET='${placeholders.clientSecret}'`] : []),
    '',
  ].join('\n')

const readKey = `
const der = createPrivateKey(await readFile('${placeholders.privateKeyFile}', 'utf8')).export({ format: 'der', type: 'pkcs8' })
const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
const privateKey = await crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign'])
`

function content(sheet: ClientSheet): string {
  const { providerId, basePath } = callbackParts(sheet)
  const key = usesKey(sheet)
  const after = postLogoutUriOf(sheet)
  return `// ${comment(sheet.clientName)}, ${comment(sheet.environment.title)}
${key ? `import { createPrivateKey } from 'node:crypto'\nimport { readFile } from 'node:fs/promises'\n${readKey}` : ''}
export const authConfig = {
  basePath: ${quoted(basePath)},
  secret: process.env.AUTH_SECRET,
  trustHost: true,
  providers: [
    {
      id: ${quoted(providerId)},
      name: 'Portvakt',
      type: 'oidc',
      issuer: ${quoted(sheet.issuer)},
      clientId: ${quoted(sheet.clientId)},
      ${key ? `token: { clientPrivateKey: { key: privateKey, kid: '${placeholders.keyId}' } },` : 'clientSecret: process.env.OIDC_CLIENT_SECRET,'}
      client: { token_endpoint_auth_method: '${sheet.tokenEndpointAuthMethod}' },
      checks: ['pkce', 'state', 'nonce'],
      authorization: {
        params: {
          scope: ${quoted(scopeOf(sheet))},
          acr_values: ${quoted(levelsOf(sheet))},
          ui_locales: ${quoted(uiLocales)},
        },
      },
      profile: (claims) => ({ id: claims.sub, pid: claims.pid, acr: claims.acr }),
    },
  ],
  callbacks: {
    jwt({ token, account, profile }) {
      if (account) Object.assign(token, { sub: profile.sub, pid: profile.pid, acr: profile.acr, idToken: account.id_token })
      return token
    },
    session({ session, token }) {
      Object.assign(session.user, { id: token.sub, pid: token.pid, acr: token.acr })
      return session
    },
  },
}

/** Where to send the person after signOut, to log out everywhere. */
export const logoutUrl = (idToken) =>
  \`${escapeTemplate(endSession(sheet))}?\${new URLSearchParams({ id_token_hint: idToken${
    after === undefined ? '' : `, post_logout_redirect_uri: ${quoted(after)}`
  } })}\`
`
}

const endSession = (sheet: ClientSheet): string => `${sheet.loginBase.replace(/\/$/, '')}/logout`

const escapeTemplate = (text: string): string => text.replaceAll(/[`\\]|\$\{/g, '\\$&')
