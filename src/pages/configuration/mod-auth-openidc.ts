import type { ClientSheet } from './client-sheet.ts'
import { checkTheLevel, placeholderNotes } from './common-notes.ts'
import { placeholders } from './placeholders.ts'
import { apacheDollar, apacheDollarVariable, apacheQuoted, comment } from './quote.ts'
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
} from './request-values.ts'
import type { Words } from './words.ts'

const software = 'mod_auth_openidc'

/** Apache's module: every page below the protected place needs a login. */
export const modAuthOpenidc: Recipe = {
  id: 'mod-auth-openidc',
  software: 'mod_auth_openidc (Apache)',
  refuses: serverSoftware(software, ['client_secret_basic', 'client_secret_post', 'private_key_jwt']),
  files: (sheet) => [{ name: 'portvakt.conf', language: 'apache', content: content(sheet) }],
  notes: (sheet) => [...placeholderNotes(sheet), ...ownNotes(sheet), checkTheLevel],
}

function content(sheet: ClientSheet): string {
  const authRequest = new URLSearchParams({ acr_values: levelsOf(sheet), ui_locales: uiLocales })
  const lines = [
    `OIDCProviderMetadataURL ${apacheQuoted(sheet.wellKnown)}`,
    `OIDCClientID ${apacheQuoted(sheet.clientId)}`,
    ...authentication(sheet),
    `OIDCRedirectURI ${apacheQuoted(redirectUriOf(sheet))}`,
    `OIDCCryptoPassphrase "${placeholders.random}"`,
    `OIDCScope ${apacheQuoted(scopeOf(sheet))}`,
    'OIDCResponseType code',
    'OIDCPKCEMethod S256',
    `OIDCAuthRequestParams ${apacheQuoted(authRequest.toString().replaceAll('+', '%20'))}`,
    'OIDCCookieSameSite On',
    '# The id_token lives two minutes; the session here ends by these.',
    'OIDCSessionInactivityTimeout 1800',
    'OIDCSessionMaxDuration 7200',
    'OIDCRemoteUserClaim sub',
    ...postLogout(sheet),
  ]
  const needsDollar = lines.some((line) => line.includes(apacheDollarVariable))
  return `# ${comment(sheet.clientName)}, ${comment(sheet.environment.title)}
${needsDollar ? `${apacheDollar}\n` : ''}${lines.join('\n')}

<Location "/">
  AuthType openid-connect
  Require valid-user
</Location>
`
}

function authentication(sheet: ClientSheet): readonly string[] {
  const method = `OIDCProviderTokenEndpointAuth ${sheet.tokenEndpointAuthMethod}`
  if (!usesKey(sheet)) return [`OIDCClientSecret "${placeholders.clientSecret}"`, method]
  // In this order: the module knows private_key_jwt only once it has a key. Without a public key to name it falls over (2.4.12).
  return [
    `OIDCPublicKeyFiles "${placeholders.keyId}#${placeholders.publicKeyFile}"`,
    `OIDCPrivateKeyFiles "${placeholders.keyId}#${placeholders.privateKeyFile}"`,
    method,
  ]
}

function postLogout(sheet: ClientSheet): readonly string[] {
  const address = postLogoutUriOf(sheet)
  return address === undefined ? [] : [`OIDCDefaultLoggedOutURL ${apacheQuoted(address)}`]
}

const publicKeyNote: Words = {
  nb: `${placeholders.publicKeyFile} er filen med den offentlige nøkkelen (PEM). Uten den stopper modulen når den skal signere.`,
  nn: `${placeholders.publicKeyFile} er fila med den offentlege nøkkelen (PEM). Utan den stoppar modulen når han skal signere.`,
  en: `${placeholders.publicKeyFile} is the file with the public key (PEM). Without it the module stops when it is to sign.`,
}

function ownNotes(sheet: ClientSheet): readonly Words[] {
  const redirectUri = redirectUriOf(sheet)
  const logoutPath = `${addressParts(redirectUri)?.path ?? '/callback'}?logout=`
  const after = postLogoutUriOf(sheet)
  const logout = logoutPath + encodeURIComponent(after ?? '')
  const frontChannel = `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}logout=get`
  return [
    ...(usesKey(sheet) ? [publicKeyNote] : []),
    {
      nb: `Logg ut med en lenke til ${logout}. Modulen sender id_token_hint selv.`,
      nn: `Logg ut med ei lenkje til ${logout}. Modulen sender id_token_hint sjølv.`,
      en: `Log out with a link to ${logout}. The module sends id_token_hint by itself.`,
    },
    {
      nb: `Front-channel logout: registrer ${frontChannel} som frontchannel_logout_uri, med frontchannel_logout_session_required = true.`,
      nn: `Front-channel logout: registrer ${frontChannel} som frontchannel_logout_uri, med frontchannel_logout_session_required = true.`,
      en: `Front-channel logout: register ${frontChannel} as frontchannel_logout_uri, with frontchannel_logout_session_required = true.`,
    },
    {
      nb: `${placeholders.random}: lag den med "openssl rand -base64 32". Alle tjenere bak samme adresse må ha den samme. Bak en proxy trengs også OIDCXForwardedHeaders.`,
      nn: `${placeholders.random}: lag han med "openssl rand -base64 32". Alle tenarar bak same adresse må ha den same. Bak ein proxy trengst òg OIDCXForwardedHeaders.`,
      en: `${placeholders.random}: make it with "openssl rand -base64 32". All servers behind one address need the same. Behind a proxy, OIDCXForwardedHeaders is needed too.`,
    },
  ]
}
