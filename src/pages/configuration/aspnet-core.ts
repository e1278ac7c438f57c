import { aspnetProgram } from './aspnet-core-program.ts'
import type { ClientSheet } from './client-sheet.ts'
import { checkTheLevel, placeholderNotes } from './common-notes.ts'
import { placeholders } from './placeholders.ts'
import { jsonFile } from './quote.ts'
import type { Recipe } from './recipe.ts'
import { serverSoftware } from './refusals.ts'
import {
  addressParts,
  isPlainHttp,
  levelsOf,
  postLogoutUriOf,
  redirectUriOf,
  uiLocales,
  usesKey,
  usesSecret,
} from './request-values.ts'

const software = 'ASP.NET Core'

/** Microsoft.AspNetCore.Authentication.OpenIdConnect. All values stand in the settings, the program only reads them. */
export const aspnetCore: Recipe = {
  id: 'aspnet-core',
  software,
  refuses: serverSoftware(software, ['client_secret_post', 'private_key_jwt']),
  files: (sheet) => [
    { name: 'appsettings.json', language: 'json', content: jsonFile({ Portvakt: settings(sheet) }) },
    { name: 'Program.cs', language: 'csharp', content: aspnetProgram(usesKey(sheet)) },
  ],
  notes: (sheet) => [
    ...placeholderNotes(sheet),
    {
      nb: 'Trenger pakken Microsoft.AspNetCore.Authentication.OpenIdConnect. Hemmeligheten kan også gis som miljøvariabelen Portvakt__ClientSecret.',
      nn: 'Treng pakken Microsoft.AspNetCore.Authentication.OpenIdConnect. Løyndomen kan òg givast som miljøvariabelen Portvakt__ClientSecret.',
      en: 'Needs the package Microsoft.AspNetCore.Authentication.OpenIdConnect. The secret can also be given as the environment variable Portvakt__ClientSecret.',
    },
    {
      nb: 'redirect_uri kan ikke ha query. SignedOutCallbackPath mottar personen etter utlogging og sender videre; registrer den fulle adressen som post_logout_redirect_uri.',
      nn: 'redirect_uri kan ikkje ha query. SignedOutCallbackPath tek imot personen etter utlogging og sender vidare; registrer heile adressa som post_logout_redirect_uri.',
      en: 'redirect_uri cannot have a query. SignedOutCallbackPath receives the person after logout and sends on; register its whole address as post_logout_redirect_uri.',
    },
    {
      nb: 'RemoteSignOutPath tar imot front-channel logout, men finner økten bare ved cookie. Nettlesere som stenger tredjeparts-cookies sender ingen; da lever den lokale økten til den utløper.',
      nn: 'RemoteSignOutPath tek imot front-channel logout, men finn økta berre ved cookie. Nettlesarar som stengjer tredjeparts-cookies sender ingen; då lever den lokale økta til ho går ut.',
      en: 'RemoteSignOutPath receives front-channel logout, but finds the session by cookie only. Browsers that block third-party cookies send none; the local session then lives until it expires.',
    },
    checkTheLevel,
  ],
}

const pathOf = (uri: string | undefined): string | undefined =>
  uri === undefined ? undefined : addressParts(uri)?.path

const settings = (sheet: ClientSheet) => ({
  Authority: sheet.issuer,
  RequireHttpsMetadata: !isPlainHttp(sheet.issuer),
  ClientId: sheet.clientId,
  ...(usesSecret(sheet)
    ? { ClientSecret: placeholders.clientSecret }
    : { PrivateKeyFile: placeholders.privateKeyFile, KeyId: placeholders.keyId }),
  Scope: sheet.scopes,
  AcrValues: levelsOf(sheet),
  UiLocales: uiLocales,
  CallbackPath: pathOf(redirectUriOf(sheet)) ?? '/signin-oidc',
  SignedOutCallbackPath: pathOf(postLogoutUriOf(sheet)) ?? '/signout-callback-oidc',
  RemoteSignOutPath: pathOf(sheet.frontchannelLogoutUri) ?? '/signout-oidc',
})
