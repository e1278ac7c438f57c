/** Mails about orders and deliveries (§18). Names in braces are filled in. Never a secret, a password or a whole mobile number. */
export const mailOrdersNb = {
  'M-10.subject': 'Bestilling {order} er mottatt',
  'M-10.text':
    'Hei {name},\n\nvi har mottatt bestilling {order} av {client} i miljøet {environment}.\n\nVi svarer senest {target}. Du trenger ikke gjøre noe før du hører fra oss.\n\nSe bestillingen: {link}\n',
  'M-10-withdrawn.subject': 'Bestilling {order} er trukket',
  'M-10-withdrawn.text':
    'Hei {name},\n\nbestilling {order} av {client} i miljøet {environment} er trukket. Ingenting blir laget.\n\nDu kan bestille på nytt når som helst: {link}\n',
  'M-11.subject': 'Spørsmål til bestilling {order}',
  'M-11.text':
    'Hei {name},\n\nfør vi kan behandle bestilling {order} av {client}, trenger vi svar på dette:\n\n{question}\n\nSvar innen {deadline}, ellers faller bestillingen bort: {link}\n',
  'M-12.subject': '{client} er klar i {environment}',
  'M-12.text':
    'Hei {name},\n\nbestilling {order} er utført. Dette skal inn i programvaren deres. Her er ingen hemmelighet.\n\n{sheet}\n\nMer om klienten: {link}\n',
  'M-13.subject': 'Klienthemmelighet for {client} ({environment}) – {reference}',
  'M-13.text':
    'Hei {name},\n\nhemmeligheten til {client} hos {organisation} ligger ved, kryptert. Den gjelder miljøet {environment} og client_id {clientId} (bestilling {order}).\n\nFilen {file} er kryptert med AES-256. Passordet kommer på SMS til nummeret som slutter på {last2}, merket {reference}. Åpne filen med 7-Zip, WinZip, Keka eller The Unarchiver. Windows Utforsker, Info-ZIP unzip 6 og Python zipfile kan ikke åpne den.\n\n1. Legg hemmeligheten rett i konfigurasjonen eller i et nøkkelhvelv, og slett filen.\n2. Bekreft mottaket innen {confirmBy}: {confirmLink}\n   Den første vellykkede bruken regnes også som bekreftelse.\n3. Hemmeligheten gjelder til {expires}. Vi sier fra i god tid før den må byttes.\n\nKom det ingen SMS? Be om en ny levering: {resendLink}\nHar dere ikke bestilt dette? Trekk leveringen tilbake: {denyLink} eller ring {phone}.\n',
  'M-14.subject': 'Bestilling {order} er avslått',
  'M-14.text':
    'Hei {name},\n\nbestilling {order} av {client} i miljøet {environment} er avslått.\n\nÅrsak: {reason}\n\n{text}\n\nDu kan kopiere bestillingen til en ny, rette den og sende den på nytt: {link}\n',
  'M-15.subject': 'Levering {reference} kom ikke fram',
  'M-15.text':
    'Hei {name},\n\nlevering {reference} av hemmeligheten til {client} i miljøet {environment} kom ikke fram. Det som ikke virket: {channel}.\n\nHemmeligheten er trukket tilbake og kan ikke brukes. Sjekk mottakeren, og be om en ny levering: {link}\n',
  'M-16.subject': 'Levering {reference} er utløpt',
  'M-16.text':
    'Hei {name},\n\ningen bekreftet {reference} for {client} i miljøet {environment} i tide. Hemmeligheten er trukket tilbake og kan ikke brukes.\n\nBe om en ny levering, eller bestill på nytt: {link}\n',
  'M-18.subject': 'En gammel hemmelighet for {client} er ute av bruk',
  'M-18.text':
    'Hei {name},\n\nhemmeligheten {secretId} til {client} ({clientId}) i miljøet {environment} gjelder ikke lenger fra {date}. Byttet er ferdig.\n\nSe klienten: {link}\n',
  'M-24.subject': 'Mottakeren for bestilling {order} er endret',
  'M-24.text':
    'Hei {name},\n\n{by} har endret mottakeren av hemmeligheten til {client} i bestilling {order}. Det nye mobilnummeret slutter på {last2}. Det som var sendt, er trukket tilbake, og en saksbehandler ser på bestillingen på nytt.\n\nEr ikke dette riktig? Ring {phone} eller se bestillingen: {link}\n',
  'M-26.first-use': 'den første innloggingen',
  'M-26.subject': 'Levering {reference} er bekreftet',
  'M-26.text':
    'Hei {name},\n\nlevering {reference} av hemmeligheten til {client} ({clientId}) i miljøet {environment} er bekreftet av {by}.\n\nHemmeligheten har id {secretId} og gjelder til {expires}.\n',
  'M-29.subject': 'Bestilling {order} venter på deg',
  'M-29.text':
    'Hei {name},\n\nbestilling {order} av {client} venter på deg. Den faller bort {date} hvis ingenting skjer.\n\nSe bestillingen: {link}\n',
} as const
