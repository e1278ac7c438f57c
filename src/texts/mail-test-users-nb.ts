/** Mails about test users: never their numbers. */
export const mailTestUsersNb = {
  'M-08.subject': '{count} testbrukere til {organisation}',
  'M-08.text': `Hei {name},

{organisation} har fått {count} testbrukere i miljøet {environmentName}. Alle testklientene deres kan bruke dem.

Se dem, merk dem og hent dem som fil her:
{link}

Logg inn med TestID og fødselsnummeret som står på siden. Numrene er syntetiske og finnes ikke i virkeligheten.
`,
  'M-14.subject': 'Flere testbrukere til {organisation}: avslag',
  'M-14.text': `Hei {name},

Driften har sagt nei til {count} flere testbrukere for {organisation}.
Begrunnelse: {reason}

Du kan bestille på nytt, gjerne færre eller med en forklaring:
{link}
`,
} as const
