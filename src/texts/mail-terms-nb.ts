/** Mails about the terms of use. Never a secret, a password or a national id. */
export const mailTermsNb = {
  'M-04.subject': 'Bruksvilkår {version} er godtatt for {organisation}',
  'M-04.text': `Hei {name},

{signatory} har godtatt bruksvilkårene, versjon {version}, for {organisation} ({orgno}).

Kapitler: {chapters}
SHA-256 av teksten: {hash}

Hele teksten ligger ved. Ta vare på den. Status og historikk finner dere her:
{link}
`,
  'M-05.published-subject': 'Nye bruksvilkår: versjon {version} gjelder fra {effective}',
  'M-05.published-text': `Hei {name},

Versjon {version} av bruksvilkårene er publisert og gjelder fra {effective}.

Hva som er nytt:
{summary}

En signaturberettiget må godta den nye versjonen for {organisation} innen {until}. Til da gjelder det dere har godtatt før.
Les og godta her:
{link}
`,
  'M-05.ending-subject': 'Bruksvilkår {version} må godtas innen {until}',
  'M-05.ending-text': `Hei {name},

Det er {days} dager igjen til vilkårene som {organisation} har godtatt, ikke lenger gjelder. Versjon {version} må godtas
innen {until}. Innlogginger går som før, men nye bestillinger og endringer i produksjon stopper etter det.

Les og godta her:
{link}
`,
  'M-05.ended-subject': 'Bruksvilkårene for {organisation} er utgått',
  'M-05.ended-text': `Hei {name},

Versjon {version} av bruksvilkårene er ikke godtatt for {organisation}, og fristen er ute. Innlogginger går som før. Nye
bestillinger, nye klienter og endringer i produksjon er stengt til en signaturberettiget har godtatt vilkårene:
{link}
`,
  'M-05.withdrawn-subject': 'Bruksvilkårene er trukket tilbake for {organisation}',
  'M-05.withdrawn-text': `Hei {name},

{by} har trukket tilbake godkjenningen av bruksvilkårene, versjon {version}, for {organisation}.

Begrunnelse: {reason}

Nye bestillinger, nye klienter og endringer i produksjon er stengt. Driften tar kontakt om hva som skal skje med klientene
som er i produksjon. Vil dere godta vilkårene igjen, gjør dere det her:
{link}
`,
  'chapter.general': 'generell del',
  'chapter.login': 'innlogging',
  'chapter.machine': 'maskin til maskin',
  'chapter.contact_register': 'kontaktregister',
  'chapter.employee_login': 'ansattinnlogging',
  'chapter.message_exchange': 'meldingsutveksling',
  'chapter.supplier': 'leverandører',
} as const
export type MailTermsKey = keyof typeof mailTermsNb
