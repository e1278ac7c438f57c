import type { OrderFields } from '../../journey/order-records.ts'
import type { Contact } from '../../journey/records.ts'
import { refuse } from '../../journey/refusal.ts'

/** What stands in the fields of the order form, by their names. */
export type OrderFormValues = Readonly<Record<string, string>>

const lists = ['scopes', 'redirect_uris', 'post_logout_redirect_uris'] as const
const texts = ['token_endpoint_auth_method', 'frontchannel_logout_uri', 'client_uri'] as const

/** An order's fields as the form shows them. */
export function orderFormValues(fields: OrderFields): OrderFormValues {
  const { client, technicalContact, functionalContact, credentialReceiver, billing } = fields
  const values: Record<string, string | undefined> = {
    client_name: fields.clientName,
    wanted_client_id: fields.wantedClientId,
    jwks: fields.jwks === undefined ? undefined : JSON.stringify({ keys: fields.jwks }, null, 2),
    certificate: fields.certificate,
    service_description: fields.serviceDescription,
    security_level: fields.securityLevel,
    risk_assessment_done: fields.riskAssessmentDone,
    expected_logins_per_year: fields.expectedLoginsPerYear?.toString(),
    expected_peak_per_hour: fields.expectedPeakPerHour?.toString(),
    critical_periods: fields.criticalPeriods,
    planned_launch: fields.plannedLaunch,
    logo_use_confirmed: fields.logoUseConfirmed === true ? 'yes' : undefined,
    comment: fields.comment,
    'technical_contact.name': technicalContact?.name,
    'technical_contact.email': technicalContact?.email,
    'technical_contact.phone': technicalContact?.phone,
    'functional_contact.name': functionalContact?.name,
    'functional_contact.email': functionalContact?.email,
    'billing.invoice_address': billing?.invoiceAddress,
    'billing.reference': billing?.reference,
    'credential_receiver.name': credentialReceiver?.name,
    'credential_receiver.email': credentialReceiver?.email,
    'credential_receiver.mobile': credentialReceiver?.mobile,
  }
  for (const name of lists) values[name] = listOf(client[name]).join('\n')
  for (const name of texts) values[name] = typeof client[name] === 'string' ? client[name] : undefined
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? '']))
}

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [])

/** What a form brought, by name; a box that is not ticked is absent. */
export const typedValues = (form: URLSearchParams): OrderFormValues => Object.fromEntries(form)

/** The fields with what was typed. A field that the form did not show stays as it was. */
export function readOrderForm(form: URLSearchParams, former: OrderFields): OrderFields {
  const text = (name: string, kept: string | undefined): string | undefined => {
    const typed = form.get(name)
    if (typed === null) return kept
    return typed.trim() === '' ? undefined : typed.trim()
  }
  const count = (name: string, kept: number | undefined): number | undefined => {
    const typed = form.get(name)
    if (typed === null) return kept
    const digits = typed.replaceAll(/\s/g, '')
    return digits === '' ? undefined : Number(digits)
  }
  const isShown = (name: string): boolean => form.has(name)
  const client: Record<string, unknown> = { ...former.client }
  for (const name of lists)
    if (isShown(name)) client[name] = (form.get(name) ?? '').split(/\s+/).filter((one) => one !== '')
  for (const name of texts)
    if (isShown(name)) {
      const typed = (form.get(name) ?? '').trim()
      if (typed === '') delete client[name]
      else client[name] = typed
    }
  const level = text('security_level', former.securityLevel)
  const jwks = readKeys(form.get('jwks'), former.jwks)
  const fields: Record<string, unknown> = {
    clientName: text('client_name', former.clientName),
    wantedClientId: text('wanted_client_id', former.wantedClientId),
    client,
    jwks,
    certificate: text('certificate', former.certificate),
    serviceDescription: text('service_description', former.serviceDescription),
    securityLevel: level === 'substantial' || level === 'high' ? level : undefined,
    riskAssessmentDone: text('risk_assessment_done', former.riskAssessmentDone),
    expectedLoginsPerYear: count('expected_logins_per_year', former.expectedLoginsPerYear),
    expectedPeakPerHour: count('expected_peak_per_hour', former.expectedPeakPerHour),
    criticalPeriods: text('critical_periods', former.criticalPeriods),
    plannedLaunch: text('planned_launch', former.plannedLaunch),
    technicalContact: contact(form, 'technical_contact', former.technicalContact),
    functionalContact: contact(form, 'functional_contact', former.functionalContact),
    billing: isShown('billing.reference')
      ? {
          invoiceAddress: text('billing.invoice_address', undefined) ?? '',
          reference: text('billing.reference', undefined) ?? '',
        }
      : former.billing,
    credentialReceiver: receiver(form, former.credentialReceiver),
    // A box sends nothing when it is not ticked: the page says whether it was there.
    logoUseConfirmed: isShown('logo_use_shown') ? form.get('logo_use_confirmed') === 'yes' : former.logoUseConfirmed,
    comment: text('comment', former.comment),
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as unknown as OrderFields
}

function contact(form: URLSearchParams, name: string, former: Contact | undefined): Contact | undefined {
  if (!form.has(`${name}.name`)) return former
  const of = (part: string): string => (form.get(`${name}.${part}`) ?? '').trim()
  if (of('name') === '' && of('email') === '') return undefined
  const phone = of('phone')
  return { name: of('name'), email: of('email'), ...(phone === '' ? {} : { phone }) }
}

type Receiver = OrderFields['credentialReceiver']

/** Whom the credential goes to, as a form names it. */
export function receiver(form: URLSearchParams, former: Receiver): Receiver {
  const base = contact(form, 'credential_receiver', former)
  if (base === undefined) return undefined
  const mobile = form.get('credential_receiver.mobile')?.trim() ?? former?.mobile
  return { name: base.name, email: base.email, ...(mobile === undefined || mobile === '' ? {} : { mobile }) }
}

function readKeys(typed: string | null, former: OrderFields['jwks']): OrderFields['jwks'] {
  if (typed === null) return former
  if (typed.trim() === '') return undefined
  if (typed.includes('PRIVATE KEY'))
    refuse('private_key_received', 'this is a private key; it was not kept', { field: 'jwks' })
  let parsed: unknown
  try {
    parsed = JSON.parse(typed)
  } catch {
    refuse('key_invalid', 'the keys are not JSON', { field: 'jwks', values: { why: 'JSON' } })
  }
  const keys = (parsed as { keys?: unknown } | null)?.keys
  if (Array.isArray(keys)) return keys
  return [parsed]
}
