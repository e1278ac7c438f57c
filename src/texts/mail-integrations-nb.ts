/** Mails about clients and their credentials. Never a secret, a password or a national id. */
export const mailIntegrationsNb = {
  'M-02.form.subject': 'Bekreft bestillingen av testklient',
  'M-02.form.text': `Hei {name},

Noen har bestilt en testklient for {organisation} ({orgno}) med denne e-postadressen.

Var det deg? Åpne lenken og bekreft. Du blir bedt om å logge inn:
{link}

Lenken virker én gang og i 7 dager. Var det ikke deg, trenger du ikke gjøre noe: bestillingen slettes av seg selv.
`,
  'M-06.subject': 'Testklienten {client} er klar',
  'M-06.text': `Hei {name},

Klienten {client} er opprettet i miljøet {environment} for {organisation}.

{secret}
Alt du trenger for å sette opp tjenesten, står i klientarket under, og med ferdig oppsett for vanlig programvare her:
{link}

{sheet}`,
  'M-06.secret.shown': `Klienthemmeligheten ble vist én gang i portalen til den som opprettet klienten. Den står ikke i denne e-posten. Er den borte, kan dere lage en ny i portalen.
`,
  'M-06.secret.reveal': `Klienthemmeligheten henter du selv. Lenken virker én gang og i 7 dager, og du må logge inn:
{reveal}
`,
  'M-06.secret.none': `Klienten har ingen hemmelighet.
`,
  'M-07.test.subject': 'Første innlogging med {client}',
  'M-07.test.text': `Hei,

Klienten {client} ({clientId}) i miljøet {environment} har nettopp byttet sin første kode i token. Innloggingen virker.
Tidspunkt: {time} UTC

Neste steg er verifikasjonstestene. Begynn her:
{link}
`,
  'M-07.production.subject': 'Første innlogging i produksjon med {client}',
  'M-07.production.text': `Hei,

Klienten {client} ({clientId}) i produksjonsmiljøet {environment} har hatt sin første innlogging.
Tidspunkt: {time} UTC

Sjekk at tjenesten virker, og at innloggingsknapp og logo følger veiledningen. Se klienten her:
{link}
`,
  'M-14.test.subject': 'Bestillingen av testklient er avslått',
  'M-14.test.text': `Hei {name},

Driften har sagt nei til bestillingen av en testklient for {organisation}.
Begrunnelse: {reason}

Rett det som er feil, og bestill på nytt her:
{link}
`,
  'M-17.subject': '{what} for {client} utløper {when}',
  'M-17.text': `Hei,

{what} {id} for klienten {client} ({clientId}) i miljøet {environment} utløper {date}.

{how}
{link}

Etter det får tjenesten svaret invalid_client, og ingen kan logge inn. Klienten er fortsatt registrert.
Varselet stopper når det finnes en nyere.
`,
  'M-17.secret': 'Klienthemmeligheten',
  'M-17.key': 'Nøkkelen',
  'M-17.certificate': 'Det registrerte sertifikatet',
  'M-17.presented': 'Virksomhetssertifikatet',
  'M-17.today': 'i dag',
  'M-17.tomorrow': 'i morgen',
  'M-17.days': 'om {days} dager',
  'M-17.how.secret':
    'Lag en ny hemmelighet på klientens side. Den gamle virker ved siden av den nye så lenge du velger:',
  'M-17.how.key': 'Registrer en ny nøkkel, ta den i bruk, og fjern den gamle etterpå:',
  'M-17.how.certificate': 'Registrer nøkkelen på nytt med det nye sertifikatet:',
  'M-17.how.presented':
    'Skaff et nytt sertifikat for samme organisasjon, og la tjenesten sende det i x5c. Ingenting skal registreres; klienten finner du her:',
  'M-18.subject': 'En hemmelighet eller nøkkel for {client} er fjernet',
  'M-18.text': `Hei,

{id} for klienten {client} ({clientId}) i miljøet {environment} er fjernet {time} UTC av {by}.

Var det ikke meningen? Se klienten her:
{link}
`,
  'M-19.client-suspended.subject': 'Klienten {client} er stanset',
  'M-19.client-suspended.text': `Hei,

Klienten {client} ({clientId}) i miljøet {environment} er stanset {time} UTC av {by}. Innlogginger og token avvises.
Begrunnelse: {reason}

{link}
`,
  'M-19.client-reopened.subject': 'Klienten {client} er åpnet igjen',
  'M-19.client-reopened.text': `Hei,

Klienten {client} ({clientId}) i miljøet {environment} er åpnet igjen {time} UTC av {by}.
Begrunnelse: {reason}

{link}
`,
  'M-19.logo-approved.subject': 'Logoen til {service} vises nå',
  'M-19.logo-approved.text': `Hei,

Logoen til {service} (klienten {clientId} i miljøet {environment}) er godkjent og vises nå på innloggingssidene.

{link}/logo
`,
  'M-19.logo-declined.subject': 'Logoen til {service} ble ikke godkjent',
  'M-19.logo-declined.text': `Hei,

Logoen til {service} (klienten {clientId} i miljøet {environment}) ble ikke godkjent. Det som ble vist før, vises fortsatt.
Begrunnelse: {reason}

Send en ny her:
{link}/logo
`,
  'M-20.subject': 'Klienten {client} er avsluttet',
  'M-20.text': `Hei,

Klienten {client} ({clientId}) i miljøet {environment} er avsluttet {time} UTC av {by}.
Hemmeligheter, nøkler og token er trukket tilbake. client_id blir aldri brukt på nytt.
Driften kan gjenopprette den i 90 dager, uten hemmeligheter.

{link}
`,
  'M-12.self-service.subject': '{client} er registrert i {environment}',
  'M-12.self-service.text': `Hei {name},

klienten {client} er registrert i miljøet {environment} gjennom selvbetjenings-API-et. Dette skal inn i programvaren deres. Her er ingen hemmelighet.

client_id: {clientId}
issuer: {issuer}
token_endpoint_auth_method: {method}

Mer om klienten: {link}
`,
  'M-30.subject': '{supplier} har registrert en klient for {organisation}',
  'M-30.text': `Hei {name},

Leverandøren {supplier} har registrert klienten {client} ({clientId}) for {organisation} i miljøet {environment}.
Leverandøren forvalter klienten. Dere kan se den, og dere kan avslutte den når som helst:
{link}

Har dere ikke bedt leverandøren om dette, avslutt klienten og meld fra til oss her:
{support}
`,
} as const
export type MailIntegrationsKey = keyof typeof mailIntegrationsNb
