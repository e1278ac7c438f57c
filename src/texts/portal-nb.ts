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
  'steps.heading': 'Fra start til produksjon',
  'steps.today': 'Virker i dag',
  'steps.later': 'Kommer senere',
  'step.terms': 'Godta bruksvilkår',
  'step.terms.text':
    'Vilkår godtas før produksjon. Testing er åpen for alle, og i denne utgaven er det ingen vilkår å godta.',
  'step.order': 'Få en klient',
  'step.order.text':
    'Skriv klienten inn i seed-filen, slik eksemplet under viser. Bestilling med skjema eller e-post kommer senere.',
  'step.configure': 'Sett opp tjenesten',
  'step.configure.text':
    'Gi biblioteket ditt issuer, client_id, hemmelighet og redirect-adresse. Resten leser det selv fra metadata.',
  'step.login': 'Innloggingen virker',
  'step.login.text': 'Logg inn med en testbruker fra listen under.',
  'step.verify': 'Verifiser',
  'step.verify.text':
    'Prøv innlogging, engangspålogging, nivå, fornying og utlogging. Demotjenestene viser hvordan det skal se ut. Tester som krysser av for deg, kommer senere.',
  'step.production': 'Bestill produksjon',
  'step.production.text':
    'Du oppgir client_id fra test og redirect-adressene. I dag legger seed-filen klienten i miljøet som spiller produksjon også.',
  'step.credentials': 'Få hemmeligheten',
  'step.credentials.text':
    'I produksjon kommer hemmeligheten i en kryptert zip-fil og passordet på SMS, derfor trengs et mobilnummer. I dag velger du selv hemmeligheten i seed-filen.',
  'step.help': 'Få hjelp',
  'step.help.text': 'Skriv til {email} med client_id, miljø og hva som skjer.',
  'client.heading': 'Legg inn din egen klient',
  'client.explained':
    'Legg dette i en egen fil, my-clients.yaml. Bytt navn, hemmelighet og adresser, og start Portvakt med filen:',
  'client.own-file': 'Start med egen fil',
  'client.yaml': 'Klient i seed-filen',
  'client.settings.explained': 'Dette trenger tjenesten din:',
  'client.settings': 'Oppsett av tjenesten',
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
  'guide.terms.2': 'Denne utgaven har ingen side for å lese og godta vilkår. Den kommer senere.',
  'guide.procedure': 'Framgangsmåte',
  'guide.procedure.1':
    'Du prøver tjenesten i testmiljøet, verifiserer at den oppfører seg riktig, og bestiller så produksjon.',
  'guide.procedure.2':
    'Oppgi adressene brukeren skal sendes tilbake til (redirect_uris), både etter innlogging og etter utlogging.',
  'guide.test': 'Test',
  'guide.test.1': 'Har du ikke fått beskjed om noe annet, bruker du testmiljøet {environment}.',
  'guide.test.2': 'Pek biblioteket mot metadata; da finner det selv alle adresser og nøkler:',
  'guide.test.3':
    'Legg klienten inn i seed-filen (se forsiden). Bruk PKCE, state og nonce, og sjekk signaturen og acr i id_token.',
  'guide.test.4':
    'Verifiser minst dette: innlogging, avbrutt innlogging, høyere nivå, engangspålogging til en annen tjeneste, utlogging fra din tjeneste og utlogging som begynner hos en annen.',
  'guide.users': 'Testbrukere',
  'guide.users.1':
    'Testbrukerne på forsiden er felles og kan brukes om igjen. Trenger du flere, legger du dem inn i seed-filen.',
  'guide.users.2': 'Ekte fødselsnumre skal aldri brukes i test. Portvakt tar bare imot syntetiske.',
  'guide.production': 'Produksjon',
  'guide.production.1':
    'En bestilling av produksjon inneholder client_id fra test, redirect-adressene og et mobilnummer.',
  'guide.production.2':
    'En hemmelighet sendes aldri i klartekst på e-post: den kommer i en kryptert zip-fil, og passordet kommer på SMS. Bruker du virksomhetssertifikat, trengs ikke mobilnummer.',
  'guide.production.3':
    'Bestilling og utsending kommer senere. Miljøet som spiller produksjon på denne maskinen, har egne nøkler og klienter, så du kan øve på overgangen.',
  'guide.problems': 'Problemer',
  'guide.problems.1': 'Demotjenestene viser hver melding i en innlogging; sammenlign med din egen.',
  'guide.problems.2':
    'Får du det ikke til, skriv til {email}. Oppgi client_id, miljø og hva som skjer. Send aldri hemmeligheter eller tokener.',
  'guide.problems.3': 'Mer hjelp:',
  'not-found.title': 'Siden finnes ikke',
  'not-found.text': 'Adressen kan være feil, eller siden er flyttet.',
  'failed.title': 'Noe gikk galt',
  'failed.text': 'Prøv igjen om litt.',
} as const

export type PortalTextKey = keyof typeof portalNb
