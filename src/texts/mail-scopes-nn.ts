import type { MailScopesKey } from './mail-scopes-nb.ts'

export const mailScopesNn = {
  'M-31.subject': 'Tilgang til API er endra for {organisation}',
  'M-31.text': `Hei {name},

Eigarane av desse scopa har endra kva {organisation} kan bruke i miljøet {environment}.

De har fått tilgang til:
{approved}

De har ikkje lenger tilgang til:
{denied}

Der tilgangen er borte, får klientane ikkje nye token med scopet. Registreringa på klientane er ikkje endra.
Alle tilgangar ser de her:
{link}
`,
  'M-32.granted-subject': 'Prefikset {prefix} er dykkar i {environment}',
  'M-32.granted-text': `Hei {name},

De har fått prefikset {prefix} i miljøet {environment}. Lag scopa dykkar her:
{link}
`,
  'M-32.refused-subject': 'Prefikset {prefix} vart ikkje gitt i {environment}',
  'M-32.refused-text': `Hei {name},

Bestillinga av prefikset {prefix} i miljøet {environment} vart avslått.

Grunngiving: {reason}

De kan bestille eit anna prefiks her:
{link}
`,
} satisfies Record<MailScopesKey, string>
