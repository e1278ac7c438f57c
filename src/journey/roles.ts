/** Roles that a person holds in an organisation (§3.1). */
export const ownerRoles = [
  'signatory',
  'org_admin',
  'integration_admin',
  'scope_admin',
  'supplier_admin',
  'tester',
  'reader',
] as const
export type OwnerRole = (typeof ownerRoles)[number]

/** Roles of the operator's staff (§3.2). */
export const operatorRoles = ['op_support', 'op_reviewer', 'op_admin', 'op_auditor'] as const
export type OperatorRole = (typeof operatorRoles)[number]

export type Role = OwnerRole | OperatorRole

/** `test`: only where nothing but test environments is touched (ONB-16). */
type Right = 'yes' | 'test'

/**
 * Who may do what, as data (§3.4). A role that is not named may not. Operator roles hold in every organisation, save
 * where the person has a role of that organisation's own (ONB-21).
 */
export const rights = {
  'organisation.register': { org_admin: 'yes', integration_admin: 'yes', op_reviewer: 'yes', op_admin: 'yes' },
  'organisation.read': {
    signatory: 'yes',
    org_admin: 'yes',
    integration_admin: 'yes',
    scope_admin: 'yes',
    supplier_admin: 'yes',
    tester: 'yes',
    reader: 'yes',
    op_support: 'yes',
    op_reviewer: 'yes',
    op_admin: 'yes',
    op_auditor: 'yes',
  },
  'organisation.edit': { org_admin: 'yes', op_admin: 'yes' },
  'organisation.decide': { op_reviewer: 'yes', op_admin: 'yes' },
  /** The emergency stop; lifting it and everything after is `organisation.suspend` (ONB-127). */
  'organisation.stop': { op_reviewer: 'yes', op_admin: 'yes' },
  'organisation.suspend': { op_admin: 'yes' },
  'users.manage': { org_admin: 'yes', op_admin: 'yes' },
  /** A signatory appoints the first `org_admin` (§3.1). */
  'users.appoint-admin': { signatory: 'yes', org_admin: 'yes', op_admin: 'yes' },
  'terms.accept': { signatory: 'yes' },
  'terms.withdraw': { signatory: 'yes', op_admin: 'yes' },
  'terms.register-paper': { op_admin: 'yes' },
  'terms.confirm-paper': { op_reviewer: 'yes', op_admin: 'yes' },
  'terms.publish': { op_admin: 'yes' },
  'scope.read': {
    org_admin: 'yes',
    integration_admin: 'yes',
    scope_admin: 'yes',
    supplier_admin: 'yes',
    signatory: 'yes',
    tester: 'test',
    reader: 'yes',
    op_support: 'yes',
    op_reviewer: 'yes',
    op_admin: 'yes',
    op_auditor: 'yes',
  },
  /** Scopes, who may use them, and orders of prefixes. */
  'scope.write': { scope_admin: 'yes', op_admin: 'yes' },
  'prefix.decide': { op_reviewer: 'yes', op_admin: 'yes' },
  'client.read': {
    org_admin: 'yes',
    integration_admin: 'yes',
    scope_admin: 'yes',
    supplier_admin: 'yes',
    signatory: 'yes',
    tester: 'test',
    reader: 'yes',
    op_support: 'yes',
    op_reviewer: 'yes',
    op_admin: 'yes',
    op_auditor: 'yes',
  },
  'client.write': { integration_admin: 'yes', supplier_admin: 'yes', op_admin: 'yes' },
  'client.suspend': { integration_admin: 'yes', op_reviewer: 'yes', op_admin: 'yes' },
  'client.close': { integration_admin: 'yes', op_admin: 'yes' },
  'secret.create-test': { integration_admin: 'test' },
  'secret.rotate': { integration_admin: 'yes' },
  'protocol-log.read': {
    integration_admin: 'yes',
    tester: 'test',
    op_support: 'yes',
    op_reviewer: 'yes',
    op_admin: 'yes',
    op_auditor: 'yes',
  },
  'test-users.order': {
    integration_admin: 'test',
    tester: 'test',
    op_support: 'test',
    op_reviewer: 'test',
    op_admin: 'test',
  },
  'verification.run': { integration_admin: 'test', tester: 'test' },
  'verification.waive': { op_reviewer: 'yes', op_admin: 'yes' },
  'order.place': { integration_admin: 'yes' },
  'order.review': { op_reviewer: 'yes', op_admin: 'yes' },
  'delivery.start': { integration_admin: 'yes', op_reviewer: 'yes', op_admin: 'yes' },
  'delivery.read': {
    integration_admin: 'yes',
    org_admin: 'yes',
    op_support: 'yes',
    op_reviewer: 'yes',
    op_admin: 'yes',
    op_auditor: 'yes',
  },
  'case.read': {
    signatory: 'yes',
    org_admin: 'yes',
    integration_admin: 'yes',
    scope_admin: 'yes',
    tester: 'yes',
    reader: 'yes',
    op_support: 'yes',
    op_reviewer: 'yes',
    op_admin: 'yes',
    op_auditor: 'yes',
  },
  'case.write': {
    signatory: 'yes',
    org_admin: 'yes',
    integration_admin: 'yes',
    scope_admin: 'yes',
    supplier_admin: 'yes',
    tester: 'yes',
  },
  'case.work': { op_support: 'yes', op_reviewer: 'yes', op_admin: 'yes' },
  'journal.read': {
    org_admin: 'yes',
    integration_admin: 'yes',
    scope_admin: 'yes',
    reader: 'yes',
    op_reviewer: 'yes',
    op_admin: 'yes',
    op_auditor: 'yes',
  },
  'journal.verify': { op_auditor: 'yes', op_admin: 'yes' },
  'queue.read': { op_support: 'yes', op_reviewer: 'yes', op_admin: 'yes', op_auditor: 'yes' },
  'outbox.read': { op_support: 'yes', op_reviewer: 'yes', op_admin: 'yes', op_auditor: 'yes' },
  'outbox.retry': { op_reviewer: 'yes', op_admin: 'yes' },
  'operation.read': { op_support: 'yes', op_reviewer: 'yes', op_admin: 'yes', op_auditor: 'yes' },
  /** Tells service owners of planned work, incidents and changed addresses (ONB-132). */
  'notice.write': { op_reviewer: 'yes', op_admin: 'yes' },
  /** Reports when login matters most (ONB-134). */
  'period.report': { org_admin: 'yes', integration_admin: 'yes' },
  'staff.manage': { op_admin: 'yes' },
} as const satisfies Readonly<Record<string, { readonly [R in Role]?: Right }>>

export type Action = keyof typeof rights

/** Whether one of `roles` gives the right, in a test environment or elsewhere. */
export const isAllowed = (roles: readonly Role[], action: Action, inTestOnly: boolean): boolean => {
  const given: { readonly [R in Role]?: Right } = rights[action]
  return roles.some((role) => given[role] === 'yes' || (inTestOnly && given[role] === 'test'))
}

/** The roles that would give the right, for the text that says what is missing. */
export const rolesFor = (action: Action): readonly Role[] => Object.keys(rights[action]) as Role[]
