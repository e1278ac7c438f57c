import type { DelegationAdapter } from '../../../src/usecases/delegations/delegation-adapter.ts'
import {
  type ApiProgram,
  apiSeed,
  makeAssertion,
  owner,
  publicJwk,
  requestToken,
  startApi,
  stranger,
  supplier,
} from '../self-service-api/api-program.ts'

export { owner, supplier }
/** A customer of the supplier that has access to the scopes, and delegated one of them. */
export const customer = stranger
/** A customer that delegated without having access. */
export const outsider = '310000043'

const machine = (clientId: string, orgno: string, more: Record<string, unknown> = {}) => ({
  client_id: clientId,
  client_orgno: orgno,
  client_name: clientId,
  integration_type: 'maskinporten',
  jwks: { keys: [publicJwk('admin-key')] },
  ...more,
})
const scope = (name: string, more: Record<string, unknown> = {}) => ({
  name: `eks:${name}`,
  description: name,
  delegation_source: 'dev-delegations',
  access: [customer],
  ...more,
})

/** Scopes of a public body, of which a customer delegated one to the supplier; the supplier's machine has them all. */
export const delegationSeed = () => {
  const seed = apiSeed('test')
  const scopes = [
    ...seed.scopes,
    scope('delegert'),
    scope('ikke-delegert'),
    scope('uten-kilde', { delegation_source: undefined, accessible_for_all: true }),
    scope('annen-kilde', { delegation_source: 'https://kilde.example/' }),
    scope('lukket-kilde', { delegation_source: 'https://ukjent.example/' }),
  ].filter(({ name }) => name !== 'eks:lukket')
  const names = scopes.map(({ name }) => name).filter((name) => name !== 'eks:les')
  return {
    ...seed,
    organisations: [...seed.organisations, { orgno: outsider, name: 'Utenfor', kind: 'private' }],
    scopes,
    clients: [
      ...seed.clients.map((client) =>
        client.client_id === 'etat-admin' ? { ...client, scopes: [...client.scopes, 'idporten:scopes.read'] } : client,
      ),
      machine('lev-maskin', supplier, { scopes: [...names, 'idporten:dcr.read'] }),
      machine('kunde-maskin', customer, { supplier_orgno: supplier, scopes: ['eks:delegert'] }),
    ],
    delegations: [
      { scope: 'eks:delegert', consumer: customer, supplier },
      { scope: 'eks:delegert', consumer: outsider, supplier },
    ],
  }
}

export interface DelegationProgram extends ApiProgram {
  /** What the machine issuer answers a client, the supplier's if not said, that asks for the scopes. */
  ask(scopes: string, consumerOrgno?: string, clientId?: string): ReturnType<typeof requestToken>
}

export async function startDelegation(
  sources: readonly DelegationAdapter[] = [],
  variables: Record<string, string> = {},
): Promise<DelegationProgram> {
  const delegations = { sources: () => sources, timeLimitMilliseconds: 50 }
  const api = await startApi('test', variables, delegationSeed(), { delegations })
  return {
    ...api,
    ask(scopes, consumerOrgno, clientId = 'lev-maskin') {
      const claims = { scope: scopes, ...(consumerOrgno === undefined ? {} : { consumer_org: consumerOrgno }) }
      const { machineIssuer, gateway } = api
      return requestToken(machineIssuer, makeAssertion(machineIssuer, clientId, gateway.clock.nowSeconds(), claims))
    },
  }
}

/** `400 invalid_scope MP-251` and the like. */
export const faultOf = ({ status, body }: Awaited<ReturnType<typeof requestToken>>): string =>
  `${status} ${body.error ?? 'token'} ${/^MP-\d+/.exec(body.error_description ?? '')?.[0] ?? ''}`.trim()
