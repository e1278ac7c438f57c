import type { Delivery, Order, OrderFields } from '../../journey/order-records.ts'
import type { Integration, Organisation, PortalUser, TermsAcceptance, TermsVersion } from '../../journey/records.ts'
import { stepsOf } from '../../journey/steps.ts'

/** RFC 3339; undefined stays out of the answer. */
export const at = (seconds: number | undefined | null): string | undefined =>
  seconds === undefined || seconds === null ? undefined : new Date(seconds * 1000).toISOString()

/** A number that is somebody's own is shown by its last two digits. */
const masked = (number: string | undefined): string | undefined =>
  number === undefined ? undefined : `…${number.slice(-2)}`

export const organisationAnswer = (organisation: Organisation) => ({
  orgno: organisation.orgno,
  name: organisation.name,
  kind: organisation.kind,
  state: organisation.state,
  is_synthetic: organisation.isSynthetic,
  language: organisation.language,
  address: organisation.address,
  production_self_service: organisation.productionSelfService,
  open_for_colleagues: organisation.openForColleagues,
  email_domains: organisation.emailDomains.map(({ domain, verified }) => ({ domain, verified })),
  notification_points: organisation.notificationPoints.map(({ purpose, name, email, phone }) => ({
    purpose,
    name,
    email,
    phone: masked(phone),
  })),
  billing:
    organisation.billing === undefined
      ? undefined
      : {
          invoice_address: organisation.billing.invoiceAddress,
          reference: organisation.billing.reference,
          purchase_order: organisation.billing.purchaseOrder,
        },
})

export const userAnswer = (user: PortalUser, orgno: string) => ({
  id: user.id,
  name: user.name,
  email: user.email,
  state: user.state,
  roles: user.roles[orgno] ?? [],
  test_roles: user.testRoles?.[orgno] ?? [],
  last_login: at(user.lastLoginSeconds),
})

export const integrationAnswer = (integration: Integration) => {
  const { steps, next } = stepsOf(integration)
  return {
    id: integration.id,
    orgno: integration.orgno,
    name: integration.name,
    state: integration.state,
    steps: steps.map(({ step, status }) => ({ step, status })),
    next_action: next,
    test_environment: integration.testEnvironment,
    test_client_id: integration.testClientId,
    production_environment: integration.productionEnvironment,
    production_client_id: integration.productionClientId,
    order_no: integration.orderNo,
    technical_contact: contactAnswer(integration.technicalContact),
    first_login: at(integration.firstLoginSeconds),
    first_production_login: at(integration.firstProductionLoginSeconds),
  }
}

const contactAnswer = (contact: { name: string; email: string; phone?: string } | undefined) =>
  contact === undefined ? undefined : { name: contact.name, email: contact.email, phone: masked(contact.phone) }

/** An order as its own people see it: without what staff have noted among themselves. */
export const orderAnswer = (order: Order) => ({
  no: order.id,
  kind: order.kind,
  orgno: order.orgno,
  integration_id: order.integrationId,
  environment: order.environment,
  test_environment: order.testEnvironment,
  test_client_id: order.testClientId,
  state: order.state,
  revision: order.fieldsRevision,
  fields: orderFieldsAnswer(order.fields),
  flags: order.flags,
  client_id: order.clientId,
  deliveries: order.deliveries,
  submitted: at(order.submittedAtSeconds),
  last_activity: at(order.lastActivitySeconds),
  claimed_by: order.claimer?.name,
  rejection: order.rejection,
  conversation: order.conversation.map(({ atSeconds, byName, side, text }) => ({
    at: at(atSeconds),
    by: byName,
    side,
    text,
  })),
})

const orderFieldsAnswer = (fields: OrderFields) => ({
  client_name: fields.clientName,
  wanted_client_id: fields.wantedClientId,
  client: fields.client,
  jwks: fields.jwks,
  certificate: fields.certificate,
  service_description: fields.serviceDescription,
  security_level: fields.securityLevel,
  risk_assessment_done: fields.riskAssessmentDone,
  expected_logins_per_year: fields.expectedLoginsPerYear,
  expected_peak_per_hour: fields.expectedPeakPerHour,
  critical_periods: fields.criticalPeriods,
  planned_launch: fields.plannedLaunch,
  technical_contact: contactAnswer(fields.technicalContact),
  functional_contact: contactAnswer(fields.functionalContact),
  billing:
    fields.billing === undefined
      ? undefined
      : { invoice_address: fields.billing.invoiceAddress, reference: fields.billing.reference },
  credential_receiver:
    fields.credentialReceiver === undefined
      ? undefined
      : { ...fields.credentialReceiver, mobile: masked(fields.credentialReceiver.mobile) },
  logo_use_confirmed: fields.logoUseConfirmed,
  comment: fields.comment,
})

export const deliveryAnswer = (delivery: Delivery) => ({
  reference: delivery.id,
  orgno: delivery.orgno,
  environment: delivery.environment,
  client_id: delivery.clientId,
  order_no: delivery.orderNo,
  state: delivery.state,
  secret_id: delivery.secretId,
  receiver: { ...delivery.receiver, mobile: masked(delivery.receiver.mobile) },
  started: at(delivery.startedAtSeconds),
  sent: at(delivery.sentAtSeconds),
  ended: at(delivery.endedAtSeconds),
  confirmed_by: delivery.confirmedBy,
  fault: delivery.fault,
  overlap_days: delivery.overlapDays,
})

export const termsVersionAnswer = (version: TermsVersion, withText: boolean) => ({
  version: version.id,
  published: at(version.publishedAtSeconds),
  effective_from: at(version.effectiveFromSeconds),
  grace_ends: at(version.graceEndsSeconds),
  summary: version.summary,
  ...(withText ? { parts: version.parts } : {}),
  hashes: version.hashes,
})

/** Who signed is told by name; the identity is nobody's business here (ONB-29). */
export const acceptanceAnswer = (acceptance: TermsAcceptance) => ({
  id: acceptance.id,
  kind: acceptance.kind,
  version: acceptance.version,
  chapters: acceptance.chapters,
  language: acceptance.language,
  text_hash: acceptance.textHash,
  signatory: acceptance.signatory.name,
  ground: acceptance.ground,
  simulated: acceptance.simulated,
  at: at(acceptance.atSeconds),
  reason: acceptance.reason,
})
