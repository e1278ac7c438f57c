import { textsOf } from './texts-of.ts'

const nb = {
  title: 'Vilkår godtatt på papir',
  lead: 'Når en organisasjon har signert vilkårene på papir, registrerer op_admin det her. Det teller først når en annen ansatt har sammenlignet filen med kontrollsummen og bekreftet.',
  waiting: 'Venter på en annen ansatt',
  'waiting.none': 'Ingenting venter.',
  'waiting.lead':
    'Åpne den skannede filen, regn ut SHA-256 selv, og bekreft når alt stemmer. Den som registrerte, kan ikke bekrefte.',
  'registered-by': 'Registrert av',
  confirm: 'Bekreft for {organisation}',
  discard: 'Forkast papiret',
  reason: 'Begrunnelse',
  'reason.help': 'Minst 20 tegn. Den står i endringsloggen.',
  'only-reviewer': 'Det er op_reviewer og op_admin som bekrefter.',
  register: 'Registrer et papir',
  orgno: 'Organisasjonsnummer',
  'orgno.help': 'Organisasjonen må være registrert.',
  version: 'Versjon',
  chapters: 'Kapitler',
  'chapters.help': 'Den generelle delen er alltid med.',
  language: 'Språket som ble signert',
  signatory: 'Signert av',
  'signatory.help': 'Navnet som står på papiret. Kontroller at personen kan signere for organisasjonen.',
  hash: 'Filens SHA-256',
  'hash.help': '64 tegn, for eksempel fra sha256sum. Selve filen lagres i arkivet, ikke her.',
  'register.button': 'Registrer papiret',
  back: 'Til vilkårene',
} as const

const en: Readonly<Record<keyof typeof nb, string>> = {
  title: 'Terms accepted on paper',
  lead: 'When an organisation has signed the terms on paper, op_admin registers it here. It counts once another member of staff has compared the file with its hash and confirmed.',
  waiting: 'Waits for another member of staff',
  'waiting.none': 'Nothing waits.',
  'waiting.lead':
    'Open the scanned file, compute its SHA-256 yourself, and confirm when everything is right. Whoever registered it cannot confirm.',
  'registered-by': 'Registered by',
  confirm: 'Confirm for {organisation}',
  discard: 'Discard the paper',
  reason: 'Reason',
  'reason.help': 'At least 20 characters. It stands in the change log.',
  'only-reviewer': 'op_reviewer and op_admin confirm.',
  register: 'Register a paper',
  orgno: 'Organisation number',
  'orgno.help': 'The organisation must be registered.',
  version: 'Version',
  chapters: 'Chapters',
  'chapters.help': 'The general part is always included.',
  language: 'The language that was signed',
  signatory: 'Signed by',
  'signatory.help': 'The name on the paper. Check that this person may sign for the organisation.',
  hash: 'SHA-256 of the file',
  'hash.help': '64 characters, from sha256sum for example. The file itself is kept in the archive, not here.',
  'register.button': 'Register the paper',
  back: 'To the terms',
}

export const paperTermsTexts = textsOf({ nb, en })
