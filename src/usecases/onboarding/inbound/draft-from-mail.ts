import type { Actor } from '../../../journey/actor.ts'
import type { OrderMail } from '../../../journey/order-mail.ts'
import type { OrderFields } from '../../../journey/order-records.ts'
import { JourneyRefusal } from '../../../journey/refusal.ts'
import { isProduction } from '../../self-service/environment-registry.ts'
import type { SupportNeeds } from '../cases/support-needs.ts'

/** The use cases of orders that make a draft: a mail comes in by the same door as a person (ONB-193). */
export interface OrderDrafts {
  readonly draft: (actor: Actor, integrationId: string, environmentName?: string) => Promise<string>
  readonly edit: (actor: Actor, orderNo: string, fields: OrderFields) => Promise<unknown>
}

/**
 * Makes a draft of a production order of what a mail says, for somebody who may order for the organisation. undefined when it is not
 * about one of the organisation's test clients: then a person must look at it.
 */
export async function draftFromMail(
  { durable, environments }: Pick<SupportNeeds, 'durable' | 'environments'>,
  orders: OrderDrafts,
  actor: Actor,
  orgno: string,
  mail: OrderMail,
): Promise<string | undefined> {
  if (mail.testClientId === undefined) return undefined
  const integrations = await durable.portal.integrations.list({ orgno })
  const integration = integrations.find(({ thing }) => thing.testClientId === mail.testClientId)?.thing
  if (integration === undefined) return undefined
  const asked = mail.environment?.toLowerCase()
  const environment = environments.find(
    (one) => isProduction(one) && (one.name === asked || one.title.toLowerCase() === asked),
  )
  try {
    const orderNo = await orders.draft(actor, integration.id, environment?.name)
    const order = (await durable.portal.orders.find(orderNo))?.thing
    // One that was submitted already is not changed by a mail.
    if (order === undefined || order.state !== 'DRAFT') return orderNo
    await orders.edit(actor, orderNo, fieldsOf(order.fields, mail))
    return orderNo
  } catch (refusal) {
    if (refusal instanceof JourneyRefusal) return undefined
    throw refusal
  }
}

/** The fields of the draft with those of the mail over them. The number of a mobile is unverified (ONB-195). */
function fieldsOf(fields: OrderFields, mail: OrderMail): OrderFields {
  const { technicalContact } = mail
  const uris = {
    ...(mail.redirectUris.length > 0 ? { redirect_uris: mail.redirectUris } : {}),
    ...(mail.postLogoutRedirectUris.length > 0 ? { post_logout_redirect_uris: mail.postLogoutRedirectUris } : {}),
    ...(mail.frontchannelLogoutUri === undefined ? {} : { frontchannel_logout_uri: mail.frontchannelLogoutUri }),
    ...(mail.clientUri === undefined ? {} : { client_uri: mail.clientUri }),
    ...(mail.tokenEndpointAuthMethod === undefined ? {} : { token_endpoint_auth_method: mail.tokenEndpointAuthMethod }),
  }
  return {
    ...fields,
    client: { ...fields.client, ...uris },
    ...(mail.wantedClientId === undefined ? {} : { wantedClientId: mail.wantedClientId }),
    ...(mail.serviceDescription === undefined ? {} : { serviceDescription: mail.serviceDescription }),
    ...(technicalContact === undefined ? {} : { technicalContact }),
    ...(technicalContact === undefined
      ? {}
      : {
          credentialReceiver: {
            name: technicalContact.name,
            email: technicalContact.email,
            ...(mail.mobile === undefined ? {} : { mobile: mail.mobile }),
          },
        }),
    ...(mail.comment === '' ? {} : { comment: mail.comment.slice(0, 2000) }),
  }
}
