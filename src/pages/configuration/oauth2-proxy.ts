import type { ClientSheet } from './client-sheet.ts'
import { checkTheLevel, noFrontChannel, placeholderNotes } from './common-notes.ts'
import { placeholders } from './placeholders.ts'
import { comment, quoted } from './quote.ts'
import type { Recipe } from './recipe.ts'
import { serverSoftware } from './refusals.ts'
import { isPlainHttp, levelsOf, postLogoutUriOf, redirectUriOf, scopeOf } from './request-values.ts'
import type { Words } from './words.ts'

const software = 'oauth2-proxy'

/** A proxy in front of what knows no logins. It finds out by itself which of the two ways with a secret is the right one. */
export const oauth2Proxy: Recipe = {
  id: 'oauth2-proxy',
  software,
  refuses: serverSoftware(software, ['client_secret_basic', 'client_secret_post']),
  files: (sheet) => [{ name: 'oauth2-proxy.cfg', language: 'toml', content: content(sheet) }],
  notes: (sheet) => [...placeholderNotes(sheet), ...ownNotes(sheet), checkTheLevel, noFrontChannel(software)],
}

function content(sheet: ClientSheet): string {
  const redirectUri = redirectUriOf(sheet)
  return `# ${comment(sheet.clientName)}, ${comment(sheet.environment.title)}
provider = "oidc"
provider_display_name = "Portvakt"
oidc_issuer_url = ${quoted(sheet.issuer)}
client_id = ${quoted(sheet.clientId)}
client_secret = "${placeholders.clientSecret}"
redirect_url = ${quoted(redirectUri)}
scope = ${quoted(scopeOf(sheet))}
acr_values = ${quoted(levelsOf(sheet))}
code_challenge_method = "S256"
insecure_oidc_skip_nonce = false

# There is no e-mail address: the person is known by the pairwise subject.
oidc_email_claim = "sub"
user_id_claim = "sub"
email_domains = ["*"]
skip_provider_button = true

cookie_secret = "${placeholders.random}"
cookie_secure = ${isPlainHttp(redirectUri) ? 'false' : 'true'}
cookie_samesite = "lax"
cookie_expire = "2h"
whitelist_domains = [${whitelist(sheet).map(quoted).join(', ')}]
`
}

const hostOf = (address: string): string => /^https?:\/\/([^/?#]+)/i.exec(address)?.[1] ?? ''

const whitelist = (sheet: ClientSheet): readonly string[] => [hostOf(sheet.loginBase)]

const logoutUrl = (sheet: ClientSheet): string => {
  const after = postLogoutUriOf(sheet)
  const query = new URLSearchParams({
    client_id: sheet.clientId,
    ...(after === undefined ? {} : { post_logout_redirect_uri: after }),
  })
  return `${sheet.loginBase.replace(/\/$/, '')}/logout?${query}`
}

function ownNotes(sheet: ClientSheet): readonly Words[] {
  const logout = `/oauth2/sign_out?rd=${encodeURIComponent(logoutUrl(sheet))}`
  return [
    {
      nb: `Logg ut med ${logout}. backend_logout_url passer ikke: utlogging må skje i personens nettleser.`,
      nn: `Logg ut med ${logout}. backend_logout_url passar ikkje: utlogging må skje i nettlesaren til personen.`,
      en: `Log out with ${logout}. backend_logout_url does not fit: logout has to happen in the person's browser.`,
    },
    {
      nb: `${placeholders.random} er 32 tilfeldige byte i base64url. Stien i redirect_uri må være {proxy_prefix}/callback, vanligvis /oauth2/callback.`,
      nn: `${placeholders.random} er 32 tilfeldige byte i base64url. Stien i redirect_uri må vere {proxy_prefix}/callback, vanlegvis /oauth2/callback.`,
      en: `${placeholders.random} is 32 random bytes in base64url. The path of redirect_uri has to be {proxy_prefix}/callback, usually /oauth2/callback.`,
    },
  ]
}
