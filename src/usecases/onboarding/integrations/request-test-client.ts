import { type Actor, systemActor } from '../../../journey/actor.ts'
import type { Contact, PendingForm } from '../../../journey/records.ts'
import { type Breach, refuse, refuseAll } from '../../../journey/refusal.ts'
import type { ClientRequest } from '../../../protocol/client-registration-fields.ts'
import { isOrganisationNumber } from '../../../protocol/organisation-number.ts'
import { openEnvironmentRegistry } from '../../self-service/environment-registry.ts'
import { faultsOfNewClient } from '../../self-service/save-client.ts'
import { makeOneTimeLink } from '../one-time-links.ts'
import { record } from '../record.ts'
import { writeMail } from '../write-mail.ts'
import { breachesOfContact } from './create-test-client.ts'
import { environmentOf, type IntegrationNeeds } from './integration-needs.ts'
import { registrationBreaches } from './registration-breaches.ts'

/** The public form (ONB-50, ONB-52). */
export interface PublicOrder {
  readonly orgno: string
  readonly organisationName: string
  readonly supplierOrgno?: string
  readonly environmentName: string
  readonly request: ClientRequest
  readonly technicalContact: Contact
}

/**
 * Takes an order of a test client from somebody without an account. Nothing is made: it waits for the link in M-02, and is
 * gone after seven days. `guard` refuses machines; it is asked after the fields, so that correcting is free.
 */
export const requestTestClient =
  (needs: IntegrationNeeds) =>
  async (
    order: PublicOrder,
    from: Pick<Actor, 'ip' | 'userAgent' | 'correlationId'>,
    guard: () => Promise<void>,
  ): Promise<void> => {
    refuseAll([
      ...breachesOfOrganisation(order),
      ...(await faultsOf(needs, order)),
      ...breachesOfContact(order.technicalContact),
    ])
    await guard()
    await needs.durable.transaction(async (store) => {
      const nowSeconds = needs.clock.nowSeconds()
      const { technicalContact: contact } = order
      const form: PendingForm = {
        id: `FORM-${needs.random.token(9)}`,
        kind: 'test-client',
        source: 'form',
        orgno: order.orgno,
        email: contact.email,
        state: 'UNCONFIRMED',
        fields: { ...order },
        createdAtSeconds: nowSeconds,
      }
      await store.portal.pendingForms.add(form, nowSeconds)
      const link = { purpose: 'confirm-form' as const, email: contact.email, orgno: order.orgno, objectId: form.id }
      const token = await makeOneTimeLink(store, needs.random, link, nowSeconds)
      await record(
        store,
        { ...systemActor('order-form'), ...from },
        { action: 'test.requested', object: { kind: 'form', id: form.id }, orgno: order.orgno },
        nowSeconds,
      )
      const language = (await store.organisations.find(order.orgno))?.thing.language ?? 'nb'
      const words = needs.mails(language)
      const values = {
        name: contact.name,
        organisation: order.organisationName,
        orgno: order.orgno,
        link: `${needs.portalUrl}/order/confirm/${token}`,
      }
      await writeMail(needs.productName)(
        store,
        {
          code: 'M-02',
          to: contact.email,
          toName: contact.name,
          language,
          subject: words('M-02.form.subject', values),
          text: words('M-02.form.text', values),
          environment: environmentOf(needs, order.environmentName),
        },
        nowSeconds,
      )
    })
  }

function breachesOfOrganisation({ orgno, organisationName, supplierOrgno }: PublicOrder): Breach[] {
  const invalid = (field: string): Breach => ({
    code: 'orgno_invalid',
    field,
    message: `${field} is no organisation number`,
  })
  return [
    ...(isOrganisationNumber(orgno) ? [] : [invalid('orgno')]),
    ...(supplierOrgno === undefined || isOrganisationNumber(supplierOrgno) ? [] : [invalid('supplier_orgno')]),
    ...(organisationName.trim() === ''
      ? [{ code: 'required', field: 'organisation_name', message: 'organisation_name is missing' } as const]
      : []),
  ]
}

/** The rules of the registry, without writing; a client_id that cannot be had does not stop an order (ONB-56). */
async function faultsOf(needs: IntegrationNeeds, order: PublicOrder): Promise<Breach[]> {
  const environment = environmentOf(needs, order.environmentName)
  const registry = await openEnvironmentRegistry(needs.durable, environment, needs.environments)
  const orgno = isOrganisationNumber(order.orgno) ? order.orgno : '310000019'
  const faults = faultsOfNewClient(registry, order.request, orgno, needs.clock.nowSeconds())
  const lines = Array.isArray(order.request.redirect_uris) ? order.request.redirect_uris.map(String) : undefined
  return registrationBreaches(faults, { redirect_uris: lines })
}

/** The order that a form holds; refuses `not_found` for another kind of form. */
export function orderOf(form: PendingForm | undefined): PublicOrder {
  if (form === undefined || form.kind !== 'test-client') refuse('not_found', 'there is no such order')
  return form.fields as unknown as PublicOrder
}
