/** Why requests are refused and how that is mended, for the people of a client (ONB-65). */
export const explanationsNb = {
  'sheet.sent': 'Det som ble sendt',
  'sheet.sent-note': 'Hemmeligheter, koder, token og fødselsnummer lagres ikke; av dem står bare lengden.',
  'sheet.registered': 'Det som er registrert nå',
  'sheet.nothing': 'Regelen gjelder ikke noe som er registrert.',
  'sheet.not-kept': 'Ikke lagret.',
  'sheet.facts': 'Hva som skjedde',
  'sheet.time': 'Tid',
  'sheet.environment': 'Miljø',
  'sheet.client': 'Klient',
  'sheet.endpoint': 'Endepunkt',
  'sheet.error': 'Feilkode',
  'sheet.rule': 'Regel',
  'sheet.parameter': 'Parameter',
  'sheet.value': 'Verdi',
  'sheet.edit': 'Endre klienten',
  'explain.label': 'Hva betyr det?',
  'fix.label': 'Slik retter du det',
  'redirect-uri.why':
    'redirect_uri er ikke registrert på klienten. Sendt: {sent}. Nærmeste registrerte: {nearest}. Første forskjell er tegn nummer {place}: sendt «{sentPart}», registrert «{nearestPart}».',
  'redirect-uri.fix':
    'Registrer adressen slik tjenesten sender den, eller rett tjenesten. De må være like tegn for tegn, også skråstrek på slutten, http eller https, og port.',
  'redirect-uri-missing.why': 'redirect_uri mangler, eller klienten har ingen registrert. Sendt: {sent}',
  'redirect-uri-missing.fix': 'Registrer adressen på klienten, og send den med i forespørselen.',
  'unknown-client.why': 'Klienten finnes ikke her, er ikke i bruk, eller kan ikke logge inn innbyggere.',
  'unknown-client.fix': 'Sjekk client_id og miljø. Test og produksjon har hver sine klienter.',
  'client-authentication.why': 'Klienten kunne ikke bevise hvem den er. ({description})',
  'client-authentication.fix':
    'Sjekk at hemmeligheten eller nøkkelen er den nyeste, at den ikke er utløpt, og at metoden er den som er registrert. For private_key_jwt må klokken på serveren gå riktig.',
  'pkce.why': 'PKCE stemmer ikke. ({description})',
  'pkce.fix':
    'Send code_challenge med code_challenge_method=S256 ved innlogging, og den samme code_verifier når koden byttes.',
  'code.why':
    'Koden kan ikke byttes: den er ukjent, utløpt, brukt før, eller redirect_uri er en annen enn ved innlogging. ({description})',
  'code.fix': 'Bytt koden én gang og med en gang. Kjører tjenesten på flere servere, må de dele tilstand.',
  'refresh-token.why':
    'refresh_token er ukjent, utløpt, brukt før, eller innloggingen det kom fra, er over. ({description})',
  'refresh-token.fix': 'Ta vare på bare det nyeste. Feiler det, må brukeren logge inn på nytt.',
  'grant.why': 'Klienten er ikke registrert for denne grant-typen. ({description})',
  'grant.fix': 'Legg grant-typen til klienten, eller la være å be om den.',
  'scope.why': 'Et scope eller en mottaker det ble bedt om, finnes ikke på klienten. ({description})',
  'scope.fix': 'Legg scopet til klienten, eller ta det ut av forespørselen.',
  'level.why': 'Ingen innloggingsmåte her når nivået i acr_values. ({description})',
  'level.fix': 'Be om idporten-loa-substantial eller idporten-loa-high.',
  'no-session.why': 'Tjenesten ba om prompt=none, men brukeren var ikke innlogget.',
  'no-session.fix': 'Dette er vanlig. Be om innlogging uten prompt=none.',
  'cancelled.why': 'Brukeren avbrøt innloggingen.',
  'cancelled.fix': 'Vis en side der brukeren kan prøve igjen.',
  'access-token.why': 'access_token er ukjent, utløpt eller gir ikke tilgang. ({description})',
  'access-token.fix': 'Hent et nytt med refresh_token, eller be om innlogging. Sjekk scopet.',
  'parameter.why': 'En parameter mangler, er sendt to ganger eller passer ikke med de andre. ({description})',
  'parameter.fix': 'Beskrivelsen nevner parameteren. Rett den i forespørselen.',
  'ours.why': 'Noe gikk galt hos oss.',
  'ours.fix': 'Prøv igjen. Skjer det på nytt, kontakt support med referansen.',
  'other.why': '{code}: {description}',
  'other.fix': 'Se feillisten i dokumentasjonen, eller kontakt support med referansen.',
  'auth-method.why':
    'Klienten beviste hvem den er på en annen måte enn den er registrert med, eller på ingen måte. ({description})',
  'auth-method.fix':
    'Bruk den registrerte metoden, eller endre token_endpoint_auth_method på klienten. Mange biblioteker velger selv: sett metoden i oppsettet.',
  'secret.why': 'Hemmeligheten er ingen av dem som gjelder nå. ({description})',
  'secret.fix':
    'Se på klientsiden hvilke hemmeligheter som gjelder, og når de utløper. Sjekk at den er limt inn hel, uten linjeskift, og at test og produksjon ikke er byttet om.',
  'assertion.why': 'JWT-en som klienten beviser seg med, ble ikke godtatt. ({description})',
  'assertion.fix':
    'Sammenlign med det som er registrert: iss og sub er client_id, aud er utstederen, kid er en registrert nøkkel som ikke er utløpt, exp er høyst 120 sekunder etter iat. Lag en ny for hver forespørsel, og la klokken på serveren gå riktig.',
  'verifier.why': 'code_verifier passer ikke til code_challenge fra innloggingen. ({description})',
  'verifier.fix':
    'Ta vare på code_verifier i økten til brukeren fra innloggingen begynner til koden er byttet. Feiler det bare noen ganger, blandes to faner eller to servere.',
  'code-used.why': 'Koden er brukt før. Alt som ble utstedt første gang, er trukket tilbake.',
  'code-used.fix':
    'Bytt hver kode én gang. Vanlige årsaker: siden lastes på nytt, et dobbeltklikk, eller at svaret ble borte og biblioteket prøvde igjen. Da må brukeren logge inn på nytt.',
  'code-redirect.why': 'redirect_uri ved bytte av koden er en annen enn ved innloggingen.',
  'code-redirect.fix': 'Send nøyaktig den samme redirect_uri til /token som til /authorize, tegn for tegn.',
  'refresh-used.why':
    'refresh_token er byttet ut, og brukt igjen etter at fristen på et minutt var ute. Alt fra innloggingen er trukket tilbake, for noen kan ha stjålet det.',
  'refresh-used.fix':
    'Ta vare på det nyeste refresh_token før det gamle kastes, også når flere servere fornyer. Brukeren må logge inn på nytt.',
  'authorization-ended.why':
    'Innloggingen som dette kom fra, er over: utlogging, trukket tilbake, eller levetiden er ute. ({description})',
  'authorization-ended.fix':
    'Be om en ny innlogging. Skjer det tidligere enn ventet, se på authorization_lifetime på klienten og grensene til scopene.',
  'resource.why': 'resource er ikke en gyldig mottaker her. ({description})',
  'resource.fix':
    'Send en absolutt URI uten #, slik eieren av API-et har oppgitt den. Ved bytte og fornying kan den bare være blant dem fra innloggingen.',
  'state.why': 'state mangler eller har tegn vi ikke kan gi tilbake. ({description})',
  'state.fix':
    'Send en tilfeldig state for hver innlogging, i ASCII, og sjekk at du får den samme tilbake. Uten PKCE er den det eneste vernet mot forfalskede svar.',
  'nonce.why': 'nonce mangler eller har en form vi ikke tar imot. ({description})',
  'nonce.fix':
    'Send en tilfeldig nonce for hver innlogging, og sjekk den i id_token. Er den ikke nødvendig, kan require_nonce slås av på klienten.',
  'hint.why':
    'id_token_hint er ikke et id_token fra oss til denne klienten, eller gjelder en annen innbygger. ({description})',
  'hint.fix': 'Send det siste id_token klienten fikk i dette miljøet, eller utelat parameteren.',
  'on-behalf-of.why': 'onbehalfof er ikke registrert på klienten, eller er slått av.',
  'on-behalf-of.fix': 'Registrer virksomheten under onbehalfof på klienten, og send verdien slik den står der.',
  'repeated.why': 'En parameter ble sendt mer enn én gang. ({description})',
  'repeated.fix': 'Send hver parameter én gang. Se etter at et rammeverk legger til noe som alt står i adressen.',
  'request-object.why': 'Den signerte forespørselen (request) ble ikke godtatt. ({description})',
  'request-object.fix':
    'Sammenlign med det som er registrert: kid er en registrert nøkkel, iss er client_id, aud er utstederen, exp er satt og ikke utløpt. Bare det som står inni, teller.',
  'pushed-request.why': 'request_uri er for gammel, brukt, ukjent eller fra en annen klient. ({description})',
  'pushed-request.fix':
    'Send en ny forespørsel til /par for hver innlogging, og send brukeren videre innen 120 sekunder.',
  'stricter.why': 'Klienten er registrert med et strengere krav enn forespørselen fylte. ({description})',
  'stricter.fix':
    'Gjør det klienten er registrert for, eller slå kravet av på klienten hvis programvaren ikke kan det.',
  'dpop.why': 'DPoP-beviset mangler eller stemmer ikke med forespørselen. ({description})',
  'dpop.fix':
    'Lag et nytt bevis for hver forespørsel: htm og htu som forespørselen, iat nå, ny jti, og ath når det følger et access_token. Klokken på serveren må gå riktig.',
  'dpop-key.why': 'Dette er bundet til en annen nøkkel enn den DPoP-beviset er signert med. ({description})',
  'dpop-key.fix': 'Bruk den samme nøkkelen gjennom hele innloggingen, også når flere servere deler på arbeidet.',
  'consent.why': 'Tjenesten ba om prompt=none, men innbyggeren må først samtykke til et scope.',
  'consent.fix': 'Be om innlogging uten prompt=none, så innbyggeren kan svare.',
} as const
export type ExplanationsKey = keyof typeof explanationsNb
