/** One attribute of a subject name, by its object identifier. */
export interface NameAttribute {
  readonly oid: string
  readonly value: string
}

const organizationIdentifier = '2.5.4.97'
const serialNumber = '2.5.4.5'
const organizationName = '2.5.4.10'

/**
 * Whose certificate it is, by its subject: organizationIdentifier, else serialNumber and, only if asked for, the end of the
 * organisation's name (CR-5, CAUTH-18). Undefined: it names no organisation, as a person's certificate does not.
 */
export function organisationNumberIn(
  subject: readonly NameAttribute[],
  options: { readonly inOrganisationName: boolean },
): string | undefined {
  const patterns: readonly (readonly [string, RegExp])[] = [
    [organizationIdentifier, /^NTRNO-([0-9]{9})$/],
    [serialNumber, /^([0-9]{9})$/],
    ...(options.inOrganisationName ? [[organizationName, /- ([0-9]{9})$/] as const] : []),
  ]
  for (const [oid, pattern] of patterns)
    for (const attribute of subject) {
      const found = attribute.oid === oid ? pattern.exec(attribute.value)?.[1] : undefined
      if (found !== undefined) return found
    }
  return undefined
}

/**
 * What tokens call the certificate (CAUTH-23…25). Seals under the eIDAS regulation name their organisation by
 * organizationIdentifier; the older national profile does not know that attribute.
 */
export function certificateKindOf(facts: {
  readonly subject: readonly NameAttribute[]
  readonly isQualified: boolean
  readonly isSeal: boolean
}): 'virksomhetssertifikat' | 'QCForESeal' | 'CForESeal' {
  if (facts.isQualified && facts.isSeal) return 'QCForESeal'
  return facts.subject.some(({ oid }) => oid === organizationIdentifier) ? 'CForESeal' : 'virksomhetssertifikat'
}

/** Whether one of the policies is accepted; an accepted one that ends in `.*` stands for all below it (CR-3). */
export const isAcceptedPolicy = (policies: readonly string[], accepted: readonly string[]): boolean =>
  policies.some((policy) =>
    accepted.some((one) => (one.endsWith('.*') ? policy.startsWith(one.slice(0, -1)) : policy === one)),
  )

/** The code that says why a certificate did not let a client in. */
export const certificateErrorCode = (fault: string): 'MP-120' | 'MP-123' =>
  fault === 'malformed' ? 'MP-123' : 'MP-120'
