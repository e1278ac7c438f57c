/** The operator's pages about clients of everybody. */
export const consoleClientsNb = {
  title: 'Klienter',
  lead: 'Finn en klient i et hvilket som helst miljø, for eksempel for å stanse den.',
  search: 'Søk',
  'search.help': 'Del av client_id, navnet, eller eierens navn eller organisasjonsnummer.',
  find: 'Finn',
  none: 'Ingen klient passer. Prøv færre tegn.',
  found: 'Klienter som passer',
  unordered: 'I produksjon uten bestilling',
  'unordered.lead':
    'Klienter som organisasjoner har laget selv i produksjon de siste 30 dagene. Ta stikkprøver: åpne klienten, og se at navn, adresser og scopes er rimelige.',
  'unordered.none': 'Ingen de siste 30 dagene.',
  client: 'Klient',
  environment: 'Miljø',
  owner: 'Eier',
  created: 'Opprettet',
  state: 'Tilstand',
  'state.active': 'Aktiv',
  'state.inactive': 'Ikke aktiv',
  'state.closed': 'Avsluttet',
  'state.by-owner': 'Stanset av eieren {date}',
  'state.by-operator': 'Stanset av drift {date}',
  open: 'Åpne klientens side hos eieren',
  emergency: 'Nødstopp',
  reason: 'Begrunnelse',
  'reason.help': 'Minst 20 tegn. Eieren får lese den, og den står i endringsloggen.',
  stop: 'Stans klienten nå',
  'stop.text':
    'Innlogginger og token avvises innen et minutt. Eierens administratorer og varslingspunktene for teknisk og sikkerhet får e-post. Eieren kan ikke åpne klienten igjen; det kan bare drift.',
  reopen: 'Åpne igjen',
  'reopen.text':
    'Klienten virker igjen innen et minutt. Er det gått mer enn et døgn, er tokenene trukket tilbake. I produksjon må eieren ha godtatt vilkårene.',
  nothing: 'Klienten er ikke i drift, så det er ingenting å stanse.',
  'only-reviewer': 'Du kan lese, men ikke stanse. Det kan op_reviewer og op_admin.',
  back: 'Til klientene',
} as const
export type ConsoleClientsTextKey = keyof typeof consoleClientsNb
