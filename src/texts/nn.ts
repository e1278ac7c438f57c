import type { TextKey } from './nb.ts'

/** Nynorsk. */
export const nn = {
  'language.name': 'Nynorsk',

  'layout.skip-to-content': 'Gå til hovudinnhaldet',
  'layout.language': 'Språk',
  'layout.help': 'Hjelp og kontakt',
  'layout.on-the-way-to': 'Du er på veg til',
  'layout.service': 'Teneste',
  'layout.test-environment': 'Testmiljø',
  'layout.test-environment-meaning':
    'Her blir det berre brukt oppdikta personar. Ingenting du gjer her, er på ordentleg.',
  'layout.real-format-warning':
    'Testmiljøet godtek òg oppdikta nummer som ser ekte ut. Bruk aldri nummeret til ein verkeleg person.',
  'layout.error-title': 'Feil: {step}',
  'layout.cancel': 'Avbryt',
  'layout.cancel-to-service': 'Avbryt og gå tilbake til {service}',
  'layout.go-to-service': 'Gå til {service}',
  'layout.continue': 'Hald fram',

  'selector.heading': 'Vel korleis du vil logge inn',
  'selector.step-up-heading': 'Du må logge inn på eit høgare tryggleiksnivå',
  'selector.step-up': 'Du er alt logga inn, men denne tenesta krev eit høgare tryggleiksnivå. Vel ein av måtane under.',
  'selector.forced-heading': 'Du må logge inn på nytt',
  'selector.forced': 'Denne tenesta ber deg logge inn på nytt, sjølv om du kan vere logga inn frå før.',
  'selector.cancelled-upstream': 'Du avbraut innlogginga. Du kan prøve igjen eller velje ein annan måte.',
  'selector.upstream-failed': 'Innlogginga verka ikkje akkurat no. Prøv igjen, eller vel ein annan måte.',
  'selector.level-too-low':
    'Måten du valde, gir eit lågare tryggleiksnivå enn tenesta krev. Vel ein annan måte å logge inn på.',
  'selector.unavailable': 'Ikkje tilgjengeleg akkurat no',
  'selector.none': 'Ingen innloggingsmåtar er tilgjengelege akkurat no. Prøv igjen seinare.',
  'selector.help': 'Kva er skilnaden på innloggingsmåtane, og korleis skaffar eg ein?',

  'eid.testid': 'Lag din eigen testbrukar',
  'eid.minid': 'Passord og kode på SMS eller i app',
  'eid.bankid': 'Logg inn med BankID frå banken din',
  'eid.buypass': 'Smartkort eller mobil frå Buypass',
  'eid.commfides': 'Smartkort eller USB-nøkkel frå Commfides',
  'eid.eidas-name': 'Europeisk eID',
  'eid.eidas': 'Elektronisk ID frå eit anna land i Europa',

  'test-id.heading': 'Logg inn med TestID',
  'test-id.introduction':
    'TestID finst berre i testmiljøet. Du treng ikkje passord: Skriv inn ein syntetisk personidentifikator, og vel tryggleiksnivå.',
  'test-id.pid': 'Personidentifikator (syntetisk)',
  'test-id.pid-description': '11 siffer. Mellomrom er i orden.',
  'test-id.random': 'Hent tilfeldig person',
  'test-id.level': 'Tryggleiksnivå',
  'test-id.level-low': 'Lågt',
  'test-id.level-substantial': 'Betydeleg',
  'test-id.level-high': 'Høgt',
  'test-id.level-not-enough': 'Lågare enn tenesta krev',
  'test-id.submit': 'Autentiser',
  'test-id.other-way': 'Vel ein annan måte å logge inn på',

  'fault.summary-heading': 'Dette må rettast før du kan gå vidare',
  'fault.pid-missing': 'Skriv inn ein personidentifikator',
  'fault.pid-malformed': 'Personidentifikatoren er ikkje gyldig. Sjekk at alle dei 11 siffera er rette',
  'fault.pid-wrong-environment': 'Dette miljøet godtek ikkje denne typen personidentifikator',
  'fault.level-missing': 'Vel eit tryggleiksnivå',
  'fault.level-too-low': 'Vel eit tryggleiksnivå som er høgt nok for tenesta',

  'consent.heading': 'Ei teneste ber om tilgang',
  'consent.who': '{service} ber om å få tilgang til dette:',
  'consent.lasts': 'Tilgangen varer i {time}.',
  'consent.one-minute': '1 minutt',
  'consent.minutes': '{count} minutt',
  'consent.one-hour': '1 time',
  'consent.hours': '{count} timar',
  'consent.one-day': '1 døgn',
  'consent.days': '{count} døgn',
  'consent.voluntary': 'Det er frivillig å gje tilgang. Gjer det berre for tenester du stoler på.',
  'consent.no-goes-on': 'Seier du nei, blir du logga inn utan at tenesta får denne tilgangen.',
  'consent.no-ends': 'Seier du nei, går du tilbake til tenesta utan at ho får tilgang.',
  'consent.withdraw': 'Du kan når som helst trekkje tilgangen tilbake.',
  'consent.withdraw-how': 'Slik trekkjer du tilgangen tilbake',
  'consent.accept': 'Ja, gje tilgang',
  'consent.decline': 'Nei, ikkje gje tilgang',
  'consent.changed': 'Det du blir spurd om, er endra sidan det vart vist. Les det på nytt før du svarar.',
  'consent.link-notice': '({host}, blir opna i ei ny fane)',

  'form-post.text': 'Du blir send vidare til tenesta. Skjer det ikkje av seg sjølv, vel du «Hald fram».',

  'logout.heading': 'Du blir logga ut',
  'logout.text':
    'Vi loggar deg ut av alle tenestene du har brukt i denne innlogginga. Det tek høgst {seconds} sekund, så går sida vidare av seg sjølv.',
  'logout.services': 'Tenestene du brukte',
  'logout.state.confirmed': 'Logga ut. Tenesta har stadfesta det',
  'logout.state.called': 'Har fått beskjed',
  'logout.state.waiting': 'Får beskjed',
  'logout.state.unconfirmed': 'Har ikkje stadfesta at du er logga ut',
  'logout.state.not-told': 'Kan ikkje få beskjed herifrå. Logg ut der også',
  'logged-out.heading': 'Du er logga ut',
  'logged-out.text':
    'Du er logga ut av {product}. Tenestene du har brukt i denne innlogginga, har fått beskjed om å logge deg ut.',
  'logged-out.some-not-told':
    'Du er logga ut av {product}. Tenestene som kan få beskjed herifrå, har fått beskjed om å logge deg ut.',
  'logged-out.unreachable': 'Ei teneste vi ikkje fekk kontakt med, kan framleis ha deg innlogga.',
  'logged-out.close-browser': 'Bruker du ei maskin som fleire har tilgang til? Lukk alle vindauga i nettlesaren.',

  'error.reference': 'Referanse',
  'error.time': 'Tidspunkt',
  'error.reference-text': 'Tek du kontakt med oss, er det fint om du oppgir referansen og tidspunktet.',
  'error.report': 'Meld frå om denne feilen til brukarstøtta',
  'error.developers': 'For utviklarar: slå opp referansen',
  'error.unknown-service-link.heading': 'Lenkja til tenesta verkar ikkje',
  'error.unknown-service-link.text':
    'Tenesta du kom frå, sende deg hit på ein måte vi ikkje kjenner att. Gå tilbake til tenesta og prøv igjen. Hjelper ikkje det, må du kontakte tenesta.',
  'error.login-link-used.heading': 'Innloggingslenkja kan ikkje brukast',
  'error.login-link-used.text':
    'Lenkja er for gammal eller er brukt før. Gå til tenesta du vil bruke, og begynn innlogginga på nytt der.',
  'error.login-already-finished.heading': 'Denne innlogginga er alt fullført',
  'error.login-already-finished.text':
    'Du har kome tilbake til ei innlogging som er ferdig. Gå til tenesta for å halde fram.',
  'error.login-took-too-long.heading': 'Innlogginga tok for lang tid',
  'error.login-took-too-long.text':
    'Av omsyn til tryggleiken må innlogginga fullførast innan 30 minutt. Gå til tenesta og begynn på nytt.',
  'error.cookies-blocked.heading': 'Nettlesaren stoppar informasjonskapslar',
  'error.cookies-blocked.text':
    'Vi treng informasjonskapslar for å logge deg inn. Tillat dei for denne nettstaden i innstillingane til nettlesaren. Gå så til tenesta og begynn på nytt.',
  'error.eid-unavailable.heading': 'Innloggingsmåten er ikkje tilgjengeleg',
  'error.eid-unavailable.text':
    'Måten du valde, verkar ikkje akkurat no. Vent litt og prøv igjen, eller gå til tenesta og vel ein annan måte å logge inn på.',
  'error.eid-invalid-answer.heading': 'Vi kunne ikkje stadfeste kven du er',
  'error.eid-invalid-answer.text':
    'Svaret frå innlogginga var ikkje slik det skulle vere, så vi måtte stoppe. Gå til tenesta og prøv igjen.',
  'error.identifier-not-accepted.heading': 'Personidentifikatoren kan ikkje brukast her',
  'error.identifier-not-accepted.text':
    'Dette miljøet godtek ikkje denne typen personidentifikator. Gå til tenesta og logg inn med ein annan.',
  'error.overloaded.heading': 'Det er stor pågang akkurat no',
  'error.overloaded.text': 'Mange vil logge inn samtidig. Vent eit minutt og prøv igjen.',
  'error.unexpected.heading': 'Noko gjekk gale',
  'error.unexpected.text':
    'Feilen er hos oss, og han er registrert. Vent litt og prøv igjen. Hjelper ikkje det, kan du ta kontakt med oss.',
  'error.not-found.heading': 'Vi finn ikkje sida',
  'error.not-found.text': 'Sjekk at adressa er rett, eller gå til tenesta du vil bruke.',
  'error.method-not-allowed.heading': 'Sida kan ikkje opnast på denne måten',
  'error.method-not-allowed.text': 'Gå til tenesta du vil bruke, og begynn på nytt der.',
  'error.too-large.heading': 'Det kom for mykje på éin gong',
  'error.too-large.text':
    'Adressa eller skjemaet var større enn vi kan ta imot. Gå til tenesta og prøv igjen. Hjelper ikkje det, må du kontakte tenesta.',
  'error.cannot-log-out.heading': 'Vi kan ikkje logge deg ut',
  'error.cannot-log-out.text':
    'Vi fann inga innlogging i denne nettlesaren. Du kan alt vere logga ut. Lukk alle vindauga i nettlesaren for å vere sikker.',
  'error.bad-request.heading': 'Førespurnaden kan ikkje behandlast',
  'error.bad-request.text':
    'Noko i det som vart sendt hit, er feil. Gå tilbake til tenesta og prøv igjen. Hjelper ikkje det, må du kontakte tenesta.',
  'error.forbidden.heading': 'Du har ikkje tilgang til dette',
  'error.forbidden.text': 'Sida vart opna frå ein stad vi ikkje kjenner att. Gå til tenesta og begynn på nytt der.',
} as const satisfies Record<TextKey, string>
