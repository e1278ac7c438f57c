import type { ClientSheet } from './client-sheet.ts'
import { checkTheLevel } from './common-notes.ts'
import { jsonFile } from './quote.ts'
import type { Recipe } from './recipe.ts'
import { publicSoftware } from './refusals.ts'
import { levelsOf, postLogoutUriOf, redirectUriOf, uiLocales } from './request-values.ts'

/** Apps, with AppAuth for Android and iOS or what is built on it: the values by the names its request has. */
export const appAuth: Recipe = {
  id: 'appauth',
  software: 'AppAuth (Android, iOS, React Native)',
  refuses: publicSoftware('AppAuth', 'native'),
  files: (sheet) => [{ name: 'portvakt.json', language: 'json', content: jsonFile(values(sheet)) }],
  notes: () => [
    {
      nb: 'Navnene er de react-native-app-auth bruker. AppAuth for Android og iOS tar de samme verdiene, og finner adressene ved issuer.',
      nn: 'Namna er dei react-native-app-auth bruker. AppAuth for Android og iOS tek dei same verdiane, og finn adressene ved issuer.',
      en: 'The names are those of react-native-app-auth. AppAuth for Android and iOS takes the same values, and finds the addresses by issuer.',
    },
    {
      nb: 'Bruk systemets nettleser, aldri en innebygd visning. PKCE, state og nonce lages av biblioteket.',
      nn: 'Bruk nettlesaren til systemet, aldri ei innebygd vising. PKCE, state og nonce blir laga av biblioteket.',
      en: 'Use the browser of the system, never an embedded view. PKCE, state and nonce are made by the library.',
    },
    checkTheLevel,
  ],
}

const values = (sheet: ClientSheet) => ({
  issuer: sheet.issuer,
  clientId: sheet.clientId,
  redirectUrl: redirectUriOf(sheet),
  ...(postLogoutUriOf(sheet) === undefined ? {} : { postLogoutRedirectUrl: postLogoutUriOf(sheet) }),
  scopes: sheet.scopes,
  usePKCE: true,
  useNonce: true,
  additionalParameters: { acr_values: levelsOf(sheet), ui_locales: uiLocales },
})
