import { isMailAddress } from '../protocol/mail-address.ts'
import type { OrderFields, OrderFlag } from './order-records.ts'
import type { Contact } from './records.ts'
import type { Breach } from './refusal.ts'

/** What the rules of an order must know besides its fields. */
export interface OrderFacts {
  readonly isLogin: boolean
  /** The client will be given a secret, so its password goes by SMS. */
  readonly usesSecret: boolean
  readonly usesKeys: boolean
  readonly isMobileVerified: boolean
  /** Verified domains of owner and supplier. */
  readonly domains: readonly string[]
  /** Hosts where everybody has an address; no credential is sent there. */
  readonly publicMailHosts: readonly string[]
  /** Purposes for which the organisation has named somebody. */
  readonly notificationPurposes: readonly string[]
  readonly isChangeOrder: boolean
  readonly nowSeconds: number
}

const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase()

/** Is it one of the domains, or below one of them? */
export const isInDomains = (email: string, domains: readonly string[]): boolean =>
  domains.some((domain) => domainOf(email) === domain || domainOf(email).endsWith(`.${domain}`))

/** Every rule of the form that does not hold (§10.1, ONB-81). Rules of the registration itself are judged elsewhere. */
export function breachesOfOrder(fields: OrderFields, facts: OrderFacts): readonly Breach[] {
  const found: Breach[] = []
  const required = (field: string, isThere: boolean): void => {
    if (!isThere) found.push({ code: 'required', field, message: `${field} is required` })
  }
  const length = (field: string, text: string | undefined, fewest: number, most: number): void => {
    if (text === undefined || text.trim() === '') {
      required(field, fewest === 0)
      return
    }
    if (text.trim().length < fewest)
      found.push({ code: 'too_short', field, message: `${field} is too short`, values: { fewest: String(fewest) } })
    if (text.length > most)
      found.push({ code: 'too_long', field, message: `${field} is too long`, values: { most: String(most) } })
  }
  const invalid = (field: string, why: string): void =>
    void found.push({ code: 'invalid_value', field, message: `${field}: ${why}`, values: { why } })
  const count = (field: string, value: number | undefined): void => {
    if (value === undefined) required(field, false)
    else if (!Number.isSafeInteger(value) || value < 0) invalid(field, '0, 1, 2 …')
  }
  const contact = (field: string, value: Contact | undefined, isRequired: boolean): void => {
    if (value === undefined || (value.name === '' && value.email === '')) {
      required(`${field}.name`, !isRequired)
      return
    }
    length(`${field}.name`, value.name, 1, 255)
    email(`${field}.email`, value.email)
  }
  const email = (field: string, value: string): void => {
    if (!isMailAddress(value)) found.push({ code: 'email_invalid', field, message: `${field} is no mail address` })
  }

  length('client_name', fields.clientName, 3, 255)
  length('service_description', fields.serviceDescription, facts.isChangeOrder ? 0 : 50, 2000)
  length('comment', fields.comment, 0, 2000)
  contact('technical_contact', fields.technicalContact, true)
  contact('functional_contact', fields.functionalContact, false)
  if (!facts.isChangeOrder) {
    if (facts.isLogin) {
      required('security_level', fields.securityLevel !== undefined)
      if (!isDate(fields.riskAssessmentDone)) required('risk_assessment_done', false)
      else if (startOfDay(fields.riskAssessmentDone) > facts.nowSeconds)
        invalid('risk_assessment_done', dateOf(facts.nowSeconds))
      required('logo_use_confirmed', fields.logoUseConfirmed === true)
    }
    count('expected_logins_per_year', fields.expectedLoginsPerYear)
    count('expected_peak_per_hour', fields.expectedPeakPerHour)
    if (!isDate(fields.plannedLaunch)) required('planned_launch', false)
    else if (fields.plannedLaunch < dateOf(facts.nowSeconds)) invalid('planned_launch', `≥ ${dateOf(facts.nowSeconds)}`)
    required('billing.invoice_address', (fields.billing?.invoiceAddress ?? '') !== '')
    required('billing.reference', (fields.billing?.reference ?? '') !== '')
    for (const purpose of ['technical', 'security'])
      if (!facts.notificationPurposes.includes(purpose)) required('notification_points', false)
  }
  if (facts.usesKeys && fields.jwks === undefined && fields.certificate === undefined) required('jwks', false)
  if (!facts.isChangeOrder) breachesOfReceiver()
  return found.filter(
    (one, index) => found.findIndex(({ code, field }) => code === one.code && field === one.field) === index,
  )

  function breachesOfReceiver(): void {
    const receiver = fields.credentialReceiver
    contact('credential_receiver', receiver, true)
    if (
      receiver !== undefined &&
      isMailAddress(receiver.email) &&
      facts.publicMailHosts.includes(domainOf(receiver.email))
    )
      found.push({
        code: 'receiver_domain_refused',
        field: 'credential_receiver.email',
        message: 'credentials are not sent to public mail hosts (ONB-88)',
      })
    if (!facts.usesSecret) return
    const field = 'credential_receiver.mobile'
    if (receiver?.mobile === undefined)
      found.push({ code: 'mobile_required', field, message: 'a mobile number is needed' })
    else if (!facts.isMobileVerified)
      found.push({ code: 'mobile_unverified', field, message: 'the mobile number is not verified (ONB-87)' })
  }
}

const monthSeconds = 30 * 86_400

/** What the reviewer must see at once; none of it blocks the order (ONB-88, ONB-92). */
export function flagsOfOrder(
  fields: OrderFields,
  facts: Pick<OrderFacts, 'domains' | 'nowSeconds'> & { readonly isFirst: boolean },
): readonly OrderFlag[] {
  const { email } = fields.credentialReceiver ?? {}
  const launch = fields.plannedLaunch
  return [
    ...(facts.isFirst ? (['first_order'] as const) : []),
    ...(email !== undefined && !isInDomains(email, facts.domains) ? (['receiver_domain_foreign'] as const) : []),
    ...(launch !== undefined && isDate(launch) && startOfDay(launch) - facts.nowSeconds < monthSeconds
      ? (['short_notice'] as const)
      : []),
    ...((fields.expectedPeakPerHour ?? 0) > 10_000 ? (['high_volume'] as const) : []),
  ]
}

/** `2026-05-17`, UTC. */
export const dateOf = (atSeconds: number): string => new Date(atSeconds * 1000).toISOString().slice(0, 10)

const startOfDay = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 1000

const isDate = (text: string | undefined): text is string =>
  text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`))
