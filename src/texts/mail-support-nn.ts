import type { MailSupportKey } from './mail-support-nb.ts'

export const mailSupportNn: Readonly<Record<MailSupportKey, string>> = {
  'M-02-case.subject': 'Stadfest førespurnaden din',
  'M-02-case.text': `Hei {name},

Nokon sende ein førespurnad til brukarstøtta med denne e-postadressa. Var det deg? Opne lenkja og stadfest:
{link}

Lenkja verkar éin gong og i 7 dagar. Var det ikkje deg, treng du ikkje gjere noko: førespurnaden blir sletta av seg sjølv.
`,
  'M-21.subject': '[{case}] Vi har fått førespurnaden: {subject}',
  'M-21.text': `Hei {name},

Vi har fått førespurnaden din. Han har nummer {case}.

{missing}

Brukarstøtta er open måndag til fredag klokka 8 til 16, ikkje på heilagdagar. Du kan vente eit første svar innan {expected}.

{where}
`,
  'M-22.subject': '[{case}] Spørsmål om: {subject}',
  'M-22.text': `Hei {name},

Vi har eit spørsmål om førespurnaden {case}:

{text}

Vi ventar på svaret ditt. Høyrer vi ingenting på 14 dagar, reknar vi saka som løyst.

{where}
`,
  'M-22-reminder.subject': '[{case}] Vi ventar på svar om: {subject}',
  'M-22-reminder.text': `Hei {name},

For ei veke sidan spurde vi om dette i førespurnaden {case}:

{text}

Høyrer vi ingenting på ei veke til, reknar vi saka som løyst.

{where}
`,
  'M-22-reopened.subject': '[{case}] Opna att: {subject}',
  'M-22-reopened.text': `Hei {name},

Førespurnaden {case} er opna att, med det du skreiv:

{text}

{where}
`,
  'M-23.subject': '[{case}] Svar på: {subject}',
  'M-23.text': `Hei {name},

Her er svaret på førespurnaden {case}:

{text}

Er det ikkje løyst? Svar innan 30 dagar, så blir saka opna att. Elles blir ho lukka av seg sjølv etter 14 dagar.

{where}
`,
  'M-23-timeout.subject': '[{case}] Rekna som løyst: {subject}',
  'M-23-timeout.text': `Hei {name},

Vi har ikkje høyrt frå deg på 14 dagar om førespurnaden {case}, og reknar han som løyst.

Er han ikkje det? Svar innan 30 dagar, så blir saka opna att.

{where}
`,
  'M-25.subject': 'Klientløyndommen til {client} er komen på avvegar',
  'M-25.text': `Hei {name},

Ein klientløyndom som høyrer til {client} ({clientId}) i miljøet {environment}, vart funnen i ein tekst som vart send til oss ({seenIn}). Vi har fjerna han frå teksten og ikkje lagra han, men rekn han som kjend for andre.
Id-en til løyndommen: {secretId}

{deadline}

Byt han her:
{link}
`,
  'M-28.subject': 'Fullfør bestillinga i portalen',
  'M-28.text': `Hei,

Vi har fått ei bestilling på e-post frå denne adressa. Ein e-post åleine opprettar eller endrar ingenting. Opne lenkja, logg inn, sjå over det vi las, og send inn:
{link}

Lenkja verkar éin gong og i 7 dagar. Var det ikkje deg, treng du ikkje gjere noko.
`,
  'M-28-draft.subject': 'Eit utkast til bestilling ligg klart',
  'M-28-draft.text': `Hei {name},

Vi har lese bestillinga du sende på e-post, og laga eit utkast. Ein e-post åleine opprettar eller endrar ingenting. Logg inn, sjå over felta og send inn:
{link}
`,
  'M-28-order.subject': '[{order}] Svar på bestillinga i portalen',
  'M-28-order.text': `Hei,

Vi har fått e-posten din om bestillinga {order}. Bestillingar kan ikkje endrast på e-post. Logg inn i portalen og svar der:
{link}
`,
  'part.missing-client_id': 'Vi manglar client_id: kva klient gjeld det? Svar på denne e-posten med han.',
  'part.missing-environment': 'Vi manglar miljøet: gjeld det test eller produksjon? Svar på denne e-posten med det.',
  'part.missing-none': 'Vi har det vi treng for å byrje.',
  'part.portal-link': 'Les og svar i portalen: {link}',
  'part.answer-by-mail':
    'Svar på denne e-posten og lat [{case}] stå i emnet. Vi sender aldri opplysningar frå register eller loggar på e-post.',
  'part.revoked-at':
    'Er løyndommen ikkje bytt innan {at}, blir han trekt tilbake av seg sjølv, og innlogging i tenesta stoppar.',
  'part.not-revoked': 'Dette er eit testmiljø, så løyndommen blir ikkje trekt tilbake av seg sjølv. Byt han likevel.',
}
