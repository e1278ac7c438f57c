import type { ClientSheet } from './client-sheet.ts'
import { checkTheLevel } from './common-notes.ts'
import { comment, quoted } from './quote.ts'
import type { Recipe } from './recipe.ts'
import { publicSoftware } from './refusals.ts'
import { levelsOf, postLogoutUriOf, redirectUriOf, scopeOf, uiLocales } from './request-values.ts'

/** Single-page applications. */
export const oidcClientTs: Recipe = {
  id: 'oidc-client-ts',
  software: 'oidc-client-ts',
  refuses: publicSoftware('oidc-client-ts', 'browser'),
  files: (sheet) => [{ name: 'login.js', language: 'javascript', content: content(sheet) }],
  notes: () => [
    {
      nb: 'Fornying skjer med refresh token. Stille fornying i iframe finnes ikke.',
      nn: 'Fornying skjer med refresh token. Stille fornying i iframe finst ikkje.',
      en: 'Renewal is by refresh token. There is no silent renewal in an iframe.',
    },
    {
      nb: 'Porten svarer bare sider fra opprinnelsen til en registrert redirect_uri (CORS).',
      nn: 'Porten svarar berre sider frå opphavet til ei registrert redirect_uri (CORS).',
      en: 'The gateway answers only pages from the origin of a registered redirect_uri (CORS).',
    },
    checkTheLevel,
  ],
}

function content(sheet: ClientSheet): string {
  const after = postLogoutUriOf(sheet)
  return `// ${comment(sheet.clientName)}, ${comment(sheet.environment.title)}
import { UserManager, WebStorageStateStore } from 'oidc-client-ts'

// state, nonce and PKCE (S256) are made and checked by the library.
export const manager = new UserManager({
  authority: ${quoted(sheet.issuer)},
  client_id: ${quoted(sheet.clientId)},
  redirect_uri: ${quoted(redirectUriOf(sheet))},${after === undefined ? '' : `\n  post_logout_redirect_uri: ${quoted(after)},`}
  scope: ${quoted(scopeOf(sheet))},
  acr_values: ${quoted(levelsOf(sheet))},
  ui_locales: ${quoted(uiLocales)},
  // pid, acr and sid are wanted in the profile.
  filterProtocolClaims: false,
  userStore: new WebStorageStateStore({ store: window.sessionStorage }),
})

export const logIn = () => manager.signinRedirect()
/** On the page of redirect_uri. */
export const finishLogin = () => manager.signinRedirectCallback()
export const logOut = () => manager.signoutRedirect()
`
}
