/** People of the portal for a seed: one of an organisation, and staff of every role. Their numbers are synthetic. */
export const owner = {
  email: 'kari@etat.example.test',
  name: 'Kari Eksempel',
  pid: '20914695016',
  roles: { '310000019': ['signatory', 'org_admin', 'integration_admin'] },
} as const

export const reviewer = {
  email: 'rita@portvakt.example.test',
  name: 'Rita Prøve',
  pid: '18876026682',
  operator_roles: ['op_reviewer'],
} as const

export const administrator = {
  email: 'dina@portvakt.example.test',
  name: 'Dina Prøve',
  pid: '22867737530',
  operator_roles: ['op_admin'],
} as const

export const auditor = {
  email: 'aksel@portvakt.example.test',
  name: 'Aksel Prøve',
  pid: '21857746195',
  operator_roles: ['op_auditor'],
} as const

export const portalPeople = [owner, reviewer, administrator, auditor]
