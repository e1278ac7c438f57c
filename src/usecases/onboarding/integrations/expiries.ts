import type { Environment } from '../../../config/environments.ts'
import type { Client } from '../../../protocol/client.ts'
import type { DurableStore } from '../../../storage/durable-store.ts'
import { findSeenCertificate, type SeenCertificate } from './seen-certificate.ts'

/** Something of a client that will no longer work after a time, and that no newer one stands in for. */
export interface Expiry {
  readonly environment: Environment
  readonly client: Client
  readonly kind: 'secret' | 'key' | 'certificate'
  /** Id of the secret, `kid`, or thumbprint of a certificate. */
  readonly id: string
  /** Who renews it, where that is not the client's organisation: whose certificate it is (CR-10). */
  readonly orgno?: string
  readonly expiresAtSeconds: number
}

/**
 * What of a client ends next: of its secrets and of its keys only the one that lives longest (ONB-135). A client without keys
 * that proves itself by a certificate ends with that (CR-10).
 */
function expiriesOf(
  environment: Environment,
  client: Client,
  nowSeconds: number,
  seen: SeenCertificate | undefined,
): readonly Expiry[] {
  if (!client.active) return []
  const expiries: Expiry[] = []
  const secrets = client.secrets.filter(({ revokedAtSeconds }) => revokedAtSeconds === undefined)
  const isEndless = secrets.some(({ expiresAtSeconds }) => expiresAtSeconds === null)
  const lastSecret = latest(secrets.map((one) => ({ id: one.secretId, at: one.expiresAtSeconds ?? 0 })))
  if (!isEndless && lastSecret !== undefined && client.tokenEndpointAuthMethod.startsWith('client_secret_'))
    expiries.push({ environment, client, kind: 'secret', id: lastSecret.id, expiresAtSeconds: lastSecret.at })
  const lastKey = latest(client.jwks.map((one) => ({ id: one.kid, at: one.exp, isPinned: one.x5c !== undefined })))
  if (lastKey !== undefined)
    expiries.push({
      environment,
      client,
      kind: lastKey.isPinned === true ? 'certificate' : 'key',
      id: lastKey.id,
      expiresAtSeconds: lastKey.at,
    })
  if (seen !== undefined && client.jwks.length === 0) {
    const { id, orgno, expiresAtSeconds } = seen
    const other = orgno === client.clientOrgno ? {} : { orgno }
    expiries.push({ environment, client, kind: 'certificate', id, expiresAtSeconds, ...other })
  }
  return expiries.filter(({ expiresAtSeconds }) => expiresAtSeconds > nowSeconds - 86_400)
}

const latest = <One extends { readonly id: string; readonly at: number; readonly isPinned?: boolean }>(
  all: readonly One[],
): One | undefined =>
  all.reduce<One | undefined>((best, one) => (best === undefined || one.at >= best.at ? one : best), undefined)

/** All that ends for one organisation, or for all, soonest first. */
export async function listExpiries(
  needs: { readonly durable: DurableStore; readonly environments: readonly Environment[] },
  orgno: string | undefined,
  nowSeconds: number,
): Promise<readonly Expiry[]> {
  const found: Expiry[] = []
  for (const environment of needs.environments)
    for (const { thing } of await needs.durable.environment(environment.name).clients.list())
      if (orgno === undefined || thing.clientOrgno === orgno || thing.supplierOrgno === orgno)
        found.push(...expiriesOf(environment, thing, nowSeconds, await seenOf(needs.durable, environment, thing)))
  return found.sort((a, b) => a.expiresAtSeconds - b.expiresAtSeconds)
}

/** Only clients that may come without a registered key are looked up. */
const seenOf = async ({ notes }: DurableStore, environment: Environment, client: Client) =>
  client.jwks.length > 0 || client.tokenEndpointAuthMethod !== 'private_key_jwt'
    ? undefined
    : findSeenCertificate(notes, { environment: environment.name, clientId: client.clientId })
