export const mailSupportNb = {
  'M-02-case.subject': 'Bekreft henvendelsen din',
  'M-02-case.text': `Hei {name},

Noen sendte en henvendelse til brukerstøtten med denne e-postadressen. Var det deg? Åpne lenken og bekreft:
{link}

Lenken virker én gang og i 7 dager. Var det ikke deg, trenger du ikke gjøre noe: henvendelsen slettes av seg selv.
`,
  'M-21.subject': '[{case}] Vi har fått henvendelsen: {subject}',
  'M-21.text': `Hei {name},

Vi har fått henvendelsen din. Den har nummer {case}.

{missing}

Brukerstøtten er åpen mandag til fredag klokken 8 til 16, ikke på helligdager. Du kan vente et første svar innen {expected}.

{where}
`,
  'M-22.subject': '[{case}] Spørsmål om: {subject}',
  'M-22.text': `Hei {name},

Vi har et spørsmål om henvendelsen {case}:

{text}

Vi venter på svaret ditt. Hører vi ingenting på 14 dager, regner vi saken som løst.

{where}
`,
  'M-22-reminder.subject': '[{case}] Vi venter på svar om: {subject}',
  'M-22-reminder.text': `Hei {name},

For en uke siden spurte vi om dette i henvendelsen {case}:

{text}

Hører vi ingenting på en uke til, regner vi saken som løst.

{where}
`,
  'M-22-reopened.subject': '[{case}] Åpnet igjen: {subject}',
  'M-22-reopened.text': `Hei {name},

Henvendelsen {case} er åpnet igjen, med det du skrev:

{text}

{where}
`,
  'M-23.subject': '[{case}] Svar på: {subject}',
  'M-23.text': `Hei {name},

Her er svaret på henvendelsen {case}:

{text}

Er det ikke løst? Svar innen 30 dager, så åpnes saken igjen. Ellers lukkes den av seg selv etter 14 dager.

{where}
`,
  'M-23-timeout.subject': '[{case}] Regnes som løst: {subject}',
  'M-23-timeout.text': `Hei {name},

Vi har ikke hørt fra deg på 14 dager om henvendelsen {case}, og regner den som løst.

Er den ikke det? Svar innen 30 dager, så åpnes saken igjen.

{where}
`,
  'M-25.subject': 'Klienthemmeligheten til {client} er kommet på avveie',
  'M-25.text': `Hei {name},

En klienthemmelighet som tilhører {client} ({clientId}) i miljøet {environment}, ble funnet i en tekst som ble sendt til oss ({seenIn}). Vi har fjernet den fra teksten og ikke lagret den, men regn den som kjent for andre.
Hemmelighetens id: {secretId}

{deadline}

Bytt den her:
{link}
`,
  'M-28.subject': 'Fullfør bestillingen i portalen',
  'M-28.text': `Hei,

Vi har fått en bestilling på e-post fra denne adressen. En e-post alene oppretter eller endrer ingenting. Åpne lenken, logg inn, se over det vi leste, og send inn:
{link}

Lenken virker én gang og i 7 dager. Var det ikke deg, trenger du ikke gjøre noe.
`,
  'M-28-draft.subject': 'Et utkast til bestilling ligger klart',
  'M-28-draft.text': `Hei {name},

Vi har lest bestillingen du sendte på e-post, og laget et utkast. En e-post alene oppretter eller endrer ingenting. Logg inn, se over feltene og send inn:
{link}
`,
  'M-28-order.subject': '[{order}] Svar på bestillingen i portalen',
  'M-28-order.text': `Hei,

Vi har fått e-posten din om bestillingen {order}. Bestillinger kan ikke endres på e-post. Logg inn i portalen og svar der:
{link}
`,
  'part.missing-client_id': 'Vi mangler client_id: hvilken klient gjelder det? Svar på denne e-posten med den.',
  'part.missing-environment': 'Vi mangler miljøet: gjelder det test eller produksjon? Svar på denne e-posten med det.',
  'part.missing-none': 'Vi har det vi trenger for å begynne.',
  'part.portal-link': 'Les og svar i portalen: {link}',
  'part.answer-by-mail':
    'Svar på denne e-posten og la [{case}] stå i emnet. Vi sender aldri opplysninger fra registre eller logger på e-post.',
  'part.revoked-at':
    'Er hemmeligheten ikke byttet innen {at}, trekkes den tilbake av seg selv, og innlogging i tjenesten stopper.',
  'part.not-revoked': 'Dette er et testmiljø, så hemmeligheten trekkes ikke tilbake av seg selv. Bytt den likevel.',
} as const

export type MailSupportKey = keyof typeof mailSupportNb
