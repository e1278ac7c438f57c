import type { Language } from '../../protocol/language.ts'
import { textsFor } from '../../texts/text.ts'

export interface EidLabel {
  readonly name: string
  readonly explanation?: string
  /** Two letters that stand where a logo would; decoration only. */
  readonly mark: string
}

/** What a person calls an eID and one line about it (SEL-3). An eID without a text here is called by its own name. */
export function eidLabel(eidName: string, language: Language): EidLabel {
  const text = textsFor(language)
  switch (eidName.toLowerCase().replaceAll('-', '')) {
    case 'testid':
      return { name: 'TestID', explanation: text('eid.testid'), mark: 'Te' }
    case 'minid':
      return { name: 'MinID', explanation: text('eid.minid'), mark: 'Mi' }
    case 'bankid':
      return { name: 'BankID', explanation: text('eid.bankid'), mark: 'Ba' }
    case 'buypass':
      return { name: 'Buypass', explanation: text('eid.buypass'), mark: 'Bu' }
    case 'commfides':
      return { name: 'Commfides', explanation: text('eid.commfides'), mark: 'Co' }
    case 'eidas':
      return { name: text('eid.eidas-name'), explanation: text('eid.eidas'), mark: 'EU' }
    default:
      return { name: eidName, mark: eidName.slice(0, 2) }
  }
}
