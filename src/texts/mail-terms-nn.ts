import type { MailTermsKey } from './mail-terms-nb.ts'

export const mailTermsNn = {
  'M-04.subject': 'Bruksvilkår {version} er godtekne for {organisation}',
  'M-04.text': `Hei {name},

{signatory} har godteke bruksvilkåra, versjon {version}, for {organisation} ({orgno}).

Kapittel: {chapters}
SHA-256 av teksten: {hash}

Heile teksten ligg ved. Ta vare på han. Status og historikk finn de her:
{link}
`,
  'M-05.published-subject': 'Nye bruksvilkår: versjon {version} gjeld frå {effective}',
  'M-05.published-text': `Hei {name},

Versjon {version} av bruksvilkåra er publisert og gjeld frå {effective}.

Kva som er nytt:
{summary}

Ein signaturrettshavar må godta den nye versjonen for {organisation} innan {until}. Til då gjeld det de har godteke før.
Les og godta her:
{link}
`,
  'M-05.ending-subject': 'Bruksvilkår {version} må godtakast innan {until}',
  'M-05.ending-text': `Hei {name},

Det er {days} dagar att til vilkåra som {organisation} har godteke, ikkje lenger gjeld. Versjon {version} må godtakast
innan {until}. Innloggingar går som før, men nye bestillingar og endringar i produksjon stoppar etter det.

Les og godta her:
{link}
`,
  'M-05.ended-subject': 'Bruksvilkåra for {organisation} har gått ut',
  'M-05.ended-text': `Hei {name},

Versjon {version} av bruksvilkåra er ikkje godteken for {organisation}, og fristen er ute. Innloggingar går som før. Nye
bestillingar, nye klientar og endringar i produksjon er stengde til ein signaturrettshavar har godteke vilkåra:
{link}
`,
  'M-05.withdrawn-subject': 'Bruksvilkåra er trekte tilbake for {organisation}',
  'M-05.withdrawn-text': `Hei {name},

{by} har trekt tilbake godkjenninga av bruksvilkåra, versjon {version}, for {organisation}.

Grunngjeving: {reason}

Nye bestillingar, nye klientar og endringar i produksjon er stengde. Drifta tek kontakt om kva som skal skje med klientane
som er i produksjon. Vil de godta vilkåra igjen, gjer de det her:
{link}
`,
  'chapter.general': 'generell del',
  'chapter.login': 'innlogging',
  'chapter.machine': 'maskin til maskin',
  'chapter.contact_register': 'kontaktregister',
  'chapter.employee_login': 'tilsettinnlogging',
  'chapter.message_exchange': 'meldingsutveksling',
  'chapter.supplier': 'leverandørar',
} as const satisfies Readonly<Record<MailTermsKey, string>>
