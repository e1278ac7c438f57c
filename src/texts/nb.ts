/** Bokmål. This file is the type: a text that is missing in another language does not compile. */
export const nb = {
  'language.name': 'Bokmål',

  'layout.skip-to-content': 'Gå til hovedinnholdet',
  'layout.language': 'Språk',
  'layout.help': 'Hjelp og kontakt',
  'layout.on-the-way-to': 'Du er på vei til',
  'layout.service': 'Tjeneste',
  'layout.test-environment': 'Testmiljø',
  'layout.test-environment-meaning': 'Her brukes bare oppdiktede personer. Ingenting du gjør her, er på ordentlig.',
  'layout.real-format-warning':
    'Testmiljøet godtar også oppdiktede numre som ser ekte ut. Bruk aldri nummeret til en virkelig person.',
  'layout.error-title': 'Feil: {step}',
  'layout.cancel': 'Avbryt',
  'layout.cancel-to-service': 'Avbryt og gå tilbake til {service}',
  'layout.go-to-service': 'Gå til {service}',
  'layout.continue': 'Fortsett',

  'selector.heading': 'Velg hvordan du vil logge inn',
  'selector.step-up-heading': 'Du må logge inn på et høyere sikkerhetsnivå',
  'selector.step-up':
    'Du er allerede logget inn, men denne tjenesten krever et høyere sikkerhetsnivå. Velg en av måtene under.',
  'selector.forced-heading': 'Du må logge inn på nytt',
  'selector.forced': 'Denne tjenesten ber deg logge inn på nytt, selv om du kan være logget inn fra før.',
  'selector.cancelled-upstream': 'Du avbrøt innloggingen. Du kan prøve igjen eller velge en annen måte.',
  'selector.upstream-failed': 'Innloggingen virket ikke akkurat nå. Prøv igjen, eller velg en annen måte.',
  'selector.level-too-low':
    'Måten du valgte, gir et lavere sikkerhetsnivå enn tjenesten krever. Velg en annen måte å logge inn på.',
  'selector.unavailable': 'Ikke tilgjengelig akkurat nå',
  'selector.none': 'Ingen innloggingsmåter er tilgjengelige akkurat nå. Prøv igjen senere.',
  'selector.help': 'Hva er forskjellen på innloggingsmåtene, og hvordan skaffer jeg en?',

  'eid.testid': 'Lag din egen testbruker',
  'eid.minid': 'Passord og kode på SMS eller i app',
  'eid.bankid': 'Logg inn med BankID fra banken din',
  'eid.buypass': 'Smartkort eller mobil fra Buypass',
  'eid.commfides': 'Smartkort eller USB-nøkkel fra Commfides',
  'eid.eidas-name': 'Europeisk eID',
  'eid.eidas': 'Elektronisk ID fra et annet land i Europa',

  'test-id.heading': 'Logg inn med TestID',
  'test-id.introduction':
    'TestID finnes bare i testmiljøet. Du trenger ikke passord: Skriv inn en syntetisk personidentifikator, og velg sikkerhetsnivå.',
  'test-id.pid': 'Personidentifikator (syntetisk)',
  'test-id.pid-description': '11 sifre. Mellomrom er i orden.',
  'test-id.random': 'Hent tilfeldig person',
  'test-id.level': 'Sikkerhetsnivå',
  'test-id.level-low': 'Lavt',
  'test-id.level-substantial': 'Betydelig',
  'test-id.level-high': 'Høyt',
  'test-id.level-not-enough': 'Lavere enn tjenesten krever',
  'test-id.submit': 'Autentiser',
  'test-id.other-way': 'Velg en annen måte å logge inn på',

  'fault.summary-heading': 'Dette må rettes før du kan gå videre',
  'fault.pid-missing': 'Skriv inn en personidentifikator',
  'fault.pid-malformed': 'Personidentifikatoren er ikke gyldig. Sjekk at alle 11 sifrene er riktige',
  'fault.pid-wrong-environment': 'Dette miljøet godtar ikke denne typen personidentifikator',
  'fault.level-missing': 'Velg et sikkerhetsnivå',
  'fault.level-too-low': 'Velg et sikkerhetsnivå som er høyt nok for tjenesten',

  'consent.heading': 'En tjeneste ber om tilgang',
  'consent.who': '{service} ber om å få tilgang til dette:',
  'consent.lasts': 'Tilgangen varer i {time}.',
  'consent.one-minute': '1 minutt',
  'consent.minutes': '{count} minutter',
  'consent.one-hour': '1 time',
  'consent.hours': '{count} timer',
  'consent.one-day': '1 døgn',
  'consent.days': '{count} døgn',
  'consent.voluntary': 'Det er frivillig å gi tilgang. Gjør det bare for tjenester du stoler på.',
  'consent.no-goes-on': 'Sier du nei, blir du logget inn uten at tjenesten får denne tilgangen.',
  'consent.no-ends': 'Sier du nei, går du tilbake til tjenesten uten at den får tilgang.',
  'consent.withdraw': 'Du kan når som helst trekke tilgangen tilbake.',
  'consent.withdraw-how': 'Slik trekker du tilgangen tilbake',
  'consent.accept': 'Ja, gi tilgang',
  'consent.decline': 'Nei, ikke gi tilgang',
  'consent.changed': 'Det du blir spurt om, er endret siden det ble vist. Les det på nytt før du svarer.',
  'consent.link-notice': '({host}, åpnes i en ny fane)',

  'form-post.text': 'Du sendes videre til tjenesten. Skjer det ikke av seg selv, velger du «Fortsett».',

  'logout.heading': 'Du blir logget ut',
  'logout.text':
    'Vi logger deg ut av alle tjenestene du har brukt i denne innloggingen. Det tar høyst {seconds} sekunder, så går siden videre av seg selv.',
  'logout.services': 'Tjenestene du brukte',
  'logout.state.confirmed': 'Logget ut. Tjenesten har bekreftet det',
  'logout.state.called': 'Har fått beskjed',
  'logout.state.waiting': 'Får beskjed',
  'logout.state.unconfirmed': 'Har ikke bekreftet at du er logget ut',
  'logout.state.not-told': 'Kan ikke få beskjed herfra. Logg ut der også',
  'logged-out.heading': 'Du er logget ut',
  'logged-out.text':
    'Du er logget ut av {product}. Tjenestene du har brukt i denne innloggingen, har fått beskjed om å logge deg ut.',
  'logged-out.some-not-told':
    'Du er logget ut av {product}. Tjenestene som kan få beskjed herfra, har fått beskjed om å logge deg ut.',
  'logged-out.unreachable': 'En tjeneste vi ikke fikk kontakt med, kan fortsatt ha deg innlogget.',
  'logged-out.close-browser': 'Bruker du en maskin som flere har tilgang til? Lukk alle vinduene i nettleseren.',

  'error.reference': 'Referanse',
  'error.time': 'Tidspunkt',
  'error.reference-text': 'Tar du kontakt med oss, er det fint om du oppgir referansen og tidspunktet.',
  'error.report': 'Meld fra om denne feilen til brukerstøtten',
  'error.developers': 'For utviklere: slå opp referansen',
  'error.unknown-service-link.heading': 'Lenken til tjenesten virker ikke',
  'error.unknown-service-link.text':
    'Tjenesten du kom fra, sendte deg hit på en måte vi ikke kjenner igjen. Gå tilbake til tjenesten og prøv igjen. Hjelper ikke det, må du kontakte tjenesten.',
  'error.login-link-used.heading': 'Innloggingslenken kan ikke brukes',
  'error.login-link-used.text':
    'Lenken er for gammel eller er brukt før. Gå til tjenesten du vil bruke, og begynn innloggingen på nytt der.',
  'error.login-already-finished.heading': 'Denne innloggingen er allerede fullført',
  'error.login-already-finished.text':
    'Du har kommet tilbake til en innlogging som er ferdig. Gå til tjenesten for å fortsette.',
  'error.login-took-too-long.heading': 'Innloggingen tok for lang tid',
  'error.login-took-too-long.text':
    'Av sikkerhetshensyn må innloggingen fullføres innen 30 minutter. Gå til tjenesten og begynn på nytt.',
  'error.cookies-blocked.heading': 'Nettleseren stopper informasjonskapsler',
  'error.cookies-blocked.text':
    'Vi trenger informasjonskapsler for å logge deg inn. Tillat dem for dette nettstedet i innstillingene til nettleseren. Gå så til tjenesten og begynn på nytt.',
  'error.eid-unavailable.heading': 'Innloggingsmåten er ikke tilgjengelig',
  'error.eid-unavailable.text':
    'Måten du valgte, virker ikke akkurat nå. Vent litt og prøv igjen, eller gå til tjenesten og velg en annen måte å logge inn på.',
  'error.eid-invalid-answer.heading': 'Vi kunne ikke bekrefte hvem du er',
  'error.eid-invalid-answer.text':
    'Svaret fra innloggingen var ikke slik det skulle være, så vi måtte stoppe. Gå til tjenesten og prøv igjen.',
  'error.identifier-not-accepted.heading': 'Personidentifikatoren kan ikke brukes her',
  'error.identifier-not-accepted.text':
    'Dette miljøet godtar ikke denne typen personidentifikator. Gå til tjenesten og logg inn med en annen.',
  'error.overloaded.heading': 'Det er stor pågang akkurat nå',
  'error.overloaded.text': 'Mange vil logge inn samtidig. Vent et minutt og prøv igjen.',
  'error.unexpected.heading': 'Noe gikk galt',
  'error.unexpected.text':
    'Feilen er hos oss, og den er registrert. Vent litt og prøv igjen. Hjelper ikke det, kan du ta kontakt med oss.',
  'error.not-found.heading': 'Vi finner ikke siden',
  'error.not-found.text': 'Sjekk at adressen er riktig, eller gå til tjenesten du vil bruke.',
  'error.method-not-allowed.heading': 'Siden kan ikke åpnes på denne måten',
  'error.method-not-allowed.text': 'Gå til tjenesten du vil bruke, og begynn på nytt der.',
  'error.too-large.heading': 'Det kom for mye på én gang',
  'error.too-large.text':
    'Adressen eller skjemaet var større enn vi kan ta imot. Gå til tjenesten og prøv igjen. Hjelper ikke det, må du kontakte tjenesten.',
  'error.cannot-log-out.heading': 'Vi kan ikke logge deg ut',
  'error.cannot-log-out.text':
    'Vi fant ingen innlogging i denne nettleseren. Du kan allerede være logget ut. Lukk alle vinduene i nettleseren for å være sikker.',
  'error.bad-request.heading': 'Forespørselen kan ikke behandles',
  'error.bad-request.text':
    'Noe i det som ble sendt hit, er feil. Gå tilbake til tjenesten og prøv igjen. Hjelper ikke det, må du kontakte tjenesten.',
  'error.forbidden.heading': 'Du har ikke tilgang til dette',
  'error.forbidden.text': 'Siden ble åpnet fra et sted vi ikke kjenner igjen. Gå til tjenesten og begynn på nytt der.',
} as const

export type TextKey = keyof typeof nb
