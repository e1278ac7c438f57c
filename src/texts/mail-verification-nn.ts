import type { MailVerificationKey } from './mail-verification-nb.ts'

export const mailVerificationNn = {
  'M-09.subject': '{integration} er verifisert',
  'M-09.text': `Hei {name},

Verifikasjonen av {integration} (testklient {client}) er forsegla med resultatet VERIFISERT.

Rapporten: {link}
SHA-256 av rapporten: {hash}
Gjeld til: {until}

Neste steg er å tinge produksjon. Endrar de testklienten, kan testar måtte gjerast om att.
`,
  'M-29.lapsing-subject': 'Verifikasjonen av {integration} går ut {until}',
  'M-29.lapsing-text': `Hei {name},

Verifikasjonsrapporten for {integration} gjeld til {until}. Ting produksjon før det, eller gjer testane på nytt:
{link}
`,
  'M-29.stale-subject': 'Verifikasjonen av {integration} gjeld ikkje lenger',
  'M-29.stale-text': `Hei {name},

Verifikasjonsrapporten for {integration} er for gammal, eller testklienten er endra. Gjer testane på nytt før de tingar
produksjon:
{link}
`,
} as const satisfies Readonly<Record<MailVerificationKey, string>>
