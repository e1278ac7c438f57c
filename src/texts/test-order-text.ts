import { textsOf } from './texts-of.ts'

const nb = {
  'order.title': 'Bestill testklient',
  'order.intro':
    'Du trenger ingen bruker her for å bestille. Du får en e-post med en lenke, og bekrefter ved å logge inn. Hører du til i et bekreftet domene hos organisasjonen, blir klienten opprettet med en gang. Ellers ser driften på bestillingen innen to virkedager.',
  'order.has-account': 'Har du alt tilgang til portalen, er det raskere å logge inn og opprette klienten selv.',
  'order.submit': 'Send bestillingen',
  'order.sent.title': 'Sjekk e-posten din',
  'order.sent.text':
    'Vi har sendt en lenke til adressen du oppga. Åpne den og bekreft innen 7 dager, ellers slettes bestillingen.',
  'order.queued.title': 'Bestillingen er bekreftet',
  'order.queued.text':
    'Driften ser på den innen to virkedager. Klientarket kommer på e-post til den tekniske kontakten.',
  'request.title': 'Bestilling av testklient',
  'request.intro':
    'Bestilt av {email} for {organisation}. Sjekk at bestillingen er rimelig. Klienten opprettes med feltene under; hemmeligheten henter kontakten selv med en engangslenke.',
  'request.create': 'Opprett klienten',
  'request.done': 'Klienten er opprettet, og den tekniske kontakten har fått klientarket.',
  'request.no-organisation': 'Organisasjonen er ikke registrert. Registrer den først.',
  'request.declined': 'Bestillingen er avslått, og den som bestilte, har fått begrunnelsen.',
  'request.decline': 'Avslå bestillingen',
  'request.reason': 'Begrunnelse',
  'request.reason-help': 'Minst 20 tegn. Den som bestilte, får den på e-post.',
  'reveal.title': 'Hent klienthemmelighet',
  'reveal.text': 'Hemmeligheten lages når du trykker på knappen, og vises én gang.',
  'reveal.button': 'Vis hemmeligheten',
  'order.confirm.title': 'Bekreft bestillingen',
  'order.confirm.text': 'Testklienten {client} for {organisation} ({orgno}). Bekreft for å gå videre.',
  'order.confirm.button': 'Bekreft bestillingen',
  'order.log-in': 'Logg inn for å bekrefte',
} as const

const en: Readonly<Record<keyof typeof nb, string>> = {
  'order.title': 'Order a test client',
  'order.intro':
    'You need no account to order. You get a mail with a link and confirm by logging in. If you belong to a verified domain of the organisation, the client is created at once. Otherwise the operator looks at the order within two working days.',
  'order.has-account':
    'If you have access to the portal already, it is faster to log in and create the client yourself.',
  'order.submit': 'Send the order',
  'order.sent.title': 'Check your mail',
  'order.sent.text':
    'We have sent a link to the address you gave. Open it and confirm within 7 days, or the order is deleted.',
  'order.queued.title': 'The order is confirmed',
  'order.queued.text':
    'The operator looks at it within two working days. The client sheet is mailed to the technical contact.',
  'request.title': 'Order of a test client',
  'request.intro':
    'Ordered by {email} for {organisation}. Check that the order is reasonable. The client is created with the fields below; the contact fetches the secret with a one-time link.',
  'request.create': 'Create the client',
  'request.done': 'The client has been created and the technical contact has got the client sheet.',
  'request.no-organisation': 'The organisation is not registered. Register it first.',
  'request.declined': 'The order is refused, and who ordered has got the reason.',
  'request.decline': 'Refuse the order',
  'request.reason': 'Reason',
  'request.reason-help': 'At least 20 characters. Who ordered gets it by mail.',
  'reveal.title': 'Fetch the client secret',
  'reveal.text': 'The secret is made when you press the button, and shown once.',
  'reveal.button': 'Show the secret',
  'order.confirm.title': 'Confirm the order',
  'order.confirm.text': 'The test client {client} for {organisation} ({orgno}). Confirm to go on.',
  'order.confirm.button': 'Confirm the order',
  'order.log-in': 'Log in to confirm',
}

/** Ordering a test client without an account (ONB-52), and fetching its secret (ONB-54). */
export const testOrderTexts = textsOf({ nb, en })
