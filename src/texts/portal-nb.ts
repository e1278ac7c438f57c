/** What the portal says. Bokmål is the type of the other languages. `{name}` is filled in. */
export const portalNb = {
  'front.title': 'Logg inn til offentlige tjenester',
  'front.lead':
    'Portvakt lar innbyggere logge inn hos offentlige tjenester. Du som lager en tjeneste, kobler den til med OpenID Connect og får vite hvem som logget inn, og hvor sikkert.',
  'front.compatible':
    'Portvakt snakker slik ID-porten gjør, så en tjeneste som er laget for det ene, virker med det andre. Portvakt er åpen kildekode og er ikke ID-porten.',
  'nav.guide': 'Les veiledningen',
  'nav.front': 'Forsiden',
  'where.heading': 'Her kjører det',
  'where.explained': 'Tilstanden ble målt da du åpnet siden.',
  'where.issuer': 'Utsteder (issuer)',
  'where.well-known': 'Metadata',
  'where.login': 'Innlogging',
  'where.up': 'Svarer',
  'where.down': 'Svarer ikke',
  'where.simulated': 'Spiller rollen som produksjon. Her er ingenting ekte.',
  'where.test': 'For testing, med syntetiske personer.',
  'demo.heading': 'Prøv en innlogging',
  'demo.explained':
    'To små tjenester viser hver melding mellom tjenesten og Portvakt. Logg inn i den ene, åpne så den andre, og du er inne der også.',
  'demo.open': 'Åpne demotjeneste {name}',
  'demo.profile': 'Se det innbyggeren ser: innlogginger og tilganger',
  'steps.heading': 'Fra start til produksjon',
  'step.terms': 'Godta bruksvilkår',
  'step.terms.text':
    'Vilkårene godtas før produksjon, av en som kan signere for organisasjonen. Testing er åpen for alle.',
  'step.order': 'Bestill en klient',
  'step.order.text':
    'Logg inn i portalen og lag klienten selv, eller send skjemaet uten konto. Oppgi adressene brukeren skal tilbake til. Hemmeligheten for test vises én gang.',
  'step.configure': 'Sett opp tjenesten',
  'step.configure.text':
    'Portalen viser ferdig oppsett for vanlige bibliotek og produkter, med klientens egne verdier. Pek det mot metadata, så finner det resten selv.',
  'step.login': 'Innloggingen virker',
  'step.login.text': 'Logg inn med en testbruker fra listen under. Portalen viser når den første innloggingen er sett.',
  'step.verify': 'Verifiser',
  'step.verify.text':
    'Gå gjennom verifikasjonstestene i portalen: innlogging, engangspålogging, utlogging, tidsavbrudd og det tjenesten ellers bruker. Rapporten følger bestillingen.',
  'step.production': 'Bestill produksjon',
  'step.production.text':
    'Bestillingen henter client_id og oppsett fra test. Du oppgir adressene for produksjon, mottaker av hemmeligheten og et mobilnummer.',
  'step.credentials': 'Få hemmeligheten',
  'step.credentials.text':
    'Hemmeligheten kommer på e-post i en kryptert zip-fil, og passordet på SMS. Med virksomhetssertifikat eller egen nøkkel sendes ingen hemmelighet, og mobilnummer trengs ikke.',
  'step.help': 'Få hjelp',
  'step.help.text':
    'Send en sak fra portalen eller skjemaet, eller skriv til {email}. Oppgi client_id, miljø og hva som skjer.',
  'client.heading': 'Klienter for utvikling og CI',
  'client.explained':
    'På egen maskin kan klienten også stå i en fil. Legg dette i my-clients.yaml, bytt navn, hemmelighet og adresser, og start Portvakt med filen:',
  'client.own-file': 'Start med egen fil',
  'client.yaml': 'Klient i seed-filen',
  'client.settings.explained': 'Dette trenger tjenesten din:',
  'client.settings': 'Oppsett av tjenesten',
  'people.heading': 'Personer å prøve portalen med',
  'people.explained':
    'Logg inn i portalen med TestID og nummeret til en av dem. Den første bestillingen fra en organisasjon godkjennes av to saksbehandlere.',
  'people.roles': 'Roller',
  'users.heading': 'Testbrukere',
  'users.explained':
    'Alle er oppdiktet. Velg TestID når du logger inn, og bruk en av disse, eller la Portvakt finne en tilfeldig person.',
  'users.none': 'Det finnes ingen testbrukere. Legg noen inn i seed-filen.',
  'users.pid': 'Personidentifikator',
  'users.name': 'Navn',
  'users.unnamed': 'Uten navn',
  'action.copy': 'Kopier',
  'action.copied': 'Kopiert',
  'guide.title': 'Kom i gang',
  'guide.lead': 'Slik kobler du en tjeneste til Portvakt, fra test til produksjon.',
  'guide.contents': 'Innhold',
  'guide.terms': 'Bruksvilkår',
  'guide.terms.1':
    'Bare tjenesteeiere som har godtatt bruksvilkårene, kan bruke Portvakt i produksjon. Du kan teste før vilkårene er godtatt.',
  'guide.terms.2': 'Les vilkårene, se hvem som kan bli tjenesteeier, og godta dem i portalen:',
  'guide.procedure': 'Framgangsmåte',
  'guide.procedure.1':
    'Du prøver tjenesten i testmiljøet, verifiserer at den oppfører seg riktig, og bestiller så produksjon.',
  'guide.procedure.2':
    'Be om en klient i portalen eller med skjemaet. Oppgi adressene brukeren skal sendes tilbake til (redirect_uris), både etter innlogging og etter utlogging.',
  'guide.test': 'Test',
  'guide.test.1': 'Har du ikke fått beskjed om noe annet, bruker du testmiljøet {environment}.',
  'guide.test.2': 'Pek biblioteket mot metadata; da finner det selv alle adresser og nøkler:',
  'guide.test.3':
    'Klientsiden i portalen har ferdig oppsett for biblioteket ditt. Bruk PKCE, state og nonce, og sjekk signaturen og acr i id_token.',
  'guide.test.4':
    'Verifikasjonstestene i portalen tar for seg blant annet innlogging, høyere nivå, engangspålogging og utlogging som begynner hos deg eller hos en annen.',
  'guide.users': 'Testbrukere',
  'guide.users.1':
    'Testbrukere du alt har fått, kan brukes om igjen. Nye bestilles i portalen under Testbrukere. De på forsiden er felles for alle.',
  'guide.users.2': 'Ekte fødselsnumre skal aldri brukes i test. Portvakt tar bare imot syntetiske.',
  'guide.production': 'Produksjon',
  'guide.production.1':
    'Når verifikasjonen er ferdig, bestiller du produksjon i portalen. Bestillingen inneholder client_id fra test, redirect-adressene, kontaktpersoner og, når en hemmelighet skal leveres, et mobilnummer.',
  'guide.production.2':
    'En hemmelighet sendes aldri i klartekst på e-post: den kommer i en kryptert zip-fil, og passordet kommer på SMS. Bruker du virksomhetssertifikat, trengs ikke mobilnummer.',
  'guide.production.3':
    'Driften ser over bestillingen og godkjenner den. Du følger den i portalen og får e-post når noe skjer.',
  'guide.problems': 'Problemer',
  'guide.problems.1': 'Demotjenestene viser hver melding i en innlogging; sammenlign med din egen.',
  'guide.problems.2':
    'Får du det ikke til, send en sak fra portalen eller skjemaet, eller skriv til {email}. Oppgi client_id, miljø og hva som skjer. Send aldri hemmeligheter eller tokener.',
  'guide.problems.3': 'Mer hjelp:',
  'nav.portal': 'Logg inn i portalen',
  'step.open': 'Åpne',
  'guide.link.terms': 'Bruksvilkår',
  'guide.link.order': 'Bestill en testklient',
  'guide.link.my': 'Portalen',
  'guide.link.support': 'Meld en sak',
  'guide.link.status': 'Driftsstatus',
  'guide.link.network': 'Adresser å åpne i brannmuren',
  'not-found.title': 'Siden finnes ikke',
  'not-found.text': 'Adressen kan være feil, eller siden er flyttet.',
  'failed.title': 'Noe gikk galt',
  'failed.text': 'Prøv igjen om litt.',
} as const

export type PortalTextKey = keyof typeof portalNb
