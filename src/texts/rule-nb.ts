/** Rules of registrations that people break in forms, each with a right example (ONB-51). */
export const ruleNb: Readonly<Record<string, string>> = {
  'RU-1': 'Skriv en fullstendig adresse med vert, høyst 2048 tegn, for eksempel https://tjeneste.etat.no/callback',
  'RU-2':
    'Adressen kan ikke ha #, mellomrom, omvendt skråstrek eller brukernavn. Riktig: https://tjeneste.etat.no/callback',
  'RU-3': 'Adressen kan ikke ha jokertegn (*). List opp hver adresse: https://a.etat.no/callback',
  'RU-4': 'Stien kan ikke ha . eller .. som ledd. Riktig: https://tjeneste.etat.no/callback',
  'RU-5': 'Adressen må begynne med https://, for eksempel https://tjeneste.etat.no/callback',
  'RU-6': 'Denne typen adresse tas aldri imot. Bruk https://',
  'RU-7': 'localhost skrives med http, for eksempel http://localhost:3000/callback',
  'RU-8':
    'I produksjon må adressen være https og ikke peke til localhost, for eksempel https://tjeneste.etat.no/callback',
  'RU-9': 'I produksjon må verten ha et vanlig domene, for eksempel tjeneste.etat.no',
  'RU-10': 'En app bruker https, et eget skjema (no.etat.app:/callback) eller http://127.0.0.1:0/callback',
  'RU-12': 'Skjemaet må være et omvendt domenenavn med små bokstaver, for eksempel no.etat.app:/callback',
  'RU-18': 'Oppgi minst én adresse, for eksempel https://tjeneste.etat.no/callback',
  'RU-20': 'Verten må være den samme som i en av redirect-URI-ene, for eksempel https://tjeneste.etat.no/logout',
  'RU-22': 'Front-channel logout bruker verten til adressen du fjernet. Endre den også.',
  'REG-4': 'client_id er i bruk og gis aldri til en annen. Velg en annen, eller la feltet stå tomt.',
  'REG-20':
    'client_id har 3–255 tegn: bokstaver, tall, punktum, bindestrek, understrek og kolon, for eksempel etat-min-side',
  'REG-21': 'client_id skiller seg bare i store og små bokstaver fra en som finnes. Velg en annen.',
  'REG-54': 'Apper og ensideapper må bruke ONETIME.',
  'REG-50': 'Apper og ensideapper må bruke PKCE med S256.',
  'REG-61': 'Nøkkelen må være RSA med 2048–4096 bit, eller på kurven P-256.',
  'REG-60': 'En klient har fra én til fem nøkler.',
  'REG-73': 'Velg fra 0 timer til 30 døgn.',
  'REG-1': 'client_id tilhører en annen organisasjon. Velg en annen, eller la feltet stå tomt.',
  'SCOPE-1': 'Skriv 1–191 tegn uten mellomrom, anførselstegn og omvendt skråstrek, for eksempel soknad.read',
  'SCOPE-8':
    'Den korte teksten er påkrevd og har høyst 255 tegn. Den lange kan ha avsnitt, **fet**, *kursiv* og lenker til https, uten < > og `.',
  'API-12':
    'Navnet er i bruk, kanskje på et scope som er lukket eller med andre store bokstaver. Velg et annet, eller åpne det lukkede.',
  'API-15': 'Dette prefikset er forbeholdt innloggingsløsningen. Velg et annet.',
  'API-21': 'Scopet eller prefikset tilhører en annen organisasjon.',
  'API-22': 'Skriv et organisasjonsnummer på ni siffer som finnes i registeret, for eksempel 310000027',
  'API-23': 'Scopet er lukket. Åpne det først.',
  'API-26': 'Organisasjonen eier scopet og har tilgang uten å be om den.',
  'API-28': 'Prefikset er ikke gitt til noen. Bestill det først.',
}
