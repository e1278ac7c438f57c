import { textsOf } from './texts-of.ts'

const nb = {
  'calendar.title': 'Kalender over utløpsdatoer',
  'calendar.text':
    'Abonner på adressen i kalenderen din, så ser du når hemmeligheter, nøkler og sertifikater utløper. Den som har adressen, kan lese datoene. Trekk den tilbake hvis den kommer på avveie.',
  'calendar.make': 'Lag kalenderadresse',
  'calendar.make-new': 'Lag ny adresse og trekk tilbake den gamle',
  'calendar.exists': 'En adresse er laget {date}. Den vises bare når den lages.',
  'calendar.address': 'Adresse til kalenderen',
  'calendar.revoke': 'Trekk tilbake adressen',
  'calendar.summary.secret': 'Hemmelighet for {client} utløper ({environment})',
  'calendar.summary.key': 'Nøkkel for {client} utløper ({environment})',
  'calendar.summary.certificate': 'Sertifikat for {client} utløper ({environment})',
} as const

const en: Readonly<Record<keyof typeof nb, string>> = {
  'calendar.title': 'Calendar of expiry dates',
  'calendar.text':
    'Subscribe to the address in your calendar to see when secrets, keys and certificates expire. Whoever has the address can read the dates. Revoke it if it gets into wrong hands.',
  'calendar.make': 'Make a calendar address',
  'calendar.make-new': 'Make a new address and revoke the old one',
  'calendar.exists': 'An address was made on {date}. It is shown only when it is made.',
  'calendar.address': 'Address of the calendar',
  'calendar.revoke': 'Revoke the address',
  'calendar.summary.secret': 'Secret of {client} expires ({environment})',
  'calendar.summary.key': 'Key of {client} expires ({environment})',
  'calendar.summary.certificate': 'Certificate of {client} expires ({environment})',
}

/** The calendar of what expires (ONB-135). */
export const calendarTexts = textsOf({ nb, en })
