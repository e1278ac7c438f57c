import type { mailTestUsersNb } from './mail-test-users-nb.ts'

export const mailTestUsersNn = {
  'M-08.subject': '{count} testbrukarar til {organisation}',
  'M-08.text': `Hei {name},

{organisation} har fått {count} testbrukarar i miljøet {environmentName}. Alle testklientane dykkar kan bruke dei.

Sjå dei, merk dei og hent dei som fil her:
{link}

Logg inn med TestID og fødselsnummeret som står på sida. Nummera er syntetiske og finst ikkje i røynda.
`,
} as const satisfies Readonly<Record<keyof typeof mailTestUsersNb, string>>
