/** Mails about scopes: who may use them, and who owns a prefix. Never a secret or a national id. */
export const mailScopesNb = {
  'M-31.subject': 'Tilgang til API-er er endret for {organisation}',
  'M-31.text': `Hei {name},

Eierne av disse scopene har endret hva {organisation} kan bruke i miljøet {environment}.

Dere har fått tilgang til:
{approved}

Dere har ikke lenger tilgang til:
{denied}

Der tilgangen er borte, får klientene ikke nye tokens med scopet. Registreringen på klientene er ikke endret.
Alle tilganger ser dere her:
{link}
`,
  'M-32.granted-subject': 'Prefikset {prefix} er deres i {environment}',
  'M-32.granted-text': `Hei {name},

Dere har fått prefikset {prefix} i miljøet {environment}. Lag scopene deres her:
{link}
`,
  'M-32.refused-subject': 'Prefikset {prefix} ble ikke gitt i {environment}',
  'M-32.refused-text': `Hei {name},

Bestillingen av prefikset {prefix} i miljøet {environment} ble avslått.

Begrunnelse: {reason}

Dere kan bestille et annet prefiks her:
{link}
`,
} as const
export type MailScopesKey = keyof typeof mailScopesNb
