import type { ExplanationsKey } from './explanations-nb.ts'

export const explanationsNn: Readonly<Record<ExplanationsKey, string>> = {
  'sheet.sent': 'Det som blei sendt',
  'sheet.sent-note': 'Løyndomar, kodar, token og fødselsnummer blir ikkje lagra; av dei står berre lengda.',
  'sheet.registered': 'Det som er registrert no',
  'sheet.nothing': 'Regelen gjeld ikkje noko som er registrert.',
  'sheet.not-kept': 'Ikkje lagra.',
  'sheet.facts': 'Kva som hende',
  'sheet.time': 'Tid',
  'sheet.environment': 'Miljø',
  'sheet.client': 'Klient',
  'sheet.endpoint': 'Endepunkt',
  'sheet.error': 'Feilkode',
  'sheet.rule': 'Regel',
  'sheet.parameter': 'Parameter',
  'sheet.value': 'Verdi',
  'sheet.edit': 'Endre klienten',
  'explain.label': 'Kva betyr det?',
  'fix.label': 'Slik rettar du det',
  'redirect-uri.why':
    'redirect_uri er ikkje registrert på klienten. Sendt: {sent}. Næraste registrerte: {nearest}. Første skilnad er teikn nummer {place}: sendt «{sentPart}», registrert «{nearestPart}».',
  'redirect-uri.fix':
    'Registrer adressa slik tenesta sender ho, eller rett tenesta. Dei må vere like teikn for teikn, òg skråstrek på slutten, http eller https, og port.',
  'redirect-uri-missing.why': 'redirect_uri manglar, eller klienten har ingen registrert. Sendt: {sent}',
  'redirect-uri-missing.fix': 'Registrer adressa på klienten, og send ho med i førespurnaden.',
  'unknown-client.why': 'Klienten finst ikkje her, er ikkje i bruk, eller kan ikkje logge inn innbyggjarar.',
  'unknown-client.fix': 'Sjekk client_id og miljø. Test og produksjon har kvar sine klientar.',
  'client-authentication.why': 'Klienten kunne ikkje prove kven han er. ({description})',
  'client-authentication.fix':
    'Sjekk at løyndomen eller nøkkelen er den nyaste, at han ikkje er utgått, og at metoden er den som er registrert. For private_key_jwt må klokka på serveren gå rett.',
  'pkce.why': 'PKCE stemmer ikkje. ({description})',
  'pkce.fix':
    'Send code_challenge med code_challenge_method=S256 ved innlogging, og den same code_verifier når koden blir bytt.',
  'code.why':
    'Koden kan ikkje bytast: han er ukjend, utgått, brukt før, eller redirect_uri er ein annan enn ved innlogging. ({description})',
  'code.fix': 'Byt koden éin gong og med ein gong. Køyrer tenesta på fleire serverar, må dei dele tilstand.',
  'refresh-token.why':
    'refresh_token er ukjent, utgått, brukt før, eller innlogginga det kom frå, er over. ({description})',
  'refresh-token.fix': 'Ta vare på berre det nyaste. Feilar det, må brukaren logge inn på nytt.',
  'grant.why': 'Klienten er ikkje registrert for denne grant-typen. ({description})',
  'grant.fix': 'Legg grant-typen til klienten, eller lat vere å be om han.',
  'scope.why': 'Eit scope eller ein mottakar det blei bede om, finst ikkje på klienten. ({description})',
  'scope.fix': 'Legg scopet til klienten, eller ta det ut av førespurnaden.',
  'level.why': 'Ingen innloggingsmåte her når nivået i acr_values. ({description})',
  'level.fix': 'Be om idporten-loa-substantial eller idporten-loa-high.',
  'no-session.why': 'Tenesta bad om prompt=none, men brukaren var ikkje innlogga.',
  'no-session.fix': 'Dette er vanleg. Be om innlogging utan prompt=none.',
  'cancelled.why': 'Brukaren avbraut innlogginga.',
  'cancelled.fix': 'Vis ei side der brukaren kan prøve igjen.',
  'access-token.why': 'access_token er ukjent, utgått eller gjev ikkje tilgang. ({description})',
  'access-token.fix': 'Hent eit nytt med refresh_token, eller be om innlogging. Sjekk scopet.',
  'parameter.why': 'Ein parameter manglar, er send to gonger eller passar ikkje med dei andre. ({description})',
  'parameter.fix': 'Skildringa nemner parameteren. Rett han i førespurnaden.',
  'ours.why': 'Noko gjekk gale hos oss.',
  'ours.fix': 'Prøv igjen. Skjer det på nytt, kontakt support med referansen.',
  'other.why': '{code}: {description}',
  'other.fix': 'Sjå feillista i dokumentasjonen, eller kontakt support med referansen.',
  'auth-method.why':
    'Klienten beviste kven han er på ein annan måte enn han er registrert med, eller på ingen måte. ({description})',
  'auth-method.fix':
    'Bruk den registrerte metoden, eller endre token_endpoint_auth_method på klienten. Mange bibliotek vel sjølve: set metoden i oppsettet.',
  'secret.why': 'Løyndomen er ingen av dei som gjeld no. ({description})',
  'secret.fix':
    'Sjå på klientsida kva løyndomar som gjeld, og når dei går ut. Sjekk at han er limt inn heil, utan linjeskift, og at test og produksjon ikkje er bytte om.',
  'assertion.why': 'JWT-en som klienten prover seg med, blei ikkje godteken. ({description})',
  'assertion.fix':
    'Samanlikn med det som er registrert: iss og sub er client_id, aud er utferdaren, kid er ein registrert nøkkel som ikkje er utgått, exp er høgst 120 sekund etter iat. Lag ein ny for kvar førespurnad, og lat klokka på serveren gå rett.',
  'verifier.why': 'code_verifier passar ikkje til code_challenge frå innlogginga. ({description})',
  'verifier.fix':
    'Ta vare på code_verifier i økta til brukaren frå innlogginga byrjar til koden er bytt. Feilar det berre nokre gonger, blir to faner eller to serverar blanda.',
  'code-used.why': 'Koden er brukt før. Alt som blei utferda første gongen, er trekt tilbake.',
  'code-used.fix':
    'Byt kvar kode éin gong. Vanlege årsaker: sida blir lasta på nytt, eit dobbeltklikk, eller at svaret blei borte og biblioteket prøvde igjen. Då må brukaren logge inn på nytt.',
  'code-redirect.why': 'redirect_uri ved byte av koden er ein annan enn ved innlogginga.',
  'code-redirect.fix': 'Send nøyaktig den same redirect_uri til /token som til /authorize, teikn for teikn.',
  'refresh-used.why':
    'refresh_token er bytt ut, og brukt igjen etter at fristen på eit minutt var ute. Alt frå innlogginga er trekt tilbake, for nokon kan ha stole det.',
  'refresh-used.fix':
    'Ta vare på det nyaste refresh_token før det gamle blir kasta, òg når fleire serverar fornyar. Brukaren må logge inn på nytt.',
  'authorization-ended.why':
    'Innlogginga som dette kom frå, er over: utlogging, trekt tilbake, eller levetida er ute. ({description})',
  'authorization-ended.fix':
    'Be om ei ny innlogging. Skjer det tidlegare enn venta, sjå på authorization_lifetime på klienten og grensene til scopa.',
  'resource.why': 'resource er ikkje ein gyldig mottakar her. ({description})',
  'resource.fix':
    'Send ein absolutt URI utan #, slik eigaren av API-et har oppgitt han. Ved byte og fornying kan han berre vere blant dei frå innlogginga.',
  'state.why': 'state manglar eller har teikn vi ikkje kan gje tilbake. ({description})',
  'state.fix':
    'Send ein tilfeldig state for kvar innlogging, i ASCII, og sjekk at du får den same tilbake. Utan PKCE er han det einaste vernet mot forfalska svar.',
  'nonce.why': 'nonce manglar eller har ei form vi ikkje tek imot. ({description})',
  'nonce.fix':
    'Send ein tilfeldig nonce for kvar innlogging, og sjekk han i id_token. Er han ikkje nødvendig, kan require_nonce slåast av på klienten.',
  'hint.why':
    'id_token_hint er ikkje eit id_token frå oss til denne klienten, eller gjeld ein annan innbyggjar. ({description})',
  'hint.fix': 'Send det siste id_token klienten fekk i dette miljøet, eller utelat parameteren.',
  'on-behalf-of.why': 'onbehalfof er ikkje registrert på klienten, eller er slått av.',
  'on-behalf-of.fix': 'Registrer verksemda under onbehalfof på klienten, og send verdien slik han står der.',
  'repeated.why': 'Ein parameter blei send meir enn éin gong. ({description})',
  'repeated.fix': 'Send kvar parameter éin gong. Sjå etter at eit rammeverk legg til noko som alt står i adressa.',
  'request-object.why': 'Den signerte førespurnaden (request) blei ikkje godteken. ({description})',
  'request-object.fix':
    'Samanlikn med det som er registrert: kid er ein registrert nøkkel, iss er client_id, aud er utferdaren, exp er sett og ikkje utgått. Berre det som står inni, tel.',
  'pushed-request.why': 'request_uri er for gammal, brukt, ukjend eller frå ein annan klient. ({description})',
  'pushed-request.fix':
    'Send ein ny førespurnad til /par for kvar innlogging, og send brukaren vidare innan 120 sekund.',
  'stricter.why': 'Klienten er registrert med eit strengare krav enn førespurnaden fylte. ({description})',
  'stricter.fix': 'Gjer det klienten er registrert for, eller slå kravet av på klienten om programvara ikkje kan det.',
  'dpop.why': 'DPoP-provet manglar eller stemmer ikkje med førespurnaden. ({description})',
  'dpop.fix':
    'Lag eit nytt prov for kvar førespurnad: htm og htu som førespurnaden, iat no, ny jti, og ath når det følgjer eit access_token. Klokka på serveren må gå rett.',
  'dpop-key.why': 'Dette er bunde til ein annan nøkkel enn den DPoP-provet er signert med. ({description})',
  'dpop-key.fix': 'Bruk den same nøkkelen gjennom heile innlogginga, òg når fleire serverar deler på arbeidet.',
  'consent.why': 'Tenesta bad om prompt=none, men innbyggjaren må først samtykkje til eit scope.',
  'consent.fix': 'Be om innlogging utan prompt=none, så innbyggjaren kan svare.',
}
