import type { mailOrdersNb } from './mail-orders-nb.ts'

/** Mails about orders and deliveries. */
export const mailOrdersNn = {
  'M-10.subject': 'Bestilling {order} er motteken',
  'M-10.text':
    'Hei {name},\n\nvi har fått bestilling {order} av {client} i miljøet {environment}.\n\nVi svarar seinast {target}. Du treng ikkje gjere noko før du høyrer frå oss.\n\nSjå bestillinga: {link}\n',
  'M-10-withdrawn.subject': 'Bestilling {order} er trekt',
  'M-10-withdrawn.text':
    'Hei {name},\n\nbestilling {order} av {client} i miljøet {environment} er trekt. Ingenting blir laga.\n\nDu kan bestille på nytt når som helst: {link}\n',
  'M-11.subject': 'Spørsmål til bestilling {order}',
  'M-11.text':
    'Hei {name},\n\nfør vi kan behandle bestilling {order} av {client}, treng vi svar på dette:\n\n{question}\n\nSvar innan {deadline}, elles fell bestillinga bort: {link}\n',
  'M-12.subject': '{client} er klar i {environment}',
  'M-12.text':
    'Hei {name},\n\nbestilling {order} er utført. Dette skal inn i programvara dykkar. Her er inga hemmelegheit.\n\n{sheet}\n\nMeir om klienten: {link}\n',
  'M-13.subject': 'Klienthemmelegheit for {client} ({environment}) – {reference}',
  'M-13.text':
    'Hei {name},\n\nhemmelegheita til {client} hos {organisation} ligg ved, kryptert. Ho gjeld miljøet {environment} og client_id {clientId} (bestilling {order}).\n\nFila {file} er kryptert med AES-256. Passordet kjem på SMS til nummeret som sluttar på {last2}, merkt {reference}. Opne fila med 7-Zip, WinZip, Keka eller The Unarchiver. Windows Utforskar, Info-ZIP unzip 6 og Python zipfile kan ikkje opne ho.\n\n1. Legg hemmelegheita rett i konfigurasjonen eller i eit nøkkelkvelv, og slett fila.\n2. Stadfest mottaket innan {confirmBy}: {confirmLink}\n   Den første vellykka bruken gjeld òg som stadfesting.\n3. Hemmelegheita gjeld til {expires}. Vi seier frå i god tid før ho må bytast.\n\nKom det ingen SMS? Be om ei ny levering: {resendLink}\nHar de ikkje bestilt dette? Trekk leveringa tilbake: {denyLink} eller ring {phone}.\n',
  'M-14.subject': 'Bestilling {order} er avslått',
  'M-14.text':
    'Hei {name},\n\nbestilling {order} av {client} i miljøet {environment} er avslått.\n\nÅrsak: {reason}\n\n{text}\n\nDu kan kopiere bestillinga til ei ny, rette ho og sende ho på nytt: {link}\n',
  'M-15.subject': 'Levering {reference} kom ikkje fram',
  'M-15.text':
    'Hei {name},\n\nlevering {reference} av hemmelegheita til {client} i miljøet {environment} kom ikkje fram. Det som ikkje verka: {channel}.\n\nHemmelegheita er trekt tilbake og kan ikkje brukast. Sjekk mottakaren, og be om ei ny levering: {link}\n',
  'M-16.subject': 'Levering {reference} har gått ut',
  'M-16.text':
    'Hei {name},\n\ningen stadfesta {reference} for {client} i miljøet {environment} i tide. Hemmelegheita er trekt tilbake og kan ikkje brukast.\n\nBe om ei ny levering, eller bestill på nytt: {link}\n',
  'M-18.subject': 'Ei gammal hemmelegheit for {client} er ute av bruk',
  'M-18.text':
    'Hei {name},\n\nhemmelegheita {secretId} til {client} ({clientId}) i miljøet {environment} gjeld ikkje lenger frå {date}. Bytet er ferdig.\n\nSjå klienten: {link}\n',
  'M-24.subject': 'Mottakaren for bestilling {order} er endra',
  'M-24.text':
    'Hei {name},\n\n{by} har endra mottakaren av hemmelegheita til {client} i bestilling {order}. Det nye mobilnummeret sluttar på {last2}. Det som var sendt, er trekt tilbake, og ein saksbehandlar ser på bestillinga på nytt.\n\nEr ikkje dette rett? Ring {phone} eller sjå bestillinga: {link}\n',
  'M-26.first-use': 'den første innlogginga',
  'M-26.subject': 'Levering {reference} er stadfesta',
  'M-26.text':
    'Hei {name},\n\nlevering {reference} av hemmelegheita til {client} ({clientId}) i miljøet {environment} er stadfesta av {by}.\n\nHemmelegheita har id {secretId} og gjeld til {expires}.\n',
  'M-29.subject': 'Bestilling {order} ventar på deg',
  'M-29.text':
    'Hei {name},\n\nbestilling {order} av {client} ventar på deg. Ho fell bort {date} om ingenting skjer.\n\nSjå bestillinga: {link}\n',
} as const satisfies Readonly<Record<keyof typeof mailOrdersNb, string>>
