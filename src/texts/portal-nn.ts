import type { PortalTextKey } from './portal-nb.ts'

export const portalNn = {
  'front.title': 'Logg inn til offentlege tenester',
  'front.lead':
    'Portvakt lèt innbyggjarar logge inn hos offentlege tenester. Du som lagar ei teneste, koplar ho til med OpenID Connect og får vite kven som logga inn, og kor sikkert.',
  'front.compatible':
    'Portvakt snakkar slik ID-porten gjer, så ei teneste som er laga for det eine, verkar med det andre. Portvakt er open kjeldekode og er ikkje ID-porten.',
  'nav.guide': 'Les rettleiinga',
  'nav.front': 'Framsida',
  'where.heading': 'Her køyrer det',
  'where.explained': 'Tilstanden blei målt då du opna sida.',
  'where.issuer': 'Utferdar (issuer)',
  'where.well-known': 'Metadata',
  'where.login': 'Innlogging',
  'where.up': 'Svarar',
  'where.down': 'Svarar ikkje',
  'where.simulated': 'Spelar rolla som produksjon. Her er ingenting ekte.',
  'where.test': 'For testing, med syntetiske personar.',
  'demo.heading': 'Prøv ei innlogging',
  'demo.explained':
    'To små tenester viser kvar melding mellom tenesta og Portvakt. Logg inn i den eine, opne så den andre, og du er inne der òg.',
  'demo.open': 'Opne demoteneste {name}',
  'steps.heading': 'Frå start til produksjon',
  'steps.today': 'Verkar i dag',
  'steps.later': 'Kjem seinare',
  'step.terms': 'Godta bruksvilkår',
  'step.terms.text':
    'Vilkår blir godtekne før produksjon. Testing er open for alle, og i denne utgåva er det ingen vilkår å godta.',
  'step.order': 'Få ein klient',
  'step.order.text':
    'Skriv klienten inn i seed-fila, slik dømet under viser. Tinging med skjema eller e-post kjem seinare.',
  'step.configure': 'Set opp tenesta',
  'step.configure.text':
    'Gi biblioteket ditt issuer, client_id, løyndom og redirect-adresse. Resten les det sjølv frå metadata.',
  'step.login': 'Innlogginga verkar',
  'step.login.text': 'Logg inn med ein testbrukar frå lista under.',
  'step.verify': 'Verifiser',
  'step.verify.text':
    'Prøv innlogging, eingongspålogging, nivå, fornying og utlogging. Demotenestene viser korleis det skal sjå ut. Testar som kryssar av for deg, kjem seinare.',
  'step.production': 'Ting produksjon',
  'step.production.text':
    'Du oppgir client_id frå test og redirect-adressene. I dag legg seed-fila klienten i miljøet som spelar produksjon òg.',
  'step.credentials': 'Få løyndomen',
  'step.credentials.text':
    'I produksjon kjem løyndomen i ei kryptert zip-fil og passordet på SMS, difor trengst eit mobilnummer. I dag vel du sjølv løyndomen i seed-fila.',
  'step.help': 'Få hjelp',
  'step.help.text': 'Skriv til {email} med client_id, miljø og kva som skjer.',
  'client.heading': 'Legg inn din eigen klient',
  'client.explained':
    'Legg dette i ei eiga fil, my-clients.yaml. Byt namn, løyndom og adresser, og start Portvakt med fila:',
  'client.own-file': 'Start med eiga fil',
  'client.yaml': 'Klient i seed-fila',
  'client.settings.explained': 'Dette treng tenesta di:',
  'client.settings': 'Oppsett av tenesta',
  'users.heading': 'Testbrukarar',
  'users.explained':
    'Alle er oppdikta. Vel TestID når du loggar inn, og bruk ein av desse, eller lat Portvakt finne ein tilfeldig person.',
  'users.none': 'Det finst ingen testbrukarar. Legg nokre inn i seed-fila.',
  'users.pid': 'Personidentifikator',
  'users.name': 'Namn',
  'users.unnamed': 'Utan namn',
  'action.copy': 'Kopier',
  'action.copied': 'Kopiert',
  'guide.title': 'Kom i gang',
  'guide.lead': 'Slik koplar du ei teneste til Portvakt, frå test til produksjon.',
  'guide.contents': 'Innhald',
  'guide.terms': 'Bruksvilkår',
  'guide.terms.1':
    'Berre tenesteeigarar som har godteke bruksvilkåra, kan bruke Portvakt i produksjon. Du kan teste før vilkåra er godtekne.',
  'guide.terms.2': 'Denne utgåva har inga side for å lese og godta vilkår. Ho kjem seinare.',
  'guide.procedure': 'Framgangsmåte',
  'guide.procedure.1': 'Du prøver tenesta i testmiljøet, verifiserer at ho oppfører seg rett, og tingar så produksjon.',
  'guide.procedure.2':
    'Oppgi adressene brukaren skal sendast tilbake til (redirect_uris), både etter innlogging og etter utlogging.',
  'guide.test': 'Test',
  'guide.test.1': 'Har du ikkje fått beskjed om noko anna, bruker du testmiljøet {environment}.',
  'guide.test.2': 'Peik biblioteket mot metadata; då finn det sjølv alle adresser og nøklar:',
  'guide.test.3':
    'Legg klienten inn i seed-fila (sjå framsida). Bruk PKCE, state og nonce, og sjekk signaturen og acr i id_token.',
  'guide.test.4':
    'Verifiser minst dette: innlogging, avbroten innlogging, høgare nivå, eingongspålogging til ei anna teneste, utlogging frå di teneste og utlogging som byrjar hos ei anna.',
  'guide.users': 'Testbrukarar',
  'guide.users.1':
    'Testbrukarane på framsida er felles og kan brukast om att. Treng du fleire, legg du dei inn i seed-fila.',
  'guide.users.2': 'Ekte fødselsnummer skal aldri brukast i test. Portvakt tek berre imot syntetiske.',
  'guide.production': 'Produksjon',
  'guide.production.1': 'Ei tinging av produksjon inneheld client_id frå test, redirect-adressene og eit mobilnummer.',
  'guide.production.2':
    'Ein løyndom blir aldri send i klartekst på e-post: han kjem i ei kryptert zip-fil, og passordet kjem på SMS. Bruker du verksemdssertifikat, trengst ikkje mobilnummer.',
  'guide.production.3':
    'Tinging og utsending kjem seinare. Miljøet som spelar produksjon på denne maskina, har eigne nøklar og klientar, så du kan øve på overgangen.',
  'guide.problems': 'Problem',
  'guide.problems.1': 'Demotenestene viser kvar melding i ei innlogging; samanlikn med di eiga.',
  'guide.problems.2':
    'Får du det ikkje til, skriv til {email}. Oppgi client_id, miljø og kva som skjer. Send aldri løyndomar eller token.',
  'guide.problems.3': 'Meir hjelp:',
  'not-found.title': 'Sida finst ikkje',
  'not-found.text': 'Adressa kan vere feil, eller sida er flytta.',
  'failed.title': 'Noko gjekk gale',
  'failed.text': 'Prøv igjen om litt.',
} satisfies Record<PortalTextKey, string>
