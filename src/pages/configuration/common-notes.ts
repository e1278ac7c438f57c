import type { ClientSheet } from './client-sheet.ts'
import { placeholders } from './placeholders.ts'
import { usesKey, usesSecret } from './request-values.ts'
import type { Words } from './words.ts'

/** What the reader has to put in. */
export function placeholderNotes(sheet: ClientSheet): readonly Words[] {
  if (usesSecret(sheet))
    return [
      {
        nb: `Sett inn hemmeligheten der det står ${placeholders.clientSecret}. Den vises bare én gang, når den lages.`,
        nn: `Set inn løyndomen der det står ${placeholders.clientSecret}. Han blir vist berre éin gong, når han blir laga.`,
        en: `Put the secret where ${placeholders.clientSecret} stands. It is shown only once, when it is made.`,
      },
    ]
  if (usesKey(sheet))
    return [
      {
        nb: `${placeholders.privateKeyFile} er filen med den private nøkkelen (PEM), ${placeholders.keyId} er kid-en den offentlige nøkkelen er registrert med. Den private nøkkelen forlater aldri tjeneren deres.`,
        nn: `${placeholders.privateKeyFile} er fila med den private nøkkelen (PEM), ${placeholders.keyId} er kid-en den offentlege nøkkelen er registrert med. Den private nøkkelen forlèt aldri tenaren dykkar.`,
        en: `${placeholders.privateKeyFile} is the file with the private key (PEM), ${placeholders.keyId} is the kid that the public key is registered with. The private key never leaves your server.`,
      },
    ]
  return []
}

/** No library does this by itself. */
export const checkTheLevel: Words = {
  nb: 'Kontroller selv at acr i id_token er minst nivået tjenesten krever; biblioteket gjør det ikke.',
  nn: 'Kontroller sjølv at acr i id_token er minst nivået tenesta krev; biblioteket gjer det ikkje.',
  en: 'See for yourself that acr in the id_token is at least the level the service demands; the library does not.',
}

/** For software that cannot be told in the background that the person logged out elsewhere. */
export const noFrontChannel = (software: string): Words => ({
  nb: `${software} tar ikke imot front-channel logout. La frontchannel_logout_uri stå tom, eller lag et endepunkt som finner økten ved sid.`,
  nn: `${software} tek ikkje imot front-channel logout. La frontchannel_logout_uri stå tom, eller lag eit endepunkt som finn økta ved sid.`,
  en: `${software} does not receive front-channel logout. Leave frontchannel_logout_uri empty, or make an endpoint that finds the session by sid.`,
})

/** The software decides the path of its redirect URI, and none that is registered has it. */
export const registerAddress = (software: string, address: string): Words => ({
  nb: `${software} tar imot svaret på ${address}. Registrer den adressen som redirect_uri.`,
  nn: `${software} tek imot svaret på ${address}. Registrer den adressa som redirect_uri.`,
  en: `${software} receives the answer at ${address}. Register that address as redirect_uri.`,
})
