/** Mails about verification. */
export const mailVerificationNb = {
  'M-09.subject': '{integration} er verifisert',
  'M-09.text': `Hei {name},

Verifikasjonen av {integration} (testklient {client}) er forseglet med resultatet VERIFISERT.

Rapporten: {link}
SHA-256 av rapporten: {hash}
Gjelder til: {until}

Neste steg er å bestille produksjon. Endrer dere testklienten, kan tester måtte gjøres om igjen.
`,
  'M-29.lapsing-subject': 'Verifikasjonen av {integration} utløper {until}',
  'M-29.lapsing-text': `Hei {name},

Verifikasjonsrapporten for {integration} gjelder til {until}. Bestill produksjon før det, eller gjør testene på nytt:
{link}
`,
  'M-29.stale-subject': 'Verifikasjonen av {integration} gjelder ikke lenger',
  'M-29.stale-text': `Hei {name},

Verifikasjonsrapporten for {integration} er for gammel, eller testklienten er endret. Gjør testene på nytt før dere
bestiller produksjon:
{link}
`,
} as const
export type MailVerificationKey = keyof typeof mailVerificationNb
