import { makeCredentialsZip, selfTestZip } from '../../../delivery/credentials-zip.ts'
import type { Actor } from '../../../journey/actor.ts'
import { refuse } from '../../../journey/refusal.ts'
import type { StoredSecret } from '../../../protocol/client.ts'
import { endpointUrl } from '../../../protocol/discovery.ts'
import { newClientSecret } from '../../self-service/new-client-secret.ts'
import { environmentOf, type OrderNeeds, usesSecret } from '../orders/order-needs.ts'

/** What the secret is made for. */
interface Purpose {
  readonly orgno: string
  readonly environment: string
  readonly clientId: string
  readonly overlapDays: number
}

/** The new secret, encrypted, and the form in which it is kept. In clear it does not leave this function. */
export async function encryptNewSecret(
  needs: OrderNeeds,
  actor: Actor,
  plan: Purpose,
  reference: string,
  password: Buffer,
): Promise<{ readonly zip: Buffer; readonly stored: StoredSecret }> {
  const environment = environmentOf(needs, plan.environment)
  const client = (await needs.durable.environment(plan.environment).clients.find(plan.clientId))?.thing
  if (client === undefined || client.clientOrgno !== plan.orgno) refuse('not_found', 'there is no such client')
  if (!usesSecret(client.tokenEndpointAuthMethod))
    refuse('client_invalid', 'the client has no secret', { values: { why: client.tokenEndpointAuthMethod } })
  const nowSeconds = needs.clock.nowSeconds()
  const marks = { status: 'pending' as const, deliveryRef: reference, issuedBy: actor.id }
  const made = newClientSecret(needs, environment, client, nowSeconds, { overlapHours: plan.overlapDays * 24, marks })
  const stored = made.ok ? made.client.secrets.at(-1) : undefined
  if (!made.ok || stored === undefined)
    refuse('client_invalid', 'no secret could be made', { values: { why: 'secret' } })
  const secret = Buffer.from(made.secret.reveal())
  const content = Buffer.from(
    `${JSON.stringify(
      {
        reference,
        environment: environment.name,
        issuer: environment.issuer,
        well_known: endpointUrl(environment.issuer, '/.well-known/openid-configuration'),
        client_id: client.clientId,
        client_secret: made.secret.reveal(),
        token_endpoint_auth_method: client.tokenEndpointAuthMethod,
        secret_id: made.secretId,
        issued_at: instant(nowSeconds),
        expires_at: instant(made.expiresAtSeconds),
      },
      null,
      2,
    )}\n`,
  )
  try {
    const zip = await makeCredentialsZip(content, password)
    await selfTestZip(zip, { content, password, mustNotHold: [secret, Buffer.from(client.clientName)] })
    return { zip, stored }
  } finally {
    secret.fill(0)
    content.fill(0)
  }
}

const instant = (atSeconds: number): string => new Date(atSeconds * 1000).toISOString().replace('.000', '')
