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
  'demo.profile': 'Sjå det innbyggjaren ser: innloggingar og tilgangar',
  'steps.heading': 'Frå start til produksjon',
  'step.terms': 'Godta bruksvilkår',
  'step.terms.text':
    'Vilkåra blir godtekne før produksjon, av ein som kan signere for organisasjonen. Testing er open for alle.',
  'step.order': 'Ting ein klient',
  'step.order.text':
    'Logg inn i portalen og lag klienten sjølv, eller send skjemaet utan konto. Oppgje adressene brukaren skal attende til. Løyndomen for test blir vist éin gong.',
  'step.configure': 'Set opp tenesta',
  'step.configure.text':
    'Portalen viser ferdig oppsett for vanlege bibliotek og produkt, med klienten sine eigne verdiar. Peik det mot metadata, så finn det resten sjølv.',
  'step.login': 'Innlogginga verkar',
  'step.login.text': 'Logg inn med ein testbrukar frå lista under. Portalen viser når den første innlogginga er sett.',
  'step.verify': 'Verifiser',
  'step.verify.text':
    'Gå gjennom verifikasjonstestane i portalen: innlogging, eingongspålogging, utlogging, tidsavbrot og det tenesta elles brukar. Rapporten følgjer tinginga.',
  'step.production': 'Ting produksjon',
  'step.production.text':
    'Tinginga hentar client_id og oppsett frå test. Du oppgjev adressene for produksjon, mottakar av løyndomen og eit mobilnummer.',
  'step.credentials': 'Få løyndomen',
  'step.credentials.text':
    'Løyndomen kjem på e-post i ei kryptert zip-fil, og passordet på SMS. Med verksemdssertifikat eller eigen nøkkel blir ingen løyndom send, og mobilnummer trengst ikkje.',
  'step.help': 'Få hjelp',
  'step.help.text':
    'Send ei sak frå portalen eller skjemaet, eller skriv til {email}. Oppgje client_id, miljø og kva som skjer.',
  'client.heading': 'Klientar for utvikling og CI',
  'client.explained':
    'På eiga maskin kan klienten òg stå i ei fil. Legg dette i my-clients.yaml, byt namn, løyndom og adresser, og start Portvakt med fila:',
  'client.own-file': 'Start med eiga fil',
  'client.yaml': 'Klient i seed-fila',
  'client.settings.explained': 'Dette treng tenesta di:',
  'client.settings': 'Oppsett av tenesta',
  'people.heading': 'Personar å prøve portalen med',
  'people.explained':
    'Logg inn i portalen med TestID og nummeret til ein av dei. Den første bestillinga frå ein organisasjon blir godkjend av to saksbehandlarar.',
  'people.roles': 'Roller',
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
  'guide.terms.2': 'Les vilkåra, sjå kven som kan bli tenesteeigar, og godta dei i portalen:',
  'guide.procedure': 'Framgangsmåte',
  'guide.procedure.1': 'Du prøver tenesta i testmiljøet, verifiserer at ho oppfører seg rett, og tingar så produksjon.',
  'guide.procedure.2':
    'Be om ein klient i portalen eller med skjemaet. Oppgje adressene brukaren skal sendast attende til (redirect_uris), både etter innlogging og etter utlogging.',
  'guide.test': 'Test',
  'guide.test.1': 'Har du ikkje fått beskjed om noko anna, bruker du testmiljøet {environment}.',
  'guide.test.2': 'Peik biblioteket mot metadata; då finn det sjølv alle adresser og nøklar:',
  'guide.test.3':
    'Klientsida i portalen har ferdig oppsett for biblioteket ditt. Bruk PKCE, state og nonce, og sjekk signaturen og acr i id_token.',
  'guide.test.4':
    'Verifikasjonstestane i portalen tek for seg mellom anna innlogging, høgare nivå, eingongspålogging og utlogging som byrjar hos deg eller hos ein annan.',
  'guide.users': 'Testbrukarar',
  'guide.users.1':
    'Testbrukarar du alt har fått, kan brukast om att. Nye tingar du i portalen under Testbrukarar. Dei på framsida er felles for alle.',
  'guide.users.2': 'Ekte fødselsnummer skal aldri brukast i test. Portvakt tek berre imot syntetiske.',
  'guide.production': 'Produksjon',
  'guide.production.1':
    'Når verifikasjonen er ferdig, tingar du produksjon i portalen. Tinginga inneheld client_id frå test, redirect-adressene, kontaktpersonar og, når ein løyndom skal leverast, eit mobilnummer.',
  'guide.production.2':
    'Ein løyndom blir aldri send i klartekst på e-post: han kjem i ei kryptert zip-fil, og passordet kjem på SMS. Bruker du verksemdssertifikat, trengst ikkje mobilnummer.',
  'guide.production.3':
    'Drifta ser over tinginga og godkjenner henne. Du følgjer henne i portalen og får e-post når noko skjer.',
  'guide.problems': 'Problem',
  'guide.problems.1': 'Demotenestene viser kvar melding i ei innlogging; samanlikn med di eiga.',
  'guide.problems.2':
    'Får du det ikkje til, send ei sak frå portalen eller skjemaet, eller skriv til {email}. Oppgje client_id, miljø og kva som skjer. Send aldri løyndomar eller token.',
  'guide.problems.3': 'Meir hjelp:',
  'nav.portal': 'Logg inn i portalen',
  'step.open': 'Opne',
  'guide.link.terms': 'Bruksvilkår',
  'guide.link.order': 'Ting ein testklient',
  'guide.link.my': 'Portalen',
  'guide.link.support': 'Meld ei sak',
  'guide.link.status': 'Driftsstatus',
  'guide.link.network': 'Adresser å opne i brannmuren',
  'not-found.title': 'Sida finst ikkje',
  'not-found.text': 'Adressa kan vere feil, eller sida er flytta.',
  'failed.title': 'Noko gjekk gale',
  'failed.text': 'Prøv igjen om litt.',
} satisfies Record<PortalTextKey, string>
