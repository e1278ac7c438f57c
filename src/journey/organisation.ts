import type { Organisation } from './records.ts'

/** First digit 2 or 3: a number that the register gives to nobody (ONB-23). The check digit is judged elsewhere. */
export const isSyntheticOrgno = (orgno: string): boolean => /^[23]/.test(orgno)

/** An organisation of which only this much is known; what else there is has its first value. */
export const newOrganisation = (
  known: Pick<Organisation, 'orgno' | 'name' | 'kind'> & Partial<Organisation>,
): Organisation => ({
  state: 'REGISTERED',
  isSynthetic: isSyntheticOrgno(known.orgno),
  emailDomains: [],
  language: 'nb',
  productionSelfService: 'none',
  notificationPoints: [],
  openForColleagues: true,
  ...known,
})
