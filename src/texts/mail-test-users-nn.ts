import type { mailTestUsersNb } from './mail-test-users-nb.ts'

export const mailTestUsersNn = {
  'M-08.subject': '{count} testbrukarar til {organisation}',
  'M-08.text': `Hei {name},

{organisation} har fått {count} testbrukarar i miljøet {environmentName}. Alle testklientane dykkar kan bruke dei.

Sjå dei, merk dei og hent dei som fil her:
{link}

Logg inn med TestID og fødselsnummeret som står på sida. Nummera er syntetiske og finst ikkje i røynda.
`,
  'M-14.subject': 'Fleire testbrukarar til {organisation}: avslag',
  'M-14.text': `Hei {name},

Drifta har sagt nei til {count} fleire testbrukarar for {organisation}.
Grunngjeving: {reason}

Du kan bestille på nytt, gjerne færre eller med ei forklaring:
{link}
`,
} as const satisfies Readonly<Record<keyof typeof mailTestUsersNb, string>>
