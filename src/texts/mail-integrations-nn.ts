import type { MailIntegrationsKey } from './mail-integrations-nb.ts'

export const mailIntegrationsNn: Readonly<Record<MailIntegrationsKey, string>> = {
  'M-02.form.subject': 'Stadfest tinginga av testklient',
  'M-02.form.text': `Hei {name},

Nokon har tinga ein testklient for {organisation} ({orgno}) med denne e-postadressa.

Var det deg? Opne lenkja og stadfest. Du blir beden om å logge inn:
{link}

Lenkja verkar éin gong og i 7 dagar. Var det ikkje deg, treng du ikkje gjere noko: tinginga blir sletta av seg sjølv.
`,
  'M-06.subject': 'Testklienten {client} er klar',
  'M-06.text': `Hei {name},

Klienten {client} er oppretta i miljøet {environment} for {organisation}.

{secret}
Alt du treng for å setje opp tenesta, står i klientarket under, og med ferdig oppsett for vanleg programvare her:
{link}

{sheet}`,
  'M-06.secret.shown': `Klientløyndomen vart vist éin gong i portalen til den som oppretta klienten. Han står ikkje i denne e-posten. Er han borte, kan de lage ein ny i portalen.
`,
  'M-06.secret.reveal': `Klientløyndomen hentar du sjølv. Lenkja verkar éin gong og i 7 dagar, og du må logge inn:
{reveal}
`,
  'M-06.secret.none': `Klienten har ingen løyndom.
`,
  'M-07.test.subject': 'Første innlogging med {client}',
  'M-07.test.text': `Hei,

Klienten {client} ({clientId}) i miljøet {environment} har nett bytt sin første kode i token. Innlogginga verkar.
Tidspunkt: {time} UTC

Neste steg er verifikasjonstestane. Begynn her:
{link}
`,
  'M-07.production.subject': 'Første innlogging i produksjon med {client}',
  'M-07.production.text': `Hei,

Klienten {client} ({clientId}) i produksjonsmiljøet {environment} har hatt si første innlogging.
Tidspunkt: {time} UTC

Sjekk at tenesta verkar, og at innloggingsknapp og logo følgjer rettleiinga. Sjå klienten her:
{link}
`,
  'M-14.test.subject': 'Bestillinga av testklient er avslått',
  'M-14.test.text': `Hei {name},

Drifta har sagt nei til bestillinga av ein testklient for {organisation}.
Grunngjeving: {reason}

Rett det som er feil, og bestill på nytt her:
{link}
`,
  'M-17.subject': '{what} for {client} går ut {when}',
  'M-17.text': `Hei,

{what} {id} for klienten {client} ({clientId}) i miljøet {environment} går ut {date}.

{how}
{link}

Etter det får tenesta svaret invalid_client, og ingen kan logge inn. Klienten er framleis registrert.
Varselet stoppar når det finst ein nyare.
`,
  'M-17.secret': 'Klientløyndomen',
  'M-17.key': 'Nøkkelen',
  'M-17.certificate': 'Det registrerte sertifikatet',
  'M-17.presented': 'Verksemdssertifikatet',
  'M-17.today': 'i dag',
  'M-17.tomorrow': 'i morgon',
  'M-17.days': 'om {days} dagar',
  'M-17.how.secret': 'Lag ein ny løyndom på sida til klienten. Den gamle verkar ved sida av den nye så lenge du vel:',
  'M-17.how.key': 'Registrer ein ny nøkkel, ta han i bruk, og fjern den gamle etterpå:',
  'M-17.how.certificate': 'Registrer nøkkelen på nytt med det nye sertifikatet:',
  'M-17.how.presented':
    'Skaff eit nytt sertifikat for same organisasjon, og lat tenesta sende det i x5c. Ingenting skal registrerast; klienten finn du her:',
  'M-18.subject': 'Ein løyndom eller nøkkel for {client} er fjerna',
  'M-18.text': `Hei,

{id} for klienten {client} ({clientId}) i miljøet {environment} er fjerna {time} UTC av {by}.

Var det ikkje meininga? Sjå klienten her:
{link}
`,
  'M-19.client-suspended.subject': 'Klienten {client} er stansa',
  'M-19.client-suspended.text': `Hei,

Klienten {client} ({clientId}) i miljøet {environment} er stansa {time} UTC av {by}. Innloggingar og token blir avviste.
Grunngiving: {reason}

{link}
`,
  'M-19.client-reopened.subject': 'Klienten {client} er opna att',
  'M-19.client-reopened.text': `Hei,

Klienten {client} ({clientId}) i miljøet {environment} er opna att {time} UTC av {by}.
Grunngiving: {reason}

{link}
`,
  'M-19.logo-approved.subject': 'Logoen til {service} blir vist no',
  'M-19.logo-approved.text': `Hei,

Logoen til {service} (klienten {clientId} i miljøet {environment}) er godkjend og blir no vist på innloggingssidene.

{link}/logo
`,
  'M-19.logo-declined.subject': 'Logoen til {service} vart ikkje godkjend',
  'M-19.logo-declined.text': `Hei,

Logoen til {service} (klienten {clientId} i miljøet {environment}) vart ikkje godkjend. Det som vart vist før, blir framleis vist.
Grunngiving: {reason}

Send ein ny her:
{link}/logo
`,
  'M-20.subject': 'Klienten {client} er avslutta',
  'M-20.text': `Hei,

Klienten {client} ({clientId}) i miljøet {environment} er avslutta {time} UTC av {by}.
Løyndomar, nøklar og token er trekte tilbake. client_id blir aldri brukt på nytt.
Drifta kan gjenopprette han i 90 dagar, utan løyndomar.

{link}
`,
  'M-12.self-service.subject': '{client} er registrert i {environment}',
  'M-12.self-service.text': `Hei {name},

klienten {client} er registrert i miljøet {environment} gjennom sjølvbetenings-API-et. Dette skal inn i programvara dykkar. Her er ingen løyndom.

client_id: {clientId}
issuer: {issuer}
token_endpoint_auth_method: {method}

Meir om klienten: {link}
`,
  'M-30.subject': '{supplier} har registrert ein klient for {organisation}',
  'M-30.text': `Hei {name},

Leverandøren {supplier} har registrert klienten {client} ({clientId}) for {organisation} i miljøet {environment}.
Leverandøren forvaltar klienten. De kan sjå han, og de kan avslutte han når som helst:
{link}

Har de ikkje bede leverandøren om dette, avslutt klienten og meld frå til oss her:
{support}
`,
}
