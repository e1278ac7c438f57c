import type { ClientAuthenticationMethod } from '../../protocol/client.ts'
import type { ClientSheet } from './client-sheet.ts'
import type { Words } from './words.ts'

/** Why nothing at all can log in with this client; asked before any software is. */
export function refusesLogin(sheet: ClientSheet): Words | undefined {
  if (sheet.integrationType !== 'idporten' && sheet.integrationType !== 'api_klient')
    return {
      nb: `Klienter med integration_type ${sheet.integrationType} logger ikke inn personer.`,
      nn: `Klientar med integration_type ${sheet.integrationType} loggar ikkje inn personar.`,
      en: `Clients with integration_type ${sheet.integrationType} do not log people in.`,
    }
  if (sheet.redirectUris.length === 0)
    return {
      nb: 'Klienten har ingen redirect_uris. Registrer en først.',
      nn: 'Klienten har ingen redirect_uris. Registrer ei først.',
      en: 'The client has no redirect_uris. Register one first.',
    }
  return undefined
}

/** A software that runs on a server, and the ways it can prove who it is at the token endpoint. */
export const serverSoftware =
  (software: string, methods: readonly ClientAuthenticationMethod[]) =>
  (sheet: ClientSheet): Words | undefined => {
    if (sheet.applicationType !== 'web')
      return {
        nb: `${software} kjører på en server og må ha en klient med application_type web. Denne er ${sheet.applicationType}.`,
        nn: `${software} køyrer på ein tenar og må ha ein klient med application_type web. Denne er ${sheet.applicationType}.`,
        en: `${software} runs on a server and needs a client with application_type web. This one is ${sheet.applicationType}.`,
      }
    if (methods.includes(sheet.tokenEndpointAuthMethod)) return undefined
    const [has, can] = [sheet.tokenEndpointAuthMethod, methods.join(', ')]
    return {
      nb: `${software} kan ikke bruke ${has}. Endre token_endpoint_auth_method til en av disse: ${can}.`,
      nn: `${software} kan ikkje bruke ${has}. Endre token_endpoint_auth_method til ein av desse: ${can}.`,
      en: `${software} cannot use ${has}. Change token_endpoint_auth_method to one of: ${can}.`,
    }
  }

/** A library for applications that cannot keep a secret. */
export const publicSoftware =
  (software: string, type: 'browser' | 'native') =>
  (sheet: ClientSheet): Words | undefined =>
    sheet.applicationType === type
      ? undefined
      : {
          nb: `${software} er for klienter med application_type ${type}. Denne er ${sheet.applicationType}.`,
          nn: `${software} er for klientar med application_type ${type}. Denne er ${sheet.applicationType}.`,
          en: `${software} is for clients with application_type ${type}. This one is ${sheet.applicationType}.`,
        }
