import { endpointUrl } from '../../protocol/discovery.ts'
import type { ClientSheet } from './client-sheet.ts'
import { noFrontChannel, placeholderNotes, registerAddress } from './common-notes.ts'
import { placeholders } from './placeholders.ts'
import { jsonFile } from './quote.ts'
import type { Recipe } from './recipe.ts'
import { serverSoftware } from './refusals.ts'
import { addressParts, levelsOf, redirectUriOf, scopeOf, usesSecret } from './request-values.ts'
import type { Words } from './words.ts'

// Keycloak decides where an identity provider answers to: {address}/realms/{realm}/broker/{alias}/endpoint.
const brokerAddress = /^(.*\/realms\/[^/]+)\/broker\/([^/]+)\/endpoint$/

/** The gateway as an identity provider of a realm. */
export const keycloak: Recipe = {
  id: 'keycloak',
  software: 'Keycloak',
  refuses: serverSoftware('Keycloak', ['client_secret_basic', 'client_secret_post', 'private_key_jwt']),
  files: (sheet) => [{ name: 'identity-provider.json', language: 'json', content: jsonFile(identityProvider(sheet)) }],
  notes: (sheet) => [
    ...placeholderNotes(sheet).slice(usesSecret(sheet) ? 0 : 1),
    ...ownNotes(sheet),
    noFrontChannel('Keycloak'),
  ],
}

const aliasOf = (sheet: ClientSheet): string =>
  brokerAddress.exec(redirectUriOf(sheet, brokerAddress))?.[2] ?? 'portvakt'

function identityProvider(sheet: ClientSheet) {
  const acrValues = new URLSearchParams({ acr_values: levelsOf(sheet) }).toString().replaceAll('+', '%20')
  return {
    alias: aliasOf(sheet),
    displayName: 'Portvakt',
    providerId: 'oidc',
    enabled: true,
    trustEmail: false,
    storeToken: false,
    config: {
      issuer: sheet.issuer,
      // Keycloak forwards acr_values of its own clients only; this is the level when they ask for none.
      authorizationUrl: `${endpointUrl(sheet.loginBase, '/authorize')}?${acrValues}`,
      tokenUrl: endpointUrl(sheet.issuer, '/token'),
      userInfoUrl: endpointUrl(sheet.issuer, '/userinfo'),
      jwksUrl: endpointUrl(sheet.issuer, '/jwks.json'),
      logoutUrl: endpointUrl(sheet.loginBase, '/logout'),
      useJwksUrl: 'true',
      validateSignature: 'true',
      clientId: sheet.clientId,
      clientAuthMethod: sheet.tokenEndpointAuthMethod,
      ...(usesSecret(sheet) ? { clientSecret: placeholders.clientSecret } : { clientAssertionSigningAlg: 'RS256' }),
      defaultScope: scopeOf(sheet),
      pkceEnabled: 'true',
      pkceMethod: 'S256',
      disableNonce: 'false',
      uiLocales: 'true',
      backchannelSupported: 'false',
      sendIdTokenOnLogout: 'true',
      sendClientIdOnLogout: 'true',
      syncMode: 'FORCE',
    },
  }
}

function ownNotes(sheet: ClientSheet): readonly Words[] {
  const alias = aliasOf(sheet)
  const [, realmAddress] = brokerAddress.exec(redirectUriOf(sheet, brokerAddress)) ?? []
  const realm =
    realmAddress ?? `${addressParts(redirectUriOf(sheet))?.origin ?? 'https://keycloak.example.no'}/realms/{realm}`
  const after = `${realm}/broker/${alias}/endpoint/logout_response`
  return [
    ...(realmAddress === undefined ? [registerAddress('Keycloak', `${realm}/broker/${alias}/endpoint`)] : []),
    {
      nb: `Legg den inn med: kcadm.sh create identity-provider/instances -r {realm} -f identity-provider.json. Registrer ${after} som post_logout_redirect_uri.`,
      nn: `Legg han inn med: kcadm.sh create identity-provider/instances -r {realm} -f identity-provider.json. Registrer ${after} som post_logout_redirect_uri.`,
      en: `Put it in with: kcadm.sh create identity-provider/instances -r {realm} -f identity-provider.json. Register ${after} as post_logout_redirect_uri.`,
    },
    {
      nb: 'Ber Keycloaks egne klienter om acr_values, må du ta dem bort fra authorizationUrl: en parameter kan bare stå én gang.',
      nn: 'Ber Keycloaks eigne klientar om acr_values, må du ta dei bort frå authorizationUrl: ein parameter kan berre stå éin gong.',
      en: 'If clients of Keycloak itself ask for acr_values, take them away from authorizationUrl: a parameter may stand only once.',
    },
    {
      nb: 'Porten gir verken navn eller e-post, så Keycloak spør om dem ved første innlogging. Slå av «Review Profile» i flyten «first broker login» om dere ikke trenger dem.',
      nn: 'Porten gir verken namn eller e-post, så Keycloak spør om dei ved første innlogging. Slå av «Review Profile» i flyten «first broker login» om de ikkje treng dei.',
      en: 'The gateway gives neither name nor e-mail, so Keycloak asks for them at the first login. Switch "Review Profile" of the flow "first broker login" off if you do not need them.',
    },
    ...(usesSecret(sheet)
      ? []
      : [
          {
            nb: 'Keycloak signerer med nøkkelen til realmen: registrer den aktive RS256-nøkkelen fra {realm}/protocol/openid-connect/certs på klienten.',
            nn: 'Keycloak signerer med nøkkelen til realmen: registrer den aktive RS256-nøkkelen frå {realm}/protocol/openid-connect/certs på klienten.',
            en: 'Keycloak signs with the key of the realm: register the active RS256 key of {realm}/protocol/openid-connect/certs on the client.',
          },
        ]),
  ]
}
