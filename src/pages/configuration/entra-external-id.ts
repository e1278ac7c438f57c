import type { ClientSheet } from './client-sheet.ts'
import { placeholderNotes } from './common-notes.ts'
import { placeholders } from './placeholders.ts'
import { jsonFile } from './quote.ts'
import type { Recipe } from './recipe.ts'
import { serverSoftware } from './refusals.ts'
import { scopeOf, usesSecret } from './request-values.ts'
import type { Words } from './words.ts'

const software = 'Entra External ID'

/** The gateway as an identity provider of an external tenant, as Microsoft Graph takes it. */
export const entraExternalId: Recipe = {
  id: 'entra-external-id',
  software: 'Microsoft Entra External ID',
  refuses: serverSoftware(software, ['client_secret_post', 'private_key_jwt']),
  files: (sheet) => [{ name: 'identity-provider.json', language: 'json', content: jsonFile(identityProvider(sheet)) }],
  notes: (sheet) => [...(usesSecret(sheet) ? placeholderNotes(sheet) : []), ...ownNotes],
}

const identityProvider = (sheet: ClientSheet) => ({
  '@odata.type': '#microsoft.graph.oidcIdentityProvider',
  displayName: 'Portvakt',
  clientId: sheet.clientId,
  issuer: sheet.issuer,
  wellKnownEndpoint: sheet.wellKnown,
  responseType: 'code',
  scope: scopeOf(sheet),
  clientAuthentication: usesSecret(sheet)
    ? { '@odata.type': '#microsoft.graph.oidcClientSecretAuthentication', clientSecret: placeholders.clientSecret }
    : { '@odata.type': '#microsoft.graph.oidcPrivateJwtKeyClientAuthentication' },
  // There is no name and no address here: sub is the pairwise subject, and the rest is left to the sign-up form.
  inboundClaimMapping: { sub: 'sub', name: 'sub' },
})

const ownNotes: readonly Words[] = [
  {
    nb: 'Send den med POST https://graph.microsoft.com/beta/identity/identityProviders, eller skriv verdiene inn i administrasjonssenteret under External Identities.',
    nn: 'Send han med POST https://graph.microsoft.com/beta/identity/identityProviders, eller skriv verdiane inn i administrasjonssenteret under External Identities.',
    en: 'Send it with POST https://graph.microsoft.com/beta/identity/identityProviders, or type the values into the admin centre under External Identities.',
  },
  {
    nb: 'Registrer begge adressene Entra svarer på som redirect_uri: https://{tenant}.ciamlogin.com/{tenant-id}/federation/oauth2 og https://{tenant}.ciamlogin.com/{tenant}.onmicrosoft.com/federation/oauth2.',
    nn: 'Registrer begge adressene Entra svarar på som redirect_uri: https://{tenant}.ciamlogin.com/{tenant-id}/federation/oauth2 og https://{tenant}.ciamlogin.com/{tenant}.onmicrosoft.com/federation/oauth2.',
    en: 'Register both addresses that Entra answers to as redirect_uri: https://{tenant}.ciamlogin.com/{tenant-id}/federation/oauth2 and https://{tenant}.ciamlogin.com/{tenant}.onmicrosoft.com/federation/oauth2.',
  },
  {
    nb: 'Entra har ikke felt for acr_values, ui_locales eller PKCE. Sett nivået som default_acr_values på klienten, og svarer porten at code_challenge mangler, sett code_challenge_method til none der. Porten må finnes på en offentlig https-adresse.',
    nn: 'Entra har ikkje felt for acr_values, ui_locales eller PKCE. Set nivået som default_acr_values på klienten, og svarar porten at code_challenge manglar, set code_challenge_method til none der. Porten må finnast på ei offentleg https-adresse.',
    en: 'Entra has no field for acr_values, ui_locales or PKCE. Set the level as default_acr_values on the client, and should the gateway answer that code_challenge is missing, set code_challenge_method to none there. The gateway must have a public https address.',
  },
  {
    nb: 'Utlogging i Entra logger ikke ut av porten, og Entra tar ikke imot front-channel logout fra den.',
    nn: 'Utlogging i Entra loggar ikkje ut av porten, og Entra tek ikkje imot front-channel logout frå han.',
    en: 'Logging out of Entra does not log out of the gateway, and Entra does not receive front-channel logout from it.',
  },
]
