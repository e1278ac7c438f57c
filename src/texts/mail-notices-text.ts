import { textsOf } from './texts-of.ts'

const nb = {
  'M-27.subject': '{kind}: {title}',
  'M-27.text': `Hei {name},

{kind} i miljøet {environment}: {title}
Fra: {from}
Til: {until}

{text}

Dette må dere gjøre: {action}

Oppdatert informasjon står her:
{link}
`,
  'M-27.planned_work': 'Planlagt arbeid',
  'M-27.incident': 'Driftshendelse',
  'M-27.changed_addresses': 'Endrede adresser',
  'M-27.no-action': 'ingenting.',
  'M-27.open-end': 'ikke satt',
} as const

const nn: Readonly<Record<keyof typeof nb, string>> = {
  'M-27.subject': '{kind}: {title}',
  'M-27.text': `Hei {name},

{kind} i miljøet {environment}: {title}
Frå: {from}
Til: {until}

{text}

Dette må de gjere: {action}

Oppdatert informasjon står her:
{link}
`,
  'M-27.planned_work': 'Planlagt arbeid',
  'M-27.incident': 'Driftshending',
  'M-27.changed_addresses': 'Endra adresser',
  'M-27.no-action': 'ingenting.',
  'M-27.open-end': 'ikkje sett',
}

const en: Readonly<Record<keyof typeof nb, string>> = {
  'M-27.subject': '{kind}: {title}',
  'M-27.text': `Hello {name},

{kind} in the environment {environment}: {title}
From: {from}
Until: {until}

{text}

What you must do: {action}

The latest is here:
{link}
`,
  'M-27.planned_work': 'Planned work',
  'M-27.incident': 'Incident',
  'M-27.changed_addresses': 'Changed addresses',
  'M-27.no-action': 'nothing.',
  'M-27.open-end': 'not set',
}

export const mailNoticesTexts = textsOf({ nb, nn, en })
