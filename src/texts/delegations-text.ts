import { textsOf } from './texts-of.ts'

const nb = {
  title: 'Delegeringer for utvikling',
  lead: 'Her bestemmer du hva kilden dev-delegations svarer når en leverandørs maskin ber om et token på vegne av en kunde.',
  warning: 'Bare for utvikling og test. Alle som når denne siden, kan endre delegeringene.',
  environments: 'Andre miljøer:',
  list: 'Delegeringer',
  none: 'Ingen har delegert noe i dette miljøet.',
  scope: 'Scope',
  consumer: 'Kunde som delegerer',
  supplier: 'Leverandør som handler på vegne av kunden',
  since: 'Siden',
  origin: 'Kommer fra',
  'origin.seed': 'seedfil',
  'origin.hand': 'denne siden',
  remove: 'Fjern',
  'remove-what': 'Fjern delegeringen av {scope} fra {consumer} til {supplier}',
  'remove-note':
    'En delegering som fjernes, kan virke i inntil ett minutt til. En som står i en seedfil, kommer tilbake når filen leses på nytt.',
  add: 'Legg til en delegering',
  'add-button': 'Legg til',
  'orgno-help': 'Ni siffer. Kunden må i tillegg ha tilgang til scopet.',
  'supplier-help': 'Ni siffer. Leverandøren ber om tokenet med sin egen maskinklient og consumer_org i JWT-en.',
  'no-scopes':
    'Ingen aktive scope i dette miljøet har delegation_source dev-delegations. Sett det i scope-API-et eller i en seedfil.',
} as const

const nn: Readonly<Record<keyof typeof nb, string>> = {
  title: 'Delegeringar for utvikling',
  lead: 'Her avgjer du kva kjelda dev-delegations svarer når maskina til ein leverandør ber om eit token på vegner av ein kunde.',
  warning: 'Berre for utvikling og test. Alle som når denne sida, kan endre delegeringane.',
  environments: 'Andre miljø:',
  list: 'Delegeringar',
  none: 'Ingen har delegert noko i dette miljøet.',
  scope: 'Scope',
  consumer: 'Kunde som delegerer',
  supplier: 'Leverandør som handlar på vegner av kunden',
  since: 'Sidan',
  origin: 'Kjem frå',
  'origin.seed': 'seedfil',
  'origin.hand': 'denne sida',
  remove: 'Fjern',
  'remove-what': 'Fjern delegeringa av {scope} frå {consumer} til {supplier}',
  'remove-note':
    'Ei delegering som blir fjerna, kan verke i inntil eitt minutt til. Ei som står i ei seedfil, kjem tilbake når fila blir lesen på nytt.',
  add: 'Legg til ei delegering',
  'add-button': 'Legg til',
  'orgno-help': 'Ni siffer. Kunden må i tillegg ha tilgang til scopet.',
  'supplier-help': 'Ni siffer. Leverandøren ber om tokenet med sin eigen maskinklient og consumer_org i JWT-en.',
  'no-scopes':
    'Ingen aktive scope i dette miljøet har delegation_source dev-delegations. Set det i scope-API-et eller i ei seedfil.',
}

const en: Readonly<Record<keyof typeof nb, string>> = {
  title: 'Delegations for development',
  lead: 'Here you decide what the source dev-delegations answers when the machine of a supplier asks for a token on behalf of a customer.',
  warning: 'For development and tests only. Everybody who reaches this page can change the delegations.',
  environments: 'Other environments:',
  list: 'Delegations',
  none: 'Nobody has delegated anything in this environment.',
  scope: 'Scope',
  consumer: 'Customer who delegates',
  supplier: 'Supplier who acts on behalf of the customer',
  since: 'Since',
  origin: 'Comes from',
  'origin.seed': 'seed file',
  'origin.hand': 'this page',
  remove: 'Remove',
  'remove-what': 'Remove the delegation of {scope} from {consumer} to {supplier}',
  'remove-note':
    'A delegation that is removed may work for up to a minute more. One that stands in a seed file comes back when the file is read again.',
  add: 'Add a delegation',
  'add-button': 'Add',
  'orgno-help': 'Nine digits. The customer must have access to the scope besides.',
  'supplier-help':
    'Nine digits. The supplier asks for the token with its own machine client and consumer_org in the JWT.',
  'no-scopes':
    'No active scope of this environment has the delegation_source dev-delegations. Set it by the scope API or in a seed file.',
}

/** The page of the source of delegations for development (API-43). */
export const delegationsTexts = textsOf({ nb, nn, en })

export type DelegationsText = ReturnType<typeof delegationsTexts>
